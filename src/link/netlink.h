// SPDX-License-Identifier: Apache-2.0
// Sets interfaces and routing up: state, MTU, addresses, routes, rules. One request, one answer from the kernel, through
// rtnetlink; nothing is ever left half sent. IPv6 addresses are added without duplicate address detection:
// behind a TUN there is nobody to ask, and the address would not be usable for a second.
//
// Threads: one at a time.
// Memory: one socket.
// Errors: what the kernel said, with the name of what was asked. Setting what is set already is `exists`.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "link/fault.h"
#include "link/route.h"
#include "wire/address.h"

namespace penstock::link {

class NetlinkSocket {
 public:
  // The socket acts on the namespace in which it is opened: -1 is that of the calling thread.
  static Result<NetlinkSocket> open(int namespace_descriptor = -1);
  NetlinkSocket(NetlinkSocket&&) noexcept;
  NetlinkSocket& operator=(NetlinkSocket&&) noexcept;
  ~NetlinkSocket();

  Result<std::uint32_t> index_of(const std::string& name);
  Result<void> set_link_up(std::uint32_t interface_index);
  Result<void> set_link_down(std::uint32_t interface_index);
  Result<void> set_mtu(std::uint32_t interface_index, std::uint32_t mtu_bytes);
  Result<void> add_address(std::uint32_t interface_index, const wire::Address& address,
                           std::uint8_t prefix_length);
  Result<void> remove_address(const InterfaceAddress& removed);
  Result<void> add_route(const wire::Prefix& destination, std::uint32_t interface_index);
  Result<void> add_route(const Route& route);
  Result<void> remove_route(const Route& route);
  Result<void> add_rule(const RoutingRule& rule);
  Result<void> remove_rule(const RoutingRule& rule);

  // How packets to this address would leave: as a route of the main table for it alone.
  Result<Route> next_hop(const wire::Address& address);
  // What is reached directly over any interface but this one.
  Result<std::vector<wire::Prefix>> connected_subnets(std::uint32_t interface_index_except);
  // The kernel makes an IPv6 address its own a moment after it was added, and again after the interface came
  // up; what arrives before is lost. Returns when packets to this address are delivered here.
  Result<void> await_local(const wire::Address& address, int wait_ms_max = 5000);

 private:
  class Exchange;
  bool is_local(const wire::Address& address);
  Result<void> set_link_state(std::uint32_t interface_index, bool up);
  explicit NetlinkSocket(std::unique_ptr<Exchange> exchange);
  std::unique_ptr<Exchange> exchange_;
};

}  // namespace penstock::link
