// SPDX-License-Identifier: Apache-2.0
#include "ndis/packet_face.h"

#include <gtest/gtest.h>

#include "ndis/out_of_band.h"
#include "testing/rule.h"

#include "ndis/test_lists.h"

namespace penstock::ndis {
namespace {

struct PacketFaceTest : testing::Test {
  FacedPackets packets;
  packet::PacketPtr packet = packets.make();
};

TEST_F(PacketFaceTest, BeginsWhereTheLayerSaysAndEndsWithThePacket) {
  RULE("W-NBL-1");
  const NET_BUFFER_LIST* list = show(*packet, 28, Way::inbound);
  const NET_BUFFER& buffer = *list->FirstNetBuffer;
  EXPECT_EQ(buffer.DataOffset, 64u + 28u);
  EXPECT_EQ(buffer.DataLength, 32u);
  EXPECT_EQ(first_byte(buffer), 28);
  EXPECT_EQ(chain_bytes_after_start(buffer), buffer.DataLength);
  EXPECT_EQ(buffer.CurrentMdlOffset, buffer.DataOffset);
}

TEST_F(PacketFaceTest, ShowsTheLowerHeadersToWhoRetreats) {
  RULE("W-NBL-5");
  NET_BUFFER& buffer = *show(*packet, 28, Way::inbound)->FirstNetBuffer;
  ASSERT_EQ(NdisRetreatNetBufferDataStart(&buffer, 28, 0, nullptr), NDIS_STATUS_SUCCESS);
  EXPECT_EQ(first_byte(buffer), 0x45);
  EXPECT_EQ(buffer.MdlChain->Next, nullptr);
  NdisAdvanceNetBufferDataStart(&buffer, 28, FALSE, nullptr);
  EXPECT_TRUE(put_back(*packet, 28, Way::inbound));
}

TEST_F(PacketFaceTest, IsPutBackWhereItsDataStartWasLeftMoved) {
  RULE("W-NBL-6");
  NET_BUFFER& buffer = *show(*packet, 28, Way::inbound)->FirstNetBuffer;
  NdisAdvanceNetBufferDataStart(&buffer, 4, FALSE, nullptr);
  EXPECT_FALSE(put_back(*packet, 28, Way::inbound));
  EXPECT_EQ(first_byte(buffer), 28);
  EXPECT_EQ(buffer.DataLength, 32u);
}

TEST_F(PacketFaceTest, LeavesToWhoHoldsItWhereItsDataStarts) {
  NET_BUFFER& buffer = *show(*packet, 28, Way::inbound)->FirstNetBuffer;
  hold(*packet);
  NdisRetreatNetBufferDataStart(&buffer, 28, 0, nullptr);
  EXPECT_TRUE(put_back(*packet, 28, Way::inbound));
  EXPECT_EQ(first_byte(buffer), 0x45);
  let_go(*packet);
}

TEST_F(PacketFaceTest, KeepsThePacketWhileItIsHeld) {
  RULE("W-REF-1");
  NET_BUFFER_LIST* list = show(*packet, 0, Way::inbound);
  hold(*packet);
  packet.reset();
  EXPECT_EQ(packets.pool.counts().out, 1u);
  EXPECT_EQ(first_byte(*list->FirstNetBuffer), 0x45);
  let_go(*packet_behind(list));
  EXPECT_EQ(packets.pool.counts().out, 0u);
}

TEST_F(PacketFaceTest, NamesItsPacketAndOnlyIndicatedListsDo) {
  const NET_BUFFER_LIST* list = show(*packet, 0, Way::inbound);
  EXPECT_EQ(packet_behind(list), packet.get());
  const NET_BUFFER_LIST other{};
  EXPECT_EQ(packet_behind(&other), nullptr);
  EXPECT_EQ(packet_behind(nullptr), nullptr);
}

TEST_F(PacketFaceTest, SaysWhichProtocolItCarries) {
  EXPECT_EQ(show(*packet, 0, Way::inbound)->NblFlags, ULONG{NDIS_NBL_FLAGS_IS_IPV4 | NDIS_NBL_FLAGS_IS_UDP});
}

TEST_F(PacketFaceTest, TellsALargeSendsSegmentSizeOutboundAndItsMergingInbound) {
  RULE("W-LNX-7");
  packet->marks = {.ip_version = 4, .protocol = 6, .network_bytes = 20, .transport_bytes = 20};
  packet->offload = {.checksum = packet::ChecksumState::partial,
                     .segmentation = packet::Segmentation::tcp4,
                     .segment_payload_bytes = 10,
                     .checksum_start_bytes = 20,
                     .checksum_offset_bytes = 16};
  const NET_BUFFER_LIST* sent = show(*packet, 20, Way::outbound);
  NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO large{};
  large.Value = NET_BUFFER_LIST_INFO(sent, TcpLargeSendNetBufferListInfo);
  EXPECT_EQ(large.LsoV2Transmit.MSS, 10u);
  EXPECT_EQ(large.LsoV2Transmit.TcpHeaderOffset, 20u);
  NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO checksum{};
  checksum.Value = NET_BUFFER_LIST_INFO(sent, TcpIpChecksumNetBufferListInfo);
  EXPECT_TRUE(checksum.Transmit.TcpChecksum);

  const NET_BUFFER_LIST* received = show(*packet, 40, Way::inbound);
  EXPECT_EQ(NET_BUFFER_LIST_INFO(received, TcpLargeSendNetBufferListInfo), nullptr);
  NDIS_RSC_NBL_INFO merged{};
  merged.Value = NET_BUFFER_LIST_INFO(received, TcpRecvSegCoalesceInfo);
  EXPECT_EQ(merged.Info.CoalescedSegCount, 2u);
  checksum.Value = NET_BUFFER_LIST_INFO(received, TcpIpChecksumNetBufferListInfo);
  EXPECT_FALSE(checksum.Receive.TcpChecksumFailed || checksum.Receive.IpChecksumFailed);
}

TEST_F(PacketFaceTest, ReadsBackWhatItWroteAndWhatAGuestChanged) {
  packet->offload = {.checksum = packet::ChecksumState::partial,
                     .segmentation = packet::Segmentation::udp,
                     .segment_payload_bytes = 8,
                     .checksum_start_bytes = 20,
                     .checksum_offset_bytes = 6};
  NET_BUFFER_LIST* list = show(*packet, 0, Way::outbound);
  EXPECT_EQ(read_out_of_band(*list, Way::outbound).segmentation, packet::Segmentation::udp);
  NET_BUFFER_LIST clone = *list;
  clone.ParentNetBufferList = list;
  clone.NetBufferListInfo[TcpIpChecksumNetBufferListInfo] = nullptr;
  EXPECT_EQ(read_out_of_band(clone, Way::outbound).checksum, packet::ChecksumState::unknown);
}

}  // namespace
}  // namespace penstock::ndis
