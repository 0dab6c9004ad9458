// SPDX-License-Identifier: Apache-2.0
// Virtual processors: a thread at DISPATCH_LEVEL or above owns one, alone, so that a guest may use arrays
// per processor there without a lock (K-IRQL-4). A path's thread and a thread that runs DPCs own theirs for
// good; every other thread takes one when it raises its level and gives it back when it lowers it.
//
// Threads: any; taking one waits while all are taken.
// Memory: a word.
// Errors: none.
#pragma once

#include <cstdint>

namespace penstock::nt {

inline constexpr std::uint32_t kProcessorsMax = 64;

// Set before the first thread raises its level. At least one more than the permanent owners.
void set_processor_count(std::uint32_t count);
std::uint32_t processor_count();

// For the calling thread. Taking one that is owned already does nothing.
void take_processor();
void give_back_processor();

// The calling thread owns a processor for as long as this lives.
class PermanentProcessor {
 public:
  PermanentProcessor();
  ~PermanentProcessor();
  PermanentProcessor(const PermanentProcessor&) = delete;
  PermanentProcessor& operator=(const PermanentProcessor&) = delete;
};

}  // namespace penstock::nt
