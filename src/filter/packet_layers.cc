// SPDX-License-Identifier: Apache-2.0
// The order of layers for a packet that leaves the host and for one that comes to it (wfp.md 6.7), and what
// happens to fragments between the IP layer and those above.
#include "filter/station_state.h"

namespace penstock::filter {

void StationState::outbound(Passage& passage) {
  if (passage.parsed.fragment.fragment && !passage.parsed.fragment.first) {
    later_fragment(passage);
    return;
  }
  if (!passage.parsed.is_icmp_error() && ale(passage) == Step::ended) return;  // W-ALE-3
  outbound_after_ale(passage);
}

void StationState::outbound_after_ale(Passage& passage) {
  const bool datagram = passage.parsed.protocol != wire::kProtocolTcp && !passage.parsed.is_icmp_error();
  if (datagram && pass_layer(Layer::datagram_data_v4, passage) == Step::ended) return;
  if (pass_layer(Layer::outbound_transport_v4, passage) == Step::ended) return;
  if (pass_layer(Layer::outbound_ippacket_v4, passage) == Step::ended) return;
  go_on(passage);
}

void StationState::inbound(Passage& passage) {
  if (pass_layer(Layer::inbound_ippacket_v4, passage) == Step::ended) return;
  if (passage.parsed.fragment.fragment && !passage.parsed.fragment.first) {
    later_fragment(passage);
    return;
  }
  const bool icmp_error = passage.parsed.is_icmp_error();
  if (!icmp_error) {
    passage.flow = flows.find(local_first_key(passage.parsed, passage.direction));
    if (passage.flow != nullptr) {
      passage.facts.flow_id = passage.flow->id;
      passage.facts.endpoint_id = passage.flow->endpoint_id;
    }
    if (needs_ale(passage, passage.flow)) passage.facts.condition_flags |= kConditionRequiresAleClassify;
  }
  if (pass_layer(Layer::inbound_transport_v4, passage) == Step::ended) return;
  passage.facts.condition_flags &= ~kConditionRequiresAleClassify;
  if (!icmp_error && ale(passage) == Step::ended) return;
  const bool datagram = passage.parsed.protocol != wire::kProtocolTcp && !icmp_error;
  if (datagram && pass_layer(Layer::datagram_data_v4, passage) == Step::ended) return;
  go_on(passage);
}

// Only the beginning of a datagram has ports; the rest waits for it and shares its fate.
void StationState::later_fragment(Passage& passage) {
  const wire::FlowKey datagram = wire::flow_key(passage.parsed);
  switch (fragments.fate_of(datagram)) {
    case FragmentFate::pass:
      break;
    case FragmentFate::drop:
      end(passage, DropReason::fragment_unmatched);
      return;
    case FragmentFate::unknown:
      if (!fragments.wait(datagram, passage.packet, now_ns)) {
        end(passage, DropReason::fragment_unmatched);
      } else if (passage.injection != nullptr) {
        std::exchange(passage.injection, nullptr)->finish(InjectionStatus::sent);
      }
      return;
  }
  if (passage.direction == Direction::outbound &&
      pass_layer(Layer::outbound_ippacket_v4, passage) == Step::ended) {
    return;
  }
  go_on(passage);
}

void StationState::fragment_decided(const wire::FlowKey& datagram, FragmentFate fate, Direction direction) {
  packet::PacketChain waiting = fragments.decide(datagram, fate, now_ns);
  while (packet::PacketPtr fragment = waiting.pop_front()) {
    const auto parsed = wire::parse(fragment->bytes());
    PENSTOCK_ASSERT(parsed.ok());  // it was parsed before it waited
    Passage passage{.packet = std::move(fragment),
                    .parsed = *parsed,
                    .direction = direction,
                    .facts = facts_of(*parsed, direction, options.interface)};
    later_fragment(passage);
  }
}

}  // namespace penstock::filter
