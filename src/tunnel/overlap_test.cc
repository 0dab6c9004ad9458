// SPDX-License-Identifier: Apache-2.0
// Both directions, flushes and stops at once, on the machine's own threads.
#include <thread>

#include "tunnel/tunnel_fixture.h"

namespace penstock::tunnel {
namespace {

TEST(Overlap, EncapsulateIsNotReEnteredAndOverlapsWithDecapsulate) {
  RULE("N-THR-1");
  Tunnel tunnel;
  std::atomic<int> in_encapsulate{0};
  std::atomic<int> in_decapsulate{0};
  std::atomic<int> calls{0};
  std::atomic<bool> overlapped{false};
  tunnel.plug_in->on_encapsulate = [&](Channel&, SlotList&, SlotList&) {
    EXPECT_EQ(in_encapsulate.fetch_add(1), 0);
    ++calls;
    // Waits for what only a Decapsulate can bring.
    while (!overlapped) std::this_thread::yield();
    --in_encapsulate;
    return kGood;
  };
  tunnel.plug_in->on_decapsulate = [&](Channel&, SlotHandle&, SlotList&, SlotList&) {
    EXPECT_EQ(in_decapsulate.fetch_add(1), 0);
    if (in_encapsulate == 1) overlapped = true;
    --in_decapsulate;
    return kGood;
  };
  tunnel.up();
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 2; ++thread) {
    threads.emplace_back([&] {
      for (int round = 0; round < 50; ++round) tunnel.channel->run_outbound();
    });
    threads.emplace_back([&] {
      while (!overlapped) tunnel.channel->run_inbound();
    });
  }
  for (int round = 0; round < 20; ++round) tunnel.offer(ip_packet_of(40));
  std::thread sender([&] { tunnel.channel->run_outbound(); });
  while (!overlapped) {
    tunnel.transport->arrive({1});
    std::this_thread::yield();
  }
  sender.join();
  for (std::thread& thread : threads) thread.join();
  tunnel.channel->run_outbound();
  EXPECT_EQ(tunnel.channel->counts().outbound.shown_packets, 20u);
  EXPECT_GE(calls, 1);
}

TEST(Overlap, AnyMemberMayBeCalledFromAnyCallback) {
  RULE("N-THR-2");
  Tunnel tunnel;
  const auto call_everything = [&](Channel& channel) {
    const auto send = channel.request(Lane::send, {});
    const auto receive = channel.request(Lane::receive, {});
    fill(**send, ip_packet_of(40, 1));
    fill(**receive, ip_packet_of(40, 2));
    EXPECT_TRUE(channel.append(Lane::send, send->get()).ok());
    EXPECT_TRUE(channel.append(Lane::receive, receive->get()).ok());
    EXPECT_TRUE(channel.flush(Lane::send).ok());
    EXPECT_TRUE(channel.flush(Lane::receive).ok());
    channel.set_error_message("x");
    channel.log("x");
    channel.set_plug_in_context({});
    channel.run_outbound();  // left to who is inside
    channel.run_inbound();
    (void)channel.counts();
    (void)channel.plan();
    return kGood;
  };
  tunnel.plug_in->on_encapsulate = [&](Channel& channel, SlotList&, SlotList&) {
    return call_everything(channel);
  };
  tunnel.plug_in->on_decapsulate = [&](Channel& channel, SlotHandle&, SlotList&, SlotList&) {
    return call_everything(channel);
  };
  tunnel.plug_in->on_disconnect = [&](Channel& channel) {
    call_everything(channel);
    EXPECT_TRUE(channel.stop().ok());
    return kGood;
  };
  tunnel.up();
  tunnel.send(ip_packet_of(40));
  tunnel.arrive({1});
  EXPECT_EQ(tunnel.injected().size(), 2u);
  EXPECT_EQ(tunnel.transport->sent_frames().size(), 2u);
  EXPECT_TRUE(tunnel.channel->disconnect());
  EXPECT_EQ(tunnel.transport->sent_frames().size(), 3u);  // the goodbye left
}

TEST(Overlap, HandlesAreMadeCopiedAndReleasedOnAnyThread) {
  RULE("N-THR-4");
  Tunnel tunnel({.send_slots = 4});
  tunnel.up();
  for (int round = 0; round < 300; ++round) {
    const SlotRef slot = tunnel.request();
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 2; ++thread) {
      threads.emplace_back([copy = slot] {
        for (int count = 0; count < 50; ++count) const SlotRef again = copy;
      });
    }
    ASSERT_TRUE(tunnel.channel->append(Lane::send, slot.get()).ok());
    ASSERT_TRUE(tunnel.channel->flush(Lane::send).ok());
    for (std::thread& thread : threads) thread.join();
  }
  EXPECT_EQ(tunnel.send_counts().free, 4u);
  EXPECT_EQ(tunnel.send_counts().leaked_reclaimed, 0u);
}

// Everything at once, ended from another thread at a time that nobody chose.
TEST(Overlap, AStopInTheMiddleOfEverythingLosesNoSlot) {
  RULE("N-LIFE-19");
  RULE("N-BUF-23");
  for (int round = 0; round < 8; ++round) {
    Tunnel tunnel({.send_slots = 16, .receive_slots = 16});
    tunnel.plug_in->on_encapsulate = [](Channel&, SlotList& packets, SlotList& frames) {
      auto taken = packets.remove_at_begin({});
      return frames.append(taken->get()).ok() ? kGood : kBad;
    };
    tunnel.plug_in->on_decapsulate = [](Channel& channel, SlotHandle&, SlotList& packets, SlotList&) {
      const auto slot = channel.request(Lane::receive, {});
      if (!slot.ok()) return kGood;
      fill(**slot, ip_packet_of(40));
      return packets.append(slot->get()).ok() ? kGood : kBad;
    };
    tunnel.up();
    std::atomic<bool> end{false};
    std::vector<std::thread> threads;
    threads.emplace_back([&] {
      while (!end) {
        packet::PacketBatch batch;
        batch.push_back(tunnel.packet_of(ip_packet_of(40)));
        tunnel.channel->offer(batch);
        tunnel.channel->run_outbound();
      }
    });
    threads.emplace_back([&] {
      while (!end) {
        tunnel.transport->arrive({1});
        tunnel.channel->run_inbound();
        tunnel.injected();
      }
    });
    threads.emplace_back([&] {
      while (!end) {
        const auto slot = tunnel.channel->request(Lane::send, {});
        if (!slot.ok()) continue;
        fill(**slot, {1, 2, 3});
        (void)tunnel.channel->append(Lane::send, slot->get());
        (void)tunnel.channel->flush(Lane::send);
      }
    });
    for (int count = 0; count < 4 * round; ++count) std::this_thread::yield();
    if (round % 2 == 0) {
      EXPECT_TRUE(tunnel.channel->disconnect());
    } else {
      EXPECT_TRUE(tunnel.channel->stop().ok());
    }
    end = true;
    for (std::thread& thread : threads) thread.join();
    tunnel.injected();
    tunnel.channel->force_stop("again");
    for (const Lane lane : {Lane::send, Lane::receive}) {
      const PoolCounts counts = tunnel.channel->counts(lane);
      EXPECT_EQ(counts.free, counts.size);
    }
    EXPECT_FALSE(tunnel.host.up.has_value());
  }
}

}  // namespace
}  // namespace penstock::tunnel
