// SPDX-License-Identifier: Apache-2.0
#include "lab_tunnel.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace penstock::app {
namespace {

constexpr std::int64_t kStartWait_ns = 30'000'000'000;

constexpr const char* kMakeKeys =
    "umask 077 && cd \"$0\" && for end in ours theirs; do"
    " wg genkey > $end.key && wg pubkey < $end.key > $end.pub || exit; done && wg genpsk > shared.key";

constexpr const char* kOurFile = R"([Interface]
PrivateKey = {private_key}
Address = {own_ipv4}/32, {own_ipv6}/128
MTU = {mtu}
[Peer]
PublicKey = {public_key}
PresharedKey = {shared_key}
AllowedIPs = {other_ipv4}/32, {other_ipv6}/128
Endpoint = {endpoint}
)";

constexpr const char* kTheirFile = R"([Interface]
PrivateKey = {private_key}
ListenPort = {port}
[Peer]
PublicKey = {public_key}
PresharedKey = {shared_key}
AllowedIPs = {other_ipv4}/32, {other_ipv6}/128
)";

std::string line_of(const std::string& file) {
  std::ifstream stream(file);
  std::string line;
  std::getline(stream, line);
  return line;
}

bool write(const std::string& file, const std::string& text) {
  std::ofstream stream(file);
  stream << text;
  stream.close();
  return !stream.fail();
}

std::string last_failure(const path::TunnelConnection& connection) {
  for (const auto& [column, cell] : connection.row()) {
    if (column == "failure") return std::get<std::string>(cell);
  }
  return {};
}

}  // namespace

LabTunnel::Made LabTunnel::make(LabNetwork& network, const std::string& plug_in, Loop& loop) {
  std::unique_ptr<LabTunnel> tunnel(new LabTunnel(network));
  if (auto wrong = tunnel->write_files()) return *std::move(wrong);
  if (auto wrong = tunnel->start_peer(loop)) return *std::move(wrong);
  tunnel->setting_.plug_in = plug_in;
  return tunnel;
}

std::optional<LabFault> LabTunnel::write_files() {
  const std::string& folder = network_.folder();
  std::string output;
  if (run_program({"sh", "-c", kMakeKeys, folder}, &output) != 0) return LabFault{"wg: " + output};
  const LabSide& local = network_.local();
  const LabSide& remote = network_.remote();
  const std::string shared = line_of(folder + "/shared.key");
  setting_.name = "lab";
  setting_.servers = {remote.outer};
  setting_.custom = fmt::format(
      kOurFile, fmt::arg("private_key", line_of(folder + "/ours.key")), fmt::arg("own_ipv4", local.ipv4),
      fmt::arg("own_ipv6", local.ipv6), fmt::arg("mtu", LabNetwork::kTunnelMtuBytes),
      fmt::arg("public_key", line_of(folder + "/theirs.pub")), fmt::arg("shared_key", shared),
      fmt::arg("other_ipv4", remote.ipv4), fmt::arg("other_ipv6", remote.ipv6),
      fmt::arg("endpoint", fmt::format("{}:{}", remote.outer, kPort)));
  const std::string theirs = fmt::format(
      kTheirFile, fmt::arg("private_key", line_of(folder + "/theirs.key")), fmt::arg("port", kPort),
      fmt::arg("public_key", line_of(folder + "/ours.pub")), fmt::arg("shared_key", shared),
      fmt::arg("other_ipv4", local.ipv4), fmt::arg("other_ipv6", local.ipv6));
  if (!write(folder + "/theirs.conf", theirs)) return LabFault{"cannot write into " + folder};
  return std::nullopt;
}

std::optional<LabFault> LabTunnel::start_peer(Loop& loop) {
  const LabSide& remote = network_.remote();
  const std::string name = network_.peer_name();
  peer_ = std::make_unique<ChildProcess>(std::vector<std::string>{"wireguard-go", "-f", name},
                                         remote.network_namespace.get());
  std::string output;
  const auto configured = [&] {
    return run_program({"wg", "setconf", name, network_.folder() + "/theirs.conf"}, &output) == 0;
  };
  const bool well = loop.run_until([&] { return peer_->ended() || configured(); }, kStartWait_ns);
  if (peer_->ended()) return LabFault{peer_->command() + " ended: " + peer_->output()};
  if (!well) return LabFault{"wireguard-go did not take its configuration: " + output};
  if (run_program({"ip", "-n", remote.namespace_name, "link", "set", name, "mtu",
                   std::to_string(LabNetwork::kTunnelMtuBytes)},
                  &output) != 0) {
    return LabFault{"ip link set " + name + ": " + output};
  }
  const auto raised = raise_interface(remote, name, {remote.ipv4, remote.ipv6});
  if (const auto* wrong = std::get_if<LabFault>(&raised)) return *wrong;
  return std::nullopt;
}

std::optional<LabFault> LabTunnel::mount(Lane& lane, const link::Link& local, link::PacketPools pools,
                                         EntranceWatch::Listener entered) {
  control::TunSetting interface;
  interface.name = local.name();
  interface.network_namespace = "/run/netns/" + network_.local().namespace_name;
  auto opened = VpnSide::open(setting_, interface, local);
  if (const auto* wrong = std::get_if<std::string>(&opened)) return LabFault{*wrong};
  vpn_ = std::move(std::get<std::unique_ptr<VpnSide>>(opened));
  lane.mount(std::make_unique<EntranceWatch>(vpn_->station_for(lane, pools, false), std::move(entered)));
  return std::nullopt;
}

std::optional<LabFault> LabTunnel::bring_up(Loop& loop) {
  path::TunnelConnection& tunnel = vpn_->connection();
  tunnel.up();
  const auto is_up = [&tunnel] { return tunnel.channel()->phase() == tunnel::Phase::started; };
  if (loop.run_until([&] { return is_up() || !last_failure(tunnel).empty(); }, kStartWait_ns) && is_up())
    return std::nullopt;
  const std::string failure = last_failure(tunnel);
  return LabFault{"the tunnel is not up: " + (failure.empty() ? "the plug-in did not start it" : failure)};
}

void LabTunnel::end() {
  if (vpn_ != nullptr) vpn_->end();
}

// The second line is of the one peer: key, shared key, endpoint, allowed addresses, last handshake, bytes received and
// sent, keep-alive.
LabTunnel::PeerAccount LabTunnel::peer_account() const {
  std::string output;
  (void)run_program({"wg", "show", network_.peer_name(), "dump"}, &output);
  std::istringstream peer(output.substr(std::min(output.size(), output.find('\n') + 1)));
  std::string skipped;
  std::uint64_t handshake_s = 0;
  PeerAccount account;
  peer >> skipped >> skipped >> skipped >> skipped >> handshake_s >> account.received_bytes >>
      account.sent_bytes;
  account.handshake = handshake_s != 0;
  return account;
}

}  // namespace penstock::app
