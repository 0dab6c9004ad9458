// SPDX-License-Identifier: Apache-2.0
// The plug-in from its shared object, activated as its platform would, over real loopback sockets: what is offered on the
// interface's side comes out of the wire with its byte in front, and the other way round.
#include <gtest/gtest.h>

#include <cstring>

#include "exec/poller.h"
#include "link/datagram_burst.h"
#include "link/datagram_socket.h"
#include "link/stream_socket.h"
#include "packet/pool.h"
#include "testing/rule.h"
#include "tunnel/tunnel_fixture.h"
#include "winrt/activation.h"

#include "../framing.h"

namespace penstock {
namespace {

using projection::Connection;
using projection::PlugInModule;
using tunnel::Bytes;

std::shared_ptr<PlugInModule> module() {
  static auto const loaded = PlugInModule::load(ONEBYTE_PLUG_IN);
  if (auto const* text = std::get_if<std::string>(&loaded)) ADD_FAILURE() << *text;
  return std::get<std::shared_ptr<PlugInModule>>(loaded);
}

Bytes framed(const Bytes& packet) {
  Bytes frame(1, onebyte::kMark);
  frame.insert(frame.end(), packet.begin(), packet.end());
  return frame;
}

link::Endpoint loopback() { return link::parse_endpoint("127.0.0.1:0").value(); }

// Calls again until it is true; the test's own limit ends a hang.
template <typename F>
void until(F done) {
  while (!done()) exec::runtime().point(exec::Point::yield);
}

class OneByte : public testing::TestWithParam<const char*> {
 protected:
  void dial(std::uint16_t port, const std::string& transport) {
    projection::ConnectionProfile profile;
    profile.servers = {"127.0.0.1"};
    profile.service = std::to_string(port);
    profile.custom_field = "<onebyte transport='" + transport + "' lane='" + GetParam() + "'/>";
    tunnel::ChannelOptions options;
    options.send_slots = options.receive_slots = 8;
    options.keep_alive_idle_ns = 0;
    options.host = &host_;
    connection_ = std::make_unique<Connection>(module(), profile, options);
    auto const result = connection_->dial();
    ASSERT_TRUE(result.connected) << result.message;
    ASSERT_EQ(connection_->channel()->phase(), tunnel::Phase::started);
  }
  void offer(const Bytes& packet) {
    packet::PacketBatch batch;
    auto made = pool_.allocate();
    ASSERT_TRUE(made != nullptr && made->set_size(static_cast<std::uint32_t>(packet.size())));
    std::memcpy(made->data(), packet.data(), packet.size());
    batch.push_back(std::move(made));
    connection_->channel()->offer(batch);
    connection_->channel()->run_outbound();
  }
  Bytes injected() {
    Bytes bytes;
    until([&] {
      connection_->channel()->run_inbound();
      packet::PacketBatch batch;
      if (connection_->channel()->take_injected(batch) == 0) return false;
      auto const view = batch[0].bytes();
      bytes.assign(view.begin(), view.end());
      return true;
    });
    return bytes;
  }

  tunnel::RecordingHost host_;
  packet::PacketPool pool_{{.name = "offered", .packets_max = 16}};
  std::unique_ptr<Connection> connection_;
};

}  // namespace

TEST_P(OneByte, DatagramsCarryPacketsBothWays) {
  auto server = std::move(link::DatagramSocket::open({}).value());
  ASSERT_TRUE(server.bind(loopback()).ok());
  dial(server.local().port, "udp");
  auto const packet = tunnel::ip_packet_of(100, 3);
  offer(packet);
  packet::PacketPool received{{.name = "server", .packets_max = 40, .clones_max = 1, .buffer_bytes = 66'000}};
  link::DatagramBurst burst(received);
  until([&] { return server.receive(burst) != 0; });
  auto const frame = burst.datagrams().front();
  EXPECT_EQ(Bytes(frame.bytes.begin(), frame.bytes.end()), framed(packet));
  auto const peer = *frame.source;
  burst.clear();
  auto const answer = framed(tunnel::ip_packet_of(60, 4));
  link::Frame const out = answer;
  EXPECT_EQ(server.send({&out, 1}, &peer), 1u);
  EXPECT_EQ(injected(), tunnel::ip_packet_of(60, 4));
  EXPECT_TRUE(connection_->hang_up());
  EXPECT_FALSE(host_.up);
}

TEST_P(OneByte, AStreamCarriesPacketsCutAtEveryByte) {
  auto listener = std::move(link::StreamListener::open(loopback(), {}).value());
  std::unique_ptr<link::StreamSocket> far;
  dial(listener.local().port, "tcp");
  until([&] { return (far = listener.accept()) != nullptr; });
  auto const packet = tunnel::ip_packet_of(80, 5);
  offer(packet);
  Bytes got;
  until([&] {
    std::uint8_t room[256];
    auto const count = far->receive(room);
    got.insert(got.end(), room, room + count);
    return got.size() >= packet.size() + 1;
  });
  EXPECT_EQ(got, framed(packet));
  auto const answer = framed(tunnel::ip_packet_of(40, 6));
  for (auto const& byte : answer) {
    link::Frame const piece(&byte, 1);
    EXPECT_EQ(far->send({&piece, 1}), 1u);
    connection_->channel()->run_inbound();
  }
  EXPECT_EQ(injected(), tunnel::ip_packet_of(40, 6));
  EXPECT_TRUE(connection_->hang_up());
}

INSTANTIATE_TEST_SUITE_P(Lanes, OneByte, testing::Values("list", "flush"));

TEST(OneByteFraming, WhatIsNoFrameIsSkipped) {
  onebyte::Reassembly reassembly;
  auto const packet = tunnel::ip_packet_of(40, 1);
  Bytes stream{0x00, 0x51, 0x00, 0xFF};
  auto const frame = framed(packet);
  stream.insert(stream.end(), frame.begin(), frame.end());
  reassembly.add(stream.data(), stream.size());
  std::uint8_t const* found = nullptr;
  std::size_t size = 0;
  ASSERT_TRUE(reassembly.next(found, size));
  EXPECT_EQ(Bytes(found, found + size), packet);
  EXPECT_FALSE(reassembly.next(found, size));
}

}  // namespace penstock
