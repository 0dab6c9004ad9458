// SPDX-License-Identifier: Apache-2.0
// What the interface is given its packets in, and which super-packets it takes.
//
// Threads: a plain value.
// Memory: borrows the pools.
// Errors: none.
#pragma once

#include "link/packet_pools.h"

namespace penstock::tunnel {

struct InterfacePackets {
  link::PacketPools pools;
  bool takes_tcp_segments = false;
  bool takes_udp_segments = false;
};

}  // namespace penstock::tunnel
