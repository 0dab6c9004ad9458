// SPDX-License-Identifier: Apache-2.0
#include "link/datagram_socket.h"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>

#include "link/socket_fixture.h"
#include "testing/rule.h"

namespace penstock::link {
namespace {

class Datagrams : public ::testing::Test {
 protected:
  // Waits until so many datagrams have come, and returns their bytes.
  std::vector<Bytes> receive(DatagramSocket& socket, std::size_t count) {
    std::vector<Bytes> received;
    while (received.size() < count && await_readable(socket.descriptor())) {
      socket.receive(burst_);
      for (const Datagram& datagram : burst_.datagrams()) {
        received.emplace_back(datagram.bytes.begin(), datagram.bytes.end());
        source_ = *datagram.source;
      }
    }
    return received;
  }
  static std::uint32_t send(DatagramSocket& socket, const std::vector<Bytes>& frames, const Endpoint& to) {
    const std::vector<Frame> spans(frames.begin(), frames.end());
    return socket.send(spans, &to);
  }
  static std::vector<Bytes> frames_of(std::initializer_list<std::size_t> sizes) {
    std::vector<Bytes> frames;
    for (const std::size_t size : sizes)
      frames.push_back(numbered(size, static_cast<std::uint8_t>(frames.size())));
    return frames;
  }

