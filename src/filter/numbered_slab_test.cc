// SPDX-License-Identifier: Apache-2.0
#include "filter/numbered_slab.h"

#include <gtest/gtest.h>

#include <memory>
#include <set>

namespace penstock::filter {
namespace {

TEST(NumberedSlab, FindsWhatItsNumberNamesAndNothingElse) {
  NumberedSlab<int> slab;
  const std::uint64_t one = slab.add(1), two = slab.add(2);
  EXPECT_NE(one, 0u);
  EXPECT_NE(one, two);
  ASSERT_NE(slab.find(one), nullptr);
  EXPECT_EQ(*slab.find(one), 1);
  EXPECT_EQ(*slab.find(two), 2);
  for (const std::uint64_t nobody : {std::uint64_t{0}, ~std::uint64_t{0}, one + (1u << 20)})
    EXPECT_EQ(slab.find(nobody), nullptr);
}

TEST(NumberedSlab, TakesNoNumberForItsSuccessor) {
  NumberedSlab<int> slab;
  const std::uint64_t first = slab.add(1);
  EXPECT_EQ(slab.remove(first), 1);
  EXPECT_EQ(slab.find(first), nullptr);
  const std::uint64_t second = slab.add(2);
  EXPECT_NE(second, first);
  EXPECT_EQ(slab.find(first), nullptr);
  EXPECT_EQ(slab.remove(first), 0) << "empty";
  EXPECT_EQ(*slab.find(second), 2);
}

TEST(NumberedSlab, GrowsAndLetsGoOfWhatItRemoves) {
  NumberedSlab<std::shared_ptr<int>> slab;
  std::set<std::uint64_t> numbers;
  const auto shared = std::make_shared<int>(7);
  for (int i = 0; i < 5000; ++i) numbers.insert(slab.add(shared));
  EXPECT_EQ(numbers.size(), 5000u);
  EXPECT_EQ(shared.use_count(), 5001);
  for (const std::uint64_t number : numbers) slab.remove(number);
  EXPECT_EQ(shared.use_count(), 1);
}

}  // namespace
}  // namespace penstock::filter
