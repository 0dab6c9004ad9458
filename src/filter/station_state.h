// SPDX-License-Identifier: Apache-2.0
// The inside of a filter station: one packet's passage through its layers, the authorization of new flows,
// and the return of what was held. Its functions stand in outbound.cc, inbound.cc, ale.cc (new flows and
// reauthorization), held.cc (outcomes) and station.cc (the rest). Private to the room.
//
// Threads: one path's thread.
// Memory: a Passage lives on the stack; nothing is allocated for a packet of an authorized flow.
// Errors: a packet that ends is counted by DropReason, and what is owed for it is paid.
#pragma once

#include <unordered_set>

#include "exec/published.h"
#include "filter/authorization.h"
#include "filter/engine_state.h"
#include "filter/flow_table.h"
#include "filter/fragment_tracker.h"
#include "filter/injected.h"
#include "filter/station.h"

namespace penstock::filter {

// "permit", "block", "absorb" or "continue".
const char* verdict_text(const WalkResult& result);

// One packet on its way through the layers.
struct Passage {
  packet::PacketPtr packet;
  wire::Parsed parsed;
  Direction direction = Direction::outbound;
  Injection* injection = nullptr;  // what is owed when it ends or goes on
  Facts facts;
  Flow* flow = nullptr;
  bool six() const { return parsed.version == 6; }
};

enum class Step : std::uint8_t { go_on, ended };

struct StationState {
  StationState(FilterStation& owner, Engine& engine, StationOptions options, packet::PacketPool& pool,
               packet::ReentryQueue& reentry, EndpointOracle* oracle);

  // --- station.cc ---
  void process_one(packet::PacketPtr packet, Direction direction, Injection* injection);
  void process_injection(Injection& injection);
  void endpoint_died(const wire::FlowKey& key);
  // Asks a layer; the answer of an empty layer is "nothing decided".
  WalkResult ask(Layer layer, Passage& passage, ActiveWalk& walk);
  WalkResult ask_with(Layer layer, const Facts& facts, packet::Packet* packet, std::uint32_t offset,
                      Flow* flow, const ProcessFacts* process, ActiveWalk& walk);
  // A plain packet layer: asks, and on a block tells the discard twin and ends the packet.
  Step pass_layer(Layer layer_v4, Passage& passage);
  void tell_discard(Layer layer, Passage& passage, const WalkResult& result);
  Step end(Passage& passage, DropReason reason, const char* text = "");
  void go_on(Passage& passage);
  void emit(EventKind kind, const Passage& passage, const char* verdict = "", std::string_view text = {});

  // --- outbound.cc, inbound.cc, fragments in station_fragments.cc ---
  void outbound(Passage& passage);
  void outbound_after_ale(Passage& passage);
  void inbound(Passage& passage);
  void later_fragment(Passage& passage);
  void fragment_decided(const wire::FlowKey& datagram, FragmentFate fate, Direction direction);

  // --- ale.cc ---
  Step ale(Passage& passage);
  bool needs_ale(const Passage& passage, Flow* flow) const;
  Step begin_flow(Passage& passage, const wire::FlowKey& key);
  Step settle_first_walk(Passage& passage, Authorization* authorization, const WalkResult& result);
  bool overtook_outcome(const Passage& passage, const Authorization& authorization) const;
  Step still_held(Passage& passage);
  Step reauthorize(Passage& passage);
  Step established(Passage& passage, bool with_packet);
  Step follow_tcp(Passage& passage);
  void close_flow(Flow& flow);
  void make_room();
  void reset_local(const packet::Packet& refused);

  // --- held.cc ---
  void finish_held(Authorization& authorization);
  void finish_authorized(Authorization& authorization, Flow& flow);
  void finish_denied(Authorization& authorization, Flow& flow, bool silently);
  void retry_injections(Authorization& authorization);
  void abandon_held(Flow& flow);

  FilterStation& owner;
  Engine& engine;
  EngineState& shared;
  const StationOptions options;
  packet::PacketPool& pool;
  packet::ReentryQueue& reentry;
  EndpointOracle* oracle;
  exec::Published<CompiledPolicy>::Reader policy;
  FlowTable flows;
  FragmentTracker fragments;
  // Released at accept, with a packet that will come back to be decided (W-COMP-43). Who never brings it back is forgotten
  // when a flow of these ends is held again, or at the limit.
  static constexpr std::size_t kReleasedMax = 1u << 16;
  std::unordered_set<wire::FlowKey> released;
  StationCounts counts;
  Onward ready;
  Onward* sink = &ready;  // where packets that go on are put
  std::int64_t now_ns = 0;
};

// The wire key of a passage, local end first.
wire::FlowKey local_first_key(const wire::Parsed& parsed, Direction direction);
constexpr Layer of_version(Layer layer_v4, bool six) {
  return static_cast<Layer>(static_cast<std::uint16_t>(layer_v4) + (six ? 2 : 0));
}

}  // namespace penstock::filter
