// SPDX-License-Identifier: Apache-2.0
// What the engine did, for whoever watches: a replay's report, a capture's comments, the lab's story. Sent
// only when somebody listens, and counted in any case.
//
// Threads: on the thread that did it: a path's, or one that completes.
// Memory: an Event borrows for the call.
// Errors: none.
#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>

#include "filter/layer.h"
#include "packet/custody.h"
#include "packet/packet.h"

namespace penstock::filter {

enum class EventKind : std::uint8_t {
  classified,    // a layer was asked and said something (layer, action, filter_id)
  held,          // an authorization is pended
  completed,     // by its borrower; the result follows
  reauthorized,  // a layer was asked again (reason)
  authorized,    // a flow is open
  denied,        // a flow is refused
  absorbed,      // a further packet of a pended flow, or a block that is silent
  abandoned,     // the endpoint died while it was held
  injected,      // a callout's packet came in
  delivered,     // a packet goes on
  dropped,       // a packet ends here (reason in text)
  flow_closed,
};
const char* to_string(EventKind kind);

struct Event {
  EventKind kind;
  std::int64_t at_ns = 0;
  std::uint64_t packet_id = 0;  // 0: none
  const packet::Packet* packet = nullptr;
  std::uint64_t flow_id = 0;
  Layer layer = Layer{};
  bool has_layer = false;
  const char* verdict = "";  // "permit", "block", "absorb", "continue"
  std::uint64_t filter_id = 0;
  std::uint32_t reason = 0;  // of a reauthorization
  std::string_view text;     // reason of a drop; the flow as text where it is cheap
  std::int64_t held_ns = 0;
  std::uint64_t bytes = 0;    // of a flow that closed, both ways
  packet::BorrowerId by = 0;  // who decided
};

class EventSink {
 public:
  virtual ~EventSink() = default;
  virtual void happened(const Event& event) = 0;
};

// All from the ledger and the flows; relaxed, exact when quiet.
struct EngineCounts {
  std::atomic<std::uint64_t> held{0};
  std::atomic<std::uint64_t> permitted{0};     // of those held
  std::atomic<std::uint64_t> blocked{0};       // of those held
  std::atomic<std::uint64_t> abandoned{0};     // of those held
  std::atomic<std::uint64_t> released{0};      // of those held: completed at accept, the packet decides anew
  std::atomic<std::uint64_t> reauthorized{0};  // walks, whatever the reason
  std::atomic<std::uint64_t> injected{0};
  std::atomic<std::uint64_t> authorized_flows{0};
  std::atomic<std::uint64_t> denied_flows{0};
  std::atomic<std::uint64_t> absorbed_packets{0};
};

}  // namespace penstock::filter
