// SPDX-License-Identifier: Apache-2.0
// An Endpoint in the kernel's form and back. This room's own.
//
// Threads: plain values.
// Memory: in place.
// Errors: an address of another family gives an Endpoint without an address.
#pragma once

#include <sys/socket.h>

#include <cstdint>

#include "link/endpoint.h"

namespace penstock::link {

// `family` is that of the socket: an IPv4 endpoint on an IPv6 socket becomes a mapped address.
socklen_t write_socket_address(const Endpoint& endpoint, int family, sockaddr_storage& address);
Endpoint read_socket_address(const sockaddr_storage& address);
// The unspecified address of a family, any port.
Endpoint any_endpoint(int family);

Endpoint local_endpoint_of(int descriptor);
Endpoint peer_endpoint_of(int descriptor);

}  // namespace penstock::link
