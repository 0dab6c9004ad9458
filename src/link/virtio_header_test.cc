// SPDX-License-Identifier: Apache-2.0
#include "link/virtio_header.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "wire/sample_packets.h"

namespace penstock::link {
namespace {

namespace sample = wire::sample;
using packet::ChecksumState;
using packet::Offload;
using packet::Segmentation;

std::vector<std::uint8_t> stream(int version, std::uint8_t flags = wire::kTcpAck) {
  return sample::tcp_packet(version, {.source_port = 1, .destination_port = 2, .flags = flags}, 3000);
}

constexpr Offload kLargeSend{.checksum = ChecksumState::partial,
                             .segmentation = Segmentation::tcp4,
                             .segment_payload_bytes = 1400,
                             .checksum_start_bytes = 20,
                             .checksum_offset_bytes = 16};

TEST(VirtioHeader, SaysTheSameBothWays) {
  const auto packet = stream(4);
  VirtioHeader header;
  ASSERT_TRUE(make_virtio_header(kLargeSend, packet, header));
  EXPECT_EQ(header.header_bytes, 40);
  Offload back;
  ASSERT_TRUE(read_virtio_header(header, packet, back));
  EXPECT_EQ(back.segmentation, Segmentation::tcp4);
  EXPECT_EQ(back.checksum, ChecksumState::partial);
  EXPECT_EQ(back.segment_payload_bytes, 1400);
  EXPECT_EQ(back.checksum_start_bytes, 20);
  EXPECT_EQ(back.checksum_offset_bytes, 16);
  EXPECT_FALSE(back.coalesced);
}

TEST(VirtioHeader, TellsTheKernelOfACongestionReply) {
  VirtioHeader plain;
  VirtioHeader reply;
  ASSERT_TRUE(make_virtio_header(kLargeSend, stream(4), plain));
  ASSERT_TRUE(make_virtio_header(kLargeSend, stream(4, wire::kTcpAck | wire::kTcpCwr), reply));
  EXPECT_EQ(plain.segmentation, 1);
  EXPECT_EQ(reply.segmentation, 1 | 0x80);
}

TEST(VirtioHeader, OfAnOrdinaryPacketIsEmpty) {
  VirtioHeader header;
  ASSERT_TRUE(make_virtio_header({}, stream(6), header));
  EXPECT_EQ(header.flags, 0);
  EXPECT_EQ(header.segmentation, 0);
  EXPECT_EQ(header.segment_payload_bytes, 0);
}

struct Lie {
  const char* what;
  VirtioHeader header;
};

TEST(HostileVirtioHeader, IsRefused) {
  const auto packet = stream(4);
  const auto size = static_cast<std::uint16_t>(packet.size());
  const Lie lies[] = {
      {"no segment size",
       {.flags = 1, .segmentation = 1, .checksum_start_bytes = 20, .checksum_offset_bytes = 16}},
      {"headers beyond the packet",
       {.segmentation = 1, .header_bytes = static_cast<std::uint16_t>(size + 1), .segment_payload_bytes = 1}},
      {"IPv6 segments of an IPv4 packet", {.segmentation = 4, .segment_payload_bytes = 100}},
      {"fragmentation offload, never asked for", {.segmentation = 3, .segment_payload_bytes = 100}},
      {"congestion bit without TCP", {.segmentation = 0x80}},
      {"congestion bit with UDP", {.segmentation = 0x85, .segment_payload_bytes = 100}},
      {"checksum from the first byte", {.flags = 1, .checksum_start_bytes = 0, .checksum_offset_bytes = 16}},
      {"checksum field across the end",
       {.flags = 1,
        .checksum_start_bytes = 20,
        .checksum_offset_bytes = static_cast<std::uint16_t>(size - 21)}},
      {"checksum field that wraps around",
       {.flags = 1, .checksum_start_bytes = 0xffff, .checksum_offset_bytes = 0xffff}},
  };
  for (const Lie& lie : lies) {
    Offload offload;
    EXPECT_FALSE(read_virtio_header(lie.header, packet, offload)) << lie.what;
  }
  Offload offload;
  EXPECT_FALSE(read_virtio_header({}, {}, offload)) << "no packet";
}

TEST(HostileVirtioHeader, IsNeverBelievedBeyondThePacket) {
  std::mt19937 random(7);
  const auto packet = stream(6);
  int believed = 0;
  for (int round = 0; round < 100000; ++round) {
    const VirtioHeader header{.flags = static_cast<std::uint8_t>(random() % 4),
                              .segmentation = static_cast<std::uint8_t>(random() % 8),
                              .header_bytes = static_cast<std::uint16_t>(random()),
                              .segment_payload_bytes = static_cast<std::uint16_t>(random() % 3000),
                              .checksum_start_bytes = static_cast<std::uint16_t>(random() % 6000),
                              .checksum_offset_bytes = static_cast<std::uint16_t>(random() % 6000)};
    Offload offload;
    if (!read_virtio_header(header, packet, offload)) continue;
    ++believed;
    if (offload.checksum == ChecksumState::partial) {
      ASSERT_LE(offload.checksum_start_bytes + offload.checksum_offset_bytes + 2u, packet.size());
    }
    if (offload.segmentation != Segmentation::none) {
      ASSERT_NE(offload.segment_payload_bytes, 0);
    }
  }
  EXPECT_GT(believed, 1000);
}

TEST(VirtioHeader, IsNotMadeForASuperPacketWithAFinishedChecksum) {
  Offload offload = kLargeSend;
  offload.checksum = ChecksumState::verified;
  VirtioHeader header;
  EXPECT_FALSE(make_virtio_header(offload, stream(4), header));
}

}  // namespace
}  // namespace penstock::link
