// SPDX-License-Identifier: Apache-2.0
// What is still to be done to a packet's checksums and segments, in the out-of-band slots of a list and back
// (wfp.md 8.9, W-LNX-7): a large send carries its segment size outbound, what was coalesced on arrival says
// so inbound, and the checksum slot tells what is to be filled in or what was verified.
//
// Threads: the holder of the list.
// Memory: nothing is allocated.
// Errors: none; slots that say nothing say "complete".
#pragma once

#include "ndis/packet_face.h"
#include "packet/packet.h"

namespace penstock::ndis {

void write_out_of_band(const packet::Packet& packet, Way way, _NET_BUFFER_LIST& list);

// What a list says of bytes that begin at the IP header and go the given way. A list whose slots are those of
// the packet it was made from says what that packet said. What a guest sends up by itself is complete.
packet::Offload read_out_of_band(const _NET_BUFFER_LIST& list, Way way);

}  // namespace penstock::ndis
