// SPDX-License-Identifier: Apache-2.0
#include "link/socket_address.h"

#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace penstock::link {
namespace {

constexpr std::array<std::uint8_t, 12> kMappedPrefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

void write_v6_octets(const wire::Address& address, std::uint8_t* octets) {
  if (address.version == 6) {
    std::memcpy(octets, address.octets.data(), 16);
    return;
  }
  std::memcpy(octets, kMappedPrefix.data(), kMappedPrefix.size());
  std::memcpy(octets + kMappedPrefix.size(), address.octets.data(), 4);
}

Endpoint read_v6(const sockaddr_in6& six) {
  const std::uint8_t* octets = six.sin6_addr.s6_addr;
  Endpoint read;
  read.port = ntohs(six.sin6_port);
  if (std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), octets)) {
    read.address = wire::Address::from_bytes(4, octets + kMappedPrefix.size());
    return read;
  }
  read.address = wire::Address::from_bytes(6, octets);
  read.scope_id = six.sin6_scope_id;
  return read;
}

}  // namespace

socklen_t write_socket_address(const Endpoint& endpoint, int family, sockaddr_storage& address) {
  if (family == AF_INET6) {
    auto& six = reinterpret_cast<sockaddr_in6&>(address);
    six = {};
    six.sin6_family = AF_INET6;
    six.sin6_port = htons(endpoint.port);
    six.sin6_scope_id = endpoint.scope_id;
    write_v6_octets(endpoint.address, six.sin6_addr.s6_addr);
    return sizeof six;
  }
  auto& four = reinterpret_cast<sockaddr_in&>(address);
  four = {};
  four.sin_family = AF_INET;
  four.sin_port = htons(endpoint.port);
  std::memcpy(&four.sin_addr, endpoint.address.octets.data(), 4);
  return sizeof four;
}

Endpoint read_socket_address(const sockaddr_storage& address) {
  if (address.ss_family == AF_INET6) return read_v6(reinterpret_cast<const sockaddr_in6&>(address));
  Endpoint read;
  if (address.ss_family != AF_INET) return read;
  const auto& four = reinterpret_cast<const sockaddr_in&>(address);
  read.address = wire::Address::from_v4(ntohl(four.sin_addr.s_addr));
  read.port = ntohs(four.sin_port);
  return read;
}

Endpoint any_endpoint(int family) {
  return {.address = {.version = static_cast<std::uint8_t>(family == AF_INET6 ? 6 : 4)}};
}

Endpoint local_endpoint_of(int descriptor) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0) return {};
  return read_socket_address(address);
}

Endpoint peer_endpoint_of(int descriptor) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getpeername(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0) return {};
  return read_socket_address(address);
}

}  // namespace penstock::link
