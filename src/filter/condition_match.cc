// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstring>

#include "filter/condition.h"

namespace penstock::filter {
namespace {

template <class T>
int order_of(T left, T right) {
  return left < right ? -1 : left > right ? 1 : 0;
}

int compare_bytes(const void* left, std::size_t left_bytes, const void* right, std::size_t right_bytes) {
  const std::size_t shared = std::min(left_bytes, right_bytes);
  const int order = shared == 0 ? 0 : std::memcmp(left, right, shared);
  return order != 0 ? order : order_of(left_bytes, right_bytes);
}

int compare_strings(const char16_t* left, const char16_t* right) {
  while (*left != 0 && *left == *right) ++left, ++right;
  return order_of(*left, *right);
}

std::uint64_t bits_of(const Value& value) {
  switch (value.type) {
    case ValueType::uint8:
      return value.uint8;
    case ValueType::uint16:
      return value.uint16;
    case ValueType::uint32:
      return value.uint32;
    case ValueType::uint64:
      return *value.uint64;
    default:
      return 0;
  }
}

// One code unit in one case: the alphabets with a fixed distance between their cases. Anything else is
// compared as it is, so that no locale has a say in what a filter matches.
char16_t folded(char16_t unit) {
  const bool latin = (unit >= u'A' && unit <= u'Z') || (unit >= 0xc0 && unit <= 0xde && unit != 0xd7);
  const bool greek = unit >= 0x391 && unit <= 0x3a9 && unit != 0x3a2;
  const bool cyrillic = unit >= 0x410 && unit <= 0x42f;
  if (latin || greek || cyrillic) return static_cast<char16_t>(unit + 0x20);
  if (unit >= 0x400 && unit <= 0x40f) return static_cast<char16_t>(unit + 0x50);
  return unit;
}

bool equal_case_insensitive(const char16_t* left, const char16_t* right) {
  while (*left != 0 && folded(*left) == folded(*right)) ++left, ++right;
  return folded(*left) == folded(*right);
}

// A string in a blob may bring its terminating zero or not; the end that is asked about is before it.
std::size_t text_bytes(const ByteBlob& blob) {
  const std::size_t size = blob.size_bytes;
  if (size < 2 || size % 2 != 0) return size;
  return blob.data[size - 1] == 0 && blob.data[size - 2] == 0 ? size - 2 : size;
}

bool ends_with(const Value& shown, const Value& end) {
  const bool is_string = shown.type == ValueType::unicode_string;
  const auto bytes = [&](const Value& value) {
    return is_string ? length_of(value.unicode_string) * sizeof(char16_t) : text_bytes(*value.blob);
  };
  const auto start = [&](const Value& value) {
    return is_string ? reinterpret_cast<const std::uint8_t*>(value.unicode_string) : value.blob->data;
  };
  const std::size_t shown_bytes = bytes(shown), end_bytes = bytes(end);
  if (end_bytes > shown_bytes) return false;
  return end_bytes == 0 || std::memcmp(start(shown) + (shown_bytes - end_bytes), start(end), end_bytes) == 0;
}

bool is_within(const V6AddressMask& mask, const std::array<std::uint8_t, 16>& address) {
  const std::size_t whole_bytes = mask.prefix_bits / 8, rest_bits = mask.prefix_bits % 8;
  if (std::memcmp(mask.address, address.data(), whole_bytes) != 0) return false;
  return rest_bits == 0 || ((mask.address[whole_bytes] ^ address[whole_bytes]) >> (8 - rest_bits)) == 0;
}

bool matches_same_type(Match match, const Value& wanted, const Value& shown) {
  switch (match) {
    case Match::equal:
      return compare(shown, wanted) == 0;
    case Match::not_equal:
      return compare(shown, wanted) != 0;
    case Match::greater:
      return compare(shown, wanted) > 0;
    case Match::less:
      return compare(shown, wanted) < 0;
    case Match::greater_or_equal:
      return compare(shown, wanted) >= 0;
    case Match::less_or_equal:
      return compare(shown, wanted) <= 0;
    case Match::flags_all_set:
      return (bits_of(shown) & bits_of(wanted)) == bits_of(wanted);
    case Match::flags_any_set:
      return (bits_of(shown) & bits_of(wanted)) != 0;
    case Match::flags_none_set:
      return (bits_of(shown) & bits_of(wanted)) == 0;
    case Match::equal_case_insensitive:
      return equal_case_insensitive(shown.unicode_string, wanted.unicode_string);
    case Match::prefix:
      return ends_with(shown, wanted);
    case Match::not_prefix:
      return !ends_with(shown, wanted);
    case Match::range:
      break;  // a range has a type of its own
  }
  return false;
}

}  // namespace

int compare(const Value& left, const Value& right) {
  switch (left.type) {
    case ValueType::uint8:
      return order_of(left.uint8, right.uint8);
    case ValueType::uint16:
      return order_of(left.uint16, right.uint16);
    case ValueType::uint32:
      return order_of(left.uint32, right.uint32);
    case ValueType::uint64:
      return order_of(*left.uint64, *right.uint64);
    case ValueType::int8:
      return order_of(left.int8, right.int8);
    case ValueType::int16:
      return order_of(left.int16, right.int16);
    case ValueType::int32:
      return order_of(left.int32, right.int32);
    case ValueType::int64:
      return order_of(*left.int64, *right.int64);
    case ValueType::float32:
      return order_of(left.float32, right.float32);
    case ValueType::double64:
      return order_of(*left.double64, *right.double64);
    case ValueType::byte_array16:
      return std::memcmp(left.byte_array16->data(), right.byte_array16->data(), 16);
    case ValueType::byte_array6:
      return std::memcmp(left.byte_array6->data(), right.byte_array6->data(), 6);
    case ValueType::byte_blob:
    case ValueType::security_descriptor:
    case ValueType::token_access_information:
      return compare_bytes(left.blob->data, left.blob->size_bytes, right.blob->data, right.blob->size_bytes);
    case ValueType::sid:
      return compare_bytes(left.sid, sid_size_bytes(left.sid), right.sid, sid_size_bytes(right.sid));
    case ValueType::unicode_string:
      return compare_strings(left.unicode_string, right.unicode_string);
    default:
      return 0;
  }
}

bool matches(const RunningCondition& condition, const Value& shown) {
  const Value& wanted = condition.value;
  if (wanted.type == ValueType::empty || shown.type == ValueType::empty)
    return wanted.type == shown.type && Match{condition.match_type} == Match::equal;
  switch (wanted.type) {
    case ValueType::v4_address_mask:
      return shown.type == ValueType::uint32 &&
             ((shown.uint32 ^ wanted.v4_mask->address) & wanted.v4_mask->mask) == 0;
    case ValueType::v6_address_mask:
      return shown.type == ValueType::byte_array16 && is_within(*wanted.v6_mask, *shown.byte_array16);
    case ValueType::range:
      return shown.type == wanted.range->low.type && compare(shown, wanted.range->low) >= 0 &&
             compare(shown, wanted.range->high) <= 0;
    default:
      return shown.type == wanted.type && matches_same_type(Match{condition.match_type}, wanted, shown);
  }
}

namespace {

// Most conditions compare a few bits for equality; they are decided here, without a call.
inline bool matches_quickly(const RunningCondition& condition, const Value& shown) {
  static constexpr std::uint64_t kBitsOf[] = {0, 0xff, 0xffff, 0xffffffff};
  static_assert(static_cast<int>(ValueType::uint8) == 1 && static_cast<int>(ValueType::uint32) == 3);
  const auto type = static_cast<std::uint32_t>(shown.type);
  const bool is_small = type - 1 < 3;
  if (is_small && condition.value.type == shown.type && Match{condition.match_type} == Match::equal)
    return ((condition.value.raw ^ shown.raw) & kBitsOf[type]) == 0;
  return matches(condition, shown);
}

}  // namespace

bool matches(const RunningFilter& filter, const Value* values, std::uint32_t value_count) {
  static constexpr Value kUnknown{};
  const RunningCondition* condition = filter.conditions;
  const RunningCondition* const end = condition + filter.condition_count;
  while (condition != end) {
    const std::uint16_t field = condition->field_index;
    const Value& shown = field < value_count ? values[field] : kUnknown;
    bool matched = false;
    // Neighbours on the same field are alternatives.
    for (; condition != end && condition->field_index == field; ++condition)
      matched = matched || matches_quickly(*condition, shown);
    if (!matched) return false;
  }
  return true;
}

}  // namespace penstock::filter
