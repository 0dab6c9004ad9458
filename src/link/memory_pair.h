// SPDX-License-Identifier: Apache-2.0
// Two links that are each other's far side, in memory: what one end sends the other receives, in order. It
// stands where tests and simulations need a wire, so it behaves like one: only bytes cross (and, between ends
// that take super-packets, their offload), the queue is bounded, and what is above the MTU does not fit.
//
// Threads: each end by one thread at a time; the two ends by different ones.
// Memory: a packet crosses by being copied into a packet of the receiving end's pool, at send().
// Errors: a full queue counts dropped_refused at the sender, an exhausted pool dropped_no_buffer.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "link/link.h"
#include "packet/pool.h"
#include "packet/reentry_queue.h"

namespace penstock::link {

struct MemoryPairOptions {
  std::string left_name = "left";
  std::string right_name = "right";
  std::uint32_t mtu_bytes = 1500;
  std::uint32_t queue_packets_max = 1024;  // each way
  bool super_packets = false;              // if not, send() cuts and completes
};

class MemoryEnd : public Link {
 public:
  // Told when this end's queue turns from empty to not, on the sender's thread. nullptr takes it off.
  virtual void set_waker(packet::Waker* waker) = 0;
  virtual std::uint32_t waiting_packets() const = 0;
};

class MemoryPair {
 public:
  // What an end receives comes from its pool; the pools outlive the pair and may be the same.
  MemoryPair(MemoryPairOptions options, packet::PacketPool& left_pool, packet::PacketPool& right_pool);
  MemoryPair(MemoryPairOptions options, packet::PacketPool& pool) : MemoryPair(options, pool, pool) {}
  ~MemoryPair();  // releases what is still on the wire
  MemoryPair(const MemoryPair&) = delete;
  MemoryPair& operator=(const MemoryPair&) = delete;

  MemoryEnd& left();
  MemoryEnd& right();

 private:
  class End;
  class Wire;
  MemoryPairOptions options_;
  std::unique_ptr<Wire> to_left_;
  std::unique_ptr<Wire> to_right_;
  std::unique_ptr<End> left_;
  std::unique_ptr<End> right_;
};

}  // namespace penstock::link
