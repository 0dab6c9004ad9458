// SPDX-License-Identifier: Apache-2.0
// Bytes written as text, for tests that compare with what somebody else computed.
#pragma once

#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "bytes.h"
#include "secret.h"

namespace wireguard {

inline std::vector<std::uint8_t> from_hex(std::string_view text) {
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    bytes.push_back(
        static_cast<std::uint8_t>(std::strtoul(std::string(text.substr(i, 2)).c_str(), nullptr, 16)));
  return bytes;
}

inline std::string to_hex(Bytes bytes) {
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += "0123456789abcdef"[byte >> 4u];
    text += "0123456789abcdef"[byte & 15u];
  }
  return text;
}

inline SecretKey secret_from_hex(std::string_view text) {
  const std::vector<std::uint8_t> bytes = from_hex(text);
  return SecretKey(std::span<const std::uint8_t, kKeyBytes>(bytes.data(), kKeyBytes));
}

inline PublicKey public_from_hex(std::string_view text) {
  PublicKey key;
  std::memcpy(key.data(), from_hex(text).data(), key.size());
  return key;
}

}  // namespace wireguard
