// SPDX-License-Identifier: Apache-2.0
// The parts of channel_bench. What is compared is measured in turns, so that a slow minute is everybody's, and
// a ratio is the median of the ratios of the turns.
//
// Threads: the bench's.
// Memory: the bench's.
// Errors: none; a figure that could not be made ends the program.
#pragma once

#include <time.h>

#include <algorithm>
#include <functional>
#include <vector>

#include "exec/runtime.h"

namespace penstock::channel {

inline double now_ns() { return static_cast<double>(exec::runtime().now_ns()); }

// Of this thread's processor: what else runs on the machine is left out.
inline double cpu_ns() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

inline double median(std::vector<double> samples) {
  std::sort(samples.begin(), samples.end());
  return samples[samples.size() / 2];
}

using Measure = std::function<double()>;
using Samples = std::vector<double>;

// For each row what it took in each turn.
inline std::vector<Samples> in_turns(int turns, const std::vector<Measure>& rows) {
  std::vector<Samples> samples(rows.size());
  for (int turn = 0; turn < turns; ++turn) {
    for (std::size_t i = 0; i < rows.size(); ++i) samples[i].push_back(rows[i]());
  }
  return samples;
}

// How many times as fast as `peer` the row `ours` is, by what both took.
inline double ratio(const Samples& peer, const Samples& ours) {
  Samples ratios;
  for (std::size_t i = 0; i < ours.size(); ++i) ratios.push_back(peer[i] / ours[i]);
  return median(std::move(ratios));
}

// Each prints its rows.
void ring_figures();
void save_figures();
void pause_figures();

}  // namespace penstock::channel
