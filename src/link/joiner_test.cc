// SPDX-License-Identifier: Apache-2.0
#include "link/joiner.h"

#include <gtest/gtest.h>

#include <vector>

#include "link/segmenter.h"
#include "wire/sample_packets.h"

namespace penstock::link {
namespace {

namespace sample = wire::sample;
using Bytes = std::vector<std::uint8_t>;

constexpr std::uint32_t kMtuBytes = 1500;
constexpr CoalesceOptions kBoth{.tcp = true, .udp = true, .mtu_bytes = kMtuBytes};

// Segments of one stream, each behind the last.
std::vector<Bytes> stream(std::size_t count, std::uint16_t port = 1000) {
  std::vector<Bytes> made;
  wire::TcpFields fields{.acknowledgment = 7, .flags = wire::kTcpAck, .window = 100};
  fields.source_port = port;
  fields.destination_port = 80;
  for (; made.size() < count; fields.sequence += 1000) made.push_back(sample::tcp_packet(6, fields, 1000));
  return made;
}

class Joined : public ::testing::Test {
 protected:
  std::uint32_t join(const std::vector<Bytes>& packets, const CoalesceOptions& options = kBoth) {
    std::vector<PacketView> views;
    for (const Bytes& one : packets)
      views.push_back({one.data(), static_cast<std::uint32_t>(one.size()), {}});
    return join_packets(views, options, {small, big}, made);
  }
  std::vector<std::uint32_t> counts() const {
    std::vector<std::uint32_t> all;
    for (const packet::Packet* one = made.first(); one != nullptr; one = one->next)
      all.push_back(packets_in(*one));
    return all;
  }
  // Everything that was made, as the packets it stands for.
  std::vector<Bytes> cut_again() {
    std::vector<Bytes> all;
    while (packet::PacketPtr one = made.pop_front()) {
      auto pieces = cut(std::move(one), kMtuBytes, pieces_);
      EXPECT_TRUE(pieces.ok());
      while (packet::PacketPtr piece = pieces->pop_front())
        all.emplace_back(piece->bytes().begin(), piece->bytes().end());
    }
    return all;
  }

  packet::PacketPool small{{.packets_max = 4}};
  packet::PacketPool big{{.packets_max = 2, .buffer_bytes = 70'000}};
  packet::PacketChain made;

 private:
  packet::PacketPool pieces_{{.packets_max = 400}};
};

TEST_F(Joined, ARowOfSegmentsIsOneSuperPacketThatStandsForTheSameBytes) {
  const std::vector<Bytes> packets = stream(60);
  EXPECT_EQ(join(packets), 0u);
  EXPECT_EQ(counts(), std::vector<std::uint32_t>{60});
  EXPECT_EQ(made.first()->offload.segmentation, packet::Segmentation::tcp6);
  EXPECT_EQ(&made.first()->pool(), &big);
  EXPECT_EQ(cut_again(), packets);
}

TEST_F(Joined, WhatCannotBeJoinedComesAloneAndInItsPlace) {
  std::vector<Bytes> packets = stream(3);
  packets.insert(packets.begin() + 1, sample::udp_packet(4, 5, 6, 40));
  EXPECT_EQ(join(packets), 0u);
  EXPECT_EQ(counts(), (std::vector<std::uint32_t>{3, 1}));
  made = {};
  EXPECT_EQ(join(packets, {.tcp = false, .udp = false, .mtu_bytes = kMtuBytes}), 0u);
  EXPECT_EQ(cut_again(), packets);
}

TEST_F(Joined, APacketAloneIsItsCopy) {
  const std::vector<Bytes> packets = stream(1);
  EXPECT_EQ(join(packets), 0u);
  EXPECT_EQ(made.first()->offload.segmentation, packet::Segmentation::none);
  EXPECT_EQ(&made.first()->pool(), &small);
  EXPECT_EQ(cut_again(), packets);
}

TEST_F(Joined, WithoutABigBufferThePiecesComeOneByOne) {
  const packet::PacketPtr one = big.allocate();
  const packet::PacketPtr other = big.allocate();
  const std::vector<Bytes> packets = stream(4);
  EXPECT_EQ(join(packets), 0u);
  EXPECT_EQ(counts(), (std::vector<std::uint32_t>{1, 1, 1, 1}));
  EXPECT_EQ(cut_again(), packets);
}

TEST_F(Joined, WithoutASmallBufferABigOneServes) {
  std::vector<packet::PacketPtr> taken;
  for (int i = 0; i < 4; ++i) taken.push_back(small.allocate());
  EXPECT_EQ(join(stream(1)), 0u);
  EXPECT_EQ(&made.first()->pool(), &big);
}

TEST_F(Joined, WhatFindsNoBufferIsCounted) {
  const packet::PacketPtr one = big.allocate();
  const packet::PacketPtr other = big.allocate();
  EXPECT_EQ(join(stream(6)), 2u);
  EXPECT_EQ(made.count(), 4u);
}

TEST_F(Joined, APacketOfNoKnownKindIsOne) {
  const packet::PacketPtr packet = small.allocate();
  packet->set_size(3);
  packet->offload = {.segmentation = packet::Segmentation::udp, .segment_payload_bytes = 100};
  EXPECT_EQ(packets_in(*packet), 1u);
}

}  // namespace
}  // namespace penstock::link
