// SPDX-License-Identifier: Apache-2.0
#include "composition.h"

#include "nt/processor.h"
#include "nt/thread_state.h"

namespace penstock::app {

Lane::Lane(filter::Engine& engine, packet::PacketPool& pool, LaneOptions options, link::Link& local,
           link::Link& remote)
    : idle_(make_idle(options, local, remote)),
      reentry_(idle_.get()),
      station_(engine, options.station, pool, reentry_, options.oracle),
      as_station_(station_),
      path_({.name = options.name}, local, remote, reentry_, *idle_) {
  path_.add_station(as_station_);
}

Lane::~Lane() { stop(); }

std::unique_ptr<path::Idle> Lane::make_idle(const LaneOptions& options, link::Link& local,
                                            link::Link& remote) {
  if (!options.has_descriptors) return std::make_unique<path::ParkIdle>();
  auto idle = std::make_unique<path::PollerIdle>();
  for (link::Link* link : {&local, &remote}) {
    if (link->descriptor() >= 0) (void)idle->poller().watch(link->descriptor(), *this);
  }
  poller_ = &idle->poller();
  return idle;
}

void Lane::mount(std::unique_ptr<path::Station> station) {
  mounted_ = std::move(station);
  path_.add_station(*mounted_);
}

exec::ThreadId Lane::run_on_a_thread(std::string name, void (path::Path::*run)()) {
  return exec::runtime().spawn(std::move(name), [this, run] {
    // Callouts are entered at DISPATCH here, and what blocks is a finding (K-IRQL-5, K-EVENT-12).
    nt::thread_state().is_path = true;
    const nt::PermanentProcessor processor;
    (path_.*run)();
  });
}

void Lane::start() {
  thread_ = run_on_a_thread(path_.name(), &path::Path::run);
  if (mounted_ != nullptr) spare_ = run_on_a_thread(path_.name() + " spare", &path::Path::run_spare);
}

void Lane::stop() {
  if (thread_ == 0) return;
  path_.request_stop();
  exec::runtime().join(thread_);
  if (spare_ != 0) exec::runtime().join(spare_);
  thread_ = spare_ = 0;
  reentry_.close();
  station_.close();
}

Composition::Composition(CompositionOptions options)
    : packets_(with_face({.name = "packets",
                          .packets_max = options.packets_max,
                          .clones_max = options.packets_max,
                          .buffer_bytes = options.buffer_bytes})),
      big_packets_(with_face({.name = "big packets",
                              .packets_max = options.big_packets_max,
                              .clones_max = options.big_packets_max,
                              .buffer_bytes = 70'000})),
      engine_(std::make_unique<filter::Engine>(filter::EngineOptions{
          .packets = &packets_, .ledger = &process_ledger(), .events = options.events})),
      windows_(std::make_unique<WindowsSide>(*engine_, packets_, big_packets_, options.host)) {}

Composition::~Composition() { (void)stop(); }

Lane& Composition::add_lane(LaneOptions options, link::Link& local, link::Link& remote) {
  lanes_.push_back(std::make_unique<Lane>(*engine_, packets_, std::move(options), local, remote));
  group_.add(lanes_.back()->path());
  lanes_.back()->path().join(group_);
  return *lanes_.back();
}

void Composition::start() {
  for (const auto& lane : lanes_) lane->start();
}

std::vector<std::string> Composition::stop() {
  if (stopped_) return {};
  stopped_ = true;
  std::vector<std::string> refused = windows_->unload_all();
  for (const auto& lane : lanes_) lane->stop();
  windows_.reset();
  lanes_.clear();
  return refused;
}

}  // namespace penstock::app
