// SPDX-License-Identifier: Apache-2.0
// The filter as a station of one path: it takes batches from the host's side (outbound) and from the world
// (inbound), walks each packet through its layers, and returns what goes on. What is held or dropped does
// not come back from process(); what is released later comes out of take_ready(), after the path has
// resumed its re-entry queue.
//
// Threads: one path's thread, except endpoint_died() and reentry(), from any, and flow_rows(), from any other.
// Memory: nothing is allocated for a packet of a flow that is authorized already.
// Errors: every packet that ends here is counted by DropReason.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/view.h"
#include "filter/engine.h"
#include "filter/indication.h"
#include "packet/chain.h"
#include "packet/reentry_queue.h"
#include "wire/address.h"
#include "wire/flow_key.h"

namespace penstock::filter {

enum class DropReason : std::uint8_t {
  malformed,
  blocked,    // by a filter or callout
  absorbed,   // silently: by a callout, or a further packet of a held flow
  held,       // it waits with its authorization (a SYN); not an end
  abandoned,  // waited, and its endpoint died
  denied,     // waited, and was refused
  no_flow,    // a TCP packet that belongs to nothing and begins nothing
  flow_table_full,
  fragment_unmatched,  // the rest of a datagram whose beginning never came, or did not pass
  no_buffer,
  count_,
};
const char* to_string(DropReason reason);

struct StationOptions {
  InterfaceFacts interface;
  std::uint32_t flows_max = 1u << 18;
  std::int64_t udp_idle_ns = 60'000'000'000;  // W-ALE-1
  std::int64_t tcp_idle_ns = 7'200'000'000'000;
  std::int64_t tcp_opening_idle_ns = 60'000'000'000;
  std::int64_t tcp_closing_idle_ns = 10'000'000'000;
  std::int64_t fragment_wait_ns = 30'000'000'000;
  std::uint32_t fragment_groups_max = 1024;
  bool pick_up_midstream = true;  // a TCP packet without a flow may begin one
  bool reset_denied = true;       // W-LNX-3
};

struct StationCounts {
  std::uint64_t packets[2] = {};  // in, by Direction
  std::uint64_t onward[2] = {};   // out, by Direction
  std::uint64_t generated = 0;    // resets of ours
  std::uint64_t injected = 0;     // of the packets in: by callouts
  std::uint64_t waiting = 0;      // held here: SYNs, early injections, fragments
  std::array<std::uint64_t, static_cast<std::size_t>(DropReason::count_)> dropped{};
  std::uint64_t flows = 0;
  std::uint64_t syn_retransmissions_absorbed = 0;
};

// What goes on: towards the world, and towards the host.
struct Onward {
  packet::PacketChain to_remote;
  packet::PacketChain to_local;
};

// Asks who is behind a new local endpoint; may know nothing.
class EndpointOracle {
 public:
  virtual ~EndpointOracle() = default;
  virtual ProcessFacts process_of(const wire::FlowKey& local_first) = 0;
};

struct StationState;

class FilterStation {
 public:
  FilterStation(Engine& engine, StationOptions options, packet::PacketPool& pool,
                packet::ReentryQueue& reentry, EndpointOracle* oracle = nullptr);
  ~FilterStation();
  FilterStation(const FilterStation&) = delete;
  FilterStation& operator=(const FilterStation&) = delete;

  // Takes all of the batch and leaves it empty.
  void process(packet::PacketBatch& batch, Direction direction, Onward& onward);
  // What resuming the re-entry queue has made ready.
  void take_ready(Onward& onward);
  // Ends what is idle; cheap when nothing is. Once a batch.
  void expire(std::int64_t now_ns);
  // Ends all flows, orphans what is held.
  void close();

  // The socket behind a flow is gone (W-LNX-4); key oriented local first. From any thread.
  void endpoint_died(const wire::FlowKey& key);

  StationCounts counts() const;
  // The flows as they are now, in the order of their beginning. From any thread but the path's: asks the path
  // through its re-entry queue and waits, a second at most. Empty when the path does not run.
  std::vector<base::Row> flow_rows() const;

  packet::ReentryQueue& reentry();

 private:
  friend class Authorization;
  friend class Engine;
  friend class Injection;
  std::unique_ptr<StationState> state_;
};

}  // namespace penstock::filter
