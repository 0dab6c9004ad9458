// SPDX-License-Identifier: Apache-2.0
#include "ndis/clone.h"

#include <gtest/gtest.h>

#include "testing/rule.h"

#include "ndis/list_block.h"
#include "ndis/test_lists.h"

namespace penstock::ndis {
namespace {

struct CloneTest : testing::Test {
  FacedPackets packets;
  packet::PacketPtr packet = packets.make();
};

TEST_F(CloneTest, BeginsAtTheOriginalsDataStartAndHasNoRoomInFront) {
  RULE("W-CLN-1");  // T-23
  NET_BUFFER_LIST* list = show(*packet, 28, Way::inbound);
  NET_BUFFER& original = *list->FirstNetBuffer;
  NdisRetreatNetBufferDataStart(&original, 28, 0, nullptr);
  NET_BUFFER_LIST* clone = NdisAllocateCloneNetBufferList(list, nullptr, nullptr, 0);
  NdisAdvanceNetBufferDataStart(&original, 28, FALSE, nullptr);
  ASSERT_NE(clone, nullptr);
  EXPECT_TRUE(put_back(*packet, 28, Way::inbound));
  const NET_BUFFER& buffer = *clone->FirstNetBuffer;
  EXPECT_NE(&buffer, &original);
  EXPECT_NE(buffer.MdlChain, original.MdlChain);
  EXPECT_EQ(first_byte(buffer) >> 4, 4);
  EXPECT_EQ(buffer.DataOffset, 0u);
  EXPECT_EQ(buffer.DataLength, 60u);
  EXPECT_EQ(address_of(*buffer.CurrentMdl), packet->data());
  NdisFreeCloneNetBufferList(clone, 0);
}

TEST_F(CloneTest, IsCountedByItsParentUntilItIsFreed) {
  RULE("W-CLN-2");
  RULE("W-CLN-5");
  NET_BUFFER_LIST* list = show(*packet, 0, Way::inbound);
  NET_BUFFER_LIST* clone = NdisAllocateCloneNetBufferList(list, nullptr, nullptr, 0);
  EXPECT_EQ(clone->ParentNetBufferList, list);
  EXPECT_EQ(clone->Context, nullptr);
  EXPECT_EQ(list->ChildRefCount, 1);
  NdisFreeCloneNetBufferList(clone, 0);
  EXPECT_EQ(list->ChildRefCount, 0);
}

TEST_F(CloneTest, KeepsTheBytesOfAPacketThatIsGone) {
  RULE("W-CLN-5");
  NET_BUFFER_LIST* clone =
      NdisAllocateCloneNetBufferList(show(*packet, 0, Way::inbound), nullptr, nullptr, 0);
  NET_BUFFER_LIST* of_clone = NdisAllocateCloneNetBufferList(clone, nullptr, nullptr, 0);
  packet.reset();
  EXPECT_EQ(packets.pool.counts().out, 1u);
  EXPECT_EQ(first_byte(*of_clone->FirstNetBuffer), 0x45);
  EXPECT_NE(packet_at_root(of_clone), nullptr);
  NdisFreeCloneNetBufferList(of_clone, 0);
  NdisFreeCloneNetBufferList(clone, 0);
  EXPECT_EQ(packets.pool.counts().out, 0u);
}

TEST_F(CloneTest, SharesTheBytesItDescribes) {
  RULE("W-CLN-6");
  NET_BUFFER_LIST* clone =
      NdisAllocateCloneNetBufferList(show(*packet, 0, Way::inbound), nullptr, nullptr, 0);
  auto* bytes = static_cast<std::uint8_t*>(NdisGetDataBuffer(clone->FirstNetBuffer, 60, nullptr, 1, 0));
  bytes[59] = 0xEE;
  EXPECT_EQ(packet->data()[59], 0xEE);
  NdisFreeCloneNetBufferList(clone, 0);
}

TEST_F(CloneTest, HasABufferForEachOfTheOriginals) {
  RULE("W-CLN-1");
  Pieces first({4, 6}, 5), second({8}, 0);
  first.buffer.Next = &second.buffer;
  NET_BUFFER_LIST list{};
  list.FirstNetBuffer = &first.buffer;
  NET_BUFFER_LIST* clone = NdisAllocateCloneNetBufferList(&list, nullptr, nullptr, 0);
  const NET_BUFFER* buffer = clone->FirstNetBuffer;
  EXPECT_EQ(first_byte(*buffer), 5);
  EXPECT_EQ(buffer->DataLength, 5u);
  ASSERT_NE(buffer->Next, nullptr);
  EXPECT_EQ(buffer->Next->DataLength, 8u);
  EXPECT_EQ(buffer->Next->Next, nullptr);
  NdisFreeCloneNetBufferList(clone, 0);
}

TEST_F(CloneTest, ShowsTheOriginalsOutOfBandInformation) {
  RULE("W-CLN-4");
  NET_BUFFER_LIST* list = show(*packet, 0, Way::inbound);
  list->NetBufferListInfo[Ieee8021QNetBufferListInfo] = list;
  NET_BUFFER_LIST* clone = NdisAllocateCloneNetBufferList(list, nullptr, nullptr, 0);
  EXPECT_EQ(clone->NetBufferListInfo[Ieee8021QNetBufferListInfo], list);
  NdisFreeCloneNetBufferList(clone, 0);
}

TEST_F(CloneTest, MayUseTheOriginalsDescriptors) {
  NET_BUFFER_LIST* list = show(*packet, 20, Way::inbound);
  NET_BUFFER_LIST* clone =
      NdisAllocateCloneNetBufferList(list, nullptr, nullptr, NDIS_CLONE_FLAGS_USE_ORIGINAL_MDLS);
  EXPECT_EQ(clone->FirstNetBuffer->MdlChain, list->FirstNetBuffer->MdlChain);
  EXPECT_EQ(first_byte(*clone->FirstNetBuffer), 20);
  NdisFreeCloneNetBufferList(clone, NDIS_CLONE_FLAGS_USE_ORIGINAL_MDLS);
}

TEST_F(CloneTest, IsFreedOnce) {
  NET_BUFFER_LIST* list = show(*packet, 0, Way::inbound);
  NET_BUFFER_LIST* clone = NdisAllocateCloneNetBufferList(list, nullptr, nullptr, 0);
  const std::uint64_t before = findings("F-NBL-4");
  NdisFreeCloneNetBufferList(clone, 0);
  NdisFreeCloneNetBufferList(clone, 0);
  EXPECT_EQ(findings("F-NBL-4"), before + 1);
  EXPECT_EQ(list->ChildRefCount, 0);
}

TEST_F(CloneTest, IsNotFreedUnderItsOwnClones) {
  const std::uint64_t before = findings("F-NBL-3");
  NET_BUFFER_LIST* clone =
      NdisAllocateCloneNetBufferList(show(*packet, 0, Way::inbound), nullptr, nullptr, 0);
  NET_BUFFER_LIST* of_clone = NdisAllocateCloneNetBufferList(clone, nullptr, nullptr, 0);
  NdisFreeCloneNetBufferList(clone, 0);
  EXPECT_EQ(findings("F-NBL-3"), before + 1);
  NdisFreeCloneNetBufferList(of_clone, 0);
  NdisFreeCloneNetBufferList(clone, 0);
  EXPECT_EQ(packet->references(), 1u);
}

}  // namespace
}  // namespace penstock::ndis
