// SPDX-License-Identifier: Apache-2.0
#include "wire/parse.h"

#include <gtest/gtest.h>

#include "wire/sample_packets.h"

namespace penstock::wire {
namespace {

using sample::Packet;

TEST(Parse, ReadsATcpPacketWithOptions) {
  const Packet packet = sample::from_hex(sample::kTcp4Syn);
  const Result<Parsed> parsed = parse(packet);
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed->version, 4);
  EXPECT_EQ(parsed->protocol, kProtocolTcp);
  EXPECT_EQ(parsed->network_header_bytes, 20);
  EXPECT_EQ(parsed->transport_header_bytes, 32);
  EXPECT_EQ(parsed->total_bytes, 52u);
  EXPECT_EQ(parsed->payload_offset, 52u);
  EXPECT_EQ(parsed->payload_bytes, 0u);
  EXPECT_EQ(parsed->trailing_bytes, 0u);
  EXPECT_EQ(parsed->source, sample::source(4));
  EXPECT_EQ(parsed->destination, sample::destination(4));
  EXPECT_EQ(parsed->source_port, 40000);
  EXPECT_EQ(parsed->destination_port, 443);
  EXPECT_EQ(parsed->tcp_flags, kTcpSyn);
  EXPECT_EQ(parsed->hop_limit, 64);
  EXPECT_FALSE(parsed->fragment.fragment);
  EXPECT_EQ(parsed->fragment.identification, 0x1234u);
}

TEST(Parse, ReadsUdpOverIpv6) {
  const Result<Parsed> parsed = parse(sample::from_hex(sample::kUdp6Hello));
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed->version, 6);
  EXPECT_EQ(parsed->protocol, kProtocolUdp);
  EXPECT_EQ(parsed->network_header_bytes, 40);
  EXPECT_EQ(parsed->transport_header_bytes, 8);
  EXPECT_EQ(parsed->source, sample::source(6));
  EXPECT_EQ(parsed->destination, sample::destination(6));
  EXPECT_EQ(parsed->source_port, 5353);
  EXPECT_EQ(parsed->destination_port, 53);
  EXPECT_EQ(parsed->payload_offset, 48u);
  EXPECT_EQ(parsed->payload_bytes, 5u);
}

TEST(Parse, ReadsIcmpOfBothVersions) {
  const Result<Parsed> six = parse(sample::from_hex(sample::kIcmp6Echo));
  ASSERT_TRUE(six.ok());
  EXPECT_TRUE(six->is_icmp_echo());
  EXPECT_EQ(six->icmp_type, 128);
  EXPECT_EQ(six->icmp_id, 0x1234);
  EXPECT_EQ(six->icmp_sequence, 1);
  EXPECT_EQ(six->transport_header_bytes, 8);
  EXPECT_EQ(six->payload_bytes, 3u);
  const Result<Parsed> four = parse(sample::from_hex(sample::kIcmp4Unreachable));
  ASSERT_TRUE(four.ok());
  EXPECT_TRUE(four->is_icmp_error());
  EXPECT_FALSE(four->is_icmp_echo());
  EXPECT_EQ(four->icmp_code, 3);
}

TEST(Parse, TakesTheOtherVersionsIcmpForAnUnknownProtocol) {
  const Result<Parsed> parsed = parse(sample::ip_packet(6, kProtocolIcmp, Packet(8)));
  ASSERT_TRUE(parsed.ok());
  EXPECT_FALSE(parsed->is_icmp());
  EXPECT_EQ(parsed->transport_header_bytes, 0);
  EXPECT_EQ(parsed->payload_offset, 40u);
}

TEST(Parse, ReportsBytesBehindThePacket) {
  Packet packet = sample::joined(sample::udp_packet(4, 1, 2, 6), Packet(11));
  const Result<Parsed> parsed = parse(packet);
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed->total_bytes, 34u);
  EXPECT_EQ(parsed->trailing_bytes, 11u);
  EXPECT_EQ(parsed->payload_bytes, 6u);
}

TEST(Parse, BelievesUdpWhenItSaysLessThanIp) {
  Packet packet = sample::udp_packet(6, 1, 2, 20);
  base::store_big16(packet.data() + 44, 8 + 4);
  const Result<Parsed> parsed = parse(packet);
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed->payload_bytes, 4u);
  EXPECT_EQ(parsed->total_bytes, packet.size());
}

TEST(Parse, WalksTheWholeExtensionChain) {
  Packet body =
      sample::joined(sample::extension(kProtocolDestinationOptions), sample::extension(kProtocolRouting));
  body = sample::joined(body, sample::extension(kProtocolAuthentication));
  body = sample::joined(body, Packet{kProtocolUdp, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});  // 12 bytes
  body = sample::joined(body, Packet{0, 7, 0, 9, 0, 8, 0, 0});
  const Result<Parsed> parsed = parse(sample::ip_packet(6, kProtocolHopByHop, body));
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed->protocol, kProtocolUdp);
  EXPECT_EQ(parsed->network_header_bytes, 40 + 3 * 8 + 12);
  EXPECT_EQ(parsed->source_port, 7);
  EXPECT_EQ(parsed->destination_port, 9);
  EXPECT_FALSE(parsed->source_routed);
}

