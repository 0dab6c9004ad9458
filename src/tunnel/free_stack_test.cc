// SPDX-License-Identifier: Apache-2.0
#include "tunnel/free_stack.h"

#include <gtest/gtest.h>

#include <array>
#include <thread>
#include <vector>

namespace penstock::tunnel {
namespace {

TEST(FreeStack, GivesRowsInTheOrderOfLinksAndNoneWhenItIsEmpty) {
  FreeStack stack(8);
  EXPECT_EQ(stack.pop(), FreeStack::kNone);
  stack.link(3, 5);
  stack.link(5, 1);
  stack.push_row(3, 1, 3);
  EXPECT_EQ(stack.count(), 3u);
  std::array<std::uint32_t, 8> row;
  ASSERT_EQ(stack.pop_row(row.data(), 2), 2u);
  EXPECT_EQ(row[0], 3u);
  EXPECT_EQ(row[1], 5u);
  EXPECT_EQ(stack.pop_row(row.data(), 8), 1u);
  EXPECT_EQ(row[0], 1u);
  EXPECT_EQ(stack.pop_row(row.data(), 8), 0u);
}

TEST(FreeStack, WakesWhoWantsOneOnceAndOnlyWhenThereWasNone) {
  struct Bell final : packet::Waker {
    void wake() override { ++rung; }
    int rung = 0;
  } bell;
  FreeStack stack(4);
  EXPECT_TRUE(stack.want(&bell));
  stack.push(0);
  stack.push(1);
  EXPECT_EQ(bell.rung, 1);
  EXPECT_FALSE(stack.want(&bell));
  stack.push(2);
  EXPECT_EQ(bell.rung, 1);
}

// Few numbers and many threads, so that the stack is often empty.
TEST(FreeStack, NeverGivesANumberToTwo) {
  constexpr std::uint32_t kNumbers = 3;
  FreeStack stack(kNumbers);
  std::array<std::atomic<int>, kNumbers> owners{};
  for (std::uint32_t number = 0; number < kNumbers; ++number) stack.push(number);
  std::vector<std::thread> threads;
  for (std::uint32_t thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (std::uint32_t round = 0; round < 40'000; ++round) {
        std::array<std::uint32_t, 2> row;
        const bool one = (round + thread) % 2 == 0;
        std::uint32_t count = 0;
        if (one) {
          row[0] = stack.pop();
          count = row[0] != FreeStack::kNone;
        } else {
          count = stack.pop_row(row.data(), 2);
        }
        for (std::uint32_t place = 0; place < count; ++place) ASSERT_EQ(owners[row[place]].fetch_add(1), 0);
        for (std::uint32_t place = 0; place < count; ++place) owners[row[place]].fetch_sub(1);
        if (count == 2) stack.link(row[0], row[1]);
        if (count != 0) stack.push_row(row[0], row[count - 1], count);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(stack.count(), kNumbers);
}

}  // namespace
}  // namespace penstock::tunnel
