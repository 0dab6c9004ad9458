// SPDX-License-Identifier: Apache-2.0
#include "exec/work_queue.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <vector>

#include "exec/free_runtime.h"
#include "exec/seeded_runtime.h"
#include "testing/rule.h"

namespace penstock::exec {
namespace {

struct CalledWork final : Work {
  std::function<void()> on_run;
  std::atomic<int> runs{0};
  void run() override {
    ++runs;
    if (on_run) on_run();
  }
};

TEST(WorkQueue, StartsWorkInTheOrderOfPostingOnceForEachPosting) {
  RULE("K-WORK-1");
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    SeededRuntime runtime({.seed = seed});
    std::vector<int> started;
    std::vector<CalledWork> work(20);
    {
      WorkQueue queue(runtime, "work", 3);
      for (int i = 0; i < 20; ++i) {
        work[i].on_run = [&, i] {
          started.push_back(i);
          runtime.point(Point::call);
        };
        EXPECT_TRUE(queue.post(work[i]));
        runtime.point(Point::call);
      }
      queue.drain();
      EXPECT_EQ(started.size(), 20u) << "seed " << seed;
    }
    for (const CalledWork& each : work) EXPECT_EQ(each.runs, 1);
  }
}

TEST(WorkQueue, WithOneWorkerNothingOvertakes) {
  SeededRuntime runtime({.seed = 9});
  WorkQueue queue(runtime, "work", 1);
  std::vector<int> started;
  std::vector<CalledWork> work(20);
  for (int i = 0; i < 20; ++i) {
    work[i].on_run = [&, i] { started.push_back(i); };
    queue.post(work[i]);
  }
  queue.drain();
  for (int i = 0; i < 20; ++i) EXPECT_EQ(started[i], i);
}

TEST(WorkQueue, RefusesWorkThatWaitsAlreadyAndTakesItAgainOnceItRuns) {
  SeededRuntime runtime({.strategy = Strategy::fifo});
  WorkQueue queue(runtime, "work", 1);
  CalledWork work;
  work.on_run = [&] {
    if (work.runs < 3) {
      EXPECT_TRUE(queue.post(work));
    }
  };
  EXPECT_TRUE(queue.post(work));
  EXPECT_FALSE(queue.post(work));
  runtime.settle(kForever);
  EXPECT_EQ(work.runs, 3);
}

TEST(WorkQueue, WorkMayDestroyItself) {
  SeededRuntime runtime({});
  WorkQueue queue(runtime, "work", 2);
  auto work = std::make_unique<CalledWork>();
  work->on_run = [&] { work.reset(); };
  queue.post(*work);
  queue.drain();
  EXPECT_EQ(work, nullptr);
}

TEST(WorkQueue, RunsWhatWasPostedBeforeItGoes) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    SeededRuntime runtime({.seed = seed});
    std::vector<CalledWork> work(5);
    {
      WorkQueue queue(runtime, "work", 2);
      for (CalledWork& each : work) queue.post(each);
    }
    for (const CalledWork& each : work) EXPECT_EQ(each.runs, 1);
  }
}

// A later piece overtakes an earlier one that waits in run(): drain waits for exactly the earlier ones.
TEST(WorkQueue, DrainWaitsForWhatWasPostedBeforeItAndForNothingElse) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    // Before the queue: its workers look at them until it has ended.
    bool first_open = false, second_open = false, drained = false;
    CalledWork first, second;
    SeededRuntime runtime({.seed = seed});
    const auto wait_for = [&](bool& open) {
      while (!open)
        runtime.park(
            &open, [&] { return !open; }, kForever);
    };
    WorkQueue queue(runtime, "work", 2);
    first.on_run = [&] { wait_for(first_open); };
    second.on_run = [&] { wait_for(second_open); };
    queue.post(first);
    const ThreadId drainer = runtime.spawn("drainer", [&] {
      queue.drain();
      drained = true;
    });
    runtime.settle(kForever);
    queue.post(second);
    runtime.settle(kForever);
    EXPECT_EQ(second.runs, 1) << "the other worker took it";
    EXPECT_FALSE(drained);
    first_open = true;
    runtime.unpark_all(&first_open);
    runtime.settle(kForever);
    EXPECT_TRUE(drained) << "seed " << seed;
    second_open = true;
    runtime.unpark_all(&second_open);
    runtime.join(drainer);
  }
}

TEST(WorkQueue, WorksOnTheMachineWithSeveralPosters) {
  FreeRuntime runtime;
  constexpr int kThreads = 3, kRounds = 1000;
  std::vector<CalledWork> work(kThreads);
  int accepted[kThreads] = {};
  {
    WorkQueue queue(runtime, "work", 2);
    std::vector<ThreadId> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.push_back(runtime.spawn("poster", [&, i] {
        for (int round = 0; round < kRounds; ++round) {
          accepted[i] += queue.post(work[i]);
          if (round % 100 == 0) queue.drain();
        }
      }));
    }
    for (ThreadId thread : threads) runtime.join(thread);
  }
  for (int i = 0; i < kThreads; ++i) EXPECT_EQ(work[i].runs, accepted[i]);
}

}  // namespace
}  // namespace penstock::exec
