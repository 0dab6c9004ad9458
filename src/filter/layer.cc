// SPDX-License-Identifier: Apache-2.0
#include "filter/layer.h"

#include <algorithm>

#include "base/assert.h"

namespace penstock::filter {
namespace {

// Only for texts that are in the tables: a wrong one does not compile.
consteval Key key_in_table(std::string_view text) { return parse_key(text).value(); }

struct FieldEntry {
  std::string_view name;
  ValueType type_v4;
  ValueType type_v6;
  Key key;
};
struct AliasEntry {
  std::string_view name;
  Field field;
};

#define TYPE_NAMES(of)                                                                                    \
  of(empty) of(uint8) of(uint16) of(uint32) of(uint64) of(byte_blob) of(sid) of(token_access_information) \
      of(byte_array6)
constexpr ValueType type_at(std::string_view type, int version) {
  if (type == "address") return version == 6 ? ValueType::byte_array16 : ValueType::uint32;
#define OF(name) \
  if (type == #name) return ValueType::name;
  TYPE_NAMES(OF)
#undef OF
  return ValueType::range;  // in no table; the test of the tables would find it
}
#undef TYPE_NAMES

constexpr FieldEntry kFields[] = {
#define FIELD(enumerator, name, type, key) {#name, type_at(#type, 4), type_at(#type, 6), key_in_table(key)},
#define ALIAS(name, enumerator)
#include "filter/field_table.inc"
#undef FIELD
#undef ALIAS
};
constexpr AliasEntry kAliases[] = {
#define FIELD(enumerator, name, type, key)
#define ALIAS(name, enumerator) {#name, Field::enumerator},
#include "filter/field_table.inc"
#undef FIELD
#undef ALIAS
};

constexpr const FieldEntry& entry_of(Field field) { return kFields[static_cast<std::size_t>(field)]; }
constexpr ValueType type_of(Field field, int version) {
  return version == 6 ? entry_of(field).type_v6 : entry_of(field).type_v4;
}

#define FIELD_SET(set)   \
  template <int version> \
  constexpr FieldInfo k_##set[] = {
#define AT(index, name, field) {Field::field, #name, type_of(Field::field, version)},
#define FIELD_SET_END \
  }                   \
  ;
#include "filter/layer_fields.inc"
#undef FIELD_SET
#undef AT
#undef FIELD_SET_END
template <int version>
constexpr std::span<const FieldInfo> k_no;

constexpr LayerInfo kLayers[] = {
#define LAYER(number, name, key, set, version, indicated) \
  {static_cast<Layer>(number), #name, key_in_table(key), k_##set<version>, indicated},
#include "filter/layer_table.inc"
#undef LAYER
};
constexpr int kVersions[] = {
#define LAYER(number, name, key, set, version, indicated) version,
#include "filter/layer_table.inc"
#undef LAYER
};
static_assert(std::size(kLayers) == kLayerCount);

constexpr bool numbers_are_places() {
  for (std::size_t at = 0; at < kLayerCount; ++at)
    if (static_cast<std::size_t>(kLayers[at].layer) != at || kLayers[at].fields.size() > kFieldsMax)
      return false;
  return true;
}
static_assert(numbers_are_places());

constexpr std::string_view kDiscardSuffix = "_DISCARD";

std::optional<std::uint32_t> index_of(const LayerInfo& layer, Field field) {
  for (std::uint32_t at = 0; at < layer.fields.size(); ++at)
    if (layer.fields[at].field == field) return at;
  return std::nullopt;
}

std::optional<Field> field_named(std::string_view name) {
  for (std::size_t at = 0; at < std::size(kFields); ++at)
    if (kFields[at].name == name) return static_cast<Field>(at);
  for (const AliasEntry& alias : kAliases)
    if (alias.name == name) return alias.field;
  return std::nullopt;
}

}  // namespace

const LayerInfo* find_layer(Layer layer) {
  const auto number = static_cast<std::size_t>(layer);
  return number < kLayerCount ? &kLayers[number] : nullptr;
}

const LayerInfo* find_layer(const Key& key) {
  const auto* found = std::find_if(std::begin(kLayers), std::end(kLayers),
                                   [&](const LayerInfo& layer) { return layer.key == key; });
  return found == std::end(kLayers) ? nullptr : found;
}

const LayerInfo* find_layer(std::string_view name) {
  const auto* found = std::find_if(std::begin(kLayers), std::end(kLayers),
                                   [&](const LayerInfo& layer) { return layer.name == name; });
  return found == std::end(kLayers) ? nullptr : found;
}

std::span<const LayerInfo> all_layers() { return kLayers; }

std::optional<std::uint32_t> field_index(Layer layer, const Key& condition) {
  const LayerInfo* info = find_layer(layer);
  if (info == nullptr) return std::nullopt;
  for (std::uint32_t at = 0; at < info->fields.size(); ++at)
    if (entry_of(info->fields[at].field).key == condition) return at;
  return std::nullopt;
}

std::optional<std::uint32_t> field_index(Layer layer, std::string_view field_name) {
  const LayerInfo* info = find_layer(layer);
  if (info == nullptr) return std::nullopt;
  // The layer's own words come first: an ICMP error layer has both its ICMP type and a port.
  for (std::uint32_t at = 0; at < info->fields.size(); ++at)
    if (info->fields[at].name == field_name) return at;
  const std::optional<Field> field = field_named(field_name);
  return field ? index_of(*info, *field) : std::nullopt;
}

Key condition_key(Field field) {
  PENSTOCK_ASSERT(static_cast<std::size_t>(field) < std::size(kFields));
  return entry_of(field).key;
}

bool is_v6(Layer layer) {
  const auto number = static_cast<std::size_t>(layer);
  return number < kLayerCount && kVersions[number] == 6;
}

bool is_discard(Layer layer) {
  const LayerInfo* info = find_layer(layer);
  return info != nullptr && info->name.ends_with(kDiscardSuffix);
}

std::optional<Layer> discard_of(Layer layer) {
  // The twin is the next number wherever there is one.
  const LayerInfo* twin = find_layer(static_cast<Layer>(static_cast<std::uint16_t>(layer) + 1));
  if (is_discard(layer) || twin == nullptr || !is_discard(twin->layer)) return std::nullopt;
  return twin->layer;
}

}  // namespace penstock::filter
