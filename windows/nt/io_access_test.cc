// SPDX-License-Identifier: Apache-2.0
#include "nt/io_access.h"

#include <gtest/gtest.h>

#include "testing/rule.h"

namespace penstock::nt {
namespace {

constexpr ClientCredentials kRoot{.user_id = 0};
constexpr ClientCredentials kSomebody{.user_id = 1000};
constexpr ClientCredentials kOperator{.user_id = 1000, .in_administrators = true};

std::uint32_t granted(std::u16string_view sddl, const ClientCredentials& client) {
  const auto list = AccessList::from_sddl(sddl);
  EXPECT_TRUE(list.has_value());
  return list ? list->granted(client) : 99;
}

TEST(AccessList, MapsTheWellKnownFormsToWhoTheClientIs) {
  RULE("K-CLI-5");
  EXPECT_EQ(granted(u"D:P(A;;GA;;;SY)(A;;GA;;;BA)", kRoot), kAccessAll);
  EXPECT_EQ(granted(u"D:P(A;;GA;;;SY)(A;;GA;;;BA)", kOperator), kAccessAll);
  EXPECT_EQ(granted(u"D:P(A;;GA;;;SY)(A;;GA;;;BA)", kSomebody), 0u);
  EXPECT_EQ(granted(u"D:P(A;;GA;;;SY)(A;;GRGWGX;;;BA)(A;;GR;;;WD)", kSomebody), kAccessRead);
  EXPECT_EQ(granted(u"D:P(A;;GA;;;SY)", kOperator), 0u);
}

TEST(AccessList, KernelOnlyRefusesEveryClientAndNoDriver) {
  RULE("K-CLI-5");
  EXPECT_EQ(granted(u"D:P", kRoot), 0u);
  EXPECT_EQ(granted(u"D:P", ClientCredentials{.kernel = true}), kAccessAll);
}

TEST(AccessList, DoesNotTakeWhatItCannotReadForAnybody) {
  for (const auto* text :
       {u"", u"nonsense", u"D:P(A;;GA;;;WD", u"D:P(D;;GA;;;WD)", u"D:P(A;;0xZZ;;;WD)", u"D:P(A;GA;WD)"})
    EXPECT_FALSE(AccessList::from_sddl(text).has_value());
}

}  // namespace
}  // namespace penstock::nt
