// SPDX-License-Identifier: Apache-2.0
// Bytes as the protocol writes them: spans for views, little endian for numbers of a message, big endian for
// what belongs to IP and to TAI64N.
//
// Threads: none of its own.
// Memory: views; owns nothing.
// Errors: none; the caller has checked the length.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace wireguard {

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__);

using Bytes = std::span<const std::uint8_t>;
using MutableBytes = std::span<std::uint8_t>;
using Nanoseconds = std::int64_t;  // of a clock that never goes back

constexpr Nanoseconds kSecond = 1'000'000'000;

// What an event is told of time: `steady` drives every timer, `wall` only makes the time stamp of an initiation.
struct Moment {
  Nanoseconds steady = 0;
  Nanoseconds wall = 0;
};

inline std::uint32_t load_le32(const std::uint8_t* from) {
  std::uint32_t value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

inline std::uint64_t load_le64(const std::uint8_t* from) {
  std::uint64_t value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

inline void store_le32(std::uint8_t* to, std::uint32_t value) { std::memcpy(to, &value, sizeof value); }
inline void store_le64(std::uint8_t* to, std::uint64_t value) { std::memcpy(to, &value, sizeof value); }
inline void store_be32(std::uint8_t* to, std::uint32_t value) { store_le32(to, __builtin_bswap32(value)); }
inline void store_be64(std::uint8_t* to, std::uint64_t value) { store_le64(to, __builtin_bswap64(value)); }

inline std::uint32_t load_be16(const std::uint8_t* from) { return (from[0] << 8u) | from[1]; }

}  // namespace wireguard
