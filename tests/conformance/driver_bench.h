// SPDX-License-Identifier: Apache-2.0
// A bench to try drivers on: the program's own Windows side over a filter engine, with one path between two
// wires whose far ends the test holds, on the machine as it is (seed 0) or under the scheduler with a seed.
// Packets go in as a line of text and come out as one.
//
// Threads: the test's own makes, uses and ends it; the path and the drivers run on theirs.
// Memory: everything ends with the bench: drivers are unloaded, what they left is in the finding log.
// Errors: what does not happen in time is a nullopt or a false for the test to judge.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/function_ref.h"
#include "exec/seeded_runtime.h"
#include "filter/engine.h"
#include "filter/event.h"
#include "filter/station.h"
#include "host/loader.h"
#include "link/memory_pair.h"
#include "nt/device_client.h"
#include "path/idle.h"
#include "path/path.h"
#include "windows_side.h"

namespace penstock::conformance {

enum class Side : std::uint8_t { local, remote };

// Counts what the engine says it did.
class EventCounter final : public filter::EventSink {
 public:
  void happened(const filter::Event& event) override;
  std::uint32_t of(filter::EventKind kind) const;
  // Times the layer said anything, or this verdict.
  std::uint32_t classified(filter::Layer layer) const;

 private:
  std::array<std::atomic<std::uint32_t>, 32> kinds_{};
  std::array<std::atomic<std::uint32_t>, 256> layers_{};
};

class DriverBench {
 public:
  explicit DriverBench(std::uint64_t seed);
  ~DriverBench();

  // The driver of that name, built beside the tests. nullptr and a test failure when it does not load.
  host::LoadedDriver* load(const std::string& name, const host::RegistryParameters& parameters = {});
  bool unload(host::LoadedDriver& driver);
  nt::DeviceClient open(const std::string& device);

  // `tcp 10.0.0.1:4000 > 10.0.0.2:80 syn`; local packets go out, remote ones come in.
  void local_sends(const std::string& packet);
  void remote_sends(const std::string& packet);
  // Waits for the next packet that comes out there; empty when none does. Describes it.
  std::string next_at(Side side);
  ::testing::AssertionResult arrives(Side side,
                                     const std::string& packet);  // the next one is as the text says
  // The bytes of the packet that next_at() or arrives() took last.
  const std::vector<std::uint8_t>& last_bytes() const { return last_; }
  std::size_t waiting_at(Side side);

  // The local endpoint of this packet's flow is gone.
  void endpoint_dies(const std::string& packet);
  // Lets everybody run until the condition holds, false when it does not for long.
  bool eventually(base::FunctionRef<bool()> condition);
  void pass_ms(std::int64_t milliseconds);

  const EventCounter& events() const { return events_; }
  filter::Engine& engine() { return engine_; }
  filter::EngineCounts& counts() { return engine_.counts(); }

 private:
  link::MemoryEnd& wire(Side side) { return side == Side::local ? local_wire_.left() : remote_wire_.left(); }
  void send(Side side, const std::string& packet);
  bool take(Side side);

  // In the order they are made; taken down the other way round, and the Windows side before all of them.
  std::unique_ptr<exec::SeededRuntime> seeded_;
  std::optional<exec::RuntimeScope> scope_;
  EventCounter events_;
  packet::PacketPool packets_;
  filter::Engine engine_;
  path::ParkIdle idle_;
  packet::ReentryQueue reentry_{&idle_};
  link::MemoryPair local_wire_;  // left: the test's end
  link::MemoryPair remote_wire_;
  filter::FilterStation station_;
  path::FilterAsStation as_station_{station_};
  path::Path path_;
  exec::ThreadId path_thread_ = 0;
  std::unique_ptr<app::WindowsSide> windows_;
  std::array<std::deque<std::vector<std::uint8_t>>, 2> arrived_;
  std::vector<std::uint8_t> last_;
};

// Findings so far, for a message; and whether one has this code (and names this function at a call site).
std::string findings_text();
std::uint64_t errors();
std::uint64_t findings(const std::string& code);
bool found_in(const std::string& code, const std::string& function);

}  // namespace penstock::conformance
