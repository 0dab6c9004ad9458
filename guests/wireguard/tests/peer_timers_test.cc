// SPDX-License-Identifier: Apache-2.0
#include "peer_timers.h"

#include <gtest/gtest.h>

namespace wireguard {
namespace {

constexpr Nanoseconds kStart = 1000 * kSecond;

TEST(PeerTimers, NothingHappensNothingIsDue) {
  PeerTimers timers(0);
  EXPECT_EQ(timers.next_due(), kNever);
  const auto due = timers.take_due(kStart);
  EXPECT_FALSE(due.initiate || due.repeat || due.give_up || due.keepalive || due.forget);
}

TEST(PeerTimers, DataThatIsNotAnsweredForFifteenSecondsBeginsAHandshake) {
  PeerTimers timers(0);
  timers.packet_sent(kStart, true);
  timers.packet_sent(kStart + 14 * kSecond, true);
  EXPECT_EQ(timers.next_due(), kStart + 15 * kSecond);
  EXPECT_FALSE(timers.take_due(kStart + 15 * kSecond - 1).initiate);
  EXPECT_TRUE(timers.take_due(kStart + 15 * kSecond).initiate);
  EXPECT_FALSE(timers.take_due(kStart + 16 * kSecond).initiate) << "once";
}

TEST(PeerTimers, AnythingAuthenticEndsTheSilence) {
  PeerTimers timers(0);
  timers.packet_sent(kStart, true);
  timers.packet_received(kStart + kSecond, false);
  EXPECT_EQ(timers.next_due(), kNever);
}

TEST(PeerTimers, KeepaliveDoesNotAskForAnAnswer) {
  PeerTimers timers(0);
  timers.packet_sent(kStart, false);
  EXPECT_EQ(timers.next_due(), kNever);
  timers.packet_received(kStart, false);
  EXPECT_EQ(timers.next_due(), kNever);
}

TEST(PeerTimers, DataReceivedIsAcknowledgedAfterTenSeconds) {
  PeerTimers timers(0);
  timers.packet_received(kStart, true);
  EXPECT_EQ(timers.next_due(), kStart + 10 * kSecond);
  EXPECT_TRUE(timers.take_due(kStart + 10 * kSecond).keepalive);
  timers.packet_sent(kStart + 10 * kSecond, false);
  EXPECT_EQ(timers.next_due(), kNever);
}

TEST(PeerTimers, DataReceivedWhileAnAcknowledgementWaitsGetsOneOfItsOwn) {
  PeerTimers timers(0);
  timers.packet_received(kStart, true);
  timers.packet_received(kStart + 3 * kSecond, true);
  EXPECT_TRUE(timers.take_due(kStart + 10 * kSecond).keepalive);
  timers.packet_sent(kStart + 10 * kSecond, false);
  EXPECT_TRUE(timers.take_due(kStart + 20 * kSecond + 1).keepalive);
  timers.packet_sent(kStart + 20 * kSecond + 1, false);
  EXPECT_EQ(timers.next_due(), kNever);
}

TEST(PeerTimers, DataSentIsAcknowledgementEnough) {
  PeerTimers timers(0);
  timers.packet_received(kStart, true);
  timers.packet_sent(kStart + kSecond, false);
  EXPECT_EQ(timers.next_due(), kNever);
}

TEST(PeerTimers, InitiationIsRepeatedForNinetySecondsThenGivenUp) {
  PeerTimers timers(0);
  Nanoseconds now = kStart;
  timers.initiation_sent(now, 0, false);
  int repeats = 0;
  for (;;) {
    now += 5 * kSecond;
    const auto due = timers.take_due(now);
    if (due.give_up) break;
    ASSERT_TRUE(due.repeat);
    timers.initiation_sent(now, 0, true);
    ASSERT_LE(++repeats, 18);
  }
  EXPECT_EQ(repeats, 18);
  EXPECT_EQ(now, kStart + 95 * kSecond);
  EXPECT_EQ(timers.next_due(), now + kForgetAfterTime);
}

TEST(PeerTimers, RepetitionWaitsForItsJitter) {
  PeerTimers timers(0);
  timers.initiation_sent(kStart, kRekeyTimeoutJitter, false);
  EXPECT_FALSE(timers.take_due(kStart + 5 * kSecond).repeat);
  EXPECT_TRUE(timers.take_due(kStart + 5 * kSecond + kRekeyTimeoutJitter).repeat);
}

TEST(PeerTimers, CompletedHandshakeIsNotRepeated) {
  PeerTimers timers(0);
  timers.initiation_sent(kStart, 0, false);
  timers.handshake_completed();
  EXPECT_EQ(timers.next_due(), kNever);
}

TEST(PeerTimers, OneInitiationInFiveSeconds) {
  PeerTimers timers(0);
  EXPECT_TRUE(timers.may_initiate(kStart));
  timers.initiation_sent(kStart, 0, false);
  EXPECT_FALSE(timers.may_initiate(kStart + 5 * kSecond - 1));
  EXPECT_TRUE(timers.may_initiate(kStart + 5 * kSecond));
}

TEST(PeerTimers, PersistentKeepaliveFollowsTheLastPacketOfEitherWay) {
  PeerTimers timers(25 * kSecond);
  EXPECT_TRUE(timers.take_due(kStart).keepalive) << "the first at once";
  timers.packet_sent(kStart, false);
  EXPECT_EQ(timers.next_due(), kStart + 25 * kSecond);
  timers.packet_received(kStart + 10 * kSecond, false);
  EXPECT_EQ(timers.next_due(), kStart + 35 * kSecond);
}

TEST(PeerTimers, PersistentKeepaliveThatCannotBeSentIsAskedOnceAnInterval) {
  PeerTimers timers(25 * kSecond);
  EXPECT_TRUE(timers.take_due(kStart).keepalive);
  EXPECT_FALSE(timers.take_due(kStart + kSecond).keepalive);
  EXPECT_TRUE(timers.take_due(kStart + 25 * kSecond).keepalive);
}

TEST(PeerTimers, KeysAreForgottenNineMinutesAfterTheLastSession) {
  PeerTimers timers(0);
  timers.session_made(kStart);
  timers.session_made(kStart + 100 * kSecond);
  EXPECT_FALSE(timers.take_due(kStart + 639 * kSecond).forget);
  EXPECT_TRUE(timers.take_due(kStart + 640 * kSecond).forget);
  EXPECT_EQ(timers.next_due(), kNever);
}

TEST(PeerTimers, LastMinuteIsTakenOnceAHandshake) {
  PeerTimers timers(0);
  EXPECT_TRUE(timers.take_last_minute());
  EXPECT_FALSE(timers.take_last_minute());
  timers.handshake_completed();
  EXPECT_TRUE(timers.take_last_minute());
}

}  // namespace
}  // namespace wireguard
