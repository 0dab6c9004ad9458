// SPDX-License-Identifier: Apache-2.0
// Packets that the kernel carries from one TUN to another. A socket on this machine believes an offloaded
// checksum; only a device without offload makes the kernel finish it, and shows whether it was begun well.
#include <gtest/gtest.h>

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

constexpr std::uint16_t kSegmentBytes = 1000;

class TunForward : public OwnNetwork, public ::testing::WithParamInterface<Segmentation> {
 protected:
  // tun_ becomes the way out, without offload; in_ is the way in, with all of it.
  void open_two() {
    open_tun({});
    device_in_ = std::move(device_);
    in_ = std::move(tun_);
    auto out = TunDevice::open({.name = "out", .wanted = {false, false, false, false}});
    ASSERT_TRUE(out.ok()) << to_string(out.fault());
    device_ = std::move(out).value();
    auto netlink = NetlinkSocket::open();
    ASSERT_TRUE(netlink->add_address(device_->interface_index(), *wire::parse_address("10.8.0.1"), 24).ok());
    ASSERT_TRUE(netlink->set_link_up(device_->interface_index()).ok());
    tun_ = device_->take_queue(0, {small_, big_});
  }
  static bool let_the_kernel_forward() {
    const Descriptor setting(::open("/proc/sys/net/ipv4/ip_forward", O_WRONLY | O_CLOEXEC));
    return setting && ::write(setting.get(), "1", 1) == 1;
  }

  bool tcp() const { return GetParam() == Segmentation::tcp4; }
  // From behind the first TUN to behind the second.
  Bytes large_packet() const {
    Bytes packet =
        tcp() ? sample::tcp_packet(4, {.source_port = 1, .destination_port = 2, .flags = wire::kTcpAck}, 4500)
              : sample::udp_packet(4, 1, 2, 4500);
    const Bytes ends = {10, 9, 0, 2, 10, 8, 0, 2};
    std::copy(ends.begin(), ends.end(), packet.begin() + 12);
    return sample::sealed(packet);
  }

  std::unique_ptr<TunDevice> device_in_;
  std::unique_ptr<TunLink> in_;
};

TEST_P(TunForward, LeavesChecksumsThatTheKernelCanFinish) {
  RULE("W-LNX-7");
  if (!let_the_kernel_forward()) GTEST_SKIP() << "needs a /proc/sys/net/ipv4/ip_forward that can be written";
  open_two();
  PacketPtr large = packet_with_bytes(large_packet(), big_);
  large->offload = {.checksum = ChecksumState::verified,
                    .segmentation = GetParam(),
                    .coalesced = true,
                    .segment_payload_bytes = kSegmentBytes};
  packet::PacketBatch batch;
  batch.push_back(std::move(large));
  in_->send(batch);
  EXPECT_EQ(in_->counts().dropped_refused, 0u);
  Bytes payload;
  while (payload.size() < 4500) {
    const PacketPtr segment = next_packet(tcp() ? wire::kProtocolTcp : wire::kProtocolUdp);
    ASSERT_NE(segment, nullptr);
    EXPECT_EQ(verify_transport_checksum(segment->bytes(), *wire::parse(segment->bytes())),
              wire::ChecksumVerdict::correct);
    const Bytes part = payload_of(*segment);
    EXPECT_LE(part.size(), kSegmentBytes);
    payload.insert(payload.end(), part.begin(), part.end());
  }
  EXPECT_EQ(payload, sample::counting_bytes(4500));
}

INSTANTIATE_TEST_SUITE_P(Kinds, TunForward, ::testing::Values(Segmentation::tcp4, Segmentation::udp),
                         [](const auto& named) { return named.param == Segmentation::udp ? "Udp" : "Tcp"; });

}  // namespace
}  // namespace penstock::link
