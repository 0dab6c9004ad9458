// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "wire/parse.h"
#include "wire/sample_packets.h"

namespace penstock::wire {
namespace {

using sample::Packet;

Packet fragment6(std::uint8_t next_header, std::uint16_t offset, bool more, const Packet& body) {
  return sample::ip_packet(6, kProtocolFragment,
                           sample::joined(sample::fragment_header(next_header, offset, more), body));
}

Fault fault_of(const Packet& packet) {
  const Result<Parsed> parsed = parse(packet);
  EXPECT_FALSE(parsed.ok());
  return parsed.ok() ? Fault::no_answer : parsed.fault();
}

const Packet kUdpStart = {0, 7, 0, 9, 0x10, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8};  // of a longer datagram

TEST(Fragment, TheFirstHasPortsAndSaysThatMoreFollows) {
  for (const Packet& packet :
       {sample::fragment4(kProtocolUdp, 0, true, kUdpStart), fragment6(kProtocolUdp, 0, true, kUdpStart)}) {
    const Result<Parsed> parsed = parse(packet);
    ASSERT_TRUE(parsed.ok());
    EXPECT_TRUE(parsed->fragment.fragment);
    EXPECT_TRUE(parsed->fragment.first);
    EXPECT_FALSE(parsed->fragment.last);
    EXPECT_EQ(parsed->source_port, 7);
    EXPECT_EQ(parsed->transport_header_bytes, 8);
    EXPECT_EQ(parsed->payload_bytes, 8u);
    EXPECT_EQ(parsed->fragment.identification, parsed->version == 4 ? 0x1234 : 0xcafebabe);
  }
}

TEST(Fragment, ALaterOneHasNoTransportHeader) {
  for (const Packet& packet : {sample::fragment4(kProtocolUdp, 1480, false, Packet(13)),
                               fragment6(kProtocolUdp, 1480, false, Packet(13))}) {
    const Result<Parsed> parsed = parse(packet);
    ASSERT_TRUE(parsed.ok());
    EXPECT_TRUE(parsed->fragment.fragment);
    EXPECT_FALSE(parsed->fragment.first);
    EXPECT_TRUE(parsed->fragment.last);
    EXPECT_EQ(parsed->fragment.offset_bytes, 1480u);
    EXPECT_EQ(parsed->transport_header_bytes, 0);
    EXPECT_FALSE(parsed->has_ports());
    EXPECT_EQ(parsed->payload_offset, parsed->network_header_bytes);
    EXPECT_EQ(parsed->payload_bytes, 13u);
  }
}

TEST(Fragment, TheOnlyOneOfItsPacketIsNone) {
  const Result<Parsed> parsed = parse(fragment6(kProtocolUdp, 0, false, {0, 7, 0, 9, 0, 8, 0, 0}));
  ASSERT_TRUE(parsed.ok());
  EXPECT_FALSE(parsed->fragment.fragment);
  EXPECT_EQ(parsed->fragment.identification, 0xcafebabe);
  EXPECT_EQ(parsed->source_port, 7);
  EXPECT_EQ(parsed->network_header_bytes, 48);
}

TEST(Fragment, OfALaterPieceTheChainIsNotWalked) {
  const Result<Parsed> parsed = parse(fragment6(kProtocolDestinationOptions, 64, false, Packet(3, 0xff)));
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed->protocol, kProtocolDestinationOptions);
  EXPECT_EQ(parsed->network_header_bytes, 48);
}

TEST(Fragment, ThatWouldRewriteTheTransportHeaderIsRefused) {
  for (const std::uint16_t offset : {8, 16}) {
    EXPECT_EQ(fault_of(sample::fragment4(kProtocolTcp, offset, false, Packet(24))),
              Fault::fragment_overlaps_header);
    EXPECT_EQ(fault_of(fragment6(kProtocolTcp, offset, false, Packet(24))), Fault::fragment_overlaps_header);
  }
  EXPECT_TRUE(parse(sample::fragment4(kProtocolTcp, 24, false, Packet(24))).ok());
  EXPECT_TRUE(parse(sample::fragment4(kProtocolUdp, 8, false, Packet(24))).ok());
}

TEST(Fragment, FirstWithoutTheWholeTransportHeaderIsRefused) {
  EXPECT_EQ(fault_of(sample::fragment4(kProtocolTcp, 0, true, Packet(16))), Fault::fragment_too_small);
  EXPECT_EQ(fault_of(fragment6(kProtocolUdp, 0, true, {})), Fault::fragment_too_small);
  Packet options_missing(24);
  options_missing[12] = 0x80;  // 32 bytes of header
  EXPECT_EQ(fault_of(sample::fragment4(kProtocolTcp, 0, true, options_missing)), Fault::fragment_too_small);
}

TEST(Fragment, NotTheLastMustBeAMultipleOfEight) {
  EXPECT_EQ(fault_of(sample::fragment4(kProtocolUdp, 64, true, Packet(12))), Fault::bad_fragment_length);
  EXPECT_EQ(fault_of(fragment6(kProtocolUdp, 64, true, Packet(12))), Fault::bad_fragment_length);
}

TEST(Fragment, ThatEndsBeyondSixtyFourKibibytesIsRefused) {
  const std::uint16_t far = 65528;
  EXPECT_EQ(fault_of(sample::fragment4(kProtocolUdp, far, false, Packet(8))), Fault::fragment_too_far);
  EXPECT_EQ(fault_of(fragment6(kProtocolUdp, far, false, Packet(8))), Fault::fragment_too_far);
  EXPECT_TRUE(parse(fragment6(kProtocolUdp, far, false, Packet(7))).ok());
}

TEST(Fragment, HeaderTwiceIsRefused) {
  const Packet inner = sample::joined(sample::fragment_header(kProtocolUdp, 0, true), kUdpStart);
  EXPECT_EQ(fault_of(fragment6(kProtocolFragment, 0, true, inner)), Fault::bad_extension_chain);
}

}  // namespace
}  // namespace penstock::wire
