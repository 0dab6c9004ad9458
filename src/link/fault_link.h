// SPDX-License-Identifier: Apache-2.0
// A link that misbehaves on purpose: it drops, doubles, delays, reorders, corrupts and truncates what passes,
// as a seed decides. Delays count packets and calls, never time, so that a run is a function of its input:
// a held packet leaves after so many further packets of its direction, and a call that brings none counts as
// one. Reordering is a delay by one. Who sleeps on the descriptor must therefore poll while packets are held.
//
// Threads: as the link inside.
// Memory: borrows the link. Doubles and changed copies of shared packets come from the pool given.
// Errors: every fault done is counted: passed + held = offered - dropped + duplicated.
#pragma once

#include <cstdint>
#include <deque>

#include "link/link.h"
#include "packet/pool.h"

namespace penstock::link {

// Chances in a thousand, drawn for each packet in this order; more than one may befall the same packet.
struct FaultPlan {
  std::uint64_t seed = 1;
  bool on_receive = true;
  bool on_send = true;
  std::uint16_t drop = 0;
  std::uint16_t duplicate = 0;
  std::uint16_t corrupt = 0;   // one bit
  std::uint16_t truncate = 0;  // to at least one byte
  std::uint16_t reorder = 0;
  std::uint16_t delay = 0;
  std::uint32_t delay_packets_max = 16;  // a delayed packet waits for 1 to so many others
};

struct FaultCounts {
  std::uint64_t offered = 0;
  std::uint64_t passed = 0;
  std::uint64_t dropped = 0;
  std::uint64_t duplicated = 0;
  std::uint64_t corrupted = 0;
  std::uint64_t truncated = 0;
  std::uint64_t delayed = 0;  // reordered ones too
  std::uint64_t held = 0;     // at this moment
};

class FaultLink final : public Link {
 public:
  FaultLink(Link& inside, FaultPlan plan, packet::PacketPool& pool);

  const std::string& name() const override { return inside_.name(); }
  std::uint32_t mtu_bytes() const override { return inside_.mtu_bytes(); }
  bool takes_super_packets() const override { return inside_.takes_super_packets(); }
  bool takes_datagram_super_packets() const override { return inside_.takes_datagram_super_packets(); }
  std::uint32_t receive(packet::PacketBatch& batch) override;
  void send(packet::PacketBatch& batch) override;
  int descriptor() const override { return inside_.descriptor(); }
  LinkState state() const override;  // not drained while packets are held
  std::int64_t next_arrival_ns() const override { return inside_.next_arrival_ns(); }
  LinkCounts counts() const override { return inside_.counts(); }

  FaultCounts fault_counts() const;

 private:
  struct Held {
    packet::PacketPtr packet;
    std::uint32_t waits_for;  // so many packets still to pass before
  };
  struct Way {
    packet::PacketChain due;  // ready to pass
    std::deque<Held> held;
  };

  void disturb(Way& way, packet::PacketPtr packet);
  packet::PacketPtr damage(packet::PacketPtr packet);
  void hold_or_pass(Way& way, packet::PacketPtr packet);
  void count_down(Way& way);
  std::uint32_t pass_due(Way& way, packet::PacketBatch& batch);
  bool chance(std::uint16_t per_mille);
  std::uint64_t draw();

  Link& inside_;
  const FaultPlan plan_;
  packet::PacketPool& pool_;
  std::uint64_t random_state_;
  Way receiving_;
  Way sending_;
  FaultCounts counts_;
};

}  // namespace penstock::link
