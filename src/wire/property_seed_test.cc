// SPDX-License-Identifier: Apache-2.0
// The property tests of this room draw the same values in each run, so that what fails once fails again.
// RC_PARAMS in the environment overrides it: RC_PARAMS="seed=7 max_success=100000".
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>

namespace penstock::wire {
namespace {

// Before main(): the library reads its parameters at the first check.
const int kSeeded = setenv("RC_PARAMS", "seed=1 max_success=400", 0);

TEST(Properties, AreCheckedWithAKnownSeed) {
  EXPECT_EQ(kSeeded, 0);
  EXPECT_NE(std::getenv("RC_PARAMS"), nullptr);
}

}  // namespace
}  // namespace penstock::wire
