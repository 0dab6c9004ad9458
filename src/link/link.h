// SPDX-License-Identifier: Apache-2.0
// Where packets enter and leave. A link fills batches and empties them; it decides nothing about packets.
// Everything behind it looks the same: a TUN device, a capture, one end of an in-memory pair, a wrapper
// that taps or disturbs another link. Packets begin at the IP header.
//
// Threads: one thread at a time per link (a queue of a multi-queue device is a link of its own).
// Memory: received packets come from the pool the link was made with; sent ones are released by it.
// Errors: what cannot be sent or read is dropped and counted by reason, never lost silently.
#pragma once

#include <cstdint>
#include <string>

#include "packet/chain.h"

namespace penstock::link {

struct LinkCounts {
  std::uint64_t received_packets = 0;
  std::uint64_t received_bytes = 0;
  std::uint64_t sent_packets = 0;
  std::uint64_t sent_bytes = 0;
  std::uint64_t coalesced_packets = 0;  // of those sent: left with others as one super-packet
  std::uint64_t dropped_no_buffer = 0;  // the pool was exhausted
  std::uint64_t dropped_too_long = 0;   // above the MTU and without a segment size
  std::uint64_t dropped_refused = 0;    // the device or the file said no
  std::uint64_t dropped_malformed = 0;  // a frame that holds no IP packet
};

enum class LinkState : std::uint8_t { open, drained, failed };  // drained: a capture at its end

class Link {
 public:
  virtual ~Link() = default;

  virtual const std::string& name() const = 0;
  virtual std::uint32_t mtu_bytes() const = 0;
  // Whether send() takes super-packets and partial checksums; if not, the path cuts and completes before.
  virtual bool takes_super_packets() const { return false; }
  // The same of UDP, which not every kernel cuts.
  virtual bool takes_datagram_super_packets() const { return takes_super_packets(); }

  // Adds what is there to the batch, without waiting; returns how many.
  virtual std::uint32_t receive(packet::PacketBatch& batch) = 0;
  // Sends and releases everything in the batch, and leaves it empty.
  virtual void send(packet::PacketBatch& batch) = 0;

  // A descriptor that becomes readable, -1 where there is none.
  virtual int descriptor() const { return -1; }
  // Nothing ever arrives.
  virtual bool silent() const { return false; }
  virtual LinkState state() const { return LinkState::open; }
  // The arrival time of the next packet where the link knows it beforehand (a capture), else kForever.
  virtual std::int64_t next_arrival_ns() const;

  virtual LinkCounts counts() const = 0;
};

}  // namespace penstock::link
