// SPDX-License-Identifier: Apache-2.0
// Where a socket's other side is: an address, a port, and for link-local addresses the interface. An IPv4
// address that a dual-stack socket shows as IPv6 (::ffff:a.b.c.d) is an IPv4 address here, so that a peer has
// one endpoint whatever socket it was met on.
//
// Threads: plain values.
// Memory: in place.
// Errors: text that is no endpoint gives Fault with what was wrong.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "link/fault.h"
#include "wire/address.h"

namespace penstock::link {

struct Endpoint {
  wire::Address address;
  std::uint16_t port = 0;
  std::uint32_t scope_id = 0;  // the interface's index, where the address is link-local

  explicit operator bool() const noexcept { return static_cast<bool>(address); }
  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

// "10.0.0.1:51820", "[fd00::1]:51820"
std::string to_string(const Endpoint& endpoint);
Result<Endpoint> parse_endpoint(std::string_view text);

}  // namespace penstock::link
