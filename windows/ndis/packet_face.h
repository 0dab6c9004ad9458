// SPDX-License-Identifier: Apache-2.0
// A packet as a NET_BUFFER_LIST. The list, its NET_BUFFER and its MDL lie in the bytes that every packet sets
// aside for one face; they are built when the first callout looks, so that a packet nobody looks at costs
// nothing and nothing is allocated. The MDL covers the packet's storage from its first byte, so that a
// retreat into the room in front exposes the lower headers that are still there (W-NBL-5).
//
// Threads: show() and put_back() on the thread that has the packet; hold() and let_go() from any.
// Memory: the face lives as long as its packet, which hold() keeps alive.
// Errors: a list that did not come from here has no packet behind it (nullptr).
#pragma once

#include <cstdint>

#include "packet/packet.h"

struct _NET_BUFFER_LIST;

namespace penstock::ndis {

// PoolOptions::face_bytes of every pool whose packets callouts see.
inline constexpr std::uint32_t kPacketFaceBytes = 768;

enum class Way : std::uint8_t { outbound, inbound };

// The list, its data beginning `data_offset_bytes` after the packet's first byte (wfp.md 7.3).
_NET_BUFFER_LIST* show(packet::Packet& packet, std::uint32_t data_offset_bytes, Way way);
// After a callout looked: true when the list is as show() made it, else it is put back (W-NBL-6). What
// somebody holds is his to move.
bool put_back(packet::Packet& packet, std::uint32_t data_offset_bytes, Way way);

// The packet of an indicated list, nullptr for lists that guests allocated.
packet::Packet* packet_behind(const _NET_BUFFER_LIST* list);
// The same for clones too, and clones of clones.
packet::Packet* packet_at_root(const _NET_BUFFER_LIST* list);

// A guest's reference on the packet of an indicated list (W-REF-1). What is held is shown to others as a clone, since the
// list of who holds it must not move under him (W-REF-3).
void hold(packet::Packet& packet);
void let_go(packet::Packet& packet);
bool is_held(packet::Packet& packet);

// PoolOptions::retire_face of those pools.
void retire(packet::Packet& packet);

}  // namespace penstock::ndis
