// SPDX-License-Identifier: Apache-2.0
#include "channel/endpoint_fixture.h"
#include "testing/rule.h"

namespace penstock::channel {
namespace {

class ChannelSend : public Channels {};

TEST_F(ChannelSend, CarriesARequestAndItsAnswer) {
  RULE("V-TX-2");
  RULE("V-RX-4");
  open();
  send(*client, "hello", {.answer_wanted = true}, endings);
  endings.wait_for(1);
  EXPECT_EQ(endings.all()[0].answer, "hello");
  send(*client, "no answer, please", {}, endings);
  endings.wait_for(2);
  EXPECT_EQ(endings.all()[1].outcome, Outcome::done);
  EXPECT_EQ(endings.all()[1].answer, "");
  server_events.received.wait_for(2);
  EXPECT_EQ(client->counts().answers, 1u);
  send(*client, "behind it", {.answer_wanted = true}, endings);
  endings.wait_for(3);
  EXPECT_EQ(client->counts().violations[static_cast<std::size_t>(RingFault::unknown_transaction)], 0u)
      << "nobody answered what was not asked";
}

TEST_F(ChannelSend, CallsTheRoutineBeforeItReturnsWhereThatIsEnough) {
  RULE("V-TX-3");
  open();
  send(*client, "x", {}, endings);
  EXPECT_EQ(endings.size(), 1u);
}

TEST_F(ChannelSend, AnswersALotMoreThanARingHoldsInOrder) {
  RULE("V-TX-5");
  open();
  for (int i = 0; i < 2000; ++i)
    send(*client, "packet " + std::to_string(i), {.answer_wanted = true}, endings);
  endings.wait_for(2000);
  const std::vector<Ending> all = endings.all();
  for (int i = 0; i < 2000; ++i)
    ASSERT_EQ(all[static_cast<std::size_t>(i)].answer, "packet " + std::to_string(i));
  EXPECT_GT(client->counts().queued, 0u);
}

TEST_F(ChannelSend, QueuesAnswersBehindWhatIsQueuedAlready) {
  RULE("V-TX-5");
  Collected<std::string> at_client;
  Collected<packet::LoanId> held;
  client_events.on_process = [&](ReceivedPacket& packet, MutableBytes payload, Delivery) {
    at_client.add(text_of(payload));
    ASSERT_TRUE(Endpoint::complete(ledger, packet.loan(), {}, {}).ok());
  };
  server_events.on_process = [&](ReceivedPacket& packet, MutableBytes, Delivery) { held.add(packet.loan()); };
  open();
  Collected<Ending> requests;
  send(*client, "request", {.answer_wanted = true}, requests);
  held.wait_for(1);
  ASSERT_TRUE(client->pause().ok());  // it reads nothing
  while (server->queued_now() < 5) send(*server, std::string(500, 'a'), {}, endings);
  ASSERT_TRUE(Endpoint::complete(ledger, held.all()[0], bytes_of("answer"), {}).ok());
  // What is handed to another thread is counted a moment later.
  while (server->queued_now() < 6) exec::runtime().point(exec::Point::yield);
  EXPECT_EQ(requests.size(), 0u);
  ASSERT_TRUE(client->start().ok());
  requests.wait_for(1);
  EXPECT_EQ(requests.all()[0].answer, "answer");
  EXPECT_EQ(server->counts().sent, at_client.size() + 1);
}

TEST_F(ChannelSend, HoldsWhatIsSentBeforeTheChannelOpens) {
  RULE("V-TX-6");
  send(*server, "early", {}, endings);
  EXPECT_EQ(endings.size(), 0u);
  open();
  client_events.received.wait_for(1);
  EXPECT_EQ(client_events.received.all()[0], "early");
  EXPECT_EQ(endings.size(), 1u);
}

// Paused, nobody delivers and publishes what else there is: a flush that fills the ring ends what it wrote itself.
TEST_F(ChannelSend, EndsWhatIsInTheRingThoughMoreHasToWait) {
  RULE("V-TX-2");
  client_events.on_process = [&](ReceivedPacket& packet, MutableBytes, Delivery) {
    ASSERT_TRUE(Endpoint::fail(ledger, packet.loan(), {}).ok());  // and reads no more
  };
  open();
  ASSERT_TRUE(client->pause().ok());
  while (server->queued_now() < 100) send(*server, "fills the ring", {}, endings);
  ASSERT_TRUE(server->pause().ok());
  const std::size_t in_a_ring = endings.size();
  EXPECT_EQ(server->counts().sent, in_a_ring);
  ASSERT_TRUE(client->start().ok());
  while (server->counts().sent == in_a_ring) exec::runtime().point(exec::Point::yield);
  ASSERT_TRUE(server->pause().ok());  // whoever has the baton is done
  EXPECT_EQ(endings.size(), server->counts().sent);
  EXPECT_GT(server->queued_now(), 0u);
}

TEST_F(ChannelSend, CancelsInOrderAndOnceWhenThePeerCloses) {
  RULE("V-TX-7");
  client_events.on_process = [&](ReceivedPacket& packet, MutableBytes, Delivery) {
    ASSERT_TRUE(Endpoint::fail(ledger, packet.loan(), {}).ok());  // and reads no more
  };
  open();
  Collected<std::string> order;
  struct Named {
    Collected<std::string>* order;
    ScriptedEvents* events;
    int number;
  };
  std::deque<Named> names;
  for (int i = 0; i < 200; ++i) {
    names.push_back({&order, &server_events, i});
    SentPacket* packet = server->allocate_packet();
    packet->set_routine(
        [](SentPacket& ended, Outcome outcome, MutableBytes, void* context) {
          const Named& named = *static_cast<Named*>(context);
          EXPECT_EQ(outcome, Outcome::cancelled);
          EXPECT_EQ(named.events->story().find("closed"), std::string::npos) << "before closed";
          EXPECT_NE(named.events->story().find("suspended"), std::string::npos) << "after suspended";
          named.order->add(std::to_string(named.number));
          EXPECT_TRUE(ended.endpoint().free_packet(ended).ok());
        },
        &names.back());
    ASSERT_TRUE(server->send(*packet, bytes_of(std::string(100, 'x')), {.answer_wanted = true}).ok());
  }
  EXPECT_GT(server->queued_now(), 0u);
  ASSERT_TRUE(client->disable().ok());
  ASSERT_EQ(order.size(), 200u);
  for (int i = 0; i < 200; ++i) ASSERT_EQ(order.all()[static_cast<std::size_t>(i)], std::to_string(i));
  EXPECT_EQ(ledger.count(), 0u);
}

TEST_F(ChannelSend, NeedsARoutineForAPacketInForeignMemory) {
  RULE("V-TX-4");
  open();
  std::vector<std::uint64_t> room(server->packet_object_bytes() / 8 + 1);
  EXPECT_EQ(server->place_packet(room.data(), server->packet_object_bytes() - 8).fault(), Fault::truncated);
  SentPacket* packet = *server->place_packet(room.data(), server->packet_object_bytes());
  EXPECT_EQ(server->send(*packet, bytes_of("x"), {}).fault(), Fault::no_routine);
  packet->set_routine(
      [](SentPacket&, Outcome outcome, MutableBytes, void* context) {
        static_cast<Collected<Ending>*>(context)->add({outcome, ""});
      },
      &endings);
  ASSERT_TRUE(server->send(*packet, bytes_of("x"), {}).ok());
  ASSERT_TRUE(server->send(*packet, bytes_of("y"), {}).ok());
  EXPECT_EQ(endings.size(), 2u);
  EXPECT_EQ(server->free_packet(*packet).fault(), Fault::not_supported);
}

TEST_F(ChannelSend, SendsAPacketAgainFromItsRoutine) {
  RULE("V-TX-4");
  open();
  static std::atomic<int> left;
  left = 50;
  static Collected<Ending>* over;
  over = &endings;
  SentPacket* packet = client->allocate_packet();
  packet->set_routine(
      [](SentPacket& again, Outcome, MutableBytes, void*) {
        EXPECT_FALSE(again.in_use());
        if (--left > 0) {
          EXPECT_TRUE(again.endpoint().send(again, bytes_of("again"), {}).ok());
        } else {
          EXPECT_TRUE(again.endpoint().free_packet(again).ok());
          over->add({Outcome::done, ""});
        }
      },
      nullptr);
  ASSERT_TRUE(client->send(*packet, bytes_of("first"), {}).ok());
  endings.wait_for(1);
  server_events.received.wait_for(50);
}

TEST_F(ChannelSend, FreesAPacketWithoutARoutine) {
  RULE("V-TX-4");
  open();
  SentPacket* first = client->allocate_packet();
  ASSERT_TRUE(client->send(*first, bytes_of("x"), {}).ok());
  EXPECT_EQ(client->allocate_packet(), first) << "it was on the list again";
  ASSERT_TRUE(client->free_packet(*first).ok());
}

TEST_F(ChannelSend, NumbersWhatIsUnansweredApart) {
  RULE("V-TX-8");
  Collected<packet::LoanId> at_client;
  client_events.on_process = [&](ReceivedPacket& packet, MutableBytes, Delivery) {
    at_client.add(packet.loan());
  };
  open();
  for (int i = 0; i < 20; ++i) send(*server, std::to_string(i), {.answer_wanted = true}, endings);
  at_client.wait_for(20);
  std::vector<packet::LoanId> loans = at_client.all();
  std::reverse(loans.begin(), loans.end());  // V-RX-3: in any order
  for (const packet::LoanId loan : loans) {
    const auto found = ledger.find(loan);
    const std::string text = text_of(static_cast<ReceivedPacket&>(*found).payload());
    ASSERT_TRUE(Endpoint::complete(ledger, loan, bytes_of("to " + text), {}).ok());
  }
  endings.wait_for(20);
  RULE("V-RX-3");
  EXPECT_EQ(endings.all()[0].answer, "to 19");
  EXPECT_EQ(endings.all()[19].answer, "to 0");
}

TEST_F(ChannelSend, IgnoresAnAnswerToNothing) {
  RULE("V-TX-8");
  open();
  // The client answers what was never asked: written into its ring by hand.
  RingWriter forger;
  const OpenRequest request = server->open_request();
  const auto region = bus.server().regions_of(request.relid).at(0);
  auto* first = reinterpret_cast<std::byte*>(region.ranges[0].pages[0] * kPageBytes);
  ASSERT_EQ(forger.attach({first, first + kPageBytes, (request.downstream_page - 1) * kPageBytes}),
            RingFault::none);
  ASSERT_EQ(forger.put({.type = 11, .transaction = 0xABCDEF}, {}, bytes_of("forged!!")), Put::written);
  forger.publish();
  server->signalled();
  const auto unknown = [&] {
    return server->counts().violations[static_cast<std::size_t>(RingFault::unknown_transaction)];
  };
  while (unknown() == 0) exec::runtime().point(exec::Point::yield);
  EXPECT_EQ(unknown(), 1u);
  EXPECT_TRUE(server->active());
  ASSERT_EQ(forger.put({.type = 6}, {}, bytes_of("heard as before")), Put::written);
  forger.publish();
  server->signalled();
  server_events.received.wait_for(1);
}

TEST_F(ChannelSend, RefusesWhatCannotFit) {
  RULE("V-TX-9");
  open();
  SentPacket* packet = client->allocate_packet();
  const std::vector<std::byte> too_long(5000);
  EXPECT_EQ(client->send(*packet, too_long, {}).fault(), Fault::bad_length);
  // One page of ring: the head, the trailer and eight bytes are not for payloads.
  const std::vector<std::byte> above(payload_bytes_max(kPageBytes, 0) + 1);
  EXPECT_EQ(client->send(*packet, above, {}).fault(), Fault::bad_length);
  const std::vector<std::byte> most(payload_bytes_max(kPageBytes, 0));
  EXPECT_TRUE(client->send(*packet, most, {}).ok());
}

TEST_F(ChannelSend, CopiesTheBytesBeforeItReturns) {
  RULE("V-TX-10");
  ASSERT_TRUE(server->enable().ok());
  std::string text = "original";
  send(*server, text, {}, endings);
  text = "changed!";
  ASSERT_TRUE(server->start().ok());
  connect();
  ASSERT_TRUE(client->enable().ok());
  client_events.received.wait_for(1);
  EXPECT_EQ(client_events.received.all()[0], "original");
}

TEST_F(ChannelSend, WaitsForAnAnswerOrUntilItsTimeIsOver) {
  RULE("V-TX-11");
  open();
  std::array<std::byte, 16> answer{};
  const auto got = client->send_and_wait(bytes_of("12345678"), {.answer_wanted = true}, answer, -1);
  ASSERT_TRUE(got.ok());
  EXPECT_EQ(*got, 8u);
  EXPECT_EQ(text_of(answer), "12345678");
  EXPECT_EQ(client->send_and_wait(bytes_of("x"), {.answer_wanted = true}, MutableBytes(answer).first(7), -1)
                .fault(),
            Fault::not_aligned);
  EXPECT_EQ(server->send_and_wait(bytes_of("x"), {.answer_wanted = true}, {}, 0).fault(),
            Fault::not_supported);
  EXPECT_EQ(server->send_and_wait(bytes_of("x"), {}, {}, -1).fault(), Fault::not_supported);
  EXPECT_TRUE(server->send_and_wait(bytes_of("x"), {}, {}, 0).ok());
}

TEST_F(ChannelSend, DoesNotQueueWhatMayNotWait) {
  RULE("V-TX-11");
  open();
  ASSERT_TRUE(client->pause().ok());
  const std::string text(500, 'a');
  Result<std::uint32_t> sent = 0u;
  int count = 0;
  while ((sent = server->send_and_wait(bytes_of(text), {}, {}, 0)).ok()) ++count;
  EXPECT_EQ(sent.fault(), Fault::no_room);
  EXPECT_EQ(count, 7);
  EXPECT_EQ(server->queued_now(), 0u);
  ASSERT_TRUE(client->start().ok());
  client_events.received.wait_for(7);
}

TEST_F(ChannelSend, DropsALateAnswerToWhatWasCancelled) {
  RULE("V-TX-12");
  Collected<packet::LoanId> held;
  server_events.on_process = [&](ReceivedPacket& packet, MutableBytes, Delivery) { held.add(packet.loan()); };
  open();
  std::array<std::byte, 16> answer{};
  const auto got = client->send_and_wait(bytes_of("x"), {.answer_wanted = true}, answer, 1);
  EXPECT_EQ(got.fault(), Fault::cancelled);
  held.wait_for(1);
  ASSERT_TRUE(Endpoint::complete(ledger, held.all()[0], bytes_of("late"), {}).ok());
  while (client->counts().late_answers == 0) exec::runtime().point(exec::Point::yield);
  EXPECT_EQ(client->counts().violations[static_cast<std::size_t>(RingFault::unknown_transaction)], 0u);
}

TEST_F(ChannelSend, TellsAWaiterThatItsChannelWentAway) {
  RULE("V-TX-7");
  Collected<packet::LoanId> held;
  server_events.on_process = [&](ReceivedPacket& packet, MutableBytes, Delivery) { held.add(packet.loan()); };
  server_events.on_suspended = [&] {
    for (const packet::LoanId loan : held.all()) ASSERT_TRUE(Endpoint::complete(ledger, loan, {}, {}).ok());
  };
  open();
  Fault fault = Fault::active;
  const exec::ThreadId waiter = exec::runtime().spawn("waiter", [&] {
    fault = client->send_and_wait(bytes_of("x"), {.answer_wanted = true}, {}, -1).fault();
  });
  held.wait_for(1);
  ASSERT_TRUE(client->disable().ok());
  exec::runtime().join(waiter);
  EXPECT_EQ(fault, Fault::removed);
}

TEST_F(ChannelSend, AllocatesNothingToSend) {
  RULE("V-TX-1");
  // What a send needs is in the object: its payload's memory stands behind it.
  open();
  ASSERT_TRUE(client->pause().ok());
  SentPacket* packet = server->allocate_packet();
  const std::vector<std::byte> most(payload_bytes_max(kPageBytes, 0));
  send(*server, "fills", {}, endings);
  ASSERT_TRUE(server->send(*packet, most, {}).ok());
  EXPECT_EQ(server->queued_now(), 1u);
  const auto* object = reinterpret_cast<const std::byte*>(packet);
  EXPECT_GE(packet->kept_payload().data(), object + sizeof *packet);
  EXPECT_LE(packet->kept_payload().data() + most.size(), object + server->packet_object_bytes());
  ASSERT_TRUE(client->start().ok());
}

TEST_F(ChannelSend, SignalsOnceForABatch) {
  RULE("V-RING-2");
  open();
  ASSERT_TRUE(client->pause().ok());
  std::vector<SentPacket*> packets;
  std::vector<Bytes> payloads;
  for (int i = 0; i < 32; ++i)
    packets.push_back(server->allocate_packet()), payloads.push_back(bytes_of("12345678"));
  const std::uint64_t before = server->counts().signals;
  EXPECT_EQ(server->send_batch(packets, payloads, {}), 32u);
  EXPECT_LE(server->counts().signals, before + 1);
  ASSERT_TRUE(client->start().ok());
  client_events.received.wait_for(32);
}

TEST_F(ChannelSend, GivesTransferPagesTheNumberThatTheSenderChose) {
  std::atomic<std::uint64_t> seen{0};
  TransferPages got;
  client_events.on_process = [&](ReceivedPacket& packet, MutableBytes, Delivery) {
    got = packet.transfer_pages();
    seen = packet.transaction();
    ASSERT_TRUE(Endpoint::complete(ledger, packet.loan(), {}, {}).ok());
  };
  open();
  const TransferPages pages{.set = 0xCAFE, .ranges = {{100, 0}, {200, 1536}}};
  send(*server, "frame", {.answer_wanted = true, .transfer_pages = &pages, .transaction = 17}, endings);
  endings.wait_for(1);
  EXPECT_EQ(seen, 17u);
  EXPECT_EQ(got.set, 0xCAFE);
  ASSERT_EQ(got.ranges.size(), 2u);
  EXPECT_EQ(got.ranges[1].offset, 1536u);
}

}  // namespace
}  // namespace penstock::channel
