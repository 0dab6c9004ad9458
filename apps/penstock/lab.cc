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
#include "hold_driver.h"
#include "lab_network.h"
#include "lab_scenario.h"
#include "lab_services.h"
#include "lab_story.h"
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
  ExitCode open_links();
  void play(const LabClient& client);
  ExitCode play_all();
  ExitCode stay_open();
  ExitCode end();

  const LabOptions& options_;
  Loop loop_;
  LabStory story_;
  ConnectionBook book_;
  std::unique_ptr<LabNetwork> network_;
  std::unique_ptr<EndpointWatch> endpoints_;
  std::unique_ptr<link::TunLink> local_;
  std::unique_ptr<link::TunLink> remote_;
  std::unique_ptr<Composition> composition_;
  std::unique_ptr<LabServices> services_;
  std::unique_ptr<VerdictDesk> verdicts_;
  std::vector<ClientOutcome> outcomes_;
};

ExitCode Lab::run() {
  ExitCode code = set_up();
  if (code == ExitCode::ok) code = options_.interactive ? stay_open() : play_all();
  verdicts_.reset();
  services_.reset();
  if (!composition_) return code;
  const ExitCode ended = end();
  return code == ExitCode::ok ? ended : code;
}

ExitCode Lab::set_up() {
  const int removed = remove_dead_labs();
  if (removed > 0 && !options_.json) fmt::print("took away what {} killed lab(s) had left\n", removed);
  auto network = LabNetwork::make(options_.offload);
  if (const auto* fault = std::get_if<LabFault>(&network))
    return complain(ExitCode::link_failed, fault->message);
  network_ = std::move(std::get<std::unique_ptr<LabNetwork>>(network));
  composition_ = std::make_unique<Composition>(CompositionOptions{.events = &book_});
  const std::string file = options_.driver.empty() ? find_hold_driver() : options_.driver;
  if (file.empty()) {
    return complain(ExitCode::cannot_load, "hold.so is not beside this program (" + hold_driver_places()[0] +
                                               ", " + hold_driver_places()[1] + "); name it with --driver");
  }
  const auto loaded = composition_->windows().host().load(file, "hold");
  if (!loaded.ok()) return complain(ExitCode::cannot_load, loaded.fault().message);
  if (const ExitCode opened = open_links(); opened != ExitCode::ok) return opened;
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
    return complain(ExitCode::cannot_load, file + ": has no device that asks for verdicts");
  return ExitCode::ok;
}

ExitCode Lab::open_links() {
  const link::TunPools pools{composition_->packets(), composition_->big_packets()};
  local_ = network_->local().tun->take_queue(0, pools);
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
  composition_->start();
  return ExitCode::ok;
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
  for (const LabClient& client : lab_clients(network_->local(), network_->remote())) {
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
  GatewayDesk desk(*composition_, book_, verdicts_.get());
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
  for (const char* program : {"ip", "nginx", "dnsmasq", "curl", "dig"}) {
    if (program_exists(program)) continue;
    return complain(ExitCode::link_failed,
                    std::string(program) + " is not installed; run tools/install_packages");
  }
  return Lab(options).run();
}

}  // namespace penstock::app
