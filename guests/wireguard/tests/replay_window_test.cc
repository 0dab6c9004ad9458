// SPDX-License-Identifier: Apache-2.0
#include "replay_window.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace wireguard {
namespace {

// Everything that may still come is remembered one by one.
class NaiveWindow {
 public:
  bool accept(std::uint64_t counter) {
    if (counter >= kRejectAfterMessages) return false;
    if (!seen_.empty() && *seen_.rbegin() >= counter && *seen_.rbegin() - counter >= ReplayWindow::kSize)
      return false;
    if (!seen_.insert(counter).second) return false;
    while (*seen_.rbegin() - *seen_.begin() >= ReplayWindow::kSize) seen_.erase(seen_.begin());
    return true;
  }

 private:
  std::set<std::uint64_t> seen_;
};

// Mostly a little out of order, sometimes far back, sometimes a leap.
class Counters {
 public:
  explicit Counters(std::uint64_t seed) : random_(seed) {}
  std::uint64_t next() {
    const std::uint64_t dice = random_() % 1000;
    if (dice == 0) front_ += random_() % 20000;
    if (dice < 5) return front_ - std::min(front_, random_() % (2 * ReplayWindow::kSize));
    if (dice < 300) return front_ - std::min(front_, random_() % 100);
    return front_ += random_() % 3;
  }

 private:
  std::mt19937_64 random_;
  std::uint64_t front_ = 0;
};

void compare(std::uint64_t seed, std::uint64_t count) {
  ReplayWindow window;
  NaiveWindow naive;
  Counters counters(seed);
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t counter = counters.next();
    ASSERT_EQ(window.accept(counter), naive.accept(counter)) << "message " << i << ", counter " << counter;
  }
}

TEST(ReplayWindow, AgreesWithASet) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) compare(seed, 100'000);
}

// ctest -L slow
TEST(ReplayWindow, DISABLED_AgreesWithASetOverAHundredMillionCounters) { compare(42, 100'000'000); }

TEST(ReplayWindow, ReachesExactlyAsFarAsItSays) {
  ReplayWindow window;
  constexpr std::uint64_t kTop = 1'000'000;
  ASSERT_TRUE(window.accept(kTop));
  EXPECT_FALSE(window.accept(kTop));
  EXPECT_TRUE(window.accept(kTop - ReplayWindow::kSize + 1));
  EXPECT_FALSE(window.accept(kTop - ReplayWindow::kSize + 1));
  EXPECT_FALSE(window.accept(kTop - ReplayWindow::kSize));
}

TEST(ReplayWindow, TakesWhatCameInReverse) {
  ReplayWindow window;
  for (std::uint64_t i = ReplayWindow::kSize; i-- > 0;) EXPECT_TRUE(window.accept(i));
  for (std::uint64_t i = 0; i < ReplayWindow::kSize; ++i) EXPECT_FALSE(window.accept(i));
}

TEST(ReplayWindow, LeapForgetsEverythingBehind) {
  ReplayWindow window;
  for (std::uint64_t i = 0; i < 1000; ++i) ASSERT_TRUE(window.accept(i));
  ASSERT_TRUE(window.accept(1u << 30u));
  for (std::uint64_t i = 0; i < ReplayWindow::kSize - 1; ++i)
    EXPECT_TRUE(window.accept((1u << 30u) - 1 - i)) << "nothing of before may look like these";
}

TEST(ReplayWindow, EndsBeforeTheCounterDoes) {
  ReplayWindow window;
  EXPECT_TRUE(window.accept(kRejectAfterMessages - 1));
  EXPECT_FALSE(window.accept(kRejectAfterMessages));
  EXPECT_FALSE(window.accept(~std::uint64_t{0}));
}

}  // namespace
}  // namespace wireguard
