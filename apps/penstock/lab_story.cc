// SPDX-License-Identifier: Apache-2.0
#include "lab_story.h"

#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "base/finding.h"
#include "control/view_text.h"
#include "finding_text.h"
#include "packet_text.h"

namespace penstock::app {
namespace {

using filter::Event;
using filter::EventKind;

// Further packets of a connection, and its end long after, are not told one by one.
bool is_told(EventKind kind) {
  switch (kind) {
    case EventKind::held:
    case EventKind::reauthorized:
    case EventKind::completed:
    case EventKind::authorized:
    case EventKind::denied:
    case EventKind::abandoned:
      return true;
    default:
      return false;
  }
}

void write_line(const std::string& line) {
  fmt::print("{}\n", line);
  std::fflush(stdout);
}

std::string state_of(const Connection& connection) {
  // Completed at accept, and nothing came back: that is a refusal.
  return connection.state == "held" && !connection.decided_by.empty() ? "blocked" : connection.state;
}

nlohmann::ordered_json counts_json(const filter::EngineCounts& counts, std::uint64_t reauthorized) {
  nlohmann::ordered_json findings;
  const base::FindingLog& log = base::finding_log();
  findings["errors"] = log.count(base::Severity::error);
  findings["warnings"] = log.count(base::Severity::warning);
  findings["notes"] = log.count(base::Severity::note);
  return {{"held", counts.held.load()},       {"permitted", counts.permitted.load()},
          {"blocked", counts.blocked.load()}, {"abandoned", counts.abandoned.load()},
          {"reauthorized", reauthorized},     {"injected", counts.injected.load()},
          {"findings", std::move(findings)}};
}

}  // namespace

void LabStory::client_begins(const std::string& name, const std::string& command) {
  if (json_) {
    write_line(control::json_line({{"event", "client"}, {"name", name}, {"command", command}}));
  } else {
    write_line(fmt::format("\n{}\n  $ {}", name, command));
  }
}

void LabStory::client_ended(const ClientOutcome& outcome) {
  if (json_) {
    write_line(control::json_line({{"event", "client_ended"},
                                   {"name", outcome.name},
                                   {"exit_code", outcome.exit_code},
                                   {"bytes", outcome.bytes}}));
    return;
  }
  write_line(fmt::format("  exit code {}, {} bytes", outcome.exit_code, outcome.bytes));
}

void LabStory::happened(const Event& event, const Connection& connection) {
  if (!is_told(event.kind)) return;
  if (event.kind == EventKind::reauthorized) ++reauthorized_;
  const std::string by = event.by == 0 ? std::string() : namer_(event.by);
  const std::string& layer = connection.layer;
  if (json_) {
    nlohmann::ordered_json line = {{"event", filter::to_string(event.kind)}, {"connection", connection.text}};
    if (!layer.empty()) line["layer"] = layer;
    if (*event.verdict != '\0') line["verdict"] = event.verdict;
    if (event.held_ns != 0) line["held_ns"] = event.held_ns;
    if (!by.empty()) line["by"] = by;
    write_line(control::json_line(line));
    return;
  }
  std::string line = fmt::format("  {:<13} {}", filter::to_string(event.kind), connection.text);
  if (!layer.empty()) line += "  " + layer;
  if (event.kind == EventKind::reauthorized) line += fmt::format("  says {}", event.verdict);
  if (event.held_ns != 0) line += fmt::format("  after {}", duration_text(event.held_ns));
  if (!by.empty()) line += "  by " + by;
  write_line(line);
}

void LabStory::tunnel_up(LabTunnel& tunnel) {
  const tunnel::NetworkPlan plan = tunnel.connection().channel()->plan();
  std::string inner;
  for (const wire::Address& address : plan.addresses) inner += " " + wire::to_string(address);
  const std::string outer = tunnel.connection().channel()->transports().at(0)->describe();
  if (json_) {
    write_line(
        control::json_line({{"event", "tunnel"}, {"command", tunnel.peer_command()}, {"peer", outer}}));
    return;
  }
  write_line(fmt::format("\nWireGuard\n  $ {}\n  {:<13}{}, {} routes, to {}", tunnel.peer_command(), "up",
                         inner, plan.inclusions.size(), outer));
}

void LabStory::entered_tunnel(const std::string& connection) {
  if (json_) {
    write_line(control::json_line({{"event", "entered_tunnel"}, {"connection", connection}}));
  } else {
    write_line(fmt::format("  {:<13} {}  into the tunnel", "entered", connection));
  }
}

void LabStory::tunnel_end(const LabTunnel::PeerAccount& peer) {
  if (json_) {
    write_line(control::json_line({{"event", "tunnel_end"},
                                   {"handshake", peer.handshake},
                                   {"received_bytes", peer.received_bytes},
                                   {"sent_bytes", peer.sent_bytes}}));
    return;
  }
  write_line(fmt::format("\nwireguard-go: {}, received {} bytes, sent {} bytes",
                         peer.handshake ? "handshake made" : "no handshake", peer.received_bytes,
                         peer.sent_bytes));
}

void LabStory::end(const std::vector<Connection>& connections, const filter::EngineCounts& counts,
                   const std::vector<ClientOutcome>& clients) {
  nlohmann::ordered_json summary = counts_json(counts, reauthorized_.load());
  if (json_) {
    auto list = nlohmann::ordered_json::array();
    for (const ClientOutcome& client : clients) {
      list.push_back({{"name", client.name},
                      {"command", client.command},
                      {"exit_code", client.exit_code},
                      {"bytes", client.bytes}});
    }
    summary["clients"] = std::move(list);
    write_line(control::json_line(summary));
    return;
  }
  auto rows = nlohmann::ordered_json::array();
  for (const Connection& connection : connections) {
    rows.push_back({{"connection", connection.text},
                    {"layer", connection.layer},
                    {"held for", connection.held ? duration_text(connection.held_ns) : "-"},
                    {"verdict", state_of(connection)},
                    {"who decided", connection.decided_by.empty() ? "nobody" : connection.decided_by},
                    {"bytes", connection.bytes}});
  }
  write_line("\n" + control::table_text(rows));
  const nlohmann::ordered_json findings = summary["findings"];
  summary.erase("findings");
  std::string line;
  for (const auto& [name, value] : summary.items()) line += fmt::format("{} {}  ", name, value.dump());
  write_line(line +
             fmt::format("findings {} ({} notes)", findings["errors"].dump(), findings["notes"].dump()));
  for (const base::Finding& finding : base::finding_log().list()) {
    if (finding.severity != base::Severity::note) write_line(finding_text(finding));
  }
}

}  // namespace penstock::app
