// SPDX-License-Identifier: Apache-2.0
#include "replay.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "command.h"
#include "composition.h"
#include "exec/seeded_runtime.h"
#include "finding_text.h"
#include "link/capture_link.h"
#include "replay_report.h"
#include "scripted_requests.h"
#include "splitter.h"
#include "verdict_desk.h"
#include "verdict_rules.h"

namespace penstock::app {
namespace {

constexpr std::int64_t kStep_ns = 1'000'000'000;
constexpr std::int64_t kAfterTheLast_ns = 5'000'000'000;  // what is still held then, stays so
constexpr std::int64_t kDefaultAnswer_ns = 10'000'000;
constexpr std::uint32_t kBufferBytes = 66'000;  // a capture's frame may be as long as IP allows
constexpr std::uint32_t kPacketsMax = 2048;

// When the file's first packet was captured: that is where virtual time begins.
std::optional<std::int64_t> first_packet_ns(const ReplayOptions& options, std::string* why) {
  packet::PacketPool pool({.name = "first packet", .packets_max = 8, .buffer_bytes = kBufferBytes});
  auto capture = link::CaptureLink::open({.path = options.capture}, pool);
  if (!capture.ok()) {
    *why = link::to_string(capture.fault());
    return std::nullopt;
  }
  const std::int64_t first_ns = (*capture)->next_arrival_ns();
  return first_ns == exec::kForever ? 0 : first_ns;
}

// Nobody can go on, and no time will come that helps: the drivers wait for each other. The run is over.
void tell_deadlock(const std::vector<exec::Waiter>& waiters) {
  (void)complain(ExitCode::findings, "the run is stuck: these wait, and nobody is left to wake them");
  for (const exec::Waiter& waiter : waiters)
    fmt::print(stderr, "  thread {} ({})\n", waiter.thread, waiter.name);
  std::fflush(stderr);
  std::_Exit(number_of(ExitCode::findings));
}

class Replay {
 public:
  Replay(const ReplayOptions& options, std::int64_t epoch_ns)
      : options_(options),
        runtime_({.seed = options.seed, .wall_start_ns = epoch_ns}),
        scope_(runtime_),
        teller_(options.json ? make_json_teller() : make_text_teller()),
        epoch_ns_(epoch_ns) {
    runtime_.set_deadlock_handler(tell_deadlock);
  }

  ExitCode run();

 private:
  ExitCode open_output();
  ExitCode with_composition();
  ExitCode load_drivers(Composition& composition);
  ExitCode pass_through(Composition& composition);
  ExitCode read_script();
  Decider decider() const;
  void until_quiet(const link::CaptureLink& capture);
  ExitCode close(const link::CaptureLink& capture);
  void print_summary(const link::CaptureLink& capture, const filter::EngineCounts& counts);

