// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstring>
#include <vector>

#include "testing/rule.h"
#include "units.h"

namespace {

using Bytes = std::vector<UINT8>;

void put(Bytes& bytes, std::size_t at, UINT32 value) { std::memcpy(bytes.data() + at, &value, sizeof value); }
UINT32 get(const Bytes& bytes, std::size_t at) {
  UINT32 value;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

// Sixty bytes of data behind sixteen of information: a checksum request.
Bytes packet() {
  Bytes bytes(44 + 16 + 60);
  put(bytes, 0, RndisPacket);
  put(bytes, 4, static_cast<UINT32>(bytes.size()));
  put(bytes, 8, 36 + 16);
  put(bytes, 12, 60);
  put(bytes, 28, 36);
  put(bytes, 32, 16);
  put(bytes, 44, 16);
  put(bytes, 48, RndisInfoChecksum);
  put(bytes, 52, 12);
  put(bytes, 56, 0x12345678);
  return bytes;
}

bool read(const Bytes& bytes, RNDIS_DATA* data) {
  if (!RndisReadPacket(bytes.data(), static_cast<UINT32>(bytes.size()), data)) return false;
  const Bytes info(bytes.begin() + data->InfoOffset, bytes.begin() + data->InfoOffset + data->InfoBytes);
  return RndisReadInfo(info.data(), data);
}

TEST(RndisPackets, AreReadWithOffsetsFromTheirEighthByte) {
  RNDIS_DATA data;
  ASSERT_TRUE(read(packet(), &data));
  EXPECT_EQ(data.MessageBytes, 120u);
  EXPECT_EQ(data.DataOffset, 60u);
  EXPECT_EQ(data.DataBytes, 60u);
  EXPECT_EQ(data.InfoPresent, 1u << RndisInfoChecksum);
  EXPECT_EQ(data.Checksum, 0x12345678u);
}

TEST(RndisPackets, AreRefusedWhenSomethingInThemPointsOutside) {
  RULE("V-NET-2");
  struct Damage {
    std::size_t at;
    UINT32 value;
  };
  for (const Damage damage :
       {Damage{0, 2},     {4, 43},         {4, 121},         {4, 0xFFFFFFFF}, {8, 0},           {8, 35},
        {8, 53},          {8, 0xFFFFFFFF}, {12, 0},          {12, 61},        {12, 0xFFFFFFF0}, {20, 1},
        {20, 0xFFFFFFFF}, {28, 0},         {28, 0xFFFFFFF8}, {32, 100},       {32, 0xFFFFFFFF}, {44, 0},
        {44, 11},         {44, 17},        {52, 11},         {52, 17},        {52, 0xFFFFFFFF}}) {
    Bytes bytes = packet();
    put(bytes, damage.at, damage.value);
    RNDIS_DATA data;
    EXPECT_FALSE(read(bytes, &data)) << damage.at << " " << damage.value;
  }
}

TEST(RndisPackets, MayCarryInformationNobodyKnows) {
  Bytes bytes = packet();
  put(bytes, 48, 77);
  RNDIS_DATA data;
  ASSERT_TRUE(read(bytes, &data));
  EXPECT_EQ(data.InfoPresent, 0u);
  put(bytes, 48, 0x80000001);
  ASSERT_TRUE(read(bytes, &data));
  EXPECT_EQ(data.InfoPresent, 0u) << "internal to the other side";
}

TEST(RndisPackets, AreWrittenAsTheyAreRead) {
  Bytes bytes(RNDIS_PACKET_HEADER_BYTES + 100);
  EXPECT_EQ(RndisWritePacketHeader(100, bytes.data()), 44u);
  RNDIS_DATA data;
  ASSERT_TRUE(read(bytes, &data));
  EXPECT_EQ(data.DataOffset, 44u);
  EXPECT_EQ(data.DataBytes, 100u);
  EXPECT_EQ(data.MessageBytes, 144u);
}

Bytes control(UINT32 type, std::vector<UINT32> words, std::size_t extra = 0) {
  Bytes bytes(8 + words.size() * 4 + extra);
  put(bytes, 0, type);
  put(bytes, 4, static_cast<UINT32>(bytes.size()));
  for (std::size_t i = 0; i < words.size(); ++i) put(bytes, 8 + 4 * i, words[i]);
  return bytes;
}

bool read(const Bytes& bytes, RNDIS_CONTROL* control) {
  return RndisReadControl(bytes.data(), static_cast<UINT32>(bytes.size()), control);
}

TEST(RndisControl, IsReadByItsKind) {
  RNDIS_CONTROL message;
  ASSERT_TRUE(read(control(RndisInitialize, {5, 1, 0, 0x4000}), &message));
  EXPECT_EQ(message.RequestId, 5u);
  EXPECT_EQ(message.MaximumTransfer, 0x4000u);
  ASSERT_TRUE(read(control(RndisSet, {6, 0x0001010E, 4, 20, 0}, 4), &message));
  EXPECT_EQ(message.Oid, 0x0001010Eu);
  EXPECT_EQ(message.BufferOffset, 28u);
  EXPECT_EQ(message.BufferBytes, 4u);
  ASSERT_TRUE(read(control(RndisKeepalive, {7}), &message));
  EXPECT_EQ(message.RequestId, 7u);
  ASSERT_TRUE(read(control(RndisHalt, {8}), &message));
}

TEST(RndisControl, MayAskWithoutABuffer) {
  RNDIS_CONTROL message;
  ASSERT_TRUE(read(control(RndisQuery, {6, 0x01010101, 6, 20, 0}), &message));
  EXPECT_EQ(message.BufferBytes, 6u) << "what it is ready to take";
  EXPECT_EQ(message.BufferOffset, 0u) << "and nothing to read";
}

TEST(RndisControl, IsRefusedWhenItMakesNoSense) {
  RNDIS_CONTROL message;
  EXPECT_FALSE(read(control(RndisInitialize, {5, 1}), &message));
  EXPECT_FALSE(read(control(RndisSet, {6, 1, 5, 20, 0}, 4), &message));
  EXPECT_FALSE(read(control(RndisSet, {6, 1, 4, 19, 0}, 4), &message));
  EXPECT_FALSE(read(control(RndisSet, {6, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0}, 4), &message));
  EXPECT_FALSE(read(control(RndisSet, {6, 1}), &message));
  EXPECT_FALSE(read(control(RndisPacket, {6}), &message));
  EXPECT_FALSE(read(control(99, {6}), &message));
  EXPECT_FALSE(read(Bytes(11), &message));
  Bytes longer = control(RndisKeepalive, {7});
  put(longer, 4, 13);
  EXPECT_FALSE(read(longer, &message));
}

TEST(RndisAnswers, HaveTheLengthsPeersExpect) {
  Bytes bytes(RNDIS_CONTROL_MAXIMUM, 0xEE);
  EXPECT_EQ(RndisWriteInitializeComplete(5, 0x4000, bytes.data()), 52u);
  EXPECT_EQ(get(bytes, 0), 0x80000002u);
  EXPECT_EQ(get(bytes, 8), 5u);
  EXPECT_EQ(get(bytes, 32), 8u) << "messages in a packet";
  EXPECT_EQ(get(bytes, 40), 3u) << "as a power of two";
  EXPECT_EQ(RndisWriteQueryComplete(6, 0, "abcdef", 6, bytes.data()), 30u);
  EXPECT_EQ(get(bytes, 20), 16u);
  EXPECT_EQ(RndisWriteComplete(RndisSet, 7, RNDIS_STATUS_NOT_SUPPORTED, bytes.data()), 16u);
  EXPECT_EQ(get(bytes, 12), 0xC00000BBu);
  EXPECT_EQ(RndisWriteStatus(RNDIS_STATUS_MEDIA_CONNECT, bytes.data()), 20u);
  EXPECT_EQ(get(bytes, 0), 7u);
}

}  // namespace
