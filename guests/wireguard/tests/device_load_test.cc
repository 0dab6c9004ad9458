// SPDX-License-Identifier: Apache-2.0
// Under a flood of handshakes, and on several threads.
#include <atomic>
#include <mutex>
#include <thread>

#include "two_devices.h"

namespace wireguard {
namespace {

class Flood : public TwoDevices {
 protected:
  // Initiations that any stranger can make who knows our public key.
  Datagram strange_initiation() {
    End stranger(3, settings(make_private_key(), key_two, 2));
    stranger.greet(now);
    return stranger.sent.back().bytes;
  }
};

TEST_F(Flood, MoreThanTheLimitAreAskedForACookieAndNothingElse) {
  const Datagram message = strange_initiation();
  for (int i = 0; i < 100; ++i) two.receive(message, endpoint_at(66), now);
  EXPECT_EQ(two.device.dropped(Drop::unknown_peer), 100u);
  EXPECT_TRUE(two.sent.empty());
  for (int i = 0; i < 1000; ++i) two.receive(message, endpoint_at(66), now);
  EXPECT_EQ(two.device.dropped(Drop::unknown_peer), 100u);
  EXPECT_EQ(two.device.dropped(Drop::bad_mac2), 1000u);
  ASSERT_EQ(two.sent.size(), 1000u);
  for (const Sent& sent : two.sent) {
    EXPECT_EQ(sent.bytes.size(), cookie_reply::kBytes) << "never longer than what asked for it";
    EXPECT_EQ(sent.to, endpoint_at(66));
  }
}

TEST_F(Flood, MessageWithoutRightMac1IsNeverAnswered) {
  Datagram message = strange_initiation();
  message[initiation::kMac1] ^= 1;
  for (int i = 0; i < 1000; ++i) two.receive(message, endpoint_at(66), now);
  EXPECT_EQ(two.device.dropped(Drop::bad_mac1), 1000u);
  EXPECT_TRUE(two.sent.empty());
}

TEST_F(Flood, PeerGetsThroughWithItsCookie) {
  const Datagram strange = strange_initiation();
  const auto flood = [&] {
    for (int i = 0; i < 200; ++i) two.receive(strange, endpoint_at(66), now);
    two.sent.clear();
  };
  one.send(packet_between(1, 2, 100), now);
  flood();
  carry();
  EXPECT_TRUE(two.received.empty()) << "the first is answered by a cookie";
  for (int i = 0; i < 12 && two.received.empty(); ++i) {
    advance(kSecond / 2);
    flood();
    one.tick(now);
    carry();
  }
  EXPECT_EQ(two.received.size(), 1u);
}

TEST_F(Flood, SourceWithACookieHasItsShareOnly) {
  SourceLimit limit({1, 2, 3});
  int allowed = 0;
  for (int i = 0; i < 100; ++i) allowed += limit.allow(endpoint_at(5), 0) ? 1 : 0;
  EXPECT_EQ(allowed, 5);
  allowed = 0;
  for (int i = 0; i < 100; ++i) allowed += limit.allow(endpoint_at(5), i * kSecond / 100 + kSecond) ? 1 : 0;
  EXPECT_GE(allowed, 19);
  EXPECT_LE(allowed, 25);
}

TEST_F(Flood, EstablishedSessionDoesNotNotice) {
  connect();
  const Datagram strange = strange_initiation();
  for (int i = 0; i < 200; ++i) {
    for (int j = 0; j < 10; ++j) two.receive(strange, endpoint_at(66), now);
    two.receive(message_of(100), one.here(), now);
  }
  EXPECT_EQ(two.received.size(), 200u);
}

TEST_F(Flood, LoadEndsASecondAfterTheFlood) {
  HandshakeLoad load(10);
  bool loaded = false;
  for (int i = 0; i < 20; ++i) loaded = load.count(now.steady);
  EXPECT_TRUE(loaded);
  EXPECT_TRUE(load.count(now.steady + kSecond / 2));
  EXPECT_FALSE(load.count(now.steady + 2 * kSecond));
}

// Both lanes of both ends and two tickers, while sessions change under them every few packets.
class Lanes : public TwoDevices {
 protected:
  struct Wire {
    std::mutex lock;
    std::deque<Datagram> datagrams;
    void put(Bytes bytes) {
      const std::lock_guard<std::mutex> guard(lock);
      datagrams.emplace_back(bytes.begin(), bytes.end());
    }
    std::size_t waiting() {
      const std::lock_guard<std::mutex> guard(lock);
      return datagrams.size();
    }
    std::deque<Datagram> take() {
      const std::lock_guard<std::mutex> guard(lock);
      return std::exchange(datagrams, {});
    }
  };
  Moment moment() const { return {clock_.load(), 1'700'000'000 * kSecond + clock_.load()}; }

  void send_lane(Device& device, Wire& wire, Wire& other, std::uint8_t from, std::uint8_t to) {
    ControlFrames frames;
    std::array<std::array<std::uint8_t, 256>, 4> buffers{};
    for (int i = 0; i < kBursts || delivered_.load() < kDelivered; ++i) {
      std::array<OutboundPacket, 4> burst;
      const Packet packet = packet_between(from, to, 100);
      for (std::size_t j = 0; j < burst.size(); ++j) {
        std::memcpy(buffers[j].data() + 16, packet.data(), packet.size());
        burst[j] = {buffers[j].data() + 16, 100, 64};
      }
      device.outbound(burst, moment(), frames);
      put_frames(frames, wire);
      for (std::size_t j = 0; j < burst.size(); ++j)
        if (burst[j].frame_bytes != 0) wire.put(Bytes(buffers[j]).first(burst[j].frame_bytes));
      clock_ += kSecond / 10;
      // Without a session nothing fills the wire, and time would run away from the handshake.
      const std::size_t most = device.view(0).has_session ? 64 : 0;
      while (wire.waiting() + other.waiting() > most) std::this_thread::yield();
    }
    --senders_;
  }
  void receive_lane(Device& device, Wire& incoming, Wire& wire, std::uint8_t from) {
    ControlFrames frames;
    for (bool last = false; !last;) {
      last = senders_.load() == 0;
      for (Datagram& datagram : incoming.take()) {
        InboundDatagram item{datagram.data(), static_cast<std::uint32_t>(datagram.size()), endpoint_at(from)};
        device.inbound({&item, 1}, moment(), frames);
        put_frames(frames, wire);
        if (item.packet_bytes != 0) ++delivered_;
      }
      std::this_thread::yield();
    }
  }
  void ticker(Device& device, Wire& wire) {
    ControlFrames frames;
    while (senders_.load() != 0) {
      device.tick(moment(), frames);
      put_frames(frames, wire);
      device.view(0);
      std::this_thread::yield();
    }
  }
  static void put_frames(ControlFrames& frames, Wire& wire) {
    for (const ControlFrames::Frame& frame : frames.frames()) wire.put(frames.bytes_of(frame));
    frames.clear();
  }

  static constexpr int kBursts = 3000;
  static constexpr int kDelivered = 2 * kBursts * 4 / 2;
  std::atomic<Nanoseconds> clock_{1000 * kSecond};
  std::atomic<int> senders_{2};
  std::atomic<int> delivered_{0};
};

TEST_F(Lanes, WorkAtTheSameTimeWhileSessionsChange) {
  Wire to_one;
  Wire to_two;
  std::vector<std::thread> threads;
  threads.emplace_back([&] { send_lane(one.device, to_two, to_one, 1, 2); });
  threads.emplace_back([&] { send_lane(two.device, to_one, to_two, 2, 1); });
  threads.emplace_back([&] { receive_lane(one.device, to_one, to_two, 2); });
  threads.emplace_back([&] { receive_lane(two.device, to_two, to_one, 1); });
  threads.emplace_back([&] { ticker(one.device, to_two); });
  threads.emplace_back([&] { ticker(two.device, to_one); });
  for (std::thread& thread : threads) thread.join();
  // Time runs here as the threads do, so a session may end while a burst is under way and take it along: the senders go on
  // until enough has arrived.
  EXPECT_GE(delivered_, kDelivered);
  EXPECT_GT(one.device.view(0).handshake_wall, 1'700'001'000 * kSecond + 120 * kSecond);
  EXPECT_EQ(one.device.dropped(Drop::not_authentic) + two.device.dropped(Drop::not_authentic), 0u);
  EXPECT_EQ(one.device.dropped(Drop::replayed) + two.device.dropped(Drop::replayed), 0u);
}

}  // namespace
}  // namespace wireguard
