// SPDX-License-Identifier: Apache-2.0
// A secret of fixed size. Every copy is wiped when it ends, two are compared in constant time, and nothing
// prints one: there is no stream operator and no conversion to text.
//
// Threads: as a plain value.
// Memory: by value, wiped at the end and when another value is assigned.
// Errors: none.
#pragma once

#include <openssl/crypto.h>

#include "bytes.h"

namespace wireguard {

template <std::size_t kSize>
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::span<const std::uint8_t, kSize> from) {
    std::memcpy(bytes_.data(), from.data(), kSize);
  }
  Secret(const Secret&) = default;
  Secret& operator=(const Secret&) = default;
  ~Secret() { wipe(); }

  void wipe() { OPENSSL_cleanse(bytes_.data(), kSize); }
  std::span<const std::uint8_t, kSize> bytes() const { return bytes_; }
  std::span<std::uint8_t, kSize> writable() { return bytes_; }
  bool is_zero() const { return *this == Secret(); }
  friend bool operator==(const Secret& one, const Secret& other) {
    return CRYPTO_memcmp(one.bytes_.data(), other.bytes_.data(), kSize) == 0;
  }

 private:
  std::array<std::uint8_t, kSize> bytes_{};
};

constexpr std::size_t kKeyBytes = 32;
using SecretKey = Secret<kKeyBytes>;
using PublicKey = std::array<std::uint8_t, kKeyBytes>;

}  // namespace wireguard
