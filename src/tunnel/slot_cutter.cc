// SPDX-License-Identifier: Apache-2.0
#include "tunnel/slot_cutter.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/assert.h"
#include "tunnel/ip_packet.h"
#include "wire/packet_checksum.h"

namespace penstock::tunnel {
namespace {

using packet::ChecksumState;
using packet::Segmentation;

constexpr std::uint32_t kTakenAtOnce = 64;

bool is_what_it_says(const wire::Parsed& parsed, Segmentation segmentation) {
  switch (segmentation) {
    case Segmentation::tcp4:
      return parsed.version == 4 && parsed.protocol == wire::kProtocolTcp;
    case Segmentation::tcp6:
      return parsed.version == 6 && parsed.protocol == wire::kProtocolTcp;
    case Segmentation::udp:
      return parsed.protocol == wire::kProtocolUdp;
    case Segmentation::none:
      return false;
  }
  return false;
}

}  // namespace

bool SlotCutter::begin(packet::PacketPtr packet, std::uint32_t mtu_bytes) {
  PENSTOCK_ASSERT(packet_ == nullptr);
  packet_ = std::move(packet);
  next_ = 0;
  super_ = packet_->offload.segmentation != Segmentation::none;
  plan_.count = 1;
  const bool fits =
      is_ip_packet(packet_->bytes()) && (super_ ? plan_super(mtu_bytes) : packet_->size_bytes() <= mtu_bytes);
  if (!fits) packet_.reset();
  return fits;
}

std::uint32_t SlotCutter::abandon() {
  const std::uint32_t needed = left();
  packet_.reset();
  return needed;
}

bool SlotCutter::plan_super(std::uint32_t mtu_bytes) {
  const auto parsed = wire::parse(packet_->bytes(), {.allow_super = true});
  if (!parsed.ok() || !is_what_it_says(*parsed, packet_->offload.segmentation)) return false;
  const std::uint32_t header_bytes = parsed->network_header_bytes + parsed->transport_header_bytes;
  std::uint32_t payload_bytes = packet_->offload.segment_payload_bytes;
  if (header_bytes >= mtu_bytes) return false;
  if (header_bytes + std::min(payload_bytes, parsed->payload_bytes) > mtu_bytes) {
    // A stream may be cut smaller than it says; a datagram ends where it ends.
    if (parsed->protocol == wire::kProtocolUdp) return false;
    payload_bytes = mtu_bytes - header_bytes;
  }
  const auto plan = wire::plan_segments(packet_->bytes(), *parsed, payload_bytes);
  if (!plan.ok()) return false;
  plan_ = *plan;
  return true;
}

// How many bytes the segment at hand has; 0 when it cannot be made.
std::uint32_t SlotCutter::write(std::uint8_t* into) const {
  if (super_) {
    const auto segment =
        wire::write_segment_header(packet_->bytes(), plan_, next_, {into, plan_.header_bytes});
    if (!segment.ok()) return 0;
    std::memcpy(into + segment->header_bytes, packet_->data() + segment->payload_offset,
                segment->payload_bytes);
    return segment->header_bytes + segment->payload_bytes;
  }
  std::memcpy(into, packet_->data(), packet_->size_bytes());
  if (packet_->offload.checksum == ChecksumState::partial) {
    // What lies behind the IP packet is not summed.
    const auto parsed = wire::parse(packet_->bytes());
    if (!parsed.ok()) return 0;
    const auto done = wire::complete_partial_checksum(
        {into, parsed->total_bytes},
        {packet_->offload.checksum_start_bytes, packet_->offload.checksum_offset_bytes});
    if (!done.ok()) return 0;
    return parsed->total_bytes;
  }
  return packet_->size_bytes();
}

void SlotCutter::stock_up(SlotPool& pool, std::uint32_t slots) {
  stocked_ = pool.take(stock_.data(), std::min(slots, kStockMax));
}

void SlotCutter::give_back_stock() {
  SlotChain left;
  while (stocked_ > 0) left.push_back(*stock_[--stocked_]);
  SlotPool::recycle_row(left);
}

std::uint32_t SlotCutter::take(SlotPool& pool, std::uint32_t wanted, SlotHandle** slots) {
  std::uint32_t taken = 0;
  for (; taken < wanted && stocked_ > 0; ++taken) slots[taken] = stock_[--stocked_];
  return taken + pool.take(slots + taken, wanted - taken);
}

std::uint32_t SlotCutter::cut(SlotPool& pool, std::uint32_t slots_max, SlotChain& made) {
  std::array<SlotHandle*, kTakenAtOnce> slots;
  std::uint32_t count = 0;
  while (packet_ != nullptr && count < slots_max) {
    const std::uint32_t wanted = std::min({left(), slots_max - count, kTakenAtOnce});
    const std::uint32_t taken = take(pool, wanted, slots.data());
    for (std::uint32_t index = 0; index < taken; ++index, ++next_) {
      const std::uint32_t bytes = write(pool.room_of(*slots[index]));
      if (bytes == 0) {
        pool.recycle(*slots[index]);
        ++failed_;
        continue;
      }
      pool.set_length(*slots[index], bytes);
      made.push_back(*slots[index]);
      ++count;
    }
    if (next_ == plan_.count) packet_.reset();
    if (taken < wanted) break;
  }
  return count;
}

}  // namespace penstock::tunnel
