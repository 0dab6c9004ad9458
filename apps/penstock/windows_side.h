// SPDX-License-Identifier: Apache-2.0
// Everything of the program that drivers need to exist, in one place: the kernel's services, the projection
// of the filter engine, the host that loads them. A program without drivers makes none of it work.
//
// Threads: made, loaded into and destroyed by one thread, outside any path.
// Memory: owns the host and the services' threads; the engine is borrowed.
// Errors: a driver that cannot be loaded: the host's Failure.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "filter/engine.h"
#include "host/loader.h"
#include "packet/pool.h"

namespace penstock::app {

// The pool with room for the face that callouts are shown.
packet::PoolOptions with_face(packet::PoolOptions options);
// The one ledger of the process.
packet::Ledger& process_ledger();

class WindowsSide {
 public:
  // The pools are where ports take packets from.
  WindowsSide(filter::Engine& engine, packet::PacketPool& packets, packet::PacketPool& big_packets,
              host::HostOptions options);
  ~WindowsSide();  // unloads, then ends the services
  WindowsSide(const WindowsSide&) = delete;
  WindowsSide& operator=(const WindowsSide&) = delete;

  host::Host& host();
  // Unloads every driver; messages of those that refused.
  std::vector<std::string> unload_all();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace penstock::app
