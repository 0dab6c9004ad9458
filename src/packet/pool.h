// SPDX-License-Identifier: Apache-2.0
// Packets of one size, made once: descriptors in a dense array apart from their bytes, a bound that is
// never exceeded, and a small stock in each thread, so that taking and giving back touch nothing shared.
// Threads exchange whole magazines with the pool's depot.
//
// Threads: any.
// Memory: all of it at construction (descriptors, faces, bytes); clones have descriptors but no bytes.
//   The pool outlives its packets.
// Errors: an empty pool returns nullptr and counts it.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "base/view.h"
#include "packet/packet.h"

namespace penstock::packet {

struct PoolOptions {
  std::string name = "packets";
  std::uint32_t packets_max = 4096;
  std::uint32_t clones_max = 4096;
  std::uint32_t buffer_bytes = 2048;   // headroom included
  std::uint32_t headroom_bytes = 128;  // what a new packet has in front
  std::uint32_t face_bytes = 0;
  // Told when a packet whose face was built goes back; runs on the releasing thread.
  void (*retire_face)(Packet&) = nullptr;
  // For an owner that lends packets of its own: a packet whose face is built does not go back to the stock
  // when its last holder lets go. It is made new, with one reference, and handed to the owner, on the
  // releasing thread and as the last thing that is done with it. Takes the place of retire_face.
  void (*keep)(Packet&) = nullptr;
};

struct PoolCounts {
  std::uint64_t out = 0;  // packets with holders
  std::uint64_t clones_out = 0;
  std::uint64_t exhausted = 0;  // allocations refused
};

class PacketPool {
 public:
  explicit PacketPool(PoolOptions options);
  ~PacketPool();  // every packet is back by then
  PacketPool(const PacketPool&) = delete;
  PacketPool& operator=(const PacketPool&) = delete;

  // An empty packet (size 0) with the pool's headroom, one reference; nullptr when exhausted.
  PacketPtr allocate();
  // Fills up to `count`; returns how many.
  std::uint32_t allocate_bulk(Packet** packets, std::uint32_t count);
  // The same bytes under a new descriptor; keeps `original` (or its parent) alive. Offload, marks,
  // attachment and id are inherited. From the pool of the original.
  PacketPtr clone(Packet& original);

  const PoolOptions& options() const { return options_; }
  PoolCounts counts() const;
  // Gives back what the calling thread has in stock (threads do so when they end).
  void flush_this_thread();

 private:
  friend class Packet;
  struct State;
  void make_new(Packet& packet) const;
  void take_back(Packet& packet);
  void undress_and_take_back(Packet& packet);

  PoolOptions options_;
  std::unique_ptr<State> state_;
};

}  // namespace penstock::packet
