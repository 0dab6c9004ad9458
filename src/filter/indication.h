// SPDX-License-Identifier: Apache-2.0
// What a layer shows: the fields and the metadata of one classification, built from a handful of facts.
// Facts are plain and can be frozen: an authorization keeps them, so that the layer can be asked again on
// another thread with the same tuple (W-PEND-17). Fields that nobody knows are empty (W-CND-8).
//
// Threads: plain values and pure functions.
// Memory: an Indication holds what its values point to and must not move while it is used.
// Errors: none.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "filter/layer.h"
#include "filter/metadata.h"
#include "wire/address.h"
#include "wire/parse.h"

namespace penstock::filter {

// FWP_CONDITION_FLAG_* (wfp.md 9.3).
enum : std::uint32_t {
  kConditionIsLoopback = 0x1,
  kConditionIsReauthorize = 0x4,
  kConditionIsFragment = 0x20,
  kConditionRequiresAleClassify = 0x100,
  kConditionIsReassembled = 0x400,
};
// Why a layer is asked again (W-ALE-22).
enum : std::uint32_t {
  kReauthorizePolicyChange = 0x1,
  kReauthorizeClassifyCompletion = 0x10,
};

// The one interface of the host that a path plays.
struct InterfaceFacts {
  std::uint64_t luid = 0x0006000001000000;  // type 6, index 1
  std::uint32_t index = 1;
  std::uint32_t sub_index = 0;
  std::uint32_t type = 6;  // Ethernet
  std::uint32_t tunnel_type = 0;
  std::uint32_t profile_id = 0;
  std::uint32_t compartment_id = 1;  // DEFAULT_COMPARTMENT_ID (W-INJ-17)
  std::uint32_t mtu_bytes = 1500;
};

// What is known of the process behind an endpoint (W-LNX-5). The path is kept as the contract shows it:
// lower-case device path in UTF-16 with its terminator.
struct ProcessFacts {
  std::uint64_t id = 0;  // 0: unknown
  std::u16string image_path;
};

struct Facts {
  wire::Address local;
  wire::Address remote;
  std::uint16_t local_port = 0;   // ICMP: type
  std::uint16_t remote_port = 0;  // ICMP: code
  std::uint8_t protocol = 0;
  bool has_ports = false;                           // a later fragment has none
  Direction direction = Direction::outbound;        // of the packet, or of the flow where there is no packet
  Direction shown_direction = Direction::outbound;  // in the fields: of the flow once it is established
  std::uint32_t condition_flags = 0;
  std::uint32_t reauthorize_reason = 0;
  InterfaceFacts interface;
  // Metadata.
  std::uint64_t flow_id = 0;
  std::uint64_t endpoint_id = 0;
  std::uint64_t completion_handle = 0;
  std::uint64_t process_id = 0;
  std::uint32_t icmp_id_and_sequence = 0;
  bool is_icmp = false;
  bool has_packet = false;
  std::uint16_t ip_header_bytes = 0;
  std::uint16_t transport_header_bytes = 0;
  bool fragment = false;
  std::uint32_t fragment_identification = 0;
  std::uint32_t fragment_offset_bytes = 0;
  std::uint32_t fragment_length_bytes = 0;
  bool discarded = false;
  DiscardModule discard_module = DiscardModule::general;
  std::uint32_t discard_reason = kDiscardFirewallPolicy;
  std::uint64_t discard_filter_id = 0;
};

// Facts of a packet seen by the host on the given side.
Facts facts_of(const wire::Parsed& parsed, Direction direction, const InterfaceFacts& interface);

class Indication {
 public:
  Indication() = default;
  Indication(const Indication&) = delete;
  Indication& operator=(const Indication&) = delete;

  void build(Layer layer, const Facts& facts, const ProcessFacts* process);

  Layer layer() const { return layer_; }
  const Value* values() const { return values_.data(); }
  std::uint32_t value_count() const { return value_count_; }
  const Metadata& metadata() const { return metadata_; }

 private:
  Value field_value(Field field, const Facts& facts, const ProcessFacts* process);
  Value address_value(const wire::Address& address, std::array<std::uint8_t, 16>& store);
  void build_metadata(const Facts& facts);

  Layer layer_{};
  std::uint32_t value_count_ = 0;
  std::array<Value, kFieldsMax> values_;
  Metadata metadata_;
  std::array<std::uint8_t, 16> local_;
  std::array<std::uint8_t, 16> remote_;
  std::uint64_t luid_ = 0;
  std::uint64_t epoch_ = 0;
  ByteBlob image_path_{};
};

// Where the layer's data begins in a packet that begins at its IP header (wfp.md 7.3).
std::uint32_t data_offset_at(Layer layer, Direction direction, const wire::Parsed& parsed);

}  // namespace penstock::filter
