// SPDX-License-Identifier: Apache-2.0
#include "wire/packet_checksum.h"

#include <gtest/gtest.h>

#include "wire/checksum.h"
#include "wire/sample_packets.h"

namespace penstock::wire {
namespace {

using sample::Packet;

ChecksumVerdict transport_verdict(const Packet& packet) {
  return verify_transport_checksum(packet, *parse(packet));
}

TEST(PacketChecksum, OfPacketsMadeElsewhereIsCorrect) {
  for (const auto text : {sample::kTcp4Syn, sample::kTcp4Hello, sample::kUdp6Hello, sample::kIcmp6Echo,
                          sample::kIcmp4Unreachable}) {
    const Packet packet = sample::from_hex(text);
    const Parsed parsed = *parse(packet);
    EXPECT_EQ(verify_transport_checksum(packet, parsed), ChecksumVerdict::correct);
    EXPECT_EQ(verify_network_checksum(packet, parsed),
              parsed.version == 4 ? ChecksumVerdict::correct : ChecksumVerdict::not_covered);
  }
}

TEST(PacketChecksum, FilledInIsTheOneMadeElsewhere) {
  for (const auto text : {sample::kTcp4Syn, sample::kTcp4Hello, sample::kUdp6Hello, sample::kIcmp6Echo,
                          sample::kIcmp4Unreachable}) {
    const Packet right = sample::from_hex(text);
    const Parsed parsed = *parse(right);
    Packet packet = right;
    if (parsed.version == 4) base::store_big16(packet.data() + 10, 0xdead);
    const std::size_t field = parsed.protocol == kProtocolTcp ? 16 : parsed.protocol == kProtocolUdp ? 6 : 2;
    base::store_big16(packet.data() + parsed.network_header_bytes + field, 0xdead);
    ASSERT_TRUE(fill_checksums(packet, parsed).ok());
    EXPECT_EQ(packet, right);
  }
}

TEST(PacketChecksum, SeesAnyChangedByteItCovers) {
  for (const Packet& right :
       {sample::tcp_packet(4, {.source_port = 1}, 21), sample::udp_packet(6, 1, 2, 21),
        sample::icmp_packet(4, 8, 0, 3, Packet(5)), sample::icmp_packet(6, 128, 0, 3, Packet(5))}) {
    const Parsed parsed = *parse(right);
    for (std::size_t at = parsed.network_header_bytes; at < right.size(); ++at) {
      Packet packet = right;
      packet[at] ^= 0x10;
      EXPECT_EQ(verify_transport_checksum(packet, parsed), ChecksumVerdict::wrong) << at;
    }
    for (std::size_t at = 0; parsed.version == 4 && at < 20; ++at) {
      Packet packet = right;
      packet[at] ^= 0x10;
      EXPECT_EQ(verify_network_checksum(packet, parsed), ChecksumVerdict::wrong) << at;
    }
  }
}

TEST(PacketChecksum, MayBeAbsentFromUdpOverIpv4Alone) {
  for (const int version : {4, 6}) {
    Packet packet = sample::udp_packet(version, 1, 2, 3);
    base::store_big16(packet.data() + (version == 4 ? 26 : 46), 0);
    EXPECT_EQ(transport_verdict(packet), version == 4 ? ChecksumVerdict::absent : ChecksumVerdict::wrong);
  }
}

TEST(PacketChecksum, OfUdpIsNeverWrittenAsNone) {
  Packet packet = sample::udp_packet(4, 1, 2, 2);
  // Choose the payload so that the sum is 0xffff: add what is missing to a payload of 0.
  base::store_big16(packet.data() + 28, 0);
  ASSERT_TRUE(fill_checksums(packet, *parse(packet)).ok());
  base::store_big16(packet.data() + 28, base::load_big16(packet.data() + 26));
  ASSERT_TRUE(fill_checksums(packet, *parse(packet)).ok());
  EXPECT_EQ(base::load_big16(packet.data() + 26), 0xffff);
  EXPECT_EQ(transport_verdict(packet), ChecksumVerdict::correct);
}

TEST(PacketChecksum, OfUdpCoversWhatUdpSays) {
  Packet packet = sample::udp_packet(4, 1, 2, 20);
  base::store_big16(packet.data() + 24, 8 + 4);
  ASSERT_TRUE(fill_checksums(packet, *parse(packet)).ok());
  packet.back() ^= 0xff;
  EXPECT_EQ(transport_verdict(packet), ChecksumVerdict::correct);
}

TEST(PacketChecksum, IsNotForFragmentsAndUnknownProtocols) {
  for (Packet packet : {sample::fragment4(kProtocolUdp, 0, true, Packet{0, 1, 0, 2, 0, 64, 0, 0}),
                        sample::ip_packet(6, kProtocolEsp, Packet(16))}) {
    const Packet before = packet;
    const Parsed parsed = *parse(packet);
    EXPECT_EQ(verify_transport_checksum(packet, parsed), ChecksumVerdict::not_covered);
    EXPECT_EQ(fill_transport_checksum(packet, parsed).fault(), Fault::no_transport_checksum);
    EXPECT_EQ(leave_partial_checksum(packet, parsed).fault(), Fault::no_transport_checksum);
    EXPECT_TRUE(fill_checksums(packet, parsed).ok());
    EXPECT_EQ(packet, before);
  }
}

TEST(PacketChecksum, IsNotForSourceRoutedPackets) {
  Packet routing = sample::extension(kProtocolUdp);
  routing[3] = 1;
  const Packet packet =
      sample::ip_packet(6, kProtocolRouting, sample::joined(routing, {0, 1, 0, 2, 0, 8, 0, 0}));
  EXPECT_EQ(transport_verdict(packet), ChecksumVerdict::not_covered);
}

TEST(PacketChecksum, OfAShorterSpanThanWasParsedIsRefused) {
  Packet packet = sample::tcp_packet(4, {}, 10);
  const Parsed parsed = *parse(packet);
  packet.pop_back();
  EXPECT_EQ(verify_transport_checksum(packet, parsed), ChecksumVerdict::wrong);
  EXPECT_EQ(fill_checksums(packet, parsed).fault(), Fault::too_short);
}

TEST(PartialChecksum, LeftAndCompletedIsTheFullOne) {
  for (const Packet& right :
       {sample::tcp_packet(4, {.source_port = 9, .flags = kTcpAck}, 1001), sample::udp_packet(6, 7, 9, 333),
        sample::icmp_packet(4, 8, 0, 3, Packet(5)), sample::tcp_packet(6, {}, 0)}) {
    Packet packet = right;
    const Result<PartialChecksum> where = leave_partial_checksum(packet, *parse(packet));
    ASSERT_TRUE(where.ok());
    EXPECT_EQ(where->checksum_start, parse(right)->network_header_bytes);
    ASSERT_TRUE(complete_partial_checksum(packet, *where).ok());
    EXPECT_EQ(packet, right);
  }
}

TEST(PartialChecksum, BeyondThePacketIsRefused) {
  Packet packet(40);
  EXPECT_TRUE(complete_partial_checksum(packet, {.checksum_start = 20, .checksum_offset = 18}).ok());
  EXPECT_EQ(complete_partial_checksum(packet, {.checksum_start = 20, .checksum_offset = 19}).fault(),
            Fault::too_short);
  EXPECT_EQ(complete_partial_checksum(packet, {.checksum_start = 65535, .checksum_offset = 65535}).fault(),
            Fault::too_short);
}

}  // namespace
}  // namespace penstock::wire
