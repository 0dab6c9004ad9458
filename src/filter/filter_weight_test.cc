// SPDX-License-Identifier: Apache-2.0
#include "filter/filter_weight.h"

#include <gtest/gtest.h>

#include "filter/condition.h"
#include "testing/rule.h"

namespace penstock::filter {
namespace {

RunningCondition on(std::uint16_t field, Match match, Value value) {
  return {field, 0, static_cast<std::uint32_t>(match), value};
}
Value prefix_of(const V4AddressMask& mask) {
  Value value;
  value.type = ValueType::v4_address_mask;
  value.v4_mask = &mask;
  return value;
}
Value range_of(const Range& range) {
  Value value;
  value.type = ValueType::range;
  value.range = &range;
  return value;
}
std::uint64_t weight(std::vector<RunningCondition> conditions) { return automatic_weight(conditions); }

TEST(AutomaticWeight, GrowsWithEveryFieldPinnedDown) {
  RULE("W-FLT-8");
  const auto port = on(7, Match::equal, Value::of_uint16(443));
  const auto protocol = on(5, Match::equal, Value::of_uint8(6));
  EXPECT_EQ(weight({}), 0u);
  EXPECT_LT(weight({}), weight({protocol}));
  EXPECT_LT(weight({protocol}), weight({port}));
  EXPECT_LT(weight({port}), weight({port, protocol}));
}

TEST(AutomaticWeight, GrowsWithTheLengthOfAPrefixAndTheNarrownessOfARange) {
  RULE("W-FLT-8");
  const V4AddressMask eight = {0, 0xff000000}, sixteen = {0, 0xffff0000};
  EXPECT_LT(weight({on(6, Match::equal, prefix_of(eight))}),
            weight({on(6, Match::equal, prefix_of(sixteen))}));
  const Range wide = {Value::of_uint16(0), Value::of_uint16(65535)};
  const Range narrow = {Value::of_uint16(80), Value::of_uint16(81)};
  EXPECT_LT(weight({on(7, Match::range, range_of(wide))}), weight({on(7, Match::range, range_of(narrow))}));
  EXPECT_LT(weight({on(7, Match::range, range_of(narrow))}),
            weight({on(7, Match::equal, Value::of_uint16(80))}));
}

TEST(AutomaticWeight, DoesNotGrowWithAlternatives) {
  RULE("W-FLT-8");
  const auto port = on(7, Match::equal, Value::of_uint16(443));
  const auto above = on(7, Match::greater, Value::of_uint16(1));
  EXPECT_EQ(weight({port, port}), weight({port}));
  EXPECT_EQ(weight({port, above}), weight({above})) << "the weakest counts";
}

TEST(AutomaticWeight, StaysBelowSixtyBits) {
  RULE("W-FLT-8");
  const std::array<std::uint8_t, 16> address{};
  std::vector<RunningCondition> all;
  for (std::uint16_t field = 0; field < kFieldsMax; ++field)
    all.push_back(on(field, Match::equal, Value::of_bytes16(&address)));
  EXPECT_LT(automatic_weight(all), std::uint64_t{1} << 60);
}

TEST(EffectiveWeight, IsExactChosenOrARange) {
  RULE("W-FLT-8");
  const std::uint64_t exact = ~std::uint64_t{0};
  const std::vector<RunningCondition> port = {on(7, Match::equal, Value::of_uint16(443))};
  EXPECT_EQ(*effective_weight(Value::of_uint64(&exact), port), exact);
  EXPECT_EQ(*effective_weight(Value{}, port), automatic_weight(port));
  EXPECT_EQ(*effective_weight(Value::of_uint8(15), port), (std::uint64_t{15} << 60) + automatic_weight(port));
  EXPECT_EQ(effective_weight(Value::of_uint8(16), port).fault(), Fault::invalid_weight);
  EXPECT_EQ(effective_weight(Value::of_uint16(1), port).fault(), Fault::invalid_weight);
  EXPECT_EQ(effective_weight(Value::of_uint64(nullptr), port).fault(), Fault::null_pointer);
}

}  // namespace
}  // namespace penstock::filter
