// SPDX-License-Identifier: Apache-2.0
#include "wire/flow_key.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <vector>

#include "testing/rule.h"
#include "wire/sample_packets.h"

namespace penstock::wire {
namespace {

using sample::Packet;

FlowKey key_of(const Packet& packet) { return flow_key(*parse(packet)); }
std::uint64_t owner_of(const Packet& packet) { return owner_hash(*parse(packet), packet); }

// The packet with its addresses exchanged: what the other end would send.
Packet turned(Packet packet) {
  const bool four = packet[0] >> 4 == 4;
  const auto source = packet.begin() + (four ? 12 : 8);
  const long size = four ? 4 : 16;
  std::swap_ranges(source, source + size, source + size);
  return packet;
}

FlowKey any_key() {
  FlowKey key;
  const bool four = *rc::gen::arbitrary<bool>();
  for (Address* end : {&key.a, &key.b}) {
    const auto octets =
        *rc::gen::container<std::vector<std::uint8_t>>(16, rc::gen::arbitrary<std::uint8_t>());
    *end = Address::from_bytes(four ? 4 : 6, octets.data());
  }
  key.a_port = *rc::gen::arbitrary<std::uint16_t>();
  key.b_port = *rc::gen::arbitrary<std::uint16_t>();
  key.protocol = *rc::gen::arbitrary<std::uint8_t>();
  key.detail = *rc::gen::arbitrary<std::uint8_t>();
  return key;
}

TEST(FlowKey, HashesAlikeInBothDirectionsOnlyWhenAskedTo) {
  EXPECT_TRUE(rc::check([] {
    const FlowKey key = any_key();
    RC_PRE(!(key == key.reversed()));
    RC_ASSERT(key.symmetric_hash() == key.reversed().symmetric_hash());
    RC_ASSERT(key.hash() != key.reversed().hash());
    RC_ASSERT(key.reversed().reversed() == key);
  }));
}

TEST(FlowKey, ChangesBothHashesWithAnyOfItsBits) {
  const FlowKey key = key_of(sample::tcp_packet(4, {.source_port = 1000, .destination_port = 80}, 0));
  for (std::size_t bit = 0; bit < sizeof key * 8; ++bit) {
    if (bit / 8 == 0 || bit / 8 == 17) continue;  // versions: a key mixes none
    FlowKey other = key;
    std::uint8_t bytes[sizeof key];
    std::memcpy(bytes, &other, sizeof bytes);
    bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ (1u << bit % 8));
    std::memcpy(static_cast<void*>(&other), bytes, sizeof bytes);
    EXPECT_FALSE(other == key) << bit;
    EXPECT_NE(other.hash(), key.hash()) << bit;
    EXPECT_NE(other.symmetric_hash(), key.symmetric_hash()) << bit;
  }
}

TEST(FlowKey, SpreadsNeighbouringFlowsOverBuckets) {
  constexpr std::size_t kBuckets = 1024, kFlows = 64 * kBuckets;
  std::vector<int> plain(kBuckets), symmetric(kBuckets);
  for (std::size_t flow = 0; flow < kFlows; ++flow) {
    FlowKey key{.a = Address::from_v4(0x0a000000 + static_cast<std::uint32_t>(flow % 256)),
                .b = Address::from_v4(0xc0000201),
                .a_port = static_cast<std::uint16_t>(1024 + flow / 256),
                .b_port = 443,
                .protocol = kProtocolTcp};
    ++plain[key.hash() % kBuckets];
    ++symmetric[key.symmetric_hash() % kBuckets];
  }
  // 64 expected; a random spread over 1024 buckets leaves 20..130 less than once in a million runs.
  for (std::size_t bucket = 0; bucket < kBuckets; ++bucket) {
    EXPECT_TRUE(plain[bucket] > 20 && plain[bucket] < 130) << plain[bucket];
    EXPECT_TRUE(symmetric[bucket] > 20 && symmetric[bucket] < 130) << symmetric[bucket];
  }
}

TEST(FlowKey, HashesOtherwiseWithAnotherSeed) {
  const FlowKey key = key_of(sample::udp_packet(6, 1, 2, 3));
  EXPECT_NE(key.hash(1), key.hash(2));
  EXPECT_NE(key.symmetric_hash(1), key.symmetric_hash(2));
  EXPECT_EQ(std::hash<FlowKey>{}(key), key.hash());
}

TEST(FlowKey, OfAnAnswerIsTheReverse) {
  for (const int version : {4, 6}) {
    const Packet there = sample::udp_packet(version, 1000, 53, 9);
    const Packet back = turned(sample::udp_packet(version, 53, 1000, 9));
    EXPECT_EQ(key_of(back), key_of(there).reversed());
    EXPECT_EQ(owner_of(back), owner_of(there));
  }
}

TEST(FlowKey, OfIcmpIsTheSixTuple) {
  RULE("W-ALE-1");
  const FlowKey echo = key_of(sample::icmp_packet(4, kIcmpEchoRequest, 0, 77, {}));
  EXPECT_EQ(echo.a_port, 77);
  EXPECT_EQ(echo.b_port, 77);
  EXPECT_EQ(echo.detail, kIcmpEchoRequest);
  EXPECT_FALSE(echo == key_of(sample::icmp_packet(4, kIcmpEchoRequest, 0, 78, {}))) << "another identifier";
  const FlowKey timestamp = key_of(sample::icmp_packet(4, 13, 0, 77, {}));
  EXPECT_FALSE(timestamp == key_of(sample::icmp_packet(4, 14, 0, 77, {}))) << "another type";
  EXPECT_FALSE(timestamp == key_of(sample::icmp_packet(4, 13, 1, 77, {}))) << "another code";
  EXPECT_EQ(timestamp, key_of(sample::icmp_packet(4, 13, 0, 78, {}))) << "identifiers count for echo";
}

TEST(FlowKey, OfAnEchoReplyIsThatOfItsRequestReversed) {
  const Packet request4 = sample::icmp_packet(4, kIcmpEchoRequest, 0, 77, {});
  const Packet reply4 = turned(sample::icmp_packet(4, kIcmpEchoReply, 0, 77, {}));
  EXPECT_EQ(key_of(reply4), key_of(request4).reversed());
  const Packet request6 = sample::icmp_packet(6, kIcmpV6EchoRequest, 0, 77, {});
  const Packet reply6 = turned(sample::icmp_packet(6, kIcmpV6EchoReply, 0, 77, {}));
  EXPECT_EQ(key_of(reply6), key_of(request6).reversed());
}

TEST(Owner, OfAnIcmpErrorIsThatOfTheFlowInside) {
  RULE("W-LNX-8");
  for (const int version : {4, 6}) {
    const Packet packet = sample::tcp_packet(version, {.source_port = 1000, .destination_port = 80}, 500);
    const Packet quoted(packet.begin(), packet.begin() + (version == 4 ? 28 : 48));
    const Packet error = turned(sample::icmp_packet(version, version == 4 ? 3 : 1, 1, 0, quoted));
    EXPECT_EQ(*embedded_flow(*parse(error), error), key_of(packet));
    EXPECT_EQ(owner_of(error), owner_of(packet));
  }
}

TEST(Owner, OfAllFragmentsOfADatagramIsTheSame) {
  RULE("W-LNX-8");
  const Packet start = {0, 7, 0, 9, 0, 100, 0, 0};
  const Packet first = sample::fragment4(kProtocolUdp, 0, true, start);
  const Packet later = sample::fragment4(kProtocolUdp, 8, false, Packet(92));
  EXPECT_EQ(key_of(first), key_of(later));
  EXPECT_TRUE(key_of(first).is_fragment());
  EXPECT_EQ(owner_of(first), owner_of(later));
  EXPECT_EQ(transport_key(*parse(first)).a_port, 7);
  Packet other_datagram = later;
  other_datagram[5] ^= 1;
  EXPECT_NE(owner_of(other_datagram), owner_of(later));
}

TEST(Owner, OfIpv6FragmentsIgnoresWhatALaterOneSaysIsInside) {
  const auto fragment = [](std::uint8_t next, std::uint16_t offset, bool more) {
    return sample::ip_packet(6, kProtocolFragment,
                             sample::joined(sample::fragment_header(next, offset, more), Packet(64)));
  };
  EXPECT_EQ(key_of(fragment(kProtocolEsp, 0, true)), key_of(fragment(kProtocolNoNext, 64, false)));
}

TEST(Owner, OfMulticastIsTheFirstPath) {
  RULE("W-LNX-8");
  Packet packet = sample::udp_packet(4, 5353, 5353, 10);
  EXPECT_NE(owner_of(packet), 0u);
  packet[16] = 224;
  EXPECT_EQ(owner_of(packet), 0u);
}

TEST(Owner, OfAnErrorWithAMalformedQuotationIsItsOwn) {
  const Packet error = sample::icmp_packet(4, 3, 1, 0, Packet(28));
  EXPECT_EQ(embedded_flow(*parse(error), error).fault(), Fault::bad_version);
  EXPECT_EQ(owner_of(error), key_of(error).symmetric_hash());
}

}  // namespace
}  // namespace penstock::wire
