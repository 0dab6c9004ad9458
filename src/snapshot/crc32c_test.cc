// SPDX-License-Identifier: Apache-2.0
#include "snapshot/crc32c.h"

#include <gtest/gtest.h>

#include <algorithm>
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

TEST(Crc32c, OfTwoStretchesIsThatOfOne) {
  std::vector<std::byte> bytes(70'000);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::byte>(i * 131 + i / 256);
  const std::span<const std::byte> all(bytes);
  for (const std::size_t at : {0, 1, 7, 8, 255, 4096, 65'535, 69'999, 70'000})
    EXPECT_EQ(crc32c_join(crc32c(all.first(at)), crc32c(all.subspan(at)), all.size() - at), crc32c(all))
        << at;
}

// Every length up to past the longest stretch: each way through it is taken, and each tail.
TEST(Crc32c, CopiesWhatItSumsAndNothingBeyond) {
  std::vector<std::byte> from(3500);
  for (std::size_t i = 0; i < from.size(); ++i) from[i] = static_cast<std::byte>(i * 131 + i / 256);
  for (std::size_t bytes = 0; bytes <= from.size(); ++bytes) {
    const std::span<const std::byte> part(from.data() + from.size() - bytes, bytes);
    const std::uint32_t wanted = crc32c_by_table(part, 17);
    ASSERT_EQ(crc32c(part, 17), wanted) << bytes;
    ASSERT_EQ(crc32c_by_word(part, 17), wanted) << bytes;
    std::vector<std::byte> to(bytes + 1, std::byte{0xEE});
    ASSERT_EQ(crc32c_copy(to.data(), part, 17), wanted) << bytes;
    ASSERT_TRUE(std::equal(part.begin(), part.end(), to.begin())) << bytes;
    ASSERT_EQ(to[bytes], std::byte{0xEE}) << bytes;
  }
}

}  // namespace
}  // namespace penstock::snapshot
