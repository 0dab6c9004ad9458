// SPDX-License-Identifier: Apache-2.0
#include "filter/filter_weight.h"

#include <algorithm>
#include <bit>

#include "filter/condition.h"

namespace penstock::filter {
namespace {

constexpr std::uint32_t kBitsMax = 128;  // no condition counts for more than an IPv6 address
constexpr std::uint32_t kScoreShift = 46;
static_assert(std::uint64_t{kFieldsMax} * (kBitsMax + 1) < std::uint64_t{1}
                                                               << (kAutomaticWeightBits - kScoreShift));

std::uint32_t capped(std::size_t bits) {
  return static_cast<std::uint32_t>(std::min<std::size_t>(bits, kBitsMax));
}

std::uint32_t width_bits(const Value& value) {
  switch (value.type) {
    case ValueType::empty:
      return 0;
    case ValueType::uint8:
    case ValueType::int8:
      return 8;
    case ValueType::uint16:
    case ValueType::int16:
      return 16;
    case ValueType::uint64:
    case ValueType::int64:
    case ValueType::double64:
      return 64;
    case ValueType::byte_array6:
      return 48;
    case ValueType::v4_address_mask:
      return static_cast<std::uint32_t>(std::popcount(value.v4_mask->mask));
    case ValueType::v6_address_mask:
      return value.v6_mask->prefix_bits;
    case ValueType::uint32:
    case ValueType::int32:
    case ValueType::float32:
      return 32;
    default:
      return kBitsMax;
  }
}

// How many leading bits the two ends of a range share: what every value inside is known to have.
std::uint32_t shared_bits(const Value& low, const Value& high) {
  const std::uint32_t width = width_bits(low);
  if (low.type == ValueType::byte_array16) {
    for (std::uint32_t at = 0; at < 16; ++at) {
      const auto differing = static_cast<std::uint8_t>((*low.byte_array16)[at] ^ (*high.byte_array16)[at]);
      if (differing != 0) return at * 8 + static_cast<std::uint32_t>(std::countl_zero(differing));
    }
    return width;
  }
  std::uint64_t differing = 0;
  if (low.type == ValueType::uint64)
    differing = *low.uint64 ^ *high.uint64;
  else if (width <= 32)
    differing = (low.raw ^ high.raw) & ((std::uint64_t{1} << width) - 1);
  else
    return compare(low, high) == 0 ? width : 0;
  return width - static_cast<std::uint32_t>(std::bit_width(differing));
}

std::uint32_t flag_bits(const Value& value) {
  return static_cast<std::uint32_t>(value.type == ValueType::uint64 ? std::popcount(*value.uint64)
                                                                    : std::popcount(value.raw));
}

// One for being there, and what it pins down.
std::uint32_t score_of(const RunningCondition& condition) {
  const Value& value = condition.value;
  switch (Match{condition.match_type}) {
    case Match::equal:
    case Match::equal_case_insensitive:
      return 1 + width_bits(value);
    case Match::range:
      return 1 + shared_bits(value.range->low, value.range->high);
    case Match::flags_all_set:
    case Match::flags_none_set:
      return 1 + flag_bits(value);
    case Match::prefix:
      return 1 + capped(value.type == ValueType::byte_blob
                            ? value.blob->size_bytes * std::size_t{8}
                            : length_of(value.unicode_string) * std::size_t{16});
    default:
      return 1;
  }
}

}  // namespace

std::uint64_t automatic_weight(std::span<const RunningCondition> conditions) {
  std::uint64_t score = 0;
  for (std::size_t at = 0; at < conditions.size();) {
    // Of alternatives the weakest counts: the filter pins down no more than that.
    const std::uint16_t field = conditions[at].field_index;
    std::uint32_t weakest = score_of(conditions[at]);
    for (; at < conditions.size() && conditions[at].field_index == field; ++at)
      weakest = std::min(weakest, score_of(conditions[at]));
    score += weakest;
  }
  return score << kScoreShift;
}

Result<std::uint64_t> effective_weight(const Value& weight, std::span<const RunningCondition> conditions) {
  switch (weight.type) {
    case ValueType::empty:
      return automatic_weight(conditions);
    case ValueType::uint8:
      if (weight.uint8 > kWeightRangeMax) return Fault::invalid_weight;
      return (std::uint64_t{weight.uint8} << kAutomaticWeightBits) | automatic_weight(conditions);
    case ValueType::uint64:
      if (weight.uint64 == nullptr) return Fault::null_pointer;
      return *weight.uint64;
    default:
      return Fault::invalid_weight;
  }
}

}  // namespace penstock::filter
