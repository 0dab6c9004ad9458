// SPDX-License-Identifier: Apache-2.0
// Brings packets that lie somewhere else into packets of two pools, with one copy each. Neighbours that one large send
// could have been become one super-packet on the way, so that whatever comes behind looks at them once.
//
// Threads: any; each call is on its own.
// Memory: what is made comes from the pools; what is looked at stays its owner's.
// Errors: a packet that finds no buffer is left out and counted. Without a big one its pieces come one by one.
#pragma once

#include <cstdint>
#include <span>

#include "link/coalescer.h"
#include "link/packet_pools.h"
#include "packet/chain.h"

namespace penstock::link {

// At most kBatchPacketsMax, to the end of `made`, in the order of their runs. Returns how many found no buffer.
std::uint32_t join_packets(std::span<const PacketView> packets, const CoalesceOptions& options,
                           PacketPools pools, packet::PacketChain& made);

// How many packets a super-packet was joined from, or is to be cut into; 1 of any other.
std::uint32_t packets_in(const packet::Packet& packet);

}  // namespace penstock::link
