// SPDX-License-Identifier: Apache-2.0
#include "exec/published.h"

#include <gtest/gtest.h>

#include <vector>

#include "exec/free_runtime.h"

namespace penstock::exec {
namespace {

TEST(Published, AReaderKeepsItsVersionUntilItRefreshes) {
  Published<int> published(std::make_shared<const int>(1));
  Published<int>::Reader reader(published);
  EXPECT_FALSE(reader.refresh());
  published.publish(std::make_shared<const int>(2));
  EXPECT_EQ(*reader, 1);
  EXPECT_TRUE(reader.refresh());
  EXPECT_EQ(*reader, 2);
  EXPECT_FALSE(reader.refresh());
}

TEST(Published, AVersionGoesWithItsLastHolder) {
  auto first = std::make_shared<const int>(1);
  std::weak_ptr<const int> watched = first;
  Published<int> published(std::move(first));
  Published<int>::Reader reader(published);
  published.publish(std::make_shared<const int>(2));
  EXPECT_FALSE(watched.expired());
  reader.refresh();
  EXPECT_TRUE(watched.expired());
}

TEST(Published, ReadersOnOtherThreadsSeeVersionsInOrder) {
  FreeRuntime machine;
  constexpr int kVersions = 2000;
  Published<int> published(std::make_shared<const int>(0));
  std::vector<ThreadId> threads;
  for (int i = 0; i < 2; ++i) {
    threads.push_back(machine.spawn("reader", [&] {
      Published<int>::Reader reader(published);
      for (int seen = 0; seen < kVersions; seen = *reader) {
        reader.refresh();
        EXPECT_GE(*reader, seen);
      }
    }));
  }
  for (int i = 1; i <= kVersions; ++i) published.publish(std::make_shared<const int>(i));
  for (ThreadId thread : threads) machine.join(thread);
}

}  // namespace
}  // namespace penstock::exec
