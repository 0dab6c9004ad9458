// SPDX-License-Identifier: Apache-2.0
#include "exec/standing_task.h"

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <vector>

#include "exec/free_runtime.h"

namespace penstock::exec {
namespace {

struct CalledTask final : StandingTask {
  std::function<void()> on_look;
  int looks = 0;
  void look() override {
    ++looks;
    if (on_look) on_look();
  }
};

TEST(StandingTask, LooksAtOnceWhereTheBatonIsFree) {
  Baton baton;
  CalledTask task;
  task.ask(baton);
  task.ask(baton);
  EXPECT_EQ(task.looks, 2);
}

TEST(StandingTask, IsLeftOnceHoweverOftenItIsAskedFor) {
  Baton baton;
  CalledTask task;
  ASSERT_TRUE(baton.try_take());
  for (int i = 0; i < 5; ++i) task.ask(baton);
  EXPECT_EQ(task.looks, 0);
  baton.put_down();
  EXPECT_EQ(task.looks, 1);
}

TEST(StandingTask, LooksAgainWhenAskedForWhileItLooks) {
  Baton baton;
  CalledTask task;
  task.on_look = [&] {
    if (task.looks > 3) return;
    const int before = task.looks;
    task.ask(baton);
    EXPECT_EQ(task.looks, before) << "left, not nested";
  };
  task.ask(baton);
  EXPECT_EQ(task.looks, 4);
}

// The second asker finds the mark set and goes; only the mark orders what it wrote before the look that reads it. A store
// in place of the exchange is a race that ThreadSanitizer sees.
TEST(StandingTask, ShowsWhatWasWrittenBeforeAskingForItOnceMore) {
  FreeRuntime machine;
  Baton baton;
  CalledTask task;
  int parcel = 0, seen = 0;
  task.on_look = [&] { seen = parcel; };
  ASSERT_TRUE(baton.try_take());
  task.ask(baton);
  std::atomic<bool> asked{false};
  const ThreadId asker = machine.spawn("asker", [&] {
    parcel = 42;
    task.ask(baton);
    asked.store(true, std::memory_order_relaxed);
  });
  while (!asked.load(std::memory_order_relaxed)) machine.point(Point::yield);
  baton.put_down();
  EXPECT_EQ(seen, 42);
  EXPECT_EQ(task.looks, 1);
  machine.join(asker);
}

// Each thread puts a number with no order of its own, asks, and waits until a look has taken it. One that is overlooked
// is never taken: both then wait for ever, and the test's time limit ends it.
TEST(StandingTask, OverlooksNothingThatWasPutBeforeAsking) {
  FreeRuntime machine;
  constexpr int kRounds = 50'000;
  struct Slot {
    std::atomic<int> put{0};
    std::atomic<int> taken{0};
  };
  Baton baton;
  std::array<Slot, 2> slots;
  int guarded = 0;  // by the baton only: ThreadSanitizer watches
  CalledTask task;
  task.on_look = [&] {
    ++guarded;
    for (Slot& slot : slots) {
      slot.taken.store(slot.put.load(std::memory_order_relaxed), std::memory_order_relaxed);
    }
  };
  std::vector<ThreadId> threads;
  std::atomic<int> ready{0};
  for (Slot& slot : slots) {
    threads.push_back(machine.spawn("asker", [&] {
      ready.fetch_add(1);
      while (ready.load() < 2) machine.point(Point::yield);
      for (int round = 1; round <= kRounds; ++round) {
        slot.put.store(round, std::memory_order_relaxed);
        task.ask(baton);
        while (slot.taken.load(std::memory_order_relaxed) < round) machine.point(Point::yield);
      }
    }));
  }
  for (const ThreadId thread : threads) machine.join(thread);
  EXPECT_FALSE(baton.taken());
  EXPECT_EQ(guarded, task.looks);
  EXPECT_LE(task.looks, 2 * kRounds);
}

}  // namespace
}  // namespace penstock::exec
