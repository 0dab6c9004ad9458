// SPDX-License-Identifier: Apache-2.0
#include "exec/poller.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <functional>
#include <utility>

#include "exec/free_runtime.h"

namespace penstock::exec {
namespace {

struct SocketPair {
  int near, far;
  SocketPair() {
    int ends[2];
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends), 0);
    near = ends[0];
    far = ends[1];
  }
  ~SocketPair() {
    close(near);
    close_far();
  }
  void close_far() {
    if (far >= 0) close(std::exchange(far, -1));
  }
  void write_far() { EXPECT_EQ(write(far, "x", 1), 1); }
};

struct CalledWatched final : Watched {
  std::function<void()> on_readable;
  int reads = 0, writes = 0, hang_ups = 0;
  void readable() override {
    ++reads;
    if (on_readable) on_readable();
  }
  void writable() override { ++writes; }
  void hung_up() override { ++hang_ups; }
};

TEST(Poller, CallsBackWhatIsReady) {
  Poller poller;
  SocketPair pair;
  CalledWatched watched;
  ASSERT_TRUE(poller.watch(pair.near, watched));
  EXPECT_EQ(poller.wait(0), 0);
  pair.write_far();
  EXPECT_EQ(poller.wait(kForever), 1);
  EXPECT_EQ(watched.reads, 1);
  EXPECT_EQ(watched.writes, 0) << "nobody asked";
  poller.set_want_write(pair.near, watched, true);
  EXPECT_EQ(poller.wait(kForever), 1);
  EXPECT_EQ(watched.writes, 1);
  poller.unwatch(pair.near);
  EXPECT_EQ(poller.wait(0), 0);
}

TEST(Poller, TellsOfAHangUpAfterWhatIsLeftToRead) {
  Poller poller;
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  CalledWatched watched;
  char byte;
  watched.on_readable = [&] { EXPECT_EQ(read(ends[0], &byte, 1), 1); };
  ASSERT_TRUE(poller.watch(ends[0], watched));
  ASSERT_EQ(write(ends[1], "x", 1), 1);
  close(ends[1]);
  EXPECT_EQ(poller.wait(kForever), 1);
  EXPECT_EQ(watched.reads, 1);
  EXPECT_EQ(watched.hang_ups, 0);
  EXPECT_EQ(poller.wait(kForever), 1);
  EXPECT_EQ(watched.hang_ups, 1);
  close(ends[0]);
}

TEST(Poller, ADescriptorThatCannotBeWatchedIsAFault) {
  Poller poller;
  CalledWatched watched;
  auto outcome = poller.watch(-1, watched);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.fault().error_number, EBADF);
}

TEST(Poller, WhatACallbackUnwatchesIsNotCalledAnyMore) {
  Poller poller;
  SocketPair a, b;
  CalledWatched first, second;
  first.on_readable = [&] { poller.unwatch(b.near); };
  second.on_readable = [&] { poller.unwatch(a.near); };
  ASSERT_TRUE(poller.watch(a.near, first));
  ASSERT_TRUE(poller.watch(b.near, second));
  a.write_far();
  b.write_far();
  poller.wait(kForever);
  EXPECT_EQ(first.reads + second.reads, 1);
}

TEST(Poller, ANewRegistrationDoesNotInheritEventsOfTheOneBefore) {
  Poller poller;
  SocketPair a, b;
  CalledWatched first, second, fresh;
  first.on_readable = [&] {
    poller.unwatch(b.near);
    ASSERT_TRUE(poller.watch(b.near, fresh));
  };
  second.on_readable = [&] {
    poller.unwatch(a.near);
    ASSERT_TRUE(poller.watch(a.near, fresh));
  };
  ASSERT_TRUE(poller.watch(a.near, first));
  ASSERT_TRUE(poller.watch(b.near, second));
  a.write_far();
  b.write_far();
  poller.wait(kForever);
  EXPECT_EQ(fresh.reads, 0);
}

TEST(Poller, AWakeBeforeTheWaitMakesItReturn) {
  Poller poller;
  poller.wake();
  poller.wake();
  EXPECT_EQ(poller.wait(kForever), 0);
  EXPECT_EQ(poller.wait(0), 0);
}

TEST(Poller, ADeadlineThatIsPastReturns) {
  Poller poller;
  EXPECT_EQ(poller.wait(runtime().now_ns()), 0);
  EXPECT_EQ(poller.wait(runtime().now_ns() + 1000), 0);
}

// Each round waits for the other side's answer: a wake that is lost stops both.
// The timer stays set from one wait to the next, which must not be seen.
TEST(Poller, ATimerOfAnEarlierWaitDoesNotEndALaterOne) {
  Poller poller;
  poller.wake();
  EXPECT_EQ(poller.wait(runtime().now_ns() + 1'000'000), 0);
  const std::int64_t deadline_ns = runtime().now_ns() + 5'000'000;
  EXPECT_EQ(poller.wait(deadline_ns), 0);
  EXPECT_GE(runtime().now_ns(), deadline_ns);
}

TEST(Poller, ATimerOfAnEarlierWaitDoesNotHoldUpALaterOne) {
  Poller poller;
  poller.wake();
  EXPECT_EQ(poller.wait(runtime().now_ns() + 3'600'000'000'000), 0);
  const std::int64_t deadline_ns = runtime().now_ns() + 1'000'000;
  EXPECT_EQ(poller.wait(deadline_ns), 0);
  EXPECT_GE(runtime().now_ns(), deadline_ns);
}

TEST(Poller, LosesNoWakeFromAnotherThread) {
  FreeRuntime machine;
  Poller ping, pong;
  constexpr int kRounds = 2000;
  std::atomic<int> asked{0}, answered{0};
  const ThreadId answerer = machine.spawn("answerer", [&] {
    for (int round = 1; round <= kRounds; ++round) {
      while (asked < round) pong.wait(kForever);
      answered = round;
      ping.wake();
    }
  });
  for (int round = 1; round <= kRounds; ++round) {
    asked = round;
    pong.wake();
    while (answered < round) ping.wait(kForever);
  }
  machine.join(answerer);
  EXPECT_EQ(answered, kRounds);
}

}  // namespace
}  // namespace penstock::exec
