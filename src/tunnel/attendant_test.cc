// SPDX-License-Identifier: Apache-2.0
// What takes time: keep-alives, activity, reconnecting, on a virtual clock.
#include "base/finding.h"
#include "exec/seeded_runtime.h"
#include "tunnel/tunnel_fixture.h"

namespace penstock::tunnel {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

// The runtime is there before the tunnel and after it.
class OnAVirtualClock : public testing::Test {
 protected:
  void pass(double seconds) {
    runtime_.settle(runtime_.now_ns() + static_cast<std::int64_t>(seconds * kSecond));
  }
  void make(ChannelOptions options = {}) {
    tunnel_ = std::make_unique<Tunnel>(options);
    // Each Connect makes a new transport.
    tunnel_->plug_in->on_connect = [this](Channel& channel) {
      ++connects_;
      if (connect_fails_) return kBad;
      tunnel_->transport = std::make_shared<MemoryTransport>();
      EXPECT_TRUE(channel.associate(tunnel_->transport).ok());
      tunnel_->transport->set_state(TransportState::connected);
      EXPECT_TRUE(channel.start(tunnel_->start).ok());
      return kGood;
    };
    tunnel_->plug_in->on_disconnect = [this](Channel& channel) {
      ++disconnects_;
      EXPECT_TRUE(channel.stop().ok());
      return kGood;
    };
    tunnel_->up();
  }
  // The next connect is over this transport, which may be replaced by its tag.
  void make_over(const std::shared_ptr<MemoryTransport>& transport, Tag& tag) {
    make();
    tunnel_->channel->disconnect();
    tunnel_->plug_in->on_connect = [this, &transport, &tag](Channel& channel) {
      EXPECT_TRUE(channel.add_and_associate(transport, ForeignRef::share(&tag)).ok());
      transport->set_state(TransportState::connected);
      EXPECT_TRUE(channel.start(tunnel_->start).ok());
      return kGood;
    };
  }
  void lose_transport() {
    tunnel_->transport->set_state(TransportState::lost);
    tunnel_->channel->run_inbound();
  }

