// SPDX-License-Identifier: Apache-2.0
#include "wire/segment.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "wire/sample_packets.h"

namespace penstock::wire {
namespace {

using sample::Packet;

constexpr TcpFields kStream{
    .source_port = 1000, .destination_port = 80, .sequence = 0xfffffff0, .acknowledgment = 7};

Packet stream_packet(int version, std::uint8_t flags, std::size_t payload_bytes, std::uint16_t urgent = 0) {
  TcpFields fields = kStream;
  fields.flags = flags;
  fields.urgent = urgent;
  return sample::tcp_packet(version, fields, payload_bytes);
}

// All segments, gathered as a link would.
std::vector<Packet> cut(const Packet& packet, std::uint32_t segment_payload_bytes) {
  const Result<SegmentPlan> plan =
      plan_segments(packet, *parse(packet, {.allow_super = true}), segment_payload_bytes);
  std::vector<Packet> segments;
  for (std::uint32_t index = 0; index < plan->count; ++index) {
    Packet header(plan->header_bytes);
    const Result<Segment> segment = write_segment_header(packet, *plan, index, header);
    const auto payload = packet.begin() + static_cast<long>(segment->payload_offset);
    segments.push_back(
        sample::joined(header, Packet(payload, payload + static_cast<long>(segment->payload_bytes))));
  }
  return segments;
}

std::uint32_t sequence_of(const Packet& packet) {
  return base::load_big32(packet.data() + parse(packet)->network_header_bytes + 4);
}

TEST(Segments, AreSoundPacketsThatCarryThePayloadOnceInOrder) {
  EXPECT_TRUE(rc::check([] {
    const int version = *rc::gen::element(4, 6);
    const bool tcp = *rc::gen::arbitrary<bool>();
    const auto payload_bytes = static_cast<std::size_t>(*rc::gen::inRange(0, 4000));
    const auto size = static_cast<std::uint32_t>(*rc::gen::inRange(1, 1500));
    const Packet packet = tcp ? stream_packet(version, kTcpAck, payload_bytes)
                              : sample::udp_packet(version, 1000, 80, payload_bytes);
    Packet payload;
    for (const Packet& segment : cut(packet, size)) {
      const Result<Parsed> parsed = parse(segment);
      RC_ASSERT(parsed.ok());
      RC_ASSERT(parsed->total_bytes == segment.size());
      RC_ASSERT(parsed->payload_bytes <= size);
      RC_ASSERT(verify_transport_checksum(segment, *parsed) == ChecksumVerdict::correct);
      RC_ASSERT(verify_network_checksum(segment, *parsed) != ChecksumVerdict::wrong);
      if (tcp)
        RC_ASSERT(sequence_of(segment) == kStream.sequence + static_cast<std::uint32_t>(payload.size()));
      payload.insert(payload.end(), segment.begin() + parsed->payload_offset, segment.end());
    }
    RC_ASSERT(payload == sample::counting_bytes(payload_bytes));
  }));
}

TEST(Segments, AdvanceTheIdentification) {
  Packet packet = stream_packet(4, kTcpAck, 250);
  base::store_big16(packet.data() + 4, 0xffff);
  const std::vector<Packet> segments = cut(packet, 100);
  ASSERT_EQ(segments.size(), 3u);
  EXPECT_EQ(parse(segments[0])->fragment.identification, 0xffffu);
  EXPECT_EQ(parse(segments[1])->fragment.identification, 0u);
  EXPECT_EQ(parse(segments[2])->fragment.identification, 1u);
}

TEST(Segments, CarryEndFlagsLastAndTheWindowFlagFirst) {
  const std::vector<Packet> segments =
      cut(stream_packet(6, kTcpAck | kTcpFin | kTcpPsh | kTcpCwr | kTcpEce, 300), 100);
  ASSERT_EQ(segments.size(), 3u);
  EXPECT_EQ(parse(segments[0])->tcp_flags, kTcpAck | kTcpCwr | kTcpEce);
  EXPECT_EQ(parse(segments[1])->tcp_flags, kTcpAck | kTcpEce);
  EXPECT_EQ(parse(segments[2])->tcp_flags, kTcpAck | kTcpEce | kTcpFin | kTcpPsh);
}

TEST(Segments, PointAtTheSameUrgentByte) {
  const std::vector<Packet> segments = cut(stream_packet(4, kTcpAck | kTcpUrg, 300, 150), 100);
  ASSERT_EQ(segments.size(), 3u);
  EXPECT_EQ(base::load_big16(segments[0].data() + 38), 150);
  EXPECT_EQ(base::load_big16(segments[1].data() + 38), 50);
  EXPECT_EQ(parse(segments[1])->tcp_flags, kTcpAck | kTcpUrg);
  EXPECT_EQ(parse(segments[2])->tcp_flags, kTcpAck) << "already behind it";
}

TEST(Segments, OfAPacketThatFitsAreThePacketItself) {
  for (const Packet& packet : {stream_packet(4, kTcpAck | kTcpPsh, 100), sample::udp_packet(6, 1, 2, 0)}) {
    const std::vector<Packet> segments = cut(packet, 100);
    ASSERT_EQ(segments.size(), 1u);
    EXPECT_EQ(segments[0], packet);
  }
}

TEST(Segments, ArePossibleWhereTheLengthsAreLeftOut) {
  Packet packet = sample::udp_packet(4, 1, 2, 250);
  base::store_big16(packet.data() + 2, 0);
  base::store_big16(packet.data() + 24, 0);
  const std::vector<Packet> segments = cut(packet, 100);
  ASSERT_EQ(segments.size(), 3u);
  EXPECT_EQ(parse(segments[2])->payload_bytes, 50u);
}

TEST(Segments, MayLeaveTheChecksumToTheNextLink) {
  const Packet packet = stream_packet(6, kTcpAck, 250);
  const SegmentPlan plan = *plan_segments(packet, *parse(packet), 100);
  Packet header(plan.header_bytes);
  const Segment segment = *write_segment_header(packet, plan, 2, header, SegmentChecksum::partial);
  Packet whole = sample::joined(header, Packet(packet.end() - 50, packet.end()));
  ASSERT_EQ(segment.payload_bytes, 50u);
  EXPECT_EQ(verify_transport_checksum(whole, *parse(whole)), ChecksumVerdict::wrong);
  ASSERT_TRUE(complete_partial_checksum(whole, {.checksum_start = 40, .checksum_offset = 16}).ok());
  EXPECT_EQ(verify_transport_checksum(whole, *parse(whole)), ChecksumVerdict::correct);
}

TEST(Segments, AreRefusedWhereNoCutIsDefined) {
  const auto refusal = [](const Packet& packet, std::uint32_t size) {
    const Result<SegmentPlan> plan = plan_segments(packet, *parse(packet, {.allow_super = true}), size);
    return plan.ok() ? Fault::no_answer : plan.fault();
  };
  EXPECT_EQ(refusal(stream_packet(4, kTcpSyn, 10), 5), Fault::not_segmentable);
  EXPECT_EQ(refusal(stream_packet(4, kTcpRst, 10), 5), Fault::not_segmentable);
  EXPECT_EQ(refusal(stream_packet(4, kTcpAck, 10), 0), Fault::not_segmentable);
  EXPECT_EQ(refusal(sample::icmp_packet(4, 8, 0, 1, Packet(10)), 5), Fault::not_segmentable);
  EXPECT_EQ(refusal(sample::fragment4(kProtocolUdp, 0, true, {0, 1, 0, 2, 0, 64, 0, 0}), 5),
            Fault::not_segmentable);
}

TEST(Segments, NeedRoomForTheHeaderAndAnIndexInThePlan) {
  const Packet packet = stream_packet(4, kTcpAck, 250);
  const SegmentPlan plan = *plan_segments(packet, *parse(packet), 100);
  Packet header(plan.header_bytes);
  EXPECT_EQ(write_segment_header(packet, plan, 3, header).fault(), Fault::not_segmentable);
  EXPECT_EQ(write_segment_header(packet, plan, 0, std::span(header).first(39)).fault(), Fault::no_room);
  const std::span<const std::uint8_t> shorter = std::span(packet).first(packet.size() - 1);
  EXPECT_EQ(write_segment_header(shorter, plan, 0, header).fault(), Fault::too_short);
}

}  // namespace
}  // namespace penstock::wire
