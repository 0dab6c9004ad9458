// SPDX-License-Identifier: Apache-2.0
#include "vpn_side.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>

#include "link/netlink.h"
#include "link/socket_address.h"
#include "path/tunnel_station.h"
#include "windows_side.h"

namespace penstock::app {
namespace {

using control::VpnSetting;

link::ResolverKind kind_of(VpnSetting::Resolver resolver) {
  switch (resolver) {
    case VpnSetting::Resolver::none:
      return link::ResolverKind::none;
    case VpnSetting::Resolver::file:
      return link::ResolverKind::file;
    case VpnSetting::Resolver::resolvconf:
      return link::ResolverKind::resolvconf;
    case VpnSetting::Resolver::systemd_resolved:
      return link::ResolverKind::systemd_resolved;
  }
  return link::ResolverKind::none;
}

// Read each time, so that a user may mend what a server did not take.
std::optional<PlugInCredentials> read_credentials(const VpnSetting& setting) {
  if (setting.credentials_file.empty()) return std::nullopt;
  std::ifstream file(setting.credentials_file);
  PlugInCredentials read;
  if (!std::getline(file, read.user) || !std::getline(file, read.password)) {
    fmt::print(stderr, "vpn {}: {} does not have a user and a password, a line each\n", setting.name,
               setting.credentials_file);
    return std::nullopt;
  }
  std::getline(file, read.pin);
  return read;
}

}  // namespace

VpnSide::~VpnSide() {
  connection_ = nullptr;  // hangs up
  plug_in_ = nullptr;
}

VpnSide::Opened VpnSide::open(const VpnSetting& setting, const control::TunSetting& interface,
                              const link::Link& local) {
  auto side = std::unique_ptr<VpnSide>(new VpnSide(setting, local));
  if (const std::string wrong = side->raise_on(interface); !wrong.empty()) return wrong;
  if (const std::string wrong = side->load(); !wrong.empty()) return wrong;
  return side;
}

std::string VpnSide::raise_on(const control::TunSetting& interface) {
  if (!interface.network_namespace.empty()) {
    namespace_ = link::Descriptor(::open(interface.network_namespace.c_str(), O_RDONLY | O_CLOEXEC));
    if (!namespace_) return "namespace " + interface.network_namespace + ": " + std::strerror(errno);
  }
  const int inside = namespace_ ? namespace_.get() : -1;
  auto netlink = link::NetlinkSocket::open(inside);
  if (!netlink.ok()) return link::to_string(netlink.fault());
  const auto index = netlink->index_of(local_.name());
  if (!index.ok()) return link::to_string(index.fault());
  path::HostNetworkOptions options;
  options.interface_index = *index;
  options.pinning = setting_.host_routes ? link::Pinning::host_routes : link::Pinning::mark;
  options.mark = setting_.mark;
  options.table = setting_.table;
  options.resolver.kind = kind_of(setting_.resolver);
  options.resolver.file = setting_.resolver_file;
  options.resolver.interface_name = local_.name();
  options.journal_file = setting_.journal;
  options.namespace_descriptor = inside;
  options.peers = [this] {
    std::vector<wire::Address> peers;
    for (const auto& transport : plug_in_->channel()->transports()) {
      const link::Endpoint peer = link::peer_endpoint_of(transport->descriptor());
      if (peer) peers.push_back(peer.address);
    }
    return peers;
  };
  options.log = [this](const std::string& line) { fmt::print(stderr, "vpn {}: {}\n", setting_.name, line); };
  network_ = std::make_unique<path::HostNetwork>(std::move(options));
  programs_ = std::make_unique<path::SocketPrograms>(inside);
  routes_ = std::make_unique<path::TunnelRoutes>(network_.get());
  return {};
}

std::string VpnSide::load() {
  tunnel::ChannelOptions options;
  options.name = setting_.name;
  options.plug_in_name = setting_.plug_in;
  options.fidelity = setting_.strict ? tunnel::Fidelity::strict : tunnel::Fidelity::lenient;
  options.send_slots = setting_.send_slots;
  options.receive_slots = setting_.receive_slots;
  options.ledger = &process_ledger();
  options.host = routes_.get();
  options.programs = programs_.get();
  options.outer_mark = setting_.host_routes ? 0 : setting_.mark;
  options.log = [this](const std::string& line) { fmt::print(stderr, "vpn {}: {}\n", setting_.name, line); };
  auto loaded = PlugInSide::load({.file = setting_.plug_in,
                                  .servers = setting_.servers,
                                  .service = setting_.service,
                                  .custom = setting_.custom,
                                  .credentials = [this] { return read_credentials(setting_); }},
                                 std::move(options));
  if (const auto* wrong = std::get_if<std::string>(&loaded)) return *wrong;
  plug_in_ = std::move(std::get<std::unique_ptr<PlugInSide>>(loaded));
  connection_ = std::make_unique<path::TunnelConnection>(
      plug_in_->channel(),
      path::Dialler{.dial = [this] { return plug_in_->dial(); }, .hang_up = [this] { plug_in_->hang_up(); }});
  return {};
}

std::unique_ptr<path::Station> VpnSide::station_for(Lane& lane, link::PacketPools pools,
                                                    bool join_datagrams) {
  const tunnel::InterfacePackets interface {
    .pools = pools, .takes_tcp_segments = local_.takes_super_packets(),
    .takes_udp_segments = join_datagrams && local_.takes_datagram_super_packets()
  };
  return std::make_unique<path::TunnelStation>(plug_in_->channel(), routes_->covered(), lane.waker(),
                                               lane.poller(), &interface);
}

}  // namespace penstock::app
