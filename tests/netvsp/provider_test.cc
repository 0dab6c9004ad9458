// SPDX-License-Identifier: Apache-2.0
// The provider from end to end: a guest's driver on one side of its channel, a path on the other side of its port.
#include <gtest/gtest.h>

#include <algorithm>

#include "testing/rule.h"
#include "wire/sample_packets.h"

#include "network_bench.h"

namespace penstock::network {
namespace {

namespace sample = wire::sample;
using Bytes = std::vector<std::uint8_t>;
using Where = NetworkClient::Where;

// Frames of 64 bytes, or of 1400, around a datagram with a number of its own.
Bytes datagram(std::uint16_t number, std::size_t frame_bytes) {
  return sample::udp_packet(4, number, 9, frame_bytes - 14 - 20 - 8);
}

// Who has 10.0.0.1?
Frame who_has() {
  Frame arp(6, 0xFF);
  arp.insert(arp.end(), kGuestAddress, kGuestAddress + 6);
  arp.insert(arp.end(), {0x08, 0x06, 0, 1, 8, 0, 6, 4, 0, 1});
  arp.insert(arp.end(), kGuestAddress, kGuestAddress + 6);
  arp.insert(arp.end(), {10, 0, 0, 2, 0, 0, 0, 0, 0, 0, 10, 0, 0, 1});
  return arp;
}

class Provider : public testing::Test {
 protected:
  void open(std::uint32_t version = kVersion61) {
    bench.open();
    bench.client().bring_up(version);
  }
  NetworkBench bench;
};

TEST_F(Provider, ComesUpAsAGuestsDriverExpects) {
  bench.open();
  NetworkClient& guest = bench.client();
  EXPECT_EQ(guest.ask({1, 0x70000, 0x70000})[3], 2u) << "a version nobody knows";
  guest.bring_up();
  Bytes object;
  EXPECT_EQ(guest.query(0x01010101, object), 0u);
  EXPECT_EQ(object, Bytes(kGuestAddress, kGuestAddress + 6));
  EXPECT_EQ(guest.query(0x00010114, object), 0u);
  EXPECT_EQ(object, Bytes(4, 0));
  EXPECT_EQ(guest.query(0x12345, object), 0xC00000BBu);
  EXPECT_EQ(bench.counts().Version, 0x60001u);
  EXPECT_EQ(bench.counts().PacketFilter, 0x2Fu);
}

TEST_F(Provider, SpeaksTheFirstVersionToo) {
  open(2);
  bench.client().send({frame_of(datagram(1, 64))});
  EXPECT_EQ(bench.path_receives(1)[0], datagram(1, 64));
}

TEST_F(Provider, TakesFramesFromASectionFromPagesAndFromBoth) {
  RULE("V-NET-1");
  open();
  std::uint16_t number = 0;
  for (const Where where : {Where::section, Where::pages, Where::both}) {
    std::vector<Frame> frames;
    for (int i = 0; i < 4; ++i) frames.push_back(frame_of(datagram(number++, i % 2 == 0 ? 64 : 1400)));
    bench.client().send(frames, where);
    const auto received = bench.path_receives(4);
    for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(received[i], packet_in(frames[i]));
    bench.client().wait_for_answers(number / 4);
  }
  EXPECT_EQ(bench.client().answers(), (std::vector<std::uint32_t>{1, 1, 1}));
}

TEST_F(Provider, CarriesFramesBothWaysInOrderAndLosesNone) {
  open();
  constexpr std::uint16_t kFrames = 1000;
  for (const std::size_t bytes : {64u, 1400u}) {
    const std::size_t before = bench.client().frames().size();
    std::uint32_t sent = 0;
    const std::size_t answers = bench.client().answers().size();
    std::vector<Bytes> received;
    for (std::uint16_t number = 0; number < kFrames; number = static_cast<std::uint16_t>(number + 4)) {
      std::vector<Frame> frames;
      for (std::uint16_t i = 0; i < 4; ++i)
        frames.push_back(frame_of(datagram(static_cast<std::uint16_t>(number + i), bytes)));
      bench.client().send(frames);
      bench.client().wait_for_answers(answers + ++sent);  // a section is the provider's until then
      for (Bytes& packet : bench.path_receives(4)) received.push_back(std::move(packet));
      bench.path_sends({received.end() - 4, received.end()});
    }
    bench.client().wait_for_frames(before + kFrames);
    const auto frames = bench.client().frames();
    for (std::uint16_t number = 0; number < kFrames; ++number) {
      ASSERT_EQ(received[number], datagram(number, bytes));
      ASSERT_EQ(packet_in(frames[before + number]), datagram(number, bytes));
    }
  }
  const NETVSP_COUNTS counts = bench.counts();
  EXPECT_EQ(counts.GuestFrames, 2u * kFrames);
  EXPECT_EQ(counts.GuestDelivered, 2u * kFrames);
  EXPECT_EQ(counts.PathDelivered, 2u * kFrames);
}

TEST_F(Provider, WritesTheFrameThatTheGuestExpects) {
  open();
  bench.path_sends({datagram(7, 64)});
  bench.client().wait_for_frames(1);
  const Frame frame = bench.client().frames()[0];
  EXPECT_TRUE(std::equal(kGuestAddress, kGuestAddress + 6, frame.begin()));
  EXPECT_TRUE(std::equal(kOurAddress, kOurAddress + 6, frame.begin() + 6));
  EXPECT_EQ(frame[12] << 8 | frame[13], 0x0800);
}

TEST_F(Provider, LendsSeveralFramesInOnePacketUnderTheNumberOfTheFirst) {
  RULE("V-NET-3");
  RULE("V-NET-4");
  open();
  bench.client().hold_answers(true);
  std::vector<Bytes> packets;
  for (std::uint16_t i = 0; i < 64; ++i) packets.push_back(datagram(i, 64));
  const std::size_t before = bench.client().transactions().size();
  bench.path_sends(packets);
  bench.client().wait_for_frames(64);
  const auto transactions = bench.client().transactions();
  EXPECT_EQ(transactions.size() - before, 2u) << "32 frames each";
  EXPECT_NE(transactions[before], transactions[before + 1]);
  bench.wait_until_lent(64);
  bench.client().hold_answers(false);
  bench.wait_until_lent(0);
}

TEST_F(Provider, LeavesControlMessagesRoomWhenTheGuestReturnsNothing) {
  RULE("V-NET-6");
  open();
  bench.wait_until_lent(0);  // what the control messages were in
  bench.client().hold_answers(true);
  const std::uint32_t count = bench.client().allocation_count();
  for (std::uint32_t i = 0; i < count + 10; ++i) bench.path_sends({datagram(1, 64)});
  bench.client().wait_for_frames(count - 16);
  EXPECT_EQ(bench.counts().PathNoBuffer, 26u);
  for (int i = 0; i < 20; ++i) bench.client().send({who_has()});  // nor may these have the rest
  bench.client().wait_for_answers(20);
  Bytes object;
  EXPECT_EQ(bench.client().query(0x01010101, object), 0u);
  bench.client().hold_answers(false);
  bench.wait_until_lent(0);
  bench.path_sends({datagram(2, 64)});
  bench.client().wait_for_frames(count - 16 + 1);
}

TEST_F(Provider, SendsNothingToAGuestThatDoesNotListen) {
  RULE("V-NET-7");
  open();
  bench.path_sends({datagram(1, 64)});
  bench.client().wait_for_frames(1);
  EXPECT_EQ(bench.client().set(0x0001010E, {0, 0, 0, 0}), 0u);
  bench.path_sends({datagram(2, 64)});
  EXPECT_EQ(bench.counts().PathUnwanted, 1u);
  EXPECT_EQ(bench.client().set(0x0001010E, {0x2F, 0, 0, 0}), 0u);
  bench.path_sends({datagram(3, 64)});
  bench.client().wait_for_frames(2);
  EXPECT_EQ(packet_in(bench.client().frames()[1]), datagram(3, 64));
}

TEST_F(Provider, CompletesAMalformedTransmitWithAStatusAndGoesOn) {
  RULE("V-NET-2");
  open();
  Bytes bad = rndis_packet(frame_of(datagram(1, 64)));
  bad[12] = 0xFF;
  bad[13] = 0xFF;
  bench.client().send_raw(bad);
  bench.client().send_raw({1, 2, 3});
  Bytes second = rndis_packet(frame_of(datagram(2, 64)));
  const std::size_t whole = second.size();
  second.insert(second.end(), bad.begin(), bad.end());
  bench.client().send_raw(second);
  bench.client().wait_for_answers(3);
  EXPECT_EQ(bench.client().answers(), (std::vector<std::uint32_t>{5, 5, 5}));
  EXPECT_EQ(bench.path_receives(1)[0], datagram(2, 64)) << "what stood before it, " << whole << " bytes";
  EXPECT_EQ(bench.client().send_control(bytes_of({4, 27, 1, 2, 3, 4, 5})), 5u);
  bench.client().send({frame_of(datagram(3, 64))});
  EXPECT_EQ(bench.path_receives(1)[0], datagram(3, 64));
}

TEST_F(Provider, AnswersForTheGuestsNeighbours) {
  open();
  bench.client().send({who_has()});
  bench.client().wait_for_frames(1);
  const Frame answer = bench.client().frames()[0];
  EXPECT_EQ(answer[21], 2) << "a reply";
  EXPECT_TRUE(std::equal(kOurAddress, kOurAddress + 6, answer.begin() + 22));
  EXPECT_EQ(bench.counts().GuestAnswered, 1u);
  EXPECT_EQ(bench.link().waiting_packets(), 0u);
}

TEST_F(Provider, HandsOnWhatIsStillToBeDoneToAPacket) {
  open();
  const Bytes packet = sample::tcp_packet(4, {.source_port = 1, .destination_port = 2}, 4000);
  const std::uint32_t header_at = 14 + 20;
  const Words infos = {16, 0, 12, 0x5u | header_at << 16, 16, 2, 12, 1400u | header_at << 20 | 1u << 30};
  bench.client().send_raw(rndis_packet(frame_of(packet), infos), Where::pages);
  EXPECT_EQ(bench.path_receives(1)[0].size(), packet.size());
  EXPECT_EQ(bench.last_offload().segmentation, packet::Segmentation::tcp4);
  EXPECT_EQ(bench.last_offload().segment_payload_bytes, 1400u);
  EXPECT_EQ(bench.last_offload().checksum_start_bytes, 20u);
}

TEST_F(Provider, EndsWhatIsOnAnotherNetworkWhereverItsTagIs) {
  open();
  const auto on = [](std::uint32_t number, std::uint32_t priority) {
    return Words{16, 6, 12, number << 4 | priority};
  };
  bench.client().send_raw(rndis_packet(frame_of(datagram(1, 64)), on(100, 0)));
  bench.client().send_raw(rndis_packet(who_has(), on(4094, 3)));
  Frame tagged = frame_of(datagram(2, 64));
  const Frame tag = {0x81, 0x00, 0x00, 0x64};
  tagged.insert(tagged.begin() + 12, tag.begin(), tag.end());
  bench.client().send({tagged});
  bench.client().send_raw(rndis_packet(frame_of(datagram(3, 64)), on(0, 7)));
  EXPECT_EQ(bench.path_receives(1)[0], datagram(3, 64)) << "which has a priority and no more";
  EXPECT_EQ(bench.counts().GuestNotOurs, 3u);
  EXPECT_EQ(bench.counts().GuestAnswered, 0u);
  bench.client().wait_for_answers(4);
  EXPECT_EQ(bench.client().answers(), (std::vector<std::uint32_t>{1, 1, 1, 1})) << "as sent";
}

TEST_F(Provider, LetsGoOfTheGuestsBuffersWhenItRevokesThem) {
  open();
  bench.client().ask({103, 0xCAFE});
  bench.client().ask({106, 0});
  bench.path_sends({datagram(1, 64)});
  EXPECT_EQ(bench.counts().PathUnwanted, 1u);
  bench.client().send({frame_of(datagram(1, 64))});
  bench.client().wait_for_answers(1);
  EXPECT_EQ(bench.client().answers()[0], 2u) << "not ready any more";
}

TEST_F(Provider, CompletesEveryTransmitBeforeAPause) {
  RULE("V-NET-8");
  open();
  for (std::uint16_t i = 0; i < 40; ++i) bench.client().send({frame_of(datagram(i, 64))});
  EXPECT_EQ(bench.ask(IOCTL_NETVSP_PAUSE), 0);
  EXPECT_EQ(bench.ask(IOCTL_NETVSP_START), 0);
  bench.client().wait_for_answers(40);
  EXPECT_EQ(bench.path_receives(40).size(), 40u);
}

TEST_F(Provider, BeginsAnewWhenTheGuestOpensAgain) {
  open();
  bench.end_client();
  while (bench.counts().Closed != 1) exec::runtime().point(exec::Point::yield);
  bench.begin_client();
  EXPECT_EQ(bench.counts().PacketFilter, 0u);
  EXPECT_EQ(bench.counts().Version, 0u);
  bench.client().bring_up(2);
  bench.path_sends({datagram(1, 64)});
  bench.client().wait_for_frames(1);
}

TEST(SavedProvider, GoesOnAfterAKillAndARestore) {
  RULE("V-NET-9");
  for (const std::uint32_t piece_bytes : {100u, 1u << 16}) {
    NetworkBench cut;
    cut.open();
    NetworkClient& guest = cut.client();
    guest.bring_up();
    cut.wait_until_lent(0);
    guest.hold_answers(true);
    std::vector<Bytes> packets;
    for (std::uint16_t i = 0; i < 40; ++i) packets.push_back(datagram(i, 1400));
    cut.path_sends(packets);
    guest.wait_for_frames(40);
    EXPECT_EQ(cut.ask(IOCTL_NETVSP_PAUSE), 0);
    const Bytes saved = cut.save(piece_bytes);
    cut.kill();
    cut.attach();
    EXPECT_EQ(cut.restore(saved), 0);
    EXPECT_EQ(cut.counts().Restored, 2u);
    EXPECT_EQ(cut.counts().Lent, 40u);
    EXPECT_EQ(cut.counts().PacketFilter, 0x2Fu);
    EXPECT_EQ(cut.ask(IOCTL_NETVSP_START), 0);
    cut.path_sends({datagram(40, 64)});
    guest.wait_for_frames(41);
    guest.hold_answers(false);
    cut.wait_until_lent(0);
    guest.send({frame_of(datagram(41, 64))});
    EXPECT_EQ(cut.path_receives(1)[0], datagram(41, 64));
    const auto frames = guest.frames();
    for (std::uint16_t i = 0; i < 41; ++i) EXPECT_EQ(packet_in(frames[i]), datagram(i, i < 40 ? 1400 : 64));
  }
}

TEST_F(Provider, RefusesAStateThatIsNotWhatWasSaved) {
  open();
  EXPECT_EQ(bench.ask(IOCTL_NETVSP_PAUSE), 0);
  const Bytes saved = bench.save(1u << 16);
  bench.kill();
  bench.attach();
  for (const std::size_t at : {0u, 8u, 16u, 52u}) {
    Bytes damaged = saved;
    damaged[at + 3] ^= 0x80;
    EXPECT_NE(bench.restore(damaged), 0) << at;
  }
  EXPECT_NE(bench.restore(Bytes(saved.begin(), saved.begin() + 20)), 0);
  EXPECT_EQ(bench.restore(saved), 0);
  EXPECT_EQ(bench.ask(IOCTL_NETVSP_START), 0);
}

TEST_F(Provider, TakesBackEverythingFromAGuestThatIsGoneWithoutAWord) {
  open();
  bench.client().hold_answers(true);
  bench.path_sends({datagram(1, 64), datagram(2, 64)});
  bench.client().wait_for_frames(2);
  bench.bus->server().peer_gone();
  while (bench.counts().Closed != 1) exec::runtime().point(exec::Point::yield);
  EXPECT_EQ(bench.counts().Lent, 0u);
  bench.path_sends({datagram(3, 64)});
  EXPECT_EQ(bench.counts().PathUnwanted, 1u);
  bench.bus->client().carrier_gone();  // or it would wait for answers
}

}  // namespace
}  // namespace penstock::network
