// SPDX-License-Identifier: Apache-2.0
// For tests: a scenario runs under the seeded runtime with a number of seeds, and then on the machine as it
// is. The test program's own code is the guest, so that findings and accounts have an owner.
//
// Threads: the test's own, and those the scenario starts.
// Memory: services and runtime end after each run.
// Errors: findings stay in the log until the next run begins.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>

#include "base/finding.h"
#include "exec/free_runtime.h"
#include "exec/seeded_runtime.h"
#include "nt/guest.h"
#include "nt/services.h"

extern "C" const char __executable_start[];
extern "C" const char etext[];

namespace penstock::nt {

inline Guest& test_guest() {
  static Guest* guest = [] {
    auto* made = new Guest("test", 1);
    add_guest_range(*made, __executable_start, static_cast<std::size_t>(etext - __executable_start));
    made->set_phase(GuestPhase::running);
    return made;
  }();
  return *guest;
}

inline std::uint64_t findings(std::string_view code) { return base::finding_log().count(code); }

template <class Scenario>
void run_once(exec::Runtime& runtime, Scenario& scenario, const ServicesOptions& options) {
  base::finding_log().clear();
  test_guest();
  const exec::RuntimeScope scope(runtime);
  const Services services(options);
  scenario();
}

template <class Scenario>
void under_every_runtime(Scenario scenario, ServicesOptions options = {}) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    exec::SeededRuntime runtime({.seed = seed, .level = 2});
    run_once(runtime, scenario, options);
  }
  SCOPED_TRACE("free");
  exec::FreeRuntime runtime;
  run_once(runtime, scenario, options);
}

}  // namespace penstock::nt
