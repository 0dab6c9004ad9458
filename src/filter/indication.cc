// SPDX-License-Identifier: Apache-2.0
#include "filter/indication.h"

#include "base/assert.h"

namespace penstock::filter {
namespace {

// NL_ADDRESS_TYPE: unspecified 0, unicast 1, anycast 2, multicast 3, broadcast 4.
std::uint8_t address_type(const wire::Address& address) {
  if (address.is_unspecified()) return 0;
  switch (address.kind()) {
    case wire::AddressKind::unicast:
      return 1;
    case wire::AddressKind::anycast:
      return 2;
    case wire::AddressKind::multicast:
      return 3;
    case wire::AddressKind::broadcast:
      return 4;
  }
  return 0;
}

bool is_ale(Layer layer) {
  return layer >= Layer::ale_auth_recv_accept_v4 && layer <= Layer::ale_flow_established_v6_discard;
}

bool is_ippacket(Layer layer) { return layer <= Layer::outbound_ippacket_v6_discard; }

bool is_outbound_ippacket(Layer layer) {
  return layer >= Layer::outbound_ippacket_v4 && layer <= Layer::outbound_ippacket_v6_discard;
}

bool is_outbound_transport(Layer layer) {
  return layer >= Layer::outbound_transport_v4 && layer <= Layer::outbound_transport_v6_discard;
}

bool is_datagram(Layer layer) {
  return layer >= Layer::datagram_data_v4 && layer <= Layer::datagram_data_v6_discard;
}

bool is_connect(Layer layer) {
  return layer >= Layer::ale_auth_connect_v4 && layer <= Layer::ale_auth_connect_v6_discard;
}

bool is_accept(Layer layer) {
  return layer >= Layer::ale_auth_recv_accept_v4 && layer <= Layer::ale_auth_recv_accept_v6_discard;
}

}  // namespace

Facts facts_of(const wire::Parsed& parsed, Direction direction, const InterfaceFacts& interface) {
  Facts facts;
  const bool outbound = direction == Direction::outbound;
  facts.local = outbound ? parsed.source : parsed.destination;
  facts.remote = outbound ? parsed.destination : parsed.source;
  facts.protocol = parsed.protocol;
  facts.direction = direction;
  facts.shown_direction = direction;
  facts.interface = interface;
  facts.is_icmp = parsed.is_icmp();
  if (facts.is_icmp) {
    facts.local_port = parsed.icmp_type;
    facts.remote_port = parsed.icmp_code;
    facts.has_ports = true;
    facts.icmp_id_and_sequence = (std::uint32_t{parsed.icmp_id} << 16) | parsed.icmp_sequence;
  } else if (parsed.has_ports()) {
    facts.local_port = outbound ? parsed.source_port : parsed.destination_port;
    facts.remote_port = outbound ? parsed.destination_port : parsed.source_port;
    facts.has_ports = true;
  }
  facts.has_packet = true;
  facts.ip_header_bytes = parsed.network_header_bytes;
  facts.transport_header_bytes = parsed.transport_header_bytes;
  facts.fragment = parsed.fragment.fragment;
  if (facts.fragment) {
    facts.condition_flags |= kConditionIsFragment;
    facts.fragment_identification = parsed.fragment.identification;
    facts.fragment_offset_bytes = parsed.fragment.offset_bytes;
    facts.fragment_length_bytes = parsed.total_bytes - parsed.network_header_bytes;
  }
  if (parsed.source.is_loopback() || parsed.destination.is_loopback()) {
    facts.condition_flags |= kConditionIsLoopback;
  }
  return facts;
}

Value Indication::address_value(const wire::Address& address, std::array<std::uint8_t, 16>& store) {
  if (address.version == 4) return Value::of_uint32(address.v4());  // host order (W-CND-9)
  if (address.version == 6) {
    store = address.octets;
    return Value::of_bytes16(&store);
  }
  return {};
}

void Indication::build(Layer layer, const Facts& facts, const ProcessFacts* process) {
  layer_ = layer;
  const LayerInfo* info = find_layer(layer);
  PENSTOCK_ASSERT(info != nullptr && info->fields.size() <= kFieldsMax);
  value_count_ = static_cast<std::uint32_t>(info->fields.size());
  luid_ = facts.interface.luid;
  for (std::uint32_t index = 0; index < value_count_; ++index) {
    values_[index] = field_value(info->fields[index].field, facts, process);
  }
  build_metadata(facts);
}

void Indication::build_metadata(const Facts& facts) {
  Metadata& meta = metadata_;
  meta = Metadata{};
  const bool ale = is_ale(layer_);
  const bool ippacket = is_ippacket(layer_);
  const bool established = layer_ >= Layer::ale_flow_established_v4;
  const bool inbound = facts.direction == Direction::inbound;
  meta.compartment_id = facts.interface.compartment_id;
  // W-COMP-22 wants it at both authorization layers; the table of 7.5 has it clear at FLOW_ESTABLISHED.
  if (!established) meta.present |= kHasCompartmentId;
  if (facts.has_packet && inbound) {
    // Whenever an inbound packet is indicated, inbound reauthorizations at connect included (7.5).
    meta.present |= kHasIpHeaderSize;
    if (!ippacket) meta.present |= kHasTransportHeaderSize;
  }
  if (facts.has_packet && !inbound) {
    if (is_outbound_ippacket(layer_)) meta.present |= kHasIpHeaderSize | kHasTransportHeaderSize;
    if (!ippacket) meta.present |= kHasTransportHeaderSize;
  }
  meta.ip_header_bytes = facts.ip_header_bytes;
  // The stack's own ICMP endpoint reads from the ICMP header, inbound (7.3).
  meta.transport_header_bytes = facts.is_icmp && inbound ? 0 : facts.transport_header_bytes;
  if (facts.fragment && ippacket) {
    meta.present |= kHasFragmentData;
    meta.fragment_identification = facts.fragment_identification;
    meta.fragment_offset_bytes = static_cast<std::uint16_t>(facts.fragment_offset_bytes);
    meta.fragment_length_bytes = facts.fragment_length_bytes;
  }
  if (is_outbound_ippacket(layer_)) {
    meta.present |= kHasPathMtu;
    meta.path_mtu_bytes = facts.interface.mtu_bytes;
  }
  if (!ippacket) {
    if (facts.flow_id != 0) meta.present |= kHasFlowHandle;
    meta.flow_handle = facts.flow_id;
    if (facts.endpoint_id != 0) meta.present |= kHasTransportEndpointHandle;
    meta.transport_endpoint_handle = facts.endpoint_id;
    if (facts.is_icmp) meta.present |= kHasIcmpIdAndSequence;
    meta.icmp_id_and_sequence = facts.icmp_id_and_sequence;
    const bool send_side = is_outbound_transport(layer_) || is_connect(layer_) || is_datagram(layer_);
    if (send_side) meta.present |= kHasRemoteScopeId;
  }
  if (facts.completion_handle != 0 && !facts.discarded) {
    meta.present |= kHasCompletionHandle;
    meta.completion_handle = facts.completion_handle;
  }
  if (ale && facts.process_id != 0) {
    meta.present |= kHasProcessId;
    meta.process_id = facts.process_id;
  }
  if ((facts.condition_flags & kConditionIsReauthorize) != 0 && (is_connect(layer_) || is_accept(layer_))) {
    meta.present |= kHasPacketDirection;  // only then (W-ALE-26)
    meta.packet_direction = facts.direction;
  }
  if ((facts.condition_flags & kConditionRequiresAleClassify) != 0) meta.present |= kAleClassifyRequired;
  if (facts.discarded) {
    meta.present |= kHasDiscardReason;
    meta.discard_module = facts.discard_module;
    meta.discard_reason = facts.discard_reason;
    meta.discard_filter_id = facts.discard_filter_id;
  }
}

Value Indication::field_value(Field field, const Facts& facts, const ProcessFacts* process) {
  const bool arrival_known = facts.direction == Direction::inbound || !is_accept(layer_);
  const InterfaceFacts& interface = facts.interface;
  switch (field) {
    case Field::ip_local_address:
      return address_value(facts.local, local_);
    case Field::ip_remote_address:
      return address_value(facts.remote, remote_);
    case Field::ip_local_address_type:
      return Value::of_uint8(address_type(facts.local));
    case Field::ip_destination_address_type:
      return Value::of_uint8(
          address_type(facts.shown_direction == Direction::outbound ? facts.remote : facts.local));
    case Field::ip_protocol:
      return Value::of_uint8(facts.protocol);
    case Field::ip_local_port:
      return facts.has_ports ? Value::of_uint16(facts.local_port) : Value{};
    case Field::ip_remote_port:
      return facts.has_ports ? Value::of_uint16(facts.remote_port) : Value{};
    case Field::flags:
      return Value::of_uint32(facts.condition_flags);
    case Field::direction:
      return Value::of_uint32(static_cast<std::uint32_t>(facts.shown_direction));
    case Field::reauthorize_reason:
      return Value::of_uint32(facts.reauthorize_reason);
    case Field::ip_local_interface:
    case Field::ip_nexthop_interface:
      return Value::of_uint64(&luid_);
    case Field::ip_arrival_interface:  // W-ALE-23
      return arrival_known ? Value::of_uint64(&luid_) : Value{};
    case Field::interface_type:
    case Field::nexthop_interface_type:
      return Value::of_uint32(interface.type);
    case Field::arrival_interface_type:
      return arrival_known ? Value::of_uint32(interface.type) : Value{};
    case Field::tunnel_type:
    case Field::nexthop_tunnel_type:
      return Value::of_uint32(interface.tunnel_type);
    case Field::arrival_tunnel_type:
      return arrival_known ? Value::of_uint32(interface.tunnel_type) : Value{};
    case Field::interface_index:
    case Field::nexthop_interface_index:
      return Value::of_uint32(interface.index);
    case Field::arrival_interface_index:
      return arrival_known ? Value::of_uint32(interface.index) : Value{};
    case Field::sub_interface_index:
    case Field::nexthop_sub_interface_index:
      return Value::of_uint32(interface.sub_index);
    case Field::original_profile_id:
    case Field::current_profile_id:
      return Value::of_uint32(interface.profile_id);
    case Field::compartment_id:
      return Value::of_uint32(interface.compartment_id);
    case Field::interface_quarantine_epoch:
      return Value::of_uint64(&epoch_);
    case Field::original_icmp_type:
      return facts.is_icmp ? Value::of_uint16(facts.local_port) : Value{};
    case Field::ale_app_id:
    case Field::ale_original_app_id:
      if (process == nullptr || process->image_path.empty()) return {};
      image_path_.size_bytes =
          static_cast<std::uint32_t>((process->image_path.size() + 1) * sizeof(char16_t));
      image_path_.data = reinterpret_cast<std::uint8_t*>(const_cast<char16_t*>(process->image_path.c_str()));
      return Value::of_blob(&image_path_);
    default:
      return {};
  }
}

std::uint32_t data_offset_at(Layer layer, Direction direction, const wire::Parsed& parsed) {
  const std::uint32_t network = parsed.network_header_bytes;
  const std::uint32_t payload = network + (parsed.is_icmp() ? 0u : parsed.transport_header_bytes);
  if (is_outbound_ippacket(layer)) return 0;
  if (is_ippacket(layer)) return network;
  return direction == Direction::outbound ? network : payload;
}

}  // namespace penstock::filter
