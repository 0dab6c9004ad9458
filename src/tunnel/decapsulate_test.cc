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

Bytes with_mark(const Bytes& packet) {
  Bytes unit = {0xaa};
  unit.insert(unit.end(), packet.begin(), packet.end());
  return unit;
}

// Without the byte before the packet.
void open(BurstUnit& unit) {
  ++unit.data;
  --unit.length_bytes;
}

// What a burst becomes goes on in receive slots, or in packets of the interface: the plug-in sees no difference.
class Burst : public ::testing::TestWithParam<bool> {
 protected:
  void give_packets(Tunnel& tunnel) {
    if (GetParam()) tunnel.channel->set_interface_packets({{packets_, packets_}, true, true});
  }

 private:
  packet::PacketPool packets_{{.packets_max = 32}};
};
INSTANTIATE_TEST_SUITE_P(Injected, Burst, ::testing::Bool(),
                         [](const auto& one) { return one.param ? "InPacketsOfTheInterface" : "InSlots"; });

TEST_P(Burst, IsShownWholeToAPlugInThatTakesBursts) {
  RULE("N-DEC-6");
  Tunnel tunnel({.receive_slots = 32, .batch_packets_max = 16});
  give_packets(tunnel);
  ScriptedBursts bursts;
  tunnel.plug_in->burst = &bursts;
  std::vector<std::size_t> sizes;
  bursts.on_decapsulate = [&](std::span<BurstUnit> units, SlotList&, SlotList&) {
    sizes.push_back(units.size());
    for (BurstUnit& unit : units) open(unit);
    return kGood;
  };
  tunnel.up();
  std::vector<Bytes> expected;
  for (std::uint8_t number = 0; number < 20; ++number) {
    expected.push_back(ip_packet_of(60, number));
    tunnel.transport->arrive(with_mark(expected.back()));
  }
  tunnel.channel->run_inbound();
  EXPECT_EQ(sizes, (std::vector<std::size_t>{16, 4}));
  EXPECT_EQ(tunnel.injected(), expected);
  EXPECT_EQ(tunnel.receive_counts().free, 32u);
}

TEST_P(Burst, HasItsPacketsBeforeThoseOfItsList) {
  Tunnel tunnel;
  give_packets(tunnel);
  ScriptedBursts bursts;
  tunnel.plug_in->burst = &bursts;
  const Bytes listed = ip_packet_of(40, 9);
  bursts.on_decapsulate = [&](std::span<BurstUnit> units, SlotList& packets, SlotList&) {
    const SlotRef slot = tunnel.request(Lane::receive);
    fill(*slot, listed);
    EXPECT_TRUE(packets.append(slot.get()).ok());
    units[1].length_bytes = 0;
    return kGood;
  };
  tunnel.up();
  const std::vector<Bytes> units = {ip_packet_of(60, 1), ip_packet_of(60, 2), ip_packet_of(60, 3)};
  for (const Bytes& unit : units) tunnel.transport->arrive(unit);
  tunnel.channel->run_inbound();
  EXPECT_EQ(tunnel.injected(), (std::vector<Bytes>{units[0], units[2], listed}));
  EXPECT_EQ(tunnel.receive_counts().free, 8u);
}

TEST_P(Burst, LosesWhatItClaimsOutsideOfItsUnit) {
  Tunnel tunnel;
  give_packets(tunnel);
  ScriptedBursts bursts;
  tunnel.plug_in->burst = &bursts;
  bursts.on_decapsulate = [&](std::span<BurstUnit> units, SlotList&, SlotList&) {
    --units[0].data;
    ++units[1].length_bytes;
    units[2].data = nullptr;
    units[3].data += units[3].length_bytes + 1;
    units[4].length_bytes = 0xffff'ffff;
    return kGood;
  };
  tunnel.up();
  for (std::uint8_t number = 0; number < 6; ++number) tunnel.transport->arrive(ip_packet_of(60, number));
  tunnel.channel->run_inbound();
  EXPECT_EQ(tunnel.injected(), (std::vector<Bytes>{ip_packet_of(60, 5)}));
  EXPECT_EQ(tunnel.channel->counts().inbound.returned_uninjected, 5u);
  EXPECT_EQ(tunnel.receive_counts().free, 8u);
}

TEST_P(Burst, ThatFailedIsNotInjected) {
  RULE("N-DEC-7");
  Tunnel tunnel;
  give_packets(tunnel);
  ScriptedBursts bursts;
  tunnel.plug_in->burst = &bursts;
  bursts.on_decapsulate = [&](std::span<BurstUnit>, SlotList&, SlotList&) { return kBad; };
  tunnel.up();
  tunnel.arrive(ip_packet_of(60));
  EXPECT_TRUE(tunnel.injected().empty());
  EXPECT_EQ(tunnel.receive_counts().free, 8u);
}

std::vector<Bytes> six_packets() {
  std::vector<Bytes> packets;
  for (std::uint8_t number = 0; number < 6; ++number) packets.push_back(ip_packet_of(60, number));
  return packets;
}

// The units come as one burst to a plug-in that leaves all of them as they are. It outlives the tunnel.
void all_of_a_burst(Tunnel& tunnel, const std::vector<Bytes>& units) {
  static ScriptedBursts bursts;
  bursts.on_decapsulate = [](std::span<BurstUnit>, SlotList&, SlotList&) { return kGood; };
  tunnel.plug_in->burst = &bursts;
  tunnel.up();
  for (const Bytes& unit : units) tunnel.transport->arrive(unit);
  tunnel.channel->run_inbound();
}

TEST(Decapsulate, OfABurstAsMuchIsInjectedAsThereAreReceiveSlots) {
  Tunnel tunnel({.receive_slots = 4});
  all_of_a_burst(tunnel, six_packets());
  EXPECT_EQ(tunnel.injected().size(), 4u);
  EXPECT_EQ(tunnel.receive_counts().requests_oom, 2u);
  EXPECT_EQ(tunnel.receive_counts().free, 4u);
}

TEST(Decapsulate, OfABurstAsMuchIsInjectedAsTheInterfaceHasPackets) {
  packet::PacketPool packets({.packets_max = 4});
  Tunnel tunnel({.receive_slots = 1});
  tunnel.channel->set_interface_packets({{packets, packets}, true, true});
  all_of_a_burst(tunnel, six_packets());
  EXPECT_EQ(tunnel.injected().size(), 4u);
  EXPECT_EQ(tunnel.channel->counts().inbound.dropped_no_buffer, 2u);
}

TEST(Decapsulate, WhatTheInterfaceWouldNotHaveIsRefusedByItsReason) {
  RULE("N-BUF-18");
  packet::PacketPool packets({.packets_max = 4});
  Tunnel tunnel;
  tunnel.channel->set_interface_packets({{packets, packets}, true, true});
  all_of_a_burst(tunnel, {ip_packet_of(1800), {1, 2, 3}, ip_packet_of(60, 7)});
  EXPECT_EQ(tunnel.injected(), (std::vector<Bytes>{ip_packet_of(60, 7)}));
  EXPECT_EQ(tunnel.channel->counts().inbound.dropped_invalid, 2u);
  EXPECT_EQ(tunnel.receive_counts().oversize_dropped, 1u);
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
