// SPDX-License-Identifier: Apache-2.0
// A path with a tunnel in it, in memory: the host's side and the world are pairs, the outer connection is a
// transport in memory, and the plug-in puts one byte before each packet and takes it off again.
//
// Threads: the test's, or those it starts.
// Memory: all of it.
// Errors: none.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "link/memory_pair.h"
#include "path/path.h"
#include "path/tunnel_routes.h"
#include "path/tunnel_station.h"
#include "tunnel/tunnel_fixture.h"

namespace penstock::path {

using tunnel::Bytes;

inline constexpr std::uint8_t kFrameMark = 0x5a;

class TunnelPath {
 public:
  explicit TunnelPath(tunnel::ChannelOptions options = {},
                      tunnel::TransportKind kind = tunnel::TransportKind::datagram)
      : transport(std::make_shared<tunnel::MemoryTransport>(kind)) {
    options.ledger = &ledger;
    options.host = &routes;
    channel = tunnel::Channel::make(options);
    plug_in->on_connect = [this](tunnel::Channel&) {
      EXPECT_TRUE(channel->associate(transport).ok());
      transport->set_state(tunnel::TransportState::connected);
      const auto started = channel->start(start);
      EXPECT_TRUE(started.ok());
      return tunnel::kGood;
    };
    plug_in->on_encapsulate = [](tunnel::Channel&, tunnel::SlotList& shown, tunnel::SlotList& frames) {
      while (*shown.size() != 0) mark_and_move(shown, frames);
      return tunnel::kGood;
    };
    plug_in->on_decapsulate = [this](tunnel::Channel&, tunnel::SlotHandle& unit,
                                     tunnel::SlotList& decapsulated, tunnel::SlotList&) {
      auto slot = channel->request(tunnel::Lane::receive, PENSTOCK_CALLER);
      if (!slot.ok()) return tunnel::kGood;
      const Bytes bytes = tunnel::bytes_of(unit);
      tunnel::fill(**slot, Bytes(bytes.begin() + 1, bytes.end()));
      EXPECT_TRUE(decapsulated.append(slot->get()).ok());
      return tunnel::kGood;
    };
    start = tunnel::simple_start();
    start.network.ipv4_inclusions = {{"192.0.2.0", 24}};
    station = std::make_unique<TunnelStation>(channel, routes.covered(), idle);
  }
  ~TunnelPath() { channel->disconnect(); }

  void up() { ASSERT_TRUE(channel->connect(plug_in).connected); }
  // From the host: packet number `number` of a flow, to the covered peer of the samples or to another one.
  void send(std::uint16_t number, const char* to = nullptr) {
    Bytes bytes = wire::sample::udp_packet(4, number, 53, 100);
    if (to != nullptr) {
      const wire::Address address = *wire::parse_address(to);
      std::copy(address.bytes().begin(), address.bytes().end(), bytes.begin() + 16);
      bytes = wire::sample::sealed(bytes);
    }
    packet::PacketBatch batch;
    packet::PacketPtr packet = packets.allocate();
    packet->set_size(static_cast<std::uint32_t>(bytes.size()));
    std::copy(bytes.begin(), bytes.end(), packet->data());
    batch.push_back(std::move(packet));
    local.right().send(batch);
  }
  // From the server, through the outer connection.
  void answer(std::uint16_t number) {
    Bytes frame = {kFrameMark};
    const Bytes bytes = wire::sample::udp_packet(4, number, 53, 100);
    frame.insert(frame.end(), bytes.begin(), bytes.end());
    transport->arrive(frame);
  }
  // What the last callbacks injected comes with the turn after.
  void turn_until_quiet() {
    for (int quiet = 0; quiet < 2;) quiet = path.turn() == 0 ? quiet + 1 : 0;
  }
  static std::uint16_t number_of(const Bytes& packet) { return base::load_big16(packet.data() + 20); }
  // Numbers of the packets that went out through the connection.
  std::vector<std::uint16_t> framed() const {
    std::vector<std::uint16_t> numbers;
    for (const Bytes& frame : transport->sent_frames()) {
      EXPECT_EQ(frame[0], kFrameMark);
      numbers.push_back(number_of(Bytes(frame.begin() + 1, frame.end())));
    }
    return numbers;
  }
  static std::vector<std::uint16_t> received_at(link::MemoryEnd& end) {
    std::vector<std::uint16_t> numbers;
    packet::PacketBatch batch;
    while (end.receive(batch) != 0) {
      for (std::uint32_t i = 0; i < batch.count(); ++i) {
        numbers.push_back(number_of(Bytes(batch[i].bytes().begin(), batch[i].bytes().end())));
      }
      batch.clear();
    }
    return numbers;
  }

  packet::PacketPool packets{{.packets_max = 8192, .clones_max = 8}};
  link::MemoryPair local{{.queue_packets_max = 4096}, packets};
  link::MemoryPair world{{.queue_packets_max = 4096}, packets};
  packet::Ledger ledger;
  TunnelRoutes routes;
  ParkIdle idle;
  packet::ReentryQueue reentry{&idle};
  tunnel::StartRequest start;
  std::shared_ptr<tunnel::MemoryTransport> transport;
  std::shared_ptr<tunnel::ScriptedPlugIn> plug_in = std::make_shared<tunnel::ScriptedPlugIn>();
  std::shared_ptr<tunnel::Channel> channel;
  std::unique_ptr<TunnelStation> station;
  Path path{{}, local.left(), world.left(), reentry, idle};

 private:
  static void mark_and_move(tunnel::SlotList& shown, tunnel::SlotList& frames) {
    auto slot = shown.remove_at_begin(PENSTOCK_CALLER);
    ASSERT_TRUE(slot.ok());
    Bytes bytes = tunnel::bytes_of(**slot);
    bytes.insert(bytes.begin(), kFrameMark);
    tunnel::fill(**slot, bytes);
    ASSERT_TRUE(frames.append(slot->get()).ok());
  }
};

}  // namespace penstock::path
