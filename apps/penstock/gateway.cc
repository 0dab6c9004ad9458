// SPDX-License-Identifier: Apache-2.0
#include "gateway.h"

#include <fmt/format.h>

#include <atomic>
#include <variant>

#include "command.h"
#include "composition.h"
#include "control/server.h"
#include "endpoint_watch.h"
#include "gateway_channels.h"
#include "gateway_desk.h"
#include "gateway_links.h"
#include "loop.h"
#include "plain_filters.h"
#include "port/environment.h"
#include "privileges.h"
#include "verdict_rules.h"
#include "vpn_side.h"

namespace penstock::app {
namespace {

using control::PathSetting;
using control::TunSetting;

std::string name_of_borrower(packet::BorrowerId by) { return by == 0 ? "" : process_ledger().name_of(by); }

std::uint32_t mtu_of(const control::LinkSetting& setting) {
  const auto* tun = std::get_if<TunSetting>(&setting);
  return tun == nullptr ? 0 : tun->mtu_bytes;
}

// Buffers hold the largest MTU configured, and the room in front.
std::uint32_t buffer_bytes(const control::Configuration& configuration) {
  std::uint32_t mtu_bytes = 1500;
  for (const PathSetting& path : configuration.paths) {
    mtu_bytes = std::max({mtu_bytes, mtu_of(path.local), mtu_of(path.remote)});
  }
  return std::max(2048u, mtu_bytes + 512);
}

// A thread has up to a batch of large packets in hand and a stock besides; only what is used becomes memory.
std::uint32_t big_packets_max(const control::Configuration& configuration) {
  constexpr std::uint32_t kPerThread = 256;
  std::uint32_t threads = 1;
  for (const PathSetting& path : configuration.paths) threads = std::max(threads, path.threads);
  return kPerThread * (threads + 1);
}

bool needs_network(const control::Configuration& configuration) {
  return std::any_of(configuration.paths.begin(), configuration.paths.end(), [](const PathSetting& path) {
    return mtu_of(path.local) != 0 || mtu_of(path.remote) != 0;
  });
}

class Gateway {
 public:
  explicit Gateway(const GatewayOptions& options)
      : configuration_(options.configuration),
        restore_(options.restore),
        book_(name_of_borrower, [this] { return open_flows(); }),
        composition_({.packets_max = 16384,
                      .big_packets_max = big_packets_max(options.configuration),
                      .buffer_bytes = buffer_bytes(options.configuration),
                      .events = &book_,
                      .host = {.allow_missing = options.allow_missing}}) {}

  ExitCode run();

 private:
  ExitCode set_up();
  ExitCode open_path(const PathSetting& path);
  ExitCode open_vpn(const PathSetting& path, const link::Link& local);
  ExitCode open_channels();
  EndpointWatch* watch_endpoints(const control::LinkSetting& local, const std::string& lane);
  std::vector<base::Row> open_flows() const;
  ExitCode load_drivers();
  ExitCode serve();

