// SPDX-License-Identifier: Apache-2.0
// A packet with bytes of its own, made from one whose bytes others may see: before a link changes bytes it
// does not hold alone, and where a packet crosses to another machine and keeps nothing but its bytes.
//
// Threads: the holder of the original.
// Memory: from the pool given.
// Errors: nullptr when the pool is exhausted or its buffers are too small.
#pragma once

#include <cstdint>
#include <span>

#include "packet/pool.h"

namespace penstock::link {

packet::PacketPtr packet_with_bytes(std::span<const std::uint8_t> bytes, packet::PacketPool& pool);

// Everything that is known of the original but not its offload: what is still to be done to the bytes
// depends on which bytes these are.
void inherit(packet::Packet& heir, const packet::Packet& original);

// Bytes, what is known of them, and what is still to be done to them.
packet::PacketPtr copy_packet(const packet::Packet& original, packet::PacketPool& pool);

}  // namespace penstock::link
