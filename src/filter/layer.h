// SPDX-License-Identifier: Apache-2.0
// Layers: the points of a packet's way and of an endpoint's life at which filters are asked. Each has an
// ordered list of fields; a field's index is its place in every classification there (W-CLS-2). Numbers
// and order are the contract's (wfp.md 7.1, 7.4).
//
// Threads: constant tables.
// Memory: static.
// Errors: an unknown number or key is not found; asking a table for a field beyond its count asserts.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "filter/key.h"
#include "filter/value.h"

namespace penstock::filter {

// The contract's number, 0 to 81. Named ones are those that this engine indicates; all exist.
enum class Layer : std::uint16_t {
  inbound_ippacket_v4 = 0,
  inbound_ippacket_v4_discard = 1,
  inbound_ippacket_v6 = 2,
  inbound_ippacket_v6_discard = 3,
  outbound_ippacket_v4 = 4,
  outbound_ippacket_v4_discard = 5,
  outbound_ippacket_v6 = 6,
  outbound_ippacket_v6_discard = 7,
  inbound_transport_v4 = 12,
  inbound_transport_v4_discard = 13,
  inbound_transport_v6 = 14,
  inbound_transport_v6_discard = 15,
  outbound_transport_v4 = 16,
  outbound_transport_v4_discard = 17,
  outbound_transport_v6 = 18,
  outbound_transport_v6_discard = 19,
  datagram_data_v4 = 24,
  datagram_data_v4_discard = 25,
  datagram_data_v6 = 26,
  datagram_data_v6_discard = 27,
  ale_auth_recv_accept_v4 = 44,
  ale_auth_recv_accept_v4_discard = 45,
  ale_auth_recv_accept_v6 = 46,
  ale_auth_recv_accept_v6_discard = 47,
  ale_auth_connect_v4 = 48,
  ale_auth_connect_v4_discard = 49,
  ale_auth_connect_v6 = 50,
  ale_auth_connect_v6_discard = 51,
  ale_flow_established_v4 = 52,
  ale_flow_established_v4_discard = 53,
  ale_flow_established_v6 = 54,
  ale_flow_established_v6_discard = 55,
};
inline constexpr std::uint16_t kLayerCount = 82;
inline constexpr std::uint32_t kFieldsMax = 41;  // ALE_AUTH_CONNECT has the most

// What a field is, whatever its index at a layer: one for each condition of wfp.md 9.7, in that order, and
// those that have no condition (reserved).
enum class Field : std::uint16_t {
#define FIELD(enumerator, name, type, key) enumerator,
#define ALIAS(name, enumerator)
#include "filter/field_table.inc"
#undef FIELD
#undef ALIAS
};

struct FieldInfo {
  Field field;
  std::string_view name;  // IP_REMOTE_PORT
  ValueType type;         // as indicated; empty for reserved ones
};

struct LayerInfo {
  Layer layer;
  std::string_view name;  // ALE_AUTH_CONNECT_V4
  Key key;                // the contract's GUID, in memory order
  std::span<const FieldInfo> fields;
  bool indicated;  // this engine classifies there
};

const LayerInfo* find_layer(Layer layer);  // nullptr beyond the table
const LayerInfo* find_layer(const Key& key);
const LayerInfo* find_layer(std::string_view name);
std::span<const LayerInfo> all_layers();

// The index of a field at a layer, by the key of its condition (aliases included).
std::optional<std::uint32_t> field_index(Layer layer, const Key& condition);
std::optional<std::uint32_t> field_index(Layer layer, std::string_view field_name);
// The key of a field's condition; zero for reserved ones.
Key condition_key(Field field);

bool is_v6(Layer layer);
bool is_discard(Layer layer);
// The layer's twin for discards; nothing where it has none.
std::optional<Layer> discard_of(Layer layer);

}  // namespace penstock::filter
