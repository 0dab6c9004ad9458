// SPDX-License-Identifier: Apache-2.0
#include "filter/condition.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "testing/rule.h"

namespace penstock::filter {
namespace {

using Bytes16 = std::array<std::uint8_t, 16>;
using Bytes6 = std::array<std::uint8_t, 6>;

constexpr Layer kConnect = Layer::ale_auth_connect_v4;
constexpr Layer kConnect6 = Layer::ale_auth_connect_v6;

ConditionSpec condition(Field field, Match match, Value value) {
  return {condition_key(field), static_cast<std::uint32_t>(match), value};
}

Value pointing(ValueType type, const void* target) {
  Value value;
  value.type = type;
  value.sid = target;
  return value;
}

// "fine", or the fault.
std::string check(Layer layer, const ConditionSpec& spec) {
  const auto checked = check_condition(*find_layer(layer), spec);
  return checked.ok() ? "fine" : to_string(checked.fault());
}

// Compares by itself, whatever a layer would accept.
bool match(Match match, Value wanted, Value shown) {
  return matches(RunningCondition{0, 0, static_cast<std::uint32_t>(match), wanted}, shown);
}

class Filtered {
 public:
  explicit Filtered(std::vector<ConditionSpec> specs, Layer layer = kConnect)
      : set_(*compile_conditions(*find_layer(layer), specs)), layer_(layer) {
    filter_.conditions = set_->running.data();
    filter_.condition_count = static_cast<std::uint32_t>(set_->running.size());
  }
  bool matches_values(std::initializer_list<std::pair<const char*, Value>> shown) const {
    std::array<Value, kFieldsMax> values{};
    for (const auto& [name, value] : shown) values[field_index(layer_, name).value()] = value;
    return matches(filter_, values.data(), kFieldsMax);
  }

