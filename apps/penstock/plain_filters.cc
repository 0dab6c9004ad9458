// SPDX-License-Identifier: Apache-2.0
#include "plain_filters.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>

#include "filter/layer.h"
#include "wire/address.h"

namespace penstock::app {
namespace {

using control::ConditionSetting;
using control::ConfigurationError;
using control::FilterSetting;

const std::map<std::string, filter::Match>& matches() {
  using filter::Match;
  static const std::map<std::string, Match> kMatches = {{"equal", Match::equal},
                                                        {"not_equal", Match::not_equal},
                                                        {"greater", Match::greater},
                                                        {"less", Match::less},
                                                        {"greater_or_equal", Match::greater_or_equal},
                                                        {"less_or_equal", Match::less_or_equal},
                                                        {"flags_all_set", Match::flags_all_set},
                                                        {"flags_any_set", Match::flags_any_set},
                                                        {"flags_none_set", Match::flags_none_set}};
  return kMatches;
}

// What the values of one filter point into, until the store has copied them.
struct Borrowed {
  std::deque<std::uint64_t> numbers;
  std::deque<filter::V4AddressMask> v4;
  std::deque<filter::V6AddressMask> v6;
};

std::uint64_t most_of(filter::ValueType type) {
  switch (type) {
    case filter::ValueType::uint8:
      return UINT8_MAX;
    case filter::ValueType::uint16:
      return UINT16_MAX;
    case filter::ValueType::uint32:
      return UINT32_MAX;
    default:
      return UINT64_MAX;
  }
}

filter::Value number_value(filter::ValueType type, std::uint64_t number, Borrowed& borrowed) {
  if (type == filter::ValueType::uint64)
    return filter::Value::of_uint64(&borrowed.numbers.emplace_back(number));
  filter::Value value;
  value.type = type;
  value.raw = number;
  return value;
}

filter::Value prefix_value(const wire::Prefix& prefix, Borrowed& borrowed) {
  filter::Value value;
  if (prefix.address.version == 4) {
    const std::uint32_t mask = prefix.length == 0 ? 0 : ~std::uint32_t{0} << (32 - prefix.length);
    value.type = filter::ValueType::v4_address_mask;
    value.v4_mask = &borrowed.v4.emplace_back(filter::V4AddressMask{prefix.address.v4(), mask});
    return value;
  }
  filter::V6AddressMask& six = borrowed.v6.emplace_back();
  std::copy(prefix.address.octets.begin(), prefix.address.octets.end(), six.address);
  six.prefix_bits = prefix.length;
  value.type = filter::ValueType::v6_address_mask;
  value.v6_mask = &six;
  return value;
}

std::optional<std::string> fill_value(const ConditionSetting& setting, const filter::FieldInfo& field,
                                      Borrowed& borrowed, filter::Value& value) {
  if (const auto* number = std::get_if<std::uint64_t>(&setting.value)) {
    const bool is_number = field.type == filter::ValueType::uint8 ||
                           field.type == filter::ValueType::uint16 ||
                           field.type == filter::ValueType::uint32 || field.type == filter::ValueType::uint64;
    if (!is_number)
      return fmt::format("{} is not a number; write a prefix such as \"10.0.0.0/8\"", setting.field);
    if (*number > most_of(field.type)) {
      return fmt::format("{} is {}; at most {}; lower it", setting.field, *number, most_of(field.type));
    }
    value = number_value(field.type, *number, borrowed);
    return std::nullopt;
  }
  const std::string& text = std::get<std::string>(setting.value);
  const auto prefix = wire::parse_prefix(text);
  if (!prefix.ok()) {
    return fmt::format("{} is '{}', which is no prefix ({}); write one such as \"10.0.0.0/8\", or a number",
                       setting.field, text, wire::to_string(prefix.fault()));
  }
  value = prefix_value(*prefix, borrowed);
  return std::nullopt;
}

std::optional<ConfigurationError> add_condition(const ConditionSetting& setting,
                                                const filter::LayerInfo& layer, Borrowed& borrowed,
                                                filter::FilterSpec& spec) {
  const auto field = std::find_if(layer.fields.begin(), layer.fields.end(),
                                  [&](const filter::FieldInfo& one) { return one.name == setting.field; });
  if (field == layer.fields.end()) {
    return ConfigurationError{setting.place,
                              fmt::format("layer {} has no field '{}'", layer.name, setting.field)};
  }
  const auto match = matches().find(setting.match);
  if (match == matches().end()) {
    std::string known;
    for (const auto& [name, value] : matches()) known += (known.empty() ? "" : ", ") + name;
    return ConfigurationError{setting.place, fmt::format("match '{}' is none of {}", setting.match, known)};
  }
  filter::ConditionSpec& condition = spec.conditions.emplace_back();
  condition.field = filter::condition_key(field->field);
  condition.match_type = static_cast<std::uint32_t>(match->second);
  if (auto wrong = fill_value(setting, *field, borrowed, condition.value)) {
    return ConfigurationError{setting.place, *wrong};
  }
  return std::nullopt;
}

std::optional<ConfigurationError> add_one(filter::PolicyStore& policy, filter::SessionId session,
                                          const FilterSetting& setting) {
  const filter::LayerInfo* layer = filter::find_layer(std::string_view(setting.layer));
  if (layer == nullptr) {
    return ConfigurationError{
        setting.place, fmt::format("no layer '{}'; write one such as ALE_AUTH_CONNECT_V4", setting.layer)};
  }
  Borrowed borrowed;
  filter::FilterSpec spec;
  spec.display.name = setting.name;
  spec.layer = layer->key;
  spec.action = setting.block ? filter::Action::block : filter::Action::permit;
  if (setting.weight) spec.weight = filter::Value::of_uint8(*setting.weight);
  for (const ConditionSetting& condition : setting.conditions) {
    if (auto wrong = add_condition(condition, *layer, borrowed, spec)) return wrong;
  }
  const auto added = policy.add_filter(session, spec);
  if (added.ok()) return std::nullopt;
  return ConfigurationError{setting.place, fmt::format("filter '{}' is refused: {}", setting.name,
                                                       filter::to_string(added.fault()))};
}

}  // namespace

std::optional<ConfigurationError> add_plain_filters(filter::PolicyStore& policy,
                                                    const std::vector<FilterSetting>& filters) {
  if (filters.empty()) return std::nullopt;
  const auto session = policy.open_session({.display = {.name = "configuration", .description = ""}});
  if (!session.ok()) return ConfigurationError{filters.front().place, filter::to_string(session.fault())};
  for (const FilterSetting& setting : filters) {
    if (auto wrong = add_one(policy, *session, setting)) return wrong;
  }
  return std::nullopt;
}

}  // namespace penstock::app
