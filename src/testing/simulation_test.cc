// SPDX-License-Identifier: Apache-2.0
#include "testing/simulation.h"

#include <gtest/gtest.h>

#include "testing/rule.h"

namespace penstock::testing {
namespace {

void expect_sound(const SimulationResult& result, std::uint64_t seed) {
  for (const std::string& violation : result.violations)
    ADD_FAILURE() << "seed " << seed << ": " << violation;
}

TEST(Simulation, LosesNothingAndEndsEmptyOnOnePath) {
  RULE("W-INJ-4");
  RULE("W-FLOW-4");
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const SimulationResult result = simulate({.seed = seed, .paths = 1});
    expect_sound(result, seed);
    EXPECT_GT(result.held, 20u);
    EXPECT_GT(result.injected, 5u);
    EXPECT_GT(result.reauthorized, 10u);
    EXPECT_GT(result.delivered, 200u);
  }
}

TEST(Simulation, LosesNothingAndEndsEmptyOnTwoPaths) {
  RULE("W-LNX-8");
  for (std::uint64_t seed = 101; seed <= 112; ++seed) {
    const SimulationResult result = simulate({.seed = seed, .paths = 2});
    expect_sound(result, seed);
    EXPECT_GT(result.handed_over, 200u);
    EXPECT_GT(result.held, 20u);
  }
}

TEST(Simulation, GivesTheSameTraceForTheSameSeed) {
  const SimulationResult one = simulate({.seed = 5, .paths = 2});
  const SimulationResult same = simulate({.seed = 5, .paths = 2});
  const SimulationResult other = simulate({.seed = 6, .paths = 2});
  EXPECT_GT(one.trace.size(), 1000u);
  EXPECT_EQ(one.trace, same.trace);
  EXPECT_NE(one.trace, other.trace);
}

}  // namespace
}  // namespace penstock::testing
