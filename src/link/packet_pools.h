// SPDX-License-Identifier: Apache-2.0
// Where packets come from that may be of either size. The two may be one pool.
//
// Threads: as PacketPool.
// Memory: borrows the pools.
// Errors: none.
#pragma once

#include "packet/pool.h"

namespace penstock::link {

struct PacketPools {
  packet::PacketPool& small;  // an MTU and headroom
  packet::PacketPool& big;    // 64 KiB and headroom, for super-packets
};

}  // namespace penstock::link
