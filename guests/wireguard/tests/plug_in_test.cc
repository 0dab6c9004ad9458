// SPDX-License-Identifier: Apache-2.0
// The plug-in on the platform: the projection and the tunnel core as they are, and the bare protocol at the other
// end of a loopback.
#include "plug_in.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sodium.h>
#include <sys/socket.h>
#include <unistd.h>

#include <set>

#include "device_end.h"
#include "tunnel/tunnel_fixture.h"
#include "winrt/activation.h"

namespace wireguard {
namespace {

namespace core = penstock::tunnel;
using winrt::Windows::Foundation::IInspectable;

// The other end's socket, on the loopback. What is sent there is there when the call returns.
class LoopbackSocket {
 public:
  LoopbackSocket() : socket_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
    at_.sin_family = AF_INET;
    at_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at_;
    EXPECT_EQ(::bind(socket_, reinterpret_cast<sockaddr*>(&at_), size), 0);
    EXPECT_EQ(::getsockname(socket_, reinterpret_cast<sockaddr*>(&at_), &size), 0);
  }
  ~LoopbackSocket() { ::close(socket_); }
  LoopbackSocket(const LoopbackSocket&) = delete;
  LoopbackSocket& operator=(const LoopbackSocket&) = delete;

  std::uint16_t port() const { return ntohs(at_.sin_port); }
  // Until something has come; ends a broken test and no other.
  void await() const {
    pollfd coming{socket_, POLLIN, 0};
    EXPECT_EQ(::poll(&coming, 1, 60'000), 1);
  }
  void send_to(std::uint16_t port, const Datagram& bytes) {
    from_ = at_;
    from_.sin_port = htons(port);
    answer(bytes);
  }
  std::uint16_t last_port() const { return ntohs(from_.sin_port); }
  // Everything that has come; whoever sent last is who is answered.
  std::vector<Datagram> take() {
    std::vector<Datagram> all;
    for (;;) {
      Datagram datagram(65536);
      socklen_t size = sizeof from_;
      const ssize_t bytes = ::recvfrom(socket_, datagram.data(), datagram.size(), 0,
                                       reinterpret_cast<sockaddr*>(&from_), &size);
      if (bytes < 0) return all;
      datagram.resize(static_cast<std::size_t>(bytes));
      all.push_back(std::move(datagram));
    }
  }
  void answer(const Datagram& bytes) {
    ::sendto(socket_, bytes.data(), bytes.size(), 0, reinterpret_cast<sockaddr*>(&from_), sizeof from_);
  }

 private:
  int socket_;
  sockaddr_in at_{};
  sockaddr_in from_{};
};

std::string base64_of(Bytes key) {
  std::string text(sodium_base64_ENCODED_LEN(kKeyBytes, sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), key.data(), key.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();
  return text;
}

Device::Settings settings_of_other_end(const SecretKey& own, const SecretKey& other) {
  Device::Settings settings;
  settings.private_key = own;
  Device::PeerSettings peer;
  peer.public_key = public_key_of(other);
  peer.endpoint = endpoint_at(1);
  peer.allowed_ips = {{inner_at(1), 32}};
  settings.peers.push_back(peer);
  return settings;
}

// What a platform sees that knows nothing of bursts.
struct AsDocumented : winrt::implements<AsDocumented, winrt::Windows::Networking::Vpn::IVpnPlugIn> {
  void Connect(const VpnChannel& channel) { plug_in->Connect(channel); }
  void Disconnect(const VpnChannel& channel) { plug_in->Disconnect(channel); }
  void GetKeepAlivePayload(const VpnChannel& channel, VpnPacketBuffer& payload) {
    plug_in->GetKeepAlivePayload(channel, payload);
  }
  void Encapsulate(const VpnChannel& channel, const VpnPacketBufferList& packets,
                   const VpnPacketBufferList& encapsulated) {
    plug_in->Encapsulate(channel, packets, encapsulated);
  }
  void Decapsulate(const VpnChannel& channel, const VpnPacketBuffer& unit,
                   const VpnPacketBufferList& decapsulated, const VpnPacketBufferList& control) {
    plug_in->Decapsulate(channel, unit, decapsulated, control);
  }
  winrt::com_ptr<PlugIn> plug_in = winrt::make_self<PlugIn>();
};

class OnPlatform : public ::testing::Test {
 protected:
  OnPlatform() {
    options.send_slots = 32;
    options.receive_slots = 32;
    options.wire_slots = 8;
    options.keep_alive_idle_ns = 0;
    options.host = &host;
  }
  ~OnPlatform() override {
    if (connection) connection->hang_up();
  }
  std::string file() const {
    return "[Interface]\nPrivateKey = " + base64_of(key_one.bytes()) + "\nAddress = 10.0.0.1/32\n" +
           more_of_interface + "[Peer]\nPublicKey = " + base64_of(public_key_of(key_two)) +
           "\nEndpoint = 127.0.0.1:" + std::to_string(wire.port()) +
           "\nAllowedIPs = 10.0.0.2/32, 10.9.0.0/16\n" + more_of_peer;
  }
  core::DialResult dial(const std::string& text) {
    penstock::projection::ConnectionProfile profile;
    profile.custom_field = text;
    const auto plug_in =
        bursts ? winrt::make<PlugIn>().as<IInspectable>() : winrt::make<AsDocumented>().as<IInspectable>();
    connection = std::make_unique<penstock::projection::Connection>(plug_in, profile, options);
    return connection->dial();
  }
  void up() {
    const core::DialResult result = dial(file());
    ASSERT_TRUE(result.connected) << result.message;
  }
  core::Channel& channel() { return *connection->channel(); }

  void offer(const std::vector<Packet>& many) {
    penstock::packet::PacketBatch batch;
    for (const Packet& one : many) {
      penstock::packet::PacketPtr packet = packets.allocate();
      ASSERT_TRUE(packet != nullptr && packet->set_size(static_cast<std::uint32_t>(one.size())));
      std::copy(one.begin(), one.end(), packet->data());
      batch.push_back(std::move(packet));
    }
    channel().offer(batch);
    channel().run_outbound();
  }
  // Both ways until nobody has anything to say.
  void carry() {
    for (bool moved = true; moved;) {
      moved = false;
      for (const Datagram& frame : wire.take()) {
        other.receive(frame, endpoint_at(1), now);
        moved = true;
      }
      for (; !other.sent.empty(); other.sent.pop_front(), moved = true) wire.answer(other.sent.front().bytes);
      while (channel().run_inbound()) {
      }
    }
  }
  std::vector<Packet> injected() {
    std::vector<Packet> all;
    penstock::packet::PacketBatch batch;
    while (channel().take_injected(batch) != 0) {
      for (std::uint32_t i = 0; i < batch.count(); ++i)
        all.emplace_back(batch[i].bytes().begin(), batch[i].bytes().end());
      batch.clear();
    }
    return all;
  }
  // As `penstock vpn peers` tells it.
  void await_peer(const std::string& described) {
    while (channel().transports().at(0)->describe() != described) channel().run_inbound();
  }
  // Where a thread of the platform still has a hand in it, there is no moment at which carry() has seen all.
  void carry_until_received() {
    while (other.received.empty()) carry();
  }
  std::vector<Packet> await_injected() {
    std::vector<Packet> arrived;
    for (; arrived.empty(); arrived = injected()) channel().run_inbound();
    return arrived;
  }
  void await_pools_whole() {
    for (const core::Lane lane : {core::Lane::send, core::Lane::receive})
      while (channel().counts(lane).free != channel().counts(lane).size) channel().run_inbound();
    expect_pools_whole();
  }
  // Everything that was lent is back.
  void expect_pools_whole() {
    for (const core::Lane lane : {core::Lane::send, core::Lane::receive}) {
      const core::PoolCounts counts = channel().counts(lane);
      EXPECT_EQ(counts.free, counts.size);
      EXPECT_EQ(counts.leaked_reclaimed, 0u);
    }
  }

  SecretKey key_one = make_private_key();
  SecretKey key_two = make_private_key();
  bool bursts = true;
  std::string more_of_interface;
  std::string more_of_peer;
  penstock::packet::PacketPool packets{{.packets_max = 700, .clones_max = 8, .buffer_bytes = 2048}};
  core::RecordingHost host;
  core::ChannelOptions options;
  std::unique_ptr<penstock::projection::Connection> connection;
  LoopbackSocket wire;
  Moment now{1000 * kSecond, 1'700'000'000 * kSecond};
  End other{2, settings_of_other_end(key_two, key_one)};
};

TEST_F(OnPlatform, FirstPacketWaitsForTheHandshakeAndArrives) {
  up();
  offer({packet_between(1, 2, 300)});
  const std::vector<Datagram> frames = wire.take();
  ASSERT_EQ(frames.size(), 1u);
  EXPECT_EQ(frames[0].size(), initiation::kBytes);
  other.receive(frames[0], endpoint_at(1), now);
  carry();
  ASSERT_EQ(other.received.size(), 1u);
  EXPECT_EQ(other.received[0], packet_between(1, 2, 300));
  expect_pools_whole();
}

class BothForms : public OnPlatform, public ::testing::WithParamInterface<bool> {
 protected:
  BothForms() {
    bursts = GetParam();
    options.wire_slots = 32;  // a unit by itself stays in its wire buffer until it is taken as a packet
  }
};
INSTANTIATE_TEST_SUITE_P(Bursts, BothForms, ::testing::Bool());

TEST_P(BothForms, PacketsOfEverySizeCrossBothWays) {
  up();
  offer({packet_between(1, 2, 20)});
  carry();
  other.received.clear();
  for (std::size_t size = 20; size <= 1420; size += 7) {
    offer({packet_between(1, 2, size)});
    other.send(packet_between(2, 1, size), now);
    carry();
    ASSERT_EQ(other.received.size(), 1u);
    EXPECT_EQ(other.received[0], packet_between(1, 2, size));
    other.received.clear();
    ASSERT_EQ(injected(), std::vector<Packet>{packet_between(2, 1, size)});
  }
  expect_pools_whole();
}

TEST_P(BothForms, BurstsKeepTheirOrderBothWays) {
  up();
  offer({packet_between(1, 2, 20)});
  carry();
  other.received.clear();
  std::vector<Packet> there;
  std::vector<Packet> back;
  for (std::size_t i = 0; i < 24; ++i) {
    there.push_back(packet_between(1, 2, 100 + i));
    back.push_back(packet_between(2, 1, 700 + i));
    other.send(back.back(), now);
  }
  offer(there);
  carry();
  EXPECT_EQ(other.received, there);
  EXPECT_EQ(injected(), back);
  expect_pools_whole();
}

TEST_F(OnPlatform, WhatIsNotFromThePeerIsDroppedAndNothingIsAnswered) {
  up();
  offer({packet_between(1, 2, 20)});
  carry();
  for (std::size_t size = 0; size < 300; ++size) {
    wire.answer(Datagram(size, 4));
    while (channel().run_inbound()) {
    }
  }
  EXPECT_TRUE(injected().empty());
  EXPECT_TRUE(wire.take().empty());
  expect_pools_whole();
}

TEST_F(OnPlatform, DestinationOfNoPeerGoesBackToThePool) {
  up();
  offer({packet_between(1, 77, 100), packet_between(1, 78, 100)});
  EXPECT_TRUE(wire.take().empty());
  expect_pools_whole();
}

TEST_F(OnPlatform, PersistentKeepaliveSpeaksFirst) {
  more_of_peer = "PersistentKeepalive = 25\n";
  up();
  carry();
  EXPECT_TRUE(other.device.view(0).has_session) << "confirmed by a keep-alive";
}

TEST_F(OnPlatform, StartAsksForWhatTheFileSays) {
  more_of_interface = "MTU = 1380\nDNS = 10.0.0.53, corp.example\n";
  up();
  ASSERT_TRUE(host.up);
  EXPECT_EQ(host.up->mtu_bytes, 1380u);
  EXPECT_EQ(host.up->addresses.size(), 1u);
  EXPECT_EQ(host.up->inclusions.size(), 2u);
  EXPECT_EQ(host.up->names.size(), 2u);
  connection->hang_up();
  EXPECT_FALSE(host.up);
  connection.reset();
}

TEST_F(OnPlatform, FileThatIsWrongFailsTheDialWithItsLine) {
  const core::DialResult result = dial("[Interface]\nMTU = 9\n");
  EXPECT_FALSE(result.connected);
  EXPECT_EQ(result.message, "line 2: MTU: needs a number from 576 to 65500, got '9'");
}

// What the peer says from another place is read by a thread of the platform; then its socket leads there.
TEST_F(OnPlatform, PeerThatMovesIsFollowedOnceItIsAuthentic) {
  up();
  offer({packet_between(1, 2, 20)});
  carry();
  ASSERT_EQ(other.received.size(), 1u);
  const std::uint16_t ours = wire.last_port();
  LoopbackSocket moved;
  for (std::size_t size = 0; size < 100; ++size) moved.send_to(ours, Datagram(size, 4));
  other.send(packet_between(2, 1, 200), now);
  moved.send_to(ours, other.sent.front().bytes);
  other.sent.clear();
  EXPECT_EQ(await_injected(), std::vector<Packet>{packet_between(2, 1, 200)});
  await_peer("udp 127.0.0.1:" + std::to_string(moved.port()));
  offer({packet_between(1, 2, 300)});
  moved.await();
  for (const Datagram& frame : moved.take()) other.receive(frame, endpoint_at(1), now);
  EXPECT_EQ(other.received.back(), packet_between(1, 2, 300));
  EXPECT_EQ(moved.last_port(), ours) << "whoever follows keeps its port";
  EXPECT_TRUE(wire.take().empty());
  await_pools_whole();
}

// Of this process's sockets that are bound to any address and connected to nobody.
std::set<std::uint16_t> ports_that_listen() {
  std::set<std::uint16_t> ports;
  for (int descriptor = 0; descriptor < 1024; ++descriptor) {
    sockaddr_in at{};
    socklen_t size = sizeof at;
    if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&at), &size) != 0) continue;
    sockaddr_in peer{};
    size = sizeof peer;
    const bool tied = ::getpeername(descriptor, reinterpret_cast<sockaddr*>(&peer), &size) == 0;
    if (at.sin_family == AF_INET && !tied && at.sin_addr.s_addr == INADDR_ANY && at.sin_port != 0)
      ports.insert(ntohs(at.sin_port));
  }
  return ports;
}

TEST_F(OnPlatform, PortThatSomebodyElseHasIsRefused) {
  more_of_interface = "ListenPort = " + std::to_string(wire.port()) + "\n";
  EXPECT_FALSE(dial(file()).connected);
}

TEST_F(OnPlatform, PeerWithoutEndpointIsReachedWhereItSpeaksFrom) {
  std::string text = file();
  text.erase(text.find("Endpoint"), text.find("AllowedIPs") - text.find("Endpoint"));
  const std::set<std::uint16_t> before =
      ports_that_listen();  // of tests whose threads are not at their end yet
  const core::DialResult result = dial(text);
  ASSERT_TRUE(result.connected) << result.message;
  std::set<std::uint16_t> ours = ports_that_listen();
  for (const std::uint16_t port : before) ours.erase(port);
  ASSERT_EQ(ours.size(), 1u);
  offer({packet_between(1, 2, 100)});  // has to wait
  other.send(packet_between(2, 1, 200), now);
  wire.send_to(*ours.begin(), other.sent.front().bytes);
  other.sent.clear();
  wire.await();
  await_peer("udp 127.0.0.1:" + std::to_string(wire.port()));
  carry_until_received();
  ASSERT_EQ(other.received.size(), 1u);
  EXPECT_EQ(other.received[0], packet_between(1, 2, 100));
  EXPECT_EQ(await_injected(), std::vector<Packet>{packet_between(2, 1, 200)});
  await_pools_whole();
}

// The peer would take an initiation of the same moment for a repetition, so it is only seen to leave.
TEST_F(OnPlatform, DialledAgainAfterHangingUp) {
  up();
  offer({packet_between(1, 2, 20)});
  carry();
  EXPECT_EQ(other.received.size(), 1u);
  EXPECT_TRUE(connection->hang_up());
  wire.take();
  up();
  offer({packet_between(1, 2, 40)});
  const std::vector<Datagram> frames = wire.take();
  ASSERT_EQ(frames.size(), 1u);
  EXPECT_EQ(frames[0].size(), initiation::kBytes);
}

}  // namespace
}  // namespace wireguard
