// SPDX-License-Identifier: Apache-2.0
#include "wire/header_writer.h"

#include <gtest/gtest.h>

#include "wire/sample_packets.h"

namespace penstock::wire {
namespace {

using sample::Packet;

TEST(HeaderWriter, WritesThePacketMadeElsewhere) {
  const Packet right = sample::from_hex(sample::kTcp4Hello);
  Packet packet(right.size());
  ASSERT_EQ(*write_ipv4_header(packet, {.source = sample::source(4),
                                        .destination = sample::destination(4),
                                        .protocol = kProtocolTcp,
                                        .identification = 0x1234,
                                        .dont_fragment = true,
                                        .payload_bytes = 25}),
            20u);
  ASSERT_EQ(*write_tcp_header(std::span(packet).subspan(20), {.source_port = 40000,
                                                              .destination_port = 443,
                                                              .sequence = 0x01020304,
                                                              .acknowledgment = 0x0a0b0c0d,
                                                              .flags = kTcpAck | kTcpPsh,
                                                              .window = 64240}),
            20u);
  std::copy(right.end() - 5, right.end(), packet.end() - 5);
  ASSERT_TRUE(fill_checksums(packet, *parse(packet)).ok());
  EXPECT_EQ(packet, right);
}

TEST(HeaderWriter, WritesUdpOverIpv6) {
  const Packet right = sample::from_hex(sample::kUdp6Hello);
  Packet packet(right.size());
  ASSERT_EQ(*write_ipv6_header(packet, {.source = sample::source(6),
                                        .destination = sample::destination(6),
                                        .next_header = kProtocolUdp,
                                        .flow_label = 0x12345,
                                        .payload_bytes = 13}),
            40u);
  ASSERT_EQ(*write_udp_header(std::span(packet).subspan(40),
                              {.source_port = 5353, .destination_port = 53, .payload_bytes = 5}),
            8u);
  std::copy(right.end() - 5, right.end(), packet.end() - 5);
  ASSERT_TRUE(fill_checksums(packet, *parse(packet)).ok());
  EXPECT_EQ(packet, right);
}

TEST(HeaderWriter, PadsOptionsToWords) {
  Packet packet(60, 0xee);
  const Packet options = {1, 1, 1, 1, 1};
  Ipv4Fields ip{.source = sample::source(4), .destination = sample::destination(4)};
  ip.options = options;
  ASSERT_EQ(*write_ipv4_header(packet, ip), 28u);
  EXPECT_EQ(Packet(packet.begin() + 20, packet.begin() + 29), (Packet{1, 1, 1, 1, 1, 0, 0, 0, 0xee}));
  TcpFields tcp;
  tcp.options = options;
  ASSERT_EQ(*write_tcp_header(packet, tcp), 28u);
  EXPECT_EQ(packet[12], 0x70);
}

TEST(HeaderWriter, WritesFragmentFields) {
  Packet packet(28);
  ASSERT_TRUE(write_ipv4_header(packet, {.source = sample::source(4),
                                         .destination = sample::destination(4),
                                         .more_fragments = true,
                                         .fragment_offset_bytes = 1480,
                                         .payload_bytes = 8})
                  .ok());
  const Parsed parsed = *parse(packet);
  EXPECT_EQ(parsed.fragment.offset_bytes, 1480u);
  EXPECT_FALSE(parsed.fragment.last);
  EXPECT_EQ(verify_network_checksum(packet, parsed), ChecksumVerdict::correct);
}

TEST(HeaderWriter, RefusesWhatHasNoPlaceInTheHeader) {
  Packet packet(100);
  const Packet options(41);
  const Ipv4Fields four{.source = sample::source(4), .destination = sample::destination(4)};
  const Ipv6Fields six{.source = sample::source(6), .destination = sample::destination(6)};
  auto with4 = [&](auto change) {
    auto fields = four;
    change(fields);
    return write_ipv4_header(packet, fields);
  };
  auto with6 = [&](auto change) {
    auto fields = six;
    change(fields);
    return write_ipv6_header(packet, fields);
  };
  EXPECT_TRUE(with4([](auto& fields) { fields.payload_bytes = 65515; }).ok());
  EXPECT_EQ(with4([](auto& fields) { fields.payload_bytes = 65516; }).fault(), Fault::bad_field);
  EXPECT_EQ(with4([](auto& fields) { fields.fragment_offset_bytes = 4; }).fault(), Fault::bad_field);
  EXPECT_EQ(with4([](auto& fields) { fields.source = sample::source(6); }).fault(), Fault::bad_field);
  EXPECT_EQ(with4([&](auto& fields) { fields.options = options; }).fault(), Fault::bad_field);
  EXPECT_TRUE(with6([](auto& fields) { fields.payload_bytes = 65535; }).ok());
  EXPECT_EQ(with6([](auto& fields) { fields.payload_bytes = 65536; }).fault(), Fault::bad_field);
  EXPECT_EQ(with6([](auto& fields) { fields.flow_label = 0x100000; }).fault(), Fault::bad_field);
  EXPECT_EQ(with6([](auto& fields) { fields.destination = Address{}; }).fault(), Fault::bad_field);
  EXPECT_EQ(write_udp_header(packet, {.payload_bytes = 65528}).fault(), Fault::bad_field);
}

TEST(HeaderWriter, RefusesASpanThatIsTooSmallAndLeavesItAlone) {
  const Packet untouched(19, 0xee);
  Packet small = untouched;
  EXPECT_EQ(
      write_ipv4_header(small, {.source = sample::source(4), .destination = sample::destination(4)}).fault(),
      Fault::no_room);
  EXPECT_EQ(
      write_ipv6_header(small, {.source = sample::source(6), .destination = sample::destination(6)}).fault(),
      Fault::no_room);
  EXPECT_EQ(write_tcp_header(small, {}).fault(), Fault::no_room);
  EXPECT_EQ(write_udp_header(std::span(small).first(7), {}).fault(), Fault::no_room);
  EXPECT_EQ(small, untouched);
}

}  // namespace
}  // namespace penstock::wire
