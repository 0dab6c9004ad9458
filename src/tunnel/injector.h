// SPDX-License-Identifier: Apache-2.0
// The way in: decapsulated packets, validated, wait here in order until whoever owns the interface takes them
// as one batch. A slot becomes a packet without a copy; released, it is free again.
//
// Threads: any hands over; take() by one thread at a time.
// Memory: owns the slots it was handed until they are taken, in the state `platform`.
// Errors: what is no IP packet, or longer than the MTU, is dropped and counted; its neighbours are not
//   (N-BUF-18).
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "exec/published.h"
#include "packet/chain.h"
#include "packet/reentry_queue.h"
#include "packet/spin_lock.h"
#include "tunnel/counts.h"
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
  std::uint32_t take(packet::PacketBatch& batch);
  // Gives back what nobody has taken.
  void abandon();
  void set_waker(packet::Waker* waker) { waker_.store(waker, std::memory_order_release); }
  void count(InboundCounts& counts) const;

 private:
  bool admit(SlotHandle& handle, const TrafficPolicy& policy);

  std::atomic<packet::Waker*> waker_{nullptr};
  packet::SpinLock lock_;  // guards what follows
  SlotChain queue_;

  std::atomic<std::uint64_t> handed_over_{0};
  std::atomic<std::uint64_t> injected_{0};
  std::atomic<std::uint64_t> invalid_{0};
  std::atomic<std::uint64_t> refused_{0};
  std::atomic<std::uint64_t> abandoned_{0};
  std::atomic<std::uint64_t> zero_length_{0};
};

}  // namespace penstock::tunnel
