// SPDX-License-Identifier: Apache-2.0
// How the lab is told: each event as it happens, then a table of the connections, or lines of JSON that say
// the same. All figures are the engine's and the ledger's; exit codes and bytes of the clients are their own.
//
// Threads: told from any thread; a line is written whole.
// Memory: what the clients came to.
// Errors: none.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "connection_book.h"
#include "filter/engine.h"
#include "lab_tunnel.h"
#include "packet/custody.h"

namespace penstock::app {

struct ClientOutcome {
  std::string name;
  std::string command;
  int exit_code = 0;
  int expected_exit_code = 0;
  std::uint64_t bytes = 0;
};

class LabStory {
 public:
  LabStory(bool json, ConnectionBook::Namer namer) : json_(json), namer_(std::move(namer)) {}

  void client_begins(const std::string& name, const std::string& command);
  void client_ended(const ClientOutcome& outcome);
  void happened(const filter::Event& event, const Connection& connection);
  // Of a lab with a tunnel: it is up; the first packet of a connection went into it; what the other end says.
  void tunnel_up(LabTunnel& tunnel);
  void entered_tunnel(const std::string& connection);
  void tunnel_end(const LabTunnel::PeerAccount& peer);
  void end(const std::vector<Connection>& connections, const filter::EngineCounts& counts,
           const std::vector<ClientOutcome>& clients);

 private:
  const bool json_;
  const ConnectionBook::Namer namer_;
  // Those that were told: a packet that comes while the driver is unloaded is authorized anew too.
  std::atomic<std::uint64_t> reauthorized_{0};
};

}  // namespace penstock::app
