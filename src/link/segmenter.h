// SPDX-License-Identifier: Apache-2.0
// Cuts as late as possible: what a link does that cannot pass super-packets and unfinished checksums on. A
// packet becomes the chain of packets it stands for, each with complete checksums and none above the MTU.
// A TCP super-packet whose segments are too large for this link is cut smaller; a UDP one is not, since its
// segment size is where its datagrams end.
//
// Threads: the holder of the packet.
// Memory: segments come from the pool given; the packet is released, also when it cannot be cut. Bytes that
//   others may see (clones) are not written: such a packet is copied first.
// Errors: CutFault. No half of a packet is ever handed on.
#pragma once

#include <cstdint>

#include "base/result.h"
#include "packet/chain.h"
#include "packet/pool.h"

namespace penstock::link {

enum class CutFault : std::uint8_t {
  no_buffer,        // the pool is exhausted, or its buffers are smaller than a segment
  too_long,         // above the MTU and not to be cut
  not_segmentable,  // its bytes are not what its offload says
};
const char* to_string(CutFault fault);

template <class T>
using CutResult = base::Result<T, CutFault>;

// A packet that is no super-packet comes back as a chain of one.
CutResult<packet::PacketChain> cut(packet::PacketPtr packet, std::uint32_t mtu_bytes,
                                   packet::PacketPool& pool);

// Finishes a partial checksum. Any other packet comes back as it is.
CutResult<packet::PacketPtr> complete_checksum(packet::PacketPtr packet, packet::PacketPool& pool);

}  // namespace penstock::link
