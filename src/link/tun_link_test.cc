// SPDX-License-Identifier: Apache-2.0
#include "link/tun_link.h"

#include <gtest/gtest.h>
#include <netinet/udp.h>

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "link/own_network.h"
#include "link/packet_copy.h"
#include "link/segmenter.h"
#include "testing/rule.h"
#include "wire/sample_packets.h"

namespace penstock::link {
namespace {

namespace sample = wire::sample;
using packet::ChecksumState;
using packet::PacketPtr;
using packet::Segmentation;

constexpr TunFeatures kNothing{false, false, false, false};
constexpr std::uint16_t kPeerPort = 7;  // of the side that we play

struct Ends {
  const char* name;
  const char* local;
  const char* peer;
};
constexpr Ends kIpv4{"Ipv4", "10.9.0.1", "10.9.0.2"};
constexpr Ends kIpv6{"Ipv6", "fd09::1", "fd09::2"};

bool send_to_peer(const Descriptor& from, const Ends& ends, const Bytes& payload) {
  const sockaddr_storage peer = address_of(ends.peer, kPeerPort);
  const auto* address = reinterpret_cast<const sockaddr*>(&peer);
  return ::sendto(from.get(), payload.data(), payload.size(), 0, address, sizeof peer) ==
         static_cast<ssize_t>(payload.size());
}

Bytes receive_from(const Descriptor& at, std::size_t size_max, int wait_ms) {
  pollfd waiting{at.get(), POLLIN, 0};
  if (::poll(&waiting, 1, wait_ms) != 1) return {};
  Bytes bytes(size_max);
  const ssize_t count = ::recv(at.get(), bytes.data(), bytes.size(), 0);
  bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  return bytes;
}

// From the peer to the kernel's socket.
Bytes datagram(const Ends& ends, std::uint16_t to_port, std::size_t payload_bytes) {
  Bytes packet = sample::udp_packet(ends.name == kIpv4.name ? 4 : 6, kPeerPort, to_port, payload_bytes);
  const auto put = [&packet](std::size_t at, const char* text) {
    const auto address = *wire::parse_address(text);
    std::copy(address.bytes().begin(), address.bytes().end(),
              packet.begin() + static_cast<std::ptrdiff_t>(at));
  };
  const bool four = ends.name == kIpv4.name;
  put(four ? 12 : 8, ends.peer);
  put(four ? 16 : 24, ends.local);
  return sample::sealed(packet);
}

class TunTraffic : public OwnNetwork, public ::testing::WithParamInterface<std::tuple<bool, Ends>> {
 protected:
  TunFeatures features() const { return std::get<0>(GetParam()) ? TunFeatures{} : kNothing; }
  Ends ends() const { return std::get<1>(GetParam()); }
};

TEST_P(TunTraffic, CarriesTheBytesOfDatagramsBothWays) {
  open_tun(features());
  const Descriptor local = bound_socket(SOCK_DGRAM, ends().local);
  for (const std::size_t size : {1, 100, 1400}) {
    const Bytes payload = sample::counting_bytes(size);
    ASSERT_TRUE(send_to_peer(local, ends(), payload));
    auto out = complete_checksum(next_packet(wire::kProtocolUdp), small_);
    ASSERT_TRUE(out.ok());
    EXPECT_EQ(payload_of(**out), payload);
    EXPECT_EQ(verify_transport_checksum((*out)->bytes(), *wire::parse((*out)->bytes())),
              wire::ChecksumVerdict::correct);
    EXPECT_GT((*out)->arrived_ns, 0);

    send(packet_with_bytes(datagram(ends(), port_of(local), size), small_));
    EXPECT_EQ(receive_from(local, 2000, kWaitMs), payload);
  }
  EXPECT_EQ(tun_->counts().sent_packets, 3u);
  EXPECT_GE(tun_->counts().received_packets, 3u);
}

TEST_P(TunTraffic, CutsOrPassesASuperPacketIntoTheDatagramsItStandsFor) {
  RULE("W-LNX-7");
  open_tun(features());
  const Descriptor local = bound_socket(SOCK_DGRAM, ends().local);
  PacketPtr large = packet_with_bytes(datagram(ends(), port_of(local), 5500), big_);
  large->offload.segmentation = Segmentation::udp;
  large->offload.segment_payload_bytes = 1000;
  send(std::move(large));
  EXPECT_EQ(tun_->counts().dropped_refused, 0u);
  Bytes whole;
  for (const std::size_t size : {1000, 1000, 1000, 1000, 1000, 500}) {
    const Bytes part = receive_from(local, 65535, kWaitMs);
    EXPECT_EQ(part.size(), size);
    whole.insert(whole.end(), part.begin(), part.end());
  }
  EXPECT_EQ(whole, sample::counting_bytes(5500));
}

TEST_P(TunTraffic, WritesTheDatagramsOfABatchTogetherAndTheyArriveApart) {
  open_tun(features());
  const Descriptor local = bound_socket(SOCK_DGRAM, ends().local);
  packet::PacketBatch batch;
  for (const std::size_t size : {500, 500, 500, 500, 30, 0, 700, 700}) {
    Bytes bytes = datagram(ends(), port_of(local), size);
    if (bytes[0] >> 4 == 4) bytes[6] |= 0x40;  // of a sender that forbids fragments, as all do
    batch.push_back(packet_with_bytes(sample::sealed(bytes), small_));
  }
  tun_->send(batch);
  EXPECT_TRUE(batch.empty());
  for (const std::size_t size : {500, 500, 500, 500, 30, 0, 700, 700}) {
    EXPECT_EQ(receive_from(local, 65535, kWaitMs), sample::counting_bytes(size));
  }
  EXPECT_EQ(tun_->counts().sent_packets, 8u);
  EXPECT_EQ(tun_->counts().coalesced_packets, device_->features().udp_segments ? 7u : 0u);
}

INSTANTIATE_TEST_SUITE_P(WithAndWithoutOffload, TunTraffic,
                         ::testing::Combine(::testing::Bool(), ::testing::Values(kIpv4, kIpv6)),
                         [](const auto& named) {
                           return std::string(std::get<1>(named.param).name) +
                                  (std::get<0>(named.param) ? "WithOffload" : "Plain");
                         });

class TunTest : public OwnNetwork {
 protected:
  // One send that the kernel may leave to us to cut into datagrams of 1000 bytes.
  void send_large(const Descriptor& from, std::size_t bytes) {
    const int segment_bytes = 1000;
    ASSERT_EQ(::setsockopt(from.get(), SOL_UDP, UDP_SEGMENT, &segment_bytes, sizeof segment_bytes), 0);
    ASSERT_TRUE(send_to_peer(from, kIpv4, sample::counting_bytes(bytes)));
  }
};

TEST_F(TunTest, ReadsOneLargeSendAsOnePacketWithASegmentSize) {
  RULE("W-LNX-7");
  open_tun({});
  if (!device_->features().udp_segments)
    GTEST_SKIP() << "this kernel has no UDP segments on TUN (before 6.2)";
  const Descriptor local = bound_socket(SOCK_DGRAM, kIpv4.local);
  send_large(local, 20'500);
  PacketPtr large = next_packet(wire::kProtocolUdp);
  ASSERT_NE(large, nullptr);
  EXPECT_EQ(&large->pool(), &big_);
  EXPECT_EQ(large->offload.segmentation, Segmentation::udp);
  EXPECT_EQ(large->offload.segment_payload_bytes, 1000);
  EXPECT_EQ(large->offload.checksum, ChecksumState::partial);
  EXPECT_EQ(payload_of(*large), sample::counting_bytes(20'500));

  auto chain = cut(std::move(large), 1500, small_);
  ASSERT_TRUE(chain.ok());
  EXPECT_EQ(chain->count(), 21u);
  while (PacketPtr segment = chain->pop_front()) {
    EXPECT_EQ(verify_transport_checksum(segment->bytes(), *wire::parse(segment->bytes())),
              wire::ChecksumVerdict::correct);
  }
}

TEST_F(TunTest, GetsPacketsCutByTheKernelWhereSegmentsWereNotAgreedOn) {
  open_tun({.tcp_segments = false, .udp_segments = false});
  EXPECT_FALSE(device_->features().udp_segments);
  const Descriptor local = bound_socket(SOCK_DGRAM, kIpv4.local);
  send_large(local, 5'000);
  for (int i = 0; i < 5; ++i) {
    const PacketPtr packet = next_packet(wire::kProtocolUdp);
    ASSERT_NE(packet, nullptr);
    EXPECT_EQ(packet->offload.segmentation, Segmentation::none);
    EXPECT_EQ(payload_of(*packet).size(), 1000u);
  }
}

TEST_F(TunTest, ReadsPacketsAboveASmallBufferIntoABigOne) {
  open_tun(kNothing, 9000);
  const Descriptor local = bound_socket(SOCK_DGRAM, kIpv4.local);
  ASSERT_TRUE(send_to_peer(local, kIpv4, sample::counting_bytes(8000)));
  const PacketPtr packet = next_packet(wire::kProtocolUdp);
  ASSERT_NE(packet, nullptr);
  EXPECT_EQ(&packet->pool(), &big_);
  EXPECT_EQ(payload_of(*packet), sample::counting_bytes(8000));
}

TEST_F(TunTest, CountsAndDropsWhatItHasNoBufferFor) {
  open_tun({});
  packet::PacketPool empty({.packets_max = 1, .clones_max = 0});
  const PacketPtr last = empty.allocate();
  const auto device = TunDevice::open({.name = "other"});
  ASSERT_TRUE(device.ok());
  auto netlink = NetlinkSocket::open();
  const std::uint32_t index = (*device)->interface_index();
  ASSERT_TRUE(netlink->add_address(index, *wire::parse_address("10.8.0.1"), 24).ok());
  ASSERT_TRUE(netlink->set_link_up(index).ok());
  const auto tun = (*device)->take_queue(0, {empty, empty});
  const Descriptor local = bound_socket(SOCK_DGRAM, "10.8.0.1");
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(send_to_peer(local, {"", "", "10.8.0.2"}, {1, 2, 3}));
  packet::PacketBatch batch;
  EXPECT_EQ(tun->receive(batch), 0u);
  EXPECT_GE(tun->counts().dropped_no_buffer, 3u);
  const std::uint64_t before = tun->counts().dropped_no_buffer;
  EXPECT_EQ(tun->receive(batch), 0u);
  EXPECT_EQ(tun->counts().dropped_no_buffer, before);  // it was read, and is gone
}

TEST_F(TunTest, KeepsNoBufferBetweenBatches) {
  open_tun({});
  const Descriptor local = bound_socket(SOCK_DGRAM, kIpv4.local);
  ASSERT_TRUE(send_to_peer(local, kIpv4, {1}));
  ASSERT_NE(next_packet(wire::kProtocolUdp), nullptr);
  received_ = {};
  EXPECT_EQ(small_.counts().out, 0u);
  EXPECT_EQ(big_.counts().out, 0u);
}

TEST_F(TunTest, CountsWhatTheDeviceRefuses) {
  const auto device = TunDevice::open({.name = "pen%d"});  // never set up
  ASSERT_TRUE(device.ok());
  tun_ = (*device)->take_queue(0, {small_, big_});
  send(packet_with_bytes(sample::udp_packet(4, 1, 2, 10), small_));
  EXPECT_EQ(tun_->counts().dropped_refused, 1u);
  EXPECT_EQ(small_.counts().out, 0u);
}

TEST_F(TunTest, DropsWhatIsAboveTheMtuOrIsNotWhatItSays) {
  open_tun({});
  send(packet_with_bytes(sample::udp_packet(4, 1, 2, 3000), big_));
  EXPECT_EQ(tun_->counts().dropped_too_long, 1u);
  PacketPtr liar = packet_with_bytes(Bytes(3000, 0x45), big_);
  liar->offload.segmentation = Segmentation::tcp4;
  liar->offload.segment_payload_bytes = 1000;
  send(std::move(liar));
  EXPECT_EQ(tun_->counts().dropped_malformed, 1u);
}

TEST_F(TunTest, FailsWhenItsInterfaceIsDeleted) {
  open_tun({});
  EXPECT_EQ(tun_->state(), LinkState::open);
  if (std::system(("ip link delete " + device_->name()).c_str()) != 0) GTEST_SKIP() << "needs ip(8)";
  packet::PacketBatch batch;
  tun_->receive(batch);
  tun_->receive(batch);
  EXPECT_EQ(tun_->state(), LinkState::failed);
}

}  // namespace
}  // namespace penstock::link
