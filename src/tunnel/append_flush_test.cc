// SPDX-License-Identifier: Apache-2.0
#include <cstring>
#include <map>
#include <thread>

#include "tunnel/tunnel_fixture.h"

namespace penstock::tunnel {
namespace {

void append(Tunnel& tunnel, Lane lane, const Bytes& bytes) {
  const SlotRef slot = tunnel.request(lane);
  fill(*slot, bytes);
  ASSERT_TRUE(tunnel.channel->append(lane, slot.get()).ok());
}

TEST(AppendAndFlush, NothingLeavesBeforeTheFlushAndThenAllInOrder) {
  RULE("N-APP-1");
  RULE("N-THR-5");
  Tunnel tunnel;
  tunnel.up();
  EXPECT_TRUE(tunnel.channel->flush(Lane::send).ok());  // nothing queued
  EXPECT_TRUE(tunnel.channel->flush(Lane::receive).ok());
  std::vector<Bytes> packets;
  for (std::uint8_t fill = 0; fill < 4; ++fill) {
    packets.push_back(ip_packet_of(40, fill));
    append(tunnel, Lane::send, packets.back());
    append(tunnel, Lane::receive, packets.back());
  }
  EXPECT_TRUE(tunnel.transport->sent_frames().empty());
  EXPECT_TRUE(tunnel.injected().empty());
  EXPECT_EQ(tunnel.send_counts().queued, 4u);
  ASSERT_TRUE(tunnel.channel->flush(Lane::send).ok());
  ASSERT_TRUE(tunnel.channel->flush(Lane::receive).ok());
  EXPECT_EQ(tunnel.transport->sent_frames(), packets);
  EXPECT_EQ(tunnel.injected(), packets);
}

TEST(AppendAndFlush, WorksFromAThreadOfThePlugInsOwnBothWays) {
  RULE("N-APP-2");
  Tunnel tunnel;
  tunnel.up();
  std::thread worker([&] {
    append(tunnel, Lane::send, ip_packet_of(40, 1));
    append(tunnel, Lane::receive, ip_packet_of(40, 2));
    EXPECT_TRUE(tunnel.channel->flush(Lane::send).ok());
    EXPECT_TRUE(tunnel.channel->flush(Lane::receive).ok());
  });
  worker.join();
  EXPECT_EQ(tunnel.transport->sent_frames(), std::vector<Bytes>{ip_packet_of(40, 1)});
  EXPECT_EQ(tunnel.injected(), std::vector<Bytes>{ip_packet_of(40, 2)});
}

TEST(AppendAndFlush, WhatWasNotFlushedIsRecycledAtTheStop) {
  RULE("N-APP-3");
  Tunnel tunnel;
  tunnel.up();
  append(tunnel, Lane::send, ip_packet_of(40));
  append(tunnel, Lane::receive, ip_packet_of(40));
  EXPECT_TRUE(tunnel.channel->disconnect());
  EXPECT_TRUE(tunnel.transport->sent_frames().empty());
  EXPECT_EQ(tunnel.send_counts().free, 8u);
  EXPECT_EQ(tunnel.receive_counts().free, 8u);
}

TEST(AppendAndFlush, OfACallbackComesBeforeWhatItListed) {
  RULE("N-APP-4");
  Tunnel tunnel;
  tunnel.plug_in->on_encapsulate = [&](Channel& channel, SlotList& packets, SlotList& frames) {
    auto listed = packets.remove_at_begin({});
    EXPECT_TRUE(frames.append(listed->get()).ok());
    for (std::uint8_t count = 1; count < 3; ++count) append(tunnel, Lane::send, Bytes(9, count));
    EXPECT_TRUE(channel.flush(Lane::send).ok());
    return kGood;
  };
  tunnel.up();
  tunnel.send(ip_packet_of(40));
  EXPECT_EQ(tunnel.transport->sent_frames(),
            (std::vector<Bytes>{Bytes(9, 1), Bytes(9, 2), ip_packet_of(40)}));
}

TEST(AppendAndFlush, OfFourThreadsEachKeepsItsOwnOrder) {
  RULE("N-APP-5");
  Tunnel tunnel({.send_slots = 64});
  tunnel.up();
  constexpr std::uint32_t kRounds = 2000;
  std::vector<std::thread> threads;
  for (std::uint8_t thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (std::uint32_t round = 0; round < kRounds; ++round) {
        Bytes bytes(40, thread);
        std::memcpy(bytes.data() + 8, &round, sizeof round);
        auto slot = tunnel.channel->request(Lane::send, {});
        for (; !slot.ok(); slot = tunnel.channel->request(Lane::send, {})) {
          std::this_thread::yield();  // whoever sends for us all has them
        }
        fill(**slot, bytes);
        ASSERT_TRUE(tunnel.channel->append(Lane::send, slot->get()).ok());
        if (round % 3 == 2 || round + 1 == kRounds) {
          ASSERT_TRUE(tunnel.channel->flush(Lane::send).ok());
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::map<std::uint8_t, std::uint32_t> next;
  const auto sent = tunnel.transport->sent_frames();
  for (const Bytes& frame : sent) {
    std::uint32_t round = 0;
    std::memcpy(&round, frame.data() + 8, sizeof round);
    ASSERT_EQ(round, next[frame[0]]++);
  }
  EXPECT_EQ(sent.size(), 4 * kRounds);
  EXPECT_EQ(tunnel.send_counts().free, 64u);
}

}  // namespace
}  // namespace penstock::tunnel
