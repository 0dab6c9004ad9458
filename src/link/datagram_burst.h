// SPDX-License-Identifier: Apache-2.0
// What one call of DatagramSocket::receive() brought. The kernel may have joined several datagrams of one
// sender (UDP_GRO); they are shown one by one, in the order they came, each where it lies: nothing is copied.
// Who wants to keep a datagram beyond the burst takes a reference to the packet that holds its bytes. A
// neighbour may lie directly behind a datagram, so nobody writes past its end.
//
// Threads: one.
// Memory: packets of the pool given, 64 KiB each, and room for all datagrams, both from the beginning; between
//   bursts a packet is used again unless somebody kept it.
// Errors: none; an exhausted pool makes bursts smaller.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "link/endpoint.h"
#include "packet/packet.h"
#include "packet/pool.h"

namespace penstock::link {

struct Datagram {
  std::span<std::uint8_t> bytes;  // may be empty: a datagram of no bytes is one
  const Endpoint* source;         // in the burst
  packet::Packet* holder;         // of the bytes
};

class DatagramBurst {
 public:
  static constexpr std::uint32_t kMessagesMax = 16;         // taken from the kernel in one call
  static constexpr std::uint32_t kDatagramsMax = 2048;      // shown of them
  static constexpr std::uint32_t kMessageBytesMax = 65535;  // what a packet of the pool must have room for

  explicit DatagramBurst(packet::PacketPool& pool);
  DatagramBurst(const DatagramBurst&) = delete;
  DatagramBurst& operator=(const DatagramBurst&) = delete;

  std::span<Datagram> datagrams() { return datagrams_; }
  bool empty() const { return datagrams_.empty(); }
  // Lets go of the packets that others keep.
  void clear();

 private:
  friend class DatagramSocket;
  struct Message {
    packet::PacketPtr packet;
    Endpoint source;
  };

  // Packets to read into; how many there are, from the first.
  std::uint32_t make_ready();
  // Shows the first `bytes` of a message, cut every `segment_bytes`; how many datagrams found no room.
  std::uint32_t show(std::uint32_t message, std::uint32_t bytes, std::uint32_t segment_bytes);

  packet::PacketPool& pool_;
  std::vector<Message> messages_;
  std::vector<Datagram> datagrams_;
};

}  // namespace penstock::link
