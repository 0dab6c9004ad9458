// SPDX-License-Identifier: Apache-2.0
#include "filter/layer.h"

#include <gtest/gtest.h>

#include <set>

#include "testing/rule.h"

namespace penstock::filter {
namespace {

TEST(Keys, LieInMemoryAsGuidsDo) {
  const Key key = parse_key("c38d57d1-05a7-4c33-904f-7fbceee60e82").value();
  const std::array<std::uint8_t, 16> memory = {0xd1, 0x57, 0x8d, 0xc3, 0xa7, 0x05, 0x33, 0x4c,
                                               0x90, 0x4f, 0x7f, 0xbc, 0xee, 0xe6, 0x0e, 0x82};
  EXPECT_EQ(key.bytes, memory);
  EXPECT_EQ(to_string(key), "c38d57d1-05a7-4c33-904f-7fbceee60e82");
}

TEST(Keys, AreRefusedWhenTheTextIsNotOne) {
  EXPECT_FALSE(parse_key(""));
  EXPECT_FALSE(parse_key("c38d57d1-05a7-4c33-904f-7fbceee60e8"));
  EXPECT_FALSE(parse_key("c38d57d1x05a7-4c33-904f-7fbceee60e82"));
  EXPECT_FALSE(parse_key("g38d57d1-05a7-4c33-904f-7fbceee60e82"));
}

TEST(Keys, MadeHereDifferAndAreNeverZero) {
  const Key one = make_key(), other = make_key();
  EXPECT_FALSE(one.is_zero());
  EXPECT_NE(one, other);
}

TEST(Layers, AreAllThereWithTheirNumbersAndKeys) {
  RULE("W-ENV-5");
  EXPECT_EQ(all_layers().size(), 82u);
  std::set<Key> keys;
  std::set<std::string_view> names;
  for (const LayerInfo& layer : all_layers()) {
    EXPECT_EQ(find_layer(layer.layer), &layer);
    EXPECT_EQ(find_layer(layer.key), &layer);
    EXPECT_EQ(find_layer(layer.name), &layer);
    keys.insert(layer.key);
    names.insert(layer.name);
  }
  EXPECT_EQ(keys.size(), 82u);
  EXPECT_EQ(names.size(), 82u);
  EXPECT_EQ(find_layer("ALE_AUTH_CONNECT_V4")->layer, Layer::ale_auth_connect_v4);
  EXPECT_EQ(find_layer("OUTBOUND_MAC_FRAME_NATIVE_FAST")->layer, Layer{81});
  EXPECT_EQ(find_layer(Layer{82}), nullptr);
  EXPECT_EQ(find_layer(make_key()), nullptr);
}

TEST(Layers, HaveAsManyFieldsAsTheContractCounts) {
  RULE("W-CLS-2");
  const std::pair<const char*, std::size_t> counts[] = {
      {"INBOUND_IPPACKET_V4", 10},      {"OUTBOUND_IPPACKET_V6", 10},    {"IPFORWARD_V4", 15},
      {"INBOUND_TRANSPORT_V4", 15},     {"OUTBOUND_TRANSPORT_V6", 16},   {"STREAM_V4", 8},
      {"DATAGRAM_DATA_V4_DISCARD", 14}, {"STREAM_PACKET_V4", 12},        {"INBOUND_ICMP_ERROR_V4", 22},
      {"OUTBOUND_ICMP_ERROR_V6", 14},   {"ALE_AUTH_RECV_ACCEPT_V4", 39}, {"ALE_AUTH_CONNECT_V6", 41},
      {"ALE_FLOW_ESTABLISHED_V4", 24},  {"ALE_AUTH_LISTEN_V4", 14},      {"INBOUND_TRANSPORT_FAST", 0}};
  for (const auto& [name, count] : counts) EXPECT_EQ(find_layer(name)->fields.size(), count) << name;
}

TEST(Layers, PlaceTheirFieldsWhereTheContractSays) {
  RULE("W-CLS-2");
  const Layer connect = Layer::ale_auth_connect_v4, accept = Layer::ale_auth_recv_accept_v6;
  EXPECT_EQ(field_index(connect, "REAUTHORIZE_REASON"), 28u);
  EXPECT_EQ(field_index(connect, "FLAGS"), 12u);
  EXPECT_EQ(field_index(accept, "FLAGS"), 11u);
  EXPECT_EQ(field_index(accept, "SIO_FIREWALL_SYSTEM_PORT"), 12u);
  EXPECT_EQ(field_index(Layer::ale_flow_established_v4, "DIRECTION"), 12u);
  EXPECT_EQ(field_index(Layer::outbound_ippacket_v4, "IP_REMOTE_ADDRESS"), 2u);
  EXPECT_EQ(field_index(connect, "NAP_CONTEXT"), std::nullopt);
  EXPECT_EQ(field_index(Layer{500}, "FLAGS"), std::nullopt);
}

TEST(Fields, AreFoundByTheKeyOfTheirConditionAndByTheirAliases) {
  RULE("W-CND-3");
  const Layer connect = Layer::ale_auth_connect_v4;
  EXPECT_EQ(field_index(connect, condition_key(Field::ip_remote_port)), 7u);
  EXPECT_EQ(field_index(connect, *parse_key("c35a604d-d22b-4e1a-91b4-68f674ee674b")), 7u);
  EXPECT_EQ(field_index(connect, "ICMP_TYPE"), field_index(connect, "IP_LOCAL_PORT"));
  EXPECT_EQ(field_index(connect, "INTERFACE"), field_index(connect, "IP_LOCAL_INTERFACE"));
  // Where a layer has both, its own word decides.
  EXPECT_EQ(field_index(Layer{28}, "ICMP_TYPE"), 8u);
  EXPECT_EQ(field_index(connect, condition_key(Field::mac_local_address)), std::nullopt);
}

TEST(Fields, ShowAddressesAsWideAsTheVersion) {
  RULE("W-CND-9");
  const auto type_of = [](Layer layer, std::string_view name) {
    return find_layer(layer)->fields[field_index(layer, name).value()].type;
  };
  EXPECT_EQ(type_of(Layer::ale_auth_connect_v4, "IP_REMOTE_ADDRESS"), ValueType::uint32);
  EXPECT_EQ(type_of(Layer::ale_auth_connect_v6, "IP_REMOTE_ADDRESS"), ValueType::byte_array16);
  EXPECT_EQ(type_of(Layer::ale_auth_connect_v6, "IP_REMOTE_PORT"), ValueType::uint16);
  EXPECT_EQ(type_of(Layer::ale_auth_connect_v4, "IP_LOCAL_INTERFACE"), ValueType::uint64);
  EXPECT_EQ(type_of(Layer::ale_auth_connect_v4, "ALE_USER_ID"), ValueType::token_access_information);
  EXPECT_EQ(type_of(Layer::ale_auth_connect_v4, "BITMAP_IP_LOCAL_PORT"), ValueType::empty);
  for (const LayerInfo& layer : all_layers())
    for (const FieldInfo& field : layer.fields) EXPECT_LE(field.type, ValueType::byte_array6) << field.name;
}

TEST(Layers, KnowTheirVersionAndTheirDiscardTwin) {
  EXPECT_TRUE(is_v6(Layer::ale_auth_connect_v6));
  EXPECT_TRUE(is_v6(Layer::ale_auth_connect_v6_discard));
  EXPECT_FALSE(is_v6(Layer::ale_auth_connect_v4));
  EXPECT_TRUE(is_discard(Layer::ale_auth_connect_v4_discard));
  EXPECT_EQ(discard_of(Layer::ale_auth_connect_v4), Layer::ale_auth_connect_v4_discard);
  EXPECT_EQ(discard_of(Layer::ale_auth_connect_v4_discard), std::nullopt);
  EXPECT_EQ(discard_of(Layer{62}), std::nullopt) << "a release has none";
  EXPECT_EQ(discard_of(Layer{81}), std::nullopt);
}

}  // namespace
}  // namespace penstock::filter
