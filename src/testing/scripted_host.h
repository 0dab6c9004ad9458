// SPDX-License-Identifier: Apache-2.0
// A host in a box: a filter engine, one or more paths with their stations, and a wire on each side that the
// test holds the other end of. It moves only when told: settle() turns the paths until nothing is left to
// do, so that what follows from one step is all there before the next.
//
// Threads: the test's, under whatever runtime is installed; run_freely() gives each path its own thread.
// Memory: everything is built in and taken down with the host.
// Errors: none; a full pool asserts.
#pragma once

#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "filter/engine.h"
#include "filter/station.h"
#include "link/memory_pair.h"
#include "path/idle.h"
#include "path/path.h"
#include "testing/packet_text.h"

namespace penstock::testing {

enum class Side : std::uint8_t { local, remote };

struct HostOptions {
  std::uint32_t paths = 1;
  std::uint32_t packets_max = 4096;
  std::uint32_t wire_packets_max = 4096;  // that may wait for the test, each way
  filter::StationOptions station;
  bool strict_injection_order = false;
  bool super_packets = false;
  filter::EventSink* events = nullptr;
};

class ScriptedHost {
 public:
  explicit ScriptedHost(HostOptions options = {});
  ~ScriptedHost();

  filter::Engine& engine() { return engine_; }
  packet::Ledger& ledger() { return ledger_; }
  filter::FilterStation& station(std::size_t path = 0) { return *lanes_[path]->station; }
  path::Path& path(std::size_t path = 0) { return *lanes_[path]->path; }
  std::size_t paths() const { return lanes_.size(); }

  // Puts a packet on the wire; with several paths on that of `reader`, wherever it belongs.
  void send(Side from, std::span<const std::uint8_t> packet, std::size_t reader = 0,
            packet::Offload offload = {});
  // What came out, oldest first.
  std::optional<Bytes> next_at(Side side);
  // Turns all paths until none has anything to do.
  void settle();
  // Lets time pass, then settles; idle flows end.
  void pass_time(std::int64_t nanoseconds);
  // Ends all flows, as when a path is taken down.
  void close_station();

  // Each path runs on a thread of its own until the host ends or stop() is said.
  void run_freely();
  void stop();

  packet::PoolCounts pool_counts() const { return pool_.counts(); }

 private:
  struct Lane {
    Lane(ScriptedHost& host, std::uint32_t number, const HostOptions& options);
    path::ParkIdle idle;
    packet::ReentryQueue reentry;
    link::MemoryPair local_wire;  // left: the test's end
    link::MemoryPair remote_wire;
    std::unique_ptr<filter::FilterStation> station;
    std::unique_ptr<path::FilterAsStation> as_station;
    std::unique_ptr<path::Path> path;
    exec::ThreadId thread = 0;
  };
  link::MemoryEnd& end(std::size_t lane, Side side);

  packet::PacketPool pool_;
  packet::Ledger ledger_;
  filter::Engine engine_;
  path::PathGroup group_;
  std::vector<std::unique_ptr<Lane>> lanes_;
  std::array<std::deque<Bytes>, 2> arrived_;
};

}  // namespace penstock::testing
