// SPDX-License-Identifier: Apache-2.0
// Windows' times over exec's clocks (K-TIME-1): 100-nanosecond units, system time since 1601, negative due
// times relative, positive ones absolute.
//
// Threads: any.
// Memory: none.
// Errors: a due time beyond what a clock can say is never.
#pragma once

#include <cstdint>

namespace penstock::nt {

inline constexpr std::int64_t kUnixEpoch = 116444736000000000;  // 1970 in units since 1601
inline constexpr std::int64_t kNanosecondsPerUnit = 100;

std::int64_t system_time();     // units since 1601
std::int64_t interrupt_time();  // units, monotonic

// A due time as a deadline of the monotonic clock: 0 and what is past are now.
std::int64_t deadline_of(std::int64_t due);

}  // namespace penstock::nt
