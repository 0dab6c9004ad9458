// SPDX-License-Identifier: Apache-2.0
#include "link/socket_observer.h"

#include <optional>

#include "link/own_network.h"
#include "testing/rule.h"

namespace penstock::link {
namespace {

class ObservedSockets : public OwnNetwork {
 protected:
  void SetUp() override {
    OwnNetwork::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    open_tun({});
    auto opened = SocketObserver::open();
    ASSERT_TRUE(opened.ok()) << to_string(opened.fault());
    observer_ = std::move(opened).value();
  }

  // A client whose first packet nobody answers: 10.9.0.2 is behind the TUN, and so are we.
  static Descriptor begin(int type, const std::string& local, const std::string& remote) {
    Descriptor client = bound_socket(type | SOCK_NONBLOCK, local);
    const sockaddr_storage address = address_of(remote, 80);
    (void)::connect(client.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
    return client;
  }

  std::optional<wire::FlowKey> next_death() {
    std::optional<wire::FlowKey> dead;
    pollfd waiting{observer_->descriptor(), POLLIN, 0};
    while (!dead && ::poll(&waiting, 1, kWaitMs) == 1) {
      observer_->take_deaths([&](const wire::FlowKey& key) {
        if (!dead) dead = key;
      });
    }
    return dead;
  }

  static wire::FlowKey key_of(const Descriptor& client, const std::string& local, const std::string& remote,
                              std::uint8_t protocol) {
    return {.a = *wire::parse_address(local),
            .b = *wire::parse_address(remote),
            .a_port = port_of(client),
            .b_port = 80,
            .protocol = protocol};
  }

  std::unique_ptr<SocketObserver> observer_;
};

TEST_F(ObservedSockets, ShowThatAClientGaveUpBeforeItWasAnswered) {
  RULE("W-LNX-4");
  for (const auto& [local, remote] : {std::pair("10.9.0.1", "10.9.0.2"), std::pair("fd09::1", "fd09::2")}) {
    std::optional<Descriptor> client = begin(SOCK_STREAM, local, remote);
    const wire::FlowKey key = key_of(*client, local, remote, wire::kProtocolTcp);
    client.reset();
    EXPECT_EQ(next_death(), key) << local;
  }
}

TEST_F(ObservedSockets, ShowThatADatagramSocketIsGone) {
  std::optional<Descriptor> client = begin(SOCK_DGRAM, "10.9.0.1", "10.9.0.2");
  const wire::FlowKey key = key_of(*client, "10.9.0.1", "10.9.0.2", wire::kProtocolUdp);
  client.reset();
  EXPECT_EQ(next_death(), key);
}

TEST_F(ObservedSockets, HaveOwners) {
  RULE("W-LNX-5");
  for (const int type : {SOCK_STREAM, SOCK_DGRAM}) {
    for (const auto& [local, remote] : {std::pair("10.9.0.1", "10.9.0.2"), std::pair("fd09::1", "fd09::2")}) {
      const Descriptor client = begin(type, local, remote);
      const std::uint8_t protocol = type == SOCK_STREAM ? wire::kProtocolTcp : wire::kProtocolUdp;
      const SocketOwner owner = observer_->owner_of(key_of(client, local, remote, protocol));
      EXPECT_EQ(owner.process_id, static_cast<std::uint64_t>(::getpid())) << local;
      EXPECT_NE(owner.image_path.find("link_test"), std::string::npos) << owner.image_path;
    }
  }
}

TEST_F(ObservedSockets, ThatAreNotThereHaveNoOwner) {
  const wire::FlowKey nobody{.a = *wire::parse_address("10.9.0.1"),
                             .b = *wire::parse_address("10.9.0.2"),
                             .a_port = 1,
                             .b_port = 2,
                             .protocol = wire::kProtocolTcp};
  EXPECT_EQ(observer_->owner_of(nobody).process_id, 0u);
}

}  // namespace
}  // namespace penstock::link
