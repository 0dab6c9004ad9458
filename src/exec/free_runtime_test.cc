// SPDX-License-Identifier: Apache-2.0
#include "exec/free_runtime.h"

#include <gtest/gtest.h>

#include <atomic>
#include <vector>

namespace penstock::exec {
namespace {

template <class Condition>
void await(Runtime& runtime, Condition condition) {
  while (!condition()) runtime.point(Point::yield);
}

TEST(FreeRuntime, ParkReturnsAtOnceWhenNothingBlocksAnyMore) {
  FreeRuntime runtime;
  int key = 0;
  EXPECT_EQ(runtime.park(
                &key, [] { return false; }, kForever),
            Wake::unparked);
}

TEST(FreeRuntime, ParkPastItsDeadlineLeavesNothingToUnpark) {
  FreeRuntime runtime;
  int key = 0;
  EXPECT_EQ(runtime.park(
                &key, [] { return true; }, runtime.now_ns()),
            Wake::deadline);
  EXPECT_EQ(runtime.park(
                &key, [] { return true; }, -1),
            Wake::deadline);
  EXPECT_EQ(runtime.unpark_all(&key), 0);
}

TEST(FreeRuntime, UnparkWakesInTheOrderOfParkingAndOnlyItsKey) {
  FreeRuntime runtime;
  int key = 0, other_key = 0;
  std::atomic<int> parking{0};
  std::vector<int> woken;  // one at a time is woken, and says so before the next is
  std::atomic<int> said{0};
  std::vector<ThreadId> threads;
  // The condition is asked under the lock of the key: whoever sees the count can already wake.
  const auto spawn_parked = [&](const int* on, int number) {
    threads.push_back(runtime.spawn("parked", [&, on, number] {
      runtime.park(
          on, [&] { return ++parking, true; }, kForever);
      woken.push_back(number);
      ++said;
    }));
    await(runtime, [&] { return parking == static_cast<int>(threads.size()); });
  };
  spawn_parked(&key, 1);
  spawn_parked(&other_key, 2);
  spawn_parked(&key, 3);
  spawn_parked(&key, 4);
  EXPECT_EQ(runtime.unpark(&key, 1), 1);
  await(runtime, [&] { return said == 1; });
  EXPECT_EQ(runtime.unpark(&key, 1), 1);
  await(runtime, [&] { return said == 2; });
  EXPECT_EQ(runtime.unpark(&key, 5), 1);
  await(runtime, [&] { return said == 3; });
  EXPECT_EQ(runtime.unpark_all(&other_key), 1);
  for (ThreadId thread : threads) runtime.join(thread);
  EXPECT_EQ(woken, (std::vector<int>{1, 3, 4, 2}));
}

TEST(FreeRuntime, KeysThatShareABucketDoNotWakeEachOther) {
  FreeRuntime runtime;
  const char keys[4096] = {};  // far more than there are buckets
  std::atomic<bool> parking{false}, woken{false};
  const ThreadId parked = runtime.spawn("parked", [&] {
    runtime.park(
        &keys[0], [&] { return parking = true; }, kForever);
    woken = true;
  });
  await(runtime, [&] { return parking.load(); });
  for (std::size_t i = 1; i < sizeof keys; ++i) EXPECT_EQ(runtime.unpark_all(&keys[i]), 0);
  EXPECT_FALSE(woken);
  EXPECT_EQ(runtime.unpark_all(&keys[0]), 1);
  runtime.join(parked);
}

// A lock made of nothing but park and unpark: a wake-up lost or a condition asked outside the key's lock
// would leave somebody asleep.
TEST(FreeRuntime, LosesNoWakeUpBetweenManyThreads) {
  FreeRuntime runtime;
  std::atomic<bool> taken{false};
  int guarded = 0;
  constexpr int kThreads = 4, kRounds = 5000;
  std::vector<ThreadId> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.push_back(runtime.spawn("taker", [&] {
      for (int round = 0; round < kRounds; ++round) {
        while (taken.exchange(true))
          runtime.park(
              &taken, [&] { return taken.load(); }, kForever);
        ++guarded;
        taken = false;
        runtime.unpark(&taken, 1);
      }
    }));
  }
  for (ThreadId thread : threads) runtime.join(thread);
  EXPECT_EQ(guarded, kThreads * kRounds);
}

// Deadlines and unparks meet in every order; whichever wins, a place is never left behind.
TEST(FreeRuntime, SurvivesDeadlinesThatRaceWithUnparks) {
  FreeRuntime runtime;
  int key = 0;
  constexpr int kRounds = 2000;
  std::atomic<int> rounds{0};
  const ThreadId sleeper = runtime.spawn("sleeper", [&] {
    for (; rounds < kRounds; ++rounds)
      runtime.park(
          &key, [] { return true; }, runtime.now_ns() + 1000);
  });
  while (rounds < kRounds) runtime.unpark_all(&key);
  runtime.join(sleeper);
  EXPECT_EQ(runtime.unpark_all(&key), 0);
}

TEST(FreeRuntime, AThreadKeepsItsIdAcrossRuntimes) {
  ThreadId outside;
  {
    FreeRuntime first;
    outside = first.self();
    EXPECT_NE(outside, 0u);
  }
  FreeRuntime second;
  EXPECT_EQ(second.self(), outside);
  ThreadId seen = 0;
  const ThreadId spawned = second.spawn("worker", [&] { seen = second.self(); });
  EXPECT_EQ(second.name_of(spawned), "worker");
  second.join(spawned);
  EXPECT_EQ(seen, spawned);
  EXPECT_NE(spawned, outside);
  EXPECT_EQ(second.name_of(outside), "thread " + std::to_string(outside));
}

TEST(RuntimeScope, TheInnermostIsTheRuntimeOfTheProcess) {
  Runtime& machine = runtime();
  FreeRuntime outer, inner;
  {
    RuntimeScope outer_scope(outer);
    EXPECT_EQ(&runtime(), &outer);
    {
      RuntimeScope inner_scope(inner);
      EXPECT_EQ(&runtime(), &inner);
    }
    EXPECT_EQ(&runtime(), &outer);
  }
  EXPECT_EQ(&runtime(), &machine);
}

TEST(FreeRuntime, SleepsUntilADeadlineHasPassed) {
  FreeRuntime runtime;
  const std::int64_t deadline_ns = runtime.now_ns() + 1000;
  runtime.sleep_until(deadline_ns);
  EXPECT_GE(runtime.now_ns(), deadline_ns);
}

}  // namespace
}  // namespace penstock::exec
