// SPDX-License-Identifier: Apache-2.0
#include "channel/endpoint_fixture.h"
#include "testing/rule.h"

namespace penstock::channel {
namespace {

class ChannelReceive : public Channels {
 protected:
  void complete(packet::LoanId loan, std::string_view answer = "") {
    EXPECT_TRUE(Endpoint::complete(ledger, loan, bytes_of(answer), {}).ok());
  }
  // The control page of the client's outgoing ring.
  std::byte* first_control_page() {
    const auto region = bus.server().regions_of(server->open_request().relid).at(0);
    return reinterpret_cast<std::byte*>(region.ranges[0].pages[0] * kPageBytes);
  }
  // That ring, for a client that does not keep to the rules.
  RingWriter forger() {
    RingWriter writer;
    const OpenRequest request = server->open_request();
    std::byte* first = first_control_page();
    EXPECT_EQ(writer.attach({first, first + kPageBytes, (request.downstream_page - 1) * kPageBytes}),
              RingFault::none);
    return writer;
  }
  void forge(PacketHead head, Bytes descriptor, Bytes payload) {
    RingWriter writer = forger();
    ASSERT_EQ(writer.put(head, descriptor, payload), Put::written);
    writer.publish();
    server->signalled();
  }
  void wait_for(RingFault fault) {
    while (server->counts().violations[static_cast<std::size_t>(fault)] == 0) {
      exec::runtime().point(exec::Point::yield);
    }
  }
  // One page of the client's, with this text in it.
  std::uint64_t page_with(std::string_view text, std::uint32_t at) {
    const std::uint64_t page = *memory.allocate(1);
    std::memcpy(reinterpret_cast<std::byte*>(page) + at, text.data(), text.size());
    return page;
  }
};

TEST_F(ChannelReceive, GivesOneCallForEachPacketInOrderAndNeverTwoAtATime) {
  RULE("V-RX-1");
  std::atomic<int> inside{0};
  std::atomic<int> most{0};
  Collected<std::string> seen;
  server_events.on_process = [&](ReceivedPacket& packet, MutableBytes payload, Delivery) {
    most = std::max(most.load(), ++inside);
    complete(packet.loan());
    --inside;
    seen.add(text_of(payload));  // last: the test may end here, and take its numbers with it
  };
  open();
  for (int i = 0; i < 500; ++i) send(*client, std::to_string(i), {}, endings);
  seen.wait_for(500);
  for (int i = 0; i < 500; ++i) ASSERT_EQ(seen.all()[static_cast<std::size_t>(i)], std::to_string(i));
  EXPECT_EQ(most, 1);
}

TEST_F(ChannelReceive, MasksItsRingUntilItLooks) {
  RULE("V-SIG-7");
  ASSERT_TRUE(server->enable().ok());
  connect();
  ASSERT_TRUE(client->enable().ok());
  server_events.log.wait_for(1);
  EXPECT_EQ(DirectAccess::load(first_control_page() + kInterruptMask), 1u);
}

TEST_F(ChannelReceive, SettlesEachPacketOnce) {
  RULE("V-RX-2");
  RULE("V-RX-13");
  Collected<packet::LoanId> held;
  server_events.on_process = [&](ReceivedPacket& packet, MutableBytes, Delivery) { held.add(packet.loan()); };
  open();
  send(*client, "x", {.answer_wanted = true}, endings);
  held.wait_for(1);
  const packet::LoanId loan = held.all()[0];
  EXPECT_EQ(server->outstanding(), 1u);
  EXPECT_TRUE(Endpoint::complete(ledger, loan, {}, {}).ok());
  EXPECT_EQ(Endpoint::complete(ledger, loan, {}, {}).fault(), Fault::unknown_packet);
  EXPECT_EQ(Endpoint::fail(ledger, loan, {}).fault(), Fault::unknown_packet);
  EXPECT_EQ(Endpoint::external_data(ledger, loan, Right::read).fault(), Fault::unknown_packet);
  EXPECT_EQ(Endpoint::defer(ledger, loan).fault(), Fault::unknown_packet);
  EXPECT_EQ(server->outstanding(), 0u);
  endings.wait_for(1);
  EXPECT_EQ(ledger.count(), 0u);
}

TEST_F(ChannelReceive, ShowsTheLengthOnTheWire) {
  RULE("V-RX-6");
  std::atomic<std::size_t> length{0};
  server_events.on_process = [&](ReceivedPacket& packet, MutableBytes payload, Delivery) {
    length = payload.size();
    EXPECT_EQ(payload[11], std::byte{0});
    complete(packet.loan());
  };
  open();
  send(*client, "hello vmbus", {.answer_wanted = true}, endings);
  endings.wait_for(1);
  EXPECT_EQ(length, 16u);
}

TEST_F(ChannelReceive, ClosesTheWayInForAPayloadAboveTheMaximum) {
  RULE("V-RX-7");
  ASSERT_TRUE(server->set_maximum_packet(64).ok());
  open();
  const std::vector<std::byte> payload(72);
  forge({.type = 6}, {}, payload);
  wait_for(RingFault::payload_too_long);
  EXPECT_EQ(server_events.received.size(), 0u);
}

TEST_F(ChannelReceive, SaysHowManyWereInABatch) {
  RULE("V-RX-8");
  open();
  ASSERT_TRUE(server->pause().ok());
  for (int i = 0; i < 20; ++i) send(*client, "x", {}, endings);
  ASSERT_TRUE(server->start().ok());
  server_events.received.wait_for(20);
  ASSERT_TRUE(server->pause().ok());
  EXPECT_EQ(server_events.batches.all(), std::vector<std::uint32_t>{20});
}

TEST_F(ChannelReceive, CountsEachCallOfABatch) {
  RULE("V-RX-8");
  Collected<bool> calls;
  server_events.on_process = [&](ReceivedPacket& packet, MutableBytes, Delivery how) {
    calls.add(how.may_block);
    if (how.may_block) return complete(packet.loan());
    ASSERT_TRUE(Endpoint::defer(ledger, packet.loan()).ok());
  };
  open();
  ASSERT_TRUE(server->pause().ok());
  for (int i = 0; i < 3; ++i) send(*client, "x", {}, endings);
  ASSERT_TRUE(server->start().ok());
  calls.wait_for(6);
  ASSERT_TRUE(server->pause().ok());
  EXPECT_EQ(server_events.batches.all(), std::vector<std::uint32_t>{6}) << "each packet came twice";
}

TEST_F(ChannelReceive, MayBlockWhereTheProviderAskedForIt) {
  RULE("V-RX-9");
  Collected<bool> may_block;
  server_events.on_process = [&](ReceivedPacket& packet, MutableBytes, Delivery how) {
    may_block.add(how.may_block);
    complete(packet.loan());
  };
  open();
  send(*client, "x", {.answer_wanted = true}, endings);
  endings.wait_for(1);
  server->set_may_block(true);
  send(*client, "y", {.answer_wanted = true}, endings);
  endings.wait_for(2);
  EXPECT_EQ(may_block.all(), (std::vector<bool>{false, true}));
}

TEST_F(ChannelReceive, ShowsADeferredPacketAgainBeforeTheNext) {
  RULE("V-RX-10");
  Collected<std::string> seen;
  server_events.on_process = [&](ReceivedPacket& packet, MutableBytes payload, Delivery how) {
    seen.add(text_of(payload) + (how.may_block ? " again" : ""));
    if (!how.may_block && text_of(payload) == "one") {
      ASSERT_TRUE(Endpoint::defer(ledger, packet.loan()).ok());
      return;
    }
    complete(packet.loan());
    EXPECT_FALSE(Endpoint::defer(ledger, packet.loan()).ok()) << "it is not held any more";
  };
  open();
  ASSERT_TRUE(server->pause().ok());
  send(*client, "one", {.answer_wanted = true}, endings);
  send(*client, "two", {.answer_wanted = true}, endings);
  ASSERT_TRUE(server->start().ok());
  endings.wait_for(2);
  EXPECT_EQ(seen.all(), (std::vector<std::string>{"one", "one again", "two"}));
}

TEST_F(ChannelReceive, DefersOnlyInsideTheCallbackOfThatPacket) {
  RULE("V-RX-10");
  Collected<packet::LoanId> held;
  server_events.on_process = [&](ReceivedPacket& packet, MutableBytes, Delivery) { held.add(packet.loan()); };
  open();
  send(*client, "x", {.answer_wanted = true}, endings);
  held.wait_for(1);
  EXPECT_EQ(Endpoint::defer(ledger, held.all()[0]).fault(), Fault::wrong_state);
  complete(held.all()[0]);
  endings.wait_for(1);
}

TEST_F(ChannelReceive, TakesNoMoreThanItsQuota) {
  RULE("V-RX-11");
  Collected<packet::LoanId> held;
  server_events.on_process = [&](ReceivedPacket& packet, MutableBytes, Delivery) { held.add(packet.loan()); };
  EXPECT_EQ(server->set_quota(0).fault(), Fault::zero_size);
  ASSERT_TRUE(server->set_quota(3).ok());
  open();
  for (int i = 0; i < 6; ++i) send(*client, "x", {.answer_wanted = true}, endings);
  held.wait_for(3);
  ASSERT_TRUE(server->set_quota(4).ok());
  server->signalled();
  server->signalled();
  EXPECT_LE(held.size(), 4u);
  complete(held.all()[0]);
  held.wait_for(4);
  ASSERT_TRUE(server->set_quota(1).ok());
  for (std::size_t i = 1; i < 6; ++i) {
    held.wait_for(i + 1);
    complete(held.all()[i]);
  }
  endings.wait_for(6);
}

TEST_F(ChannelReceive, StopsForGoodAfterAFailureButStillSends) {
  RULE("V-RX-12");
  server_events.on_process = [&](ReceivedPacket& packet, MutableBytes, Delivery) {
    ASSERT_TRUE(Endpoint::fail(ledger, packet.loan(), {}).ok());
    server_events.note("failed");
  };
  open();
  send(*client, "one", {.answer_wanted = true}, endings);
  server_events.log.wait_for(4);
  send(*client, "two", {.answer_wanted = true}, endings);
  send(*server, "still here", {}, endings);
  client_events.received.wait_for(1);
  EXPECT_EQ(server_events.story(), "opened started post-started failed") << "no suspend by itself";
  EXPECT_EQ(server->outstanding(), 0u);
  ASSERT_TRUE(client->disable().ok());  // closed and opened anew, it receives again
  server_events.on_process = nullptr;
  ASSERT_TRUE(client->enable().ok());
  Collected<Ending> after;
  send(*client, "three", {.answer_wanted = true}, after);
  after.wait_for(1);
  EXPECT_EQ(after.all()[0].answer, "three");
}

TEST_F(ChannelReceive, ClosesTheWayInForWhatMakesNoSense) {
  RULE("V-RX-14");
  open();
  forge({.type = 7}, {}, bytes_of("not from a client"));
  wait_for(RingFault::bad_type);
  EXPECT_EQ(server_events.received.size(), 0u);
}

TEST_F(ChannelReceive, RefusesAPageListThatDoesNotFit) {
  RULE("V-RX-14");
  open();
  const std::uint32_t list[] = {0, 3, 100, 0, 7, 0};  // three ranges announced, one there
  forge({.type = 9, .flags = 1}, std::as_bytes(std::span(list)), bytes_of("x"));
  wait_for(RingFault::bad_descriptor);
}

TEST_F(ChannelReceive, KeepsThePayloadWhateverThePeerDoesToItsRing) {
  RULE("V-RX-5");
  Collected<packet::LoanId> held;
  server_events.on_process = [&](ReceivedPacket& packet, MutableBytes, Delivery) { held.add(packet.loan()); };
  open();
  send(*client, "original", {.answer_wanted = true}, endings);
  held.wait_for(1);
  const auto region = bus.server().regions_of(server->open_request().relid).at(0);
  std::memset(reinterpret_cast<std::byte*>(region.ranges[0].pages[0] * kPageBytes) + kPageBytes, 0xFF,
              kPageBytes);
  const auto found = ledger.find(held.all()[0]);
  EXPECT_EQ(text_of(static_cast<ReceivedPacket&>(*found).payload()), "original");
  complete(held.all()[0]);
}

TEST_F(ChannelReceive, ShowsTheMemoryThatAPacketNames) {
  RULE("V-EXT-1");
  RULE("V-EXT-2");
  RULE("V-EXT-3");
  const std::uint64_t first = page_with("from a page", 4000);
  const std::uint64_t second = page_with("another", 0);
  const std::uint64_t pages[] = {first / kPageBytes};
  const std::uint64_t more[] = {second / kPageBytes};
  const PageRange ranges[] = {{.bytes = 11, .offset = 4000, .pages = pages}, {.bytes = 7, .pages = more}};
  Collected<std::string> seen;
  server_events.on_process = [&](ReceivedPacket& packet, MutableBytes, Delivery how) {
    const auto data = Endpoint::external_data(ledger, packet.loan(), Right::read);
    if (!how.external_data) {
      EXPECT_EQ(data.fault(), Fault::no_external_data);
    } else {
      for (const MemoryPiece& piece : *data) seen.add(text_of({piece.data, piece.bytes}));
      const auto again = Endpoint::external_data(ledger, packet.loan(), Right::read);
      EXPECT_EQ(again->data(), data->data()) << "the same for every call";
      EXPECT_EQ((*again)[0].address % kPageBytes, 4000u);
    }
    complete(packet.loan());
  };
  open();
  send(*client, "look there", {.answer_wanted = true, .external = ranges}, endings);
  RULE("V-EXT-7");
  send(*client, "nothing there", {.answer_wanted = true}, endings);
  endings.wait_for(2);
  EXPECT_EQ(seen.all(), (std::vector<std::string>{"from a page", "another"}));
  memory.free(first, 1);
  memory.free(second, 1);
}

TEST_F(ChannelReceive, RefusesMoreMemoryThanItWasSetUpFor) {
  RULE("V-EXT-5");
  ASSERT_TRUE(server->set_maximum_external_data(100, 1).ok());
  const std::uint64_t page = page_with("x", 0);
  const std::uint64_t number = page / kPageBytes;
  Collected<std::string> seen;
  server_events.on_process = [&](ReceivedPacket& packet, MutableBytes, Delivery) {
    const auto data = Endpoint::external_data(ledger, packet.loan(), Right::read);
    seen.add(data.ok() ? "fine" : to_string(data.fault()));
    complete(packet.loan());
  };
  open();
  const auto range = [&](std::uint32_t bytes) { return PageRange{.bytes = bytes, .pages = {&number, 1}}; };
  const PageRange two[] = {range(10), range(10)};
  const PageRange fits[] = {range(100)};
  const PageRange longer[] = {range(101)};
  send(*client, "a", {.answer_wanted = true, .external = fits}, endings);
  send(*client, "b", {.answer_wanted = true, .external = longer}, endings);
  send(*client, "c", {.answer_wanted = true, .external = two}, endings);
  endings.wait_for(3);
  EXPECT_EQ(seen.all(), (std::vector<std::string>{"fine", "too much data", "too much data"}));
  memory.free(page, 1);
}

TEST_F(ChannelReceive, SaysWhenNamedMemoryIsNotThere) {
  RULE("V-EXT-10");
  const std::uint64_t number = 0x123456789;
  const PageRange nowhere[] = {{.bytes = 10, .pages = {&number, 1}}};
  Collected<std::string> seen;
  server_events.on_process = [&](ReceivedPacket& packet, MutableBytes, Delivery) {
    seen.add(to_string(Endpoint::external_data(ledger, packet.loan(), Right::read).fault()));
    complete(packet.loan());
  };
  open();
  send(*client, "a", {.answer_wanted = true, .external = nowhere}, endings);
  endings.wait_for(1);
  EXPECT_EQ(seen.all(), std::vector<std::string>{"unbacked"});
}

TEST_F(ChannelReceive, NamesNoMemoryFromTheOfferingSide) {
  RULE("V-EXT-8");
  open();
  const std::uint64_t number = 1;
  const PageRange range[] = {{.bytes = 10, .pages = {&number, 1}}};
  SentPacket* packet = server->allocate_packet();
  EXPECT_EQ(server->send(*packet, bytes_of("x"), {.answer_wanted = true, .external = range}).fault(),
            Fault::not_supported);
  ASSERT_TRUE(server->free_packet(*packet).ok());
}

TEST_F(ChannelReceive, GivesTheClientsContextBytesToEachPacket) {
  ASSERT_TRUE(server->set_client_context(24).ok());
  Collected<std::size_t> sizes;
  server_events.on_process = [&](ReceivedPacket& packet, MutableBytes, Delivery) {
    sizes.add(packet.client_context().size());
    EXPECT_EQ(packet.client_context()[0], std::byte{0});
    packet.client_context()[0] = std::byte{1};
    complete(packet.loan());
  };
  open();
  send(*client, "a", {}, endings);
  send(*client, "b", {}, endings);
  sizes.wait_for(2);
  EXPECT_EQ(sizes.all(), (std::vector<std::size_t>{24, 24}));
}

TEST_F(ChannelReceive, TakesSpuriousSignalsForNothing) {
  RULE("V-SIG-8");
  open();
  for (int i = 0; i < 1000; ++i) server->signalled(), client->signalled();
  send(*client, "x", {.answer_wanted = true}, endings);
  endings.wait_for(1);
  EXPECT_EQ(server_events.received.size(), 1u);
}

}  // namespace
}  // namespace penstock::channel
