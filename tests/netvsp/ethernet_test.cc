// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "units.h"

namespace {

using Bytes = std::vector<UINT8>;

const ETHERNET_END kEnd = {{2, 0, 0, 0, 0, 1}, {2, 0, 0, 0, 0, 2}};

Bytes operator+(Bytes a, const Bytes& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

const Bytes kOurs = {2, 0, 0, 0, 0, 1}, kGuest = {2, 0, 0, 0, 0, 2}, kEverybody(6, 0xFF);

Bytes arp_request(Bytes sender_ip, const Bytes& wanted) {
  return kEverybody + kGuest + Bytes{8, 6, 0, 1, 8, 0, 6, 4, 0, 1} + kGuest + sender_ip + Bytes(6) + wanted;
}

Bytes with_checksum(Bytes ip) {
  UINT32 sum = 58 + static_cast<UINT32>(ip.size()) - 40;
  for (std::size_t i = 8; i < ip.size(); i += 2) sum += static_cast<UINT32>(ip[i] << 8 | ip[i + 1]);
  while (sum > 0xFFFF) sum = (sum & 0xFFFF) + (sum >> 16);
  ip[42] = static_cast<UINT8>(~sum >> 8);
  ip[43] = static_cast<UINT8>(~sum);
  return ip;
}

Bytes solicitation(const Bytes& source, const Bytes& wanted, UINT8 hops = 255) {
  Bytes ip = Bytes{0x60, 0, 0, 0, 0, 24, 58, hops} + source +
             Bytes{0xFF, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0xFF} + Bytes(wanted.end() - 3, wanted.end()) +
             Bytes{135, 0, 0, 0, 0, 0, 0, 0} + wanted;
  return Bytes{0x33, 0x33, 0xFF, 0, 0, 1} + kGuest + Bytes{0x86, 0xDD} + with_checksum(ip);
}

Bytes address(UINT8 last) { return Bytes{0xFD, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last}; }

struct Received {
  ETHERNET_VERDICT verdict;
  Bytes answer;
};

Received receive(const Bytes& frame) {
  Received received{EthernetMalformed, Bytes(ETHERNET_ANSWER_MAXIMUM)};
  UINT32 length = 0;
  received.verdict = EthernetReceive(&kEnd, frame.data(), static_cast<UINT32>(frame.size()),
                                     received.answer.data(), &length);
  received.answer.resize(length);
  return received;
}

TEST(Ethernet, AnswersForEveryNeighbourOfTheGuest) {
  const Received received = receive(arp_request({10, 0, 0, 1}, {10, 0, 0, 9}));
  ASSERT_EQ(received.verdict, EthernetAnswer);
  const Bytes expected = kGuest + kOurs + Bytes{8, 6, 0, 1, 8, 0, 6, 4, 0, 2} + kOurs + Bytes{10, 0, 0, 9} +
                         kGuest + Bytes{10, 0, 0, 1};
  EXPECT_EQ(received.answer, expected);
}

TEST(Ethernet, LeavesTheGuestItsOwnAddress) {
  EXPECT_EQ(receive(arp_request({0, 0, 0, 0}, {10, 0, 0, 1})).verdict, EthernetNotOurs);
  EXPECT_EQ(receive(arp_request({10, 0, 0, 1}, {10, 0, 0, 1})).verdict, EthernetNotOurs);
  EXPECT_EQ(receive(solicitation(Bytes(16), address(1))).verdict, EthernetNotOurs);
}

TEST(Ethernet, AdvertisesItselfAsEveryIpv6Neighbour) {
  const Received received = receive(solicitation(address(1), address(9)));
  ASSERT_EQ(received.verdict, EthernetAnswer);
  ASSERT_EQ(received.answer.size(), 14u + 40 + 32);
  EXPECT_EQ(Bytes(received.answer.begin(), received.answer.begin() + 14),
            kGuest + kOurs + Bytes({0x86, 0xDD}));
  const Bytes ip(received.answer.begin() + 14, received.answer.end());
  Bytes again = ip;
  again[42] = again[43] = 0;
  EXPECT_EQ(with_checksum(again), ip);
  EXPECT_EQ(ip[40], 136);
  EXPECT_TRUE(std::equal(ip.begin() + 48, ip.begin() + 64, address(9).begin()));
  EXPECT_TRUE(std::equal(ip.begin() + 66, ip.begin() + 72, kOurs.begin()));
}

TEST(Ethernet, BelievesNoSolicitationFromFurtherAway) {
  EXPECT_EQ(receive(solicitation(address(1), address(9), 254)).verdict, EthernetIp);
  Bytes damaged = solicitation(address(1), address(9));
  damaged.back() ^= 1;
  EXPECT_EQ(receive(damaged).verdict, EthernetIp) << "the path drops it by its checksum";
}

TEST(Ethernet, LetsIpThroughAndEndsEverythingElse) {
  EXPECT_EQ(receive(kOurs + kGuest + Bytes{8, 0, 0x45}).verdict, EthernetIp);
  EXPECT_EQ(receive(kOurs + kGuest + Bytes{8, 0, 0x65}).verdict, EthernetMalformed);
  EXPECT_EQ(receive(kOurs + kGuest + Bytes{0x86, 0xDD, 0x60}).verdict, EthernetIp);
  EXPECT_EQ(receive(kOurs + kGuest + Bytes{0x88, 0xCC, 1}).verdict, EthernetNotOurs);
  EXPECT_EQ(receive(Bytes{2, 9, 9, 9, 9, 9} + kGuest + Bytes{8, 0, 0x45}).verdict, EthernetNotOurs);
  EXPECT_EQ(receive(kOurs + kEverybody + Bytes{8, 0, 0x45}).verdict, EthernetMalformed);
  EXPECT_EQ(receive(kOurs + kGuest + Bytes{8, 0}).verdict, EthernetMalformed);
  EXPECT_EQ(receive(kEverybody + kGuest + Bytes{8, 6, 0, 1}).verdict, EthernetMalformed);
}

TEST(Ethernet, HeadsPacketsForTheGuestByTheirDestination) {
  Bytes header(14), ip4(20), ip6(40);
  const auto to = [&](const Bytes& packet) {
    return EthernetWriteHeader(&kEnd, packet.data(), static_cast<UINT32>(packet.size()), header.data())
               ? Bytes(header.begin(), header.begin() + 6)
               : Bytes();
  };
  ip4[0] = 0x45;
  EXPECT_EQ(to(ip4), kGuest);
  std::memcpy(ip4.data() + 16, "\xE0\x81\x02\x03", 4);
  EXPECT_EQ(to(ip4), (Bytes{1, 0, 0x5E, 1, 2, 3}));
  std::memset(ip4.data() + 16, 0xFF, 4);
  EXPECT_EQ(to(ip4), kEverybody);
  ip6[0] = 0x60;
  EXPECT_EQ(to(ip6), kGuest);
  ip6[24] = 0xFF;
  ip6[39] = 7;
  EXPECT_EQ(to(ip6), (Bytes{0x33, 0x33, 0, 0, 0, 7}));
  EXPECT_EQ(to(Bytes(19, 0x45)), Bytes());
  EXPECT_EQ(to(Bytes(40, 0x55)), Bytes());
}

}  // namespace
