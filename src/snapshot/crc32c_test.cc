// SPDX-License-Identifier: Apache-2.0
#include "snapshot/crc32c.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace penstock::snapshot {
namespace {

TEST(Crc32c, MatchesThePublishedVector) {
  const std::string_view text = "123456789";
  EXPECT_EQ(crc32c(std::as_bytes(std::span(text))), 0xE3069283u);
  EXPECT_EQ(crc32c_by_table(std::as_bytes(std::span(text))), 0xE3069283u);
}

TEST(Crc32c, IsTheSameByInstructionByTableAndInParts) {
  std::vector<std::byte> bytes;
  for (int i = 0; i < 300; ++i) {
    const std::uint32_t whole = crc32c(bytes);
    ASSERT_EQ(whole, crc32c_by_table(bytes));
    const std::size_t half = bytes.size() / 3;
    ASSERT_EQ(whole, crc32c(std::span(bytes).subspan(half), crc32c(std::span(bytes).first(half))));
    bytes.push_back(static_cast<std::byte>(i * 37));
  }
}

}  // namespace
}  // namespace penstock::snapshot
