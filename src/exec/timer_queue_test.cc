// SPDX-License-Identifier: Apache-2.0
#include "exec/timer_queue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

#include "exec/free_runtime.h"
#include "exec/seeded_random.h"
#include "exec/seeded_runtime.h"

namespace penstock::exec {
namespace {

struct CalledTimer final : Timer {
  std::function<void()> on_fire;
  int fired = 0;
  void fire() override {
    ++fired;
    if (on_fire) on_fire();
  }
};

TEST(TimerQueue, FiresInOrderOfDeadlinesAndEqualOnesInOrderOfArming) {
  SeededRuntime runtime({.seed = 3});
  TimerQueue queue(runtime, "timers");
  SeededRandom random(11);
  constexpr int kTimers = 300;
  std::vector<CalledTimer> timers(kTimers);
  std::vector<std::int64_t> deadlines_ns(kTimers);
  std::vector<int> order, expected;
  for (int i = 0; i < kTimers; ++i) {
    timers[i].on_fire = [&, i] {
      EXPECT_GE(runtime.now_ns(), deadlines_ns[i]);
      order.push_back(i);
    };
    deadlines_ns[i] = 1'000'000 * static_cast<std::int64_t>(1 + random.below(50));
    EXPECT_FALSE(queue.arm(timers[i], deadlines_ns[i]));
  }
  for (int i = 0; i < kTimers; ++i) {
    if (i % 5 == 0) {
      EXPECT_TRUE(queue.cancel(timers[i]));
    } else {
      expected.push_back(i);
    }
  }
  std::stable_sort(expected.begin(), expected.end(),
                   [&](int a, int b) { return deadlines_ns[a] < deadlines_ns[b]; });
  runtime.settle(kForever);
  EXPECT_EQ(order, expected);
}

TEST(TimerQueue, AnArmedTimerThatIsArmedAgainHasOnlyTheNewDeadline) {
  SeededRuntime runtime({});
  TimerQueue queue(runtime, "timers");
  CalledTimer timer;
  EXPECT_FALSE(queue.arm(timer, 1'000'000));
  EXPECT_TRUE(queue.arm(timer, 3'000'000));
  runtime.settle(2'000'000);
  EXPECT_EQ(timer.fired, 0);
  EXPECT_TRUE(queue.arm(timer, 2'500'000)) << "earlier than what the thread sleeps for";
  runtime.settle(2'600'000);
  EXPECT_EQ(timer.fired, 1);
  runtime.settle(kForever);
  EXPECT_EQ(timer.fired, 1);
  EXPECT_FALSE(queue.cancel(timer));
}

TEST(TimerQueue, ATimerMayArmItselfFromFire) {
  SeededRuntime runtime({});
  TimerQueue queue(runtime, "timers");
  CalledTimer timer;
  timer.on_fire = [&] {
    if (timer.fired < 4) {
      EXPECT_FALSE(queue.arm(timer, timer.fired * 1'000'000));
    }
  };
  queue.arm(timer, 0);
  runtime.settle(1'500'000);
  EXPECT_EQ(timer.fired, 2);
  runtime.settle(kForever);
  EXPECT_EQ(timer.fired, 4);
}

TEST(TimerQueue, CancelSaysTrueExactlyWhenTheTimerDoesNotFire) {
  int cancelled_runs = 0, fired_runs = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    SeededRuntime runtime({.seed = seed});
    bool cancelled = false;
    CalledTimer timer;
    {
      TimerQueue queue(runtime, "timers");
      queue.arm(timer, 1'000'000);
      const ThreadId canceller = runtime.spawn("canceller", [&] {
        runtime.sleep_until(1'000'000);
        cancelled = queue.cancel(timer);
      });
      runtime.settle(kForever);
      runtime.join(canceller);
    }
    EXPECT_EQ(timer.fired, cancelled ? 0 : 1) << "seed " << seed;
    ++(cancelled ? cancelled_runs : fired_runs);
  }
  EXPECT_GT(cancelled_runs, 0);
  EXPECT_GT(fired_runs, 0);
}

TEST(TimerQueue, DrainWaitsForAFireThatHasBegun) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    SeededRuntime runtime({.seed = seed});
    TimerQueue queue(runtime, "timers");
    int gate = 0;
    bool open = false, ended = false, drained = false;
    CalledTimer timer, later;
    timer.on_fire = [&] {
      while (!open)
        runtime.park(
            &gate, [&] { return !open; }, kForever);
      ended = true;
    };
    queue.arm(timer, 0);
    queue.arm(later, 1'000'000'000);
    runtime.settle(1'000'000);
    EXPECT_FALSE(queue.cancel(timer)) << "fire() has begun";
    const ThreadId drainer = runtime.spawn("drainer", [&] {
      queue.drain();
      EXPECT_TRUE(ended);
      drained = true;
    });
    runtime.settle(2'000'000);
    EXPECT_FALSE(drained);
    open = true;
    runtime.unpark_all(&gate);
    runtime.settle(3'000'000);
    EXPECT_TRUE(drained) << "and does not wait for what is only armed";
    runtime.join(drainer);
    queue.drain();
    EXPECT_TRUE(queue.cancel(later));
  }
}

TEST(TimerQueue, DropsWhatIsArmedWhenItGoes) {
  SeededRuntime runtime({});
  CalledTimer timer;
  {
    TimerQueue queue(runtime, "timers");
    queue.arm(timer, 1'000'000'000);
  }
  EXPECT_EQ(timer.fired, 0);
  TimerQueue other(runtime, "others");
  EXPECT_FALSE(other.cancel(timer));
  EXPECT_FALSE(other.arm(timer, 0));
  runtime.settle(kForever);
  EXPECT_EQ(timer.fired, 1);
}

TEST(TimerQueue, ATimerMayGoAwayInItsOwnFire) {
  SeededRuntime runtime({});
  TimerQueue queue(runtime, "timers");
  auto timer = std::make_unique<CalledTimer>();
  timer->on_fire = [&] { timer.reset(); };
  queue.arm(*timer, 0);
  runtime.settle(kForever);
  EXPECT_EQ(timer, nullptr);
}

TEST(TimerQueue, WorksOnTheMachineWithSeveralWhoArmAndCancel) {
  FreeRuntime runtime;
  constexpr int kThreads = 3, kRounds = 500;
  std::vector<CalledTimer> timers(kThreads);
  int cancelled[kThreads] = {};
  {
    TimerQueue queue(runtime, "timers");
    std::vector<ThreadId> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.push_back(runtime.spawn("armer", [&, i] {
        for (int round = 0; round < kRounds; ++round) {
          EXPECT_FALSE(queue.arm(timers[i], runtime.now_ns() + 1000 * (round % 8)));
          if (round % 2) runtime.point(Point::yield);
          cancelled[i] += queue.cancel(timers[i]);
          queue.drain();
        }
      }));
    }
    for (ThreadId thread : threads) runtime.join(thread);
  }
  for (int i = 0; i < kThreads; ++i) EXPECT_EQ(timers[i].fired + cancelled[i], kRounds);
}

}  // namespace
}  // namespace penstock::exec
