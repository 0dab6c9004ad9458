// SPDX-License-Identifier: Apache-2.0
#include "connection_book.h"

#include <algorithm>
#include <mutex>

#include "packet_text.h"

namespace penstock::app {
namespace {

using filter::Event;
using filter::EventKind;

// The way the connection was begun: the first packet tells.
std::string text_of(const packet::Packet& packet) {
  const auto parsed = wire::parse(packet.bytes(), {.allow_super = true});
  if (!parsed) return {};
  const std::string protocol = protocol_name(parsed->protocol, parsed->version);
  if (!parsed->has_ports()) {
    return protocol + " " + wire::to_string(parsed->source) + " > " + wire::to_string(parsed->destination);
  }
  return protocol + " " + end_text(parsed->source, parsed->source_port) + " > " +
         end_text(parsed->destination, parsed->destination_port);
}

bool authorizes(filter::Layer layer) {
  return layer == filter::Layer::ale_auth_connect_v4 || layer == filter::Layer::ale_auth_connect_v6 ||
         layer == filter::Layer::ale_auth_recv_accept_v4 || layer == filter::Layer::ale_auth_recv_accept_v6;
}

// What becomes of a single packet, and not of its flow.
bool of_packet(EventKind kind) {
  return kind == EventKind::delivered || kind == EventKind::dropped || kind == EventKind::absorbed ||
         kind == EventKind::injected;
}

std::uint64_t number_in(const base::Row& row, std::string_view column) {
  for (const auto& [name, cell] : row) {
    if (name == column) return static_cast<std::uint64_t>(std::get<std::int64_t>(cell));
  }
  return 0;
}

bool begins(EventKind kind) {
  return kind == EventKind::held || kind == EventKind::authorized || kind == EventKind::denied;
}

}  // namespace

Connection& ConnectionBook::add(const std::string& text) {
  if (connections_.size() >= kConnectionsMax) forget_some();
  const std::uint64_t number = ++numbers_;
  by_text_[text] = number;
  Connection& added = connections_[number];
  added.number = number;
  added.text = text;
  return added;
}

void ConnectionBook::forget_some() {
  for (std::size_t count = 0; count < kConnectionsMax / 10 && !ended_.empty(); ++count) {
    const auto known = connections_.find(ended_.front());
    ended_.pop_front();
    if (known == connections_.end() || known->second.flows != 0) continue;
    const auto text = by_text_.find(known->second.text);
    if (text != by_text_.end() && text->second == known->first) by_text_.erase(text);
    connections_.erase(known);
  }
}

Connection* ConnectionBook::of(const Event& event) {
  if (event.flow_id == 0) return nullptr;
  const auto known = by_flow_.find(event.flow_id);
  if (known != by_flow_.end()) return &connections_.at(known->second);
  if (!begins(event.kind) || event.packet == nullptr) return nullptr;
  const std::string text = text_of(*event.packet);
  const auto same = by_text_.find(text);
  // The same ends again: what came back after a hold, or a new conversation.
  const bool continues = same != by_text_.end() && connections_.at(same->second).held &&
                         connections_.at(same->second).flows == 0 &&
                         connections_.at(same->second).state == "held";
  Connection& connection = continues ? connections_.at(same->second) : add(text);
  by_flow_[event.flow_id] = connection.number;
  ++connection.flows;
  return &connection;
}

void ConnectionBook::happened(const Event& event) {
  // Where a flow is authorized; what other layers say of its packets is not our matter, and is most.
  if (event.kind == EventKind::classified && !authorizes(event.layer)) return;
  if (of_packet(event.kind) && !counts_packets()) return;
  const std::lock_guard hold(lock_);
  if (event.kind == EventKind::classified) {
    asked_at_[event.flow_id] = event.layer;
    return;
  }
  Connection* connection = of(event);
  if (connection == nullptr) {
    asked_at_.erase(event.flow_id);
    return;
  }
  if (const auto asked = asked_at_.find(event.flow_id); asked != asked_at_.end()) {
    connection->layer = layer_text(static_cast<std::uint16_t>(asked->second));
    asked_at_.erase(asked);
  }
  change(event, *connection);
  if (listener_) listener_(event, *connection);
  if (event.kind == EventKind::flow_closed) {
    by_flow_.erase(event.flow_id);
    if (--connection->flows == 0) ended_.push_back(connection->number);
  }
}

void ConnectionBook::change(const Event& event, Connection& connection) {
  if (event.has_layer) connection.layer = layer_text(static_cast<std::uint16_t>(event.layer));
  switch (event.kind) {
    case EventKind::held:
      connection.state = "held";
      connection.held = true;
      break;
    case EventKind::completed:
      connection.held_ns = event.held_ns;
      connection.decided_by = namer_(event.by);
      break;
    case EventKind::authorized:
      connection.state = "permitted";
      break;
    case EventKind::denied:
      connection.state = "blocked";
      break;
    case EventKind::abandoned:
      connection.state = "abandoned";
      connection.held_ns = event.held_ns;
      break;
    case EventKind::delivered:
      if (event.packet != nullptr) connection.bytes += event.packet->size_bytes();
      break;
    case EventKind::flow_closed:
      if (!counts_packets()) connection.bytes += event.bytes;
      break;
    default:
      break;
  }
}

// By the connection's number. A flow that closed since it was asked is in its connection's bytes already.
std::unordered_map<std::uint64_t, std::uint64_t> ConnectionBook::open_bytes(
    const std::vector<base::Row>& flows) const {
  std::unordered_map<std::uint64_t, std::uint64_t> bytes;
  for (const base::Row& flow : flows) {
    const auto known = by_flow_.find(number_in(flow, "flow"));
    if (known == by_flow_.end()) continue;
    bytes[known->second] += number_in(flow, "bytes out") + number_in(flow, "bytes in");
  }
  return bytes;
}

std::vector<Connection> ConnectionBook::list() const {
  const std::vector<base::Row> flows = open_flows_ ? open_flows_() : std::vector<base::Row>{};
  std::vector<Connection> all;
  {
    const std::lock_guard hold(lock_);
    const auto open = open_bytes(flows);
    for (const auto& [number, connection] : connections_) {
      all.push_back(connection);
      if (const auto more = open.find(number); more != open.end()) all.back().bytes += more->second;
    }
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
  return all;
}

std::vector<base::Row> ConnectionBook::show() const {
  std::vector<base::Row> rows;
  for (const Connection& connection : list()) {
    rows.push_back({{"number", static_cast<std::int64_t>(connection.number)},
                    {"connection", connection.text},
                    {"layer", connection.layer},
                    {"state", connection.state},
                    {"held ns", connection.held_ns},
                    {"decided by", connection.decided_by},
                    {"bytes", static_cast<std::int64_t>(connection.bytes)},
                    {"open", connection.flows > 0}});
  }
  return rows;
}

}  // namespace penstock::app
