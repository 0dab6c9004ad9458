// SPDX-License-Identifier: Apache-2.0
#include <thread>

#include "tunnel/tunnel_fixture.h"

namespace penstock::tunnel {
namespace {

TEST(Life, GoesThroughItsPhasesAndDialsOnlyOnceAtATime) {
  RULE("N-LIFE-1");
  Tunnel tunnel;
  EXPECT_EQ(tunnel.channel->phase(), Phase::idle);
  const auto connects = tunnel.plug_in->on_connect;
  tunnel.plug_in->on_connect = [&](Channel& channel) {
    EXPECT_EQ(channel.phase(), Phase::connecting);
    EXPECT_EQ(channel.connect(tunnel.plug_in).fault, Fault::already_connected);
    const Answer answer = connects(channel);
    EXPECT_EQ(channel.phase(), Phase::started);
    return answer;
  };
  tunnel.plug_in->on_disconnect = [&](Channel& channel) {
    EXPECT_EQ(channel.phase(), Phase::started);
    EXPECT_TRUE(channel.stop().ok());
    EXPECT_EQ(channel.phase(), Phase::stopped);
    return kGood;
  };
  tunnel.up();
  EXPECT_EQ(tunnel.connect().fault, Fault::already_connected);
  EXPECT_TRUE(tunnel.channel->disconnect());
  EXPECT_EQ(tunnel.channel->phase(), Phase::stopped);
  EXPECT_FALSE(tunnel.channel->disconnect());
}

TEST(Life, ConnectRunsOnTheDialingThreadAndMayBeLimited) {
  RULE("N-LIFE-2");
  Tunnel tunnel({.connect_limit_ns = 1});
  std::thread::id on;
  const auto connects = tunnel.plug_in->on_connect;
  tunnel.plug_in->on_connect = [&](Channel& channel) {
    on = std::this_thread::get_id();
    exec::runtime().sleep_until(exec::runtime().now_ns() + 1000);
    return connects(channel);
  };
  const DialResult result = tunnel.connect();
  EXPECT_EQ(on, std::this_thread::get_id());
  EXPECT_FALSE(result.connected);
  EXPECT_NE(result.message.find("longer"), std::string::npos);
  EXPECT_FALSE(tunnel.host.up.has_value());
}

TEST(Life, ConnectWithoutAStartIsAFailureWithTheLastMessage) {
  RULE("N-LIFE-13");
  Tunnel tunnel;
  tunnel.plug_in->on_connect = [](Channel& channel) {
    channel.set_error_message("first");
    channel.set_error_message("the server is full");
    return kGood;
  };
  const DialResult result = tunnel.connect();
  EXPECT_FALSE(result.connected);
  EXPECT_EQ(result.message, "the server is full");
  EXPECT_EQ(tunnel.channel->phase(), Phase::failed);
}

TEST(Life, AFailedConnectUndoesTheStartAndCallsNoDisconnect) {
  RULE("N-LIFE-14");
  Tunnel tunnel;
  int disconnects = 0;
  tunnel.plug_in->on_disconnect = [&](Channel&) { return ++disconnects, kGood; };
  const auto connects = tunnel.plug_in->on_connect;
  tunnel.plug_in->on_connect = [&](Channel& channel) {
    connects(channel);
    return kBad;
  };
  const DialResult result = tunnel.connect();
  EXPECT_FALSE(result.connected);
  EXPECT_EQ(result.code, kBad.code);
  EXPECT_EQ(tunnel.host.raised, 1);
  EXPECT_EQ(tunnel.host.lowered, 1);
  EXPECT_EQ(tunnel.transport->closed, 1);
  EXPECT_FALSE(tunnel.channel->disconnect());
  EXPECT_EQ(disconnects, 0);
}

TEST(Life, ATerminationInConnectFailsTheDialAndElsewhereIsDenied) {
  RULE("N-LIFE-15");
  Tunnel tunnel;
  EXPECT_EQ(tunnel.channel->terminate("early").fault(), Fault::access_denied);
  const auto connects = tunnel.plug_in->on_connect;
  tunnel.plug_in->on_connect = [&](Channel& channel) {
    connects(channel);
    EXPECT_TRUE(channel.terminate("wrong certificate").ok());
    return kGood;
  };
  const DialResult result = tunnel.connect();
  EXPECT_FALSE(result.connected);
  EXPECT_EQ(result.message, "wrong certificate");
  EXPECT_FALSE(tunnel.host.up.has_value());
  tunnel.plug_in->on_connect = connects;
  tunnel.transport = std::make_shared<MemoryTransport>();
  tunnel.up();
  EXPECT_EQ(tunnel.channel->terminate("late").fault(), Fault::access_denied);
}

TEST(Life, DisconnectIsCalledOnceWhenNoCallbackRuns) {
  RULE("N-LIFE-16");
  Tunnel tunnel;
  std::atomic<bool> inside{false};
  std::atomic<bool> release{false};
  std::atomic<int> disconnects{0};
  tunnel.plug_in->on_encapsulate = [&](Channel&, SlotList&, SlotList&) {
    inside = true;
    while (!release) std::this_thread::yield();
    inside = false;
    return kGood;
  };
  tunnel.plug_in->on_disconnect = [&](Channel&) {
    EXPECT_FALSE(inside);
    ++disconnects;
    return kBad;  // ignored
  };
  tunnel.up();
  std::thread worker([&] { tunnel.send(ip_packet_of(40)); });
  while (!inside) std::this_thread::yield();
  // Whoever of the two comes second returns at once, whichever that is.
  std::atomic<int> hung_up{0}, returned{0};
  const auto hang_up = [&] {
    if (tunnel.channel->disconnect()) ++hung_up;
    ++returned;
  };
  std::thread user(hang_up), another(hang_up);
  while (returned == 0) std::this_thread::yield();
  EXPECT_EQ(disconnects, 0);
  release = true;
  user.join();
  another.join();
  worker.join();
  EXPECT_EQ(hung_up, 1);
  EXPECT_EQ(disconnects, 1);
  EXPECT_EQ(tunnel.channel->phase(), Phase::stopped);
}

TEST(Life, AfterAStopNothingIsLeftAndItMayBeRepeated) {
  RULE("N-LIFE-17");
  Tunnel tunnel;
  EXPECT_EQ(tunnel.channel->stop().fault(), Fault::access_denied);
  std::atomic<bool> release{false};
  std::thread plug_in_thread([&] {
    while (!release) std::this_thread::yield();
  });
  tunnel.plug_in->on_disconnect = [&](Channel& channel) {
    EXPECT_TRUE(channel.stop().ok());  // does not wait for the thread above
    EXPECT_FALSE(tunnel.host.up.has_value());
    EXPECT_EQ(tunnel.transport->closed, 1);
    EXPECT_EQ(channel.request(Lane::send, {}).fault(), Fault::access_denied);
    EXPECT_EQ(channel.flush(Lane::send).fault(), Fault::access_denied);
    EXPECT_EQ(channel.flush(Lane::receive).fault(), Fault::access_denied);
    EXPECT_EQ(channel.id().fault(), Fault::access_denied);
    EXPECT_TRUE(channel.stop().ok());
    return kGood;
  };
  tunnel.up();
  EXPECT_TRUE(tunnel.channel->disconnect());
  EXPECT_TRUE(tunnel.channel->stop().ok());
  EXPECT_EQ(tunnel.host.lowered, 1);
  release = true;
  plug_in_thread.join();
}

TEST(Life, WhatDisconnectLeftUndoneIsDoneAndLogged) {
  RULE("N-LIFE-18");
  Tunnel tunnel;
  tunnel.plug_in->on_disconnect = [](Channel&) { return kGood; };
  tunnel.up();
  EXPECT_TRUE(tunnel.channel->disconnect());
  EXPECT_EQ(tunnel.channel->phase(), Phase::stopped);
  EXPECT_EQ(tunnel.host.lowered, 1);
  const auto lines = tunnel.channel->log_lines();
  EXPECT_NE(lines.back().find("without Stop"), std::string::npos);
}

enum class From { connect, encapsulate, decapsulate, thread, disconnect };

TEST(Life, AStopFromAnywhereEndsTheConnectionWithoutADisconnect) {
  RULE("N-LIFE-19");
  RULE("N-THR-2");
  for (const From from :
       {From::connect, From::encapsulate, From::decapsulate, From::thread, From::disconnect}) {
    Tunnel tunnel;
    int disconnects = 0;
    bool still_up_inside = false;
    const auto stop_inside = [&](Channel& channel) {
      EXPECT_TRUE(channel.stop().ok());
      still_up_inside = channel.request(Lane::send, {}).ok();
      return kGood;
    };
    const auto connects = tunnel.plug_in->on_connect;
    tunnel.plug_in->on_connect = [&](Channel& channel) {
      connects(channel);
      return from == From::connect ? stop_inside(channel) : kGood;
    };
    tunnel.plug_in->on_encapsulate = [&](Channel& channel, SlotList&, SlotList&) {
      return stop_inside(channel);
    };
    tunnel.plug_in->on_decapsulate = [&](Channel& channel, SlotHandle&, SlotList&, SlotList&) {
      return stop_inside(channel);
    };
    tunnel.plug_in->on_disconnect = [&](Channel& channel) { return ++disconnects, stop_inside(channel); };
    EXPECT_EQ(tunnel.connect().connected, from != From::connect);
    if (from == From::encapsulate) tunnel.send(ip_packet_of(40));
    if (from == From::decapsulate) tunnel.arrive({1});
    if (from == From::thread) std::thread([&] { EXPECT_TRUE(tunnel.channel->stop().ok()); }).join();
    if (from == From::disconnect) tunnel.channel->disconnect();
    EXPECT_FALSE(tunnel.channel->entered());
    EXPECT_FALSE(tunnel.host.up.has_value());
    EXPECT_EQ(disconnects, from == From::disconnect ? 1 : 0);
    // Inside a data callback it takes effect when that returns.
    EXPECT_EQ(still_up_inside, from == From::encapsulate || from == From::decapsulate);
    EXPECT_EQ(tunnel.send_counts().free, 8u);
  }
}

TEST(Life, TheContextStaysUntilTeardownAndIdsDiffer) {
  RULE("N-LIFE-24");
  Tunnel tunnel;
  Tunnel other;
  Tag tag;
  tunnel.up();
  other.up();
  EXPECT_FALSE(tunnel.channel->plug_in_context());
  tunnel.channel->set_plug_in_context(ForeignRef::share(&tag));
  EXPECT_EQ(tunnel.channel->plug_in_context().get(), &tag);
  EXPECT_EQ(*tunnel.channel->id(), *tunnel.channel->id());
  EXPECT_NE(*tunnel.channel->id(), *other.channel->id());
  EXPECT_EQ(tag.references, 1);
  EXPECT_TRUE(tunnel.channel->disconnect());
  EXPECT_EQ(tag.references, 0);
}

TEST(Life, AfterAStopNobodyHoldsTheTransports) {
  RULE("N-LIFE-17");
  Tunnel tunnel;
  tunnel.up();
  tunnel.send(ip_packet_of(40));
  tunnel.arrive({1});
  EXPECT_TRUE(tunnel.channel->disconnect());
  EXPECT_EQ(tunnel.transport.use_count(), 1);
}

TEST(Life, AForcedStopDoesWithoutThePlugIn) {
  RULE("N-ERR-3");
  Tunnel tunnel;
  std::atomic<bool> inside{false};
  std::atomic<bool> release{false};
  tunnel.plug_in->on_disconnect = [&](Channel&) {
    inside = true;
    while (!release) std::this_thread::yield();
    return kGood;
  };
  tunnel.up();
  std::thread user([&] { tunnel.channel->disconnect(); });
  while (!inside) std::this_thread::yield();
  tunnel.channel->force_stop("a second request");
  EXPECT_EQ(tunnel.channel->phase(), Phase::stopped);
  EXPECT_FALSE(tunnel.host.up.has_value());
  release = true;
  user.join();
}

TEST(Life, OneRecordForAMessageOfAnyLengthAndScript) {
  RULE("N-MISC-1");
  std::vector<std::string> heard;
  Tunnel tunnel({.log = [&](const std::string& line) { heard.push_back(line); }});
  const std::string message = "Größe\n" + std::string(100'000, 'x') + "\r終";
  std::thread([&] { tunnel.channel->log(message); }).join();
  ASSERT_EQ(heard.size(), 1u);
  EXPECT_EQ(heard[0], "Größe\\n" + std::string(100'000, 'x') + "\\r終");
  EXPECT_EQ(tunnel.channel->log_lines(), heard);
}

TEST(Life, OnlyAConfiguredNumberOfFailuresInARowEndsTheChannel) {
  RULE("N-ERR-1");
  Tunnel tunnel({.callback_errors_max = 3});
  bool fails = true;
  std::atomic<int> disconnects{0};
  tunnel.plug_in->on_encapsulate = [&](Channel&, SlotList&, SlotList&) { return fails ? kBad : kGood; };
  tunnel.plug_in->on_disconnect = [&](Channel&) { return ++disconnects, kGood; };
  tunnel.up();
  tunnel.send(ip_packet_of(40));
  tunnel.send(ip_packet_of(40));
  fails = false;
  tunnel.send(ip_packet_of(40));  // the row is broken
  fails = true;
  for (int count = 0; count < 3; ++count) tunnel.send(ip_packet_of(40));
  while (tunnel.channel->entered()) std::this_thread::yield();  // the attendant ends it
  EXPECT_EQ(tunnel.channel->phase(), Phase::failed);
  EXPECT_EQ(disconnects, 1);
}

TEST(Life, AnInterfaceThatIsTakenAwayEndsTheConnectionWithADisconnect) {
  RULE("N-ERR-2");
  Tunnel tunnel;
  std::atomic<int> disconnects{0};
  tunnel.plug_in->on_disconnect = [&](Channel&) { return ++disconnects, kGood; };
  tunnel.up();
  tunnel.channel->interface_lost("EIO");
  while (tunnel.channel->entered()) std::this_thread::yield();
  EXPECT_EQ(tunnel.channel->phase(), Phase::failed);
  EXPECT_EQ(disconnects, 1);
  EXPECT_EQ(tunnel.host.lowered, 1);
}

TEST(Life, StrictEndsTheChannelForAFrameOfNoBytes) {
  RULE("N-BUF-17");
  Tunnel tunnel({.fidelity = Fidelity::strict});
  tunnel.up();
  const SlotRef empty = tunnel.request();
  ASSERT_TRUE(tunnel.channel->append(Lane::send, empty.get()).ok());
  ASSERT_TRUE(tunnel.channel->flush(Lane::send).ok());
  while (tunnel.channel->entered()) std::this_thread::yield();
  EXPECT_EQ(tunnel.channel->phase(), Phase::failed);
}

}  // namespace
}  // namespace penstock::tunnel
