// SPDX-License-Identifier: Apache-2.0
// Names into endpoints, without anybody waiting who does not want to. The system's resolver cannot be
// interrupted, so each lookup has a thread of its own: who gives a lookup up is rid of it at once, and its
// answer goes nowhere.
//
// Threads: begin() and everything of a lookup from any; the completion runs on the lookup's thread.
// Memory: a lookup lives until its asker and its thread have let go of it.
// Errors: LookupFault; the system's own words go with it. The end of HostLookups waits for what the system's
//   resolver has not yet given up itself.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "link/endpoint.h"

namespace penstock::exec {
class Runtime;
}

namespace penstock::link {

enum class LookupFault : std::uint8_t {
  not_found,  // no such name, or no address of the version wanted
  try_again,  // the name server did not answer
  abandoned,
  failed,
};
const char* to_string(LookupFault fault);

struct HostQuery {
  std::string host;     // a name or an address
  std::string service;  // a port or a name of one; "" is port 0
  int ip_version = 0;   // 4, 6, or 0 for both
  friend bool operator==(const HostQuery&, const HostQuery&) = default;
};
using Endpoints = std::vector<Endpoint>;  // in the system's order of preference, not empty
using LookupResult = base::Result<Endpoints, LookupFault>;

// Asks the system, and waits for it. An address is answered without asking anybody.
LookupResult ask_system(const HostQuery& query);

class HostLookup {
 public:
  explicit HostLookup(exec::Runtime& runtime);
  ~HostLookup();

  bool done() const;
  // Once done. `abandoned` before.
  LookupResult result() const;
  // Until it is done or given up, or the deadline (monotonic ns, exec::kForever for none).
  LookupResult wait(std::int64_t deadline_ns);
  // Nobody is interested any more: waiters return, the completion is not called.
  void abandon();

 private:
  friend class HostLookups;
  struct State;
  void finish(LookupResult result);
  std::unique_ptr<State> state_;
};

class HostLookups {
 public:
  using Ask = std::function<LookupResult(const HostQuery&)>;
  using OnDone = std::function<void(const LookupResult&)>;

  explicit HostLookups(exec::Runtime& runtime, Ask ask = ask_system);
  ~HostLookups();
  HostLookups(const HostLookups&) = delete;
  HostLookups& operator=(const HostLookups&) = delete;

  std::shared_ptr<HostLookup> begin(HostQuery query, OnDone on_done = nullptr);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace penstock::link