TEST(Parse, EndsAtEspAndAtNoNextHeader) {
  for (const std::uint8_t last : {kProtocolEsp, kProtocolNoNext}) {
    const Result<Parsed> parsed = parse(sample::ip_packet(
        6, kProtocolDestinationOptions, sample::joined(sample::extension(last), Packet(16))));
    ASSERT_TRUE(parsed.ok());
    EXPECT_EQ(parsed->protocol, last);
    EXPECT_EQ(parsed->network_header_bytes, 48);
    EXPECT_EQ(parsed->transport_header_bytes, 0);
    EXPECT_EQ(parsed->payload_bytes, 16u);
  }
}

TEST(Parse, SaysWhenHopsAreStillToBeVisited) {
  Packet routing = sample::extension(kProtocolNoNext);
  routing[3] = 1;
  EXPECT_TRUE(parse(sample::ip_packet(6, kProtocolRouting, routing))->source_routed);
  EXPECT_FALSE(
      parse(sample::ip_packet(6, kProtocolRouting, sample::extension(kProtocolNoNext)))->source_routed);

  Packet four(28);
  const Packet option = {131, 7, 4, 10, 0, 0, 9};
  Ipv4Fields fields{
      .source = sample::source(4), .destination = sample::destination(4), .protocol = kProtocolEsp};
  fields.options = option;
  ASSERT_EQ(*write_ipv4_header(four, fields), 28u);
  EXPECT_TRUE(parse(four)->source_routed);
  four[22] = 8;  // behind the option: all visited
  EXPECT_FALSE(parse(four)->source_routed);
}

TEST(Parse, TakesALengthOfZeroFromTheSpanOnlyWhereAllowed) {
  for (const int version : {4, 6}) {
    Packet packet = sample::tcp_packet(version, {.flags = kTcpAck}, 1000);
    base::store_big16(packet.data() + (version == 4 ? 2 : 4), 0);
    EXPECT_FALSE(parse(packet).ok()) << version;
    const Result<Parsed> parsed = parse(packet, {.allow_super = true});
    ASSERT_TRUE(parsed.ok()) << version;
    EXPECT_EQ(parsed->total_bytes, packet.size());
    EXPECT_EQ(parsed->payload_bytes, 1000u);
  }
}

TEST(Parse, RefusesASuperPacketBeyondSixteenBitsOfLength) {
  for (const int version : {4, 6}) {
    Packet packet = sample::tcp_packet(version, {.flags = kTcpAck}, 1000);
    base::store_big16(packet.data() + (version == 4 ? 2 : 4), 0);
    packet.resize(version == 4 ? 65535 : 65575);
    EXPECT_TRUE(parse(packet, {.allow_super = true}).ok());
    packet.push_back(0);
    const Result<Parsed> parsed = parse(packet, {.allow_super = true});
    ASSERT_FALSE(parsed.ok());
    EXPECT_EQ(parsed.fault(), Fault::too_long);
  }
}

TEST(ParseQuoted, ReadsThePortsOfACutPacket) {
  const Packet packet = sample::from_hex(sample::kIcmp4Unreachable);
  const Result<Parsed> quoted = parse_quoted(*parse(packet), packet);
  ASSERT_TRUE(quoted.ok());
  EXPECT_EQ(quoted->source, sample::destination(4));
  EXPECT_EQ(quoted->source_port, 5353);
  EXPECT_EQ(quoted->destination_port, 53);
  EXPECT_EQ(quoted->total_bytes, 28u);
}

TEST(ParseQuoted, NeedsEightBytesOfTcp) {
  const Packet inner = sample::tcp_packet(6, {.source_port = 77, .destination_port = 88}, 100);
  for (std::size_t quoted_bytes = 40; quoted_bytes <= inner.size(); ++quoted_bytes) {
    const Packet error = sample::icmp_packet(
        6, 2, 0, 0, Packet(inner.begin(), inner.begin() + static_cast<long>(quoted_bytes)));
    const Result<Parsed> quoted = parse_quoted(*parse(error), error);
    ASSERT_EQ(quoted.ok(), quoted_bytes >= 48) << quoted_bytes;
    if (!quoted.ok()) continue;
    EXPECT_EQ(quoted->source_port, 77);
    EXPECT_EQ(quoted->destination_port, 88);
    EXPECT_LE(quoted->payload_offset, quoted_bytes);
  }
}

TEST(ParseQuoted, IsOfErrorsAlone) {
  const Packet packet = sample::icmp_packet(4, kIcmpEchoRequest, 0, 1, Packet(28));
  EXPECT_EQ(parse_quoted(*parse(packet), packet).fault(), Fault::no_quoted_packet);
}

}  // namespace
}  // namespace penstock::wire
