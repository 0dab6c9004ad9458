// SPDX-License-Identifier: Apache-2.0
#include "link/tun_device.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <vector>

#include "link/own_network.h"
#include "link/packet_copy.h"
#include "wire/sample_packets.h"

namespace penstock::link {
namespace {

constexpr TunFeatures kNothing{false, false, false, false};

TEST(Offload, IsAgreedOnStepByStep) {
  std::vector<unsigned> asked;
  // Refuses whatever holds one of the bits.
  const auto agree = [&asked](TunFeatures wanted, unsigned refused) {
    asked.clear();
    return agree_on_offload(wanted, [&](unsigned flags) {
      asked.push_back(flags);
      return (flags & refused) == 0;
    });
  };
  EXPECT_EQ(agree({}, 0), TunFeatures{});
  EXPECT_EQ(asked, (std::vector<unsigned>{0x6f}));
  EXPECT_EQ(agree({}, 0x60), (TunFeatures{.udp_segments = false}));
  EXPECT_EQ(asked, (std::vector<unsigned>{0x6f, 0x0f}));
  EXPECT_EQ(agree({}, 0x6e), (TunFeatures{.tcp_segments = false, .udp_segments = false}));
  EXPECT_EQ(asked, (std::vector<unsigned>{0x6f, 0x0f, 0x01}));
  EXPECT_EQ(agree({}, 0xff), kNothing);
  EXPECT_EQ(agree({.checksum = false}, 0),
            (TunFeatures{.checksum = false, .tcp_segments = false, .udp_segments = false}));
  EXPECT_EQ(agree(kNothing, 0), kNothing);
  EXPECT_TRUE(asked.empty());
}

TEST(TunOptions, OutOfBoundsAreRefusedByName) {
  const auto text = [](const TunOptions& options) { return to_string(TunDevice::open(options).fault()); };
  EXPECT_EQ(text({.name = "pen", .mtu_bytes = 67}), "interface pen: an MTU is 68 to 65521 bytes, got 67");
  EXPECT_EQ(text({.name = "pen", .mtu_bytes = 70000}),
            "interface pen: an MTU is 68 to 65521 bytes, got 70000");
  EXPECT_EQ(text({.name = "pen", .queues = 0}), "interface pen: 1 to 256 queues are possible, got 0");
  EXPECT_EQ(text({.name = "a_name_of_more_than_15"}),
            "interface a_name_of_more_than_15: a name has 1 to 15 characters, got 22");
}

using TunDeviceTest = OwnNetwork;

TEST_F(TunDeviceTest, HasTheNameAndMtuThatItWasOpenedWith) {
  const auto device = TunDevice::open({.name = "pen7", .mtu_bytes = 1380});
  ASSERT_TRUE(device.ok()) << to_string(device.fault());
  EXPECT_EQ((*device)->name(), "pen7");
  auto netlink = NetlinkSocket::open();
  const auto index = netlink->index_of("pen7");
  ASSERT_TRUE(index.ok());
  EXPECT_EQ(*index, (*device)->interface_index());
}

TEST_F(TunDeviceTest, InUseIsBusy) {
  const auto first = TunDevice::open({.name = "pen7"});
  ASSERT_TRUE(first.ok());
  const auto second = TunDevice::open({.name = "pen7"});
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.fault().reason, Reason::busy);
  EXPECT_EQ(second.fault().subject, "interface pen7");
}

TEST_F(TunDeviceTest, OpensInTheNamespaceNamed) {
  const Descriptor here(::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC));
  ASSERT_EQ(::unshare(CLONE_NEWNET), 0);
  const Descriptor there(::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC));
  ASSERT_EQ(::setns(here.get(), CLONE_NEWNET), 0);

  const auto device = TunDevice::open({.name = "pen7", .namespace_descriptor = there.get()});
  ASSERT_TRUE(device.ok()) << to_string(device.fault());
  auto outside = NetlinkSocket::open();
  auto inside = NetlinkSocket::open(there.get());
  ASSERT_TRUE(outside.ok() && inside.ok());
  EXPECT_EQ(outside->index_of("pen7").fault().reason, Reason::not_found);
  EXPECT_TRUE(inside->index_of("pen7").ok());
}

