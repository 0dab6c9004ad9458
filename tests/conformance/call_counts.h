// SPDX-License-Identifier: Apache-2.0
// Counts, for this process, of the calls that the data path of an authorized flow must not make: of the
// allocator, of mutexes and condition variables, and of futexes. The functions are defined by the test
// program itself and go on to libc's.
//
// Threads: any.
// Memory: static.
// Errors: none.
#pragma once

#include <atomic>
#include <cstdint>

namespace penstock::conformance {

struct CallCounts {
  std::atomic<std::uint64_t> allocations{0};  // malloc, calloc, realloc, free and their kin
  std::atomic<std::uint64_t> locks{0};        // mutexes, read-write locks, condition variables
  std::atomic<std::uint64_t> futexes{0};
};

CallCounts& call_counts();

}  // namespace penstock::conformance
