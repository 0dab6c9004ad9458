// SPDX-License-Identifier: Apache-2.0
#include "network_request.h"

#include <arpa/inet.h>
#include <winrt/Windows.Foundation.Collections.h>
#include <winrt/Windows.Networking.h>

#include <algorithm>

#include "messages.h"
#include "transports.h"

namespace wireguard {
namespace {

using winrt::Windows::Networking::HostName;
using namespace winrt::Windows::Networking::Vpn;

constexpr std::uint32_t kMtuUsual = 1420;
constexpr std::uint32_t kOverhead = data::kHeaderBytes + data::kTrailerBytes;

HostName host_of(const Address& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(address.family == Family::ipv4 ? AF_INET : AF_INET6, address.bytes.data(), text.data(),
            text.size());
  return HostName(winrt::to_hstring(text.data()));
}

bool has_address(const WgQuickFile& file, Family family) {
  return std::any_of(file.addresses.begin(), file.addresses.end(),
                     [family](const AddressRange& range) { return range.address.family == family; });
}

std::vector<HostName> addresses_of(const WgQuickFile& file, Family family) {
  std::vector<HostName> result;
  for (const AddressRange& range : file.addresses)
    if (range.address.family == family) result.push_back(host_of(range.address));
  return result;
}

VpnRouteAssignment routes_of(const WgQuickFile& file) {
  VpnRouteAssignment routes;
  if (file.table == WgQuickTable::off) return routes;
  for (const WgQuickPeer& peer : file.peers) {
    for (const AddressRange& range : peer.allowed_ips) {
      if (!has_address(file, range.address.family)) continue;
      const auto list =
          range.address.family == Family::ipv4 ? routes.Ipv4InclusionRoutes() : routes.Ipv6InclusionRoutes();
      list.Append(VpnRoute(host_of(range.address), static_cast<std::uint8_t>(range.bits)));
    }
  }
  return routes;
}

// The servers of a file answer for every name.
VpnDomainNameAssignment names_of(const WgQuickFile& file) {
  VpnDomainNameAssignment names;
  if (file.dns_servers.empty()) return names;
  std::vector<HostName> servers;
  for (const Address& server : file.dns_servers) servers.push_back(host_of(server));
  const auto add = [&](const winrt::hstring& name) {
    names.DomainNameList().Append(VpnDomainNameInfo(
        name, VpnDomainNameType::Suffix, winrt::single_threaded_vector(std::vector<HostName>(servers)),
        winrt::single_threaded_vector<HostName>()));
  };
  add(L".");
  for (const std::string& domain : file.search_domains) add(winrt::to_hstring(domain));
  return names;
}

[[noreturn]] void refuse(const std::string& reason) {
  throw winrt::hresult_invalid_argument(winrt::to_hstring(reason));
}

}  // namespace

std::uint32_t mtu_of(const WgQuickFile& file) { return file.mtu.value_or(kMtuUsual); }

void check_possible(const WgQuickFile& file) {
  if (file.addresses.empty()) refuse("[Interface] has no Address; a tunnel needs one");
  if (file.peers.empty()) refuse("the file has no [Peer]");
  if (Transports::can_share_port()) return;
  for (const WgQuickPeer& peer : file.peers)
    if (peer.endpoint_host.empty())
      refuse("the [Peer] of line " + std::to_string(peer.line) +
             " has no Endpoint; a transport is connected to one");
  if (file.listen_port.value_or(0) != 0 && file.peers.size() > 1)
    refuse("ListenPort " + std::to_string(*file.listen_port) + " with " + std::to_string(file.peers.size()) +
           " peers; each peer has a transport and a port of its own, so leave it out");
}

void log_unheeded(const VpnChannel& channel, const WgQuickFile& file) {
  const auto say = [&channel](const std::string& text) {
    channel.LogDiagnosticMessage(winrt::to_hstring(text));
  };
  for (const std::string& command : file.commands_not_run) say("not run: " + command);
  if (file.save_config) say("SaveConfig has no effect: the file is read, never written");
  if (file.fwmark != 0) say("FwMark has no effect: the platform marks its transports itself");
  if (file.table == WgQuickTable::numbered)
    say("Table has no effect but 'off': the platform has a table of its own");
  for (const WgQuickPeer& peer : file.peers)
    for (const AddressRange& range : peer.allowed_ips)
      if (!has_address(file, range.address.family))
        say("the [Peer] of line " + std::to_string(peer.line) +
            " allows addresses of a family in which [Interface] has none: they get no route");
}

void start_channel(const VpnChannel& channel, const WgQuickFile& file) {
  const std::vector<HostName> ipv4 = addresses_of(file, Family::ipv4);
  const std::vector<HostName> ipv6 = addresses_of(file, Family::ipv6);
  const std::uint32_t mtu = mtu_of(file);
  channel.StartExistingTransports(ipv4, ipv6, nullptr, routes_of(file), names_of(file), mtu, mtu + kOverhead,
                                  false);
}

}  // namespace wireguard
