// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "tunnel/tunnel_fixture.h"
#include "wire/packet_checksum.h"

namespace penstock::tunnel {
namespace {

using wire::sample::tcp_packet;
using wire::sample::udp_packet;

Answer move_all(SlotList& packets, SlotList& frames) {
  while (*packets.size() != 0) {
    auto taken = packets.remove_at_begin({});
    EXPECT_TRUE(frames.append(taken->get()).ok());
  }
  return kGood;
}

void expect_whole(const Bytes& packet, std::uint32_t mtu_bytes) {
  EXPECT_LE(packet.size(), mtu_bytes);
  const auto parsed = wire::parse(packet);
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed->total_bytes, packet.size());
  EXPECT_NE(wire::verify_network_checksum(packet, *parsed), wire::ChecksumVerdict::wrong);
  EXPECT_EQ(wire::verify_transport_checksum(packet, *parsed), wire::ChecksumVerdict::correct);
}

TEST(Encapsulate, IsShownBatchesOfWholePacketsInOrder) {
  RULE("N-ENC-1");
  RULE("N-THR-5");
  Tunnel tunnel({.send_slots = 200, .batch_packets_max = 7});
  std::vector<Bytes> shown;
  std::vector<std::uint32_t> sizes;
  tunnel.plug_in->on_encapsulate = [&](Channel&, SlotList& packets, SlotList& frames) {
    EXPECT_EQ(*frames.size(), 0u);
    sizes.push_back(*packets.size());
    for (std::uint32_t left = *packets.size(); left > 0; --left) {
      auto taken = packets.remove_at_begin({});
      shown.push_back(bytes_of(**taken));
      EXPECT_TRUE(packets.append(taken->get()).ok());
    }
    return kGood;
  };
  tunnel.up();
  std::vector<Bytes> offered;
  for (std::size_t size = 30; size < 50; ++size) offered.push_back(ip_packet_of(size));
  for (const Bytes& packet : offered) tunnel.offer(packet);
  tunnel.channel->run_outbound();
  EXPECT_EQ(shown, offered);
  EXPECT_EQ(sizes, (std::vector<std::uint32_t>{7, 7, 6}));
  EXPECT_EQ(ChannelOptions{}.batch_packets_max, 128u);
}

TEST(Encapsulate, IsShownSuperPacketsCutWithRightChecksums) {
  RULE("N-ENC-1");
  for (const int version : {4, 6}) {
    for (const bool tcp : {true, false}) {
      Tunnel tunnel({.send_slots = 64});
      std::vector<Bytes> shown;
      tunnel.plug_in->on_encapsulate = [&](Channel&, SlotList& packets, SlotList&) {
        while (*packets.size() != 0) shown.push_back(bytes_of(**packets.remove_at_begin({})));
        return kGood;
      };
      tunnel.up();
      const Bytes bytes = tcp ? tcp_packet(version, {.sequence = 9, .flags = wire::kTcpAck}, 20'000)
                              : udp_packet(version, 5, 6, 20'000);
      packet::PacketPtr super = tunnel.packet_of(bytes);
      super->offload = {.checksum = packet::ChecksumState::partial,
                        .segmentation = !tcp           ? packet::Segmentation::udp
                                        : version == 4 ? packet::Segmentation::tcp4
                                                       : packet::Segmentation::tcp6,
                        .segment_payload_bytes = 1200};
      packet::PacketBatch batch;
      batch.push_back(std::move(super));
      tunnel.channel->offer(batch);
      tunnel.channel->run_outbound();
      ASSERT_EQ(shown.size(), 17u);
      std::size_t payload = 0;
      for (const Bytes& packet : shown) {
        expect_whole(packet, 1400);
        payload += wire::parse(packet)->payload_bytes;
      }
      EXPECT_EQ(payload, 20'000u);
      EXPECT_EQ(tunnel.channel->counts().outbound.offered_packets, 17u);
    }
  }
}

TEST(Encapsulate, IsShownAPartialChecksumCompleted) {
  RULE("N-ENC-1");
  Tunnel tunnel;
  std::vector<Bytes> shown;
  tunnel.plug_in->on_encapsulate = [&](Channel&, SlotList& packets, SlotList&) {
    shown.push_back(bytes_of(**packets.remove_at_begin({})));
    return kGood;
  };
  tunnel.up();
  Bytes bytes = udp_packet(4, 1, 2, 100);
  const auto where = wire::leave_partial_checksum(bytes, *wire::parse(bytes));
  packet::PacketPtr packet = tunnel.packet_of(bytes);
  packet->offload = {.checksum = packet::ChecksumState::partial,
                     .checksum_start_bytes = where->checksum_start,
                     .checksum_offset_bytes = where->checksum_offset};
  packet::PacketBatch batch;
  batch.push_back(std::move(packet));
  tunnel.channel->offer(batch);
  tunnel.channel->run_outbound();
  ASSERT_EQ(shown.size(), 1u);
  EXPECT_EQ(shown[0], udp_packet(4, 1, 2, 100));
}

TEST(Encapsulate, IsNotShownWhatIsTooLongOrNoPacket) {
  RULE("N-ENC-1");
  Tunnel tunnel;
  int calls = 0;
  tunnel.plug_in->on_encapsulate = [&](Channel&, SlotList&, SlotList&) { return ++calls, kGood; };
  tunnel.up();
  tunnel.offer(ip_packet_of(1401));
  tunnel.offer(Bytes(40, 0x20));
  tunnel.offer(Bytes(3, 0x45));
  tunnel.channel->run_outbound();
  EXPECT_EQ(calls, 0);
  EXPECT_EQ(tunnel.channel->counts().outbound.dropped_malformed, 3u);
}

TEST(Encapsulate, SendsInListOrderOverTheTransportNamed) {
  RULE("N-ENC-2");
  Tunnel tunnel;
  auto second = std::make_shared<MemoryTransport>(TransportKind::stream);
  Tag tag;
  tunnel.plug_in->on_connect = [&](Channel& channel) {
    EXPECT_TRUE(channel.associate(tunnel.transport).ok());
    EXPECT_TRUE(channel.add_and_associate(second, ForeignRef::share(&tag)).ok());
    tunnel.transport->set_state(TransportState::connected);
    second->set_state(TransportState::connected);
    EXPECT_TRUE(channel.start(tunnel.start).ok());
    return kGood;
  };
  tunnel.plug_in->on_encapsulate = [&](Channel&, SlotList& packets, SlotList& frames) {
    for (std::uint32_t index = 0; *packets.size() != 0; ++index) {
      auto taken = packets.remove_at_begin({});
      if (index % 3 == 1) {
        EXPECT_TRUE((*taken)->set_affinity(1).ok());
      }
      if (index % 3 == 2) {
        EXPECT_TRUE((*taken)->set_context(ForeignRef::share(&tag)).ok());  // wins over affinity 0
      }
      EXPECT_TRUE(frames.append(taken->get()).ok());
    }
    return kGood;
  };
  tunnel.up();
  std::vector<Bytes> packets;
  for (std::uint8_t fill = 0; fill < 6; ++fill) packets.push_back(ip_packet_of(40, fill));
  for (const Bytes& packet : packets) tunnel.offer(packet);
  tunnel.channel->run_outbound();
  EXPECT_EQ(tunnel.transport->sent_frames(), (std::vector<Bytes>{packets[0], packets[3]}));
  Bytes stream;
  for (const std::size_t index : {1, 2, 4, 5}) {
    stream.insert(stream.end(), packets[index].begin(), packets[index].end());
  }
  EXPECT_EQ(second->sent_bytes(), stream);
  tunnel.channel->disconnect();
  EXPECT_EQ(tag.references, 0);
}

TEST(Encapsulate, WhatIsLeftIsRecycledUnsent) {
  RULE("N-ENC-3");
  Tunnel tunnel;
  tunnel.plug_in->on_encapsulate = [&](Channel&, SlotList&, SlotList&) { return kGood; };
  tunnel.up();
  for (int round = 0; round < 5; ++round) tunnel.offer(ip_packet_of(40));
  tunnel.channel->run_outbound();
  EXPECT_TRUE(tunnel.transport->sent_frames().empty());
  EXPECT_EQ(tunnel.channel->counts().outbound.returned_unsent, 5u);
  EXPECT_EQ(tunnel.send_counts().free, 8u);
}

TEST(Encapsulate, MayMakeFewerOrMoreFramesThanItWasShown) {
  RULE("N-ENC-4");
  Tunnel tunnel;
  std::uint32_t extra = 0;
  tunnel.plug_in->on_encapsulate = [&](Channel& channel, SlotList&, SlotList& frames) {
    for (std::uint32_t made = 0; made < extra; ++made) {
      const auto slot = channel.request(Lane::send, {});
      fill(**slot, Bytes(10, static_cast<std::uint8_t>(made)));
      EXPECT_TRUE(frames.append(slot->get()).ok());
    }
    return kGood;
  };
  tunnel.up();
  for (const std::uint32_t count : {0u, 1u, 6u}) {
    extra = count;
    const std::size_t before = tunnel.transport->sent_frames().size();
    tunnel.send(ip_packet_of(50));
    EXPECT_EQ(tunnel.transport->sent_frames().size() - before, count);
    EXPECT_EQ(tunnel.send_counts().free, 8u);
  }
}

TEST(Encapsulate, AFrameThatTheTransportRefusesIsCountedAndItsNeighboursGo) {
  RULE("N-ENC-5");
  RULE("N-APP-6");
  Tunnel tunnel;
  tunnel.transport->datagram_max = 100;
  tunnel.plug_in->on_encapsulate = [&](Channel&, SlotList& packets, SlotList& frames) {
    return move_all(packets, frames);
  };
  tunnel.up();
  for (const std::size_t size : {40, 120, 60}) tunnel.offer(ip_packet_of(size));
  tunnel.channel->run_outbound();
  EXPECT_EQ(tunnel.transport->sent_frames(), (std::vector<Bytes>{ip_packet_of(40), ip_packet_of(60)}));
  EXPECT_EQ(tunnel.channel->counts().outbound.frames_refused, 1u);
  EXPECT_EQ(tunnel.channel->counts().outbound.frames_sent, 2u);
  EXPECT_EQ(tunnel.send_counts().free, 8u);
}

TEST(Encapsulate, AFrameForATransportThatDoesNotExistIsDroppedAndSaysSo) {
  RULE("N-ENC-6");
  Tunnel tunnel;
  SlotRef kept;
  tunnel.plug_in->on_encapsulate = [&](Channel&, SlotList& packets, SlotList& frames) {
    kept = std::move(packets.remove_at_begin({})).value();
    EXPECT_TRUE(kept->set_affinity(2).ok());
    EXPECT_TRUE(frames.append(kept.get()).ok());
    return kGood;
  };
  tunnel.up();
  tunnel.send(ip_packet_of(40));
  EXPECT_EQ(tunnel.channel->counts().outbound.frames_no_transport, 1u);
  EXPECT_EQ(kept->status(), BufferStatus::invalid_size);
  EXPECT_TRUE(tunnel.transport->sent_frames().empty());
  EXPECT_EQ(tunnel.send_counts().free, 8u);
}

TEST(Encapsulate, AFailureRecyclesBothListsAndTheChannelLivesOn) {
  RULE("N-ENC-7");
  RULE("N-ERR-1");
  Tunnel tunnel;
  bool fails = true;
  tunnel.plug_in->on_encapsulate = [&](Channel&, SlotList& packets, SlotList& frames) {
    auto taken = packets.remove_at_begin({});
    EXPECT_TRUE(frames.append(taken->get()).ok());
    return fails ? kBad : kGood;
  };
  tunnel.up();
  tunnel.offer(ip_packet_of(40, 1));
  tunnel.offer(ip_packet_of(40, 2));
  tunnel.channel->run_outbound();
  EXPECT_TRUE(tunnel.transport->sent_frames().empty());
  EXPECT_EQ(tunnel.send_counts().free, 8u);
  EXPECT_EQ(tunnel.channel->counts().outbound.encapsulate_errors, 1u);
  EXPECT_EQ(tunnel.channel->phase(), Phase::started);
  fails = false;
  tunnel.send(ip_packet_of(40, 3));
  EXPECT_EQ(tunnel.transport->sent_frames(), std::vector<Bytes>{ip_packet_of(40, 3)});
}

TEST(Encapsulate, AListThatIsNotOkIsDiscardedAndTheOtherIsNot) {
  RULE("N-LIST-4");
  Tunnel tunnel;
  bool spoil_frames = false;
  tunnel.plug_in->on_encapsulate = [&](Channel&, SlotList& packets, SlotList& frames) {
    EXPECT_TRUE((spoil_frames ? frames : packets).set_status(BufferStatus::invalid_size).ok());
    return move_all(packets, frames);
  };
  tunnel.up();
  tunnel.send(ip_packet_of(40));
  EXPECT_EQ(tunnel.transport->sent_frames().size(), 1u);
  spoil_frames = true;
  tunnel.send(ip_packet_of(40));
  EXPECT_EQ(tunnel.transport->sent_frames().size(), 1u);
  EXPECT_EQ(tunnel.send_counts().free, 8u);
}

TEST(Encapsulate, IsNotCalledBeforeTheStartNorAfterTheStop) {
  RULE("N-ENC-8");
  Tunnel tunnel;
  int calls = 0;
  tunnel.plug_in->on_encapsulate = [&](Channel&, SlotList&, SlotList&) { return ++calls, kGood; };
  tunnel.send(ip_packet_of(40));
  EXPECT_EQ(calls, 0);
  EXPECT_EQ(tunnel.channel->counts().outbound.dropped_disconnected, 1u);
  tunnel.up();
  tunnel.send(ip_packet_of(40));
  EXPECT_EQ(calls, 1);
  EXPECT_TRUE(tunnel.channel->disconnect());
  tunnel.send(ip_packet_of(40));
  EXPECT_EQ(calls, 1);
}

TEST(Encapsulate, KeepsListsThatThePlugInKeptShut) {
  RULE("N-LIST-5");
  Tunnel tunnel;
  std::vector<ListRef> kept;
  tunnel.plug_in->on_encapsulate = [&](Channel&, SlotList& packets, SlotList& frames) {
    kept.push_back(ListRef::share(&packets));
    kept.push_back(ListRef::share(&frames));
    return kGood;
  };
  tunnel.up();
  for (int round = 0; round < 3; ++round) tunnel.send(ip_packet_of(40));
  EXPECT_EQ(std::set<SlotList*>({kept[0].get(), kept[2].get(), kept[4].get()}).size(), 3u);
  for (const ListRef& list : kept) EXPECT_EQ(list->size().fault(), Fault::illegal_call);
}

TEST(Encapsulate, IsNotCalledWhileAStreamIsFullAndNothingIsLost) {
  RULE("N-TRN-3");
  Tunnel tunnel;
  auto stream = tunnel.transport = std::make_shared<MemoryTransport>(TransportKind::stream);
  int calls = 0;
  tunnel.plug_in->on_encapsulate = [&](Channel&, SlotList& packets, SlotList& frames) {
    ++calls;
    return move_all(packets, frames);
  };
  tunnel.up();
  stream->set_room(2);
  std::vector<Bytes> packets;
  for (std::uint8_t fill = 0; fill < 5; ++fill) packets.push_back(ip_packet_of(40, fill));
  for (const Bytes& packet : packets) tunnel.offer(packet);
  tunnel.channel->run_outbound();
  EXPECT_EQ(stream->sent_frames().size(), 2u);
  tunnel.send(ip_packet_of(40, 9));
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(tunnel.channel->backlog(), 1u);
  stream->set_room(100);
  tunnel.channel->run_outbound();
  packets.push_back(ip_packet_of(40, 9));
  EXPECT_EQ(stream->sent_frames(), packets);
  EXPECT_EQ(calls, 2);
  EXPECT_EQ(tunnel.send_counts().free, 8u);
}

TEST(Encapsulate, ADatagramTransportThatStaysFullLosesTheFrameAndCountsIt) {
  RULE("N-TRN-3");
  Tunnel tunnel;
  tunnel.plug_in->on_encapsulate = [&](Channel&, SlotList& packets, SlotList& frames) {
    return move_all(packets, frames);
  };
  tunnel.up();
  tunnel.transport->set_room(1);
  tunnel.offer(ip_packet_of(40, 1));
  tunnel.offer(ip_packet_of(40, 2));
  tunnel.channel->run_outbound();
  EXPECT_EQ(tunnel.transport->sent_frames().size(), 1u);
  EXPECT_EQ(tunnel.transport->send_calls, 3);  // once, and tried again
  EXPECT_EQ(tunnel.channel->counts().outbound.frames_refused, 1u);
  EXPECT_EQ(tunnel.send_counts().free, 8u);
}

TEST(Encapsulate, ABurstLeavesWhereItLies) {
  Tunnel tunnel({.send_slots = 200, .batch_packets_max = 7});
  ScriptedBursts bursts;
  tunnel.plug_in->burst = &bursts;
  std::vector<std::size_t> sizes;
  bursts.on_encapsulate = [&](std::span<BurstUnit> packets, SlotList&) {
    sizes.push_back(packets.size());
    for (BurstUnit& packet : packets) {
      EXPECT_GE(packet.headroom_bytes, 4u);
      EXPECT_EQ(packet.growth_bytes, 1500u - packet.length_bytes);
      packet.data -= 4;
      packet.length_bytes += 5;
      packet.data[0] = 0xaa;
      packet.data[packet.length_bytes - 1] = 0xbb;
    }
    return kGood;
  };
  tunnel.up();
  std::vector<Bytes> expected;
  for (std::size_t size = 30; size < 50; ++size) {
    tunnel.offer(ip_packet_of(size));
    expected.push_back(ip_packet_of(size));
  }
  tunnel.channel->run_outbound();
  EXPECT_EQ(sizes, (std::vector<std::size_t>{7, 7, 6}));
  const std::vector<Bytes> sent = tunnel.transport->sent_frames();
  ASSERT_EQ(sent.size(), expected.size());
  for (std::size_t i = 0; i < sent.size(); ++i) {
    ASSERT_EQ(sent[i].size(), expected[i].size() + 5);
    EXPECT_EQ(sent[i].front(), 0xaa);
    EXPECT_EQ(sent[i].back(), 0xbb);
    EXPECT_TRUE(std::equal(expected[i].begin(), expected[i].end(), sent[i].begin() + 4));
  }
  EXPECT_EQ(tunnel.send_counts().free, 200u);
}

TEST(Encapsulate, FramesOfABurstGoBehindThoseOfItsList) {
  Tunnel tunnel;
  ScriptedBursts bursts;
  tunnel.plug_in->burst = &bursts;
  bursts.on_encapsulate = [&](std::span<BurstUnit> packets, SlotList& frames) {
    const SlotRef slot = tunnel.request(Lane::send);
    fill(*slot, {1, 2, 3});
    EXPECT_TRUE(frames.append(slot.get()).ok());
    packets[1].length_bytes = 0;
    return kGood;
  };
  tunnel.up();
  for (const std::size_t size : {30u, 31u, 32u}) tunnel.offer(ip_packet_of(size));
  tunnel.channel->run_outbound();
  EXPECT_EQ(tunnel.transport->sent_frames(),
            (std::vector<Bytes>{{1, 2, 3}, ip_packet_of(30), ip_packet_of(32)}));
  EXPECT_EQ(tunnel.channel->counts().outbound.returned_unsent, 1u);
  EXPECT_EQ(tunnel.send_counts().free, 8u);
}

TEST(Encapsulate, WhatABurstClaimsOutsideOfItsSlotIsNotSent) {
  Tunnel tunnel;
  ScriptedBursts bursts;
  tunnel.plug_in->burst = &bursts;
  bursts.on_encapsulate = [&](std::span<BurstUnit> packets, SlotList&) {
    packets[0].data -= packets[0].headroom_bytes + 1;
    packets[1].length_bytes += packets[1].growth_bytes + 1;
    packets[2].data = nullptr;
    packets[3].data += 1'000'000;
    return kGood;
  };
  tunnel.up();
  for (std::size_t size = 30; size < 35; ++size) tunnel.offer(ip_packet_of(size));
  tunnel.channel->run_outbound();
  EXPECT_EQ(tunnel.transport->sent_frames(), (std::vector<Bytes>{ip_packet_of(34)}));
  EXPECT_EQ(tunnel.channel->counts().outbound.returned_unsent, 4u);
  EXPECT_EQ(tunnel.send_counts().free, 8u);
}

TEST(Encapsulate, ABurstThatFailedIsNotSent) {
  RULE("N-ENC-7");
  Tunnel tunnel;
  ScriptedBursts bursts;
  tunnel.plug_in->burst = &bursts;
  bursts.on_encapsulate = [&](std::span<BurstUnit>, SlotList&) { return kBad; };
  tunnel.up();
  tunnel.send(ip_packet_of(30));
  EXPECT_TRUE(tunnel.transport->sent_frames().empty());
  EXPECT_EQ(tunnel.channel->counts().outbound.returned_unsent, 1u);
  EXPECT_EQ(tunnel.send_counts().free, 8u);
}

}  // namespace
}  // namespace penstock::tunnel
