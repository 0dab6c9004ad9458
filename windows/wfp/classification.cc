// SPDX-License-Identifier: Apache-2.0
#include "wfp/classification.h"

#include <array>
#include <optional>
#include <string_view>

#include "filter/layer.h"

#include "wfp/layout.h"

namespace penstock::wfp {
namespace {

using ndis::Way;

// How a layer tells the way of its data.
struct Telling {
  std::optional<Way> always;
  std::optional<std::uint32_t> field;  // the index of its DIRECTION
  Way otherwise = Way::outbound;       // where no metadata says so
};

Telling telling_of(const filter::LayerInfo& layer) {
  Telling telling;
  if (layer.name.starts_with("INBOUND")) telling.always = Way::inbound;
  if (layer.name.starts_with("OUTBOUND")) telling.always = Way::outbound;
  telling.field = filter::field_index(layer.layer, std::string_view("DIRECTION"));
  if (layer.name.find("ACCEPT") != std::string_view::npos) telling.otherwise = Way::inbound;
  return telling;
}

std::array<Telling, filter::kLayerCount> make_tellings() {
  std::array<Telling, filter::kLayerCount> made;
  for (const filter::LayerInfo& layer : filter::all_layers()) {
    made[static_cast<std::size_t>(layer.layer)] = telling_of(layer);
  }
  return made;
}

Way from(std::uint32_t direction) {
  return direction == FWP_DIRECTION_INBOUND ? Way::inbound : Way::outbound;
}

}  // namespace

Way way_of(const filter::Classification& classification) {
  static const std::array<Telling, filter::kLayerCount> tellings = make_tellings();
  const Telling& telling = tellings[static_cast<std::size_t>(classification.layer)];
  if (telling.always) return *telling.always;
  if ((classification.metadata->present & filter::kHasPacketDirection) != 0) {
    return from(static_cast<std::uint32_t>(classification.metadata->packet_direction));
  }
  if (telling.field && *telling.field < classification.value_count) {
    const filter::Value& direction = classification.values[*telling.field];
    if (direction.type == filter::ValueType::uint32) return from(direction.uint32);
  }
  return telling.otherwise;
}

void show_metadata(const filter::Metadata& metadata, FWPS_INCOMING_METADATA_VALUES0& shown) {
  shown = {};
  shown.currentMetadataValues = metadata.present;
  shown.discardMetadata = {static_cast<FWPS_DISCARD_MODULE0>(metadata.discard_module),
                           metadata.discard_reason, metadata.discard_filter_id};
  shown.flowHandle = metadata.flow_handle;
  shown.ipHeaderSize = metadata.ip_header_bytes;
  shown.transportHeaderSize = metadata.transport_header_bytes;
  shown.processPath = reinterpret_cast<FWP_BYTE_BLOB*>(const_cast<filter::ByteBlob*>(metadata.process_path));
  shown.processId = metadata.process_id;
  shown.compartmentId = metadata.compartment_id;
  shown.fragmentMetadata = {metadata.fragment_identification, metadata.fragment_offset_bytes,
                            metadata.fragment_length_bytes};
  shown.pathMtu = metadata.path_mtu_bytes;
  shown.completionHandle = to_handle(metadata.completion_handle);
  shown.transportEndpointHandle = metadata.transport_endpoint_handle;
  shown.remoteScopeId.Value = metadata.remote_scope_id;
  shown.packetDirection = static_cast<FWP_DIRECTION>(metadata.packet_direction);
  shown.parentEndpointHandle = metadata.parent_endpoint_handle;
  shown.icmpIdAndSequence = metadata.icmp_id_and_sequence;
}

}  // namespace penstock::wfp
