// SPDX-License-Identifier: Apache-2.0
// Puts together what a replay shows: which packets came and went at the two ends (the taps), and what the
// engine says it did (the events). A packet's record stays open until its end is known, a held one until its
// flow's outcome; records are told in the order in which packets came, none before all earlier ones are
// closed.
//
// What is said without a packet (a connection is asked about before there is one) belongs to the packet that
// the path received last, or to the one that is held for this flow.
//
// Threads: any; a lock around the records. The tellers are called under it.
// Memory: records that are open, and those behind the first that is open.
// Errors: none.
#pragma once

#include <array>
#include <deque>
#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

#include "exec/mutex.h"
#include "filter/event.h"
#include "link/tap_link.h"
#include "replay_record.h"

namespace penstock::app {

struct ReplayTotals {
  std::uint64_t captured = 0;
  std::uint64_t injected = 0;
  std::uint64_t generated = 0;
  std::uint64_t delivered = 0;
  std::uint64_t dropped = 0;
  std::uint64_t absorbed = 0;
  std::uint64_t before_verdict = 0;
  std::uint64_t unfinished = 0;
};

class ReplayReport final : public filter::EventSink, public link::LinkObserver {
 public:
  // Names a borrower: who decided.
  using Namer = std::function<std::string(packet::BorrowerId)>;

  // `epoch_ns`: since 1970, where the runtime's clock is 0.
  ReplayReport(std::int64_t epoch_ns, std::vector<RecordTeller*> tellers, Namer namer);

  void happened(const filter::Event& event) override;
  // An end named "local" gives what is outbound and takes what is inbound.
  void saw(const link::Link& link, link::Direction direction, const packet::Packet& packet) override;
  // Tells what is left, as unfinished.
  void finish();
  const ReplayTotals& totals() const { return totals_; }

 private:
  using RecordPtr = std::shared_ptr<PacketRecord>;

  RecordPtr add(Origin origin, filter::Direction direction, std::int64_t at_ns, const packet::Packet& packet);
  RecordPtr record_of(const filter::Event& event);
  void hold(const filter::Event& event, const RecordPtr& record);
  void decided(const filter::Event& event);
  void end(const filter::Event& event, const RecordPtr& record, std::string outcome);
  void finish_flow(std::uint64_t flow_id, const char* outcome);
  void tell_closed();

  const std::int64_t epoch_ns_;
  const std::vector<RecordTeller*> tellers_;
  const Namer namer_;
  exec::Mutex lock_;
  std::deque<RecordPtr> records_;  // in the order they came, from the first that is open
  std::uint64_t numbers_ = 0;
  RecordPtr current_;  // what the path received last
  std::unordered_map<const packet::Packet*, RecordPtr> by_packet_;
  std::unordered_map<std::uint64_t, RecordPtr> held_by_flow_;
  ReplayTotals totals_;
};

}  // namespace penstock::app