  packet::PacketPool pool_{{.name = "bursts", .packets_max = 40, .clones_max = 1, .buffer_bytes = 66'000}};
  DatagramBurst burst_{pool_};
  Endpoint source_;
};

TEST_F(Datagrams, ArriveWithTheirBytesOrderAndSenderUnderAnyMixOfSizes) {
  RULE("N-TRN-1");
  RULE("N-TRN-2");
  const auto frames = frames_of({100, 100, 100, 40, 1400, 1400, 7, 7, 8, 1, 0, 0, 500, 1400, 1400, 65507, 3});
  for (const bool segment : {true, false}) {
    for (const bool coalesce : {true, false}) {
      for (const int version : {4, 6}) {
        DatagramSocket sender = bound_datagram_socket({.ip_version = version, .segment = segment});
        DatagramSocket receiver = bound_datagram_socket({.ip_version = version, .coalesce = coalesce});
        EXPECT_EQ(send(sender, frames, receiver.local()), frames.size());
        EXPECT_EQ(receive(receiver, frames.size()), frames);
        EXPECT_EQ(source_, sender.local());
        EXPECT_EQ(sender.counts().sent_frames, frames.size());
        EXPECT_EQ(receiver.counts().received_datagrams, frames.size());
      }
    }
  }
}

TEST_F(Datagrams, OfOneSizeLeaveAsOneMessage) {
  DatagramSocket sender = bound_datagram_socket();
  DatagramSocket receiver = bound_datagram_socket();
  std::vector<Bytes> frames(64, numbered(1000, 1));
  frames.back().resize(10);
  EXPECT_EQ(send(sender, frames, receiver.local()), 64u);
  EXPECT_EQ(sender.counts().sent_messages, 1u);
  EXPECT_EQ(receive(receiver, 64), frames);
  EXPECT_EQ(receiver.counts().received_messages, 1u);
}

TEST_F(Datagrams, OfOneSizeLeaveInMessagesOfAtMost64AndWhatADatagramHolds) {
  DatagramSocket sender = bound_datagram_socket();
  DatagramSocket receiver = bound_datagram_socket();
  const std::vector<Bytes> small(130, numbered(10, 1));
  EXPECT_EQ(send(sender, small, receiver.local()), 130u);
  EXPECT_EQ(sender.counts().sent_messages, 3u);
  const std::vector<Bytes> large(8, numbered(9000, 1));  // seven are 63,000 bytes
  EXPECT_EQ(send(sender, large, receiver.local()), 8u);
  EXPECT_EQ(sender.counts().sent_messages, 5u);
  EXPECT_EQ(receive(receiver, 138).size(), 138u);
}

TEST_F(Datagrams, LieInPlaceAndAreKeptByAReference) {
  DatagramSocket sender = bound_datagram_socket();
  DatagramSocket receiver = bound_datagram_socket();
  const auto frames = frames_of({200, 200, 200});
  send(sender, frames, receiver.local());
  ASSERT_TRUE(await_readable(receiver.descriptor()));
  ASSERT_EQ(receiver.receive(burst_), 3u);
  const std::span<std::uint8_t> kept = burst_.datagrams()[1].bytes;
  EXPECT_EQ(burst_.datagrams()[2].bytes.data(), kept.data() + 200);
  packet::Packet* holder = burst_.datagrams()[1].holder;
  holder->add_reference();
  const packet::PacketPtr owner(holder);

  send(sender, frames_of({1, 2, 3, 4}), receiver.local());
  EXPECT_EQ(receive(receiver, 4).size(), 4u);
  EXPECT_TRUE(std::equal(kept.begin(), kept.end(), frames[1].begin(), frames[1].end()));
}

TEST_F(Datagrams, AreReceivedAgainOnceAnExhaustedPoolHasPackets) {
  DatagramSocket sender = bound_datagram_socket();
  DatagramSocket receiver = bound_datagram_socket();
  std::vector<packet::PacketPtr> taken;
  while (packet::PacketPtr packet = pool_.allocate()) taken.push_back(std::move(packet));
  send(sender, frames_of({9}), receiver.local());
  ASSERT_TRUE(await_readable(receiver.descriptor()));
  EXPECT_EQ(receiver.receive(burst_), 0u);
  taken.pop_back();
  EXPECT_EQ(receive(receiver, 1).size(), 1u);
}

TEST_F(Datagrams, OfADualStackSocketReachBothVersionsAndTellThemApart) {
  auto dual = DatagramSocket::open({.dual_stack = true});
  ASSERT_TRUE(dual.ok());
  ASSERT_TRUE(dual->bind(*parse_endpoint("[::]:0")).ok());
  for (const int version : {4, 6}) {
    DatagramSocket other = bound_datagram_socket({.ip_version = version});
    send(*dual, frames_of({5}), other.local());
    EXPECT_EQ(receive(other, 1).size(), 1u);
    Endpoint to = loopback(version);
    to.port = dual->local().port;
    send(other, frames_of({6}), to);
    EXPECT_EQ(receive(*dual, 1).size(), 1u);
    EXPECT_EQ(source_, other.local());
  }
}

TEST_F(Datagrams, OfAConnectedSocketComeFromItsPeerAlone) {
  DatagramSocket socket = bound_datagram_socket();
  DatagramSocket peer = bound_datagram_socket();
  DatagramSocket stranger = bound_datagram_socket();
  EXPECT_FALSE(socket.connected());
  ASSERT_TRUE(socket.connect(peer.local()).ok());
  EXPECT_TRUE(socket.connected());
  EXPECT_EQ(socket.peer(), peer.local());
  send(stranger, frames_of({1}), socket.local());
  send(peer, frames_of({2}), socket.local());
  const auto received = receive(socket, 1);
  ASSERT_EQ(received.size(), 1u);
  EXPECT_EQ(received[0].size(), 2u);

  const Bytes answer = numbered(3, 3);
  const Frame frame(answer);
  EXPECT_EQ(socket.send({&frame, 1}), 1u);
  EXPECT_EQ(receive(peer, 1).front(), answer);
}

TEST_F(Datagrams, ToASharedPortComeToWhoIsConnectedToTheirSenderAndElseToWhoIsNot) {
  for (const int version : {4, 6}) {
    DatagramSocket friendly = bound_datagram_socket({.ip_version = version});
    DatagramSocket stranger = bound_datagram_socket({.ip_version = version});
    DatagramSocket anyone = bound_datagram_socket({.ip_version = version});
    ASSERT_TRUE(anyone.share_port().ok());
    auto tied = DatagramSocket::open({.ip_version = version});
    ASSERT_TRUE(tied.ok());
    EXPECT_FALSE(tied->bind(anyone.local()).ok()) << "only among those who share";
    ASSERT_TRUE(tied->share_port().ok());
    ASSERT_TRUE(tied->bind(anyone.local()).ok());
    ASSERT_TRUE(tied->connect(friendly.local()).ok());
    for (int i = 0; i < 16; ++i) {
      send(stranger, frames_of({7}), anyone.local());
      EXPECT_EQ(receive(anyone, 1), frames_of({7}));
      EXPECT_EQ(source_, stranger.local());
      send(friendly, frames_of({9}), anyone.local());
      EXPECT_EQ(receive(*tied, 1), frames_of({9}));
    }
  }
}

TEST_F(Datagrams, TooLongForAnyDatagramAreDroppedAndCountedAndTheirNeighboursAreNot) {
  DatagramSocket sender = bound_datagram_socket();
  DatagramSocket receiver = bound_datagram_socket();
  EXPECT_EQ(send(sender, frames_of({10, 65508, 11}), receiver.local()), 3u);
  EXPECT_EQ(sender.counts().dropped_too_long, 1u);
  EXPECT_EQ(sender.counts().sent_frames, 2u);
  EXPECT_EQ(receive(receiver, 2).size(), 2u);
}

TEST_F(Datagrams, ForNobodyAreAnEventAndNoLossOfTheTransport) {
  DatagramSocket socket = bound_datagram_socket();
  Endpoint gone;
  {
    DatagramSocket peer = bound_datagram_socket();
    gone = peer.local();
    ASSERT_TRUE(socket.connect(gone).ok());
  }
  EXPECT_FALSE(socket.take_refusal());
  const Bytes bytes = numbered(4, 0);
  const Frame frame(bytes);
  EXPECT_EQ(socket.send({&frame, 1}), 1u);
  ASSERT_TRUE(await_readable(socket.descriptor()));
  EXPECT_EQ(socket.receive(burst_), 0u);
  EXPECT_TRUE(socket.take_refusal());
  EXPECT_FALSE(socket.take_refusal());
  EXPECT_EQ(socket.counts().peer_refusals, 1u);

  auto back = DatagramSocket::open({});  // the peer is there again: everything goes on
  ASSERT_TRUE(back.ok() && back->bind(gone).ok());
  EXPECT_EQ(socket.send({&frame, 1}), 1u);
  EXPECT_EQ(receive(*back, 1).front(), bytes);
}

TEST_F(Datagrams, WithoutADestinationAreDroppedAndCounted) {
  DatagramSocket socket = bound_datagram_socket();
  const Bytes bytes = numbered(4, 0);
  const Frame frame(bytes);
  EXPECT_EQ(socket.send({&frame, 1}), 1u);
  EXPECT_EQ(socket.counts().dropped_unreachable, 1u);
}

TEST_F(Datagrams, OfAMarkedSocketCarryTheMark) {
  auto socket = DatagramSocket::open({.mark = 0x77});
  if (!socket.ok() && socket.fault().reason == Reason::no_permission)
    GTEST_SKIP() << to_string(socket.fault());
  ASSERT_TRUE(socket.ok());
  int mark = 0;
  socklen_t size = sizeof mark;
  ASSERT_EQ(::getsockopt(socket->descriptor(), SOL_SOCKET, SO_MARK, &mark, &size), 0);
  EXPECT_EQ(mark, 0x77);
}

}  // namespace
}  // namespace penstock::link
