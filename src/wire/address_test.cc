// SPDX-License-Identifier: Apache-2.0
#include "wire/address.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "wire/fault.h"

namespace penstock::wire {
namespace {

Address address(std::string_view text) { return *parse_address(text); }
Prefix prefix(std::string_view text) { return *parse_prefix(text); }

TEST(Address, KeepsIpv4InNetworkOrderAndGivesHostOrder) {
  const Address ten = Address::from_v4(0x0a010203);
  EXPECT_EQ(ten.v4(), 0x0a010203u);
  EXPECT_EQ(ten.octets[0], 10);
  EXPECT_EQ(ten.bytes().size(), 4u);
  EXPECT_EQ(ten, address("10.1.2.3"));
}

TEST(Address, IsWrittenAsItIsRead) {
  for (const char* text :
       {"10.0.0.1", "255.255.255.255", "fd00::1", "::", "2001:db8:0:1::", "::ffff:1.2.3.4"}) {
    EXPECT_EQ(to_string(address(text)), text);
  }
  EXPECT_EQ(to_string(Address{}), "-");
}

TEST(Address, OfTheSameBytesDiffersBetweenVersions) {
  Address six = address("::");
  six.octets = address("10.1.2.3").octets;
  EXPECT_NE(six, address("10.1.2.3"));
}

TEST(Address, TextThatIsNoneIsRefused) {
  using namespace std::string_view_literals;
  for (std::string_view text :
       {""sv, std::string_view{}, "10.0.0"sv, "10.0.0.256"sv, "10.0.0.1 "sv, "fd00::1::2"sv, "fd00"sv,
        "10.0.0.1\0x"sv, "fd00::1%eth0"sv, "0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000"sv}) {
    ASSERT_FALSE(parse_address(text).ok()) << text;
    EXPECT_EQ(parse_address(text).fault(), Fault::bad_text);
  }
}

TEST(Address, KnowsItsKind) {
  EXPECT_EQ(address("10.0.0.1").kind(), AddressKind::unicast);
  EXPECT_EQ(address("224.0.0.251").kind(), AddressKind::multicast);
  EXPECT_EQ(address("240.0.0.1").kind(), AddressKind::unicast);
  EXPECT_EQ(address("255.255.255.255").kind(), AddressKind::broadcast);
  EXPECT_EQ(address("ff02::1").kind(), AddressKind::multicast);
  EXPECT_EQ(address("fe80::1").kind(), AddressKind::unicast);
  EXPECT_TRUE(address("127.9.9.9").is_loopback());
  EXPECT_TRUE(address("::1").is_loopback());
  EXPECT_FALSE(address("1::1").is_loopback());
  EXPECT_FALSE(address("0.0.0.1").is_loopback());
  EXPECT_TRUE(address("fe80::1").is_link_local());
  EXPECT_TRUE(address("febf::1").is_link_local());
  EXPECT_FALSE(address("fec0::1").is_link_local());
  EXPECT_TRUE(address("169.254.3.4").is_link_local());
  EXPECT_TRUE(address("::").is_unspecified());
  EXPECT_TRUE(address("0.0.0.0").is_unspecified());
  EXPECT_FALSE(Address{}.is_unspecified());
}

TEST(Address, IsBroadcastOrAnycastWhereItsLinkSaysSo) {
  EXPECT_EQ(kind_on(address("10.0.0.255"), prefix("10.0.0.0/24")), AddressKind::broadcast);
  EXPECT_EQ(kind_on(address("10.0.0.127"), prefix("10.0.0.0/25")), AddressKind::broadcast);
  EXPECT_EQ(kind_on(address("10.0.0.255"), prefix("10.0.0.0/23")), AddressKind::unicast);
  EXPECT_EQ(kind_on(address("10.0.1.255"), prefix("10.0.0.0/24")), AddressKind::unicast);
  EXPECT_EQ(kind_on(address("10.0.0.1"), prefix("10.0.0.0/31")), AddressKind::unicast);
  EXPECT_EQ(kind_on(address("fd00::"), prefix("fd00::/64")), AddressKind::anycast);
  EXPECT_EQ(kind_on(address("fd00::1"), prefix("fd00::/64")), AddressKind::unicast);
  EXPECT_EQ(kind_on(address("fd00::"), prefix("fd00::/127")), AddressKind::unicast);
}

TEST(Prefix, ContainsWhatSharesItsBits) {
  EXPECT_TRUE(prefix("10.0.0.0/8").contains(address("10.255.0.1")));
  EXPECT_FALSE(prefix("10.0.0.0/8").contains(address("11.0.0.0")));
  EXPECT_TRUE(prefix("172.16.0.0/12").contains(address("172.31.255.255")));
  EXPECT_FALSE(prefix("172.16.0.0/12").contains(address("172.32.0.0")));
  EXPECT_TRUE(prefix("0.0.0.0/0").contains(address("1.2.3.4")));
  EXPECT_FALSE(prefix("0.0.0.0/0").contains(address("::")));
  EXPECT_TRUE(prefix("fd00::1").contains(address("fd00::1")));
  EXPECT_FALSE(prefix("fd00::1").contains(address("fd00::2")));
}

TEST(Prefix, TextWithHostBitsOrABadLengthIsRefused) {
  for (const char* text : {"10.0.0.1/8", "10.0.0.0/33", "fd00::/129", "10.0.0.0/", "10.0.0.0/8x",
                           "10.0.0.0/-1", "/8", "10.0.0.0/300"}) {
    EXPECT_FALSE(parse_prefix(text).ok()) << text;
  }
  EXPECT_EQ(to_string(prefix("10.0.0.0/8")), "10.0.0.0/8");
  EXPECT_EQ(to_string(prefix("fd00::1")), "fd00::1/128");
}

TEST(Prefix, AgreesWithComparingBitByBit) {
  EXPECT_TRUE(rc::check([](std::uint32_t network, std::uint32_t other) {
    const int length = *rc::gen::inRange(0, 33);
    const int differing_bit = *rc::gen::inRange(0, 32);
    other = *rc::gen::arbitrary<bool>() ? other : network ^ (1u << differing_bit);
    bool same = true;
    for (int bit = 0; bit < length; ++bit) same &= ((network ^ other) >> (31 - bit) & 1) == 0;
    const Prefix one = Prefix::of(Address::from_v4(network), static_cast<std::uint8_t>(length));
    RC_ASSERT(one.contains(Address::from_v4(other)) == same);
  }));
}

TEST(Fault, EveryOneHasANameOfItsOwn) {
  for (std::size_t one = 0; one < kFaultCount; ++one) {
    for (std::size_t other = 0; other < one; ++other) {
      EXPECT_STRNE(to_string(static_cast<Fault>(one)), to_string(static_cast<Fault>(other)));
    }
  }
  EXPECT_STREQ(to_string(Fault::too_short), "too_short");
  EXPECT_STREQ(to_string(Fault::bad_udp_length), "bad_udp_length");
  EXPECT_STREQ(to_string(Fault::not_segmentable), "not_segmentable");
}

}  // namespace
}  // namespace penstock::wire
