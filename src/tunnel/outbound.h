// SPDX-License-Identifier: Apache-2.0
// From packets to frames: what was offered waits here in order, is cut into send slots, shown to Encapsulate
// in batches, and what that listed is handed to the transmitter. With no slot free nothing is shown and the
// packets wait (N-BUF-13); with a stream that is full likewise (N-TRN-3).
//
// Threads: offer() and kick() from any; the work is done by one at a time, whoever comes second leaves it to
//   who is inside, also for as long as an Encapsulate blocks.
// Memory: owns what waits. Nothing is allocated for a packet.
// Errors: drops are counted by reason.
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "exec/standing_task.h"
#include "packet/chain.h"
#include "packet/spin_lock.h"
#include "tunnel/counts.h"
#include "tunnel/data_callbacks.h"
#include "tunnel/flow_names.h"
#include "tunnel/slot_cutter.h"

namespace penstock::tunnel {

class Outbound final : public exec::StandingTask {
 public:
  explicit Outbound(DataCallbacks& callbacks);
  ~Outbound() override;

  void offer(packet::PacketBatch& batch);
  std::uint32_t backlog() const { return waiting_.load(std::memory_order_relaxed); }
  void kick() { ask(baton_); }
  // Drops what waits: the channel has stopped.
  void abandon();
  void count(OutboundCounts& counts) const;

 private:
  void look() override;
  bool show_one_batch();
  std::uint32_t fill(SlotChain& shown);
  bool begin_next();
  packet::PacketPtr next_waiting();
  void count_taken();
  void name_flows(const SlotChain& shown);
  Answer show_list(SlotChain& shown);
  Answer show_burst(const SlotChain& shown);
  bool wanted(Answer answer, BufferStatus status) const;
  void finish_list(Answer answer);
  void finish_burst(Answer answer, SlotChain& shown);
  void drop_waiting();

  DataCallbacks& callbacks_;
  exec::Baton baton_;
  std::atomic<bool> abandon_{false};
  PublishedPolicy::Reader policy_;  // with the baton, as what follows
  SlotCutter cutter_;
  FlowNames names_;
  packet::PacketChain ready_;  // taken from the backlog
  ListRef packets_;
  ListRef encapsulated_;
  std::vector<BurstUnit> units_;

  packet::SpinLock lock_;  // guards what follows
  packet::PacketChain backlog_;

  // Of the batch at hand, with the baton.
  std::uint32_t taken_now_ = 0;
  std::uint64_t offered_now_ = 0;

  std::atomic<std::uint32_t> waiting_{0};
  std::atomic<std::uint64_t> offered_{0};
  std::atomic<std::uint64_t> calls_{0};
  std::atomic<std::uint64_t> errors_{0};
  std::atomic<std::uint64_t> shown_{0};
  std::atomic<std::uint64_t> dropped_rules_{0};
  std::atomic<std::uint64_t> malformed_{0};
  std::atomic<std::uint64_t> disconnected_{0};
  std::atomic<std::uint64_t> returned_{0};
  std::atomic<std::uint64_t> starved_{0};
};

}  // namespace penstock::tunnel
