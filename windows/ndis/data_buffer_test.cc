// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>

#include "ndis/gather.h"
#include "testing/rule.h"

#include "ndis/test_lists.h"

namespace penstock::ndis {
namespace {

using Bytes = std::vector<std::uint8_t>;

TEST(DataBuffer, PointsIntoTheDataWhereItIsContiguous) {
  RULE("W-NBL-7");
  Pieces pieces({10, 10}, 2);
  EXPECT_EQ(NdisGetDataBuffer(&pieces.buffer, 8, nullptr, 1, 0), &pieces.memory[0][2]);
}

TEST(DataBuffer, CopiesAcrossMdlsOnlyIntoStorageGiven) {
  RULE("W-NBL-7");  // T-25
  Pieces pieces({10, 10}, 2);
  EXPECT_EQ(NdisGetDataBuffer(&pieces.buffer, 12, nullptr, 1, 0), nullptr);
  Bytes storage(12);
  ASSERT_EQ(NdisGetDataBuffer(&pieces.buffer, 12, storage.data(), 1, 0), storage.data());
  EXPECT_EQ(storage, (Bytes{2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}));
}

TEST(DataBuffer, HasNoMoreThanTheDataLength) {
  RULE("W-NBL-7");
  Pieces pieces({10}, 2);
  Bytes storage(20);
  EXPECT_EQ(NdisGetDataBuffer(&pieces.buffer, 9, storage.data(), 1, 0), nullptr);
}

TEST(DataBuffer, CopiesWhatLiesAtAnotherAlignmentThanAsked) {
  RULE("W-NBL-7");
  alignas(8) std::array<std::uint8_t, 16> memory{};
  MDL descriptor;
  describe_memory(descriptor, memory.data(), memory.size());
  NET_BUFFER buffer{};
  buffer.MdlChain = &descriptor;
  buffer.DataOffset = 1;
  buffer.stDataLength = 15;
  find_current(buffer);
  EXPECT_EQ(NdisGetDataBuffer(&buffer, 4, nullptr, 4, 0), nullptr);
  EXPECT_EQ(NdisGetDataBuffer(&buffer, 4, nullptr, 4, 1), &memory[1]);
}

TEST(DataBuffer, IsCopiedToAnotherFromBothDataStarts) {
  RULE("W-NBL-8");
  Pieces from({5, 5, 10}, 3);
  Pieces to({4, 30}, 2);
  to.buffer.stDataLength = 0;  // what is there is the chain
  ULONG copied = 0;
  ASSERT_EQ(NdisCopyFromNetBufferToNetBuffer(&to.buffer, 1, 9, &from.buffer, 2, &copied),
            NDIS_STATUS_SUCCESS);
  EXPECT_EQ(copied, 9u);
  EXPECT_EQ(to.memory[0][2], 2);  // untouched
  EXPECT_EQ(to.memory[0][3], 5);
  EXPECT_EQ(to.memory[1][0], 6);
  EXPECT_EQ(to.memory[1][7], 13);
  EXPECT_EQ(to.buffer.DataLength, 0u);
  EXPECT_EQ(to.buffer.DataOffset, 2u);
}

TEST(DataBuffer, IsCopiedAsFarAsBothReach) {
  RULE("W-NBL-8");
  Pieces from({10}, 4);
  Pieces to({5}, 0);
  ULONG copied = 0;
  NdisCopyFromNetBufferToNetBuffer(&to.buffer, 2, 100, &from.buffer, 0, &copied);
  EXPECT_EQ(copied, 3u);
  NdisCopyFromNetBufferToNetBuffer(&to.buffer, 0, 100, &from.buffer, 4, &copied);
  EXPECT_EQ(copied, 2u);
}

TEST(DataBuffer, IsGatheredAndScatteredAcrossMdls) {
  Pieces pieces({3, 3, 3}, 1);
  Bytes out(8);
  EXPECT_EQ(gather(pieces.buffer, out), 8u);
  EXPECT_EQ(out, (Bytes{1, 2, 3, 4, 5, 6, 7, 8}));
  const Bytes in = {90, 91, 92};
  EXPECT_EQ(scatter(pieces.buffer, 1, in), 3u);
  EXPECT_EQ(pieces.memory[0][2], 90);
  EXPECT_EQ(pieces.memory[1][1], 92);
}

}  // namespace
}  // namespace penstock::ndis
