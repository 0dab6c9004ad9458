// SPDX-License-Identifier: Apache-2.0
#include "tunnel/injector.h"

#include <array>
#include <mutex>

#include "base/assert.h"
#include "link/joiner.h"
#include "tunnel/ip_packet.h"

namespace penstock::tunnel {

Injector::~Injector() { abandon(); }

// Says why not by counting.
bool Injector::admit(std::span<const std::uint8_t> bytes, SlotPool& pool, const TrafficPolicy& policy) {
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
    if (admit(one->pool().bytes_of(*one), one->pool(), policy)) {
      good.push_back(*one);
    } else {
      one->pool().recycle(*one);
    }
  }
  if (good.empty()) return 0;
  const std::uint32_t count = good.count();
  packet::PacketChain made;
  if (interface_.has_value()) {
    copy_slots(good, policy, made);
  } else {
    while (SlotHandle* one = good.pop_front()) made.push_back(one->pool().as_packet(*one));
  }
  queue(made);
  return count;
}

void Injector::copy_slots(SlotChain& admitted, const TrafficPolicy& policy, packet::PacketChain& made) {
  std::array<link::PacketView, packet::kBatchPacketsMax> views;
  std::uint32_t count = 0;
  for (SlotHandle* one = admitted.first(); one != nullptr; one = SlotChain::next(*one)) {
    const std::span<const std::uint8_t> bytes = one->pool().bytes_of(*one);
    views[count++] = {bytes.data(), static_cast<std::uint32_t>(bytes.size()), {}};
    if (count < views.size()) continue;
    join(views, policy, made);
    count = 0;
  }
  if (count != 0) join(std::span(views).first(count), policy, made);
  SlotPool::recycle_row(admitted);
}

std::uint32_t Injector::hand_over_bytes(std::span<link::PacketView> packets, SlotPool& pool,
                                        const TrafficPolicy& policy) {
  PENSTOCK_ASSERT(interface_.has_value() && packets.size() <= packet::kBatchPacketsMax);
  handed_over_.fetch_add(packets.size(), std::memory_order_relaxed);
  std::uint32_t count = 0;
  for (const link::PacketView& one : packets) {
    if (admit(one.bytes(), pool, policy)) packets[count++] = one;
  }
  if (count == 0) return 0;
  packet::PacketChain made;
  join(packets.first(count), policy, made);
  queue(made);
  return count;
}

void Injector::join(std::span<const link::PacketView> packets, const TrafficPolicy& policy,
                    packet::PacketChain& made) {
  const link::CoalesceOptions options{.tcp = interface_->takes_tcp_segments,
                                      .udp = interface_->takes_udp_segments,
                                      .mtu_bytes = policy.mtu_bytes};
  const std::uint32_t lost = link::join_packets(packets, options, interface_->pools, made);
  if (lost != 0) no_buffer_.fetch_add(lost, std::memory_order_relaxed);
}

void Injector::queue(packet::PacketChain& made) {
  if (made.empty()) return;
  bool first = false;
  {
    std::lock_guard hold(lock_);
    first = queue_.empty();
    queue_.splice(made);
  }
  packet::Waker* waker = waker_.load(std::memory_order_acquire);
  if (first && waker != nullptr) waker->wake();
}

std::uint32_t Injector::take(packet::PacketBatch& batch) {
  const std::uint32_t before = batch.count();
  {
    std::lock_guard hold(lock_);
    while (!batch.full() && !queue_.empty()) batch.push_back(queue_.pop_front());
  }
  std::uint32_t count = 0;
  for (std::uint32_t index = before; index < batch.count(); ++index) count += link::packets_in(batch[index]);
  if (count != 0) injected_.fetch_add(count, std::memory_order_relaxed);
  return batch.count() - before;
}

void Injector::abandon() {
  packet::PacketChain left;
  {
    std::lock_guard hold(lock_);
    left.splice(queue_);
  }
  std::uint32_t count = 0;
  while (const packet::PacketPtr one = left.pop_front()) count += link::packets_in(*one);
  abandoned_.fetch_add(count, std::memory_order_relaxed);
}

void Injector::count(InboundCounts& counts) const {
  counts.packets_handed_over = handed_over_.load(std::memory_order_relaxed);
  counts.injected_packets = injected_.load(std::memory_order_relaxed);
  counts.dropped_invalid = invalid_.load(std::memory_order_relaxed);
  counts.dropped_no_buffer = no_buffer_.load(std::memory_order_relaxed);
  counts.dropped_rules = refused_.load(std::memory_order_relaxed);
  counts.dropped_disconnected = abandoned_.load(std::memory_order_relaxed);
  counts.zero_length = zero_length_.load(std::memory_order_relaxed);
}

}  // namespace penstock::tunnel
