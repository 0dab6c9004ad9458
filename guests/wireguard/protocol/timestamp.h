// SPDX-License-Identifier: Apache-2.0
// TAI64N: the time stamp of an initiation, twelve bytes that compare as numbers. A peer accepts only one that is
// greater than the greatest it has seen, so that a recorded initiation is worth nothing.
//
// Threads: as a plain value.
// Memory: by value.
// Errors: none.
#pragma once

#include "bytes.h"

namespace wireguard {

constexpr std::size_t kTimestampBytes = 12;
using Timestamp = std::array<std::uint8_t, kTimestampBytes>;

// The last 24 bits of the nanoseconds are left out: nobody needs to know our clock that exactly.
inline Timestamp timestamp_of(Nanoseconds unix_time) {
  constexpr std::uint64_t kTai64Base = 0x400000000000000aull;
  constexpr std::uint32_t kBlurred = (1u << 24u) - 1;
  Timestamp result;
  store_be64(result.data(), kTai64Base + static_cast<std::uint64_t>(unix_time / kSecond));
  store_be32(result.data() + 8, static_cast<std::uint32_t>(unix_time % kSecond) & ~kBlurred);
  return result;
}

inline bool is_later(const Timestamp& one, const Timestamp& other) {
  return std::memcmp(one.data(), other.data(), kTimestampBytes) > 0;
}

}  // namespace wireguard
