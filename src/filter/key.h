// SPDX-License-Identifier: Apache-2.0
// The 16-byte name of a policy object. All zero means "none given": the store makes one.
//
// Threads: a plain value.
// Memory: 16 bytes.
// Errors: none.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace penstock::filter {

struct Key {
  std::array<std::uint8_t, 16> bytes{};

  bool is_zero() const {
    return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
  }
  friend auto operator<=>(const Key&, const Key&) = default;

  template <class H>
  friend H AbslHashValue(H state, const Key& key) {
    return H::combine(std::move(state), key.bytes);
  }
};

struct KeyHash {
  std::size_t operator()(const Key& key) const {
    std::uint64_t low, high;
    std::memcpy(&low, key.bytes.data(), 8);
    std::memcpy(&high, key.bytes.data() + 8, 8);
    return static_cast<std::size_t>(low ^ (high * 0x9e3779b97f4a7c15ull));
  }
};

// "c38d57d1-05a7-4c33-904f-7fbceee60e82", as a GUID lies in memory: the first three groups little-endian.
constexpr std::optional<Key> parse_key(std::string_view text);
std::string to_string(const Key& key);
// A new one, from the runtime's randomness.
Key make_key();

namespace internal {

constexpr int digit_of(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
  if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
  return -1;
}
// Where each byte of the text's order lies in memory.
inline constexpr std::array<std::uint8_t, 16> kGuidOrder = {3, 2, 1,  0,  5,  4,  7,  6,
                                                            8, 9, 10, 11, 12, 13, 14, 15};

}  // namespace internal

constexpr std::optional<Key> parse_key(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  Key key;
  std::size_t at = 0;
  for (std::size_t byte = 0; byte < 16; ++byte) {
    if ((byte == 4 || byte == 6 || byte == 8 || byte == 10) && text[at++] != '-') return std::nullopt;
    const int high = internal::digit_of(text[at]), low = internal::digit_of(text[at + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    key.bytes[internal::kGuidOrder[byte]] = static_cast<std::uint8_t>(high * 16 + low);
    at += 2;
  }
  return key;
}

}  // namespace penstock::filter
