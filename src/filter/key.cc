// SPDX-License-Identifier: Apache-2.0
#include "filter/key.h"

#include "exec/runtime.h"

namespace penstock::filter {

std::string to_string(const Key& key) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (std::size_t byte = 0; byte < 16; ++byte) {
    if (byte == 4 || byte == 6 || byte == 8 || byte == 10) text += '-';
    const std::uint8_t value = key.bytes[internal::kGuidOrder[byte]];
    text += kDigits[value >> 4];
    text += kDigits[value & 15];
  }
  return text;
}

Key make_key() {
  Key key;
  const std::uint64_t halves[2] = {exec::runtime().random(), exec::runtime().random()};
  std::memcpy(key.bytes.data(), halves, sizeof halves);
  // Version 4, as every other maker of random GUIDs says; thereby never zero.
  key.bytes[7] = static_cast<std::uint8_t>((key.bytes[7] & 0x0f) | 0x40);
  key.bytes[8] = static_cast<std::uint8_t>((key.bytes[8] & 0x3f) | 0x80);
  return key;
}

}  // namespace penstock::filter
