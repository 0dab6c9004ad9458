// SPDX-License-Identifier: Apache-2.0
#include "lab.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "command.h"
#include "composition.h"
#include "control/server.h"
#include "endpoint_watch.h"
#include "gateway_desk.h"
#include "guest_file.h"
#include "lab_network.h"
#include "lab_scenario.h"
#include "lab_services.h"
#include "lab_story.h"
#include "lab_tunnel.h"
#include "link/network_namespace.h"
#include "link/nowhere_link.h"
#include "loop.h"
#include "privileges.h"
#include "verdict_desk.h"

namespace penstock::app {
namespace {

constexpr std::int64_t kClientWait_ns = 30'000'000'000;
constexpr std::int64_t kSettleWait_ns = 2'000'000'000;

std::string name_of_borrower(packet::BorrowerId by) { return by == 0 ? "" : process_ledger().name_of(by); }

class Lab {
 public:
  explicit Lab(const LabOptions& options)
      : options_(options),
        story_(options.json, name_of_borrower),
        book_(name_of_borrower, [this](const filter::Event& event, const Connection& connection) {
          story_.happened(event, connection);
        }) {}

  ExitCode run();

 private:
  ExitCode set_up();
  ExitCode load_driver();
  ExitCode open_links();
  ExitCode open_tunnel(Lane& lane);
  void play(const LabClient& client);
  ExitCode play_all();
  ExitCode stay_open();
  ExitCode end();

