// SPDX-License-Identifier: Apache-2.0
#include "wire/tcp_reset.h"

#include <gtest/gtest.h>

#include "wire/sample_packets.h"

namespace penstock::wire {
namespace {

using sample::Packet;

constexpr TcpFields kAnswered{
    .source_port = 1000, .destination_port = 80, .sequence = 5000, .acknowledgment = 9000};

Packet with_flags(int version, std::uint8_t flags, std::size_t payload_bytes) {
  TcpFields fields = kAnswered;
  fields.flags = flags;
  return sample::tcp_packet(version, fields, payload_bytes);
}

Packet reset_of(const Packet& packet) {
  Packet reset(kTcpResetBytesMax);
  reset.resize(*make_tcp_reset(packet, reset));
  return reset;
}

std::uint32_t sequence_of(const Packet& packet) {
  return base::load_big32(packet.data() + parse(packet)->network_header_bytes + 4);
}
std::uint32_t acknowledgment_of(const Packet& packet) {
  return base::load_big32(packet.data() + parse(packet)->network_header_bytes + 8);
}

TEST(TcpReset, GoesBackToTheSenderWithCorrectChecksums) {
  for (const int version : {4, 6}) {
    const Packet reset = reset_of(with_flags(version, kTcpSyn, 0));
    const Parsed parsed = *parse(reset);
    EXPECT_EQ(reset.size(), version == 4 ? 40u : 60u);
    EXPECT_EQ(parsed.source, sample::destination(version));
    EXPECT_EQ(parsed.destination, sample::source(version));
    EXPECT_EQ(parsed.source_port, 80);
    EXPECT_EQ(parsed.destination_port, 1000);
    EXPECT_EQ(verify_transport_checksum(reset, parsed), ChecksumVerdict::correct);
    EXPECT_NE(verify_network_checksum(reset, parsed), ChecksumVerdict::wrong);
  }
}

TEST(TcpReset, AcknowledgesASynFromSequenceZero) {
  for (const int version : {4, 6}) {
    const Packet reset = reset_of(with_flags(version, kTcpSyn, 0));
    EXPECT_EQ(parse(reset)->tcp_flags, kTcpRst | kTcpAck);
    EXPECT_EQ(sequence_of(reset), 0u);
    EXPECT_EQ(acknowledgment_of(reset), 5001u);
  }
}

TEST(TcpReset, CountsDataAndFinInWhatItAcknowledges) {
  EXPECT_EQ(acknowledgment_of(reset_of(with_flags(4, kTcpSyn | kTcpFin, 10))), 5012u);
  EXPECT_EQ(acknowledgment_of(reset_of(with_flags(6, 0, 10))), 5010u);
}

TEST(TcpReset, TakesItsSequenceFromAnAcknowledgment) {
  for (const std::uint8_t flags : {kTcpAck, static_cast<std::uint8_t>(kTcpSyn | kTcpAck)}) {
    const Packet reset = reset_of(with_flags(4, flags, 10));
    EXPECT_EQ(parse(reset)->tcp_flags, kTcpRst);
    EXPECT_EQ(sequence_of(reset), 9000u);
    EXPECT_EQ(acknowledgment_of(reset), 0u);
  }
}

Fault refusal(const Packet& packet, std::size_t room = kTcpResetBytesMax) {
  Packet reset(room);
  const Result<std::size_t> made = make_tcp_reset(packet, reset);
  EXPECT_FALSE(made.ok());
  return made.ok() ? Fault::bad_field : made.fault();
}

TEST(TcpReset, IsNeverAnsweredToAReset) {
  EXPECT_EQ(refusal(with_flags(4, kTcpRst, 0)), Fault::no_answer);
  EXPECT_EQ(refusal(with_flags(6, kTcpRst | kTcpAck, 0)), Fault::no_answer);
}

TEST(TcpReset, IsForWholeTcpPacketsBetweenSingleHosts) {
  EXPECT_EQ(refusal(sample::udp_packet(4, 1, 2, 3)), Fault::no_answer);
  EXPECT_EQ(refusal(sample::fragment4(kProtocolTcp, 0, true,
                                      [] {
                                        Packet body(24);
                                        body[12] = 0x50;
                                        return body;
                                      }())),
            Fault::no_answer);
  Packet multicast = with_flags(4, kTcpSyn, 0);
  multicast[16] = 224;
  EXPECT_EQ(refusal(multicast), Fault::no_answer);
  Packet from_nobody = with_flags(4, kTcpSyn, 0);
  std::fill(from_nobody.begin() + 12, from_nobody.begin() + 16, std::uint8_t{0});
  EXPECT_EQ(refusal(from_nobody), Fault::no_answer);
}

TEST(TcpReset, NeedsRoomAndASoundPacket) {
  EXPECT_EQ(refusal(with_flags(4, kTcpSyn, 0), 39), Fault::no_room);
  EXPECT_EQ(refusal(with_flags(6, kTcpSyn, 0), 59), Fault::no_room);
  EXPECT_EQ(refusal(Packet(20)), Fault::bad_version);
}

}  // namespace
}  // namespace penstock::wire
