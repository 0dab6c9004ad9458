// SPDX-License-Identifier: Apache-2.0
// The life of a channel, both ends real: who is told what, in which order, and who waits for whom.
#include "channel/endpoint_fixture.h"
#include "testing/rule.h"

namespace penstock::channel {
namespace {

class ChannelLife : public Channels {
 protected:
  // Holds what comes in instead of completing it.
  void hold_packets() {
    server_events.on_process = [this](ReceivedPacket& packet, MutableBytes, Delivery) {
      held.add(packet.loan());
    };
  }
  void complete(packet::LoanId loan, std::string_view answer = "") {
    EXPECT_TRUE(Endpoint::complete(ledger, loan, bytes_of(answer), {}).ok());
  }
  // On a thread of its own; over when `done` has one entry.
  void apart(std::function<void()> what) {
    exec::runtime().join(exec::runtime().spawn("apart", std::move(what)));
  }
  Collected<packet::LoanId> held;
};

TEST_F(ChannelLife, BeginsDisabledAndIsSetUpThereOnly) {
  RULE("V-LIFE-1");
  RULE("V-LIFE-2");
  EXPECT_EQ(server->life(), Life::disabled);
  EXPECT_TRUE(server->set_maximum_packet(1000).ok());
  EXPECT_EQ(server->set_maximum_packet(0).fault(), Fault::zero_size);
  EXPECT_EQ(server->set_maximum_external_data(0, 1).fault(), Fault::zero_size);
  EXPECT_EQ(server->set_maximum_external_data(1, 0).fault(), Fault::zero_chain);
  ASSERT_TRUE(server->enable().ok());
  EXPECT_EQ(server->set_maximum_packet(1000).fault(), Fault::wrong_state);
  EXPECT_EQ(server->set_target(kEchoType, kEchoInstance).fault(), Fault::wrong_state);
  EXPECT_EQ(server->set_client_context(8).fault(), Fault::wrong_state);
  ASSERT_TRUE(server->disable().ok());
  EXPECT_TRUE(server->set_maximum_packet(1000).ok());
}

TEST_F(ChannelLife, IsEnabledOnceAndWithWhatItNeeds) {
  RULE("V-LIFE-5");
  ServerEndpoint bare(bus.server(), server_events, ledger, "bare");
  EXPECT_EQ(bare.enable().fault(), Fault::not_configured);
  ASSERT_TRUE(server->enable().ok());
  EXPECT_EQ(server->enable().fault(), Fault::wrong_state);
}

TEST_F(ChannelLife, EnablesWithoutWaitingForThePeer) {
  RULE("V-LIFE-4");
  ASSERT_TRUE(client->enable().ok());  // nothing is offered yet
  connect();
  EXPECT_EQ(client->life(), Life::enabled);
  ASSERT_TRUE(server->enable().ok());
  client_events.log.wait_for(3);
  EXPECT_EQ(client->life(), Life::open);
}

TEST_F(ChannelLife, PausesAServerUntilItIsStartedAndAClientNever) {
  RULE("V-LIFE-6");
  RULE("V-LIFE-9");
  ASSERT_TRUE(server->enable().ok());
  connect();
  ASSERT_TRUE(client->enable().ok());
  client_events.log.wait_for(3);
  EXPECT_EQ(client_events.story(), "opened started post-started");
  EXPECT_EQ(server_events.story(), "opened");
  ASSERT_TRUE(server->start().ok());
  EXPECT_EQ(server_events.story(), "opened started post-started");
}

TEST_F(ChannelLife, StartsAndPausesAnyTimeButNotInsideItsOwnCallbacks) {
  RULE("V-LIFE-7");
  EXPECT_EQ(server->start().fault(), Fault::wrong_state);
  EXPECT_TRUE(server->pause().ok());
  Fault inside = Fault::active;
  server_events.on_started = [&] { inside = server->pause().fault(); };
  open();
  EXPECT_EQ(inside, Fault::would_wait_for_itself);
  server_events.on_process = [&](ReceivedPacket& packet, MutableBytes, Delivery) {
    inside = server->disable().fault();
    complete(packet.loan());
  };
  inside = Fault::active;
  send(*client, "x", {.answer_wanted = true}, endings);
  endings.wait_for(1);
  EXPECT_EQ(inside, Fault::would_wait_for_itself);
}

TEST_F(ChannelLife, DeliversNothingBeforeStartedReturned) {
  RULE("V-LIFE-8");
  server_events.on_started = [&] {
    EXPECT_EQ(server_events.received.size(), 0u);
    server_events.note("still started");
  };
  server_events.on_process = [&](ReceivedPacket& packet, MutableBytes, Delivery) {
    server_events.note("packet");
    complete(packet.loan());
  };
  ASSERT_TRUE(server->enable().ok());
  connect();
  ASSERT_TRUE(client->enable().ok());
  client_events.log.wait_for(3);
  send(*client, "early", {.answer_wanted = true}, endings);
  ASSERT_TRUE(server->start().ok());
  endings.wait_for(1);
  const std::string story = server_events.story();
  EXPECT_LT(story.find("still started"), story.find("packet"));
}

TEST_F(ChannelLife, RollsBackAnOpenThatTheProviderRefused) {
  RULE("V-LIFE-10");
  server_events.on_opened = [] { return 0xC0000001u; };
  ASSERT_TRUE(server->enable().ok());
  ASSERT_TRUE(server->start().ok());
  connect();
  ASSERT_TRUE(client->enable().ok());
  client_events.log.wait_for(1);
  EXPECT_EQ(client_events.story(), "connect failed");
  EXPECT_EQ(server_events.story(), "opened");
  EXPECT_EQ(server->life(), Life::enabled);
  server_events.on_opened = nullptr;
  ASSERT_TRUE(client->disable().ok());
  ASSERT_TRUE(client->enable().ok());
  server_events.log.wait_for(4);
  EXPECT_EQ(server_events.story(), "opened opened started post-started");
}

TEST_F(ChannelLife, HasNoMappingLeftWhenClosedReturned) {
  RULE("V-LIFE-11");
  open();
  const auto pages = memory.allocate(1);
  const std::uint64_t number = *pages / kPageBytes;
  const PageRange range{.bytes = 100, .offset = 8, .pages = {&number, 1}};
  const auto region = client->lend(std::span(&range, 1), false);
  ASSERT_TRUE(region.ok());
  const auto mapped = server->map_region(*region, Right::write);
  ASSERT_TRUE(mapped.ok());
  EXPECT_EQ((*mapped)[0].address, *pages + 8);
  EXPECT_EQ((*mapped)[0].bytes, 100u);
  EXPECT_EQ(server->map_region(*region, Right::read).fault(), Fault::mapped);
  ASSERT_TRUE(client->disable().ok());  // the provider forgot it, and it is gone all the same
  EXPECT_EQ(server->unmap_region(*region).fault(), Fault::unknown_region);
  memory.free(*pages, 1);
}

TEST_F(ChannelLife, TakesARegionBackWhenItIsNotMappedAnyMore) {
  RULE("V-GPADL-3");
  open();
  const auto pages = memory.allocate(1);
  const std::uint64_t number = *pages / kPageBytes;
  const PageRange range{.bytes = kPageBytes, .pages = {&number, 1}};
  const auto region = client->lend(std::span(&range, 1), false);
  ASSERT_TRUE(server->map_region(*region, Right::write).ok());
  std::atomic<bool> back{false};
  const exec::ThreadId taker = exec::runtime().spawn("taker", [&] {
    EXPECT_TRUE(client->take_back(*region).ok());
    back = true;
  });
  bus.settle();
  EXPECT_FALSE(back);
  ASSERT_TRUE(server->unmap_region(*region).ok());
  exec::runtime().join(taker);
  memory.free(*pages, 1);
}

TEST_F(ChannelLife, SuspendsOnceAndThenDeliversNothing) {
  RULE("V-LIFE-12");
  hold_packets();
  open();
  send(*client, "one", {.answer_wanted = true}, endings);
  held.wait_for(1);
  server_events.on_suspended = [&] {
    send(*client, "two", {.answer_wanted = true}, endings);
    complete(held.all()[0]);
  };
  apart([&] { ASSERT_TRUE(server->pause().ok()); });
  endings.wait_for(1);
  EXPECT_EQ(held.size(), 1u);
  EXPECT_EQ(server_events.story(), "opened started post-started suspended");
  ASSERT_TRUE(server->pause().ok());
  EXPECT_EQ(server_events.story(), "opened started post-started suspended") << "it was paused already";
  server_events.on_suspended = nullptr;
  ASSERT_TRUE(server->start().ok());
  held.wait_for(2);
  complete(held.all()[1]);
  endings.wait_for(2);
}

TEST_F(ChannelLife, PausesWhenTheLastPacketCameHome) {
  RULE("V-LIFE-13");
  RULE("V-LIFE-18");
  hold_packets();
  open();
  for (int i = 0; i < 3; ++i) send(*client, "x", {.answer_wanted = true}, endings);
  held.wait_for(3);
  std::atomic<bool> paused{false};
  const exec::ThreadId pauser = exec::runtime().spawn("pauser", [&] {
    ASSERT_TRUE(server->pause().ok());
    paused = true;
  });
  server_events.log.wait_for(4);  // suspended
  complete(held.all()[2]);
  complete(held.all()[0]);
  endings.wait_for(2);
  EXPECT_FALSE(paused);
  complete(held.all()[1]);
  exec::runtime().join(pauser);
  endings.wait_for(3);
}

TEST_F(ChannelLife, DoesNotWaitForItsOwnPacketsWhenItPauses) {
  RULE("V-LIFE-18");
  Collected<packet::LoanId> at_client;
  client_events.on_process = [&](ReceivedPacket& packet, MutableBytes, Delivery) {
    at_client.add(packet.loan());
  };
  open();
  send(*server, "unanswered", {.answer_wanted = true}, endings);
  at_client.wait_for(1);
  ASSERT_TRUE(server->pause().ok());
  EXPECT_EQ(server->in_flight(), 1u);
  complete(at_client.all()[0], "late");
  EXPECT_EQ(endings.size(), 0u);
  ASSERT_TRUE(server->start().ok());
  endings.wait_for(1);
  EXPECT_EQ(endings.all()[0].answer, "late");
}

TEST_F(ChannelLife, ClosesInOrderWhenThePeerCloses) {
  RULE("V-LIFE-14");
  RULE("V-LIFE-20");
  hold_packets();
  open();
  send(*client, "x", {.answer_wanted = true}, endings);
  held.wait_for(1);
  server_events.on_suspended = [&] { complete(held.all()[0], "too late"); };
  ASSERT_TRUE(client->disable().ok());
  EXPECT_EQ(server_events.story(), "opened started post-started suspended closed");
  while (server->life() != Life::enabled) exec::runtime().point(exec::Point::yield);
  EXPECT_EQ(server->counts().dropped_answers, 1u) << "nobody reads the old ring";
  EXPECT_EQ(endings.all()[0].outcome, Outcome::cancelled);
}

TEST_F(ChannelLife, EveryChannelClosesWhenThePeerGoesSilent) {
  RULE("V-LIFE-20");
  open();
  bus.server().peer_gone();
  server_events.log.wait_for(5);
  EXPECT_EQ(server_events.story(), "opened started post-started suspended closed");
  bus.client().carrier_gone();
}

TEST_F(ChannelLife, IsDisabledAtTheClientWhenTheOfferIsTakenBack) {
  RULE("V-LIFE-15");
  RULE("V-LIFE-16");
  open();
  ASSERT_TRUE(server->disable().ok());
  EXPECT_EQ(server->life(), Life::disabled);
  EXPECT_EQ(server_events.story(), "opened started post-started suspended closed");
  client_events.log.wait_for(5);
  EXPECT_EQ(client_events.story(), "opened started post-started suspended closed");
  while (client->life() != Life::disabled) exec::runtime().point(exec::Point::yield);
  // What is sent after the end is held; disabled again, it is cancelled.
  send(*server, "held", {}, endings);
  EXPECT_EQ(endings.size(), 0u);
  ASSERT_TRUE(server->enable().ok());
  ASSERT_TRUE(server->disable().ok());
  EXPECT_EQ(endings.all().at(0).outcome, Outcome::cancelled);
}

TEST_F(ChannelLife, OpensAgainAfterAClose) {
  RULE("V-LIFE-19");
  open();
  for (int round = 0; round < 5; ++round) {
    endings.clear();
    ASSERT_TRUE(client->disable().ok());
    ASSERT_TRUE(client->enable().ok());
    client_events.log.wait_for(static_cast<std::size_t>(3 + 5 * (round + 1)));
    send(*client, "again", {.answer_wanted = true}, endings);
    endings.wait_for(1);
    EXPECT_EQ(endings.all()[0].answer, "again");
  }
}

TEST_F(ChannelLife, NeverCallsTwoStateCallbacksAtATime) {
  RULE("V-LIFE-21");
  std::atomic<int> inside{0};
  std::atomic<int> most{0};
  const auto enter = [&] {
    most = std::max(most.load(), ++inside);
    for (int i = 0; i < 3; ++i) exec::runtime().point(exec::Point::yield);
    --inside;
  };
  server_events.on_started = server_events.on_suspended = server_events.on_closed = enter;
  open();
  const exec::ThreadId other = exec::runtime().spawn("other", [&] {
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(server->pause().ok() && server->start().ok());
  });
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(server->start().ok() && server->pause().ok());
  exec::runtime().join(other);
  ASSERT_TRUE(server->disable().ok());
  EXPECT_EQ(most, 1);
}

}  // namespace
}  // namespace penstock::channel
