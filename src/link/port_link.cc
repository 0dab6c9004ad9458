// SPDX-License-Identifier: Apache-2.0
#include "link/port_link.h"

#include <mutex>
#include <utility>

#include "base/assert.h"
#include "base/byte_order.h"
#include "exec/quiescence.h"
#include "exec/runtime.h"
#include "link/packet_copy.h"
#include "wire/packet_checksum.h"
#include "wire/parse.h"

namespace penstock::link {
namespace {

constexpr std::uint32_t kLength4Offset = 2;
constexpr std::uint32_t kLength6Offset = 4;
constexpr std::uint32_t kHeader6Bytes = 40;

// The length that a large send leaves to whoever cuts it.
bool write_length(std::span<std::uint8_t> bytes, const wire::Parsed& parsed) {
  const bool ip4 = parsed.version == 4;
  const std::size_t length = ip4 ? bytes.size() : bytes.size() - kHeader6Bytes;
  if (length > 0xFFFF) return false;
  base::store_big16(bytes.data() + (ip4 ? kLength4Offset : kLength6Offset),
                    static_cast<std::uint16_t>(length));
  return wire::fill_network_checksum(bytes, parsed).ok();
}

// Makes the packet what its offload says. Most have none.
bool put_in_order(packet::Packet& packet) {
  const bool many = packet.offload.segmentation != packet::Segmentation::none;
  if (packet.offload.checksum != packet::ChecksumState::partial && !many) return true;
  const auto parsed = wire::parse(packet.bytes(), {.allow_super = many});
  if (!parsed) return false;
  if (many && !write_length(packet.bytes(), *parsed)) return false;
  const auto where = wire::leave_partial_checksum(packet.bytes(), *parsed);
  if (!where) return false;
  packet.offload.checksum = packet::ChecksumState::partial;
  packet.offload.checksum_start_bytes = where->checksum_start;
  packet.offload.checksum_offset_bytes = where->checksum_offset;
  return true;
}

}  // namespace

PortLink::PortLink(PortOptions options, packet::PacketPool& pool)
    : options_(std::move(options)), pool_(pool) {}

PortLink::~PortLink() { PENSTOCK_ASSERT(far_side_.load() == nullptr); }

std::uint32_t PortLink::receive(packet::PacketBatch& batch) {
  packet::PacketChain taken;
  if (has_held_.load(std::memory_order_acquire)) give_held();
  {
    std::lock_guard guard(lock_);
    while (taken.count() < batch.room() && !waiting_.empty()) taken.push_back(waiting_.pop_front());
  }
  const std::int64_t now_ns = exec::runtime().now_ns();
  std::uint32_t added = 0;
  while (packet::PacketPtr packet = taken.pop_front()) {
    if (!put_in_order(*packet)) {
      counters_.malformed.add(1);
      continue;
    }
    packet->arrived_ns = now_ns;
    counters_.received(packet->size_bytes());
    batch.push_back(std::move(packet));
    ++added;
  }
  return added;
}

void PortLink::send(packet::PacketBatch& batch) {
  packet::PacketBatch out;
  for (std::uint32_t i = 0; i < batch.count(); ++i) collect(batch.take(i), out);
  batch.reset();
  hand_over(out);
}

void PortLink::collect(packet::PacketPtr packet, packet::PacketBatch& out) {
  auto pieces = cut(std::move(packet), options_.mtu_bytes, pool_);
  if (!pieces.ok()) return count_drop(pieces.fault());
  while (packet::PacketPtr piece = pieces->pop_front()) {
    if (out.full()) hand_over(out);
    out.push_back(std::move(piece));
  }
}

void PortLink::hand_over(packet::PacketBatch& out) {
  if (out.empty()) return;
  if (has_held_.load(std::memory_order_acquire)) give_held();
  const exec::Quiescence::Section section;
  if (holding_.load(std::memory_order_seq_cst)) return keep(out);
  give(out);
}

// Within a section.
void PortLink::give(packet::PacketBatch& out) {
  PortFarSide* far_side = far_side_.load(std::memory_order_acquire);
  if (far_side == nullptr) {
    counters_.refused.add(out.count());
    return out.clear();
  }
  for (std::uint32_t i = 0; i < out.count(); ++i) counters_.sent(out[i].size_bytes());
  far_side->take(out);
}

void PortLink::keep(packet::PacketBatch& out) {
  std::lock_guard guard(lock_);
  for (std::uint32_t i = 0; i < out.count(); ++i) {
    if (held_.count() < options_.queue_packets_max) {
      held_.push_back(out.take(i));
    } else {
      counters_.refused.add(1);
      out.take(i);
    }
  }
  out.reset();
  has_held_.store(true, std::memory_order_release);
}

// On the path's thread: what is held goes before what the path sends now.
void PortLink::give_held() {
  const exec::Quiescence::Section section;
  while (!holding_.load(std::memory_order_seq_cst)) {
    packet::PacketBatch out;
    {
      std::lock_guard guard(lock_);
      while (!out.full() && !held_.empty()) out.push_back(held_.pop_front());
      if (held_.empty()) has_held_.store(false, std::memory_order_release);
    }
    if (out.empty()) return;
    give(out);
  }
}

void PortLink::hold() {
  holding_.store(true, std::memory_order_seq_cst);
  PENSTOCK_ASSERT(exec::Quiescence::wait_for_readers());
}

void PortLink::let_go() {
  holding_.store(false, std::memory_order_seq_cst);
  packet::Waker* to_wake = nullptr;
  {
    std::lock_guard guard(lock_);
    if (!held_.empty()) to_wake = waker_;
  }
  if (to_wake != nullptr) to_wake->wake();
}

std::uint32_t PortLink::held_packets() const {
  std::lock_guard guard(lock_);
  return held_.count();
}

std::vector<std::vector<std::uint8_t>> PortLink::held_bytes() const {
  std::lock_guard guard(lock_);
  std::vector<std::vector<std::uint8_t>> all;
  for (packet::Packet* packet = held_.first(); packet != nullptr; packet = packet->next)
    all.emplace_back(packet->bytes().begin(), packet->bytes().end());
  return all;
}

std::uint32_t PortLink::put_held(std::span<const std::vector<std::uint8_t>> packets) {
  packet::PacketChain first;
  for (const std::vector<std::uint8_t>& bytes : packets) {
    packet::PacketPtr packet = packet_with_bytes(bytes, pool_);
    if (packet == nullptr) break;
    first.push_back(std::move(packet));
  }
  const std::uint32_t count = first.count();
  std::lock_guard guard(lock_);
  while (!held_.empty()) first.push_back(held_.pop_front());
  held_ = std::move(first);
  has_held_.store(!held_.empty(), std::memory_order_release);
  return count;
}

void PortLink::count_drop(CutFault fault) {
  if (fault == CutFault::no_buffer) return counters_.no_buffer.add(1);
  if (fault == CutFault::too_long) return counters_.too_long.add(1);
  counters_.malformed.add(1);
}

LinkCounts PortLink::counts() const {
  LinkCounts counts = counters_.read();
  counts.dropped_refused += refused_at_door_.load(std::memory_order_relaxed);
  return counts;
}

void PortLink::set_waker(packet::Waker* waker) {
  std::lock_guard guard(lock_);
  waker_ = waker;
}

std::uint32_t PortLink::deliver(packet::PacketChain& packets) {
  packet::Waker* to_wake = nullptr;
  std::uint32_t taken = 0;
  {
    std::lock_guard guard(lock_);
    if (waiting_.empty() && !packets.empty()) to_wake = waker_;
    while (!packets.empty() && waiting_.count() < options_.queue_packets_max) {
      waiting_.push_back(packets.pop_front());
      ++taken;
    }
  }
  refused_at_door_.fetch_add(packets.count(), std::memory_order_relaxed);
  if (to_wake != nullptr) to_wake->wake();
  return taken;
}

std::uint32_t PortLink::waiting_packets() const {
  std::lock_guard guard(lock_);
  return waiting_.count();
}

bool PortLink::attach(PortFarSide& far_side) {
  PortFarSide* nobody = nullptr;
  return far_side_.compare_exchange_strong(nobody, &far_side);
}

bool PortLink::detach(PortFarSide& far_side) {
  PortFarSide* attached = &far_side;
  if (!far_side_.compare_exchange_strong(attached, nullptr)) return true;
  return exec::Quiescence::wait_for_readers();
}

}  // namespace penstock::link
