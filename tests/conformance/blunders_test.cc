// SPDX-License-Identifier: Apache-2.0
// A driver full of mistakes: each is found, named with the place in the driver that made it, and survived.
#include <gtest/gtest.h>

#include <ostream>

#include "driver_bench.h"
#include "drivers/blunders/blunders.h"
#include "nt/guest.h"
#include "testing/rule.h"

namespace penstock::conformance {
namespace {

struct Mistake {
  friend void PrintTo(const Mistake& mistake, std::ostream* out) {
    *out << mistake.code << " " << mistake.function;
  }
  std::uint32_t number;
  const char* code;
  const char* function;  // of the driver, at one of the finding's call sites
  void (*rule)();        // of the packet contract; where there is none, the finding's code is the rule
};

constexpr Mistake kMistakes[] = {
    {BLUNDER_LEAK_POOL, "F-POOL-9", "LeakPool", nullptr},
    {BLUNDER_DOUBLE_FREE, "F-POOL-3", "DoubleFree", nullptr},
    {BLUNDER_WRONG_TAG, "F-POOL-7", "WrongTag", nullptr},
    {BLUNDER_FREE_FOREIGN, "F-POOL-4", "FreeForeign", nullptr},
    {BLUNDER_COMPLETE_TWICE, "F-PEND-1", "CompleteTwice", [] { RULE("W-COMP-7"); }},
    {BLUNDER_COMPLETE_NULL, "F-PEND-2", "CompleteNull", [] { RULE("W-COMP-7"); }},
    {BLUNDER_COMPLETE_UNKNOWN, "F-PEND-2", "CompleteUnknown", [] { RULE("W-COMP-7"); }},
    {BLUNDER_NEVER_COMPLETE, "F-UNLOAD-9", "", [] { RULE("W-COMP-8"); }},
    {BLUNDER_PEND_WITHOUT_ABSORB, "F-PEND-4", "", [] { RULE("W-PEND-13"); }},
    {BLUNDER_PEND_AGAIN, "F-PEND-6", "PendAgain", [] { RULE("W-PEND-4"); }},
    {BLUNDER_CALL_TOO_HIGH, "F-IRQL-1", "CallTooHigh", nullptr},
    {BLUNDER_WAIT_IN_CLASSIFY, "F-WAIT-1", "WaitInClassify", nullptr},
    {BLUNDER_KEEP_CALLOUT, "F-UNLOAD-8", "", [] { RULE("W-CAL-10"); }},
    {BLUNDER_KEEP_INJECTION_HANDLE, "F-UNLOAD-8", "DriverEntry", nullptr},
    {BLUNDER_KEEP_SESSION, "F-UNLOAD-8", "DriverEntry", nullptr},
    {BLUNDER_KEEP_DEVICE, "F-UNLOAD-1", "DriverEntry", nullptr},
    {BLUNDER_KEEP_REFERENCE, "F-UNLOAD-9", "KeepReference", [] { RULE("W-REF-1"); }},
    {BLUNDER_KEEP_CLONE, "F-UNLOAD-9", "KeepClone", [] { RULE("W-CLN-5"); }},
    {BLUNDER_FREE_CLONE_TWICE, "", "FreeCloneTwice", nullptr},
    {BLUNDER_MOVE_DATA_START, "F-NBL-1", "", [] { RULE("W-NBL-6"); }},
    {BLUNDER_RECURSIVE_LOCK, "F-LOCK-1", "RecursiveLock", nullptr},
    {BLUNDER_KEEP_LOCK, "F-LOCK-6", "KeepLock", nullptr},
    {BLUNDER_LEAVE_IRQL, "F-IRQL-6", "", nullptr},
    {BLUNDER_KEEP_THREAD, "F-UNLOAD-3", "KeepThread", nullptr},
    {BLUNDER_KEEP_TIMER, "F-TIMER-2", "KeepTimer", nullptr},
};

class Blunders : public ::testing::TestWithParam<std::tuple<Mistake, int>> {
 protected:
  static constexpr std::uint32_t kPackets = 4;
  static void make_all_kinds_of_traffic(DriverBench& bench) {
    for (std::uint32_t port = 4001; port < 4000 + kPackets; ++port)
      bench.local_sends("tcp 10.0.0.1:" + std::to_string(port) + " > 10.0.0.2:80 syn");
    bench.local_sends("icmp 10.0.0.1 > 10.0.0.2 echo id 7");
  }
  // Packets that went on, ended, or are held.
  static std::uint32_t settled(const DriverBench& bench) {
    using Kind = filter::EventKind;
    const EventCounter& events = bench.events();
    return events.of(Kind::delivered) + events.of(Kind::dropped) + events.of(Kind::absorbed) +
           events.of(Kind::held) - events.of(Kind::completed);
  }
  static bool found(const Mistake& mistake) {
    if (*mistake.code == '\0') return errors() != 0;
    return *mistake.function == '\0' ? findings(mistake.code) != 0 : found_in(mistake.code, mistake.function);
  }
};

INSTANTIATE_TEST_SUITE_P(Each, Blunders,
                         ::testing::Combine(::testing::ValuesIn(kMistakes), ::testing::Values(0, 1, 2)),
                         [](const auto& made) {
                           return "Mistake" + std::to_string(std::get<0>(made.param).number) + "Seed" +
                                  std::to_string(std::get<1>(made.param));
                         });

TEST_P(Blunders, AreFoundNamedAndSurvived) {
  const Mistake& mistake = std::get<0>(GetParam());
  if (mistake.rule != nullptr) mistake.rule();
  DriverBench bench(static_cast<std::uint64_t>(std::get<1>(GetParam())));
  host::LoadedDriver* driver = bench.load("blunders", {{"Mistake", mistake.number}});
  ASSERT_NE(driver, nullptr);
  make_all_kinds_of_traffic(bench);
  // Some mistakes are found at once and some when the driver goes; one leaves a packet held for ever.
  EXPECT_TRUE(bench.eventually([&] { return found(mistake) || settled(bench) == kPackets; }));
  EXPECT_TRUE(bench.unload(*driver));
  EXPECT_TRUE(found(mistake)) << "expected " << mistake.code << " in " << mistake.function << "\n"
                              << findings_text();
  EXPECT_EQ(nt::ledger().count(), 0u) << "what it kept is taken back";
  // The house still stands, where the driver has left no filter.
  const std::string last = "udp [fd00::1]:5000 > [fd00::2]:53 payload hello";
  bench.local_sends(last);
  bool came = false;  // behind what else went through
  for (std::uint32_t i = 0; i <= kPackets && !came; ++i)
    came = static_cast<bool>(bench.arrives(Side::remote, last));
  EXPECT_TRUE(came);
}

TEST(BlundersDriver, WithoutAMistakeLeavesNoErrorBehind) {
  RULE("W-COMP-3");
  for (int seed = 0; seed < 4; ++seed) {
    DriverBench bench(static_cast<std::uint64_t>(seed));
    host::LoadedDriver* driver = bench.load("blunders");
    ASSERT_NE(driver, nullptr);
    bench.local_sends("tcp 10.0.0.1:4000 > 10.0.0.2:80 syn");
    EXPECT_TRUE(bench.arrives(Side::remote, "tcp 10.0.0.1:4000 > 10.0.0.2:80 syn"));
    EXPECT_TRUE(bench.unload(*driver));
    EXPECT_EQ(errors(), 0u) << findings_text();
  }
}

}  // namespace
}  // namespace penstock::conformance
