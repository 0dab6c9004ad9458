// SPDX-License-Identifier: Apache-2.0
// A TCP connection over a TUN whose other end is this test: the kernel's large sends come to us as
// super-packets, and what we coalesce reaches its socket whole.
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <algorithm>

#include "base/byte_order.h"
#include "link/own_network.h"
#include "link/packet_copy.h"
#include "testing/rule.h"
#include "wire/sample_packets.h"

namespace penstock::link {
namespace {

namespace sample = wire::sample;
using packet::ChecksumState;
using packet::PacketPtr;
using packet::Segmentation;

constexpr std::uint32_t kFirstSequence = 1000;
constexpr std::uint16_t kPeerPort = 7;
constexpr std::uint16_t kSegmentBytes = 1400;
constexpr std::uint8_t kMssOption[] = {2, 4, kSegmentBytes >> 8, kSegmentBytes & 0xff};

class TunTcp : public OwnNetwork, public ::testing::WithParamInterface<bool> {
 protected:
  // From the peer, 10.9.0.2, which is us.
  Bytes segment(std::uint8_t flags, const Bytes& payload, std::span<const std::uint8_t> options = {}) const {
    Bytes header(60);
    header.resize(*wire::write_tcp_header(header, {.source_port = kPeerPort,
                                                   .destination_port = port_,
                                                   .sequence = next_to_send_,
                                                   .acknowledgment = next_expected_,
                                                   .flags = flags,
                                                   .window = 65535,
                                                   .options = options}));
    const Bytes body = sample::joined(header, payload);
    Bytes packet(20);
    const auto written =
        wire::write_ipv4_header(packet, {.source = *wire::parse_address("10.9.0.2"),
                                         .destination = *wire::parse_address("10.9.0.1"),
                                         .protocol = wire::kProtocolTcp,
                                         .payload_bytes = static_cast<std::uint32_t>(body.size())});
    EXPECT_TRUE(written.ok());
    return sample::sealed(sample::joined(packet, body));
  }

  void connect() {
    listener_ = bound_socket(SOCK_STREAM, "10.9.0.1");
    port_ = port_of(listener_);
    ASSERT_EQ(::listen(listener_.get(), 1), 0);
    next_to_send_ = kFirstSequence;
    send(packet_with_bytes(segment(wire::kTcpSyn, {}, kMssOption), small_));
    ++next_to_send_;
    const PacketPtr answer = next_packet(wire::kProtocolTcp);
    ASSERT_NE(answer, nullptr);
    const auto parsed = wire::parse(answer->bytes());
    ASSERT_EQ(parsed->tcp_flags, wire::kTcpSyn | wire::kTcpAck);
    next_expected_ = base::load_big32(answer->data() + parsed->network_header_bytes + 4) + 1;
    send(packet_with_bytes(segment(wire::kTcpAck, {}), small_));
    connection_ = Descriptor(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    ASSERT_TRUE(static_cast<bool>(connection_));
  }

  Descriptor listener_;
  Descriptor connection_;
  std::uint16_t port_ = 0;
  std::uint32_t next_to_send_ = 0;
  std::uint32_t next_expected_ = 0;
};

TEST_P(TunTcp, DeliversACoalescedPacketWhole) {
  RULE("W-LNX-7");
  open_tun(GetParam() ? TunFeatures{} : TunFeatures{false, false, false, false});
  connect();
  const Bytes payload = sample::counting_bytes(20'000);
  PacketPtr coalesced = packet_with_bytes(segment(wire::kTcpAck | wire::kTcpPsh, payload), big_);
  coalesced->offload = {.checksum = ChecksumState::verified,
                        .segmentation = Segmentation::tcp4,
                        .coalesced = true,
                        .segment_payload_bytes = kSegmentBytes};
  base::store_big16(coalesced->data() + 20 + 16, 0xbad1);  // coalescing leaves the sum of the first packet
  send(std::move(coalesced));
  EXPECT_EQ(tun_->counts().dropped_refused, 0u);
  Bytes arrived(payload.size());
  ASSERT_EQ(::recv(connection_.get(), arrived.data(), arrived.size(), MSG_WAITALL),
            static_cast<ssize_t>(payload.size()));
  EXPECT_EQ(arrived, payload);
}

TEST_P(TunTcp, WritesTheSegmentsOfABatchTogether) {
  open_tun(GetParam() ? TunFeatures{} : TunFeatures{false, false, false, false});
  connect();
  const Bytes payload = sample::counting_bytes(20 * kSegmentBytes);
  packet::PacketBatch batch;
  for (std::size_t at = 0; at < payload.size(); at += kSegmentBytes) {
    const auto from = payload.begin() + static_cast<std::ptrdiff_t>(at);
    Bytes bytes = segment(wire::kTcpAck, {from, from + kSegmentBytes});
    bytes[6] |= 0x40;
    batch.push_back(packet_with_bytes(sample::sealed(bytes), small_));
    next_to_send_ += kSegmentBytes;
  }
  tun_->send(batch);
  Bytes arrived(payload.size());
  ASSERT_EQ(::recv(connection_.get(), arrived.data(), arrived.size(), MSG_WAITALL),
            static_cast<ssize_t>(payload.size()));
  EXPECT_EQ(arrived, payload);
  EXPECT_EQ(tun_->counts().coalesced_packets, device_->features().tcp_segments ? 20u : 0u);
}

TEST_P(TunTcp, ReadsALargeSendInOrder) {
  RULE("W-LNX-7");
  const bool offload = GetParam();
  open_tun(offload ? TunFeatures{} : TunFeatures{false, false, false, false});
  connect();
  const Bytes payload = sample::counting_bytes(12'000);  // within the first congestion window
  ASSERT_EQ(::send(connection_.get(), payload.data(), payload.size(), 0),
            static_cast<ssize_t>(payload.size()));
  Bytes arrived;
  bool super = false;
  while (arrived.size() < payload.size()) {
    const PacketPtr packet = next_packet(wire::kProtocolTcp);
    ASSERT_NE(packet, nullptr);
    const Bytes part = payload_of(*packet);
    arrived.insert(arrived.end(), part.begin(), part.end());
    if (packet->offload.segmentation != Segmentation::none) {
      super = true;
      EXPECT_EQ(packet->offload.segmentation, Segmentation::tcp4);
      EXPECT_EQ(packet->offload.segment_payload_bytes, kSegmentBytes);
    }
  }
  EXPECT_EQ(arrived, payload);
  EXPECT_EQ(super, offload && device_->features().tcp_segments);
}

INSTANTIATE_TEST_SUITE_P(WithAndWithoutOffload, TunTcp, ::testing::Bool(),
                         [](const auto& named) { return named.param ? "WithOffload" : "Plain"; });

}  // namespace
}  // namespace penstock::link
