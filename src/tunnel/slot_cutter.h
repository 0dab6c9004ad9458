// SPDX-License-Identifier: Apache-2.0
// The way out, as late as possible: waiting packets become slots of the send pool, each one whole IP packet
// no longer than the MTU with valid checksums (N-ENC-1). Bytes are copied once. A super-packet is cut here,
// straight into the slots; when the pool runs empty in the middle it goes on where it stopped.
//
// Threads: one.
// Memory: owns the packet that is being cut.
// Errors: a packet that is too long, or not what its offload says, is dropped and counted.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "packet/chain.h"
#include "tunnel/slot_list.h"
#include "wire/segment.h"

namespace penstock::tunnel {

class SlotCutter {
 public:
  bool busy() const { return packet_ != nullptr; }
  // Begins a packet; false, and the packet is dropped, when it cannot be cut. Not while busy.
  bool begin(packet::PacketPtr packet, std::uint32_t mtu_bytes);
  // One slot for each segment that is left, at most `slots_max`, put at the end of `made` in the state
  // `platform`. Fewer than there are left: the pool is empty or the bound is reached, and it stays busy.
  std::uint32_t cut(SlotPool& pool, std::uint32_t slots_max, SlotChain& made);
  // Takes slots beforehand, so that packets of one slot each do not go to the pool one by one; what is not
  // used is given back.
  void stock_up(SlotPool& pool, std::uint32_t slots);
  void give_back_stock();
  // Drops the packet at hand; how many slots it still needed.
  std::uint32_t abandon();
  std::uint32_t left() const { return packet_ == nullptr ? 0 : plan_.count - next_; }
  std::uint64_t failed() const { return failed_; }  // segments that could not be made

 private:
  bool plan_super(std::uint32_t mtu_bytes);
  std::uint32_t write(std::uint8_t* into) const;

  static constexpr std::uint32_t kStockMax = packet::kBatchPacketsMax;

  std::uint32_t take(SlotPool& pool, std::uint32_t wanted, SlotHandle** slots);

  packet::PacketPtr packet_;
  std::array<SlotHandle*, kStockMax> stock_;
  std::uint32_t stocked_ = 0;
  bool super_ = false;
  wire::SegmentPlan plan_;
  std::uint32_t next_ = 0;  // segment
  std::uint64_t failed_ = 0;
};

}  // namespace penstock::tunnel
