// SPDX-License-Identifier: Apache-2.0
#include "snapshot/image.h"

#include <gtest/gtest.h>

#include <fstream>

#include "snapshot/crc32c.h"

namespace penstock::snapshot {
namespace {

Bytes bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }
std::string text_of(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

constexpr KnownSection kKnown[] = {{"bus", 1}, {"line/*", 2}};

std::vector<std::byte> two_sections() {
  ImageWriter writer(7);
  EXPECT_TRUE(writer.add("bus", 1, bytes_of("state of the bus")).ok());
  EXPECT_TRUE(writer.add("line/one", 2, bytes_of("one")).ok());
  return writer.finish();
}

TEST(Image, GivesBackWhatWasPutIn) {
  const auto bytes = two_sections();
  const auto image = Image::read(bytes, kKnown);
  ASSERT_TRUE(image.ok());
  EXPECT_EQ(image->epoch(), 7u);
  EXPECT_EQ(image->major(), kImageMajor);
  EXPECT_EQ(image->find("line/one")->checksum, crc32c(bytes_of("one")));
  EXPECT_EQ(text_of(image->find("bus")->bytes), "state of the bus");
  EXPECT_EQ(image->find("line/one")->version, 2);
  EXPECT_EQ(image->find("line/two").fault().reason, Reason::missing_section);
  EXPECT_EQ(two_sections(), bytes) << "and the same bytes every time";
}

TEST(Image, RefusesASectionThatNobodyKnowsByItsName) {
  const auto bytes = two_sections();
  const KnownSection bus_only[] = {{"bus", 1}};
  const auto image = Image::read(bytes, bus_only);
  ASSERT_FALSE(image.ok());
  EXPECT_EQ(to_string(image.fault()), "section line/one: unknown section");
}

TEST(Image, RefusesANewerSectionByItsName) {
  const auto bytes = two_sections();
  const KnownSection older[] = {{"bus", 1}, {"line/*", 1}};
  EXPECT_EQ(to_string(Image::read(bytes, older).fault()), "section line/one: newer version: 2");
}

TEST(Image, RefusesANameTwice) {
  ImageWriter writer(1);
  ASSERT_TRUE(writer.add("bus", 1, {}).ok());
  EXPECT_EQ(writer.add("bus", 1, {}).fault().reason, Reason::duplicate);
}

TEST(Image, RefusesEachFlippedBit) {
  const auto good = two_sections();
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      auto bytes = good;
      bytes[at] ^= static_cast<std::byte>(1 << bit);
      ASSERT_FALSE(Image::read(bytes, kKnown).ok()) << "byte " << at << " bit " << bit;
    }
  }
}

TEST(Image, NamesTheDamagedSection) {
  auto bytes = two_sections();
  const std::string text = text_of(bytes);
  bytes[text.find("state of")] ^= std::byte{1};
  const auto fault = Image::read(bytes, kKnown).fault();
  EXPECT_EQ(fault.reason, Reason::damaged);
  EXPECT_EQ(fault.section, "bus");
}

TEST(Image, CountsToADamagedHead) {
  auto bytes = two_sections();
  const std::string text = text_of(bytes);
  bytes[text.find("line/one")] ^= std::byte{1};
  EXPECT_EQ(to_string(Image::read(bytes, kKnown).fault()), "section #2: damaged: a section's head");
}

TEST(Image, RefusesEachTruncationAndWhatFollowsTheEnd) {
  auto bytes = two_sections();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    ASSERT_FALSE(Image::read(Bytes(bytes).first(size), kKnown).ok()) << size;
  }
  bytes.push_back(std::byte{0});
  EXPECT_EQ(Image::read(bytes, kKnown).fault().reason, Reason::damaged);
}

// The image of each format version that was ever written is read by every later one.
TEST(Image, ReadsTheFirstVersionEverWritten) {
  std::ifstream file(PENSTOCK_CORPUS "/snapshot/container_1_0.bin", std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  ASSERT_FALSE(text.empty());
  const auto image = Image::read(bytes_of(text), kKnown);
  ASSERT_TRUE(image.ok()) << to_string(image.fault());
  EXPECT_EQ(text_of(image->find("bus")->bytes), "state of the bus");
  EXPECT_EQ(text_of(image->find("line/one")->bytes), "one");
}

}  // namespace
}  // namespace penstock::snapshot
