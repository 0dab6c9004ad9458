// SPDX-License-Identifier: Apache-2.0
#include "exec/baton.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <vector>

#include "exec/free_runtime.h"

namespace penstock::exec {
namespace {

struct CalledTask final : BatonTask {
  std::function<void()> on_run;
  int runs = 0;
  void run() override {
    ++runs;
    if (on_run) on_run();
  }
};

TEST(Baton, AFreeBatonDoesTheTaskAtOnceAndIsFreeAfterwards) {
  Baton baton;
  CalledTask task;
  task.on_run = [&] { EXPECT_TRUE(baton.taken()); };
  baton.submit(task);
  EXPECT_EQ(task.runs, 1);
  EXPECT_FALSE(baton.taken());
}

TEST(Baton, TheHolderDoesWhatWasLeftInTheOrderItWasLeft) {
  Baton baton;
  ASSERT_TRUE(baton.try_take());
  EXPECT_FALSE(baton.try_take());
  std::vector<int> order;
  std::vector<CalledTask> tasks(3);
  for (int i = 0; i < 3; ++i) {
    tasks[i].on_run = [&order, i] { order.push_back(i); };
    baton.submit(tasks[i]);
  }
  EXPECT_TRUE(order.empty());
  baton.put_down();
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2}));
  EXPECT_FALSE(baton.taken());
}

TEST(Baton, ATaskMayLeaveItselfAgain) {
  Baton baton;
  CalledTask task;
  task.on_run = [&] {
    if (task.runs < 5) {
      const int before = task.runs;
      baton.submit(task);
      EXPECT_EQ(task.runs, before) << "left, not nested";
    }
  };
  baton.submit(task);
  EXPECT_EQ(task.runs, 5);
}

TEST(Baton, ATaskMayDestroyItself) {
  Baton baton;
  auto task = std::make_unique<CalledTask>();
  task->on_run = [&] { task.reset(); };
  ASSERT_TRUE(baton.try_take());
  baton.submit(*task);
  baton.put_down();
  EXPECT_EQ(task, nullptr);
}

TEST(Baton, RunsEverythingExactlyOnceAndAloneFromFourThreads) {
  FreeRuntime machine;
  Baton baton;
  constexpr int kThreads = 4, kTasks = 3000;
  int guarded = 0;  // by the baton only: ThreadSanitizer watches
  std::vector<std::vector<CalledTask>> tasks;
  for (int i = 0; i < kThreads; ++i) tasks.emplace_back(kTasks);
  std::vector<ThreadId> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.push_back(machine.spawn("submitter", [&, i] {
      for (CalledTask& task : tasks[i]) {
        task.on_run = [&guarded] { ++guarded; };
        baton.submit(task);
        if (baton.try_take()) {
          ++guarded;
          --guarded;
          baton.put_down();
        }
      }
    }));
  }
  for (ThreadId thread : threads) machine.join(thread);
  EXPECT_FALSE(baton.taken());
  EXPECT_EQ(guarded, kThreads * kTasks);
  for (const auto& of_one : tasks) {
    for (const CalledTask& task : of_one) ASSERT_EQ(task.runs, 1);
  }
}

}  // namespace
}  // namespace penstock::exec
