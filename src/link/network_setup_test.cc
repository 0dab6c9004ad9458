// SPDX-License-Identifier: Apache-2.0
// Where the kernel sends packets while an interface of ours asks for them, and that nothing of it is left.
#include "link/network_setup.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <optional>

#include "link/datagram_socket.h"
#include "link/own_network.h"
#include "link/program_output.h"
#include "testing/rule.h"

namespace penstock::link {
namespace {

constexpr std::uint32_t kMark = 0x5045;
constexpr std::uint32_t kTable = 51'000;
const char* const kPeer4 = "203.0.113.9";
const char* const kPeer6 = "2001:db8:9::9";

// A host with a way to everywhere through `world`, and an interface of our own that is down.
class OwnRoutes : public OwnNetwork {
 protected:
  void SetUp() override {
    OwnNetwork::SetUp();
    if (IsSkipped()) return;
    netlink_.emplace(std::move(NetlinkSocket::open()).value());
    ASSERT_TRUE(netlink_->set_link_up(1).ok());  // loopback
    world_ = open_device("world", world_queue_);
    ASSERT_TRUE(netlink_->add_address(world_, *wire::parse_address("192.0.2.1"), 24).ok());
    ASSERT_TRUE(netlink_->add_address(world_, *wire::parse_address("2001:db8::1"), 64).ok());
    ASSERT_TRUE(netlink_->set_link_up(world_).ok());
    ASSERT_TRUE(netlink_->await_local(*wire::parse_address("2001:db8::1")).ok());
    for (const char* gateway : {"192.0.2.254", "2001:db8::fe"}) {
      const auto address = *wire::parse_address(gateway);
      const auto way_out = netlink_->add_route(Route{
          .destination = {{.version = address.version}, 0}, .interface_index = world_, .gateway = address});
      ASSERT_TRUE(way_out.ok()) << to_string(way_out.fault());
    }
    own_ = open_device("own%d", own_queue_);
    before_ = everything();
  }
  std::uint32_t open_device(const char* name, std::unique_ptr<TunLink>& queue) {
    auto device = TunDevice::open({.name = name});
    EXPECT_TRUE(device.ok());
    queue = (*device)->take_queue(0, {small_, big_});
    return (*device)->interface_index();
  }
  NetworkSettings settings(std::vector<const char*> inclusions,
                           std::vector<const char*> exclusions = {}) const {
    NetworkSettings made{.interface_index = own_, .mark = kMark, .table = kTable};
    made.addresses = {*wire::parse_address("10.7.0.1"), *wire::parse_address("fd07::1")};
    for (const char* text : inclusions) made.inclusions.push_back(*wire::parse_prefix(text));
    for (const char* text : exclusions) made.exclusions.push_back(*wire::parse_prefix(text));
    made.peers = {*wire::parse_address(kPeer4), *wire::parse_address(kPeer6)};
    return made;
  }
  std::unique_ptr<NetworkSetup> apply(const NetworkSettings& wanted, const std::string& journal = "") {
    auto setup = NetworkSetup::apply(std::move(NetlinkSocket::open()).value(), wanted, journal);
    EXPECT_TRUE(setup.ok()) << (setup.ok() ? "" : to_string(setup.fault()));
    return setup.ok() ? std::move(setup).value() : nullptr;
  }

  // The name of the interface that a datagram to this address leaves by.
  std::string way_of(const char* address, std::uint32_t mark = 0) {
    const Endpoint to{.address = *wire::parse_address(address), .port = 9};
    auto socket = DatagramSocket::open({.ip_version = to.address.version, .mark = mark});
    if (!socket.ok()) return to_string(socket.fault());
    const Bytes bytes(10);
    const Frame frame(bytes);
    socket->send({&frame, 1}, &to);
    if (socket->counts().sent_frames != 1) return "none";
    while (true) {
      std::array<pollfd, 2> waiting = {
          {{world_queue_->descriptor(), POLLIN, 0}, {own_queue_->descriptor(), POLLIN, 0}}};
      if (::poll(waiting.data(), waiting.size(), kWaitMs) < 1) return "lost";
      if (arrived(*world_queue_, to)) return "world";
      if (arrived(*own_queue_, to)) return "own";
    }
  }
  static bool arrived(TunLink& at, const Endpoint& to) {
    packet::PacketBatch batch;
    at.receive(batch);
    for (std::uint32_t i = 0; i < batch.count(); ++i) {
      const auto parsed = wire::parse(batch[i].bytes(), {.allow_super = true});
      if (parsed.ok() && parsed->destination == to.address && parsed->destination_port == to.port)
        return true;
    }
    return false;
  }

  // All addresses, routes and rules, as the system's own tool shows them.
  static std::string everything() {
    std::string text;
    for (const char* command : {"ip -br address", "ip -4 route show table all", "ip -6 route show table all",
                                "ip -4 rule", "ip -6 rule"}) {
      text += output_of(command);
    }
    return text;
  }

