// SPDX-License-Identifier: Apache-2.0
#include "replay_report.h"

#include <cstdint>

#include "packet_text.h"

namespace penstock::app {

using filter::Direction;
using filter::Event;
using filter::EventKind;

ReplayReport::ReplayReport(std::int64_t epoch_ns, std::vector<RecordTeller*> tellers, Namer namer)
    : epoch_ns_(epoch_ns), tellers_(std::move(tellers)), namer_(std::move(namer)) {}

ReplayReport::RecordPtr ReplayReport::add(Origin origin, Direction direction, std::int64_t at_ns,
                                          const packet::Packet& packet) {
  auto record = std::make_shared<PacketRecord>();
  record->number = ++numbers_;
  record->origin = origin;
  record->direction = direction;
  // A capture may claim any time.
  if (__builtin_add_overflow(epoch_ns_, at_ns, &record->at_ns)) record->at_ns = INT64_MAX;
  record->bytes.assign(packet.bytes().begin(), packet.bytes().end());
  records_.push_back(record);
  return record;
}

void ReplayReport::saw(const link::Link& link, link::Direction direction, const packet::Packet& packet) {
  const std::lock_guard hold(lock_);
  const bool local = link.name() == "local";
  if (direction == link::Direction::received) {
    ++totals_.captured;
    current_ =
        add(Origin::captured, local ? Direction::outbound : Direction::inbound, packet.arrived_ns, packet);
    by_packet_[&packet] = current_;
    return;
  }
  const auto known = by_packet_.find(&packet);
  if (known != by_packet_.end()) {
    const RecordPtr record = known->second;
    by_packet_.erase(known);
    if (record->origin == Origin::injected)
      record->direction = local ? Direction::inbound : Direction::outbound;
    record->open = false;
    tell_closed();
    return;
  }
  // Nobody classified it: it is the engine's own answer (a reset).
  ++totals_.generated;
  const RecordPtr record =
      add(Origin::generated, local ? Direction::inbound : Direction::outbound, packet.arrived_ns, packet);
  record->outcome = "delivered";
  record->open = false;
  tell_closed();
}

ReplayReport::RecordPtr ReplayReport::record_of(const Event& event) {
  if (event.packet != nullptr) {
    const auto known = by_packet_.find(event.packet);
    if (known != by_packet_.end()) return known->second;
  }
  const auto held = held_by_flow_.find(event.flow_id);
  if (held != held_by_flow_.end()) return held->second;
  return current_;
}

void ReplayReport::happened(const Event& event) {
  const std::lock_guard hold_lock(lock_);
  if (event.kind == EventKind::injected) {
    ++totals_.injected;
    // Which way it goes is known when it gets there.
    by_packet_[event.packet] = add(Origin::injected, Direction::outbound, event.at_ns, *event.packet);
    return;
  }
  const RecordPtr record = record_of(event);
  if (record == nullptr) return;
  switch (event.kind) {
    case EventKind::classified:
    case EventKind::reauthorized: {
      const std::string_view layer = layer_text(static_cast<std::uint16_t>(event.layer));
      record->said.push_back({std::string(layer), event.verdict, event.filter_id, event.reason});
      break;
    }
    case EventKind::held:
      hold(event, record);
      break;
    case EventKind::completed:
      decided(event);
      break;
    case EventKind::denied:
      finish_flow(event.flow_id, "refused");
      break;
    case EventKind::abandoned:
      finish_flow(event.flow_id, "abandoned: its endpoint is gone");
      break;
    case EventKind::absorbed:
      ++totals_.absorbed;
      end(event, record, "absorbed");
      break;
    case EventKind::delivered:
      ++totals_.delivered;
      end(event, record, "delivered");
      break;
    case EventKind::dropped:
      ++totals_.dropped;
      end(event, record, "dropped: " + std::string(event.text));
      break;
    default:
      break;
  }
  tell_closed();
}

void ReplayReport::hold(const Event& event, const RecordPtr& record) {
  record->held = true;
  held_by_flow_[event.flow_id] = record;
}

void ReplayReport::decided(const Event& event) {
  const auto held = held_by_flow_.find(event.flow_id);
  if (held == held_by_flow_.end()) return;
  const RecordPtr record = held->second;
  record->held_ns = event.held_ns;
  record->decided_by = namer_(event.by);
  record->decided = true;
  if (record->outcome.empty()) return;  // the packet itself waits, and now goes its way
  if (layer_text(static_cast<std::uint16_t>(event.layer)).find("CONNECT") != std::string_view::npos) {
    record->outcome += std::string(", verdict ") + event.verdict;
  }
  record->open = false;
  held_by_flow_.erase(held);
}

void ReplayReport::end(const Event& event, const RecordPtr& record, std::string outcome) {
  const auto held = held_by_flow_.find(event.flow_id);
  if (event.kind == EventKind::absorbed && held != held_by_flow_.end() && held->second != record) {
    record->before_verdict = true;
    ++totals_.before_verdict;
  }
  record->outcome = std::move(outcome);
  const bool its_flow = held != held_by_flow_.end() && held->second == record;
  const bool verdict_follows = its_flow && !record->decided;
  // What is delivered is seen once more, at the link that it leaves by.
  record->open = event.kind == EventKind::delivered || (event.kind == EventKind::absorbed && verdict_follows);
  const bool returned = its_flow && (record->decided || event.kind == EventKind::delivered);
  if (returned) held_by_flow_.erase(held);  // also when a layer further on took it
  if (event.kind == EventKind::delivered) return;
  by_packet_.erase(event.packet);
}

void ReplayReport::finish_flow(std::uint64_t flow_id, const char* outcome) {
  const auto held = held_by_flow_.find(flow_id);
  if (held == held_by_flow_.end()) return;
  if (held->second->open) {
    ++totals_.dropped;
    held->second->outcome = outcome;
    held->second->open = false;
  }
  held_by_flow_.erase(held);
}

void ReplayReport::tell_closed() {
  while (!records_.empty() && !records_.front()->open) {
    for (RecordTeller* teller : tellers_) teller->tell(*records_.front());
    records_.pop_front();
  }
}

void ReplayReport::finish() {
  const std::lock_guard hold(lock_);
  for (const RecordPtr& record : records_) {
    if (!record->open) continue;
    ++totals_.unfinished;
    record->outcome += record->outcome.empty() ? "" : ", ";
    record->outcome += record->held ? "still held at the end" : "still waiting at the end";
    record->open = false;
  }
  held_by_flow_.clear();
  by_packet_.clear();
  current_ = nullptr;
  tell_closed();
}

}  // namespace penstock::app
