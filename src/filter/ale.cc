// SPDX-License-Identifier: Apache-2.0
// Authorization of flows: the first packet of a conversation asks the connect or the accept layer, a new
// policy asks again with the next packet, and all others pass (W-ALE-2).
#include "base/finding.h"
#include "filter/station_state.h"

namespace penstock::filter {
namespace {

bool is_tcp(const Passage& passage) { return passage.parsed.protocol == wire::kProtocolTcp; }
bool has(const Passage& passage, std::uint8_t flag) { return (passage.parsed.tcp_flags & flag) != 0; }
bool begins_connection(const Passage& passage) {
  return is_tcp(passage) && has(passage, wire::kTcpSyn) && !has(passage, wire::kTcpAck);
}

}  // namespace

bool StationState::needs_ale(const Passage&, Flow* flow) const {
  if (flow == nullptr || flow->phase == FlowPhase::pended) return true;
  return flow->authorized_revision != policy->at(flow->layer).revision;
}

Step StationState::ale(Passage& passage) {
  const wire::FlowKey key = local_first_key(passage.parsed, passage.direction);
  Flow* flow = flows.find(key);
  if (flow != nullptr && flow->abort_requested.load(std::memory_order_acquire)) {
    if (flow->phase == FlowPhase::pended) abandon_held(*flow);
    close_flow(*flow);
    passage.flow = flow = nullptr;
    if (is_tcp(passage)) {  // a datagram begins a flow anew (W-FLOW-7)
      if (passage.direction == Direction::outbound) reset_local(*passage.packet);
      return end(passage, DropReason::blocked, "aborted");
    }
  }
  if (flow != nullptr && begins_connection(passage) && flow->phase == FlowPhase::authorized &&
      flow->tcp >= TcpProgress::closing) {
    close_flow(*flow);  // the same ends meet again
    flow = nullptr;
  }
  passage.flow = flow;
  if (flow == nullptr) return begin_flow(passage, key);
  flows.touch(*flow, now_ns);
  passage.facts.flow_id = flow->id;
  passage.facts.endpoint_id = flow->endpoint_id;
  if (flow->phase == FlowPhase::pended) return still_held(passage);
  if (flow->authorized_revision != policy->at(flow->layer).revision && reauthorize(passage) == Step::ended) {
    return Step::ended;
  }
  return is_tcp(passage) ? follow_tcp(passage) : Step::go_on;
}

Step StationState::begin_flow(Passage& passage, const wire::FlowKey& key) {
  const bool tcp = is_tcp(passage);
  const bool begins = begins_connection(passage);
  if (tcp && !begins && (!options.pick_up_midstream || has(passage, wire::kTcpRst))) {
    return end(passage, DropReason::no_flow);
  }
  if (flows.full()) make_room();
  if (flows.full()) return end(passage, DropReason::flow_table_full);

  const bool connect = passage.direction == Direction::outbound;
  const Layer layer =
      of_version(connect ? Layer::ale_auth_connect_v4 : Layer::ale_auth_recv_accept_v4, passage.six());
  auto flow =
      packet::Ref<Flow>::adopt(new Flow(shared.flows.reserve(), key, passage.direction, shared.callouts));
  flow->layer = layer;
  flow->opened_ns = flow->last_seen_ns = now_ns;
  flow->endpoint_id = shared.endpoints.acquire(key.protocol, key.a, key.a_port);
  flow->tcp = !tcp ? TcpProgress::none : begins ? TcpProgress::syn_sent : TcpProgress::syn_answered;
  flows.add(*flow, tcp ? IdleClass::opening : IdleClass::datagram);
  shared.flows.add(*flow);
  passage.flow = flow.get();
  Facts& facts = passage.facts;
  facts.flow_id = flow->id;
  facts.endpoint_id = flow->endpoint_id;
  if (policy->at(layer).empty()) return settle_first_walk(passage, nullptr, {});

  const ProcessFacts process = oracle != nullptr ? oracle->process_of(key) : ProcessFacts{};
  flow->process_id = process.id;
  Facts walk_facts = facts;
  walk_facts.process_id = process.id;
  if (connect && tcp) walk_facts.has_packet = false;  // connect() has no packet (W-LNX-2)
  auto authorization =
      packet::Ref<Authorization>::adopt(new Authorization(engine, owner, *flow, layer, walk_facts, process));
  walk_facts.completion_handle = flow->completion_handle = authorization->handle();
  ActiveWalk walk{.authorization = authorization.get()};
  const WalkResult result =
      ask_with(layer, walk_facts, walk_facts.has_packet ? passage.packet.get() : nullptr,
               data_offset_at(layer, passage.direction, passage.parsed), flow.get(), &process, walk);
  passage.facts.process_id = process.id;
  return settle_first_walk(passage, authorization.get(), result);
}

Step StationState::settle_first_walk(Passage& passage, Authorization* authorization,
                                     const WalkResult& result) {
  Flow& flow = *passage.flow;
  const bool connect = flow.direction == Direction::outbound;
  const bool waits = connect && is_tcp(passage);
  const bool comes_back = !connect && passage.injection != nullptr && released.erase(flow.key) != 0;
  if (authorization != nullptr && authorization->pends() > 0) {
    // Before the walk gives up its count: with a completion that came early, the outcome is queued in there.
    flow.phase = FlowPhase::pended;
    flow.authorization = packet::Ref<Authorization>::share(authorization);
    if (authorization->walk_ended(result, now_ns)) {
      flows.reclass(flow, IdleClass::held);
      shared.counts.held.fetch_add(1, std::memory_order_relaxed);
      emit(EventKind::held, passage, "absorb");
      if (!waits) return end(passage, DropReason::absorbed);  // W-PEND-16
      authorization->waiting_syn = std::move(passage.packet);
      passage.packet = nullptr;
      if (passage.injection != nullptr)
        std::exchange(passage.injection, nullptr)->finish(InjectionStatus::sent);
      return Step::ended;
    }
    flow.authorization = {};
    flow.phase = FlowPhase::fresh;
    base::finding_log().report({.code = "F-PEND-4",
                                .rule = "W-PEND-13",
                                .severity = base::Severity::warning,
                                .message = std::string("operation pended, but the walk ended with ") +
                                           verdict_text(result) + "; pending needs BLOCK with ABSORB",
                                .at_ns = now_ns});
  }
  if (!result.blocked()) {
    flow.phase = FlowPhase::authorized;
    flow.authorized_revision = policy->at(flow.layer).revision;
    shared.counts.authorized_flows.fetch_add(1, std::memory_order_relaxed);
    if (comes_back) shared.counts.permitted.fetch_add(1, std::memory_order_relaxed);
    emit(EventKind::authorized, passage, verdict_text(result));
    const bool midstream = is_tcp(passage) && flow.tcp != TcpProgress::syn_sent;
    return !is_tcp(passage) || midstream ? established(passage, true) : Step::go_on;
  }
  shared.counts.denied_flows.fetch_add(1, std::memory_order_relaxed);
  if (comes_back) shared.counts.blocked.fetch_add(1, std::memory_order_relaxed);
  emit(EventKind::denied, passage, verdict_text(result));
  if (!result.absorb) {
    if (waits) passage.facts.has_packet = false;
    tell_discard(flow.layer, passage, result);
    if (waits) reset_local(*passage.packet);
  } else if (waits) {
    reset_local(*passage.packet);  // W-PEND-22: it fails as with a plain block
  }
  close_flow(flow);
  passage.flow = nullptr;
  return end(passage, result.absorb ? DropReason::absorbed : DropReason::blocked);
}

// What a callout injected may be taken before the outcome that lets it go: at connect always (W-COMP-29), at
// accept when the completion came first and only its outcome is still on the way, as when it had to wait for
// the walk (W-COMP-3). Injected before completing, it meets the pended tuple instead (W-COMP-48).
bool StationState::overtook_outcome(const Passage& passage, const Authorization& authorization) const {
  if (passage.injection == nullptr || passage.direction != passage.flow->direction) return false;
  return authorization.connect() ? !shared.options.strict_injection_order : authorization.completed();
}

Step StationState::still_held(Passage& passage) {
  Flow& flow = *passage.flow;
  Authorization& authorization = *flow.authorization;
  const bool gone = is_tcp(passage) && has(passage, wire::kTcpRst);
  if (gone && passage.direction == flow.direction) {  // W-LNX-4
    abandon_held(flow);
    close_flow(flow);
    passage.flow = nullptr;
    return end(passage, DropReason::abandoned);
  }
  if (overtook_outcome(passage, authorization) &&
      authorization.waiting_injections.size() < Authorization::kWaitingInjectionsMax) {
    passage.injection->keep_packet(std::move(passage.packet));  // W-COMP-29
    authorization.waiting_injections.push_back(std::exchange(passage.injection, nullptr));
    return Step::ended;
  }
  if (begins_connection(passage)) ++counts.syn_retransmissions_absorbed;
  return end(passage, DropReason::absorbed);  // W-PEND-19
}

Step StationState::reauthorize(Passage& passage) {
  Flow& flow = *passage.flow;
  Facts facts = passage.facts;
  facts.condition_flags |= kConditionIsReauthorize;
  facts.reauthorize_reason = kReauthorizePolicyChange;
  facts.completion_handle = 0;
  facts.process_id = flow.process_id;
  shared.counts.reauthorized.fetch_add(1, std::memory_order_relaxed);
  ActiveWalk walk{.known_handle = flow.completion_handle, .reauthorization = true};
  const std::uint64_t revision = policy->at(flow.layer).revision;
  const WalkResult result =
      ask_with(flow.layer, facts, passage.packet.get(),
               data_offset_at(flow.layer, passage.direction, passage.parsed), &flow, nullptr, walk);
  if (!result.blocked()) {
    flow.authorized_revision = revision;
    return Step::go_on;
  }
  if (result.absorb) return end(passage, DropReason::absorbed);  // W-ALE-25: the flow stays due
  std::swap(passage.facts, facts);
  tell_discard(flow.layer, passage, result);
  close_flow(flow);
  passage.flow = nullptr;
  return end(passage, DropReason::blocked);  // W-ALE-24
}

Step StationState::established(Passage& passage, bool with_packet) {
  Flow& flow = *passage.flow;
  flow.established_indicated = true;
  if (flow.key.protocol == wire::kProtocolTcp) {
    flow.tcp = TcpProgress::established;
    flows.reclass(flow, IdleClass::established);
  }
  const Layer layer = of_version(Layer::ale_flow_established_v4, flow.key.a.version == 6);
  Facts facts = passage.facts;
  facts.has_packet = with_packet;
  facts.shown_direction = flow.direction;
  ActiveWalk walk;
  const WalkResult result =
      ask_with(layer, facts, with_packet ? passage.packet.get() : nullptr,
               data_offset_at(layer, passage.direction, passage.parsed), &flow, nullptr, walk);
  if (!result.blocked()) return Step::go_on;
  if (with_packet && !result.absorb) tell_discard(layer, passage, result);
  close_flow(flow);  // W-ALE-8
  passage.flow = nullptr;
  return with_packet ? end(passage, DropReason::blocked) : Step::ended;
}

Step StationState::follow_tcp(Passage& passage) {
  Flow& flow = *passage.flow;
  const bool with_flow = passage.direction == flow.direction;
  if (has(passage, wire::kTcpRst)) {
    flow.tcp = TcpProgress::closed;
    flow.end_contexts();  // W-FLOW-4
    flows.reclass(flow, IdleClass::closing);
    return Step::go_on;
  }
  if (flow.tcp == TcpProgress::syn_sent && !with_flow && has(passage, wire::kTcpSyn) &&
      has(passage, wire::kTcpAck)) {
    flow.tcp = TcpProgress::syn_answered;
    // The client's side is established by the answer, before its own acknowledgment goes out (W-ALE-8).
    if (flow.direction == Direction::outbound) return established(passage, true);
  } else if (flow.tcp == TcpProgress::syn_answered && with_flow && has(passage, wire::kTcpAck) &&
             !flow.established_indicated) {
    if (established(passage, true) == Step::ended) return Step::ended;
  }
  if (has(passage, wire::kTcpFin))
    (passage.direction == Direction::outbound ? flow.fin_local : flow.fin_remote) = true;
  if (flow.fin_local && flow.fin_remote && flow.tcp < TcpProgress::closing) {
    flow.tcp = TcpProgress::closing;
    flow.end_contexts();
    flows.reclass(flow, IdleClass::closing);
  }
  return Step::go_on;
}

void StationState::close_flow(Flow& flow) {
  const packet::Ref<Flow> last = flows.remove(flow);
  if (!last) return;
  shared.flows.remove(flow.id);
  shared.endpoints.release(flow.endpoint_id);
  flow.phase = FlowPhase::closed;
  flow.authorization = {};
  flow.end_contexts();
  shared.emit({.kind = EventKind::flow_closed,
               .at_ns = now_ns,
               .flow_id = flow.id,
               .bytes = flow.bytes[0] + flow.bytes[1]});
}

// A full table sacrifices what is least likely to be missed; what is held is never sacrificed.
void StationState::make_room() {
  for (IdleClass idle_class : {IdleClass::closing, IdleClass::opening, IdleClass::datagram}) {
    if (Flow* oldest = flows.oldest(idle_class)) {
      close_flow(*oldest);
      return;
    }
  }
}

}  // namespace penstock::filter
