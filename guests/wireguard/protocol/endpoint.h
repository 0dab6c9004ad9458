// SPDX-License-Identifier: Apache-2.0
// Where a datagram came from or goes to: an address of either family and a port. IPv4 addresses fill the first
// four bytes, the rest is zero, so that two are equal when their bytes are.
//
// Threads: as a plain value.
// Memory: by value.
// Errors: none.
#pragma once

#include "bytes.h"

namespace wireguard {

enum class Family : std::uint8_t { none, ipv4, ipv6 };

struct Address {
  Family family = Family::none;
  std::array<std::uint8_t, 16> bytes{};

  std::size_t size() const { return family == Family::ipv4 ? 4 : (family == Family::ipv6 ? 16 : 0); }
  Bytes view() const { return Bytes(bytes).first(size()); }
  friend bool operator==(const Address&, const Address&) = default;
};

struct Endpoint {
  Address address;
  std::uint16_t port = 0;

  bool known() const { return address.family != Family::none; }
  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

}  // namespace wireguard
