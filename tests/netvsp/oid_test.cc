// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstring>
#include <vector>

#include "testing/rule.h"
#include "units.h"

namespace {

class Adapter : public ::testing::Test {
 protected:
  Adapter() {
    adapter.Mtu = 1500;
    adapter.Channels = 4;
    adapter.LinkSpeed = 100'000'000;
    std::memcpy(adapter.Address, "\x02\x11\x22\x33\x44\x55", 6);
  }
  UINT32 query(UINT32 oid, const std::vector<UINT8>& in = {}, UINT32 offered = 0) {
    answer.assign(OID_ANSWER_MAXIMUM, 0xEE);
    UINT32 length = 0;
    if (offered == 0) offered = static_cast<UINT32>(in.size());
    const UINT32 status =
        OidQuery(&adapter, oid, in.empty() ? nullptr : in.data(), offered, answer.data(), &length);
    answer.resize(length);
    return status;
  }
  UINT32 set(UINT32 oid, const std::vector<UINT8>& value) {
    return OidSet(&adapter, oid, value.data(), static_cast<UINT32>(value.size()));
  }
  UINT32 number() const {
    UINT32 value = 0;
    std::memcpy(&value, answer.data(), std::min<std::size_t>(answer.size(), sizeof value));
    return value;
  }

  NETVSP_ADAPTER adapter{};
  std::vector<UINT8> answer;
};

TEST_F(Adapter, AnswersWhatLinuxAndDpdkAskWhenTheyComeUp) {
  for (const UINT32 oid :
       {OID_GEN_MAXIMUM_FRAME_SIZE, OID_802_3_PERMANENT_ADDRESS, OID_TCP_OFFLOAD_HARDWARE_CAPABILITIES,
        OID_GEN_MEDIA_CONNECT_STATUS, OID_GEN_LINK_SPEED, OID_GEN_RECEIVE_SCALE_CAPABILITIES}) {
    EXPECT_EQ(query(oid), RNDIS_STATUS_SUCCESS) << std::hex << oid;
    EXPECT_FALSE(answer.empty());
  }
  EXPECT_EQ(query(0x00020216), RNDIS_STATUS_NOT_SUPPORTED);
  EXPECT_TRUE(answer.empty());
}

TEST_F(Adapter, NeverAnswersMoreThanTheGuestOffered) {
  RULE("V-NET-10");
  query(OID_GEN_RECEIVE_SCALE_CAPABILITIES);
  EXPECT_EQ(answer.size(), 18u);
  query(OID_GEN_RECEIVE_SCALE_CAPABILITIES, std::vector<UINT8>(16));
  EXPECT_EQ(answer.size(), 16u);
  query(OID_GEN_RECEIVE_SCALE_CAPABILITIES, std::vector<UINT8>(20));
  EXPECT_EQ(answer.size(), 18u);
  std::vector<UINT8> offload(156);
  offload[0] = 0xA7;
  offload[1] = 3;
  offload[2] = 156;
  query(OID_TCP_OFFLOAD_HARDWARE_CAPABILITIES, offload);
  EXPECT_EQ(answer.size(), 156u);
  offload[2] = 116;
  query(OID_TCP_OFFLOAD_HARDWARE_CAPABILITIES, offload);
  EXPECT_EQ(answer[2], 116) << "the size asked for comes back";
}

TEST_F(Adapter, OffersToFinishWhatAGuestSends) {
  const auto word = [this](std::size_t index) {
    UINT32 value = 0;
    std::memcpy(&value, answer.data() + index * 4, 4);
    return value;
  };
  query(OID_TCP_OFFLOAD_HARDWARE_CAPABILITIES);
  EXPECT_EQ(word(1), 2u) << "on Ethernet";
  EXPECT_EQ(word(2), 0x55u);
  EXPECT_EQ(word(3), 0u) << "what it receives is finished";
  EXPECT_EQ(word(20), 0u) << "no large sends";
  adapter.LargestSend = 65000;
  query(OID_TCP_OFFLOAD_HARDWARE_CAPABILITIES);
  EXPECT_EQ(word(20), 2u);
  EXPECT_EQ(word(21), 65000u);
  EXPECT_EQ(word(24), 65000u);
  EXPECT_EQ(word(26), 5u);
}

TEST_F(Adapter, SaysConnectedAndItsSpeedInHundredsOfBits) {
  RULE("V-NET-11");
  query(OID_GEN_MEDIA_CONNECT_STATUS);
  EXPECT_EQ(number(), 0u);
  adapter.Disconnected = 1;
  query(OID_GEN_MEDIA_CONNECT_STATUS);
  EXPECT_EQ(number(), 1u);
  query(OID_GEN_LINK_SPEED);
  EXPECT_EQ(answer.size(), 4u);
  EXPECT_EQ(number(), 100'000'000u) << "10 Gbit/s";
}

TEST_F(Adapter, HeadsItsObjectsWithTypeRevisionAndSize) {
  RULE("V-NET-12");
  query(OID_GEN_RECEIVE_SCALE_CAPABILITIES);
  EXPECT_EQ(answer[0], 0x88);
  EXPECT_EQ(answer[2], 18);
  query(OID_TCP_OFFLOAD_HARDWARE_CAPABILITIES);
  EXPECT_EQ(answer[0], 0xA7);
  EXPECT_EQ(answer[2], 156);
  std::vector<UINT8> rss(28);
  EXPECT_EQ(set(OID_GEN_RECEIVE_SCALE_PARAMETERS, rss), RNDIS_STATUS_INVALID_LENGTH) << "no header";
  rss[0] = 0x89;
  EXPECT_EQ(set(OID_GEN_RECEIVE_SCALE_PARAMETERS, rss), RNDIS_STATUS_SUCCESS);
}

TEST_F(Adapter, TakesATableThatPointsInsideItselfAndToChannelsThatExist) {
  std::vector<UINT8> rss(28 + 8 + 40);
  rss[0] = 0x89;
  rss[12] = 8;
  rss[16] = 28;
  rss[20] = 40;
  rss[24] = 36;
  rss[28] = 3;
  rss[36] = 0x6D;
  EXPECT_EQ(set(OID_GEN_RECEIVE_SCALE_PARAMETERS, rss), RNDIS_STATUS_SUCCESS);
  EXPECT_EQ(adapter.RssTableEntries, 2u);
  EXPECT_EQ(adapter.RssTable[0], 3u);
  EXPECT_EQ(adapter.RssKey[0], 0x6D);
  rss[28] = 4;
  EXPECT_EQ(set(OID_GEN_RECEIVE_SCALE_PARAMETERS, rss), RNDIS_STATUS_INVALID_DATA);
  rss[28] = 0;
  rss[24] = 37;
  EXPECT_EQ(set(OID_GEN_RECEIVE_SCALE_PARAMETERS, rss), RNDIS_STATUS_INVALID_DATA);
  rss[27] = 0xFF;
  EXPECT_EQ(set(OID_GEN_RECEIVE_SCALE_PARAMETERS, rss), RNDIS_STATUS_INVALID_DATA);
}

TEST_F(Adapter, RemembersTheFilterAndRefusesWhatItDoesNotKnow) {
  EXPECT_EQ(set(OID_GEN_CURRENT_PACKET_FILTER, {0x0D, 0, 0, 0}), RNDIS_STATUS_SUCCESS);
  EXPECT_EQ(adapter.PacketFilter, 0x0Du);
  EXPECT_EQ(set(OID_GEN_CURRENT_PACKET_FILTER, {1, 0, 0}), RNDIS_STATUS_INVALID_LENGTH);
  EXPECT_EQ(set(OID_TCP_OFFLOAD_PARAMETERS, {0x80, 3, 4, 0}), RNDIS_STATUS_SUCCESS);
  EXPECT_EQ(set(0x12345, {0}), RNDIS_STATUS_NOT_SUPPORTED);
}

}  // namespace
