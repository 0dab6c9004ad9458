// SPDX-License-Identifier: Apache-2.0
#include "exec/quiescence.h"

#include <gtest/gtest.h>

#include <vector>

#include "exec/free_runtime.h"
#include "exec/seeded_runtime.h"

namespace penstock::exec {
namespace {

// A reader that stays in a section until it is let out.
struct HeldReader {
  explicit HeldReader(Runtime& runtime_given)
      : runtime(runtime_given), thread(runtime.spawn("reader", [this] {
          Quiescence::Section section;
          inside = true;
          while (!let_out)
            runtime.park(
                this, [this] { return !let_out; }, kForever);
          inside = false;
        })) {}

  void leave() {
    let_out = true;
    runtime.unpark_all(this);
  }

  Runtime& runtime;
  bool inside = false, let_out = false;
  ThreadId thread;
};

class QuiescenceOverSeeds : public testing::TestWithParam<int> {
 protected:
  SeededRuntime runtime_{{.seed = static_cast<std::uint64_t>(GetParam())}};
  RuntimeScope scope_{runtime_};
};

TEST_P(QuiescenceOverSeeds, WaitsForASectionThatHadBegun) {
  HeldReader reader(runtime_);
  runtime_.settle(kForever);
  ASSERT_TRUE(reader.inside);
  bool quiet = false;
  const ThreadId waiter = runtime_.spawn("waiter", [&] {
    EXPECT_TRUE(Quiescence::wait_for_readers());
    EXPECT_FALSE(reader.inside);
    quiet = true;
  });
  runtime_.settle(kForever);
  EXPECT_FALSE(quiet);
  reader.leave();
  runtime_.settle(kForever);
  EXPECT_TRUE(quiet);
  runtime_.join(waiter);
  runtime_.join(reader.thread);
}

TEST_P(QuiescenceOverSeeds, DoesNotWaitForASectionThatBeganLater) {
  HeldReader early(runtime_);
  runtime_.settle(kForever);
  bool quiet = false;
  const ThreadId waiter = runtime_.spawn("waiter", [&] { quiet = Quiescence::wait_for_readers(); });
  runtime_.settle(kForever);
  HeldReader late(runtime_);
  runtime_.settle(kForever);
  ASSERT_TRUE(late.inside);
  early.leave();
  runtime_.settle(kForever);
  EXPECT_TRUE(quiet);
  EXPECT_TRUE(late.inside);
  late.leave();
  for (ThreadId thread : {waiter, early.thread, late.thread}) runtime_.join(thread);
}

INSTANTIATE_TEST_SUITE_P(Seeds, QuiescenceOverSeeds, testing::Range(1, 11));

TEST(Quiescence, RefusesToWaitInsideASectionAndSectionsNest) {
  EXPECT_FALSE(Quiescence::inside_section());
  {
    Quiescence::Section outer;
    {
      Quiescence::Section inner;
      EXPECT_FALSE(Quiescence::wait_for_readers());
    }
    EXPECT_TRUE(Quiescence::inside_section());
    EXPECT_FALSE(Quiescence::wait_for_readers());
  }
  EXPECT_FALSE(Quiescence::inside_section());
  EXPECT_TRUE(Quiescence::wait_for_readers());
}

// Readers use what the writer takes away: the sanitizers see a use after it.
TEST(Quiescence, NothingIsTakenFromAReaderOnTheMachine) {
  FreeRuntime machine;
  RuntimeScope scope(machine);
  constexpr int kVersions = 300;
  std::atomic<int*> published{new int(0)};
  std::atomic<bool> stop{false};
  std::vector<ThreadId> threads;
  for (int i = 0; i < 3; ++i) {
    threads.push_back(machine.spawn("reader", [&] {
      while (!stop) {
        Quiescence::Section section;
        const int* version = published.load(std::memory_order_acquire);
        for (int look = 0; look < 20; ++look) EXPECT_GE(*version, 0);
      }
    }));
  }
  for (int i = 1; i <= kVersions; ++i) {
    int* last = published.exchange(new int(i), std::memory_order_acq_rel);
    ASSERT_TRUE(Quiescence::wait_for_readers());
    *last = -1;
    delete last;
  }
  stop = true;
  for (ThreadId thread : threads) machine.join(thread);
  delete published.load();
}

}  // namespace
}  // namespace penstock::exec
