// SPDX-License-Identifier: Apache-2.0
#include "gateway.h"

#include <fmt/format.h>

#include <variant>

#include "command.h"
#include "composition.h"
#include "control/server.h"
#include "endpoint_watch.h"
#include "gateway_desk.h"
#include "gateway_links.h"
#include "loop.h"
#include "plain_filters.h"
#include "privileges.h"
#include "verdict_rules.h"

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

bool needs_network(const control::Configuration& configuration) {
  return std::any_of(configuration.paths.begin(), configuration.paths.end(), [](const PathSetting& path) {
    return mtu_of(path.local) != 0 || mtu_of(path.remote) != 0;
  });
}

class Gateway {
 public:
  explicit Gateway(const GatewayOptions& options)
      : configuration_(options.configuration),
        book_(name_of_borrower),
        composition_({.packets_max = 16384,
                      .buffer_bytes = buffer_bytes(options.configuration),
                      .events = &book_,
                      .host = {.allow_missing = options.allow_missing}}) {}

  ExitCode run();

 private:
  ExitCode set_up();
  ExitCode open_path(const PathSetting& path);
  ExitCode load_drivers();
  ExitCode serve();

  const control::Configuration& configuration_;
  Loop loop_;  // before any other thread: they take over its signal mask
  ConnectionBook book_;
  std::vector<std::unique_ptr<link::Link>> links_;
  std::vector<std::unique_ptr<EndpointWatch>> endpoints_;
  Composition composition_;
  std::unique_ptr<VerdictDesk> verdicts_;
};

ExitCode Gateway::run() {
  ExitCode code = set_up();
  if (code == ExitCode::ok) code = serve();
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
  composition_.start();
  verdicts_ = VerdictDesk::open(decider_of(configuration_.verdicts));
  return ExitCode::ok;
}

ExitCode Gateway::open_path(const PathSetting& path) {
  const link::TunPools pools{composition_.packets(), composition_.big_packets()};
  link::Link* ends[2];
  for (int side = 0; side < 2; ++side) {
    auto opened = open_link(side == 0 ? path.local : path.remote, pools);
    if (const auto* refused = std::get_if<LinkRefused>(&opened)) {
      return complain(ExitCode::link_failed, control::to_string({path.place, refused->message}));
    }
    links_.push_back(std::move(std::get<std::unique_ptr<link::Link>>(opened)));
    ends[side] = links_.back().get();
  }
  EndpointWatch* watch = nullptr;
  if (const auto* tun = std::get_if<TunSetting>(&path.local)) {
    auto observer = observe_sockets(tun->network_namespace);
    if (observer.ok()) {
      endpoints_.push_back(std::make_unique<EndpointWatch>(std::move(observer).value(), loop_.poller()));
      watch = endpoints_.back().get();
    } else {
      (void)complain(ExitCode::ok,
                     path.name + ": endpoints are unknown: " + link::to_string(observer.fault()));
    }
  }
  Lane& lane = composition_.add_lane({.name = path.name, .oracle = watch, .has_descriptors = true}, *ends[0],
                                     *ends[1]);
  if (watch != nullptr) watch->tell(&lane.station());
  return ExitCode::ok;
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
  GatewayDesk desk(composition_, book_, verdicts_.get());
  auto opened = control::Server::open(configuration_.control_socket, desk.desk(), loop_.poller());
  if (const auto* fault = std::get_if<control::ServerFault>(&opened)) {
    return complain(ExitCode::no_gateway, fault->message);
  }
  const auto& server = std::get<std::unique_ptr<control::Server>>(opened);
  loop_.set_after_turn([&server] { server->sweep(); });
  fmt::print("penstock: {} path(s), {} driver(s); control socket {}\n", configuration_.paths.size(),
             configuration_.drivers.size(), configuration_.control_socket);
  std::fflush(stdout);
  loop_.run_until_asked_to_end();
  loop_.set_after_turn(nullptr);
  return ExitCode::ok;
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
