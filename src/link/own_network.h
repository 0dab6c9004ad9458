// SPDX-License-Identifier: Apache-2.0
// A test in a network namespace of its own, so that it needs no free address or port and leaves nothing
// behind. It takes privileges: without them the test is skipped and says why, or, where PENSTOCK_REQUIRE_ROOT
// is 1, fails.
//
// Threads: the test's.
// Memory: the namespace goes with its last user.
// Errors: see above.
#pragma once

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "base/assert.h"
#include "base/function_ref.h"
#include "link/netlink.h"
#include "link/tun_device.h"
#include "wire/parse.h"

namespace penstock::link {

using Bytes = std::vector<std::uint8_t>;

class OwnNetwork : public ::testing::Test {
 protected:
  static constexpr int kWaitMs = 10'000;  // far more than is ever needed: it only ends a broken test

  void SetUp() override {
    const char* required = std::getenv("PENSTOCK_REQUIRE_ROOT");
    const std::string missing = what_is_missing();
    if (missing.empty()) return;
    if (required != nullptr && std::string(required) == "1") GTEST_FAIL() << missing;
    GTEST_SKIP() << missing;
  }
  void TearDown() override {
    if (before_) PENSTOCK_ASSERT(::setns(before_.get(), CLONE_NEWNET) == 0);
  }

  // An interface that is up, with 10.9.0.1/24 and fd09::1/64, and what its queues need.
  void open_tun(TunFeatures wanted, std::uint32_t mtu_bytes = 1500) {
    auto device = TunDevice::open({.name = "pen%d", .wanted = wanted, .mtu_bytes = mtu_bytes});
    ASSERT_TRUE(device.ok()) << to_string(device.fault());
    device_ = std::move(device).value();
    set_up(*device_);
    tun_ = device_->take_queue(0, {small_, big_});
  }
  static void set_up(const TunDevice& device) {
    auto netlink = NetlinkSocket::open();
    ASSERT_TRUE(netlink.ok());
    ASSERT_TRUE(netlink->add_address(device.interface_index(), *wire::parse_address("10.9.0.1"), 24).ok());
    ASSERT_TRUE(netlink->add_address(device.interface_index(), *wire::parse_address("fd09::1"), 64).ok());
    ASSERT_TRUE(netlink->set_link_up(device.interface_index()).ok());
    const auto usable = netlink->await_local(*wire::parse_address("fd09::1"));
    ASSERT_TRUE(usable.ok()) << to_string(usable.fault());
  }

  // The next packet of this protocol that the kernel hands us; the kernel's own chatter is passed over.
  packet::PacketPtr next_packet(std::uint8_t protocol) {
    while (true) {
      while (packet::PacketPtr packet = received_.pop_front()) {
        const auto parsed = wire::parse(packet->bytes(), {.allow_super = true});
        if (parsed.ok() && parsed->protocol == protocol) return packet;
      }
      pollfd waiting{tun_->descriptor(), POLLIN, 0};
      if (::poll(&waiting, 1, kWaitMs) != 1) return nullptr;
      packet::PacketBatch batch;
      tun_->receive(batch);
      for (std::uint32_t i = 0; i < batch.count(); ++i) received_.push_back(batch.take(i));
      batch.reset();
    }
  }
  void send(packet::PacketPtr packet) {
    packet::PacketBatch batch;
    batch.push_back(std::move(packet));
    tun_->send(batch);
  }

  packet::PacketPool small_{{.name = "small", .packets_max = 512}};
  packet::PacketPool big_{{.name = "big", .packets_max = 32, .buffer_bytes = 70'000}};
  std::unique_ptr<TunDevice> device_;
  std::unique_ptr<TunLink> tun_;
  packet::PacketChain received_;

 private:
  std::string what_is_missing() {
    const Descriptor node(::open("/dev/net/tun", O_RDWR | O_CLOEXEC));
    if (!node) return std::string("needs /dev/net/tun: ") + std::strerror(errno);
    Descriptor here(::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC));
    if (::unshare(CLONE_NEWNET) != 0) {
      return std::string("needs a network namespace of its own (CAP_SYS_ADMIN): ") + std::strerror(errno);
    }
    before_ = std::move(here);
    return {};
  }

  Descriptor before_;
};

// A socket of the kernel's side, bound to the interface's address and a port of the kernel's choice.
inline sockaddr_storage address_of(const std::string& text, std::uint16_t port) {
  sockaddr_storage storage{};
  auto* six = reinterpret_cast<sockaddr_in6*>(&storage);
  auto* four = reinterpret_cast<sockaddr_in*>(&storage);
  if (text.find(':') != std::string::npos) {
    six->sin6_family = AF_INET6;
    six->sin6_port = htons(port);
    ::inet_pton(AF_INET6, text.c_str(), &six->sin6_addr);
  } else {
    four->sin_family = AF_INET;
    four->sin_port = htons(port);
    ::inet_pton(AF_INET, text.c_str(), &four->sin_addr);
  }
  return storage;
}

inline Descriptor bound_socket(int type, const std::string& local) {
  const sockaddr_storage address = address_of(local, 0);
  Descriptor made(::socket(address.ss_family, type | SOCK_CLOEXEC, 0));
  EXPECT_EQ(::bind(made.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0)
      << std::strerror(errno);
  return made;
}

inline std::uint16_t port_of(const Descriptor& bound) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  EXPECT_EQ(::getsockname(bound.get(), reinterpret_cast<sockaddr*>(&address), &size), 0);
  return ntohs(reinterpret_cast<const sockaddr_in*>(&address)->sin_port);
}

inline Bytes payload_of(const packet::Packet& packet) {
  const auto parsed = wire::parse(packet.bytes(), {.allow_super = true});
  const auto payload = packet.bytes().subspan(parsed->payload_offset, parsed->payload_bytes);
  return {payload.begin(), payload.end()};
}

}  // namespace penstock::link
