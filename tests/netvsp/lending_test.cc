// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <random>
#include <set>
#include <vector>

#include "testing/rule.h"
#include "units.h"

namespace {

struct Buffer {
  explicit Buffer(UINT32 count) : memory(LendingSizeof(count)) {
    LendingBegin(&lending, memory.data(), count);
  }
  std::vector<UINT32> chain(UINT32 first) const {
    std::vector<UINT32> all;
    for (UINT32 at = first; at != LENDING_NONE; at = LendingNext(&lending, at)) all.push_back(at);
    return all;
  }

  std::vector<UINT8> memory;
  LENDING lending;
};

TEST(Lending, NumbersPacketsBelowTheCountAndDifferently) {
  RULE("V-NET-4");
  Buffer buffer(64);
  std::set<UINT32> numbers, lent;
  for (UINT32 i = 0; i < 24; ++i) {
    const UINT32 first = LendingTake(&buffer.lending, 2, FALSE);
    ASSERT_LT(first, 64u);
    EXPECT_TRUE(numbers.insert(first).second);
    for (const UINT32 index : buffer.chain(first)) EXPECT_TRUE(lent.insert(index).second);
  }
  EXPECT_EQ(lent.size(), 48u);
}

TEST(Lending, KeepsSomeBackForControlAnswers) {
  RULE("V-NET-6");
  Buffer buffer(64);
  while (LendingTake(&buffer.lending, 1, FALSE) != LENDING_NONE) {
  }
  EXPECT_EQ(buffer.lending.FreeCount, 16u);
  for (UINT32 i = 0; i < 16; ++i) EXPECT_NE(LendingTake(&buffer.lending, 1, TRUE), LENDING_NONE);
  EXPECT_EQ(LendingTake(&buffer.lending, 1, TRUE), LENDING_NONE);
}

TEST(Lending, GivesAllOrNothing) {
  Buffer buffer(40);
  EXPECT_EQ(LendingTake(&buffer.lending, 25, FALSE), LENDING_NONE);
  EXPECT_EQ(buffer.lending.FreeCount, 40u);
  EXPECT_NE(LendingTake(&buffer.lending, 24, FALSE), LENDING_NONE);
  EXPECT_EQ(LendingTake(&buffer.lending, 0, TRUE), LENDING_NONE);
}

TEST(Lending, TakesNothingBackTwice) {
  Buffer buffer(64);
  const UINT32 first = LendingTake(&buffer.lending, 3, FALSE);
  EXPECT_TRUE(LendingReturn(&buffer.lending, first));
  EXPECT_FALSE(LendingReturn(&buffer.lending, first));
  EXPECT_FALSE(LendingReturn(&buffer.lending, 64));
  EXPECT_FALSE(LendingReturn(&buffer.lending, LENDING_NONE));
  EXPECT_EQ(buffer.lending.FreeCount, 64u);
}

TEST(Lending, LendsTheSameAgainAfterARestore) {
  RULE("V-NET-9");
  Buffer before(64), after(64);
  const UINT32 first = LendingTake(&before.lending, 3, FALSE);
  const std::vector<UINT32> lent = before.chain(first);
  ASSERT_TRUE(LendingTakeThese(&after.lending, lent.data(), 3));
  EXPECT_EQ(after.chain(first), lent);
  EXPECT_EQ(after.lending.FreeCount, 61u);
  EXPECT_FALSE(LendingTakeThese(&after.lending, lent.data(), 3)) << "lent already";
  const UINT32 twice[] = {9, 10, 9};
  EXPECT_FALSE(LendingTakeThese(&after.lending, twice, 3));
  const UINT32 beyond[] = {11, 64};
  EXPECT_FALSE(LendingTakeThese(&after.lending, beyond, 2));
  EXPECT_EQ(after.lending.FreeCount, 61u) << "a refusal takes nothing";
  EXPECT_TRUE(LendingReturn(&after.lending, first));
}

TEST(Lending, LosesNothingInAnyOrder) {
  Buffer buffer(100);
  std::mt19937 random(1);
  std::vector<UINT32> out;
  for (int step = 0; step < 20000; ++step) {
    if (out.empty() || random() % 2 == 0) {
      const UINT32 first = LendingTake(&buffer.lending, 1 + random() % 4, random() % 8 == 0);
      if (first != LENDING_NONE) out.push_back(first);
    } else {
      std::swap(out[random() % out.size()], out.back());
      ASSERT_TRUE(LendingReturn(&buffer.lending, out.back()));
      out.pop_back();
    }
  }
  for (const UINT32 first : out) EXPECT_TRUE(LendingReturn(&buffer.lending, first));
  EXPECT_EQ(buffer.lending.FreeCount, 100u);
}

}  // namespace
