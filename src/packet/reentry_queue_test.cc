// SPDX-License-Identifier: Apache-2.0
#include "packet/reentry_queue.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <latch>
#include <thread>
#include <vector>

namespace penstock::packet {
namespace {

class CountingWaker final : public Waker {
 public:
  void wake() override { wakes.fetch_add(1); }
  std::atomic<int> wakes{0};
};

struct Came {
  std::vector<int> resumed;
  std::vector<int> abandoned;
};

class Item final : public Reentry {
 public:
  Item(Came& came, int number) : came_(came), number_(number) {}
  void resume() override { came_.resumed.push_back(number_); }
  void abandon() override { came_.abandoned.push_back(number_); }

 private:
  Came& came_;
  int number_;
};

TEST(ReentryQueue, ResumesInTheOrderOfThePuts) {
  ReentryQueue queue;
  Came came;
  Item one(came, 1), two(came, 2), three(came, 3);
  EXPECT_TRUE(queue.empty());
  for (Item* item : {&one, &two, &three}) EXPECT_TRUE(queue.put(*item));
  EXPECT_FALSE(queue.empty());
  EXPECT_EQ(queue.resume_all(), 3u);
  EXPECT_EQ(came.resumed, (std::vector<int>{1, 2, 3}));
  EXPECT_TRUE(queue.empty());
  EXPECT_EQ(queue.resume_all(), 0u);
}

TEST(ReentryQueue, WakesOnlyWhenItTurnsFromEmpty) {
  CountingWaker waker;
  ReentryQueue queue(&waker);
  Came came;
  Item one(came, 1), two(came, 2);
  ASSERT_TRUE(queue.put(one));
  ASSERT_TRUE(queue.put(two));
  EXPECT_EQ(waker.wakes, 1);
  queue.resume_all();
  ASSERT_TRUE(queue.put(one));
  EXPECT_EQ(waker.wakes, 2);
  queue.resume_all();
}

// Puts itself again each time it resumes.
class Again final : public Reentry {
 public:
  explicit Again(ReentryQueue& queue) : queue_(queue) {}
  void resume() override {
    ++resumed;
    EXPECT_TRUE(queue_.put(*this));
  }
  void abandon() override { ++abandoned; }
  int resumed = 0;
  int abandoned = 0;

 private:
  ReentryQueue& queue_;
};

TEST(ReentryQueue, LeavesWhatComesWhileItResumesForTheNextTime) {
  ReentryQueue queue;
  Again again(queue);
  ASSERT_TRUE(queue.put(again));
  EXPECT_EQ(queue.resume_all(), 1u);
  EXPECT_EQ(again.resumed, 1);
  EXPECT_EQ(queue.resume_all(), 1u);
  EXPECT_EQ(again.resumed, 2);
  queue.close();
  EXPECT_EQ(again.abandoned, 1);
}

class Ending final : public Reentry {
 public:
  explicit Ending(int& ended) : ended_(ended) {}
  void resume() override { delete this; }
  void abandon() override { delete this; }

 private:
  ~Ending() override { ++ended_; }
  int& ended_;
};

TEST(ReentryQueue, LetsAnItemEndItself) {
  int ended = 0;
  {
    ReentryQueue queue;
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(queue.put(*new Ending(ended)));
    queue.resume_all();
    EXPECT_EQ(ended, 3);
    for (int i = 0; i < 2; ++i) ASSERT_TRUE(queue.put(*new Ending(ended)));
  }
  EXPECT_EQ(ended, 5) << "a queue that ends abandons what is inside";
}

class PuttingAnother final : public Reentry {
 public:
  PuttingAnother(ReentryQueue& queue, Reentry& other) : queue_(queue), other_(other) {}
  void resume() override {}
  void abandon() override { refused = !queue_.put(other_); }
  bool refused = false;

