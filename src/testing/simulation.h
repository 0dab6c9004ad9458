// SPDX-License-Identifier: Apache-2.0
// A host under random traffic from one seed: flows that begin, answer, break and come as fragments, ICMP
// errors about them, a policy that changes, and callouts that permit, block, hold, complete and inject as
// the seed says, on threads that the seed interleaves and a clock that it moves. Whatever happens, three
// things hold: no packet is lost or made up, everything comes back in the end, and packets of a flow stay
// in order. The same seed gives the same trace.
//
// Threads: the caller's, which must not be under a runtime already; the simulation installs its own.
// Memory: its own; returns plain values.
// Errors: what was violated, in words; empty when all is well.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace penstock::testing {

struct SimulationOptions {
  std::uint64_t seed = 1;
  std::uint32_t paths = 1;
  std::uint32_t steps = 2000;
};

struct SimulationResult {
  std::vector<std::string> violations;
  std::vector<std::string> trace;
  // So that a test can say that the run was one worth looking at.
  std::uint64_t packets = 0;
  std::uint64_t delivered = 0;
  std::uint64_t held = 0;
  std::uint64_t injected = 0;
  std::uint64_t reauthorized = 0;
  std::uint64_t handed_over = 0;
};

SimulationResult simulate(const SimulationOptions& options);

}  // namespace penstock::testing
