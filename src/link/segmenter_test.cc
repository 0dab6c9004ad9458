// SPDX-License-Identifier: Apache-2.0
#include "link/segmenter.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "base/byte_order.h"
#include "link/packet_copy.h"
#include "testing/rule.h"
#include "wire/sample_packets.h"

namespace penstock::link {
namespace {

namespace sample = wire::sample;
using packet::ChecksumState;
using packet::PacketPtr;
using packet::Segmentation;
using Bytes = std::vector<std::uint8_t>;

constexpr std::uint32_t kMtuBytes = 1500;

// A batch of small buffers, and one big enough for what is cut.
struct Pools {
  packet::PacketPool small{{.packets_max = 64}};
  packet::PacketPool big{{.packets_max = 4, .clones_max = 4, .buffer_bytes = 70000}};
};

Bytes stream(int version, std::size_t payload_bytes) {
  return sample::tcp_packet(version,
                            {.source_port = 1000,
                             .destination_port = 80,
                             .sequence = 5,
                             .acknowledgment = 7,
                             .flags = wire::kTcpAck | wire::kTcpPsh,
                             .window = 100},
                            payload_bytes);
}

PacketPtr super_packet(const Bytes& bytes, Segmentation segmentation, std::uint16_t segment_payload_bytes,
                       packet::PacketPool& pool) {
  PacketPtr made = packet_with_bytes(bytes, pool);
  made->offload.segmentation = segmentation;
  made->offload.segment_payload_bytes = segment_payload_bytes;
  return made;
}

void expect_correct(const packet::Packet& packet) {
  const auto parsed = wire::parse(packet.bytes());
  ASSERT_TRUE(parsed.ok()) << to_string(parsed.fault());
  EXPECT_EQ(parsed->total_bytes, packet.size_bytes());
  EXPECT_NE(verify_network_checksum(packet.bytes(), *parsed), wire::ChecksumVerdict::wrong);
  EXPECT_EQ(verify_transport_checksum(packet.bytes(), *parsed), wire::ChecksumVerdict::correct);
  EXPECT_EQ(packet.offload.segmentation, Segmentation::none);
  EXPECT_NE(packet.offload.checksum, ChecksumState::partial);
}

Bytes payload_of(const packet::Packet& packet) {
  const auto parsed = wire::parse(packet.bytes());
  const auto payload = packet.bytes().subspan(parsed->payload_offset, parsed->payload_bytes);
  return {payload.begin(), payload.end()};
}

struct Kind {
  int version;
  Segmentation segmentation;
};

class SuperPacket : public ::testing::TestWithParam<Kind> {
 protected:
  Bytes bytes(std::size_t payload_bytes) const {
    const Kind kind = GetParam();
    return kind.segmentation == Segmentation::udp ? sample::udp_packet(kind.version, 1000, 80, payload_bytes)
                                                  : stream(kind.version, payload_bytes);
  }
  Pools pools_;
};

TEST_P(SuperPacket, IsCutIntoSoundPacketsThatCarryThePayloadOnceInOrder) {
  RULE("W-LNX-7");
  auto chain =
      cut(super_packet(bytes(9000), GetParam().segmentation, 1000, pools_.big), kMtuBytes, pools_.small);
  ASSERT_TRUE(chain.ok());
  EXPECT_EQ(chain->count(), 9u);
  Bytes payload;
  while (PacketPtr segment = chain->pop_front()) {
    expect_correct(*segment);
    const Bytes part = payload_of(*segment);
    EXPECT_EQ(part.size(), 1000u);
    payload.insert(payload.end(), part.begin(), part.end());
  }
  EXPECT_EQ(payload, sample::counting_bytes(9000));
}

TEST_P(SuperPacket, GivesEverythingBackWhenThePoolRunsOutInTheMiddle) {
  packet::PacketPool scarce({.packets_max = 3, .clones_max = 0});
  const auto chain =
      cut(super_packet(bytes(9000), GetParam().segmentation, 1000, pools_.big), kMtuBytes, scarce);
  ASSERT_FALSE(chain.ok());
  EXPECT_EQ(chain.fault(), CutFault::no_buffer);
  EXPECT_EQ(scarce.counts().out, 0u);
  EXPECT_EQ(pools_.big.counts().out, 0u);
}

TEST_P(SuperPacket, WithoutASegmentSizeIsRefused) {
  const auto chain =
      cut(super_packet(bytes(3000), GetParam().segmentation, 0, pools_.big), kMtuBytes, pools_.small);
  ASSERT_FALSE(chain.ok());
  EXPECT_EQ(chain.fault(), CutFault::not_segmentable);
}

INSTANTIATE_TEST_SUITE_P(Kinds, SuperPacket,
                         ::testing::Values(Kind{4, Segmentation::tcp4}, Kind{6, Segmentation::tcp6},
                                           Kind{4, Segmentation::udp}, Kind{6, Segmentation::udp}),
                         [](const auto& named) {
                           return std::string(named.param.segmentation == Segmentation::udp ? "Udp" : "Tcp") +
                                  std::to_string(named.param.version);
                         });

TEST(Cut, MakesTcpSegmentsSmallerForASmallMtu) {
  Pools pools;
  auto chain = cut(super_packet(stream(4, 3000), Segmentation::tcp4, 1400, pools.big), 600, pools.small);
  ASSERT_TRUE(chain.ok());
  while (PacketPtr segment = chain->pop_front()) {
    expect_correct(*segment);
    EXPECT_LE(segment->size_bytes(), 600u);
  }
}

TEST(Cut, LeavesTheEndsOfDatagramsWhereTheyAre) {
  Pools pools;
  const auto chain = cut(super_packet(sample::udp_packet(4, 1, 2, 3000), Segmentation::udp, 1400, pools.big),
                         600, pools.small);
  ASSERT_FALSE(chain.ok());
  EXPECT_EQ(chain.fault(), CutFault::too_long);
}

TEST(Cut, RefusesALongPacketWithoutASegmentSize) {
  RULE("W-LNX-7");
  Pools pools;
  const auto chain = cut(packet_with_bytes(stream(4, 3000), pools.big), kMtuBytes, pools.small);
  ASSERT_FALSE(chain.ok());
  EXPECT_EQ(chain.fault(), CutFault::too_long);
}

TEST(Cut, RefusesAPacketThatIsNotWhatItsOffloadSays) {
  Pools pools;
  for (const Segmentation lie : {Segmentation::tcp6, Segmentation::udp}) {
    const auto chain = cut(super_packet(stream(4, 3000), lie, 1000, pools.big), kMtuBytes, pools.small);
    ASSERT_FALSE(chain.ok());
    EXPECT_EQ(chain.fault(), CutFault::not_segmentable);
  }
}

TEST(Cut, KeepsWhatIsKnownOfThePacket) {
  Pools pools;
  PacketPtr large = super_packet(stream(4, 3000), Segmentation::tcp4, 1000, pools.big);
  large->id = 77;
  large->arrived_ns = 123;
  large->flow_hash = 9;
  auto chain = cut(std::move(large), kMtuBytes, pools.small);
  ASSERT_TRUE(chain.ok());
  while (PacketPtr segment = chain->pop_front()) {
    EXPECT_EQ(segment->id, 77u);
    EXPECT_EQ(segment->arrived_ns, 123);
    EXPECT_EQ(segment->flow_hash, 9u);
  }
}

PacketPtr with_partial_checksum(const Bytes& bytes, packet::PacketPool& pool) {
  PacketPtr made = packet_with_bytes(bytes, pool);
  const auto parsed = wire::parse(made->bytes());
  const auto where = wire::leave_partial_checksum(made->bytes(), *parsed);
  made->offload.checksum = ChecksumState::partial;
  made->offload.checksum_start_bytes = where->checksum_start;
  made->offload.checksum_offset_bytes = where->checksum_offset;
  return made;
}

TEST(PartialChecksum, IsFinishedInPlace) {
  Pools pools;
  const Bytes whole = stream(6, 333);
  auto done = complete_checksum(with_partial_checksum(whole, pools.small), pools.small);
  ASSERT_TRUE(done.ok());
  EXPECT_EQ(Bytes((*done)->bytes().begin(), (*done)->bytes().end()), whole);
  EXPECT_EQ((*done)->offload.checksum, ChecksumState::verified);
}

TEST(PartialChecksum, OfAClonedPacketIsFinishedInACopy) {
  Pools pools;
  const Bytes whole = stream(4, 100);
  PacketPtr original = with_partial_checksum(whole, pools.small);
  const Bytes before(original->bytes().begin(), original->bytes().end());
  auto done = complete_checksum(pools.small.clone(*original), pools.small);
  ASSERT_TRUE(done.ok());
  EXPECT_EQ(Bytes((*done)->bytes().begin(), (*done)->bytes().end()), whole);
  EXPECT_EQ(Bytes(original->bytes().begin(), original->bytes().end()), before);
}

TEST(PartialChecksum, BeyondThePacketIsRefused) {
  Pools pools;
  PacketPtr packet = packet_with_bytes(stream(4, 10), pools.small);
  packet->offload.checksum = ChecksumState::partial;
  packet->offload.checksum_start_bytes = 40;
  packet->offload.checksum_offset_bytes = 60000;
  const auto done = complete_checksum(std::move(packet), pools.small);
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.fault(), CutFault::not_segmentable);
}

}  // namespace
}  // namespace penstock::link
