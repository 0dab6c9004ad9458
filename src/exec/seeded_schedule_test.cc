// SPDX-License-Identifier: Apache-2.0
#include "exec/seeded_schedule.h"

#include <gtest/gtest.h>

#include "testing/rule.h"

namespace penstock::exec {
namespace {

TEST(SeededSchedule, FifoPreemptsNobodyUntilSomebodyWasPassedOverTooOften) {
  RULE("K-DET-6");
  SeededSchedule schedule({.strategy = Strategy::fifo});
  SeededSchedule::Strand& first = schedule.add("first");
  SeededSchedule::Strand& second = schedule.add("second");
  for (std::uint64_t i = 0; i < SeededSchedule::kPassedOverMax; ++i) {
    ASSERT_EQ(&schedule.at_point(Point::call), &first) << "at point " << i;
  }
  EXPECT_EQ(&schedule.at_point(Point::call), &second);
}

TEST(SeededSchedule, ALevelDecidesWhichPointsAreVisited) {
  RULE("K-DET-3");
  const auto steps_at = [](int level, Point kind) {
    SeededSchedule schedule({.level = level});
    schedule.add("only");
    schedule.at_point(kind);
    return schedule.steps();
  };
  EXPECT_EQ(steps_at(1, Point::lock), 1u);
  EXPECT_EQ(steps_at(1, Point::interlocked), 0u);
  EXPECT_EQ(steps_at(1, Point::print), 0u);
  EXPECT_EQ(steps_at(2, Point::interlocked), 1u);
  EXPECT_EQ(steps_at(2, Point::allocation), 1u);
  EXPECT_EQ(steps_at(2, Point::print), 0u);
  EXPECT_EQ(steps_at(3, Point::print), 1u);
}

TEST(SeededSchedule, RandomGivesEveryoneATurnAtAPoint) {
  SeededSchedule schedule({.seed = 7});
  int turns[3] = {};
  for (const char* name : {"a", "b", "c"}) schedule.add(name);
  for (int i = 0; i < 3000; ++i) ++turns[schedule.at_point(Point::call).id - 1];
  for (int count : turns) EXPECT_NEAR(count, 1000, 150);
}

TEST(SeededSchedule, AYieldNeverStaysWhenSomebodyElseCanRun) {
  SeededSchedule schedule({.seed = 7});
  for (const char* name : {"a", "b", "c"}) schedule.add(name);
  for (int i = 0; i < 1000; ++i) {
    const ThreadId before = schedule.running().id;
    ASSERT_NE(schedule.at_point(Point::yield).id, before);
  }
}

TEST(SeededSchedule, UnparksInTheOrderOfParking) {
  SeededSchedule schedule({.strategy = Strategy::fifo});
  for (const char* name : {"adopted", "b", "c", "d"}) schedule.add(name);
  const int key = 0, other = 0;
  schedule.at_point(Point::yield);
  schedule.park_running(&key, kForever);    // b
  schedule.park_running(&other, kForever);  // c
  schedule.park_running(&key, kForever);    // d
  ASSERT_EQ(schedule.running().id, 1u);
  EXPECT_EQ(schedule.unpark(&key, 1), 1);
  EXPECT_EQ(schedule.at_point(Point::yield).name, "b");
  EXPECT_EQ(schedule.unpark(&key, 7), 1);
  EXPECT_EQ(schedule.unpark(&key, 7), 0);
}

TEST(SeededSchedule, AStrandThatYieldsForEverLetsTimePass) {
  RULE("K-DET-6");
  SeededSchedule schedule({.strategy = Strategy::fifo});
  schedule.add("spins");
  schedule.add("sleeps");
  const int key = 0;
  ASSERT_EQ(schedule.at_point(Point::yield).name, "sleeps");
  ASSERT_EQ(schedule.park_running(&key, 5'000'000).name, "spins");
  std::uint64_t yields = 1;
  while (schedule.at_point(Point::yield).name == "spins")
    ASSERT_LE(++yields, SeededSchedule::kPassedOverMax + 1);
  EXPECT_EQ(schedule.now_ns(), 5'000'000);
}

}  // namespace
}  // namespace penstock::exec
