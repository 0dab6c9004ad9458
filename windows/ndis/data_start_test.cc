// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "nt/pool.h"
#include "nt/pool_account.h"
#include "testing/rule.h"

#include "ndis/test_lists.h"

namespace penstock::ndis {
namespace {

std::uint32_t guest_allocations = 0;
std::uint32_t guest_frees = 0;
bool guest_refuses = false;

MDL* guest_allocate(ULONG* size_bytes) {
  if (guest_refuses) return nullptr;
  ++guest_allocations;
  auto* memory = new std::uint8_t[sizeof(MDL) + *size_bytes];
  auto* descriptor = reinterpret_cast<MDL*>(memory);
  describe_memory(*descriptor, memory + sizeof(MDL), *size_bytes);
  return descriptor;
}

void guest_free(MDL* descriptor) {
  ++guest_frees;
  delete[] reinterpret_cast<std::uint8_t*>(descriptor);
}

TEST(DataStart, RetreatsIntoRoomThatIsThereWithoutAllocating) {
  RULE("W-NBL-2");
  Pieces pieces({10, 20}, 14);
  EXPECT_EQ(first_byte(pieces.buffer), 14);
  ASSERT_EQ(NdisRetreatNetBufferDataStart(&pieces.buffer, 6, 0, nullptr), NDIS_STATUS_SUCCESS);
  EXPECT_EQ(pieces.buffer.DataOffset, 8u);
  EXPECT_EQ(pieces.buffer.DataLength, 22u);
  EXPECT_EQ(pieces.buffer.MdlChain, &pieces.descriptors[0]);
  EXPECT_EQ(pieces.buffer.CurrentMdl, &pieces.descriptors[0]);
  EXPECT_EQ(first_byte(pieces.buffer), 8);
}

TEST(DataStart, PutsAnMdlInFrontWhereTheRoomEndsAndFreesItAgain) {
  RULE("W-NBL-2");
  RULE("W-NBL-3");  // T-24
  Pieces pieces({10, 20}, 4);
  const std::size_t blocks_before = nt::blocks_of(nullptr).size();
  ASSERT_EQ(NdisRetreatNetBufferDataStart(&pieces.buffer, 24, 16, nullptr), NDIS_STATUS_SUCCESS);
  EXPECT_NE(pieces.buffer.MdlChain, &pieces.descriptors[0]);
  EXPECT_EQ(pieces.buffer.MdlChain->Next, &pieces.descriptors[0]);
  EXPECT_EQ(pieces.buffer.MdlChain->ByteCount, 20u + 16u);
  EXPECT_EQ(pieces.buffer.DataOffset, 16u);
  EXPECT_EQ(pieces.buffer.DataLength, 50u);
  EXPECT_EQ(nt::blocks_of(nullptr).size(), blocks_before + 1);

  NdisAdvanceNetBufferDataStart(&pieces.buffer, 24, TRUE, nullptr);
  EXPECT_EQ(pieces.buffer.MdlChain, &pieces.descriptors[0]);
  EXPECT_EQ(pieces.buffer.DataOffset, 4u);
  EXPECT_EQ(pieces.buffer.DataLength, 26u);
  EXPECT_EQ(first_byte(pieces.buffer), 4);
  EXPECT_EQ(nt::blocks_of(nullptr).size(), blocks_before);
}

TEST(DataStart, KeepsTheMdlInFrontUnlessToldToFreeIt) {
  RULE("W-NBL-3");
  Pieces pieces({10}, 0);
  ASSERT_EQ(NdisRetreatNetBufferDataStart(&pieces.buffer, 8, 0, nullptr), NDIS_STATUS_SUCCESS);
  NdisAdvanceNetBufferDataStart(&pieces.buffer, 8, FALSE, nullptr);
  EXPECT_EQ(pieces.buffer.MdlChain->Next, &pieces.descriptors[0]);
  EXPECT_EQ(pieces.buffer.DataOffset, 8u);
  EXPECT_EQ(first_byte(pieces.buffer), 0);
  NdisRetreatNetBufferDataStart(&pieces.buffer, 8, 0, nullptr);
  NdisAdvanceNetBufferDataStart(&pieces.buffer, 8, TRUE, nullptr);
  EXPECT_EQ(pieces.buffer.MdlChain, &pieces.descriptors[0]);
}

TEST(DataStart, UsesTheGuestsAllocatorAndItsCounterpart) {
  RULE("W-NBL-2");
  RULE("W-NBL-3");
  guest_allocations = guest_frees = 0;
  Pieces pieces({10}, 0);
  ASSERT_EQ(NdisRetreatNetBufferDataStart(&pieces.buffer, 8, 4, guest_allocate), NDIS_STATUS_SUCCESS);
  EXPECT_EQ(pieces.buffer.DataOffset, 4u);
  NdisAdvanceNetBufferDataStart(&pieces.buffer, 8, TRUE, guest_free);
  EXPECT_EQ(guest_allocations, 1u);
  EXPECT_EQ(guest_frees, 1u);
}

TEST(DataStart, IsUnchangedWhenTheAllocatorRefuses) {
  RULE("W-NBL-2");
  guest_refuses = true;
  Pieces pieces({10}, 2);
  EXPECT_EQ(NdisRetreatNetBufferDataStart(&pieces.buffer, 8, 0, guest_allocate), NDIS_STATUS_RESOURCES);
  guest_refuses = false;
  EXPECT_EQ(pieces.buffer.DataOffset, 2u);
  EXPECT_EQ(pieces.buffer.DataLength, 8u);
  EXPECT_EQ(pieces.buffer.MdlChain, &pieces.descriptors[0]);
}

TEST(DataStart, OfAListMovesInAllItsBuffersOrInNone) {
  RULE("W-NBL-4");
  Pieces with_room({30}, 20);
  Pieces without({30}, 0);
  with_room.buffer.Next = &without.buffer;
  NET_BUFFER_LIST list{};
  list.FirstNetBuffer = &with_room.buffer;
  guest_refuses = true;
  EXPECT_EQ(NdisRetreatNetBufferListDataStart(&list, 8, 0, guest_allocate, guest_free),
            NDIS_STATUS_RESOURCES);
  guest_refuses = false;
  EXPECT_EQ(with_room.buffer.DataOffset, 20u);
  EXPECT_EQ(with_room.buffer.DataLength, 10u);
  ASSERT_EQ(NdisRetreatNetBufferListDataStart(&list, 8, 0, nullptr, nullptr), NDIS_STATUS_SUCCESS);
  EXPECT_EQ(with_room.buffer.DataLength, 18u);
  EXPECT_EQ(without.buffer.DataLength, 38u);
  NdisAdvanceNetBufferListDataStart(&list, 8, TRUE, nullptr);
  EXPECT_EQ(without.buffer.MdlChain, &without.descriptors[0]);
}

TEST(DataStart, NeverPassesTheEndOfTheData) {
  const std::uint64_t before = findings("F-NBL-2");
  Pieces pieces({10}, 0);
  NdisAdvanceNetBufferDataStart(&pieces.buffer, 11, FALSE, nullptr);
  EXPECT_EQ(pieces.buffer.DataLength, 0u);
  EXPECT_EQ(findings("F-NBL-2"), before + 1);
}

}  // namespace
}  // namespace penstock::ndis
