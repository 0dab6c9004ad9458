// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>

#include "filter/condition.h"

namespace penstock::filter {
namespace {

bool is_unsigned_integer(ValueType type) {
  return type == ValueType::uint8 || type == ValueType::uint16 || type == ValueType::uint32 ||
         type == ValueType::uint64;
}

bool is_signed_integer(ValueType type) {
  return type == ValueType::int8 || type == ValueType::int16 || type == ValueType::int32 ||
         type == ValueType::int64;
}

bool is_sortable(ValueType type) {
  return is_unsigned_integer(type) || is_signed_integer(type) || type == ValueType::byte_array16 ||
         type == ValueType::byte_blob || type == ValueType::unicode_string;
}

bool is_known(ValueType type) {
  return type <= ValueType::byte_array6 || (type >= ValueType::v4_address_mask && type <= ValueType::range);
}

bool is_by_pointer(ValueType type) {
  switch (type) {
    case ValueType::empty:
    case ValueType::uint8:
    case ValueType::uint16:
    case ValueType::uint32:
    case ValueType::int8:
    case ValueType::int16:
    case ValueType::int32:
    case ValueType::float32:
      return false;
    default:
      return true;
  }
}

bool is_blob(ValueType type) {
  return type == ValueType::byte_blob || type == ValueType::security_descriptor ||
         type == ValueType::token_access_information;
}

// What can be wrong with a value before anybody asks what it is compared with.
Result<void> check_value(const Value& value) {
  if (!is_known(value.type)) return Fault::invalid_enumerator;
  if (!is_by_pointer(value.type)) return {};
  if (value.raw == 0) return Fault::null_pointer;
  if (is_blob(value.type) && value.blob->size_bytes != 0 && value.blob->data == nullptr)
    return Fault::null_pointer;
  return {};
}

// W-CND-5, by the type of the field: a range and a mask have an operand type of their own.
bool match_is_possible(Match match, ValueType field, ValueType operand) {
  const bool is_mask = operand == ValueType::v4_address_mask || operand == ValueType::v6_address_mask;
  switch (match) {
    case Match::equal:
      return operand != ValueType::range;
    case Match::range:
      return is_sortable(field) && operand == ValueType::range;
    case Match::greater:
    case Match::less:
    case Match::greater_or_equal:
    case Match::less_or_equal:
    case Match::not_equal:
      return is_sortable(field) && operand != ValueType::range && !is_mask;
    case Match::flags_all_set:
    case Match::flags_any_set:
    case Match::flags_none_set:
      return is_unsigned_integer(field) && operand != ValueType::range && !is_mask;
    case Match::equal_case_insensitive:
      return field == ValueType::unicode_string;
    case Match::prefix:
    case Match::not_prefix:
      return field == ValueType::unicode_string || field == ValueType::byte_blob;
  }
  return false;
}

bool is_contiguous(std::uint32_t mask) { return std::countl_one(mask) + std::countr_zero(mask) >= 32; }

Result<void> check_range(ValueType field, const Range& range) {
  for (const Value* end : {&range.low, &range.high})
    if (Result<void> fine = check_value(*end); !fine) return fine;
  if (range.low.type != range.high.type) return Fault::invalid_range;
  if (range.low.type != field) return Fault::type_mismatch;
  if (compare(range.low, range.high) > 0) return Fault::invalid_range;
  return {};
}

// W-CND-4 and what the operand's own type demands (W-CND-7).
Result<void> check_operand(ValueType field, const Value& operand) {
  switch (operand.type) {
    case ValueType::v4_address_mask:
      if (field != ValueType::uint32) return Fault::type_mismatch;
      if (!is_contiguous(operand.v4_mask->mask)) return Fault::invalid_net_mask;
      return {};
    case ValueType::v6_address_mask:
      if (field != ValueType::byte_array16) return Fault::type_mismatch;
      if (operand.v6_mask->prefix_bits > 128) return Fault::invalid_net_mask;
      return {};
    case ValueType::range:
      return check_range(field, *operand.range);
    case ValueType::security_descriptor:
      if (field == ValueType::token_access_information || field == ValueType::token_information) return {};
      break;
    default:
      break;
  }
  if (operand.type != field) return Fault::type_mismatch;
  return {};
}

bool is_address(Field field) {
  switch (field) {
    case Field::ip_local_address:
    case Field::ip_remote_address:
    case Field::ip_source_address:
    case Field::ip_destination_address:
    case Field::embedded_remote_address:
      return true;
    default:
      return false;
  }
}

}  // namespace

Result<std::uint16_t> check_condition(const LayerInfo& layer, const ConditionSpec& condition) {
  const std::optional<std::uint32_t> index = field_index(layer.layer, condition.field);
  if (!index) return Fault::condition_not_found;
  if (condition.match_type > static_cast<std::uint32_t>(Match::not_prefix)) return Fault::invalid_enumerator;
  if (Result<void> fine = check_value(condition.value); !fine) return fine.fault();

  const FieldInfo& field = layer.fields[*index];
  const Match match{condition.match_type};
  const ValueType operand = condition.value.type;
  if (operand == ValueType::empty) {
    if (match != Match::equal) return Fault::match_type_mismatch;
    return static_cast<std::uint16_t>(*index);
  }
  if (!match_is_possible(match, field.type, operand)) return Fault::match_type_mismatch;
  // A mask is for addresses, not for any 32 bits.
  if ((operand == ValueType::v4_address_mask || operand == ValueType::v6_address_mask) &&
      !is_address(field.field))
    return Fault::type_mismatch;
  if (Result<void> fine = check_operand(field.type, condition.value); !fine) return fine.fault();
  return static_cast<std::uint16_t>(*index);
}

Result<std::shared_ptr<ConditionSet>> compile_conditions(const LayerInfo& layer,
                                                         std::span<const ConditionSpec> conditions) {
  auto set = std::make_shared<ConditionSet>();
  for (const ConditionSpec& condition : conditions) {
    const Result<std::uint16_t> index = check_condition(layer, condition);
    if (!index) return index.fault();
    const bool is_neighbour = !set->running.empty() && set->running.back().field_index == *index;
    const bool is_repeated = std::any_of(set->running.begin(), set->running.end(),
                                         [&](const auto& other) { return other.field_index == *index; });
    if (is_repeated && !is_neighbour) return Fault::duplicate_condition;
    set->some_are_ored |= is_neighbour;

    const Value copied = set->arena.copy(condition.value);
    set->running.push_back({*index, 0, condition.match_type, copied});
    set->specs.push_back({condition.field, condition.match_type, copied});
  }
  return set;
}

}  // namespace penstock::filter
