// SPDX-License-Identifier: Apache-2.0
// Packets that lie. Every span here is a vector of exactly its size, so under a sanitizer one byte read too
// far fails the test.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "wire/flow_key.h"
#include "wire/packet_checksum.h"
#include "wire/parse.h"
#include "wire/sample_packets.h"
#include "wire/segment.h"
#include "wire/tcp_reset.h"

namespace penstock::wire {
namespace {

using sample::Packet;

std::vector<Packet> valid_packets() {
  const Packet quoted = sample::udp_packet(6, 5, 6, 40);
  std::vector<Packet> packets;
  for (const auto text : {sample::kTcp4Syn, sample::kTcp4Hello, sample::kUdp6Hello, sample::kIcmp6Echo,
                          sample::kIcmp4Unreachable}) {
    packets.push_back(sample::from_hex(text));
  }
  packets.push_back(sample::icmp_packet(6, 1, 4, 0, quoted));
  packets.push_back(sample::tcp_packet(6, {.flags = kTcpAck | kTcpUrg, .urgent = 40}, 64));
  packets.push_back(sample::ip_packet(
      6, kProtocolHopByHop,
      sample::joined(sample::extension(kProtocolRouting),
                     sample::joined(sample::extension(kProtocolUdp), {0, 1, 0, 2, 0, 8, 0, 0}))));
  packets.push_back(sample::fragment4(kProtocolUdp, 0, true, {0, 1, 0, 2, 0, 64, 0, 0}));
  packets.push_back(sample::fragment4(kProtocolUdp, 64, false, Packet(9)));
  return packets;
}

// Everything that may be done with a packet that was believed; what it promises about itself must hold.
void use(Packet packet) {
  for (const bool super : {false, true}) {
    const Result<Parsed> result = parse(packet, {.allow_super = super});
    if (!result) continue;
    const Parsed& parsed = *result;
    ASSERT_EQ(parsed.total_bytes + parsed.trailing_bytes, packet.size());
    ASSERT_EQ(parsed.payload_offset, parsed.network_header_bytes + parsed.transport_header_bytes + 0u);
    ASSERT_LE(parsed.payload_offset + parsed.payload_bytes, parsed.total_bytes);
    (void)embedded_flow(parsed, packet);
    (void)owner_hash(parsed, packet);
    (void)verify_network_checksum(packet, parsed);
    (void)verify_transport_checksum(packet, parsed);
    Packet reset(kTcpResetBytesMax);
    (void)make_tcp_reset(packet, reset);
    if (const Result<SegmentPlan> plan = plan_segments(packet, parsed, 8)) {
      Packet header(plan->header_bytes);
      for (std::uint32_t index = 0; index < plan->count; ++index) {
        const Result<Segment> segment = write_segment_header(packet, *plan, index, header);
        ASSERT_TRUE(segment.ok());
        ASSERT_LE(segment->payload_offset + segment->payload_bytes, parsed.total_bytes);
      }
    }
  }
}

TEST(HostilePacket, CutAnywhereIsRefused) {
  for (const Packet& whole : valid_packets()) {
    ASSERT_TRUE(parse(whole).ok());
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const Packet cut(whole.begin(), whole.begin() + static_cast<long>(size));
      ASSERT_FALSE(parse(cut).ok()) << size << " of " << whole.size();
      use(cut);
    }
  }
}

TEST(HostilePacket, WithAnyByteFlippedStaysInsideItself) {
  for (const Packet& whole : valid_packets()) {
    for (std::size_t at = 0; at < whole.size(); ++at) {
      for (const int flip : {0x01, 0x0f, 0x80, 0xf0, 0xff}) {
        Packet flipped = whole;
        flipped[at] = static_cast<std::uint8_t>(flipped[at] ^ flip);
        use(flipped);
      }
    }
  }
}

TEST(HostilePacket, OfRandomBytesStaysInsideItself) {
  EXPECT_TRUE(rc::check([](Packet bytes) {
    if (!bytes.empty()) bytes[0] = *rc::gen::element<std::uint8_t>(0x45, 0x46, 0x4f, 0x60);
    use(bytes);
  }));
}

Fault fault_of(const Packet& packet) {
  const Result<Parsed> parsed = parse(packet);
  EXPECT_FALSE(parsed.ok());
  return parsed.ok() ? Fault::no_answer : parsed.fault();
}

Packet changed(Packet packet, std::size_t at, std::uint8_t value) {
  packet[at] = value;
  return packet;
}

TEST(HostilePacket, IsRefusedByName) {
  const Packet tcp = sample::from_hex(sample::kTcp4Hello);
  const Packet udp = sample::from_hex(sample::kUdp6Hello);
  EXPECT_EQ(fault_of({}), Fault::too_short);
  EXPECT_EQ(fault_of(changed(tcp, 0, 0x55)), Fault::bad_version);
  EXPECT_EQ(fault_of(changed(tcp, 0, 0x44)), Fault::bad_header_length);
  EXPECT_EQ(fault_of(changed(tcp, 0, 0x4f)), Fault::too_short);
  EXPECT_EQ(fault_of(changed(tcp, 3, 19)), Fault::bad_total_length);
  EXPECT_EQ(fault_of(changed(tcp, 3, 46)), Fault::bad_total_length);
  EXPECT_EQ(fault_of(changed(tcp, 3, 39)), Fault::too_short);
  EXPECT_EQ(fault_of(changed(tcp, 32, 0x40)), Fault::bad_tcp_offset);
  EXPECT_EQ(fault_of(changed(tcp, 32, 0x70)), Fault::bad_tcp_offset);
  EXPECT_EQ(fault_of(changed(udp, 5, 14)), Fault::bad_total_length);
  EXPECT_EQ(fault_of(changed(udp, 45, 7)), Fault::bad_udp_length);
  EXPECT_EQ(fault_of(changed(udp, 45, 14)), Fault::bad_udp_length);
  EXPECT_EQ(fault_of(sample::icmp_packet(4, 8, 0, 1, {}).size() == 28
                         ? changed(sample::icmp_packet(4, 8, 0, 1, {}), 3, 27)
                         : Packet{}),
            Fault::too_short);
}

TEST(HostilePacket, WithBadIpv4OptionsIsRefused) {
  for (const Packet& options : {Packet{7, 1, 0, 0}, Packet{7, 0, 0, 0}, Packet{7, 5, 0, 0},
                                Packet{1, 1, 1, 7}, Packet{131, 2, 0, 0}}) {
    Packet packet(24);
    Ipv4Fields fields{.source = sample::source(4), .destination = sample::destination(4)};
    fields.options = options;
    ASSERT_EQ(*write_ipv4_header(packet, fields), 24u);
    EXPECT_EQ(fault_of(packet), Fault::bad_options);
  }
}

TEST(HostilePacket, WithAnEndlessChainIsRefused) {
  Packet chain;
  for (int count = 0; count < kExtensionHeadersMax; ++count) {
    chain = sample::joined(chain, sample::extension(kProtocolDestinationOptions));
  }
  Packet ends = chain;
  ends[ends.size() - 8] = kProtocolNoNext;
  EXPECT_TRUE(parse(sample::ip_packet(6, kProtocolDestinationOptions, ends)).ok());
  chain = sample::joined(chain, sample::extension(kProtocolNoNext));
  EXPECT_EQ(fault_of(sample::ip_packet(6, kProtocolDestinationOptions, chain)),
            Fault::extension_chain_too_long);
}

TEST(HostilePacket, WithHopByHopOptionsInTheMiddleIsRefused) {
  const Packet chain =
      sample::joined(sample::extension(kProtocolHopByHop), sample::extension(kProtocolNoNext));
  EXPECT_EQ(fault_of(sample::ip_packet(6, kProtocolDestinationOptions, chain)), Fault::bad_extension_chain);
}

TEST(HostilePacket, WithAnExtensionThatRunsPastItsEndIsRefused) {
  Packet extension = sample::extension(kProtocolNoNext);
  extension[1] = 1;
  EXPECT_EQ(fault_of(sample::ip_packet(6, kProtocolDestinationOptions, extension)), Fault::too_short);
}

}  // namespace
}  // namespace penstock::wire
