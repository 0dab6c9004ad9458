// SPDX-License-Identifier: Apache-2.0
#include "packet/recycled.h"

#include <gtest/gtest.h>

#include <memory>
#include <thread>
#include <vector>

namespace penstock::packet {
namespace {

struct Record : Recycled<Record> {
  std::uint64_t words[20] = {};
};
struct Larger : Record {
  std::uint64_t more[20] = {};
};

TEST(Recycled, GivesBackTheMemoryThatThisThreadFreedLast) {
  auto* first = new Record;
  first->words[3] = 7;
  delete first;
  const std::unique_ptr<Record> second(new Record);
  EXPECT_TRUE(second.get() == first || !kRecycles);
  EXPECT_EQ(second->words[3], 0u);
}

TEST(Recycled, LeavesOtherSizesToTheAllocator) {
  delete new Record;
  const std::unique_ptr<Larger> larger(new Larger);
  larger->more[19] = 1;
  EXPECT_EQ(larger->more[19], 1u);
}

TEST(Recycled, KeepsNoMoreThanItsShareAndNothingAfterItsThread) {
  std::vector<std::unique_ptr<Record>> many;
  for (int i = 0; i < 2000; ++i) many.emplace_back(new Record);
  std::thread([&] { many.clear(); }).join();  // a leak would be found under asan
  const std::unique_ptr<Record> one(new Record);
  EXPECT_NE(one, nullptr);
}

}  // namespace
}  // namespace penstock::packet
