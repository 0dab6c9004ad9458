// SPDX-License-Identifier: Apache-2.0
// The return of what was held: the outcome was reached on the completer's thread; here, on the path's, its
// consequences on the wire follow (W-COMP-4).
#include "exec/quiescence.h"
#include "exec/runtime.h"
#include "filter/station_state.h"

namespace penstock::filter {

void StationState::finish_held(Authorization& authorization) {
  exec::Quiescence::Section section;
  policy.refresh();
  now_ns = exec::runtime().now_ns();
  Flow& flow = authorization.flow();
  if (flow.phase != FlowPhase::pended || flow.authorization.get() != &authorization) {
    authorization.waiting_syn.reset();  // its endpoint died meanwhile (W-COMP-6)
    return;
  }
  const auto kept = packet::Ref<Authorization>::share(&authorization);
  flow.authorization = {};
  shared.emit({.kind = EventKind::completed,
               .at_ns = now_ns,
               .flow_id = flow.id,
               .layer = authorization.layer(),
               .has_layer = true,
               .verdict = verdict_text(authorization.decision()),
               .held_ns = now_ns - authorization.held_since_ns(),
               .by = authorization.decided_by()});
  switch (authorization.outcome()) {
    case HeldOutcome::authorized:
      shared.counts.permitted.fetch_add(1, std::memory_order_relaxed);
      finish_authorized(authorization, flow);
      break;
    case HeldOutcome::denied:
    case HeldOutcome::denied_silently:
      shared.counts.blocked.fetch_add(1, std::memory_order_relaxed);
      finish_denied(authorization, flow, authorization.outcome() == HeldOutcome::denied_silently);
      break;
    case HeldOutcome::released:
      // The packet that comes back decides anew; nothing comes back after a refusal (W-COMP-46).
      (authorization.packet_shown() ? shared.counts.released : shared.counts.blocked)
          .fetch_add(1, std::memory_order_relaxed);
      if (authorization.packet_shown() && released.size() < kReleasedMax) released.insert(flow.key);
      close_flow(flow);
      break;
    case HeldOutcome::orphaned:
      close_flow(flow);
      break;
  }
  retry_injections(authorization);
}

void StationState::finish_authorized(Authorization& authorization, Flow& flow) {
  flow.phase = FlowPhase::authorized;
  flow.authorized_revision = authorization.decided_revision();
  flow.last_seen_ns = now_ns;
  shared.counts.authorized_flows.fetch_add(1, std::memory_order_relaxed);
  const bool tcp = flow.key.protocol == wire::kProtocolTcp;
  flows.reclass(flow, tcp ? IdleClass::opening : IdleClass::datagram);
  shared.emit({.kind = EventKind::authorized,
               .at_ns = now_ns,
               .flow_id = flow.id,
               .verdict = "permit",
               .by = authorization.decided_by()});
  Passage passage{.direction = Direction::outbound, .facts = authorization.facts(), .flow = &flow};
  passage.facts.completion_handle = 0;
  passage.parsed.version = flow.key.a.version;
  if (!tcp) {
    (void)established(passage, false);  // W-COMP-27
    return;
  }
  passage.packet = std::move(authorization.waiting_syn);
  if (passage.packet == nullptr) return;
  const auto parsed = wire::parse(passage.packet->bytes(), {.allow_super = true});
  PENSTOCK_ASSERT(parsed.ok());  // it was parsed before it waited
  passage.parsed = *parsed;
  passage.facts = facts_of(*parsed, Direction::outbound, options.interface);
  passage.facts.flow_id = flow.id;
  passage.facts.endpoint_id = flow.endpoint_id;
  if ((parsed->tcp_flags & wire::kTcpSyn) == 0 && established(passage, true) == Step::ended) return;
  outbound_after_ale(passage);  // W-COMP-25
}

void StationState::finish_denied(Authorization& authorization, Flow& flow, bool silently) {
  shared.counts.denied_flows.fetch_add(1, std::memory_order_relaxed);
  shared.emit({.kind = EventKind::denied,
               .at_ns = now_ns,
               .flow_id = flow.id,
               .verdict = "block",
               .by = authorization.decided_by()});
  Passage passage{.direction = Direction::outbound, .facts = authorization.facts(), .flow = &flow};
  passage.parsed.version = flow.key.a.version;
  passage.facts.has_packet = false;
  if (!silently) tell_discard(authorization.layer(), passage, authorization.decision());  // W-COMP-30
  const packet::PacketPtr syn = std::move(authorization.waiting_syn);
  if (syn != nullptr) {
    ++counts.dropped[static_cast<std::size_t>(DropReason::denied)];
    if (!silently) reset_local(*syn);  // W-LNX-3
  }
  close_flow(flow);
}

void StationState::retry_injections(Authorization& authorization) {
  std::vector<Injection*> waiting = std::move(authorization.waiting_injections);
  authorization.waiting_injections.clear();
  for (Injection* injection : waiting) {
    process_one(injection->take_packet(), injection->direction(), injection);
  }
}

// The endpoint is gone while its authorization is held: nothing follows from a completion any more.
void StationState::abandon_held(Flow& flow) {
  const packet::Ref<Authorization> authorization = flow.authorization;
  authorization->orphan();
  if (authorization->waiting_syn != nullptr) {
    ++counts.dropped[static_cast<std::size_t>(DropReason::abandoned)];
    authorization->waiting_syn.reset();
  }
  shared.counts.abandoned.fetch_add(1, std::memory_order_relaxed);
  shared.emit({.kind = EventKind::abandoned,
               .at_ns = now_ns,
               .flow_id = flow.id,
               .layer = authorization->layer(),
               .has_layer = true,
               .held_ns = now_ns - authorization->held_since_ns()});
  std::vector<Injection*> waiting = std::move(authorization->waiting_injections);
  authorization->waiting_injections.clear();
  counts.dropped[static_cast<std::size_t>(DropReason::abandoned)] += waiting.size();
  for (Injection* injection : waiting) injection->finish(InjectionStatus::dropped);
}

}  // namespace penstock::filter
