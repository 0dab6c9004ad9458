// SPDX-License-Identifier: Apache-2.0
// The weight of a filter inside its sublayer. Given exactly, or chosen here: the more bits of a
// classification the conditions pin down, the heavier (W-FLT-8). Equal ones go by their number (W-ARB-9).
//
// Threads: any.
// Memory: none.
// Errors: invalid_weight, null_pointer.
#pragma once

#include <cstdint>
#include <span>

#include "filter/callout.h"
#include "filter/fault.h"

namespace penstock::filter {

inline constexpr std::uint32_t kAutomaticWeightBits = 60;
inline constexpr std::uint8_t kWeightRangeMax = 15;

// Below 2^60.
std::uint64_t automatic_weight(std::span<const RunningCondition> conditions);

Result<std::uint64_t> effective_weight(const Value& weight, std::span<const RunningCondition> conditions);

}  // namespace penstock::filter
