// SPDX-License-Identifier: Apache-2.0
// The connection of a gateway, as configured: its plug-in, its channel, what it may change on the host, and its
// place in the path. The path's local link is its interface.
//
// Threads: made and ended by the first; up and down have threads of their own.
// Memory: owns all of it but the station, which is the lane's; outlives the lanes, since packets of its channel may be
//   anywhere in them.
// Errors: a sentence that names what was refused.
#pragma once

#include <memory>
#include <string>
#include <variant>

#include "composition.h"
#include "control/configuration.h"
#include "link/descriptor.h"
#include "path/host_network.h"
#include "path/socket_programs.h"
#include "path/tunnel_connection.h"
#include "path/tunnel_routes.h"
#include "plug_in_side.h"

namespace penstock::app {

class VpnSide {
 public:
  using Opened = std::variant<std::unique_ptr<VpnSide>, std::string>;
  // `local` is the link of `interface`, open already.
  static Opened open(const control::VpnSetting& setting, const control::TunSetting& interface,
                     const link::Link& local);
  ~VpnSide();

  // Before the lane starts.
  void mount(Lane& lane, link::PacketPools pools, bool join_datagrams) {
    lane.mount(station_for(lane, pools, join_datagrams));
  }
  // What comes out of the tunnel lies in packets of these. Datagrams are not joined where a driver looks at them: it would
  // take several for one.
  std::unique_ptr<path::Station> station_for(Lane& lane, link::PacketPools pools, bool join_datagrams);
  // Hangs up, while the lanes still run.
  void end() { connection_ = nullptr; }
  path::TunnelConnection& connection() { return *connection_; }
  const control::VpnSetting& setting() const { return setting_; }

 private:
  VpnSide(const control::VpnSetting& setting, const link::Link& local) : setting_(setting), local_(local) {}
  std::string raise_on(const control::TunSetting& interface);
  std::string load();

  const control::VpnSetting& setting_;
  const link::Link& local_;
  link::Descriptor namespace_;
  std::unique_ptr<path::HostNetwork> network_;
  std::unique_ptr<path::TunnelRoutes> routes_;
  std::unique_ptr<path::SocketPrograms> programs_;
  std::unique_ptr<PlugInSide> plug_in_;
  std::unique_ptr<path::TunnelConnection> connection_;
};

}  // namespace penstock::app
