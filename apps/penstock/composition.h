// SPDX-License-Identifier: Apache-2.0
// The composition root: one filter engine, its pools and its host of drivers, and any number of paths, put
// together and taken apart in the only order that works. Everything else in this folder is a way to use it.
//
// Threads: put together and taken apart by one thread; each path runs on a thread of its own in between.
// Memory: owns all of it except the links, which outlive it.
// Errors: none of its own; drivers are loaded through windows().
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "exec/runtime.h"
#include "filter/engine.h"
#include "filter/station.h"
#include "packet/pool.h"
#include "packet/reentry_queue.h"
#include "path/idle.h"
#include "path/path.h"
#include "windows_side.h"

namespace penstock::app {

struct CompositionOptions {
  std::uint32_t packets_max = 8192;
  std::uint32_t big_packets_max = 512;
  std::uint32_t buffer_bytes = 2048;
  filter::EventSink* events = nullptr;
  host::HostOptions host;
};

struct LaneOptions {
  std::string name = "path0";
  filter::StationOptions station;
  filter::EndpointOracle* oracle = nullptr;
  bool has_descriptors = false;  // waits for the links' descriptors
};

// A path with what belongs to it alone.
class Lane final : private exec::Watched {
 public:
  Lane(filter::Engine& engine, packet::PacketPool& pool, LaneOptions options, link::Link& local,
       link::Link& remote);
  ~Lane() override;

  void start();
  void stop();  // and waits for its thread

  // Another station behind the filter; before the start. It may call foreign code, so the path gets a spare thread.
  void mount(std::unique_ptr<path::Station> station);

  path::Path& path() { return path_; }
  filter::FilterStation& station() { return station_; }
  packet::Waker& waker() { return *idle_; }
  exec::Poller* poller() { return poller_; }  // nullptr without descriptors

 private:
  std::unique_ptr<path::Idle> make_idle(const LaneOptions& options, link::Link& local, link::Link& remote);
  exec::ThreadId run_on_a_thread(std::string name, void (path::Path::*run)());

  exec::Poller* poller_ = nullptr;
  std::unique_ptr<path::Idle> idle_;
  packet::ReentryQueue reentry_;
  filter::FilterStation station_;
  path::FilterAsStation as_station_;
  path::Path path_;
  std::unique_ptr<path::Station> mounted_;
  exec::ThreadId thread_ = 0;
  exec::ThreadId spare_ = 0;
};

class Composition {
 public:
  explicit Composition(CompositionOptions options);
  ~Composition();

  filter::Engine& engine() { return *engine_; }
  WindowsSide& windows() { return *windows_; }
  packet::PacketPool& packets() { return packets_; }
  packet::PacketPool& big_packets() { return big_packets_; }

  Lane& add_lane(LaneOptions options, link::Link& local, link::Link& remote);
  const std::vector<std::unique_ptr<Lane>>& lanes() const { return lanes_; }
  void start();
  // Drivers first, while the paths still run (unloading waits for them); then the paths.
  std::vector<std::string> stop();

 private:
  packet::PacketPool packets_;
  packet::PacketPool big_packets_;
  std::unique_ptr<filter::Engine> engine_;
  std::unique_ptr<WindowsSide> windows_;
  path::PathGroup group_;
  std::vector<std::unique_ptr<Lane>> lanes_;
  bool stopped_ = false;
};

}  // namespace penstock::app