  const control::Configuration& configuration_;
  const std::vector<std::string>& restore_;
  std::atomic<bool> gave_up_{false};  // a channel could not go on from its image
  Loop loop_;                         // before any other thread: they take over its signal mask
  ConnectionBook book_;
  std::vector<std::unique_ptr<link::Link>> links_;
  std::vector<std::unique_ptr<EndpointWatch>> endpoints_;
  std::unique_ptr<VpnSide> vpn_;  // its packets may be anywhere in the composition
  Channels channels_;             // their buses outlive the drivers
  std::vector<PathEnd> ends_;
  Composition composition_;
  std::unique_ptr<VerdictDesk> verdicts_;
};

ExitCode Gateway::run() {
  ExitCode code = set_up();
  if (code == ExitCode::ok) code = serve();
  channels_.end();
  if (vpn_ != nullptr) vpn_->end();
  verdicts_.reset();
  for (const auto& watch : endpoints_) watch->tell(nullptr);
  for (const std::string& refused : composition_.stop()) (void)complain(ExitCode::ok, refused);
  const base::FindingLog& log = base::finding_log();
  for (const base::Finding& finding : log.list()) fmt::print(stderr, "{}\n", finding_text(finding));
  return code;
}

ExitCode Gateway::set_up() {
  if (auto wrong = add_plain_filters(composition_.engine().policy(), configuration_.filters)) {
    return complain(ExitCode::usage, control::to_string(*wrong));
  }
  if (const ExitCode loaded = load_drivers(); loaded != ExitCode::ok) return loaded;
  for (const PathSetting& path : configuration_.paths) {
    if (const ExitCode opened = open_path(path); opened != ExitCode::ok) return opened;
  }
  if (const ExitCode opened = open_channels(); opened != ExitCode::ok) return opened;
  composition_.start();
  channels_.begin();
  verdicts_ = VerdictDesk::open(decider_of(configuration_.verdicts));
  if (vpn_ != nullptr && vpn_->setting().up) vpn_->connection().up();
  return ExitCode::ok;
}

ExitCode Gateway::open_path(const PathSetting& path) {
  const link::PacketPools pools{composition_.packets(), composition_.big_packets()};
  std::vector<link::Link*> ends[2];
  for (int side = 0; side < 2; ++side) {
    const control::LinkSetting& setting = side == 0 ? path.local : path.remote;
    if (const auto* port = std::get_if<control::PortSetting>(&setting)) {
      link::PortLink& link = port::link_named(port->name);
      ends[side].push_back(&link);
      ends_.push_back({&link, &link});
      continue;
    }
    auto opened = open_links(setting, path.threads, pools);
    if (const auto* refused = std::get_if<LinkRefused>(&opened)) {
      return complain(ExitCode::link_failed, control::to_string({path.place, refused->message}));
    }
    for (auto& one : std::get<std::vector<std::unique_ptr<link::Link>>>(opened)) {
      ends[side].push_back(one.get());
      ends_.push_back({one.get(), nullptr});
      links_.push_back(std::move(one));
    }
  }
  if (const ExitCode opened = open_vpn(path, *ends[0][0]); opened != ExitCode::ok) return opened;
  for (std::uint32_t thread = 0; thread < path.threads; ++thread) {
    const std::string name = path.threads == 1 ? path.name : fmt::format("{}-{}", path.name, thread);
    EndpointWatch* watch = watch_endpoints(path.local, name);
    Lane& lane = composition_.add_lane({.name = name, .oracle = watch, .has_descriptors = true},
                                       *ends[0][thread], *ends[1][thread]);
    if (watch != nullptr) watch->tell(&lane.station());
    for (const PathEnd& end : ends_) {
      if (end.port != nullptr) end.port->set_waker(&lane.waker());  // there is one thread
    }
    if (vpn_ != nullptr) vpn_->mount(lane, pools, configuration_.drivers.empty());
  }
  return ExitCode::ok;
}

ExitCode Gateway::open_channels() {
  return channels_.open(configuration_.channels, restore_,
                        {.ends = ends_,
                         .between_turns = [this] { return all_between_turns(composition_.lanes()); },
                         .give_up =
                             [this] {
                               gave_up_ = true;
                               loop_.ask_to_end();
                             }});
}

ExitCode Gateway::open_vpn(const PathSetting& path, const link::Link& local) {
  if (configuration_.vpns.empty()) return ExitCode::ok;
  const control::VpnSetting& setting = configuration_.vpns[0];
  auto opened = VpnSide::open(setting, std::get<TunSetting>(path.local), local);
  if (const auto* wrong = std::get_if<std::string>(&opened)) {
    return complain(ExitCode::cannot_load, control::to_string({setting.place, *wrong}));
  }
  vpn_ = std::move(std::get<std::unique_ptr<VpnSide>>(opened));
  return ExitCode::ok;
}

// One for each lane: lookups are one thread's at a time, and a death is told to all, of whom one knows the
// flow.
EndpointWatch* Gateway::watch_endpoints(const control::LinkSetting& local, const std::string& lane) {
  const auto* tun = std::get_if<TunSetting>(&local);
  if (tun == nullptr) return nullptr;
  auto observer = observe_sockets(tun->network_namespace);
  if (!observer.ok()) {
    (void)complain(ExitCode::ok, lane + ": endpoints are unknown: " + link::to_string(observer.fault()));
    return nullptr;
  }
  endpoints_.push_back(std::make_unique<EndpointWatch>(std::move(observer).value(), loop_.poller()));
  return endpoints_.back().get();
}

std::vector<base::Row> Gateway::open_flows() const {
  std::vector<base::Row> rows;
  for (const auto& lane : composition_.lanes()) {
    std::vector<base::Row> more = lane->station().flow_rows();
    rows.insert(rows.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  return rows;
}

ExitCode Gateway::load_drivers() {
  for (const control::DriverSetting& driver : configuration_.drivers) {
    host::RegistryParameters parameters;
    for (const auto& [name, value] : driver.parameters) {
      std::visit([&, &key = name](const auto& typed) { parameters[key] = typed; }, value);
    }
    const auto loaded = composition_.windows().host().load(driver.file, driver.name, parameters);
    if (!loaded.ok()) {
      return complain(ExitCode::cannot_load, control::to_string({driver.place, loaded.fault().message}));
    }
  }
  return ExitCode::ok;
}

ExitCode Gateway::serve() {
  GatewayDesk desk(composition_, book_, verdicts_.get(), vpn_ == nullptr ? nullptr : &vpn_->connection(),
                   channels_.all());
  auto opened = control::Server::open(configuration_.control_socket, desk.desk(), loop_.poller());
  if (const auto* fault = std::get_if<control::ServerFault>(&opened)) {
    return complain(ExitCode::no_gateway, fault->message);
  }
  const auto& server = std::get<std::unique_ptr<control::Server>>(opened);
  loop_.set_after_turn([&server] { server->sweep(); });
  fmt::print("penstock: {} thread(s), {} driver(s); control socket {}\n", composition_.lanes().size(),
             configuration_.drivers.size(), configuration_.control_socket);
  std::fflush(stdout);
  loop_.run_until_asked_to_end();
  loop_.set_after_turn(nullptr);
  return gave_up_ ? ExitCode::link_failed : ExitCode::ok;
}

}  // namespace

ExitCode gateway(const GatewayOptions& options) {
  if (needs_network(options.configuration)) {
    if (const std::string lacks = what_networks_lack(); !lacks.empty())
      return complain(ExitCode::needs_root, lacks);
  }
  return Gateway(options).run();
}

}  // namespace penstock::app
