// SPDX-License-Identifier: Apache-2.0
// The plug-in on the platform: the projection and the tunnel core as they are, a socket in memory, and the bare
// protocol at the other end.
#include "plug_in.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include "device_end.h"
#include "tunnel/tunnel_fixture.h"
#include "winrt/activation.h"
#include "winrt/activation_table.h"
#include "winrt/vpn_transport.h"

namespace wireguard {
namespace {

namespace core = penstock::tunnel;
using winrt::Windows::Foundation::IAsyncAction;
using winrt::Windows::Foundation::IInspectable;
using winrt::Windows::Networking::EndpointPair;
using winrt::Windows::Networking::HostName;
using namespace winrt::Windows::Networking::Sockets;
using winrt::Windows::Storage::Streams::IOutputStream;

constexpr const char* kPeerAddress = "192.0.2.2";

// What the plug-in connected to; only what it asks for is there.
struct MemoryInformation : winrt::implements<MemoryInformation, IDatagramSocketInformation> {
  HostName LocalAddress() { return nullptr; }
  winrt::hstring LocalPort() { return L"0"; }
  HostName RemoteAddress() { return HostName(winrt::to_hstring(kPeerAddress)); }
  winrt::hstring RemotePort() { return L"51820"; }
};

struct MemorySocket
    : winrt::implements<MemorySocket, IDatagramSocket, penstock::projection::ITransportSource> {
  MemorySocket() { made.push_back(memory); }
  HRESULT STDMETHODCALLTYPE Transport(std::shared_ptr<core::Transport>* transport) final {
    *transport = memory;
    return 0;
  }
  IAsyncAction ConnectAsync(HostName, winrt::hstring) {
    memory->set_state(core::TransportState::connected);
    co_return;
  }
  IAsyncAction ConnectAsync(EndpointPair) { throw winrt::hresult_not_implemented(); }
  IAsyncAction BindServiceNameAsync(winrt::hstring) { co_return; }
  IAsyncAction BindEndpointAsync(HostName, winrt::hstring) { throw winrt::hresult_not_implemented(); }
  DatagramSocketInformation Information() {
    return winrt::make<MemoryInformation>().as<DatagramSocketInformation>();
  }
  DatagramSocketControl Control() { return nullptr; }
  IOutputStream OutputStream() { return nullptr; }
  void JoinMulticastGroup(const HostName&) {}
  winrt::Windows::Foundation::IAsyncOperation<IOutputStream> GetOutputStreamAsync(HostName, winrt::hstring) {
    throw winrt::hresult_not_implemented();
  }
  winrt::Windows::Foundation::IAsyncOperation<IOutputStream> GetOutputStreamAsync(EndpointPair) {
    throw winrt::hresult_not_implemented();
  }
  winrt::event_token MessageReceived(const auto&) { return {}; }
  void MessageReceived(const winrt::event_token&) {}

  std::shared_ptr<core::MemoryTransport> memory = std::make_shared<core::MemoryTransport>();
  static inline std::vector<std::shared_ptr<core::MemoryTransport>> made;
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

class OnPlatform : public ::testing::Test {
 protected:
  OnPlatform() {
    static const bool known = (penstock::projection::add_class_source(socket_class), true);
    (void)known;
    MemorySocket::made.clear();
    options.send_slots = 32;
    options.receive_slots = 32;
    options.wire_slots = 8;
    options.keep_alive_idle_ns = 0;
    options.host = &host;
  }
  ~OnPlatform() override {
    if (connection) connection->hang_up();
  }
  static penstock::projection::Factory socket_class(std::wstring_view name) {
    if (name != L"Windows.Networking.Sockets.DatagramSocket") return nullptr;
    return penstock::projection::make_plain_factory<MemorySocket>();
  }
  std::string file() const {
    return "[Interface]\nPrivateKey = " + base64_of(key_one.bytes()) + "\nAddress = 10.0.0.1/32\n" +
           more_of_interface + "[Peer]\nPublicKey = " + base64_of(public_key_of(key_two)) +
           "\nEndpoint = peer.example:51820\n" + "AllowedIPs = 10.0.0.2/32, 10.9.0.0/16\n";
  }
  core::DialResult dial(const std::string& text) {
    penstock::projection::ConnectionProfile profile;
    profile.custom_field = text;
    connection = std::make_unique<penstock::projection::Connection>(winrt::make<PlugIn>().as<IInspectable>(),
                                                                    profile, options);
    return connection->dial();
  }
  void up() {
    const core::DialResult result = dial(file());
    ASSERT_TRUE(result.connected) << result.message;
    ASSERT_EQ(MemorySocket::made.size(), 1u);
    wire = MemorySocket::made[0];
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
      const auto frames = wire->sent_frames();
      for (; carried < frames.size(); ++carried, moved = true)
        other.receive(frames[carried], endpoint_at(1), now);
      for (; !other.sent.empty(); other.sent.pop_front(), moved = true)
        wire->arrive(other.sent.front().bytes);
      channel().run_inbound();
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
  std::string more_of_interface;
  std::string more_of_peer;
  penstock::packet::PacketPool packets{{.packets_max = 700, .clones_max = 8, .buffer_bytes = 2048}};
  core::RecordingHost host;
  core::ChannelOptions options;
  std::unique_ptr<penstock::projection::Connection> connection;
  std::shared_ptr<core::MemoryTransport> wire;
  std::size_t carried = 0;
  Moment now{1000 * kSecond, 1'700'000'000 * kSecond};
  End other{2, settings_of_other_end(key_two, key_one)};
};

TEST_F(OnPlatform, FirstPacketWaitsForTheHandshakeAndArrives) {
  up();
  offer({packet_between(1, 2, 300)});
  ASSERT_EQ(wire->sent_frames().size(), 1u);
  EXPECT_EQ(wire->sent_frames()[0].size(), initiation::kBytes);
  carry();
  ASSERT_EQ(other.received.size(), 1u);
  EXPECT_EQ(other.received[0], packet_between(1, 2, 300));
  expect_pools_whole();
}

TEST_F(OnPlatform, PacketsOfEverySizeCrossBothWays) {
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

TEST_F(OnPlatform, BurstsKeepTheirOrderBothWays) {
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
  const std::size_t sent = wire->sent_frames().size();
  for (std::size_t size = 0; size < 300; ++size) wire->arrive(core::Bytes(size, 4));
  while (channel().run_inbound() != 0) {
  }
  EXPECT_TRUE(injected().empty());
  EXPECT_EQ(wire->sent_frames().size(), sent);
  expect_pools_whole();
}

TEST_F(OnPlatform, DestinationOfNoPeerGoesBackToThePool) {
  up();
  offer({packet_between(1, 77, 100), packet_between(1, 78, 100)});
  EXPECT_TRUE(wire->sent_frames().empty());
  expect_pools_whole();
}

TEST_F(OnPlatform, PersistentKeepaliveSpeaksFirst) {
  more_of_peer = "PersistentKeepalive = 25\n";
  up();
  ASSERT_EQ(wire->sent_frames().size(), 1u);
  EXPECT_EQ(wire->sent_frames()[0].size(), initiation::kBytes);
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

TEST_F(OnPlatform, PeerWithoutEndpointIsRefused) {
  std::string text = file();
  text.erase(text.find("Endpoint"), std::string("Endpoint = peer.example:51820\n").size());
  const core::DialResult result = dial(text);
  EXPECT_FALSE(result.connected);
  EXPECT_EQ(result.message, "the [Peer] of line 4 has no Endpoint; a transport is connected to one");
}

// The peer would take an initiation of the same moment for a repetition, so it is only seen to leave.
TEST_F(OnPlatform, DialledAgainAfterHangingUp) {
  up();
  offer({packet_between(1, 2, 20)});
  carry();
  EXPECT_EQ(other.received.size(), 1u);
  EXPECT_TRUE(connection->hang_up());
  MemorySocket::made.clear();
  up();
  offer({packet_between(1, 2, 40)});
  ASSERT_EQ(wire->sent_frames().size(), 1u);
  EXPECT_EQ(wire->sent_frames()[0].size(), initiation::kBytes);
}

}  // namespace
}  // namespace wireguard
