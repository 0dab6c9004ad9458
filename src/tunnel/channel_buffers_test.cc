// SPDX-License-Identifier: Apache-2.0
// The pools as a plug-in meets them through its channel.
#include <thread>

#include "tunnel/tunnel_fixture.h"

namespace penstock::tunnel {
namespace {

TEST(ChannelBuffers, PoolsExistFromStartToStopAndNoLonger) {
  RULE("N-BUF-1");
  RULE("N-BUF-5");
  Tunnel tunnel;
  EXPECT_EQ(tunnel.channel->request(Lane::send, {}).fault(), Fault::access_denied);  // never connected
  tunnel.plug_in->on_connect = [&](Channel& channel) {
    EXPECT_EQ(channel.request(Lane::send, {}).fault(), Fault::access_denied);
    EXPECT_TRUE(channel.associate(tunnel.transport).ok());
    EXPECT_EQ(channel.request(Lane::send, {}).fault(), Fault::access_denied);  // it does not block either
    EXPECT_EQ(channel.request(Lane::receive, {}).fault(), Fault::access_denied);
    tunnel.transport->set_state(TransportState::connected);
    EXPECT_TRUE(channel.start(tunnel.start).ok());
    EXPECT_TRUE(channel.request(Lane::send, {}).ok());
    return kGood;
  };
  tunnel.plug_in->on_disconnect = [&](Channel& channel) {
    EXPECT_TRUE(channel.request(Lane::send, {}).ok());
    EXPECT_TRUE(channel.stop().ok());
    EXPECT_EQ(channel.request(Lane::send, {}).fault(), Fault::access_denied);
    return kGood;
  };
  tunnel.up();
  EXPECT_TRUE(tunnel.channel->disconnect());
  EXPECT_EQ(tunnel.channel->request(Lane::receive, {}).fault(), Fault::access_denied);
  EXPECT_GE(tunnel.send_counts().requests_denied, 1u);
}

TEST(ChannelBuffers, EachLaneNamesItsOwnPool) {
  RULE("N-BUF-4");
  EXPECT_EQ(static_cast<int>(Lane::send), 0);
  EXPECT_EQ(static_cast<int>(Lane::receive), 1);
  Tunnel tunnel;
  tunnel.up();
  const SlotRef send = tunnel.request(Lane::send);
  EXPECT_EQ(tunnel.send_counts().leased, 1u);
  EXPECT_EQ(tunnel.receive_counts().leased, 0u);
  const SlotRef receive = tunnel.request(Lane::receive);
  EXPECT_EQ(tunnel.receive_counts().leased, 1u);
}

TEST(ChannelBuffers, CapacitiesAreTheFrameSizeAndTheMtuExactly) {
  RULE("N-BUF-2");
  for (const auto& [mtu, frame] : {std::pair{1400u, 1500u}, {1280u, 1281u}, {65535u, 65536u}}) {
    Tunnel tunnel;
    tunnel.start = simple_start(mtu, frame);
    tunnel.up();
    EXPECT_EQ(tunnel.request(Lane::send)->capacity_bytes(), frame);
    EXPECT_EQ(tunnel.request(Lane::receive)->capacity_bytes(), mtu);
  }
}

TEST(ChannelBuffers, CountsAreAsConfiguredAndBoundedByBytes) {
  RULE("N-BUF-3");
  EXPECT_EQ(ChannelOptions{}.send_slots, 2048u);
  EXPECT_EQ(ChannelOptions{}.receive_slots, 2048u);
  EXPECT_EQ(ChannelOptions{}.pool_bytes_max, 64u << 20);
  {
    Tunnel tunnel({.send_slots = 3, .receive_slots = 0});
    tunnel.up();
    EXPECT_EQ(tunnel.send_counts().size, 3u);
    EXPECT_EQ(tunnel.receive_counts().size, 1u);
    const auto lines = tunnel.channel->log_lines();
    EXPECT_TRUE(std::any_of(lines.begin(), lines.end(), [](const std::string& line) {
      return line.find("warning: send pool has 3 slots") == 0;
    }));
  }
  Tunnel tunnel({.send_slots = 100, .receive_slots = 100, .pool_bytes_max = 30'000});
  tunnel.up();
  EXPECT_EQ(tunnel.send_counts().size, 20u);     // 30000 / 1500
  EXPECT_EQ(tunnel.receive_counts().size, 21u);  // 30000 / 1400
}

TEST(ChannelBuffers, AnEmptyPoolRefusesAtOnceAndIsGoodAgainAfterOneReturn) {
  RULE("N-BUF-6");
  Tunnel tunnel;
  tunnel.up();
  for (const Lane lane : {Lane::send, Lane::receive}) {
    std::vector<SlotRef> held;
    for (int count = 0; count < 8; ++count) held.push_back(tunnel.request(lane));
    EXPECT_EQ(tunnel.channel->request(lane, {}).fault(), Fault::out_of_slots);
    EXPECT_EQ(tunnel.channel->counts(lane).requests_oom, 1u);
    EXPECT_EQ(tunnel.channel->counts(lane).leased, 8u);
    ASSERT_TRUE(tunnel.channel->append(Lane::send, held.front().get()).ok());
    ASSERT_TRUE(tunnel.channel->flush(Lane::send).ok());
    EXPECT_TRUE(tunnel.channel->request(lane, {}).ok());
  }
}

TEST(ChannelBuffers, WhatEncapsulateIsShownComesFromTheSendPool) {
  RULE("N-BUF-9");
  Tunnel tunnel;
  const Bytes packet = ip_packet_of(777);
  PoolCounts during;
  tunnel.plug_in->on_encapsulate = [&](Channel&, SlotList& packets, SlotList&) {
    during = tunnel.send_counts();
    const auto taken = packets.remove_at_begin({});
    EXPECT_EQ((*taken)->capacity_bytes(), 1500u);
    EXPECT_EQ(*(*taken)->length_bytes(), 777u);
    EXPECT_EQ(bytes_of(**taken), packet);
    EXPECT_TRUE(packets.append(taken->get()).ok());
    return kGood;
  };
  tunnel.up();
  tunnel.send(packet);
  EXPECT_EQ(during.listed, 1u);
  EXPECT_EQ(during.free, 7u);
  EXPECT_EQ(tunnel.send_counts().free, 8u);
}

TEST(ChannelBuffers, EveryWayBackFreesTheSlot) {
  RULE("N-BUF-10");
  Tunnel tunnel({.keep_alive_idle_ns = 0});
  const Bytes packet = ip_packet_of(100);
  enum class Way { left, reappended, encapsulated, decapsulated, control, append_send, append_receive };
  Way way = Way::left;
  tunnel.plug_in->on_encapsulate = [&](Channel&, SlotList& packets, SlotList& encapsulated) {
    if (way == Way::left) return kGood;
    const auto taken = packets.remove_at_begin({});
    EXPECT_TRUE((way == Way::encapsulated ? encapsulated : packets).append(taken->get()).ok());
    return kGood;
  };
  tunnel.plug_in->on_decapsulate = [&](Channel& channel, SlotHandle&, SlotList& packets, SlotList& control) {
    const auto slot = channel.request(Lane::receive, {});
    fill(**slot, packet);
    EXPECT_TRUE((way == Way::control ? control : packets).append(slot->get()).ok());
    return kGood;
  };
  tunnel.up();
  const auto went = [&](Way next) {
    way = next;
    const std::size_t sent = tunnel.transport->sent_frames().size();
    if (way <= Way::encapsulated) {
      tunnel.send(packet);
    } else if (way <= Way::control) {
      tunnel.arrive({1});
    } else {
      const Lane lane = way == Way::append_send ? Lane::send : Lane::receive;
      const SlotRef slot = tunnel.request(lane);
      fill(*slot, packet);
      EXPECT_TRUE(tunnel.channel->append(lane, slot.get()).ok());
      EXPECT_TRUE(tunnel.channel->flush(lane).ok());
    }
    const std::size_t injected = tunnel.injected().size();
    EXPECT_EQ(tunnel.send_counts().free, 8u);
    EXPECT_EQ(tunnel.receive_counts().free, 8u);
    return std::pair(tunnel.transport->sent_frames().size() - sent, injected);
  };
  using Went = std::pair<std::size_t, std::size_t>;
  EXPECT_EQ(went(Way::left), Went(0, 0));
  EXPECT_EQ(went(Way::reappended), Went(0, 0));
  EXPECT_EQ(went(Way::encapsulated), Went(1, 0));
  EXPECT_EQ(went(Way::decapsulated), Went(0, 1));
  EXPECT_EQ(went(Way::control), Went(1, 0));
  EXPECT_EQ(went(Way::append_send), Went(1, 0));
  EXPECT_EQ(went(Way::append_receive), Went(0, 1));
}

TEST(ChannelBuffers, OneTakenFromPacketsMayBeReturnedLaterByAnotherThread) {
  RULE("N-BUF-11");
  Tunnel tunnel;
  SlotRef kept;
  tunnel.plug_in->on_encapsulate = [&](Channel&, SlotList& packets, SlotList&) {
    kept = std::move(packets.remove_at_begin({})).value();
    return kGood;
  };
  tunnel.up();
  tunnel.send(ip_packet_of(60, 7));
  EXPECT_EQ(tunnel.send_counts().leased, 1u);
  std::thread worker([&] {
    EXPECT_TRUE(tunnel.channel->append(Lane::send, kept.get()).ok());
    EXPECT_TRUE(tunnel.channel->flush(Lane::send).ok());
  });
  worker.join();
  EXPECT_EQ(tunnel.transport->sent_frames(), std::vector<Bytes>{ip_packet_of(60, 7)});
  EXPECT_EQ(tunnel.send_counts().free, 8u);
}

TEST(ChannelBuffers, AFrameOfNoBytesIsRecycledAndCounted) {
  RULE("N-BUF-17");
  Tunnel tunnel;
  tunnel.up();
  const SlotRef empty = tunnel.request();
  ASSERT_TRUE(tunnel.channel->append(Lane::send, empty.get()).ok());
  ASSERT_TRUE(tunnel.channel->flush(Lane::send).ok());
  EXPECT_TRUE(tunnel.transport->sent_frames().empty());
  EXPECT_EQ(tunnel.send_counts().zero_len, 1u);
  EXPECT_EQ(tunnel.send_counts().free, 8u);
  EXPECT_EQ(tunnel.channel->phase(), Phase::started);

  const SlotRef uninjected = tunnel.request(Lane::receive);
  ASSERT_TRUE(tunnel.channel->append(Lane::receive, uninjected.get()).ok());
  ASSERT_TRUE(tunnel.channel->flush(Lane::receive).ok());
  EXPECT_TRUE(tunnel.injected().empty());
  EXPECT_EQ(tunnel.receive_counts().free, 8u);
}

TEST(ChannelBuffers, OnlyIpPacketsWithinTheMtuAreInjected) {
  RULE("N-BUF-18");
  Tunnel tunnel;
  tunnel.start = simple_start(1300, 1500);
  std::vector<Bytes> units = {
      ip_packet_of(40, 1),   Bytes(30, 0x52),  // neither 4 nor 6
      Bytes(19, 0x45),                         // shorter than its header
      Bytes(39, 0x60),                         // the same, IPv6
      Bytes(22, 0x46),                         // options that are not there
      ip_packet_of(1301, 2),                   // above the MTU, in a send slot
      ip_packet_of(1300, 3),
  };
  tunnel.plug_in->on_decapsulate = [&](Channel& channel, SlotHandle&, SlotList& packets, SlotList&) {
    for (const Bytes& unit : units) {
      const auto slot = channel.request(Lane::send, {});
      fill(**slot, unit);
      EXPECT_TRUE(packets.append(slot->get()).ok());
    }
    return kGood;
  };
  tunnel.up();
  tunnel.arrive({1});
  EXPECT_EQ(tunnel.injected(), (std::vector<Bytes>{units.front(), units.back()}));
  EXPECT_EQ(tunnel.channel->counts().inbound.dropped_invalid, 5u);
  EXPECT_EQ(tunnel.send_counts().oversize_dropped, 1u);
  EXPECT_EQ(tunnel.send_counts().free, 8u);
}

TEST(ChannelBuffers, PoolsDoNotSayWhichWayASlotGoes) {
  RULE("N-BUF-19");
  Tunnel tunnel;
  tunnel.up();
  const Bytes packet = ip_packet_of(50);
  const SlotRef receive = tunnel.request(Lane::receive);
  const SlotRef send = tunnel.request(Lane::send);
  fill(*receive, packet);
  fill(*send, packet);
  ASSERT_TRUE(tunnel.channel->append(Lane::send, receive.get()).ok());
  ASSERT_TRUE(tunnel.channel->append(Lane::receive, send.get()).ok());
  ASSERT_TRUE(tunnel.channel->flush(Lane::send).ok());
  ASSERT_TRUE(tunnel.channel->flush(Lane::receive).ok());
  EXPECT_EQ(tunnel.transport->sent_frames().size(), 1u);
  EXPECT_EQ(tunnel.injected().size(), 1u);
  EXPECT_EQ(tunnel.send_counts().free, 8u);
  EXPECT_EQ(tunnel.receive_counts().free, 8u);
}

TEST(ChannelBuffers, AWireBufferMayBeKeptAndAppendedOnce) {
  RULE("N-BUF-20");
  Tunnel tunnel;
  SlotRef kept;
  const Bytes packet = ip_packet_of(80, 9);
  tunnel.plug_in->on_decapsulate = [&](Channel&, SlotHandle& unit, SlotList& packets, SlotList& control) {
    EXPECT_GE(unit.capacity_bytes(), 65535u);
    (*unit.data())[79] = 0x77;  // in place
    if (!kept) {
      kept = SlotRef::share(&unit);
    } else {
      EXPECT_TRUE(packets.append(&unit).ok());
      EXPECT_EQ(control.append(&unit).fault(), Fault::invalid_argument);
    }
    return kGood;
  };
  tunnel.up();
  tunnel.arrive(packet);
  EXPECT_EQ(kept->state(), SlotState::leased);
  EXPECT_EQ((*kept->data())[79], 0x77);
  tunnel.arrive(packet);
  ASSERT_EQ(tunnel.injected().size(), 1u);
  EXPECT_EQ(sum_of(tunnel.receive_counts()), tunnel.receive_counts().free);  // neither pool
  kept = {};
  EXPECT_EQ(tunnel.receive_counts().leaked_reclaimed + tunnel.send_counts().leaked_reclaimed, 0u);
  std::size_t injected = 0;
  for (int round = 0; round < 10; ++round) {  // with four wire buffers: all came back
    tunnel.arrive(packet);
    injected += tunnel.injected().size();
  }
  EXPECT_EQ(injected, 9u);  // the first of these was kept again
}

TEST(ChannelBuffers, StopSucceedsWithLeasesOutAndTheirMemoryStays) {
  RULE("N-BUF-22");
  auto tunnel = std::make_unique<Tunnel>();
  tunnel->up();
  SlotRef kept = tunnel->request();
  std::uint8_t* const bytes = *kept->data();
  EXPECT_TRUE(tunnel->channel->disconnect());
  EXPECT_EQ(tunnel->channel->phase(), Phase::stopped);
  EXPECT_EQ(tunnel->channel->append(Lane::send, kept.get()).fault(), Fault::access_denied);
  tunnel.reset();  // the channel, its pools
  bytes[0] = bytes[1499] = 1;
  EXPECT_EQ(bytes[1499], 1);
}

TEST(ChannelBuffers, ABufferOfAnotherChannelOrAnEarlierStartIsRefused) {
  RULE("N-BUF-21");
  Tunnel one;
  Tunnel other;
  one.up();
  other.up();
  const SlotRef foreign = other.request();
  EXPECT_EQ(one.channel->append(Lane::send, foreign.get()).fault(), Fault::invalid_argument);
  EXPECT_EQ(foreign->state(), SlotState::leased);
  const SlotRef old = one.request();
  EXPECT_TRUE(one.channel->disconnect());
  one.transport = std::make_shared<MemoryTransport>();
  one.up();
  EXPECT_EQ(one.channel->append(Lane::send, old.get()).fault(), Fault::invalid_argument);
  EXPECT_EQ(one.send_counts().size, 8u);
  EXPECT_EQ(one.send_counts().free, 8u);  // all of the new start's
}

TEST(ChannelBuffers, ViewsShowPoolsAndHolders) {
  RULE("N-BUF-23");
  Tunnel tunnel({.name = "work", .plug_in_name = "onebyte"});
  tunnel.up();
  const SlotRef held = tunnel.request(Lane::receive);
  const auto channels = [&] { return std::vector{tunnel.channel}; };
  EXPECT_EQ(PoolsView(channels).show().size(), 2u);
  const auto rows = HoldersView(channels).show();
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0][0].second, base::Cell(std::string("work")));
  EXPECT_EQ(rows[0][3].second, base::Cell(std::string("onebyte")));
}

}  // namespace
}  // namespace penstock::tunnel
