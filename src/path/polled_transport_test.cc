// SPDX-License-Identifier: Apache-2.0
// The outer socket wakes the path by itself: a datagram from the server comes out at the host's side, on a path that
// sleeps in its poller.
#include <gtest/gtest.h>

#include <atomic>

#include "link/memory_pair.h"
#include "path/path.h"
#include "path/tunnel_routes.h"
#include "path/tunnel_station.h"
#include "tunnel/datagram_transport.h"
#include "tunnel/tunnel_fixture.h"

namespace penstock::path {
namespace {

using tunnel::Bytes;

class Arrivals final : public packet::Waker {
 public:
  void wake() override {
    count_.fetch_add(1);
    exec::runtime().unpark_all(&count_);
  }
  void await() {
    while (count_.load() == 0) {
      exec::runtime().park(
          &count_, [this] { return count_.load() == 0; }, exec::kForever);
    }
  }

 private:
  std::atomic<int> count_{0};
};

TEST(PolledTransport, WakesThePathThatSleepsInItsPoller) {
  link::DatagramSocket server = link::DatagramSocket::open({}).value();
  ASSERT_TRUE(server.bind(*link::parse_endpoint("127.0.0.1:0")).ok());
  link::DatagramSocket outer = link::DatagramSocket::open({}).value();
  ASSERT_TRUE(outer.bind(*link::parse_endpoint("127.0.0.1:0")).ok());
  const link::Endpoint ours = outer.local();
  const auto transport = std::make_shared<tunnel::DatagramTransport>(std::move(outer));

  packet::PacketPool packets{{.packets_max = 256, .clones_max = 8}};
  link::MemoryPair local{{}, packets};
  link::MemoryPair world{{}, packets};
  PollerIdle idle;
  packet::ReentryQueue reentry{&idle};
  TunnelRoutes routes;
  const auto channel = tunnel::Channel::make({.host = &routes});
  const auto plug_in = std::make_shared<tunnel::ScriptedPlugIn>();
  plug_in->on_connect = [&](tunnel::Channel&) {
    EXPECT_TRUE(channel->associate(transport).ok());
    EXPECT_TRUE(transport->socket().connect(server.local()).ok());
    EXPECT_TRUE(channel->start(tunnel::simple_start()).ok());
    return tunnel::kGood;
  };
  plug_in->on_decapsulate = [&](tunnel::Channel&, tunnel::SlotHandle& unit, tunnel::SlotList& shown,
                                tunnel::SlotList&) {
    auto slot = channel->request(tunnel::Lane::receive, PENSTOCK_CALLER);
    if (!slot.ok()) return tunnel::kGood;
    tunnel::fill(**slot, tunnel::bytes_of(unit));
    EXPECT_TRUE(shown.append(slot->get()).ok());
    return tunnel::kGood;
  };
  auto station = std::make_unique<TunnelStation>(channel, routes.covered(), idle, &idle.poller());
  Path path{{}, local.left(), world.left(), reentry, idle};
  path.add_station(*station);
  Arrivals arrivals;
  local.right().set_waker(&arrivals);
  const exec::ThreadId thread = exec::runtime().spawn("path", [&] { path.run(); });

  ASSERT_TRUE(channel->connect(plug_in).connected);
  const Bytes bytes = wire::sample::udp_packet(4, 7, 53, 100);
  const link::Frame frame(bytes);
  EXPECT_EQ(server.send({&frame, 1}, &ours), 1u);
  arrivals.await();
  packet::PacketBatch batch;
  EXPECT_EQ(local.right().receive(batch), 1u);
  EXPECT_EQ(Bytes(batch[0].bytes().begin(), batch[0].bytes().end()), bytes);
  batch.clear();

  channel->disconnect();
  path.request_stop();
  exec::runtime().join(thread);
  local.right().set_waker(nullptr);
}

}  // namespace
}  // namespace penstock::path
