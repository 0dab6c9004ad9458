// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "units.h"

namespace {

using Bytes = std::vector<std::uint8_t>;

TEST(ByteSource, CopiesAcrossPiecesAndNothingThatIsNotThere) {
  BYTE_SOURCE source;
  ByteSourceInitialize(&source);
  const Bytes first = {1, 2, 3}, second = {4}, third = {5, 6, 7, 8};
  for (const Bytes* piece : {&first, &second, &third})
    EXPECT_TRUE(ByteSourceAppend(&source, piece->data(), static_cast<UINT32>(piece->size())));
  for (UINT32 offset = 0; offset <= 8; ++offset) {
    for (UINT32 length = 0; length <= 9 - offset; ++length) {
      Bytes to(length, 0xEE);
      const bool there = ByteSourceCopy(&source, offset, to.data(), length) != FALSE;
      EXPECT_EQ(there, offset + length <= 8) << offset << " " << length;
      for (UINT32 i = 0; i < length; ++i) EXPECT_EQ(to[i], there ? offset + i + 1 : 0xEE);
    }
  }
  EXPECT_FALSE(ByteSourceCopy(&source, 0xFFFFFFFF, nullptr, 1));
}

TEST(ByteSource, TakesNoMorePiecesThanItHasPlacesFor) {
  BYTE_SOURCE source;
  ByteSourceInitialize(&source);
  const UINT8 byte = 1;
  EXPECT_TRUE(ByteSourceAppend(&source, &byte, 0));
  for (int i = 0; i < BYTE_SOURCE_MAXIMUM_PIECES; ++i) EXPECT_TRUE(ByteSourceAppend(&source, &byte, 1));
  EXPECT_FALSE(ByteSourceAppend(&source, &byte, 1));
  ByteSourceInitialize(&source);
  EXPECT_TRUE(ByteSourceAppend(&source, &byte, 0xFFFFFFFF));
  EXPECT_FALSE(ByteSourceAppend(&source, &byte, 1)) << "the length would wrap";
}

}  // namespace
