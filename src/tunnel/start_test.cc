// SPDX-License-Identifier: Apache-2.0
#include "tunnel/tunnel_fixture.h"

namespace penstock::tunnel {
namespace {

// Runs the body inside Connect, on a channel that has one connected transport.
void in_connect(Tunnel& tunnel, const std::function<void(Channel&)>& body) {
  tunnel.transport = std::make_shared<MemoryTransport>();
  tunnel.plug_in->on_connect = [&](Channel& channel) {
    EXPECT_TRUE(channel.associate(tunnel.transport).ok());
    tunnel.transport->set_state(TransportState::connected);
    body(channel);
    return kGood;
  };
  tunnel.connect();
}

Fault fault_of(const Result<void>& result) { return result.ok() ? Fault::not_implemented : result.fault(); }

TEST(Start, WorksInTheOrderAssociateConnectStart) {
  RULE("N-LIFE-3");
  RULE("N-RT-1");
  Tunnel tunnel;
  tunnel.start.network.ipv4_inclusions = {{"0.0.0.0", 1}, {"128.0.0.0", 1}, {"0.0.0.0", 0}};
  tunnel.start.network.ipv6_addresses = {"fd00::9"};
  tunnel.start.network.ipv6_inclusions = {{"::", 0}};
  tunnel.up();
  ASSERT_TRUE(tunnel.host.up.has_value());
  EXPECT_EQ(tunnel.host.up->inclusions.size(), 4u);
  EXPECT_EQ(tunnel.host.up->addresses.size(), 2u);
  EXPECT_TRUE(tunnel.channel->disconnect());
  EXPECT_FALSE(tunnel.host.up.has_value());
  EXPECT_EQ(tunnel.host.lowered, 1);
}

TEST(Start, AssociatesOnlyInsideConnectAndOnlyUnconnectedTransports) {
  RULE("N-LIFE-4");
  Tunnel tunnel;
  EXPECT_EQ(fault_of(tunnel.channel->associate(tunnel.transport)), Fault::access_denied);
  in_connect(tunnel, [&](Channel& channel) {
    auto other = std::make_shared<MemoryTransport>();
    for (const TransportState state :
         {TransportState::connected, TransportState::lost, TransportState::closed}) {
      other->set_state(state);
      EXPECT_EQ(fault_of(channel.associate(other)), Fault::invalid_argument);
    }
    EXPECT_EQ(fault_of(channel.associate(nullptr)), Fault::null_argument);
    EXPECT_EQ(channel.transports().size(), 1u);
  });
}

TEST(Start, AcceptsEverySetOfTransports) {
  RULE("N-LIFE-5");
  constexpr TransportKind kU = TransportKind::datagram;
  constexpr TransportKind kT = TransportKind::stream;
  for (const auto& kinds :
       std::vector<std::vector<TransportKind>>{{kT}, {kU}, {kT, kT}, {kT, kU}, {kU, kU}}) {
    Tunnel tunnel;
    tunnel.plug_in->on_connect = [&](Channel& channel) {
      auto first = std::make_shared<MemoryTransport>(kinds[0]);
      auto second = kinds.size() > 1 ? std::make_shared<MemoryTransport>(kinds[1]) : nullptr;
      EXPECT_TRUE(channel.associate(first, second).ok());
      for (int more = 0; more < 5; ++more) {
        EXPECT_TRUE(channel.add_and_associate(std::make_shared<MemoryTransport>(), {}).ok());
      }
      EXPECT_EQ(channel.transports().size(), kinds.size() + 5);
      for (const auto& one : channel.transports()) {
        static_cast<MemoryTransport&>(*one).set_state(TransportState::connected);
      }
      EXPECT_TRUE(channel.start(tunnel.start).ok());
      return kGood;
    };
    tunnel.up();
  }
}

TEST(Start, TakesTheTransportsOver) {
  RULE("N-LIFE-6");
  Tunnel tunnel;
  tunnel.up();
  EXPECT_EQ(tunnel.transport->taken_over, 1);
}

TEST(Start, NeedsAnAssociatedTransportAndAConnectedStream) {
  RULE("N-LIFE-7");
  Tunnel tunnel;
  tunnel.plug_in->on_connect = [&](Channel& channel) {
    EXPECT_EQ(fault_of(channel.start(tunnel.start)), Fault::invalid_argument);
    EXPECT_TRUE(channel.associate(tunnel.transport).ok());
    StartRequest named = tunnel.start;
    named.transports = {std::make_shared<MemoryTransport>()};
    EXPECT_EQ(fault_of(channel.start(named)), Fault::invalid_argument);
    auto stream = std::make_shared<MemoryTransport>(TransportKind::stream);
    EXPECT_TRUE(channel.associate(stream).ok());
    EXPECT_EQ(fault_of(channel.start(tunnel.start)), Fault::invalid_argument);
    stream->set_state(TransportState::connected);
    named.transports = {stream};
    EXPECT_TRUE(channel.start(named).ok());  // the datagram one is not connected yet
    return kGood;
  };
  tunnel.plug_in->on_encapsulate = [](Channel&, SlotList& packets, SlotList& frames) {
    auto taken = packets.remove_at_begin({});
    return frames.append(taken->get()).ok() ? kGood : kBad;
  };
  tunnel.up();
  tunnel.send(ip_packet_of(40, 1));
  EXPECT_EQ(tunnel.channel->counts().outbound.frames_refused, 1u);
  tunnel.transport->set_state(TransportState::connected);
  tunnel.send(ip_packet_of(40, 2));
  EXPECT_EQ(tunnel.transport->sent_frames(), std::vector<Bytes>{ip_packet_of(40, 2)});
}

TEST(Start, TakesTheSizesThatWorkAndRefusesTheOthers) {
  RULE("N-LIFE-8");
  struct Case {
    std::uint32_t mtu, frame;
    bool good, warns;
  };
  for (const Case& one : std::vector<Case>{{0, 1500, false, false},
                                           {65536, 65537, false, false},
                                           {1400, 1400, false, false},
                                           {1400, 65537, false, false},
                                           {1400, 1500, true, false},
                                           {1500, 1501, true, true},
                                           {1500, 1512, true, true},
                                           {1280, 1500, true, false},
                                           {1400, 65536, true, true},
                                           {65535, 65536, true, true},
                                           {576, 600, true, false}}) {
    Tunnel tunnel;
    in_connect(tunnel, [&](Channel& channel) {
      EXPECT_EQ(channel.start(simple_start(one.mtu, one.frame)).ok(), one.good)
          << one.mtu << " " << one.frame;
    });
    int warnings = 0;
    for (const std::string& line : tunnel.channel->log_lines())
      warnings += line.find("above the doc") != line.npos;
    EXPECT_EQ(warnings, one.warns ? 1 : 0) << one.mtu << " " << one.frame;
  }
  Tunnel tunnel;
  in_connect(tunnel, [&](Channel& channel) {
    StartRequest six = simple_start(1279, 1500);
    six.network.ipv6_addresses = {"fd00::1"};
    EXPECT_EQ(fault_of(channel.start(six)), Fault::invalid_argument);
  });
}

TEST(Start, NeedsALiteralAddressAndOneForEachFamilyWithRoutes) {
  RULE("N-LIFE-9");
  Tunnel tunnel;
  in_connect(tunnel, [&](Channel& channel) {
    StartRequest request = tunnel.start;
    request.network.ipv4_addresses = {};
    EXPECT_EQ(fault_of(channel.start(request)), Fault::invalid_argument);
    request.network.ipv4_addresses = {"server.example"};
    EXPECT_EQ(fault_of(channel.start(request)), Fault::invalid_argument);
    request.network.ipv4_addresses = {"fd00::1"};
    EXPECT_EQ(fault_of(channel.start(request)), Fault::invalid_argument);
    request.network.ipv4_addresses = {"10.0.0.1"};
    request.network.ipv6_inclusions = {{"::", 0}};
    EXPECT_EQ(fault_of(channel.start(request)), Fault::invalid_argument);
    request.network.ipv4_addresses = {};
    request.network.ipv6_addresses = {"fd00::1", "fd00::2"};
    EXPECT_TRUE(channel.start(request).ok());
    EXPECT_EQ(channel.plan().addresses.size(), 2u);
  });
}

TEST(Start, ThatFailsLeavesNothingAndMayBeTriedAgainUnlessStrict) {
  RULE("N-LIFE-10");
  for (const Fidelity fidelity : {Fidelity::lenient, Fidelity::strict}) {
    Tunnel tunnel({.fidelity = fidelity});
    in_connect(tunnel, [&](Channel& channel) {
      tunnel.host.refuse = true;
      EXPECT_EQ(fault_of(channel.start(tunnel.start)), Fault::refused_by_host);
      EXPECT_EQ(channel.request(Lane::send, {}).fault(), Fault::access_denied);
      EXPECT_FALSE(tunnel.host.up.has_value());
      EXPECT_TRUE(channel.plan().addresses.empty());
      tunnel.host.refuse = false;
      const auto again = channel.start(tunnel.start);
      if (fidelity == Fidelity::lenient) {
        EXPECT_TRUE(again.ok());
      } else {
        EXPECT_EQ(fault_of(again), Fault::illegal_call);
      }
    });
    EXPECT_EQ(tunnel.host.raised, fidelity == Fidelity::lenient ? 1 : 0);
  }
}

TEST(Start, AgainUpdatesInPlace) {
  RULE("N-LIFE-11");
  Tunnel tunnel;
  in_connect(tunnel, [&](Channel& channel) {
    ASSERT_TRUE(channel.start(tunnel.start).ok());
    ASSERT_TRUE(channel.start(tunnel.start).ok());
    EXPECT_EQ(tunnel.host.changed, 0);
    StartRequest other = tunnel.start;
    other.network.ipv4_inclusions = {{"10.9.0.0", 16}};
    {
      const SlotRef kept = tunnel.request();
      ASSERT_TRUE(channel.start(other).ok());
      EXPECT_EQ(kept->state(), SlotState::leased);  // the connection was not dropped
      EXPECT_EQ(tunnel.host.changed, 1);
      other.network.frame_bytes_max = 2000;
      EXPECT_EQ(fault_of(channel.start(other)), Fault::illegal_state_change);
    }
    ASSERT_TRUE(channel.start(other).ok());
    EXPECT_EQ(tunnel.request()->capacity_bytes(), 2000u);
    EXPECT_EQ(channel.phase(), Phase::started);
  });
  EXPECT_EQ(tunnel.host.raised, 1);
  EXPECT_EQ(tunnel.host.up->frame_bytes_max, 2000u);
}

TEST(Start, LetsCallbacksBeginWhileConnectStillRuns) {
  RULE("N-LIFE-12");
  Tunnel tunnel;
  bool handshake_done = false;
  tunnel.plug_in->on_decapsulate = [&](Channel&, SlotHandle&, SlotList&, SlotList&) {
    handshake_done = true;
    return kGood;
  };
  in_connect(tunnel, [&](Channel& channel) {
    ASSERT_TRUE(channel.start(tunnel.start).ok());
    tunnel.transport->arrive({1});
    std::thread other([&] { channel.run_inbound(); });
    other.join();
    EXPECT_TRUE(handshake_done);
  });
  EXPECT_EQ(tunnel.channel->phase(), Phase::started);
}

}  // namespace
}  // namespace penstock::tunnel
