// SPDX-License-Identifier: Apache-2.0
#include "tunnel/tunnel_fixture.h"

namespace penstock::tunnel {
namespace {

TEST(Decapsulate, IsCalledOnceForEachUnitInOrder) {
  RULE("N-DEC-1");
  RULE("N-THR-5");
  Tunnel tunnel;
  std::vector<Bytes> shown;
  tunnel.plug_in->on_decapsulate = [&](Channel&, SlotHandle& unit, SlotList&, SlotList&) {
    shown.push_back(bytes_of(unit));
    return kGood;
  };
  tunnel.up();
  std::vector<Bytes> units = {Bytes(1, 1),    Bytes(65507, 2), Bytes(3, 3),
                              Bytes(1400, 4), Bytes(2, 5),     Bytes(9, 6)};
  for (const Bytes& unit : units) tunnel.transport->arrive(unit);
  EXPECT_FALSE(tunnel.channel->run_inbound());
  EXPECT_EQ(shown, units);
}

TEST(Decapsulate, IsToldWhichTransportAUnitCameBy) {
  RULE("N-DEC-2");
  Tunnel tunnel;
  Tag tag;
  auto second = std::make_shared<MemoryTransport>();
  tunnel.plug_in->on_connect = [&](Channel& channel) {
    EXPECT_TRUE(channel.associate(tunnel.transport).ok());
    EXPECT_TRUE(channel.add_and_associate(second, ForeignRef::share(&tag)).ok());
    tunnel.transport->set_state(TransportState::connected);
    second->set_state(TransportState::connected);
    EXPECT_TRUE(channel.start(tunnel.start).ok());
    return kGood;
  };
  std::vector<std::uint32_t> affinities;
  tunnel.plug_in->on_decapsulate = [&](Channel& channel, SlotHandle& unit, SlotList&, SlotList&) {
    affinities.push_back(unit.affinity());
    EXPECT_EQ(unit.context()->get(), unit.affinity() == 1 ? &tag : nullptr);
    EXPECT_EQ(channel.current_transport_context().get(), unit.affinity() == 1 ? &tag : nullptr);
    return kGood;
  };
  tunnel.up();
  tunnel.transport->arrive({1});
  second->arrive({2});
  tunnel.channel->run_inbound();
  EXPECT_EQ(affinities, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_FALSE(tunnel.channel->current_transport_context());
  tunnel.channel->disconnect();
}

TEST(Decapsulate, InjectsInOrderAcrossCallsAndSendsControlAfterEach) {
  RULE("N-DEC-3");
  RULE("N-DEC-4");
  RULE("N-DEC-6");
  RULE("N-THR-5");
  Tunnel tunnel;
  std::uint8_t number = 0;
  std::vector<std::size_t> sent_before;
  tunnel.plug_in->on_decapsulate = [&](Channel& channel, SlotHandle&, SlotList& packets, SlotList& control) {
    sent_before.push_back(tunnel.transport->sent_frames().size());
    for (int count = 0; count < 2; ++count) {
      const auto packet = channel.request(Lane::receive, {});
      fill(**packet, ip_packet_of(40, number++));
      EXPECT_TRUE(packets.append(packet->get()).ok());
    }
    const auto frame = channel.request(Lane::send, {});
    fill(**frame, Bytes(5, number));
    EXPECT_TRUE(control.append(frame->get()).ok());
    return kGood;
  };
  tunnel.up();
  for (int unit = 0; unit < 3; ++unit) tunnel.transport->arrive({1});
  tunnel.channel->run_inbound();
  std::vector<Bytes> expected;
  for (std::uint8_t count = 0; count < 6; ++count) expected.push_back(ip_packet_of(40, count));
  EXPECT_EQ(tunnel.injected(), expected);
  EXPECT_EQ(sent_before, (std::vector<std::size_t>{0, 1, 2}));
  EXPECT_EQ(tunnel.transport->sent_frames(), (std::vector<Bytes>{Bytes(5, 2), Bytes(5, 4), Bytes(5, 6)}));
}

TEST(Decapsulate, AFailureRecyclesBothListsAndTheChannelLivesOn) {
  RULE("N-DEC-7");
  Tunnel tunnel;
  tunnel.plug_in->on_decapsulate = [&](Channel& channel, SlotHandle& unit, SlotList& packets,
                                       SlotList& control) {
    const auto frame = channel.request(Lane::send, {});
    fill(**frame, Bytes(5, 1));
    EXPECT_TRUE(control.append(frame->get()).ok());
    EXPECT_TRUE(packets.append(&unit).ok());
    return kBad;
  };
  tunnel.up();
  for (int round = 0; round < 10; ++round) tunnel.arrive(ip_packet_of(40));
  EXPECT_TRUE(tunnel.injected().empty());
  EXPECT_TRUE(tunnel.transport->sent_frames().empty());
  EXPECT_EQ(tunnel.channel->counts().inbound.decapsulate_errors, 10u);
  EXPECT_EQ(tunnel.send_counts().free, 8u);
  EXPECT_EQ(tunnel.channel->phase(), Phase::started);
}

TEST(Decapsulate, IsCalledForADatagramOfNoBytes) {
  RULE("N-DEC-8");
  Tunnel tunnel;
  std::vector<std::uint32_t> lengths;
  tunnel.plug_in->on_decapsulate = [&](Channel&, SlotHandle& unit, SlotList&, SlotList&) {
    lengths.push_back(*unit.length_bytes());
    return kGood;
  };
  tunnel.up();
  tunnel.arrive({});
  EXPECT_EQ(lengths, std::vector<std::uint32_t>{0});
}

struct Bursts final : BurstDecapsulate {
  std::function<Answer(Channel&, std::span<const WireUnit>, SlotList&, SlotList&)> on_burst;
  Answer decapsulate_burst(Channel& channel, std::span<const WireUnit> units, SlotList& packets,
                           SlotList& control) override {
    return on_burst(channel, units, packets, control);
  }
};

TEST(Decapsulate, APlugInThatTakesBurstsIsShownThemWhole) {
  RULE("N-DEC-6");
  Tunnel tunnel({.receive_slots = 32, .batch_packets_max = 16});
  Bursts bursts;
  tunnel.plug_in->burst = &bursts;
  std::vector<std::size_t> sizes;
  bursts.on_burst = [&](Channel& channel, std::span<const WireUnit> units, SlotList& packets, SlotList&) {
    sizes.push_back(units.size());
    for (const WireUnit& unit : units) {
      const auto slot = channel.request(Lane::receive, {});
      fill(**slot, Bytes(unit.bytes.begin() + 1, unit.bytes.end()));
      EXPECT_TRUE(packets.append(slot->get()).ok());
    }
    return kGood;
  };
  tunnel.up();
  std::vector<Bytes> expected;
  for (std::uint8_t number = 0; number < 20; ++number) {
    expected.push_back(ip_packet_of(60, number));
    Bytes unit = {0xaa};
    unit.insert(unit.end(), expected.back().begin(), expected.back().end());
    tunnel.transport->arrive(unit);
  }
  tunnel.channel->run_inbound();
  EXPECT_EQ(sizes, (std::vector<std::size_t>{16, 4}));
  EXPECT_EQ(tunnel.injected(), expected);
  EXPECT_EQ(tunnel.receive_counts().free, 32u);
}

TEST(Decapsulate, WaitsForWireBuffersThatThePlugInKeeps) {
  RULE("N-BUF-20");
  Tunnel tunnel;  // four of them
  std::vector<SlotRef> kept;
  tunnel.plug_in->on_decapsulate = [&](Channel&, SlotHandle& unit, SlotList&, SlotList&) {
    kept.push_back(SlotRef::share(&unit));
    return kGood;
  };
  tunnel.up();
  for (std::uint8_t number = 0; number < 6; ++number) tunnel.transport->arrive({number});
  tunnel.channel->run_inbound();
  EXPECT_EQ(kept.size(), 4u);
  kept.clear();
  tunnel.channel->run_inbound();
  ASSERT_EQ(kept.size(), 2u);
  EXPECT_EQ(bytes_of(*kept[1]), Bytes{5});
}

}  // namespace
}  // namespace penstock::tunnel
