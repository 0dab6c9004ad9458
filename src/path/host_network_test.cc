// SPDX-License-Identifier: Apache-2.0
// A connection's start and end seen in the host's network, in a namespace of its own.
#include "path/host_network.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "link/own_network.h"
#include "path/tunnel_routes.h"
#include "tunnel/tunnel_fixture.h"

namespace penstock::path {
namespace {

class ConnectionOnTheHost : public link::OwnNetwork {
 protected:
  void SetUp() override {
    OwnNetwork::SetUp();
    if (IsSkipped()) return;
    auto device = link::TunDevice::open({.name = "vpn%d"});
    ASSERT_TRUE(device.ok());
    device_ = std::move(device).value();
    tun_ = device_->take_queue(0, {small_, big_});
    resolver_file_ = ::testing::TempDir() + "penstock_names_" + std::to_string(::getpid());
    std::ofstream(resolver_file_) << "nameserver 192.0.2.53\n";
    network_ = std::make_unique<HostNetwork>(
        HostNetworkOptions{.interface_index = device_->interface_index(),
                           .mark = 0x99,
                           .table = 51'001,
                           .resolver = {.kind = link::ResolverKind::file, .file = resolver_file_},
                           .journal_file = {},
                           .peers = {},
                           .log = [this](const std::string& line) { said_.push_back(line); }});
    routes_ = std::make_unique<TunnelRoutes>(network_.get());
    channel_ = tunnel::Channel::make({.host = routes_.get()});
    plug_in_->on_connect = [this](tunnel::Channel& channel) {
      EXPECT_TRUE(channel.associate(transport_).ok());
      transport_->set_state(tunnel::TransportState::connected);
      started_ = channel.start(start_).ok();
      return tunnel::kGood;
    };
    start_.network.ipv4_inclusions = {{"10.20.0.0", 16}};
    start_.network.ipv4_exclusions = {{"10.20.1.0", 24}};
    start_.network.names = {{.name = ".", .servers = {"10.20.0.53"}}};
  }
  void TearDown() override {
    if (channel_ != nullptr) channel_->disconnect();
    network_ = nullptr;
    OwnNetwork::TearDown();
  }
  std::string resolver_file() const {
    std::ostringstream text;
    text << std::ifstream(resolver_file_).rdbuf();
    return text.str();
  }

  std::unique_ptr<link::TunDevice> device_;
  std::string resolver_file_;
  std::vector<std::string> said_;
  std::unique_ptr<HostNetwork> network_;
  std::unique_ptr<TunnelRoutes> routes_;
  tunnel::StartRequest start_ = tunnel::simple_start();
  std::shared_ptr<tunnel::MemoryTransport> transport_ = std::make_shared<tunnel::MemoryTransport>();
  std::shared_ptr<tunnel::ScriptedPlugIn> plug_in_ = std::make_shared<tunnel::ScriptedPlugIn>();
  std::shared_ptr<tunnel::Channel> channel_;
  bool started_ = false;
};

TEST_F(ConnectionOnTheHost, HasItsAddressesRoutesAndNamesFromStartToStop) {
  ASSERT_TRUE(channel_->connect(plug_in_).connected);
  EXPECT_EQ(network_->changes(),
            (std::vector<std::string>{
                "address 10.1.2.3/32 interface " + std::to_string(device_->interface_index()),
                "route 10.20.1.0/24 table 51001",
                "route 10.20.0.0/16 table 51001 interface " + std::to_string(device_->interface_index()),
                "rule 4 priority 20001 table 51001 unless-mark 153"}));
  EXPECT_EQ(resolver_file(), "nameserver 10.20.0.53\n");
  EXPECT_TRUE(routes_->covered().load()->covers(*wire::parse_address("10.20.2.1")));
  EXPECT_FALSE(routes_->covered().load()->covers(*wire::parse_address("10.20.1.1")));

  channel_->disconnect();
  EXPECT_TRUE(network_->changes().empty());
  EXPECT_EQ(resolver_file(), "nameserver 192.0.2.53\n");
  EXPECT_TRUE(routes_->covered().load()->empty());
}

TEST_F(ConnectionOnTheHost, WhoseNamesCannotBeSetDoesNotStartAndLeavesNothing) {
  ASSERT_EQ(::unlink(resolver_file_.c_str()), 0);
  EXPECT_FALSE(channel_->connect(plug_in_).connected);
  EXPECT_FALSE(started_);
  EXPECT_TRUE(network_->changes().empty());
  EXPECT_TRUE(routes_->covered().load()->empty());
  ASSERT_FALSE(said_.empty());
  EXPECT_NE(said_.back().find(resolver_file_), std::string::npos);
}

}  // namespace
}  // namespace penstock::path
