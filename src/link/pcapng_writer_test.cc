// SPDX-License-Identifier: Apache-2.0
#include "link/pcapng_writer.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "link/scratch_file.h"
#include "wire/sample_packets.h"

namespace penstock::link {
namespace {

namespace sample = wire::sample;
using Bytes = std::vector<std::uint8_t>;

Bytes written(std::string_view comment) {
  ScratchFile file;
  auto writer = PcapngWriter::create(file.path());
  EXPECT_TRUE(writer.ok());
  const std::uint32_t interface = (*writer)->add_interface("pen0");
  (*writer)->write(interface, 5, sample::udp_packet(4, 1, 2, 3),
                   {.direction = PacketDirection::inbound, .comments = {&comment, 1}});
  EXPECT_TRUE((*writer)->flush().ok());
  return file.content();
}

std::uint32_t load32(const Bytes& bytes, std::size_t at) {
  return bytes[at] | bytes[at + 1] << 8 | bytes[at + 2] << 16 |
         static_cast<std::uint32_t>(bytes[at + 3]) << 24;
}

TEST(PcapngWriter, WritesTheSameFileForTheSamePackets) {
  EXPECT_EQ(written("permit"), written("permit"));
  EXPECT_NE(written("permit"), written("block"));
}

TEST(PcapngWriter, WritesBlocksThatSayTheirLengthTwice) {
  const Bytes file = written("a comment of odd size");
  std::vector<std::uint32_t> types;
  for (std::size_t at = 0; at < file.size();) {
    const std::uint32_t length = load32(file, at + 4);
    ASSERT_EQ(length % 4, 0u);
    ASSERT_LE(at + length, file.size());
    EXPECT_EQ(load32(file, at + length - 4), length);
    types.push_back(load32(file, at));
    at += length;
  }
  EXPECT_EQ(types, (std::vector<std::uint32_t>{0x0a0d0d0a, 1, 6}));
}

TEST(PcapngWriter, CutsALongCommentBetweenCharacters) {
  std::string comment = "x";
  while (comment.size() < 2 * kCommentBytesMax) comment += "\u00fc";  // two bytes, at odd places
  const Bytes file = written(comment);
  const std::string text(file.begin(), file.end());
  EXPECT_NE(text.find(comment.substr(0, kCommentBytesMax - 1)), std::string::npos);
  EXPECT_EQ(text.find(comment.substr(0, kCommentBytesMax)), std::string::npos);
}

TEST(PcapngWriter, TellsThatTheDiskIsFull) {
  Descriptor full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
  ASSERT_TRUE(static_cast<bool>(full));
  PcapngWriter writer(std::move(full), "file /dev/full");
  const std::uint32_t interface = writer.add_interface("pen0");
  const auto flushed = writer.flush();
  ASSERT_FALSE(flushed.ok());
  EXPECT_EQ(flushed.fault().reason, Reason::cannot_write);
  EXPECT_EQ(to_string(flushed.fault()), "file /dev/full: write: No space left on device");
  writer.write(interface, 1, sample::udp_packet(4, 1, 2, 3));
  EXPECT_EQ(writer.lost_packets(), 1u);
}

TEST(PcapngWriter, LeavesAFileAloneThatAnotherIsWriting) {
  const ScratchFile file;
  {
    const auto first = PcapngWriter::create(file.path());
    ASSERT_TRUE(first.ok() && (*first)->flush().ok());
    const auto written = std::filesystem::file_size(file.path());
    const auto second = PcapngWriter::create(file.path());
    ASSERT_FALSE(second.ok());
    EXPECT_EQ(to_string(second.fault()), "file " + file.path() + ": another capture is being written to it");
    EXPECT_EQ(second.fault().reason, Reason::busy);
    EXPECT_EQ(std::filesystem::file_size(file.path()), written);
  }
  EXPECT_TRUE(PcapngWriter::create(file.path()).ok());
}

TEST(PcapngWriter, SaysWhichFileItCannotMake) {
  const auto writer = PcapngWriter::create("/nowhere/at/all.pcapng");
  ASSERT_FALSE(writer.ok());
  EXPECT_EQ(writer.fault().reason, Reason::not_found);
}

}  // namespace
}  // namespace penstock::link