TEST_F(TunDeviceTest, RefusesADescriptorThatIsNoNamespace) {
  const Descriptor other(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  const auto device = TunDevice::open({.namespace_descriptor = other.get()});
  ASSERT_FALSE(device.ok());
  EXPECT_EQ(to_string(device.fault()), "network namespace: enter: Invalid argument");
}

TEST_F(TunDeviceTest, DividesFlowsBetweenItsQueues) {
  constexpr std::uint32_t kSockets = 64;
  const auto device = TunDevice::open({.name = "pen%d", .queues = 2});
  ASSERT_TRUE(device.ok()) << to_string(device.fault());
  ASSERT_EQ((*device)->queues(), 2u);
  set_up(**device);
  const auto first = (*device)->take_queue(0, {small_, big_});
  const auto second = (*device)->take_queue(1, {small_, big_});
  const sockaddr_storage peer = address_of("10.9.0.2", 7);
  for (std::uint32_t i = 0; i < kSockets; ++i) {
    const Descriptor from = bound_socket(SOCK_DGRAM, "10.9.0.1");
    ASSERT_EQ(::sendto(from.get(), "x", 1, 0, reinterpret_cast<const sockaddr*>(&peer), sizeof peer), 1);
  }
  std::uint32_t udp = 0;
  for (TunLink* queue : {first.get(), second.get()}) {
    packet::PacketBatch batch;
    EXPECT_GT(queue->receive(batch), 0u);
    for (std::uint32_t i = 0; i < batch.count(); ++i) {
      udp += wire::parse(batch[i].bytes())->protocol == wire::kProtocolUdp;
    }
  }
  EXPECT_EQ(udp, kSockets);
}

using NetlinkTest = OwnNetwork;

TEST_F(NetlinkTest, SaysWhatTheKernelRefused) {
  open_tun({});
  auto netlink = NetlinkSocket::open();
  const std::uint32_t index = device_->interface_index();
  const auto again = netlink->add_address(index, *wire::parse_address("10.9.0.1"), 24);
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.fault().reason, Reason::exists);
  EXPECT_EQ(to_string(again.fault()),
            "interface " + std::to_string(index) + ": add address 10.9.0.1/24: File exists");
  EXPECT_EQ(netlink->index_of("none").fault().reason, Reason::not_found);
  EXPECT_EQ(netlink->index_of("").fault().reason, Reason::bad_option);
  EXPECT_EQ(netlink->set_link_up(index + 1000).fault().reason, Reason::not_found);
  EXPECT_EQ(to_string(netlink->set_mtu(index, 70000).fault()),
            "interface " + std::to_string(index) + ": set MTU to 70000: Invalid argument");
}

TEST_F(NetlinkTest, TellsThatAnAddressIsNotLocal) {
  open_tun({});
  auto netlink = NetlinkSocket::open();
  EXPECT_TRUE(netlink->await_local(*wire::parse_address("10.9.0.1"), 0).ok());
  EXPECT_EQ(to_string(netlink->await_local(*wire::parse_address("10.9.0.3"), 0).fault()),
            "address 10.9.0.3: not local after 0 ms: is its interface up?");
}

TEST_F(NetlinkTest, RoutesPrefixesToTheInterface) {
  open_tun({});
  auto netlink = NetlinkSocket::open();
  for (const char* prefix : {"192.0.2.0/24", "2001:db8::/32", "0.0.0.0/0"}) {
    const auto added = netlink->add_route(*wire::parse_prefix(prefix), device_->interface_index());
    ASSERT_TRUE(added.ok()) << to_string(added.fault());
  }
  for (const auto& [local, remote] :
       {std::pair{"10.9.0.1", "192.0.2.9"}, std::pair{"fd09::1", "2001:db8::9"}}) {
    const Descriptor from = bound_socket(SOCK_DGRAM, local);
    const sockaddr_storage peer = address_of(remote, 7);
    ASSERT_EQ(::sendto(from.get(), "x", 1, 0, reinterpret_cast<const sockaddr*>(&peer), sizeof peer), 1)
        << remote << ": " << std::strerror(errno);
    const auto packet = next_packet(wire::kProtocolUdp);
    ASSERT_NE(packet, nullptr);
    EXPECT_EQ(to_string(wire::parse(packet->bytes())->destination), remote);
  }
}

}  // namespace
}  // namespace penstock::link
