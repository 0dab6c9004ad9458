// SPDX-License-Identifier: Apache-2.0
// What accompanies a classification besides its fields. A member means something only if its bit is set
// (W-CLS-3). Bits have the contract's numbers (wfp.md 8.1), so that the rim copies the mask as it is.
//
// Threads: a plain value, built for one walk.
// Memory: pointers are borrowed for the walk (W-CLS-4).
// Errors: none.
#pragma once

#include <cstdint>

#include "filter/value.h"

namespace penstock::filter {

enum class Direction : std::uint32_t { outbound = 0, inbound = 1 };

enum MetadataBit : std::uint32_t {
  kHasDiscardReason = 0x1,
  kHasFlowHandle = 0x2,
  kHasIpHeaderSize = 0x4,
  kHasProcessPath = 0x8,
  kHasToken = 0x10,
  kHasProcessId = 0x20,
  kHasSystemFlags = 0x40,
  kHasTransportHeaderSize = 0x400,
  kHasCompartmentId = 0x800,
  kHasFragmentData = 0x1000,
  kHasPathMtu = 0x2000,
  kHasCompletionHandle = 0x4000,
  kHasTransportEndpointHandle = 0x8000,
  kHasControlData = 0x10000,
  kHasRemoteScopeId = 0x20000,
  kHasPacketDirection = 0x40000,
  kAleClassifyRequired = 0x400000,  // a pure flag (W-ALE-27)
  kHasParentEndpointHandle = 0x4000000,
  kHasIcmpIdAndSequence = 0x8000000,
};

enum class DiscardModule : std::uint32_t { network = 0, transport = 1, general = 2 };
enum : std::uint32_t { kDiscardFirewallPolicy = 0 };  // module general

struct Metadata {
  std::uint32_t present = 0;
  DiscardModule discard_module = DiscardModule::general;
  std::uint32_t discard_reason = 0;
  std::uint64_t discard_filter_id = 0;
  std::uint64_t flow_handle = 0;
  std::uint32_t ip_header_bytes = 0;
  std::uint32_t transport_header_bytes = 0;
  const ByteBlob* process_path = nullptr;
  std::uint64_t process_id = 0;
  std::uint32_t compartment_id = 0;
  std::uint32_t fragment_identification = 0;
  std::uint16_t fragment_offset_bytes = 0;
  std::uint32_t fragment_length_bytes = 0;
  std::uint32_t path_mtu_bytes = 0;
  std::uint64_t completion_handle = 0;
  std::uint64_t transport_endpoint_handle = 0;
  std::uint64_t parent_endpoint_handle = 0;
  std::uint32_t remote_scope_id = 0;
  Direction packet_direction = Direction::outbound;
  std::uint32_t icmp_id_and_sequence = 0;
};

}  // namespace penstock::filter