  exec::SeededRuntime runtime_{{.seed = 7}};
  exec::RuntimeScope scope_{runtime_};
  std::unique_ptr<Tunnel> tunnel_;
  int connects_ = 0;
  int disconnects_ = 0;
  bool connect_fails_ = false;
};

TEST_F(OnAVirtualClock, AKeepAliveIsAskedForWhenNothingWasSentForLong) {
  RULE("N-KA-1");
  make();
  int asked = 0;
  tunnel_->plug_in->on_keep_alive = [&](Channel& channel, SlotRef& payload) {
    EXPECT_EQ(channel.phase(), Phase::started);
    EXPECT_FALSE(payload);
    return ++asked, kGood;
  };
  pass(14.5);
  EXPECT_EQ(asked, 0);
  pass(1);
  EXPECT_EQ(asked, 1);
  pass(10);
  const SlotRef slot = tunnel_->request();
  fill(*slot, {1});
  ASSERT_TRUE(tunnel_->channel->append(Lane::send, slot.get()).ok());
  ASSERT_TRUE(tunnel_->channel->flush(Lane::send).ok());
  pass(14);
  EXPECT_EQ(asked, 1);
  pass(1.5);
  EXPECT_EQ(asked, 2);
  tunnel_->channel->disconnect();
  pass(100);
  EXPECT_EQ(asked, 2);
}

TEST_F(OnAVirtualClock, NoKeepAliveWhenItIsSwitchedOff) {
  RULE("N-KA-1");
  make({.keep_alive_idle_ns = 0});
  int asked = 0;
  tunnel_->plug_in->on_keep_alive = [&](Channel&, SlotRef&) { return ++asked, kGood; };
  pass(1000);
  EXPECT_EQ(asked, 0);
}

TEST_F(OnAVirtualClock, AKeepAliveFrameIsSentAndItsSlotComesBack) {
  RULE("N-KA-2");
  RULE("N-BUF-10");
  make();
  Bytes payload = {1, 2, 3};
  tunnel_->plug_in->on_keep_alive = [&](Channel& channel, SlotRef& out) {
    out = std::move(channel.request(Lane::send, {})).value();
    fill(*out, payload);
    return kGood;
  };
  pass(15.5);
  EXPECT_EQ(tunnel_->transport->sent_frames(), std::vector<Bytes>{payload});
  EXPECT_EQ(tunnel_->send_counts().free, 8u);
  payload.clear();
  pass(16);
  EXPECT_EQ(tunnel_->transport->sent_frames().size(), 1u);
  EXPECT_EQ(tunnel_->send_counts().free, 8u);
  EXPECT_EQ(tunnel_->send_counts().leaked_reclaimed, 0u);
  EXPECT_EQ(tunnel_->channel->counts().keep_alive_calls, 2u);
}

TEST_F(OnAVirtualClock, AFailedKeepAliveIsSkippedAndCounted) {
  RULE("N-KA-3");
  make();
  tunnel_->plug_in->on_keep_alive = [&](Channel& channel, SlotRef& out) {
    out = std::move(channel.request(Lane::send, {})).value();
    fill(*out, {1});
    return kBad;
  };
  pass(15.5);
  EXPECT_TRUE(tunnel_->transport->sent_frames().empty());
  EXPECT_EQ(tunnel_->channel->counts().keep_alive_errors, 1u);
  EXPECT_EQ(tunnel_->channel->phase(), Phase::started);
}

TEST_F(OnAVirtualClock, ActivityIsToldOnceEachWayOutsideOfCallbacks) {
  RULE("N-KA-4");
  make();
  const exec::ThreadId callbacks_on = runtime_.self();
  std::vector<bool> told;
  const std::uint64_t token = tunnel_->channel->add_activity_handler([&](Channel&, bool active) {
    EXPECT_NE(runtime_.self(), callbacks_on);
    told.push_back(active);
  });
  pass(100);
  EXPECT_TRUE(told.empty());
  tunnel_->send(ip_packet_of(40));
  tunnel_->send(ip_packet_of(40));
  pass(0.1);
  EXPECT_EQ(told, std::vector<bool>{true});
  pass(50);
  tunnel_->arrive({1});
  pass(59);
  EXPECT_EQ(told.size(), 1u);
  pass(2);
  EXPECT_EQ(told, (std::vector<bool>{true, false}));
  tunnel_->arrive({1});
  pass(0.1);
  EXPECT_EQ(told, (std::vector<bool>{true, false, true}));
  tunnel_->channel->remove_activity_handler(token);
  pass(100);
  EXPECT_EQ(told.size(), 3u);
}

TEST_F(OnAVirtualClock, ALostTransportIsRegainedByConnectWithTheInterfaceUp) {
  RULE("N-LIFE-21");
  RULE("N-LIFE-20");
  make();
  int shown = 0;
  tunnel_->plug_in->on_encapsulate = [&](Channel&, SlotList&, SlotList&) { return ++shown, kGood; };
  lose_transport();
  EXPECT_EQ(tunnel_->channel->phase(), Phase::reconnecting);
  tunnel_->send(ip_packet_of(40));
  EXPECT_EQ(shown, 0);  // held back
  EXPECT_EQ(tunnel_->host.lowered, 0);
  EXPECT_TRUE(tunnel_->channel->request(Lane::send, {}).ok());
  pass(0.9);
  EXPECT_EQ(connects_, 1);
  pass(0.2);
  EXPECT_EQ(connects_, 2);
  EXPECT_EQ(tunnel_->channel->phase(), Phase::started);
  tunnel_->channel->run_outbound();
  EXPECT_EQ(shown, 1);
  EXPECT_EQ(disconnects_, 0);
  EXPECT_EQ(tunnel_->host.raised, 1);
  EXPECT_EQ(tunnel_->host.lowered, 0);
}

TEST_F(OnAVirtualClock, AfterTheLastAttemptDisconnectIsCalledAndTheConnectionFails) {
  RULE("N-LIFE-21");
  make();
  connect_fails_ = true;
  lose_transport();
  pass(1.1);
  EXPECT_EQ(connects_, 2);
  pass(2);
  EXPECT_EQ(connects_, 3);
  EXPECT_EQ(disconnects_, 0);
  pass(4);
  EXPECT_EQ(connects_, 4);
  EXPECT_EQ(disconnects_, 1);
  EXPECT_EQ(tunnel_->channel->phase(), Phase::failed);
  EXPECT_EQ(tunnel_->host.lowered, 1);
  EXPECT_EQ(tunnel_->channel->counts().reconnects, 3u);
}

TEST_F(OnAVirtualClock, APlugInThatReconnectsItselfIsAskedFirst) {
  RULE("N-LIFE-21");
  RULE("N-TRN-5");
  Tag tag;
  make();
  auto fresh = std::make_shared<MemoryTransport>();
  auto first = std::make_shared<MemoryTransport>();
  tunnel_->channel->disconnect();
  tunnel_->plug_in->on_connect = [&](Channel& channel) {
    ++connects_;
    EXPECT_TRUE(channel.add_and_associate(first, ForeignRef::share(&tag)).ok());
    first->set_state(TransportState::connected);
    EXPECT_TRUE(channel.start(tunnel_->start).ok());
    return kGood;
  };
  tunnel_->plug_in->on_reconnect = [&](Channel& channel, ForeignObject* context) {
    EXPECT_EQ(context, &tag);
    EXPECT_TRUE(channel.replace_and_associate(fresh, ForeignRef::share(context)).ok());
    fresh->set_state(TransportState::connected);
    return kGood;
  };
  connects_ = 0;
  tunnel_->up();
  first->set_state(TransportState::lost);
  tunnel_->channel->run_inbound();
  pass(1.1);
  EXPECT_EQ(connects_, 1);
  EXPECT_EQ(tunnel_->channel->phase(), Phase::started);
  EXPECT_EQ(tunnel_->channel->transports().at(0), fresh);
  tunnel_.reset();
}

TEST_F(OnAVirtualClock, HangingUpWhileReconnectingEndsIt) {
  RULE("N-LIFE-21");
  make();
  lose_transport();
  pass(0.5);
  EXPECT_TRUE(tunnel_->channel->disconnect());
  pass(20);
  EXPECT_EQ(connects_, 1);
  EXPECT_EQ(disconnects_, 1);
  EXPECT_EQ(tunnel_->channel->phase(), Phase::stopped);
}

TEST_F(OnAVirtualClock, AReplacementServesOnceItIsConnectedAndTheOldOneIsReadOut) {
  RULE("N-TRN-5");
  Tag tag;
  auto first = std::make_shared<MemoryTransport>();
  make_over(first, tag);
  std::vector<Bytes> seen;
  tunnel_->plug_in->on_decapsulate = [&](Channel&, SlotHandle& unit, SlotList&, SlotList&) {
    seen.push_back(bytes_of(unit));
    return kGood;
  };
  tunnel_->up();
  Channel& channel = *tunnel_->channel;
  auto second = std::make_shared<MemoryTransport>();
  Tag stranger;
  EXPECT_EQ(channel.replace_and_associate(second, ForeignRef::share(&stranger)).fault(),
            Fault::invalid_argument);
  EXPECT_TRUE(channel.replace_and_associate(second, ForeignRef::share(&tag)).ok());
  first->arrive({1});
  channel.run_inbound();
  EXPECT_EQ(channel.transports().at(0), first);
  first->arrive({2});
  second->set_state(TransportState::connected);
  second->arrive({3});
  while (channel.run_inbound()) {
  }
  EXPECT_EQ(channel.transports().at(0), second);
  EXPECT_EQ(first->closed, 1);
  EXPECT_EQ(second->taken_over, 1);
  channel.run_inbound();
  EXPECT_EQ(seen, (std::vector<Bytes>{{1}, {2}, {3}}));
  tunnel_.reset();
}

TEST_F(OnAVirtualClock, NobodyKeepsAReplacedTransportThoughNothingIsSentAnyMore) {
  RULE("N-TRN-5");
  Tag tag;
  auto first = std::make_shared<MemoryTransport>();
  make_over(first, tag);
  tunnel_->up();
  Channel& channel = *tunnel_->channel;
  const SlotRef frame = tunnel_->request(Lane::send);
  fill(*frame, {1});
  EXPECT_TRUE(channel.append(Lane::send, frame.get()).ok());
  EXPECT_TRUE(channel.flush(Lane::send).ok());
  auto second = std::make_shared<MemoryTransport>();
  EXPECT_TRUE(channel.replace_and_associate(second, ForeignRef::share(&tag)).ok());
  second->set_state(TransportState::connected);
  channel.run_inbound();
  channel.run_inbound();
  EXPECT_EQ(channel.transports().at(0), second);
  EXPECT_EQ(first.use_count(), 1) << "its socket would go on hearing what is meant for the other";
  tunnel_.reset();
}

TEST_F(OnAVirtualClock, AReplacementServesAfterAFlushThoughNoPacketComesByAndThePathIsWoken) {
  RULE("N-TRN-5");
  struct Counter final : packet::Waker {
    void wake() override { ++wakes; }
    int wakes = 0;
  } path;
  Tag tag;
  auto first = std::make_shared<MemoryTransport>();
  make_over(first, tag);
  tunnel_->up();
  Channel& channel = *tunnel_->channel;
  channel.set_wakers(&path, &path);
  auto second = std::make_shared<MemoryTransport>();
  EXPECT_TRUE(channel.replace_and_associate(second, ForeignRef::share(&tag)).ok());
  EXPECT_TRUE(channel.flush(Lane::send).ok());
  pass(0.01);
  EXPECT_EQ(channel.transports().at(0), first) << "the other one is not connected yet";
  EXPECT_EQ(path.wakes, 0);
  second->set_state(TransportState::connected);
  EXPECT_TRUE(channel.flush(Lane::send).ok());
  pass(0.01);
  EXPECT_EQ(channel.transports().at(0), second);
  EXPECT_EQ(path.wakes, 1);
  channel.set_wakers(nullptr, nullptr);
  tunnel_.reset();
}

TEST_F(OnAVirtualClock, ACallbackThatBlocksIsLoggedAndStallsItsOwnDirectionOnly) {
  RULE("N-THR-3");
  make();
  bool opened = false;
  int key = 0;
  tunnel_->plug_in->on_encapsulate = [&](Channel&, SlotList&, SlotList&) {
    while (!opened) {
      exec::runtime().park(
          &key, [&] { return !opened; }, exec::kForever);
    }
    return kGood;
  };
  // What Encapsulate waits for, Decapsulate sets.
  tunnel_->plug_in->on_decapsulate = [&](Channel&, SlotHandle&, SlotList&, SlotList&) {
    opened = true;
    exec::runtime().unpark_all(&key);
    return kGood;
  };
  const exec::ThreadId outbound = runtime_.spawn("outbound", [&] { tunnel_->send(ip_packet_of(40)); });
  pass(2.5);
  EXPECT_EQ(tunnel_->channel->counts().callbacks_late, 1u);
  EXPECT_EQ(tunnel_->channel->counts().outbound.encapsulate_calls, 0u);
  tunnel_->arrive({1});
  runtime_.join(outbound);
  EXPECT_EQ(tunnel_->channel->counts().outbound.encapsulate_calls, 1u);
}

TEST_F(OnAVirtualClock, ALeaseThatGetsOldIsReportedWithHolderCallAndAge) {
  RULE("N-BUF-13");
  make({.plug_in_name = "hoarder"});
  base::finding_log().clear();
  const SlotRef kept = tunnel_->request();
  pass(9);
  EXPECT_EQ(base::finding_log().count("F-SLOT-4"), 0u);
  pass(5);
  EXPECT_EQ(base::finding_log().count("F-SLOT-4"), 1u);
  for (const base::Finding& finding : base::finding_log().list()) {
    if (finding.code != "F-SLOT-4") continue;
    EXPECT_EQ(finding.who, "hoarder");
    EXPECT_TRUE(finding.first);
    EXPECT_NE(finding.message.find("us"), std::string::npos);
  }
}

}  // namespace
}  // namespace penstock::tunnel
