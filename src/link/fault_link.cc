// SPDX-License-Identifier: Apache-2.0
#include "link/fault_link.h"

#include <algorithm>
#include <utility>

#include "link/packet_copy.h"

namespace penstock::link {

FaultLink::FaultLink(Link& inside, FaultPlan plan, packet::PacketPool& pool)
    : inside_(inside), plan_(plan), pool_(pool), random_state_(plan.seed) {}

// SplitMix64: the standard library's distributions differ between libraries, and a seed must not.
std::uint64_t FaultLink::draw() {
  random_state_ += 0x9e3779b97f4a7c15;
  std::uint64_t mixed = random_state_;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
  return mixed ^ (mixed >> 31);
}

// Draws also where the chance is 0, so that one chance changed leaves the fate of the others.
bool FaultLink::chance(std::uint16_t per_mille) { return draw() % 1000 < per_mille; }

std::uint32_t FaultLink::receive(packet::PacketBatch& batch) {
  if (!plan_.on_receive) return inside_.receive(batch);
  // What is due goes first; a full batch leaves the rest for the next call.
  std::uint32_t added = pass_due(receiving_, batch);
  packet::PacketBatch fresh;
  if (!batch.full()) inside_.receive(fresh);
  if (fresh.empty()) count_down(receiving_);
  for (std::uint32_t i = 0; i < fresh.count(); ++i) disturb(receiving_, fresh.take(i));
  fresh.reset();
  added += pass_due(receiving_, batch);
  return added;
}

void FaultLink::send(packet::PacketBatch& batch) {
  if (!plan_.on_send) return inside_.send(batch);
  if (batch.empty()) count_down(sending_);
  for (std::uint32_t i = 0; i < batch.count(); ++i) disturb(sending_, batch.take(i));
  batch.reset();
  while (!sending_.due.empty()) {
    packet::PacketBatch out;
    pass_due(sending_, out);
    inside_.send(out);
  }
}

LinkState FaultLink::state() const {
  const LinkState inside = inside_.state();
  const bool nothing_left = receiving_.due.empty() && receiving_.held.empty();
  return inside == LinkState::drained && !nothing_left ? LinkState::open : inside;
}

FaultCounts FaultLink::fault_counts() const {
  FaultCounts counts = counts_;
  for (const Way* way : {&receiving_, &sending_}) counts.held += way->due.count() + way->held.size();
  return counts;
}

void FaultLink::disturb(Way& way, packet::PacketPtr packet) {
  ++counts_.offered;
  const bool dropped = chance(plan_.drop);
  const bool doubled = chance(plan_.duplicate);
  if (dropped) {
    ++counts_.dropped;
    packet = nullptr;
  }
  if (packet != nullptr && doubled) {
    if (packet::PacketPtr twin = copy_packet(*packet, pool_)) {
      ++counts_.duplicated;
      hold_or_pass(way, std::move(twin));
    }
  }
  if (packet != nullptr) packet = damage(std::move(packet));
  if (packet != nullptr) hold_or_pass(way, std::move(packet));
  count_down(way);
}

packet::PacketPtr FaultLink::damage(packet::PacketPtr packet) {
  const bool corrupt = chance(plan_.corrupt);
  const bool truncate = chance(plan_.truncate);
  const std::uint64_t where = draw();
  if ((!corrupt && !truncate) || packet->size_bytes() == 0) return packet;
  if (packet->shared()) {
    packet::PacketPtr own = copy_packet(*packet, pool_);
    if (own == nullptr) return packet;  // an exhausted pool spares it
    packet = std::move(own);
  }
  if (corrupt) {
    packet->data()[where % packet->size_bytes()] ^= static_cast<std::uint8_t>(1u << (where >> 61));
    ++counts_.corrupted;
  }
  if (truncate) {
    packet->set_size(1 + static_cast<std::uint32_t>((where >> 32) % packet->size_bytes()));
    ++counts_.truncated;
  }
  return packet;
}

void FaultLink::hold_or_pass(Way& way, packet::PacketPtr packet) {
  const bool reorder = chance(plan_.reorder);
  const bool delay = chance(plan_.delay);
  const std::uint64_t wanted = draw();
  const std::uint32_t longest = std::max<std::uint32_t>(plan_.delay_packets_max, 1);
  std::uint32_t others = 0;
  if (reorder) others = 1;
  if (delay) others = 1 + static_cast<std::uint32_t>(wanted % longest);
  if (others == 0) return way.due.push_back(std::move(packet));
  ++counts_.delayed;
  way.held.push_back({std::move(packet), others + 1});  // its own passing counts too
}

// One packet has passed by: those that waited for it alone are due behind it.
void FaultLink::count_down(Way& way) {
  for (Held& held : way.held) {
    if (--held.waits_for == 0) way.due.push_back(std::move(held.packet));
  }
  std::erase_if(way.held, [](const Held& held) { return held.waits_for == 0; });
}

std::uint32_t FaultLink::pass_due(Way& way, packet::PacketBatch& batch) {
  std::uint32_t added = 0;
  while (!batch.full() && !way.due.empty()) {
    batch.push_back(way.due.pop_front());
    ++counts_.passed;
    ++added;
  }
  return added;
}

}  // namespace penstock::link