 private:
  ReentryQueue& queue_;
  Reentry& other_;
};

TEST(ReentryQueue, RefusesWhatItsAbandonedItemsPut) {
  ReentryQueue queue;
  Came came;
  Item other(came, 1);
  PuttingAnother item(queue, other);
  ASSERT_TRUE(queue.put(item));
  queue.close();
  EXPECT_TRUE(item.refused);
  EXPECT_TRUE(came.abandoned.empty());
}

TEST(ReentryQueue, RefusesOnceClosedAndStaysClosed) {
  CountingWaker waker;
  ReentryQueue queue(&waker);
  Came came;
  Item one(came, 1), two(came, 2), three(came, 3);
  ASSERT_TRUE(queue.put(one));
  ASSERT_TRUE(queue.put(two));
  queue.close();
  EXPECT_EQ(came.abandoned, (std::vector<int>{1, 2}));
  EXPECT_TRUE(queue.empty());
  EXPECT_FALSE(queue.put(three));
  EXPECT_EQ(queue.resume_all(), 0u);
  EXPECT_FALSE(queue.put(three)) << "asking a closed queue does not open it";
  queue.close();
  EXPECT_EQ(came.abandoned.size(), 2u);
  EXPECT_TRUE(came.resumed.empty());
  EXPECT_EQ(waker.wakes, 1);
}

// Tells its end in a counter that any thread may touch.
class Counted final : public Reentry {
 public:
  void resume() override { ends.fetch_add(1); }
  void abandon() override { ends.fetch_add(1); }
  std::atomic<int> ends{0};
};

// Each putter goes on until it is refused, and the close waits for the first put, so that it falls among
// them. Long enough that a close which first looks and then shuts is found out in most runs.
TEST(ReentryQueue, EndsEveryItemOnceWhenPutsRaceWithItsClose) {
  constexpr std::size_t kPutters = 2;
  constexpr std::size_t kItems = 20000;
  std::array<std::vector<Counted>, kPutters> items{std::vector<Counted>(kItems),
                                                   std::vector<Counted>(kItems)};
  for (int round = 0; round < 300; ++round) {
    ReentryQueue queue;
    std::array<std::size_t, kPutters> taken{};
    std::latch together(kPutters + 1);
    std::vector<std::thread> putters;
    for (std::size_t p = 0; p < kPutters; ++p) {
      putters.emplace_back([&, p] {
        together.arrive_and_wait();
        while (taken[p] < kItems && queue.put(items[p][taken[p]])) ++taken[p];
      });
    }
    together.arrive_and_wait();
    while (queue.empty()) std::this_thread::yield();
    if (round % 2 == 0) queue.resume_all();
    queue.close();
    for (std::thread& putter : putters) putter.join();
    for (std::size_t p = 0; p < kPutters; ++p) {
      for (std::size_t i = 0; i < taken[p]; ++i) {
        ASSERT_EQ(items[p][i].ends.exchange(0), 1) << "item " << i << " of round " << round;
      }
      if (taken[p] < kItems) {
        ASSERT_EQ(items[p][taken[p]].ends, 0) << "a refused item is the putter's";
      }
    }
  }
}

class Ordered final : public Reentry {
 public:
  void resume() override {
    if (*last >= sequence) ++*disorders;
    *last = sequence;
  }
  void abandon() override {}
  int sequence = 0;
  int* last = nullptr;
  int* disorders = nullptr;
};

TEST(ReentryQueue, KeepsEachPuttersOrderAndWakesForEveryOne) {
  constexpr int kPutters = 3;
  constexpr int kItems = 3000;
  CountingWaker waker;
  ReentryQueue queue(&waker);
  std::vector<Ordered> items(kPutters * kItems);
  int last[kPutters] = {-1, -1, -1};
  int disorders = 0;
  for (int i = 0; i < kPutters * kItems; ++i) {
    Ordered& item = items[static_cast<std::size_t>(i)];
    item.sequence = i;
    item.last = &last[i / kItems];
    item.disorders = &disorders;
  }
  std::vector<std::thread> putters;
  std::atomic<int> refused{0};
  for (int p = 0; p < kPutters; ++p) {
    putters.emplace_back([&, p] {
      for (int i = p * kItems; i < (p + 1) * kItems; ++i) {
        if (!queue.put(items[static_cast<std::size_t>(i)])) ++refused;
      }
    });
  }
  // Takes only after a wake: an item without one would leave this loop waiting for ever.
  std::uint32_t resumed = 0;
  while (resumed < items.size()) {
    while (waker.wakes.exchange(0) == 0) std::this_thread::yield();
    resumed += queue.resume_all();
  }
  for (std::thread& putter : putters) putter.join();
  EXPECT_EQ(refused, 0);
  EXPECT_EQ(disorders, 0);
  EXPECT_EQ(resumed, items.size());
}

}  // namespace
}  // namespace penstock::packet
