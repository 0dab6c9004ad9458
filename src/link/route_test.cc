// SPDX-License-Identifier: Apache-2.0
#include "link/route.h"

#include <gtest/gtest.h>

namespace penstock::link {
namespace {

TEST(Routing, IsWrittenAndReadInTheSameWords) {
  for (const char* text : {"route 10.0.0.0/8 table 51000", "route ::/0 table 254 interface 7",
                           "route 192.0.2.1/32 table 254 interface 7 gateway 10.9.0.1"}) {
    const auto route = parse_route(text);
    ASSERT_TRUE(route.has_value()) << text;
    EXPECT_EQ(to_string(*route), text);
    EXPECT_FALSE(parse_rule(text).has_value());
  }
  for (const char* text : {"rule 4 priority 20000 table 254 without-default",
                           "rule 6 priority 20001 table 51000 unless-mark 77"}) {
    const auto rule = parse_rule(text);
    ASSERT_TRUE(rule.has_value()) << text;
    EXPECT_EQ(to_string(*rule), text);
    EXPECT_FALSE(parse_route(text).has_value());
  }
}

TEST(Routing, TextThatIsNoneIsNone) {
  for (const char* text :
       {"", "route", "route 10.0.0.0/33 table 1", "route 10.0.0.0/8 table", "route 10.0.0.0/8 table x",
        "route 10.0.0.0/8 gateway 1", "route 10.0.0.0/8 nonsense 1"}) {
    EXPECT_FALSE(parse_route(text).has_value()) << text;
  }
  for (const char* text :
       {"rule", "rule 5 priority 1 table 1", "rule 4 priority -1 table 1", "rule 4 table 99999999999"}) {
    EXPECT_FALSE(parse_rule(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace penstock::link