  std::optional<NetlinkSocket> netlink_;
  std::unique_ptr<TunLink> world_queue_;
  std::unique_ptr<TunLink> own_queue_;
  std::uint32_t world_ = 0;
  std::uint32_t own_ = 0;
  std::string before_;
};

class EitherPinning : public OwnRoutes, public ::testing::WithParamInterface<Pinning> {
 protected:
  NetworkSettings pinned(NetworkSettings wanted) const {
    wanted.pinning = GetParam();
    return wanted;
  }
  std::uint32_t outer_mark() const { return GetParam() == Pinning::mark ? kMark : 0; }
};

TEST_P(EitherPinning, InclusionsLeadIntoTheInterfaceExactlyWhileInForce) {
  RULE("N-RT-1");
  for (const std::vector<const char*>& inclusions : {std::vector<const char*>{"10.20.0.0/16", "fd20::/16"},
                                                     {"0.0.0.0/0", "::/0"},
                                                     {"0.0.0.0/1", "128.0.0.0/1", "::/1", "8000::/1"}}) {
    EXPECT_EQ(way_of("10.20.0.5"), "world");
    {
      const auto setup = apply(pinned(settings(inclusions)));
      ASSERT_NE(setup, nullptr);
      EXPECT_EQ(way_of("10.20.0.5"), "own");
      EXPECT_EQ(way_of("fd20::5"), "own");
      EXPECT_EQ(way_of("198.51.100.1"), inclusions.size() == 2 && inclusions[0][0] == '1' ? "world" : "own");
    }
    EXPECT_EQ(way_of("10.20.0.5"), "world");
    EXPECT_EQ(everything(), before_);
  }
}

TEST_P(EitherPinning, OuterPacketsNeverEnterTheInterface) {
  RULE("N-TRN-4");
  for (const std::vector<const char*>& inclusions : {std::vector<const char*>{"0.0.0.0/0", "::/0"},
                                                     {"0.0.0.0/1", "128.0.0.0/1", "::/1", "8000::/1"},
                                                     {"203.0.113.0/24", "2001:db8:9::/48"}}) {
    const auto setup = apply(pinned(settings(inclusions)));
    ASSERT_NE(setup, nullptr);
    EXPECT_EQ(way_of(kPeer4, outer_mark()), "world");
    EXPECT_EQ(way_of(kPeer6, outer_mark()), "world");
    EXPECT_EQ(way_of("203.0.113.10"), "own");
  }
}

TEST_P(EitherPinning, ExclusionsWinOverEveryInclusionThatContainsThem) {
  RULE("N-RT-2");
  const auto setup = apply(pinned(settings({"0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24", "::/0"},
                                           {"10.1.2.0/24", "198.51.100.7/32", "2001:db8:5::/48"})));
  ASSERT_NE(setup, nullptr);
  EXPECT_EQ(way_of("10.1.2.3"), "world");
  EXPECT_EQ(way_of("10.1.3.3"), "own");
  EXPECT_EQ(way_of("198.51.100.7"), "world");
  EXPECT_EQ(way_of("198.51.100.8"), "own");
  EXPECT_EQ(way_of("2001:db8:5::1"), "world");
  EXPECT_EQ(way_of("2001:db8:6::1"), "own");
}

TEST_P(EitherPinning, AThousandRoutesLeaveTheTablesAsTheyWere) {
  RULE("N-RT-5");
  NetworkSettings wanted = pinned(settings({}));
  for (std::uint32_t i = 0; i < 1000; ++i) {
    wanted.inclusions.push_back(wire::Prefix::of(wire::Address::from_v4(0x0b000000 + (i << 12)), 24));
    if (i % 10 == 0)
      wanted.exclusions.push_back(wire::Prefix::of(wire::Address::from_v4(0x0b000001 + (i << 12)), 32));
  }
  const auto setup = apply(wanted);
  ASSERT_NE(setup, nullptr);
  EXPECT_GE(setup->changes().size(), 1100u);
  EXPECT_EQ(way_of("11.0.16.5"), "own");
  EXPECT_EQ(way_of("11.0.0.1"), "world");
  EXPECT_TRUE(setup->undo().empty());
  EXPECT_EQ(everything(), before_);
}

TEST_P(EitherPinning, AChangeKeepsWhatBothHaveAndAFailedOneKeepsAll) {
  const auto setup = apply(pinned(settings({"10.20.0.0/16", "10.30.0.0/16", "fd20::/16"}, {"10.20.1.0/24"})));
  ASSERT_NE(setup, nullptr);
  NetworkSettings other =
      pinned(settings({"10.20.0.0/16", "10.20.1.0/24", "10.40.0.0/16"}, {"10.40.1.0/24"}));
  other.addresses = {*wire::parse_address("10.7.0.2")};
  const auto changed = setup->change(other);
  ASSERT_TRUE(changed.ok()) << to_string(changed.fault());
  EXPECT_EQ(way_of("10.20.0.5"), "own");
  EXPECT_EQ(way_of("10.20.1.5"), "own") << "what was excluded is included now";
  EXPECT_EQ(way_of("10.30.0.5"), "world");
  EXPECT_EQ(way_of("10.40.0.5"), "own");
  EXPECT_EQ(way_of("10.40.1.5"), "world");
  EXPECT_EQ(way_of("fd20::5"), "world");

  const std::string here = everything();
  NetworkSettings bad = other;
  bad.inclusions.push_back(*wire::parse_prefix("10.50.0.0/16"));
  bad.addresses.push_back({.version = 6});  // :: is nobody's address
  EXPECT_FALSE(setup->change(bad).ok());
  EXPECT_EQ(everything(), here);
}

TEST_P(EitherPinning, AFailedStartLeavesNothingBehind) {
  NetworkSettings bad = pinned(settings({"10.20.0.0/16"}));
  const Route in_the_way{.destination = *wire::parse_prefix("10.20.0.0/16"),
                         .table = GetParam() == Pinning::mark ? kTable : kMainTable,
                         .interface_index = world_};
  ASSERT_TRUE(netlink_->add_route(in_the_way).ok());
  const std::string here = everything();
  const auto setup = NetworkSetup::apply(std::move(NetlinkSocket::open()).value(), bad, "");
  ASSERT_FALSE(setup.ok());
  EXPECT_EQ(setup.fault().reason, Reason::exists) << to_string(setup.fault());
  EXPECT_EQ(everything(), here);
}

INSTANTIATE_TEST_SUITE_P(Pinned, EitherPinning, ::testing::Values(Pinning::mark, Pinning::host_routes),
                         [](const auto& named) {
                           return named.param == Pinning::mark ? "ByMark" : "ByHostRoutes";
                         });

TEST_F(OwnRoutes, LocalSubnetsStayOutsideWhereTheyAreExcluded) {
  RULE("N-RT-3");
  NetworkSettings wanted = settings({"192.0.0.0/8", "2001::/16"});
  {
    const auto setup = apply(wanted);
    EXPECT_EQ(way_of("192.0.2.77"), "own");
    EXPECT_EQ(way_of("2001:db8::77"), "own");
  }
  wanted.exclude_local_subnets = true;
  const auto setup = apply(wanted);
  EXPECT_EQ(way_of("192.0.2.77"), "world");
  EXPECT_EQ(way_of("2001:db8::77"), "world");
  EXPECT_EQ(way_of("192.0.3.77"), "own");
}

TEST_F(OwnRoutes, TheInterfaceIdIsThatOfItsLinkLocalAddress) {
  NetworkSettings wanted = settings({"fd20::/16"});
  wanted.interface_id = {0x02, 0, 0, 0, 0, 0, 0, 0x99};
  const auto setup = apply(wanted);
  EXPECT_NE(everything().find("fe80::200:0:0:99/64"), std::string::npos) << everything();
}

TEST_F(OwnRoutes, AMarkOrATableThatIsNotOurOwnIsRefused) {
  NetworkSettings wanted = settings({"10.20.0.0/16"});
  wanted.table = kMainTable;
  auto setup = NetworkSetup::apply(std::move(NetlinkSocket::open()).value(), wanted, "");
  ASSERT_FALSE(setup.ok());
  EXPECT_EQ(setup.fault().reason, Reason::bad_option);
  EXPECT_EQ(everything(), before_);
}

TEST_F(OwnRoutes, WhatAKilledProcessLeftIsUndoneByItsJournal) {
  own_queue_.reset();  // the child has its own interface
  before_ = everything();
  const std::string journal = ::testing::TempDir() + "penstock_journal_" + std::to_string(::getpid());
  std::array<int, 2> ready;
  ASSERT_EQ(::pipe(ready.data()), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    own_ = open_device("own%d", own_queue_);
    const auto setup = apply(settings({"0.0.0.0/0", "::/0"}, {"10.1.0.0/16"}), journal);
    const char said = setup != nullptr ? 'y' : 'n';
    if (::write(ready[1], &said, 1) != 1) ::_exit(1);
    while (true) ::pause();
  }
  char said = 0;
  ASSERT_EQ(::read(ready[0], &said, 1), 1);
  EXPECT_EQ(said, 'y');
  ::kill(child, SIGKILL);
  ASSERT_EQ(::waitpid(child, nullptr, 0), child);
  ::close(ready[0]);
  ::close(ready[1]);

  EXPECT_NE(everything(), before_) << "rules outlive a process";
  const auto undone = NetworkSetup::undo_left_behind(*netlink_, journal);
  ASSERT_TRUE(undone.ok()) << to_string(undone.fault());
  EXPECT_EQ(*undone, 5u) << "two rules for each version, and an exclusion";
  EXPECT_EQ(everything(), before_);
  EXPECT_EQ(*NetworkSetup::undo_left_behind(*netlink_, journal), 0u);
}

}  // namespace
}  // namespace penstock::link
