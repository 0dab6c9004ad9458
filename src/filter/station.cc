// SPDX-License-Identifier: Apache-2.0
#include "filter/station.h"

#include "exec/quiescence.h"
#include "exec/runtime.h"
#include "filter/station_state.h"
#include "wire/tcp_reset.h"

namespace penstock::filter {
namespace {

// A socket's end, on its way to the path that knows its flow.
class EndpointDeath final : public packet::Reentry {
 public:
  EndpointDeath(StationState& station, const wire::FlowKey& key) : station_(station), key_(key) {}
  void resume() override {
    station_.endpoint_died(key_);
    delete this;
  }
  void abandon() override { delete this; }

 private:
  StationState& station_;
  const wire::FlowKey key_;
};

}  // namespace

const char* to_string(DropReason reason) {
  switch (reason) {
    case DropReason::malformed:
      return "malformed";
    case DropReason::blocked:
      return "blocked";
    case DropReason::absorbed:
      return "absorbed";
    case DropReason::held:
      return "held";
    case DropReason::abandoned:
      return "abandoned";
    case DropReason::denied:
      return "denied";
    case DropReason::no_flow:
      return "no_flow";
    case DropReason::flow_table_full:
      return "flow_table_full";
    case DropReason::fragment_unmatched:
      return "fragment_unmatched";
    case DropReason::no_buffer:
      return "no_buffer";
    case DropReason::count_:
      break;
  }
  return "?";
}

const char* verdict_text(const WalkResult& result) {
  if (result.blocked()) return result.absorb ? "absorb" : "block";
  return result.action == Action::permit ? "permit" : "continue";
}

wire::FlowKey local_first_key(const wire::Parsed& parsed, Direction direction) {
  const wire::FlowKey key = wire::transport_key(parsed);
  return direction == Direction::outbound ? key : key.reversed();
}

FilterStation::FilterStation(Engine& engine, StationOptions options, packet::PacketPool& pool,
                             packet::ReentryQueue& reentry, EndpointOracle* oracle)
    : state_(std::make_unique<StationState>(*this, engine, options, pool, reentry, oracle)) {
  const std::lock_guard hold(engine.state_->stations_lock);
  engine.state_->stations.push_back(this);
}

FilterStation::~FilterStation() {
  {
    const std::lock_guard hold(state_->shared.stations_lock);
    std::erase(state_->shared.stations, this);
  }
  close();
}

void FilterStation::process(packet::PacketBatch& batch, Direction direction, Onward& onward) {
  StationState& station = *state_;
  exec::Quiescence::Section section;
  station.policy.refresh();
  station.now_ns = exec::runtime().now_ns();
  station.sink = &onward;
  const std::uint32_t count = batch.count();
  station.counts.packets[static_cast<std::size_t>(direction)] += count;
  for (std::uint32_t i = 0; i < count; ++i) station.process_one(batch.take(i), direction, nullptr);
  batch.reset();
  // Here, and not only with time: one batch after another may open groups of fragments.
  station.counts.dropped[static_cast<std::size_t>(DropReason::fragment_unmatched)] +=
      station.fragments.expire(station.now_ns).count();
  station.sink = &station.ready;
}

void FilterStation::take_ready(Onward& onward) {
  while (packet::PacketPtr packet = state_->ready.to_remote.pop_front())
    onward.to_remote.push_back(std::move(packet));
  while (packet::PacketPtr packet = state_->ready.to_local.pop_front())
    onward.to_local.push_back(std::move(packet));
}

void FilterStation::expire(std::int64_t now_ns) {
  StationState& station = *state_;
  station.now_ns = now_ns;
  const std::pair<IdleClass, std::int64_t> limits[] = {
      {IdleClass::datagram, station.options.udp_idle_ns},
      {IdleClass::opening, station.options.tcp_opening_idle_ns},
      {IdleClass::established, station.options.tcp_idle_ns},
      {IdleClass::closing, station.options.tcp_closing_idle_ns},
  };
  for (const auto& [idle_class, limit_ns] : limits) {
    while (Flow* oldest = station.flows.oldest(idle_class)) {
      if (oldest->last_seen_ns + limit_ns > now_ns) break;
      station.close_flow(*oldest);
    }
  }
  packet::PacketChain ended = station.fragments.expire(now_ns);
  station.counts.dropped[static_cast<std::size_t>(DropReason::fragment_unmatched)] += ended.count();
}

void FilterStation::close() {
  StationState& station = *state_;
  while (Flow* flow = station.flows.any()) {
    if (flow->phase == FlowPhase::pended) station.abandon_held(*flow);
    station.close_flow(*flow);
  }
  station.counts.dropped[static_cast<std::size_t>(DropReason::fragment_unmatched)] +=
      station.fragments.clear().count();
}

void FilterStation::endpoint_died(const wire::FlowKey& key) {
  auto* death = new EndpointDeath(*state_, key);
  if (!state_->reentry.put(*death)) delete death;
}

StationCounts FilterStation::counts() const {
  StationCounts counts = state_->counts;
  counts.flows = state_->flows.size();
  counts.waiting = state_->fragments.waiting();
  state_->flows.for_each([&counts](const Flow& flow) {
    const Authorization* authorization = flow.authorization.get();
    if (authorization == nullptr) return;
    counts.waiting +=
        authorization->waiting_injections.size() + (authorization->waiting_syn != nullptr ? 1 : 0);
  });
  return counts;
}

packet::ReentryQueue& FilterStation::reentry() { return state_->reentry; }

StationState::StationState(FilterStation& its_owner, Engine& its_engine, StationOptions its_options,
                           packet::PacketPool& its_pool, packet::ReentryQueue& its_reentry,
                           EndpointOracle* its_oracle)
    : owner(its_owner),
      engine(its_engine),
      shared(*its_engine.state_),
      options(its_options),
      pool(its_pool),
      reentry(its_reentry),
      oracle(its_oracle),
      policy(shared.policy.published()),
      flows(its_options.flows_max),
      fragments(its_options.fragment_groups_max, its_options.fragment_wait_ns) {}

void StationState::process_one(packet::PacketPtr packet, Direction direction, Injection* injection) {
  const bool super = packet->offload.segmentation != packet::Segmentation::none;
  const auto parsed = wire::parse(packet->bytes(), {.allow_super = super});
  Passage passage{.packet = std::move(packet), .direction = direction, .injection = injection};
  if (!parsed) {
    end(passage, DropReason::malformed, wire::to_string(parsed.fault()));
    return;
  }
  passage.parsed = *parsed;
  packet::HeaderMarks& marks = passage.packet->marks;
  marks.ip_version = parsed->version;
  marks.protocol = parsed->protocol;
  marks.fragment = parsed->fragment.fragment;
  marks.first_fragment = parsed->fragment.fragment && parsed->fragment.first;
  marks.network_bytes = parsed->network_header_bytes;
  marks.transport_bytes = parsed->transport_header_bytes;
  passage.facts = facts_of(*parsed, direction, options.interface);
  if (direction == Direction::outbound) {
    outbound(passage);
  } else {
    inbound(passage);
  }
}

void StationState::process_injection(Injection& injection) {
  exec::Quiescence::Section section;
  policy.refresh();
  now_ns = exec::runtime().now_ns();
  ++counts.injected;
  ++counts.packets[static_cast<std::size_t>(injection.direction())];
  packet::PacketPtr packet = injection.take_packet();
  shared.emit(
      {.kind = EventKind::injected, .at_ns = now_ns, .packet_id = packet->id, .packet = packet.get()});
  process_one(std::move(packet), injection.direction(), &injection);
}

void StationState::endpoint_died(const wire::FlowKey& key) {
  now_ns = exec::runtime().now_ns();
  Flow* flow = flows.find(key);
  if (flow == nullptr) return;
  if (flow->phase == FlowPhase::pended) {
    abandon_held(*flow);
    close_flow(*flow);
  } else if (key.protocol != wire::kProtocolTcp) {
    close_flow(*flow);  // W-ALE-1: with their socket. TCP says farewell on the wire.
  }
}

WalkResult StationState::ask_with(Layer layer, const Facts& facts, packet::Packet* packet,
                                  std::uint32_t offset, Flow* flow, const ProcessFacts* process,
                                  ActiveWalk& walk) {
  if (policy->at(layer).empty()) return {};
  Indication indication;
  indication.build(layer, facts, process);
  walk.layer = layer;
  ActiveWalk::Scope scope(walk);
  const WalkResult result = arbitrate(*policy, {.layer = layer,
                                                .values = indication.values(),
                                                .value_count = indication.value_count(),
                                                .metadata = &indication.metadata(),
                                                .packet = packet,
                                                .data_offset_bytes = offset,
                                                .flow = flow,
                                                .walk = &walk});
  if (shared.options.events != nullptr) {
    shared.emit({.kind = EventKind::classified,
                 .at_ns = now_ns,
                 .packet_id = packet == nullptr ? 0 : packet->id,
                 .packet = packet,
                 .flow_id = facts.flow_id,
                 .layer = layer,
                 .has_layer = true,
                 .verdict = verdict_text(result),
                 .filter_id = result.filter_id,
                 .reason = facts.reauthorize_reason});
  }
  return result;
}

WalkResult StationState::ask(Layer layer, Passage& passage, ActiveWalk& walk) {
  return ask_with(layer, passage.facts, passage.packet.get(),
                  data_offset_at(layer, passage.direction, passage.parsed), passage.flow, nullptr, walk);
}

Step StationState::pass_layer(Layer layer_v4, Passage& passage) {
  const Layer layer = of_version(layer_v4, passage.six());
  ActiveWalk walk;
  const WalkResult result = ask(layer, passage, walk);
  if (!result.blocked()) return Step::go_on;
  if (result.absorb) return end(passage, DropReason::absorbed);
  tell_discard(layer, passage, result);
  return end(passage, DropReason::blocked);
}

void StationState::tell_discard(Layer layer, Passage& passage, const WalkResult& result) {
  const std::optional<Layer> twin = discard_of(layer);
  if (!twin) return;
  Facts facts = passage.facts;
  facts.discarded = true;
  facts.discard_filter_id = result.filter_id;
  facts.completion_handle = 0;
  ActiveWalk walk;
  packet::Packet* packet = facts.has_packet ? passage.packet.get() : nullptr;
  (void)ask_with(*twin, facts, packet, data_offset_at(*twin, passage.direction, passage.parsed), passage.flow,
                 nullptr, walk);
}

Step StationState::end(Passage& passage, DropReason reason, const char* text) {
  ++counts.dropped[static_cast<std::size_t>(reason)];
  if (reason == DropReason::absorbed) {
    shared.counts.absorbed_packets.fetch_add(1, std::memory_order_relaxed);
    emit(EventKind::absorbed, passage);
  } else {
    emit(EventKind::dropped, passage, "", *text != '\0' ? text : to_string(reason));
  }
  const bool was_first = passage.parsed.fragment.fragment && passage.parsed.fragment.first;
  if (was_first && passage.parsed.version != 0) {
    fragment_decided(wire::flow_key(passage.parsed), FragmentFate::drop, passage.direction);
  }
  passage.packet.reset();
  if (passage.injection != nullptr) {
    const InjectionStatus status = reason == DropReason::malformed  ? InjectionStatus::malformed
                                   : reason == DropReason::absorbed ? InjectionStatus::sent
                                                                    : InjectionStatus::dropped;
    std::exchange(passage.injection, nullptr)->finish(status);
  }
  return Step::ended;
}

void StationState::go_on(Passage& passage) {
  const bool was_first = passage.parsed.fragment.fragment && passage.parsed.fragment.first;
  const Direction direction = passage.direction;
  ++counts.onward[static_cast<std::size_t>(direction)];
  if (passage.flow != nullptr) {
    ++passage.flow->packets[static_cast<std::size_t>(direction)];
    passage.flow->bytes[static_cast<std::size_t>(direction)] += passage.packet->size_bytes();
  }
  emit(EventKind::delivered, passage);
  (direction == Direction::outbound ? sink->to_remote : sink->to_local).push_back(std::move(passage.packet));
  if (passage.injection != nullptr) std::exchange(passage.injection, nullptr)->finish(InjectionStatus::sent);
  if (was_first) fragment_decided(wire::flow_key(passage.parsed), FragmentFate::pass, direction);
}

void StationState::emit(EventKind kind, const Passage& passage, const char* verdict, std::string_view text) {
  if (shared.options.events == nullptr) return;
  shared.emit({.kind = kind,
               .at_ns = now_ns,
               .packet_id = passage.packet == nullptr ? 0 : passage.packet->id,
               .packet = passage.packet.get(),
               .flow_id = passage.flow == nullptr ? 0 : passage.flow->id,
               .verdict = verdict,
               .text = text});
}

// The reset goes to whoever sent what was refused (W-LNX-3); it is ours and passes no layer.
void StationState::reset_local(const packet::Packet& refused) {
  if (!options.reset_denied) return;
  packet::PacketPtr reset = pool.allocate();
  if (reset == nullptr) {
    ++counts.dropped[static_cast<std::size_t>(DropReason::no_buffer)];
    return;
  }
  if (!reset->set_size(wire::kTcpResetBytesMax)) return;
  const auto written = wire::make_tcp_reset(refused.bytes(), reset->bytes());
  if (!written) return;
  (void)reset->set_size(static_cast<std::uint32_t>(*written));
  reset->arrived_ns = now_ns;
  ++counts.generated;
  sink->to_local.push_back(std::move(reset));
}

}  // namespace penstock::filter
