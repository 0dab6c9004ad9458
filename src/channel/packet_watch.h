// SPDX-License-Identifier: Apache-2.0
// Whoever wants to see what goes through a channel, both ways: a capture. It sees a packet when it is in the
// ring, and when it was taken out of it.
//
// Threads: the one that writes and the one that delivers, at the same time.
// Memory: what is shown lives until the call returns; the watch outlives the endpoint.
// Errors: none.
#pragma once

#include <cstdint>

#include "channel/ring_layout.h"

namespace penstock::channel {

enum class Way : std::uint8_t { in, out };

struct SeenPacket {
  Way way = Way::in;
  PacketHead head;  // type, flags and transaction
  Bytes descriptor;
  Bytes payload;  // on the way in with its padding, as the ring tells no other length
};

class PacketWatch {
 public:
  virtual ~PacketWatch() = default;
  virtual void seen(const SeenPacket& packet) = 0;
};

}  // namespace penstock::channel
