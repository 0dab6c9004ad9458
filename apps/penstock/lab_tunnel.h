// SPDX-License-Identifier: Apache-2.0
// The tunnel of `lab --vpn`: wireguard-go as the servers' end, in their namespace, and a connection of ours to it with a
// wg-quick file as a user would have it. Keys are made for each lab and go with it.
//
// Threads: the first, which is in the clients' namespace from before any other thread of ours: outer sockets belong to
//   the namespace of the thread that opens them.
// Memory: the process of the other end, the connection, and files in the lab's folder. Outlives the lanes.
// Errors: a sentence with the end of the program's own output.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "child_process.h"
#include "entrance_watch.h"
#include "lab_network.h"
#include "loop.h"
#include "vpn_side.h"

namespace penstock::app {

class LabTunnel {
 public:
  using Made = std::variant<std::unique_ptr<LabTunnel>, LabFault>;
  static Made make(LabNetwork& network, const std::string& plug_in, Loop& loop);

  // Before the lane starts.
  std::optional<LabFault> mount(Lane& lane, const link::Link& local, link::PacketPools pools,
                                EntranceWatch::Listener entered);
  // Dials; returns when the connection is up.
  std::optional<LabFault> bring_up(Loop& loop);
  // Hangs up, while the lanes still run.
  void end();

  path::TunnelConnection& connection() { return vpn_->connection(); }
  std::string peer_command() const { return peer_->command(); }
  // What the other end says of us.
  struct PeerAccount {
    bool handshake = false;
    std::uint64_t received_bytes = 0;
    std::uint64_t sent_bytes = 0;
  };
  PeerAccount peer_account() const;

  static constexpr int kPort = 51820;

 private:
  explicit LabTunnel(LabNetwork& network) : network_(network) {}
  std::optional<LabFault> write_files();
  std::optional<LabFault> start_peer(Loop& loop);

  LabNetwork& network_;
  control::VpnSetting setting_;
  std::unique_ptr<ChildProcess> peer_;
  std::unique_ptr<VpnSide> vpn_;
};

}  // namespace penstock::app
