// SPDX-License-Identifier: Apache-2.0
// Network byte order, read from and written to bytes at any alignment.
//
// Threads: any.
// Memory: the caller promises that the bytes are there.
// Errors: none.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

namespace penstock::base {

static_assert(std::endian::native == std::endian::little, "ported to little-endian machines only");

inline std::uint16_t load_big16(const void* bytes) {
  std::uint16_t raw;
  std::memcpy(&raw, bytes, sizeof raw);
  return __builtin_bswap16(raw);
}
inline std::uint32_t load_big32(const void* bytes) {
  std::uint32_t raw;
  std::memcpy(&raw, bytes, sizeof raw);
  return __builtin_bswap32(raw);
}
inline void store_big16(void* bytes, std::uint16_t value) {
  value = __builtin_bswap16(value);
  std::memcpy(bytes, &value, sizeof value);
}
inline void store_big32(void* bytes, std::uint32_t value) {
  value = __builtin_bswap32(value);
  std::memcpy(bytes, &value, sizeof value);
}

}  // namespace penstock::base
