// SPDX-License-Identifier: Apache-2.0
// Conditions: what a filter asks of a classification's fields. They are checked once, when the filter is
// added (W-CND-3 to 7), and then only compared. Different fields are ANDed, neighbours on the same field
// ORed (W-CND-2). There is no conversion between types (W-CND-4), and an unknown field matches nothing but
// "empty" (W-CND-8).
//
// Threads: compiled ones are immutable; comparing allocates nothing and takes no lock.
// Memory: a ConditionSet owns copies of all values; a ConditionSpec borrows its own.
// Errors: Fault, the first one found.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "filter/callout.h"
#include "filter/fault.h"
#include "filter/key.h"
#include "filter/layer.h"
#include "filter/value_arena.h"

namespace penstock::filter {

// The contract's numbers (wfp.md 8.2).
enum class Match : std::uint32_t {
  equal = 0,
  greater = 1,
  less = 2,
  greater_or_equal = 3,
  less_or_equal = 4,
  range = 5,
  flags_all_set = 6,
  flags_any_set = 7,
  flags_none_set = 8,
  equal_case_insensitive = 9,
  not_equal = 10,
  prefix = 11,  // ends with (W-CND-6)
  not_prefix = 12,
};

struct ConditionSpec {
  Key field;
  std::uint32_t match_type = 0;
  Value value;  // borrowed for the call; copied by the store
};

struct ConditionSet {
  ValueArena arena;
  std::vector<RunningCondition> running;
  std::vector<ConditionSpec> specs;  // as given, but for the values, which are the arena's
  bool some_are_ored = false;
};

Result<std::shared_ptr<ConditionSet>> compile_conditions(const LayerInfo& layer,
                                                         std::span<const ConditionSpec> conditions);

// One condition by itself: the index of its field, or what is wrong with it.
Result<std::uint16_t> check_condition(const LayerInfo& layer, const ConditionSpec& condition);

bool matches(const RunningCondition& condition, const Value& shown);
// All of a filter's. A field beyond `value_count` is unknown.
bool matches(const RunningFilter& filter, const Value* values, std::uint32_t value_count);

// Below, equal or above zero; both of one type that has an order.
int compare(const Value& left, const Value& right);

}  // namespace penstock::filter
