// SPDX-License-Identifier: Apache-2.0
#include "device.h"

#include <algorithm>

#include "two_devices.h"

namespace wireguard {
namespace {

class Session : public TwoDevices {};

TEST_F(Session, FirstPacketWaitsForTheHandshakeAndArrives) {
  one.send(packet_between(1, 2, 333), now);
  ASSERT_EQ(one.sent.size(), 1u);
  EXPECT_EQ(one.sent[0].bytes.size(), initiation::kBytes);
  carry();
  ASSERT_EQ(two.received.size(), 1u);
  EXPECT_EQ(two.received[0], packet_between(1, 2, 333));
  EXPECT_EQ(one.all_drops() + two.all_drops(), 0u);
}

TEST_F(Session, EveryInnerSizeArrivesPaddedWithinTheMtu) {
  connect();
  for (std::size_t size = 20; size <= 1420; ++size) {
    Datagram message = message_of(size);
    const std::size_t padded = std::min<std::size_t>((size + 15) / 16 * 16, 1420);
    EXPECT_EQ(message.size(), data::kHeaderBytes + padded + data::kTrailerBytes);
    two.receive(std::move(message), one.here(), now);
    ASSERT_EQ(two.received.back(), packet_between(1, 2, size));
  }
  EXPECT_EQ(two.all_drops(), 0u);
}

TEST_F(Session, PacketLongerThanTheMtuIsDropped) {
  connect();
  one.send(packet_between(1, 2, 1421), now);
  EXPECT_TRUE(one.sent.empty());
  EXPECT_EQ(one.device.dropped(Drop::too_long), 1u);
}

TEST_F(Session, BurstKeepsItsOrder) {
  connect();
  constexpr std::size_t kCount = 300;
  std::vector<std::vector<std::uint8_t>> buffers(kCount, std::vector<std::uint8_t>(1600));
  std::vector<OutboundPacket> burst;
  for (std::size_t i = 0; i < kCount; ++i) {
    const Packet packet = packet_between(1, 2, 100 + i);
    std::memcpy(buffers[i].data() + 16, packet.data(), packet.size());
    burst.push_back({buffers[i].data() + 16, static_cast<std::uint32_t>(packet.size()), 64});
  }
  ControlFrames frames;
  one.device.outbound(burst, now, frames);
  EXPECT_TRUE(frames.empty());
  std::vector<InboundDatagram> arrived;
  for (std::size_t i = 0; i < kCount; ++i)
    arrived.push_back({buffers[i].data(), burst[i].frame_bytes, one.here()});
  two.device.inbound(arrived, now, frames);
  for (std::size_t i = 0; i < kCount; ++i) {
    EXPECT_EQ(load_le64(buffers[i].data() + data::kCounter), i + 1);
    ASSERT_EQ(Packet(arrived[i].packet, arrived[i].packet + arrived[i].packet_bytes),
              packet_between(1, 2, 100 + i));
  }
}

TEST_F(Session, OneDatagramTwiceInOneBurstIsDeliveredOnce) {
  connect();
  Datagram first = message_of(200);
  Datagram second = first;
  std::array<InboundDatagram, 2> burst{
      InboundDatagram{first.data(), static_cast<std::uint32_t>(first.size()), one.here()},
      InboundDatagram{second.data(), static_cast<std::uint32_t>(second.size()), one.here()}};
  ControlFrames frames;
  two.device.inbound(burst, now, frames);
  EXPECT_NE(burst[0].packet_bytes, 0u);
  EXPECT_EQ(burst[1].packet_bytes, 0u);
  EXPECT_EQ(two.device.dropped(Drop::replayed), 1u);
}

TEST_F(Session, ReorderedIsDeliveredReplayedIsNot) {
  connect();
  std::vector<Datagram> messages;
  for (int i = 0; i < 500; ++i) messages.push_back(message_of(64));
  for (auto message = messages.rbegin(); message != messages.rend(); ++message)
    two.receive(*message, one.here(), now);
  EXPECT_EQ(two.received.size(), 500u);
  for (const Datagram& message : messages) two.receive(message, one.here(), now);
  EXPECT_EQ(two.received.size(), 500u);
  EXPECT_EQ(two.device.dropped(Drop::replayed), 500u);
}

TEST_F(Session, SourceOutsideOfAllowedIpsIsNotDelivered) {
  connect();
  one.send(packet_between(9, 2, 100), now);
  carry();
  EXPECT_TRUE(two.received.empty());
  EXPECT_EQ(two.device.dropped(Drop::source_not_allowed), 1u);
  one.send(packet_between(1, 9, 100), now);
  EXPECT_EQ(one.device.dropped(Drop::destination_unknown), 1u);
}

TEST_F(Session, PeerIsWhereItsLastAuthenticPacketCameFrom) {
  connect();
  Datagram broken = message_of(100);
  broken.back() ^= 1;
  two.receive(broken, endpoint_at(77), now);
  EXPECT_EQ(two.device.view(0).endpoint, endpoint_at(1));
  two.receive(message_of(100), endpoint_at(77, 4000), now);
  EXPECT_EQ(two.device.view(0).endpoint, endpoint_at(77, 4000));
  two.receive(message_of(100), Endpoint{}, now);
  EXPECT_EQ(two.device.view(0).endpoint, endpoint_at(77, 4000)) << "nothing is known: nothing changes";
}

TEST_F(Session, WaitingPacketsGiveWayToNewerOnes) {
  for (std::size_t i = 0; i < StagedPackets::kPacketsMax + 10; ++i)
    one.send(packet_between(1, 2, 100 + i), now);
  EXPECT_EQ(one.device.dropped(Drop::waiting_overflow), 10u);
  carry();
  ASSERT_EQ(two.received.size(), StagedPackets::kPacketsMax);
  EXPECT_EQ(two.received.front(), packet_between(1, 2, 110));
  EXPECT_EQ(two.received.back().size(), 100 + StagedPackets::kPacketsMax + 9);
}

class Time : public TwoDevices {};

TEST_F(Time, IdleSessionSaysNothing) {
  connect();
  live(60 * kSecond);
  one.sent.clear();
  const auto bytes = one.device.view(0).sent_bytes;
  live(300 * kSecond);
  EXPECT_EQ(one.device.view(0).sent_bytes, bytes);
  EXPECT_TRUE(one.sent.empty() && two.sent.empty());
}

TEST_F(Time, InitiatorRekeysAfterTwoMinutesOfUse) {
  connect();
  const auto first = one.device.view(0).handshake_wall;
  for (int i = 0; i < 119; ++i) {
    live(kSecond);
    one.send(packet_between(1, 2, 100), now);
    carry();
  }
  EXPECT_EQ(one.device.view(0).handshake_wall, first);
  for (int i = 0; i < 3; ++i) {
    live(kSecond);
    one.send(packet_between(1, 2, 100), now);
    carry();
  }
  EXPECT_GT(one.device.view(0).handshake_wall, first);
  EXPECT_EQ(two.received.size(), 122u);
  EXPECT_EQ(one.all_drops() + two.all_drops(), 0u);
}

TEST_F(Time, TrafficOfTwentyMinutesLosesNothing) {
  connect();
  std::size_t there = 0;
  std::size_t back = 0;
  for (int i = 0; i < 1200; ++i) {
    live(kSecond);
    one.send(packet_between(1, 2, 100), now);
    two.send(packet_between(2, 1, 100), now);
    carry();
    ++there;
    ++back;
  }
  EXPECT_EQ(two.received.size(), there);
  EXPECT_EQ(one.received.size(), back);
  EXPECT_EQ(one.all_drops() + two.all_drops(), 0u);
}

TEST_F(Time, InitiatorThatOnlyReceivesRekeysBeforeTheEnd) {
  connect();
  const auto first = one.device.view(0).handshake_wall;
  for (int i = 0; i < 179; ++i) {
    live(kSecond);
    two.send(packet_between(2, 1, 100), now);
    carry();
  }
  EXPECT_GT(one.device.view(0).handshake_wall, first);
  EXPECT_EQ(one.received.size(), 179u);
}

TEST_F(Time, SessionIsWorthNothingAfterThreeMinutes) {
  connect();
  const Datagram early = message_of(100);
  advance(kRejectAfterTime);
  two.receive(early, one.here(), now);
  EXPECT_TRUE(two.received.empty());
  EXPECT_EQ(two.device.dropped(Drop::expired), 1u);
  one.send(packet_between(1, 2, 100), now);
  ASSERT_EQ(one.sent.size(), 1u);
  EXPECT_EQ(one.sent[0].bytes.size(), initiation::kBytes);
  carry();
  EXPECT_EQ(two.received.size(), 1u);
}

TEST_F(Time, KeysAreForgottenAfterNineMinutes) {
  connect();
  live(kForgetAfterTime - 2 * kSecond);
  EXPECT_TRUE(one.device.view(0).has_session && two.device.view(0).has_session);
  live(4 * kSecond);
  EXPECT_FALSE(one.device.view(0).has_session || two.device.view(0).has_session);
}

TEST_F(Time, DeadPeerIsTriedForNinetySecondsAndItsPacketsAreDropped) {
  one.send(packet_between(1, 2, 100), now);
  int initiations = 0;
  for (int i = 0; i < 400; ++i) {
    for (const Sent& sent : one.sent) initiations += sent.bytes.size() == initiation::kBytes ? 1 : 0;
    one.sent.clear();
    advance(kSecond / 2);
    one.tick(now);
  }
  EXPECT_GE(initiations, 17);
  EXPECT_LE(initiations, 19);
  EXPECT_EQ(one.device.dropped(Drop::unreachable), 1u);
}

TEST_F(Time, LostResponseIsMadeUpForByRepetition) {
  one.send(packet_between(1, 2, 100), now);
  carry_from(one, two);
  two.sent.clear();
  live(8 * kSecond);
  EXPECT_EQ(two.received.size(), 1u);
}

TEST_F(Time, SilenceAfterDataBeginsANewHandshake) {
  connect();
  live(kSecond);
  two.device.forget_everything();
  one.send(packet_between(1, 2, 100), now);
  carry();
  EXPECT_EQ(two.device.dropped(Drop::unknown_index), 1u);
  live(17 * kSecond);
  one.send(packet_between(1, 2, 100), now);
  carry();
  EXPECT_EQ(two.received.size(), 1u);
}

class Messages : public TwoDevices {
 protected:
  // Each byte changed in each of two ways, and every length: nothing is answered and nothing delivered.
  void check_corruptions(const Datagram& message) {
    const std::size_t delivered = two.received.size();
    for (std::size_t i = 0; i < message.size(); ++i) {
      for (const int change : {0x01, 0x80}) {
        Datagram changed = message;
        changed[i] = static_cast<std::uint8_t>(changed[i] ^ change);
        two.receive(std::move(changed), one.here(), now);
        ASSERT_TRUE(two.sent.empty()) << "byte " << i;
      }
    }
    for (std::size_t size = 0; size <= 2000; ++size) {
      if (size == message.size()) continue;
      Datagram cut = message;
      cut.resize(size);
      two.receive(std::move(cut), one.here(), now);
      ASSERT_TRUE(two.sent.empty()) << size << " bytes";
    }
    EXPECT_EQ(two.received.size(), delivered);
    EXPECT_EQ(two.all_drops(), 2 * message.size() + 2000);
  }
};

TEST_F(Messages, NoChangedInitiationIsAnswered) {
  one.greet(now);
  const Datagram message = one.sent.back().bytes;
  // mac2 means nothing without load: its bytes may be anything.
  const Datagram bound(message.begin(), message.begin() + initiation::kMac2);
  for (std::size_t i = 0; i < bound.size(); ++i) {
    Datagram changed = message;
    changed[i] ^= 4;
    two.receive(std::move(changed), one.here(), now);
    ASSERT_TRUE(two.sent.empty()) << "byte " << i;
  }
  for (std::size_t size = 0; size <= 2000; ++size) {
    if (size == message.size()) continue;
    Datagram cut = message;
    cut.resize(size);
    two.receive(std::move(cut), one.here(), now);
    ASSERT_TRUE(two.sent.empty()) << size << " bytes";
  }
  two.receive(message, one.here(), now);
  EXPECT_EQ(two.sent.size(), 1u) << "the true one still is";
}

TEST_F(Messages, NoChangedResponseMakesASession) {
  one.greet(now);
  carry_from(one, two);
  const Datagram message = two.sent.back().bytes;
  for (std::size_t i = 0; i < response::kMac2; ++i) {
    if (i >= response::kSender && i < response::kReceiver) continue;  // bound by mac1, as all the others
    Datagram changed = message;
    changed[i] ^= 4;
    one.receive(std::move(changed), two.here(), now);
    ASSERT_FALSE(one.device.view(0).has_session) << "byte " << i;
  }
  for (std::size_t size = 0; size <= 2000; ++size) {
    if (size == message.size()) continue;
    Datagram cut = message;
    cut.resize(size);
    one.receive(std::move(cut), two.here(), now);
    ASSERT_FALSE(one.device.view(0).has_session) << size << " bytes";
  }
  EXPECT_TRUE(one.sent.empty());
  one.receive(message, two.here(), now);
  EXPECT_TRUE(one.device.view(0).has_session);
}

TEST_F(Messages, NoChangedDataIsDelivered) {
  connect();
  check_corruptions(message_of(100));
}

TEST_F(Messages, NoChangedKeepaliveCounts) {
  connect();
  const Nanoseconds began = now.steady;
  two.send(packet_between(2, 1, 100), now);
  carry();
  live(11 * kSecond);
  ASSERT_GT(now.steady, began);
  Datagram keepalive = message_of(20);
  check_corruptions(keepalive);
}

TEST_F(Messages, InitiationOfAStrangerIsNotAnswered) {
  Device::Settings stranger = settings(make_private_key(), key_two, 2);
  End other(3, stranger);
  other.greet(now);
  two.receive(other.sent.back().bytes, other.here(), now);
  EXPECT_TRUE(two.sent.empty());
  EXPECT_EQ(two.device.dropped(Drop::unknown_peer), 1u);
}

TEST_F(Messages, ReplayedInitiationIsNotAnswered) {
  one.greet(now);
  const Datagram message = one.sent.back().bytes;
  two.receive(message, one.here(), now);
  ASSERT_EQ(two.sent.size(), 1u);
  advance(10 * kSecond);
  two.receive(message, one.here(), now);
  EXPECT_EQ(two.sent.size(), 1u);
  EXPECT_EQ(two.device.dropped(Drop::replayed_handshake), 1u);
}

TEST_F(Messages, WhatIsNoPacketInsideIsNotDelivered) {
  connect();
  // A version of neither family, a length past the end: sealed by one who holds the key.
  for (const int broken : {0, 1}) {
    Packet packet = packet_between(1, 2, 100);
    if (broken == 0) packet[0] = 0x55;
    if (broken == 1) packet[3] = 200;
    one.send(packet, now);
  }
  EXPECT_EQ(one.device.dropped(Drop::not_ip), 2u);
  EXPECT_TRUE(one.sent.empty());
}

}  // namespace
}  // namespace wireguard
