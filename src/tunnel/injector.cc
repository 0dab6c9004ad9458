// SPDX-License-Identifier: Apache-2.0
#include "tunnel/injector.h"

#include <mutex>

#include "tunnel/ip_packet.h"

namespace penstock::tunnel {

Injector::~Injector() { abandon(); }

// Says why not by counting.
bool Injector::admit(SlotHandle& handle, const TrafficPolicy& policy) {
  SlotPool& pool = handle.pool();
  const std::span<const std::uint8_t> bytes = pool.bytes_of(handle);
  if (bytes.empty()) {
    zero_length_.fetch_add(1, std::memory_order_relaxed);
    pool.zero_len.fetch_add(1, std::memory_order_relaxed);
    return false;
  }
  if (bytes.size() > policy.mtu_bytes) {
    pool.oversize_dropped.fetch_add(1, std::memory_order_relaxed);
    invalid_.fetch_add(1, std::memory_order_relaxed);
    return false;
  }
  if (!is_ip_packet(bytes)) {
    invalid_.fetch_add(1, std::memory_order_relaxed);
    return false;
  }
  if (policy.rules.asks(false) && !policy.rules.admit(bytes, false)) {
    refused_.fetch_add(1, std::memory_order_relaxed);
    return false;
  }
  return true;
}

std::uint32_t Injector::hand_over(SlotChain& chain, const TrafficPolicy& policy) {
  for (SlotHandle* one = chain.first(); one != nullptr; one = SlotChain::next(*one)) {
    one->pool().take_back(*one);
  }
  return hand_over_own(chain, policy);
}

std::uint32_t Injector::hand_over_own(SlotChain& chain, const TrafficPolicy& policy) {
  handed_over_.fetch_add(chain.count(), std::memory_order_relaxed);
  SlotChain good;
  while (SlotHandle* one = chain.pop_front()) {
    if (admit(*one, policy)) {
      good.push_back(*one);
    } else {
      one->pool().recycle(*one);
    }
  }
  if (good.empty()) return 0;
  const std::uint32_t count = good.count();
  bool first = false;
  {
    std::lock_guard hold(lock_);
    first = queue_.empty();
    queue_.splice(good);
  }
  packet::Waker* waker = waker_.load(std::memory_order_acquire);
  if (first && waker != nullptr) waker->wake();
  return count;
}

std::uint32_t Injector::take(packet::PacketBatch& batch) {
  SlotChain taken;
  {
    std::lock_guard hold(lock_);
    for (std::uint32_t room = batch.room(); room > 0 && !queue_.empty(); --room) {
      taken.push_back(*queue_.pop_front());
    }
  }
  const std::uint32_t count = taken.count();
  while (SlotHandle* one = taken.pop_front()) batch.push_back(one->pool().as_packet(*one));
  injected_.fetch_add(count, std::memory_order_relaxed);
  return count;
}

void Injector::abandon() {
  SlotChain left;
  {
    std::lock_guard hold(lock_);
    left.splice(queue_);
  }
  abandoned_.fetch_add(left.count(), std::memory_order_relaxed);
  while (SlotHandle* one = left.pop_front()) one->pool().recycle(*one);
}

void Injector::count(InboundCounts& counts) const {
  counts.packets_handed_over = handed_over_.load(std::memory_order_relaxed);
  counts.injected_packets = injected_.load(std::memory_order_relaxed);
  counts.dropped_invalid = invalid_.load(std::memory_order_relaxed);
  counts.dropped_rules = refused_.load(std::memory_order_relaxed);
  counts.dropped_disconnected = abandoned_.load(std::memory_order_relaxed);
  counts.zero_length = zero_length_.load(std::memory_order_relaxed);
}

}  // namespace penstock::tunnel