  const LabOptions& options_;
  Loop loop_;
  LabStory story_;
  ConnectionBook book_;
  std::unique_ptr<LabNetwork> network_;
  std::optional<link::NetworkNamespace> inside_;
  std::unique_ptr<EndpointWatch> endpoints_;
  std::unique_ptr<link::TunLink> local_;
  std::unique_ptr<link::Link> remote_;
  std::unique_ptr<LabTunnel> tunnel_;  // its packets may be anywhere in the composition
  std::unique_ptr<Composition> composition_;
  std::unique_ptr<LabServices> services_;
  std::unique_ptr<VerdictDesk> verdicts_;
  std::vector<ClientOutcome> outcomes_;
};

ExitCode Lab::run() {
  ExitCode code = set_up();
  if (code == ExitCode::ok) code = options_.interactive ? stay_open() : play_all();
  if (tunnel_) {
    if (code == ExitCode::ok) story_.tunnel_end(tunnel_->peer_account());
    tunnel_->end();
  }
  verdicts_.reset();
  services_.reset();
  if (!composition_) return code;
  const ExitCode ended = end();
  return code == ExitCode::ok ? ended : code;
}

ExitCode Lab::set_up() {
  const int removed = remove_dead_labs();
  if (removed > 0 && !options_.json) fmt::print("took away what {} killed lab(s) had left\n", removed);
  auto network = LabNetwork::make(options_.offload, options_.vpn);
  if (const auto* fault = std::get_if<LabFault>(&network))
    return complain(ExitCode::link_failed, fault->message);
  network_ = std::move(std::get<std::unique_ptr<LabNetwork>>(network));
  if (options_.vpn) {
    // The outer sockets are opened by threads that this one begins.
    auto entered = link::NetworkNamespace::enter(network_->local().network_namespace.get());
    if (!entered.ok()) return complain(ExitCode::link_failed, link::to_string(entered.fault()));
    inside_.emplace(std::move(entered).value());
  }
  composition_ = std::make_unique<Composition>(CompositionOptions{.events = &book_});
  if (const ExitCode loaded = load_driver(); loaded != ExitCode::ok) return loaded;
  if (const ExitCode opened = open_links(); opened != ExitCode::ok) return opened;
  if (tunnel_) {
    if (const auto wrong = tunnel_->bring_up(loop_)) {
      if (loop_.asked_to_end()) return ExitCode::ok;
      return complain(ExitCode::link_failed, wrong->message);
    }
    story_.tunnel_up(*tunnel_);
  }
  auto services = LabServices::start(*network_, loop_);
  if (const auto* fault = std::get_if<LabFault>(&services)) {
    if (loop_.asked_to_end()) return ExitCode::ok;
    return complain(ExitCode::link_failed, fault->message);
  }
  services_ = std::move(std::get<std::unique_ptr<LabServices>>(services));
  const bool by_hand = options_.interactive;
  verdicts_ = VerdictDesk::open(by_hand ? Decider([](const Question&) { return std::optional<Decision>(); })
                                        : Decider(lab_decision));
  if (verdicts_ == nullptr)
    return complain(ExitCode::cannot_load, "the driver has no device that asks for verdicts");
  return ExitCode::ok;
}

ExitCode Lab::load_driver() {
  const std::string file = options_.driver.empty() ? find_guest("hold") : options_.driver;
  if (file.empty())
    return complain(ExitCode::cannot_load, guest_is_nowhere("hold") + "; name it with --driver");
  const auto loaded = composition_->windows().host().load(file, "hold");
  return loaded.ok() ? ExitCode::ok : complain(ExitCode::cannot_load, loaded.fault().message);
}

ExitCode Lab::open_links() {
  const link::PacketPools pools{composition_->packets(), composition_->big_packets()};
  local_ = network_->local().tun->take_queue(0, pools);
  if (options_.vpn)
    remote_ = std::make_unique<link::NowhereLink>("nowhere");
  else
    remote_ = network_->remote().tun->take_queue(0, pools);
  auto observer = link::SocketObserver::open(network_->local().network_namespace.get());
  if (observer.ok()) {
    endpoints_ = std::make_unique<EndpointWatch>(std::move(observer).value(), loop_.poller());
  } else {
    (void)complain(ExitCode::ok,
                   "clients that give up will not be noticed: " + link::to_string(observer.fault()));
  }
  Lane& lane =
      composition_->add_lane({.oracle = endpoints_.get(), .has_descriptors = true}, *local_, *remote_);
  if (endpoints_) endpoints_->tell(&lane.station());
  if (options_.vpn) {
    if (const ExitCode opened = open_tunnel(lane); opened != ExitCode::ok) return opened;
  }
  composition_->start();
  return ExitCode::ok;
}

ExitCode Lab::open_tunnel(Lane& lane) {
  const std::string plug_in = options_.plug_in.empty() ? find_guest("wireguard") : options_.plug_in;
  if (plug_in.empty())
    return complain(ExitCode::cannot_load, guest_is_nowhere("wireguard") + "; name it with --plug-in");
  auto made = LabTunnel::make(*network_, plug_in, loop_);
  if (const auto* wrong = std::get_if<LabFault>(&made)) {
    return loop_.asked_to_end() ? ExitCode::ok : complain(ExitCode::link_failed, wrong->message);
  }
  tunnel_ = std::move(std::get<std::unique_ptr<LabTunnel>>(made));
  const auto wrong =
      tunnel_->mount(lane, *local_, {composition_->packets(), composition_->big_packets()},
                     [this](const std::string& connection) { story_.entered_tunnel(connection); });
  return wrong ? complain(ExitCode::cannot_load, wrong->message) : ExitCode::ok;
}

void Lab::play(const LabClient& client) {
  LabSide& side = client.from_remote ? network_->remote() : network_->local();
  ChildProcess process(client.words, side.network_namespace.get());
  story_.client_begins(client.name, process.command());
  const filter::EngineCounts& counts = composition_->engine().counts();
  const std::uint64_t abandoned_before = counts.abandoned.load();
  const bool ended = loop_.run_until([&] { return process.ended(); }, kClientWait_ns);
  // One that gave up leaves before the kernel's word of it has come round.
  const bool gave_up = ended && client.gives_up && endpoints_ != nullptr;
  if (gave_up)
    (void)loop_.run_until([&] { return counts.abandoned.load() > abandoned_before; }, kSettleWait_ns);
  ClientOutcome outcome{.name = client.name,
                        .command = process.command(),
                        .exit_code = ended ? process.exit_code() : -1,
                        .expected_exit_code = client.expected_exit_code};
  const std::string output = process.output();
  outcome.bytes = output.size();
  if (client.output_is_byte_count) {
    outcome.bytes = 0;
    std::from_chars(output.data(), output.data() + output.size(), outcome.bytes);
  }
  story_.client_ended(outcome);
  outcomes_.push_back(std::move(outcome));
}

ExitCode Lab::play_all() {
  const auto clients = options_.vpn ? tunnel_clients : lab_clients;
  for (const LabClient& client : clients(network_->local(), network_->remote())) {
    if (loop_.asked_to_end()) break;
    play(client);
  }
  for (const ClientOutcome& outcome : outcomes_) {
    if (outcome.exit_code == outcome.expected_exit_code || loop_.asked_to_end()) continue;
    (void)complain(ExitCode::findings, fmt::format("{}: exit code {}, expected {}", outcome.name,
                                                   outcome.exit_code, outcome.expected_exit_code));
  }
  const bool as_expected = std::all_of(outcomes_.begin(), outcomes_.end(), [](const ClientOutcome& outcome) {
    return outcome.exit_code == outcome.expected_exit_code;
  });
  return as_expected || loop_.asked_to_end() ? ExitCode::ok : ExitCode::findings;
}

ExitCode Lab::stay_open() {
  GatewayDesk desk(*composition_, book_, verdicts_.get(), tunnel_ ? &tunnel_->connection() : nullptr);
  auto opened = control::Server::open(options_.control_socket, desk.desk(), loop_.poller());
  if (const auto* fault = std::get_if<control::ServerFault>(&opened)) {
    return complain(ExitCode::no_gateway, fault->message);
  }
  const auto& server = std::get<std::unique_ptr<control::Server>>(opened);
  loop_.set_after_turn([&server] { server->sweep(); });
  if (!options_.json) {
    fmt::print(
        "The lab is open. Connections wait until you decide:\n"
        "  ip netns exec {} curl http://{}/\n"
        "  ip netns exec {} dig @{} {}.\n"
        "  penstock held list --control {}\n"
        "  penstock held permit ID --control {}\n"
        "Ctrl-C ends it.\n",
        network_->local().namespace_name, network_->remote().ipv4, network_->local().namespace_name,
        network_->remote().ipv4, LabServices::kName, options_.control_socket, options_.control_socket);
    std::fflush(stdout);
  }
  loop_.run_until_asked_to_end();
  loop_.set_after_turn(nullptr);
  return ExitCode::ok;
}

ExitCode Lab::end() {
  if (endpoints_) endpoints_->tell(nullptr);
  for (const std::string& refused : composition_->stop()) (void)complain(ExitCode::ok, refused);
  story_.end(book_.list(), composition_->engine().counts(), outcomes_);
  return base::finding_log().count(base::Severity::error) > 0 ? ExitCode::findings : ExitCode::ok;
}

}  // namespace

ExitCode lab(const LabOptions& options) {
  if (const std::string lacks = what_networks_lack(); !lacks.empty())
    return complain(ExitCode::needs_root, lacks);
  struct Needed {
    const char* program;
    const char* package;
    bool for_vpn = false;
  };
  for (const Needed& needed :
       {Needed{"ip", "iproute2"}, Needed{"nginx", "nginx-light"}, Needed{"dnsmasq", "dnsmasq-base"},
        Needed{"curl", "curl"}, Needed{"dig", "bind9-dnsutils"}, Needed{"wireguard-go", "wireguard-go", true},
        Needed{"wg", "wireguard-tools", true}}) {
    if ((needed.for_vpn && !options.vpn) || program_exists(needed.program)) continue;
    return complain(ExitCode::link_failed,
                    fmt::format("{} is not installed: apt-get install {}", needed.program, needed.package));
  }
  return Lab(options).run();
}

}  // namespace penstock::app
