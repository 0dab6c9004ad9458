// SPDX-License-Identifier: Apache-2.0
// Sets an interface up: state, MTU, addresses, routes. One request, one answer from the kernel, through
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

#include "link/fault.h"
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
  Result<void> set_mtu(std::uint32_t interface_index, std::uint32_t mtu_bytes);
  Result<void> add_address(std::uint32_t interface_index, const wire::Address& address,
                           std::uint8_t prefix_length);
  Result<void> add_route(const wire::Prefix& destination, std::uint32_t interface_index);
  // The kernel makes an IPv6 address its own a moment after it was added, and again after the interface came
  // up; what arrives before is lost. Returns when packets to this address are delivered here.
  Result<void> await_local(const wire::Address& address, int wait_ms_max = 5000);

 private:
  class Exchange;
  bool is_local(const wire::Address& address);
  explicit NetlinkSocket(std::unique_ptr<Exchange> exchange);
  std::unique_ptr<Exchange> exchange_;
};

}  // namespace penstock::link
