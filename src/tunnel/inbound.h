// SPDX-License-Identifier: Apache-2.0
// From units to packets: what a transport received is shown to Decapsulate unit by unit, or as a burst to a
// plug-in that takes bursts, and what that listed is injected as one batch; its control frames are sent after
// each call. A unit shown by itself lies in a wire buffer, which may be kept (N-BUF-20); one of a burst is
// shown where the transport has it, and what it became is injected from there.
//
// Threads: pump() from any; the work is done by one at a time, whoever comes second leaves it to who is inside.
// Memory: nothing is allocated for a packet.
// Errors: drops are counted by reason; a transport that is lost is told to the channel.
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "exec/standing_task.h"
#include "tunnel/counts.h"
#include "tunnel/data_callbacks.h"

namespace penstock::tunnel {

class Inbound final : public exec::StandingTask {
 public:
  explicit Inbound(DataCallbacks& callbacks);

  // True when there may be more.
  bool pump();
  void count(InboundCounts& counts) const;

 private:
  static constexpr int kRoundsMax = 8;

  void look() override;
  bool receive_from(std::uint32_t index);
  std::uint32_t show(const AssociatedTransport& from, std::uint32_t index);
  bool call_out(const AssociatedTransport& from, std::uint32_t index, SlotChain& decapsulated,
                std::int64_t now_ns);
  void show_one_by_one(const AssociatedTransport& from, std::uint32_t index, SlotChain& decapsulated,
                       std::int64_t now_ns);
  Answer show_burst(std::uint32_t index, SlotChain& decapsulated, std::int64_t now_ns);
  std::uint32_t inject_opened();
  std::uint32_t inject_in_slots();
  bool put_into(SlotHandle& slot, const BurstUnit& unit, Unit shown) const;
  SlotRef wire_buffer(Unit unit, const AssociatedTransport& from, std::uint32_t index, std::int64_t now_ns);
  template <class Call>
  Answer call(SlotChain& decapsulated, std::int64_t now_ns, Call call);
  void count_returned(std::uint32_t slots);

  DataCallbacks& callbacks_;
  exec::Baton baton_;
  std::atomic<bool> more_{false};
  // With the baton.
  PublishedTransports::Reader table_;
  PublishedPolicy::Reader policy_;
  std::vector<Unit> units_;
  std::vector<BurstUnit> burst_;
  ListRef decapsulated_;
  ListRef control_;

  std::atomic<std::uint64_t> units_received_{0};
  std::atomic<std::uint64_t> bytes_{0};
  std::atomic<std::uint64_t> calls_{0};
  std::atomic<std::uint64_t> errors_{0};
  std::atomic<std::uint64_t> returned_{0};
  std::atomic<std::uint64_t> unshown_{0};
};

}  // namespace penstock::tunnel