  const ReplayOptions& options_;
  exec::SeededRuntime runtime_;
  exec::RuntimeScope scope_;
  std::unique_ptr<RecordTeller> teller_;
  std::unique_ptr<CaptureTeller> output_;
  std::unique_ptr<ReplayReport> report_;
  control::Script script_;
  const std::int64_t epoch_ns_;
};

ExitCode Replay::run() {
  if (const ExitCode read = read_script(); read != ExitCode::ok) return read;
  if (const ExitCode opened = open_output(); opened != ExitCode::ok) return opened;
  std::vector<RecordTeller*> tellers = {teller_.get()};
  if (output_) tellers.push_back(output_.get());
  report_ = std::make_unique<ReplayReport>(epoch_ns_, std::move(tellers), [](packet::BorrowerId by) {
    return by == 0 ? std::string() : process_ledger().name_of(by);
  });
  return with_composition();
}

ExitCode Replay::read_script() {
  if (options_.script.empty()) return ExitCode::ok;
  auto read = control::read_script(options_.script);
  if (const auto* wrong = std::get_if<control::ConfigurationError>(&read)) {
    return complain(ExitCode::usage, control::to_string(*wrong));
  }
  script_ = std::move(std::get<control::Script>(read));
  return ExitCode::ok;
}

Decider Replay::decider() const {
  if (!options_.script.empty()) return decider_of(script_.verdicts);
  return [](const Question&) { return Decision{Verdict::permit, kDefaultAnswer_ns}; };
}

ExitCode Replay::open_output() {
  if (options_.output.empty()) return ExitCode::ok;
  auto writer = link::PcapngWriter::create(options_.output);
  if (!writer.ok()) return complain(ExitCode::link_failed, link::to_string(writer.fault()));
  output_ = std::make_unique<CaptureTeller>(std::move(writer).value());
  return ExitCode::ok;
}

ExitCode Replay::with_composition() {
  Composition composition({.packets_max = kPacketsMax,
                           .big_packets_max = 8,
                           .buffer_bytes = kBufferBytes,
                           .events = report_.get(),
                           .host = {.allow_missing = options_.allow_missing}});
  if (const ExitCode loaded = load_drivers(composition); loaded != ExitCode::ok) {
    (void)composition.stop();
    return loaded;
  }
  return pass_through(composition);
}

ExitCode Replay::load_drivers(Composition& composition) {
  for (const DriverRequest& driver : options_.drivers) {
    const auto loaded = composition.windows().host().load(driver.file, driver.name, driver.parameters);
    if (!loaded.ok()) return complain(ExitCode::cannot_load, loaded.fault().message);
  }
  return ExitCode::ok;
}

ExitCode Replay::pass_through(Composition& composition) {
  auto capture = link::CaptureLink::open({.path = options_.capture, .paced = true}, composition.packets());
  if (!capture.ok()) return complain(ExitCode::link_failed, link::to_string(capture.fault()));
  Splitter splitter(**capture, options_.local);
  link::TapLink local(splitter.end(filter::Direction::outbound), *report_);
  link::TapLink remote(splitter.end(filter::Direction::inbound), *report_);
  composition.add_lane({}, local, remote);
  std::unique_ptr<VerdictDesk> desk;
  if (!options_.drivers.empty()) {
    desk = VerdictDesk::open(decider());
  }
  std::unique_ptr<ScriptedRequests> requests;
  if (!script_.requests.empty())
    requests = std::make_unique<ScriptedRequests>(script_.requests, options_.json);
  composition.start();
  until_quiet(**capture);
  desk.reset();
  requests.reset();
  for (const std::string& refused : composition.stop()) (void)complain(ExitCode::ok, refused);
  report_->finish();
  print_summary(**capture, composition.engine().counts());
  return close(**capture);
}

// Virtual time goes on as long as the capture lasts, and a while longer for what is held.
void Replay::until_quiet(const link::CaptureLink& capture) {
  while (capture.state() == link::LinkState::open) {
    const std::int64_t next_ns = capture.next_arrival_ns();
    runtime_.settle(next_ns == exec::kForever ? runtime_.now_ns() + kStep_ns : next_ns + 1);
  }
  runtime_.settle(runtime_.now_ns() + kAfterTheLast_ns);
}

void Replay::print_summary(const link::CaptureLink& capture, const filter::EngineCounts& counts) {
  const ReplayTotals& totals = report_->totals();
  const link::LinkCounts frames = capture.counts();
  nlohmann::ordered_json summary = {{"captured", totals.captured},
                                    {"injected", totals.injected},
                                    {"generated", totals.generated},
                                    {"delivered", totals.delivered},
                                    {"dropped", totals.dropped},
                                    {"absorbed", totals.absorbed},
                                    {"before_verdict", totals.before_verdict},
                                    {"unfinished", totals.unfinished},
                                    {"frames_without_ip", frames.dropped_malformed},
                                    {"frames_too_long", frames.dropped_too_long},
                                    {"held", counts.held.load()},
                                    {"permitted", counts.permitted.load()},
                                    {"blocked", counts.blocked.load()},
                                    {"abandoned", counts.abandoned.load()},
                                    {"reauthorized", counts.reauthorized.load()},
                                    {"seed", options_.seed}};
  const std::vector<base::Finding> findings = base::finding_log().list();
  if (options_.json) {
    auto list = nlohmann::ordered_json::array();
    for (const base::Finding& finding : findings) list.push_back(finding_json(finding));
    summary["findings"] = std::move(list);
    fmt::print("{}\n", nlohmann::ordered_json{{"summary", std::move(summary)}}.dump());
    return;
  }
  fmt::print("\n");
  for (const auto& [name, value] : summary.items()) fmt::print("{:<18} {}\n", name, value.dump());
  for (const base::Finding& finding : findings) fmt::print("{}\n", finding_text(finding));
}

ExitCode Replay::close(const link::CaptureLink& capture) {
  std::fflush(stdout);
  if (capture.fault()) return complain(ExitCode::link_failed, link::to_string(*capture.fault()));
  if (output_) {
    const auto written = output_->finish();
    if (!written.ok()) return complain(ExitCode::link_failed, link::to_string(written.fault()));
  }
  return base::finding_log().count(base::Severity::error) > 0 ? ExitCode::findings : ExitCode::ok;
}

}  // namespace

ExitCode replay(const ReplayOptions& options) {
  std::string why;
  const std::optional<std::int64_t> epoch_ns = first_packet_ns(options, &why);
  if (!epoch_ns) return complain(ExitCode::link_failed, why);
  return Replay(options, *epoch_ns).run();
}

}  // namespace penstock::app
