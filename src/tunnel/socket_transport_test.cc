// SPDX-License-Identifier: Apache-2.0
// Channels over real sockets on loopback.
#include "link/socket_fixture.h"
#include "tunnel/datagram_transport.h"
#include "tunnel/stream_transport.h"
#include "tunnel/tunnel_fixture.h"

namespace penstock::tunnel {
namespace {

Answer forward_all(SlotList& packets, SlotList& frames) {
  while (*packets.size() != 0) {
    auto taken = packets.remove_at_begin({});
    EXPECT_TRUE(frames.append(taken->get()).ok());
  }
  return kGood;
}

// A tunnel whose plug-in passes bytes on, over the transport given.
struct Passing : Tunnel {
  explicit Passing(std::shared_ptr<Transport> outer, std::function<void()> connect_it) {
    plug_in->on_connect = [this, outer, connect_it](Channel& its) {
      EXPECT_TRUE(its.associate(outer).ok());
      connect_it();
      EXPECT_TRUE(its.start(start).ok());
      return kGood;
    };
    plug_in->on_encapsulate = [](Channel&, SlotList& packets_in, SlotList& frames) {
      return forward_all(packets_in, frames);
    };
    plug_in->on_decapsulate = [](Channel&, SlotHandle& unit, SlotList& out, SlotList&) {
      EXPECT_TRUE(out.append(&unit).ok());
      return kGood;
    };
  }
};

TEST(SocketTransport, DatagramsGoBothWays) {
  RULE("N-TRN-1");
  RULE("N-DEC-1");
  link::DatagramSocket server = link::bound_datagram_socket();
  auto outer = std::make_shared<DatagramTransport>(link::bound_datagram_socket());
  Passing tunnel(outer, [&] {
    ASSERT_TRUE(server.connect(outer->socket().local()).ok());
    ASSERT_TRUE(outer->socket().connect(server.local()).ok());
  });
  tunnel.up();
  std::vector<Bytes> packets;
  for (int size = 40; size < 46; ++size) packets.push_back(ip_packet_of(static_cast<std::size_t>(size)));
  for (const Bytes& packet : packets) tunnel.offer(packet);
  tunnel.channel->run_outbound();
  packet::PacketPool pool({.packets_max = 40, .buffer_bytes = 66'000});
  link::DatagramBurst burst(pool);
  std::vector<Bytes> seen;
  while (seen.size() < packets.size() && link::await_readable(server.descriptor())) {
    server.receive(burst);
    for (const link::Datagram& one : burst.datagrams()) seen.emplace_back(one.bytes.begin(), one.bytes.end());
  }
  EXPECT_EQ(seen, packets);
  const std::vector<Frame> back(packets.begin(), packets.end());
  ASSERT_EQ(server.send(back), back.size());
  std::vector<Bytes> injected;
  bool more = false;
  while (injected.size() < packets.size() && (more || link::await_readable(outer->descriptor()))) {
    more = tunnel.channel->run_inbound();
    for (Bytes& one : tunnel.injected()) injected.push_back(std::move(one));
  }
  EXPECT_EQ(injected, packets);
}

// Two sockets of one process, connected to each other, wake Decapsulate with a byte (N-DEC-5).
TEST(SocketTransport, AByteOnLoopbackIsADoorbell) {
  RULE("N-DEC-5");
  link::DatagramSocket bell = link::bound_datagram_socket();
  auto outer = std::make_shared<DatagramTransport>(link::bound_datagram_socket());
  Passing tunnel(outer, [&] {
    ASSERT_TRUE(bell.connect(outer->socket().local()).ok());
    ASSERT_TRUE(outer->socket().connect(bell.local()).ok());
  });
  const Bytes made_elsewhere = ip_packet_of(90, 5);
  tunnel.plug_in->on_decapsulate = [&](Channel& channel, SlotHandle& unit, SlotList& packets, SlotList&) {
    EXPECT_EQ(*unit.length_bytes(), 1u);
    const auto slot = channel.request(Lane::receive, {});
    fill(**slot, made_elsewhere);
    EXPECT_TRUE(packets.append(slot->get()).ok());
    return kGood;
  };
  tunnel.up();
  const Bytes one = {0};
  for (int ring = 0; ring < 3; ++ring) {
    const Frame frame(one);
    ASSERT_EQ(bell.send({&frame, 1}), 1u);
    ASSERT_TRUE(link::await_readable(outer->descriptor()));
    tunnel.channel->run_inbound();
    EXPECT_EQ(tunnel.injected(), std::vector<Bytes>{made_elsewhere});
  }
}

TEST(SocketTransport, WhatWasReadBeforeTheStartComesFirst) {
  RULE("N-LIFE-6");
  link::DatagramSocket server = link::bound_datagram_socket();
  auto outer = std::make_shared<DatagramTransport>(link::bound_datagram_socket());
  Passing tunnel(outer, [&] {
    ASSERT_TRUE(server.connect(outer->socket().local()).ok());
    ASSERT_TRUE(outer->socket().connect(server.local()).ok());
    outer->put_back(ip_packet_of(41));
  });
  tunnel.up();
  const Bytes later = ip_packet_of(42);
  const Frame frame(later);
  ASSERT_EQ(server.send({&frame, 1}), 1u);
  ASSERT_TRUE(link::await_readable(outer->descriptor()));
  while (tunnel.channel->run_inbound()) {
  }
  EXPECT_EQ(tunnel.injected(), (std::vector<Bytes>{ip_packet_of(41), later}));
}

TEST(SocketTransport, AStreamIsReadAsItComesAndEndsWithTheStop) {
  RULE("N-LIFE-17");
  RULE("N-TRN-1");
  link::StreamPair pair = link::connected_streams();
  auto outer = std::make_shared<StreamTransport>("tcp");
  Passing tunnel(outer, [&] { outer->carry(std::move(pair.client)); });
  Bytes received;
  tunnel.plug_in->on_decapsulate = [&](Channel&, SlotHandle& unit, SlotList&, SlotList&) {
    const Bytes piece = bytes_of(unit);
    received.insert(received.end(), piece.begin(), piece.end());
    return kGood;
  };
  tunnel.up();
  tunnel.send(ip_packet_of(60, 1));
  tunnel.send(ip_packet_of(70, 2));
  Bytes expected = ip_packet_of(60, 1);
  const Bytes second = ip_packet_of(70, 2);
  expected.insert(expected.end(), second.begin(), second.end());
  Bytes seen(expected.size());
  std::uint32_t got = 0;
  while (got < seen.size() && link::await_readable(pair.server->descriptor())) {
    got += pair.server->receive(std::span(seen).subspan(got));
  }
  EXPECT_EQ(seen, expected);
  for (const std::uint8_t byte : expected) {  // split at every byte
    const Frame frame(&byte, 1);
    ASSERT_EQ(pair.server->send({&frame, 1}), 1u);
    ASSERT_TRUE(link::await_readable(outer->descriptor()));
    tunnel.channel->run_inbound();
  }
  EXPECT_EQ(received, expected);
  EXPECT_TRUE(tunnel.channel->disconnect());
  ASSERT_TRUE(link::await_readable(pair.server->descriptor()));
  EXPECT_EQ(pair.server->receive(seen), 0u);
  EXPECT_EQ(pair.server->state(), link::StreamState::ended);
}

TEST(SocketTransport, AStreamThatThePeerEndsIsLost) {
  RULE("N-LIFE-21");
  link::StreamPair pair = link::connected_streams();
  auto outer = std::make_shared<StreamTransport>("tcp");
  Passing tunnel(outer, [&] { outer->carry(std::move(pair.client)); });
  tunnel.up();
  pair.server->finish();
  ASSERT_TRUE(link::await_readable(outer->descriptor()));
  tunnel.channel->run_inbound();
  EXPECT_EQ(tunnel.channel->phase(), Phase::reconnecting);
  tunnel.channel->force_stop("the test ends");
}

}  // namespace
}  // namespace penstock::tunnel