 private:
  std::shared_ptr<ConditionSet> set_;
  Layer layer_;
  RunningFilter filter_;
};

TEST(Conditions, NoneMatchEverything) {
  RULE("W-CND-1");
  EXPECT_TRUE(Filtered({}).matches_values({}));
  EXPECT_TRUE(Filtered({}).matches_values({{"IP_PROTOCOL", Value::of_uint8(6)}}));
}

TEST(Conditions, OnDifferentFieldsMustAllHold) {
  RULE("W-CND-2");
  const Filtered filter({condition(Field::ip_protocol, Match::equal, Value::of_uint8(6)),
                         condition(Field::ip_remote_port, Match::equal, Value::of_uint16(443))});
  const auto shown = [&](std::uint8_t protocol, std::uint16_t port) {
    return filter.matches_values(
        {{"IP_PROTOCOL", Value::of_uint8(protocol)}, {"IP_REMOTE_PORT", Value::of_uint16(port)}});
  };
  EXPECT_TRUE(shown(6, 443));
  EXPECT_FALSE(shown(17, 443));
  EXPECT_FALSE(shown(6, 80));
}

TEST(Conditions, NextToEachOtherOnOneFieldAreAlternatives) {
  RULE("W-CND-2");
  const Filtered filter({condition(Field::ip_remote_port, Match::equal, Value::of_uint16(80)),
                         condition(Field::ip_remote_port, Match::equal, Value::of_uint16(443)),
                         condition(Field::ip_protocol, Match::equal, Value::of_uint8(6))});
  const auto shown = [&](std::uint16_t port, std::uint8_t protocol) {
    return filter.matches_values(
        {{"IP_REMOTE_PORT", Value::of_uint16(port)}, {"IP_PROTOCOL", Value::of_uint8(protocol)}});
  };
  EXPECT_TRUE(shown(80, 6));
  EXPECT_TRUE(shown(443, 6));
  EXPECT_FALSE(shown(22, 6));
  EXPECT_FALSE(shown(80, 17));
}

TEST(Conditions, OnOneFieldButApartAreRefused) {
  RULE("W-CND-2");
  const std::vector<ConditionSpec> apart = {
      condition(Field::ip_remote_port, Match::equal, Value::of_uint16(80)),
      condition(Field::ip_protocol, Match::equal, Value::of_uint8(6)),
      condition(Field::ip_remote_port, Match::equal, Value::of_uint16(443))};
  EXPECT_EQ(compile_conditions(*find_layer(kConnect), apart).fault(), Fault::duplicate_condition);
}

TEST(Conditions, AreOnFieldsOfTheLayer) {
  RULE("W-CND-3");
  EXPECT_EQ(check(kConnect, condition(Field::mac_local_address, Match::equal, Value{})),
            "condition not found");
  EXPECT_EQ(check(kConnect, {make_key(), 0, Value{}}), "condition not found");
}

TEST(Conditions, AreOfTheFieldsTypeWithThreeExceptions) {
  RULE("W-CND-4");
  const Bytes16 bytes{};
  const V4AddressMask mask4 = {0x0a000000, 0xff000000};
  const V6AddressMask mask6 = {{0xfd}, 8};
  const ByteBlob blob = {0, nullptr};
  const Value four = pointing(ValueType::v4_address_mask, &mask4);
  const Value six = pointing(ValueType::v6_address_mask, &mask6);
  const Value descriptor = pointing(ValueType::security_descriptor, &blob);
  const auto equal = [](Layer layer, Field field, Value value) {
    return check(layer, condition(field, Match::equal, value));
  };
  EXPECT_EQ(equal(kConnect, Field::ip_remote_port, Value::of_uint32(80)), "type mismatch");
  EXPECT_EQ(equal(kConnect, Field::ip_remote_port, Value::of_uint16(80)), "fine");
  EXPECT_EQ(equal(kConnect, Field::ip_remote_address, four), "fine");
  EXPECT_EQ(equal(kConnect, Field::flags, four), "type mismatch") << "a mask is for addresses";
  EXPECT_EQ(equal(kConnect, Field::ip_remote_address, six), "type mismatch");
  EXPECT_EQ(equal(kConnect6, Field::ip_remote_address, six), "fine");
  EXPECT_EQ(equal(kConnect6, Field::ip_remote_address, four), "type mismatch");
  EXPECT_EQ(equal(kConnect6, Field::ip_remote_address, Value::of_bytes16(&bytes)), "fine");
  EXPECT_EQ(equal(kConnect, Field::ale_user_id, descriptor), "fine");
  EXPECT_EQ(equal(kConnect, Field::ale_app_id, descriptor), "type mismatch");
  EXPECT_EQ(equal(kConnect, Field::bitmap_ip_local_port, Value::of_uint16(1)), "type mismatch") << "reserved";
}

TEST(Conditions, AllowOfEachTypeOnlyTheMatchesThatMakeSense) {
  RULE("W-CND-5");
  const std::uint8_t sid[8] = {1, 0};
  const Value sid_value = pointing(ValueType::sid, sid);
  const Range sids = {sid_value, sid_value};
  const Range ports = {Value::of_uint16(1), Value::of_uint16(2)};
  const ByteBlob blob = {0, nullptr};
  const V4AddressMask mask = {0, 0xff000000};
  const auto on = [](Field field, Match match, Value value) {
    return check(kConnect, condition(field, match, value));
  };
  const std::string refused = "match type mismatch";
  EXPECT_EQ(on(Field::ale_package_id, Match::range, pointing(ValueType::range, &sids)), refused);
  EXPECT_EQ(on(Field::ale_package_id, Match::greater, sid_value), refused);
  EXPECT_EQ(on(Field::ale_package_id, Match::not_equal, sid_value), refused);
  EXPECT_EQ(on(Field::ale_package_id, Match::equal, sid_value), "fine");
  EXPECT_EQ(on(Field::ip_remote_port, Match::range, pointing(ValueType::range, &ports)), "fine");
  EXPECT_EQ(on(Field::ip_remote_port, Match::equal, pointing(ValueType::range, &ports)), refused);
  EXPECT_EQ(on(Field::ip_remote_port, Match::range, Value::of_uint16(1)), refused);
  EXPECT_EQ(on(Field::ip_remote_port, Match::flags_any_set, Value::of_uint16(1)), "fine");
  EXPECT_EQ(on(Field::ale_app_id, Match::flags_any_set, Value::of_blob(&blob)), refused);
  EXPECT_EQ(on(Field::ip_remote_port, Match::prefix, Value::of_uint16(1)), refused);
  EXPECT_EQ(on(Field::ale_app_id, Match::prefix, Value::of_blob(&blob)), "fine");
  EXPECT_EQ(on(Field::ale_app_id, Match::equal_case_insensitive, Value::of_blob(&blob)), refused);
  EXPECT_EQ(on(Field::ip_remote_address, Match::greater, pointing(ValueType::v4_address_mask, &mask)),
            refused);
  EXPECT_EQ(on(Field::ip_remote_port, Match{13}, Value::of_uint16(1)), "invalid enumerator");
}

TEST(Conditions, OfAnUnknownTypeOrWithoutTheirValueAreRefused) {
  RULE("W-CND-10");
  Value odd;
  odd.type = ValueType{0x200};
  EXPECT_EQ(check(kConnect, condition(Field::flags, Match::equal, odd)), "invalid enumerator");
  const Value nowhere = Value::of_uint64(nullptr);
  EXPECT_EQ(check(kConnect, condition(Field::ip_local_interface, Match::equal, nowhere)), "null pointer");
  const ByteBlob hollow = {4, nullptr};
  EXPECT_EQ(check(kConnect, condition(Field::ale_app_id, Match::equal, Value::of_blob(&hollow))),
            "null pointer");
  const Range half = {Value::of_uint64(nullptr), Value::of_uint64(nullptr)};
  EXPECT_EQ(
      check(kConnect, condition(Field::ip_local_interface, Match::range, pointing(ValueType::range, &half))),
      "null pointer");
}

TEST(Prefix, MeansTheEnd) {
  RULE("W-CND-6");
  const Value shown = pointing(ValueType::unicode_string, u"server.example");
  EXPECT_TRUE(match(Match::prefix, pointing(ValueType::unicode_string, u".example"), shown));
  EXPECT_FALSE(match(Match::prefix, pointing(ValueType::unicode_string, u"server"), shown));
  EXPECT_TRUE(match(Match::not_prefix, pointing(ValueType::unicode_string, u"server"), shown));
  EXPECT_FALSE(match(Match::prefix, pointing(ValueType::unicode_string, u"a.server.example"), shown));
}

TEST(Prefix, OfABlobDoesNotCareForTheTerminator) {
  RULE("W-CND-6");
  std::uint8_t path[] = {'a', 0, 'b', 0, 'c', 0, 0, 0};
  const ByteBlob shown = {8, path}, with = {6, path + 2}, without = {4, path + 2}, start = {2, path};
  EXPECT_TRUE(match(Match::prefix, Value::of_blob(&with), Value::of_blob(&shown)));
  EXPECT_TRUE(match(Match::prefix, Value::of_blob(&without), Value::of_blob(&shown)));
  EXPECT_FALSE(match(Match::prefix, Value::of_blob(&start), Value::of_blob(&shown)));
}

TEST(Ranges, IncludeBothEnds) {
  RULE("W-CND-7");
  const Range range = {Value::of_uint16(10), Value::of_uint16(20)};
  const auto inside = [&](std::uint16_t port) {
    return match(Match::range, pointing(ValueType::range, &range), Value::of_uint16(port));
  };
  EXPECT_FALSE(inside(9));
  EXPECT_TRUE(inside(10));
  EXPECT_TRUE(inside(20));
  EXPECT_FALSE(inside(21));
}

TEST(Ranges, AreRefusedWhenTheyAreUpsideDownOrOfTwoTypes) {
  RULE("W-CND-7");
  const auto on_port = [](Value low, Value high) {
    const Range range = {low, high};
    return check(kConnect,
                 condition(Field::ip_remote_port, Match::range, pointing(ValueType::range, &range)));
  };
  EXPECT_EQ(on_port(Value::of_uint16(2), Value::of_uint16(1)), "invalid range");
  EXPECT_EQ(on_port(Value::of_uint16(1), Value::of_uint32(2)), "invalid range");
  EXPECT_EQ(on_port(Value::of_uint32(1), Value::of_uint32(2)), "type mismatch");
  EXPECT_EQ(on_port(Value::of_uint16(1), Value::of_uint16(1)), "fine");
}

TEST(Masks, AreContiguousAndNotTooLong) {
  RULE("W-CND-7");
  const auto four = [](std::uint32_t mask) {
    const V4AddressMask value = {0, mask};
    return check(kConnect, condition(Field::ip_remote_address, Match::equal,
                                     pointing(ValueType::v4_address_mask, &value)));
  };
  EXPECT_EQ(four(0xff00ff00), "invalid net mask");
  EXPECT_EQ(four(0x000000ff), "invalid net mask");
  EXPECT_EQ(four(0), "fine");
  EXPECT_EQ(four(0xffffffff), "fine");
  const auto six = [](std::uint8_t bits) {
    const V6AddressMask value = {{}, bits};
    return check(kConnect6, condition(Field::ip_remote_address, Match::equal,
                                      pointing(ValueType::v6_address_mask, &value)));
  };
  EXPECT_EQ(six(128), "fine");
  EXPECT_EQ(six(129), "invalid net mask");
}

TEST(Masks, MatchTheirNetworkInHostOrder) {
  RULE("W-CND-9");
  const V4AddressMask ten = {0x0a000000, 0xff000000};
  const Value wanted = pointing(ValueType::v4_address_mask, &ten);
  EXPECT_TRUE(match(Match::equal, wanted, Value::of_uint32(0x0a010203)));
  EXPECT_FALSE(match(Match::equal, wanted, Value::of_uint32(0x0b010203)));
  EXPECT_FALSE(match(Match::equal, wanted, Value::of_uint32(0x0302010a)));
}

TEST(Masks, MatchAsManyLeadingBitsAsTheySay) {
  RULE("W-CND-9");
  const bool holds = rc::check([](Bytes16 network, Bytes16 address) {
    const auto bits = *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::uint8_t>(0, 129));
    for (std::size_t at = 0; at < bits / 8u; ++at)
      if (at % 3 != 0 || *rc::gen::weightedElement<bool>({{9, true}, {1, false}})) address[at] = network[at];
    V6AddressMask mask{};
    std::copy(network.begin(), network.end(), mask.address);
    mask.prefix_bits = bits;
    bool expected = true;
    for (std::size_t bit = 0; bit < bits; ++bit) {
      const auto one = [&](const auto& bytes) { return bytes[bit / 8] >> (7 - bit % 8) & 1; };
      expected = expected && one(network) == one(address);
    }
    RC_ASSERT(match(Match::equal, pointing(ValueType::v6_address_mask, &mask), Value::of_bytes16(&address)) ==
              expected);
  });
  EXPECT_TRUE(holds);
}

TEST(UnknownFields, MatchOnlyTheEmptyCondition) {
  RULE("W-CND-8");
  const Filtered wants_empty({condition(Field::ip_remote_port, Match::equal, Value{})});
  EXPECT_TRUE(wants_empty.matches_values({}));
  EXPECT_FALSE(wants_empty.matches_values({{"IP_REMOTE_PORT", Value::of_uint16(0)}}));
  for (const Match any : {Match::equal, Match::not_equal, Match::less, Match::flags_none_set})
    EXPECT_FALSE(Filtered({condition(Field::ip_remote_port, any, Value::of_uint16(0))}).matches_values({}));
  EXPECT_EQ(check(kConnect, condition(Field::ip_remote_port, Match::not_equal, Value{})),
            "match type mismatch");
}

TEST(UnknownFields, AreThoseBeyondTheIndicationToo) {
  RULE("W-CND-8");
  const RunningCondition wanted = {40, 0, 0, Value::of_uint16(1)};
  RunningFilter filter;
  filter.conditions = &wanted;
  filter.condition_count = 1;
  const Value one = Value::of_uint16(1);
  EXPECT_FALSE(matches(filter, &one, 1));
}

TEST(Flags, AreComparedBitByBit) {
  RULE("W-CND-11");
  const Value shown = Value::of_uint32(0b0110);
  const auto flags = [&](Match how, std::uint32_t wanted) {
    return match(how, Value::of_uint32(wanted), shown);
  };
  EXPECT_TRUE(flags(Match::flags_all_set, 0b0110));
  EXPECT_FALSE(flags(Match::flags_all_set, 0b1110));
  EXPECT_TRUE(flags(Match::flags_any_set, 0b1100));
  EXPECT_FALSE(flags(Match::flags_any_set, 0b1001));
  EXPECT_TRUE(flags(Match::flags_none_set, 0b1001));
  EXPECT_FALSE(flags(Match::flags_none_set, 0b0011));
}

TEST(Comparisons, OrderIntegersByValueAndBytesByPlace) {
  RULE("W-CND-5");
  EXPECT_TRUE(match(Match::less, Value::of_uint16(300), Value::of_uint16(299)));
  EXPECT_FALSE(match(Match::less, Value::of_uint16(300), Value::of_uint16(300)));
  EXPECT_TRUE(match(Match::less_or_equal, Value::of_uint16(300), Value::of_uint16(300)));
  EXPECT_TRUE(match(Match::greater, Value::of_uint8(1), Value::of_uint8(2)));
  EXPECT_TRUE(match(Match::greater_or_equal, Value::of_uint8(2), Value::of_uint8(2)));
  EXPECT_TRUE(match(Match::not_equal, Value::of_uint8(1), Value::of_uint8(2)));
  const Bytes16 low = {0, 1}, high = {1, 0};
  EXPECT_TRUE(match(Match::greater, Value::of_bytes16(&low), Value::of_bytes16(&high)));
  Value minus = Value::of_uint8(0), plus = minus;
  minus.type = plus.type = ValueType::int32;
  minus.int32 = -1, plus.int32 = 1;
  EXPECT_TRUE(match(Match::less, plus, minus));
}

TEST(Comparisons, FollowPointersOfWideIntegers) {
  RULE("W-CND-10");
  const std::uint64_t one = 1, other_one = 1, two = 2;
  EXPECT_TRUE(match(Match::equal, Value::of_uint64(&one), Value::of_uint64(&other_one)));
  EXPECT_FALSE(match(Match::equal, Value::of_uint64(&one), Value::of_uint64(&two)));
}

TEST(Comparisons, OfAnotherTypeNeverMatch) {
  RULE("W-CND-4");
  EXPECT_FALSE(match(Match::equal, Value::of_uint16(1), Value::of_uint32(1)));
  EXPECT_FALSE(match(Match::not_equal, Value::of_uint16(1), Value::of_uint32(2)));
}

TEST(Strings, MayBeEqualButForTheirCase) {
  RULE("W-CND-5");
  const auto same = [](const char16_t* left, const char16_t* right) {
    return match(Match::equal_case_insensitive, pointing(ValueType::unicode_string, left),
                 pointing(ValueType::unicode_string, right));
  };
  EXPECT_TRUE(same(u"Server.EXAMPLE", u"server.example"));
  EXPECT_TRUE(same(u"STRA\u00c4E", u"stra\u00e4e"));
  EXPECT_TRUE(same(u"\u041c\u0418\u0420", u"\u043c\u0438\u0440"));
  EXPECT_FALSE(same(u"server", u"server."));
  EXPECT_FALSE(same(u"\u00d7", u"\u00f7")) << "signs are no letters";
  EXPECT_FALSE(match(Match::equal, pointing(ValueType::unicode_string, u"A"),
                     pointing(ValueType::unicode_string, u"a")));
}

TEST(CompiledConditions, KeepNothingOfTheCallersMemory) {
  RULE("W-FLT-1");
  std::vector<std::uint8_t> bytes = {1, 2, 3, 4};
  auto blob = std::make_unique<ByteBlob>(ByteBlob{4, bytes.data()});
  auto sid = std::make_unique<std::array<std::uint8_t, 16>>(Bytes16{1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 33});
  auto low = std::make_unique<std::uint64_t>(5), high = std::make_unique<std::uint64_t>(9);
  auto range = std::make_unique<Range>(Range{Value::of_uint64(low.get()), Value::of_uint64(high.get())});
  auto mask = std::make_unique<V4AddressMask>(V4AddressMask{0x0a000000, 0xff000000});
  const Filtered filter(
      {condition(Field::ale_app_id, Match::equal, Value::of_blob(blob.get())),
       condition(Field::ale_package_id, Match::equal, pointing(ValueType::sid, sid.get())),
       condition(Field::ip_local_interface, Match::range, pointing(ValueType::range, range.get())),
       condition(Field::ip_remote_address, Match::equal, pointing(ValueType::v4_address_mask, mask.get()))});
  const Bytes16 same_sid = *sid;
  bytes.assign(4, 0xee);
  blob->size_bytes = 0;
  blob.reset(), sid.reset(), low.reset(), high.reset(), range.reset(), mask.reset();

  std::uint8_t same[] = {1, 2, 3, 4};
  const ByteBlob shown_blob = {4, same};
  const std::uint64_t seven = 7;
  EXPECT_TRUE(filter.matches_values({{"ALE_APP_ID", Value::of_blob(&shown_blob)},
                                     {"ALE_PACKAGE_ID", pointing(ValueType::sid, &same_sid)},
                                     {"IP_LOCAL_INTERFACE", Value::of_uint64(&seven)},
                                     {"IP_REMOTE_ADDRESS", Value::of_uint32(0x0a123456)}}));
}

TEST(ValueArena, CopiesEveryKindOfValue) {
  RULE("W-FLT-1");
  const Bytes16 bytes16 = {7};
  const Bytes6 bytes6 = {9};
  const std::int64_t negative = -5;
  const double half = 0.5;
  const V6AddressMask mask = {{0xfd}, 8};
  ValueArena arena;
  const Value copied16 = arena.copy(Value::of_bytes16(&bytes16));
  EXPECT_NE(copied16.byte_array16, &bytes16);
  EXPECT_EQ(*copied16.byte_array16, bytes16);
  EXPECT_EQ(*arena.copy(pointing(ValueType::byte_array6, &bytes6)).byte_array6, bytes6);
  EXPECT_EQ(*arena.copy(pointing(ValueType::int64, &negative)).int64, -5);
  EXPECT_EQ(*arena.copy(pointing(ValueType::double64, &half)).double64, 0.5);
  EXPECT_EQ(arena.copy(pointing(ValueType::v6_address_mask, &mask)).v6_mask->prefix_bits, 8);
  const Value text = arena.copy(pointing(ValueType::unicode_string, u"text"));
  EXPECT_EQ(std::u16string(text.unicode_string), u"text");
  Value dirty = Value::of_uint8(1);
  dirty.raw |= 0xff00;
  EXPECT_EQ(arena.copy(dirty).raw, 1u) << "what is beside a scalar is garbage";
}

}  // namespace
}  // namespace penstock::filter
