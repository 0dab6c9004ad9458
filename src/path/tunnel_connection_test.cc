// SPDX-License-Identifier: Apache-2.0
#include "path/tunnel_connection.h"

#include <gtest/gtest.h>

#include <atomic>

#include "testing/rule.h"
#include "tunnel/tunnel_fixture.h"

namespace penstock::path {
namespace {

std::string text(const base::Row& row, std::string_view column) {
  for (const auto& [name, cell] : row) {
    if (name == column) return std::get<std::string>(cell);
  }
  return "no such column";
}

// A door that threads wait at until it is opened.
class Gate {
 public:
  void pass() {
    while (!open_.load()) {
      exec::runtime().park(
          this, [this] { return !open_.load(); }, exec::kForever);
    }
  }
  void open() {
    open_.store(true);
    exec::runtime().unpark_all(this);
  }

 private:
  std::atomic<bool> open_{false};
};

class Connection : public ::testing::Test {
 protected:
  explicit Connection(std::int64_t patience_ns = 15'000'000'000)
      : connection_(channel_, {.dial = [this] { return channel_->connect(plug_in_); },
                               .hang_up = [this] { channel_->disconnect(); },
                               .hang_up_patience_ns = patience_ns}) {
    plug_in_->on_connect = [this](tunnel::Channel& channel) {
      EXPECT_TRUE(channel.associate(transport_).ok());
      transport_->set_state(tunnel::TransportState::connected);
      EXPECT_TRUE(channel.start(tunnel::simple_start()).ok());
      return tunnel::kGood;
    };
  }

  tunnel::RecordingHost network_;
  std::shared_ptr<tunnel::MemoryTransport> transport_ = std::make_shared<tunnel::MemoryTransport>();
  std::shared_ptr<tunnel::ScriptedPlugIn> plug_in_ = std::make_shared<tunnel::ScriptedPlugIn>();
  std::shared_ptr<tunnel::Channel> channel_ = tunnel::Channel::make({.name = "work", .host = &network_});
  TunnelConnection connection_;
};

TEST_F(Connection, GoesUpAndDownAndUpAgain) {
  EXPECT_EQ(connection_.down(), HangUp::nothing_there);
  for (int round = 1; round <= 2; ++round) {
    transport_ = std::make_shared<tunnel::MemoryTransport>();
    EXPECT_TRUE(connection_.up());
    connection_.wait();
    EXPECT_EQ(text(connection_.row(), "phase"), "started");
    EXPECT_EQ(text(connection_.row(), "addresses"), "10.1.2.3");
    ASSERT_EQ(connection_.peer_rows().size(), 1u);
    EXPECT_EQ(text(connection_.peer_rows()[0], "state"), "connected");
    EXPECT_FALSE(connection_.up()) << "it is up";
    EXPECT_EQ(connection_.down(), HangUp::begun);
    connection_.wait();
    EXPECT_EQ(text(connection_.row(), "phase"), "stopped");
    EXPECT_EQ(network_.lowered, round);
  }
}

TEST_F(Connection, ThatFailsSaysWhy) {
  plug_in_->on_connect = [](tunnel::Channel& channel) {
    channel.set_error_message("the server does not know us");
    return tunnel::kBad;
  };
  EXPECT_TRUE(connection_.up());
  connection_.wait();
  EXPECT_EQ(text(connection_.row(), "phase"), "failed");
  EXPECT_EQ(text(connection_.row(), "failure"), "the server does not know us");
}

TEST_F(Connection, IsHungUpByTheEndOfItsOwner) {
  EXPECT_TRUE(connection_.up());
  connection_.wait();
}

class ImpatientConnection : public Connection {
 protected:
  ImpatientConnection() : Connection(0) {}
};

// A plug-in that does not come back from Disconnect.
TEST_F(ImpatientConnection, AskedTwiceEndsWithoutThePlugIn) {
  RULE("N-ERR-3");
  Gate gate;
  Gate entered;
  plug_in_->on_disconnect = [&](tunnel::Channel&) {
    entered.open();
    gate.pass();
    return tunnel::kGood;
  };
  EXPECT_TRUE(connection_.up());
  connection_.wait();
  EXPECT_EQ(connection_.down(), HangUp::begun);
  entered.pass();
  EXPECT_EQ(network_.lowered, 0);
  EXPECT_EQ(connection_.down(), HangUp::forced);
  EXPECT_EQ(network_.lowered, 1);
  EXPECT_EQ(text(connection_.row(), "phase"), "stopped");
  gate.open();
  connection_.wait();
}

TEST_F(Connection, AskedTwiceTooEarlyIsLeftToThePlugIn) {
  RULE("N-ERR-3");
  Gate gate;
  Gate entered;
  plug_in_->on_disconnect = [&](tunnel::Channel& channel) {
    entered.open();
    gate.pass();
    EXPECT_TRUE(channel.stop().ok());
    return tunnel::kGood;
  };
  EXPECT_TRUE(connection_.up());
  connection_.wait();
  EXPECT_EQ(connection_.down(), HangUp::begun);
  entered.pass();
  EXPECT_EQ(connection_.down(), HangUp::under_way);
  gate.open();
  connection_.wait();
  EXPECT_EQ(text(connection_.row(), "phase"), "stopped");
}

}  // namespace
}  // namespace penstock::path
