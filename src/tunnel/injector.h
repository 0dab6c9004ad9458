// SPDX-License-Identifier: Apache-2.0
// The way in: decapsulated packets, validated, wait here in order until whoever owns the interface takes them
// as one batch. They are brought into the interface's own packets with one copy, neighbours of a flow as one
// super-packet, and their slots are free at once. Where the interface has no packets of its own, a slot becomes a packet
// without a copy and is free when that is released.
//
// Threads: any hands over; take() by one thread at a time.
// Memory: owns what it was handed until it is taken; slots are in the state `platform`.
// Errors: what finds no buffer is dropped and counted. what is no IP packet, or longer than the MTU, is dropped and counted; its neighbours are not
//   (N-BUF-18).
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "exec/published.h"
#include "link/coalescer.h"
#include "packet/chain.h"
#include "packet/reentry_queue.h"
#include "packet/spin_lock.h"
#include "tunnel/counts.h"
#include "tunnel/interface_packets.h"
#include "tunnel/slot_list.h"
#include "tunnel/traffic_rule.h"

namespace penstock::tunnel {

// What packets are judged by, published by each start.
struct TrafficPolicy {
  std::uint32_t mtu_bytes = 0;
  CompiledTrafficRules rules;
};
using PublishedPolicy = exec::Published<TrafficPolicy>;

class Injector {
 public:
  Injector() = default;
  ~Injector();

  // Takes slots in `listed` or `queued`, in order, and leaves the chain empty. How many go on.
  std::uint32_t hand_over(SlotChain& chain, const TrafficPolicy& policy);
  // The same of slots in `platform`.
  std::uint32_t hand_over_own(SlotChain& chain, const TrafficPolicy& policy);
  // Bytes that are in no slot, where the interface has packets of its own; `pool` counts what it would have refused.
  // What goes on moves to the front of the row.
  std::uint32_t hand_over_bytes(std::span<link::PacketView> packets, SlotPool& pool,
                                const TrafficPolicy& policy);
  std::uint32_t take(packet::PacketBatch& batch);
  // Gives back what nobody has taken.
  void abandon();
  void set_waker(packet::Waker* waker) { waker_.store(waker, std::memory_order_release); }
  // Before anything is handed over.
  void set_interface_packets(const InterfacePackets& packets) { interface_.emplace(packets); }
  bool has_interface_packets() const { return interface_.has_value(); }
  void count(InboundCounts& counts) const;

 private:
  bool admit(std::span<const std::uint8_t> bytes, SlotPool& pool, const TrafficPolicy& policy);
  void copy_slots(SlotChain& admitted, const TrafficPolicy& policy, packet::PacketChain& made);
  void join(std::span<const link::PacketView> packets, const TrafficPolicy& policy,
            packet::PacketChain& made);
  void queue(packet::PacketChain& made);

  std::atomic<packet::Waker*> waker_{nullptr};
  std::optional<InterfacePackets> interface_;
  packet::SpinLock lock_;  // guards what follows
  packet::PacketChain queue_;

  std::atomic<std::uint64_t> handed_over_{0};
  std::atomic<std::uint64_t> injected_{0};
  std::atomic<std::uint64_t> invalid_{0};
  std::atomic<std::uint64_t> refused_{0};
  std::atomic<std::uint64_t> abandoned_{0};
  std::atomic<std::uint64_t> no_buffer_{0};
  std::atomic<std::uint64_t> zero_length_{0};
};

}  // namespace penstock::tunnel
