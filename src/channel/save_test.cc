// SPDX-License-Identifier: Apache-2.0
// What is asked, what is written, and that a save changes nothing.
#include "channel/saved_channel_fixture.h"
#include "testing/rule.h"

namespace penstock::channel {
namespace {

TEST_F(SavedChannelTest, ChangesNothingByBeingSaved) {
  RULE("V-SAVE-23");
  RULE("V-SAVE-26");
  open_and_hold();
  ASSERT_TRUE(client->pause().ok());
  const std::uint64_t count = fill(10);
  ASSERT_TRUE(server->pause().ok());
  const Blob first = save_with(*server, 100'000);
  EXPECT_EQ(save_with(*server, 100'000), first);
  EXPECT_EQ(save_with(*server, 300), first) << "whatever the buffers are";
  ASSERT_TRUE(client->start().ok());
  ASSERT_TRUE(server->start().ok());
  answer_all(count);
  expect_all_ended_in_order(count);
}

TEST_F(SavedChannelTest, AsksInOrderOnceOrTwiceAndOnTheCallersThread) {
  RULE("V-SAVE-5");
  RULE("V-SAVE-7");
  RULE("V-SAVE-9");
  RULE("V-SAVE-11");
  RULE("V-SAVE-15");
  RULE("V-SAVE-16");
  open_and_hold();
  ASSERT_TRUE(client->pause().ok());
  const std::uint64_t count = fill(5);
  ASSERT_TRUE(server->pause().ok());
  std::vector<std::pair<std::uint64_t, std::size_t>> asked;
  const exec::ThreadId here = exec::runtime().self();
  server_events.on_save = [&](SentPacket& packet, MutableBytes buffer, std::uint32_t& needed) {
    EXPECT_EQ(exec::runtime().self(), here);
    EXPECT_EQ(needed, 0u);
    EXPECT_EQ(buffer.data() == nullptr, buffer.empty());
    asked.emplace_back(number_of(packet), buffer.size());
    needed = 24;
    return buffer.size() < 24 ? 0xC0000001u : 0u;
  };
  save_with(*server, 1);
  ASSERT_EQ(asked.size(), 2 * count);
  for (std::uint64_t i = 0; i < count; ++i) {
    EXPECT_EQ(asked[2 * i], (std::pair<std::uint64_t, std::size_t>{i + 1, 0}));
    EXPECT_EQ(asked[2 * i + 1], (std::pair<std::uint64_t, std::size_t>{i + 1, 24}));
  }
}

TEST_F(SavedChannelTest, TakesSuccessAtOnceForNothing) {
  RULE("V-SAVE-10");
  RULE("V-REST-3");
  open_and_hold();
  send_number(1);
  held.wait_for(1);
  ASSERT_TRUE(server->pause().ok());
  int asked = 0;
  server_events.on_save = [&](SentPacket&, MutableBytes, std::uint32_t&) { return ++asked, 0u; };
  const Blob saved = save_with(*server, 10'000);
  EXPECT_EQ(asked, 1);
  bool nothing = false;
  server_events.on_restore = [&](Bytes library, Bytes own) {
    nothing = own.empty();
    SentPacket* packet = heir->allocate_packet();
    set_number(*packet, 7);
    RULE("V-REST-4");
    Blob altered(library.begin(), library.end());
    altered[8] ^= std::byte{1};
    EXPECT_EQ(heir->restore_packet(*packet, altered).fault(), Fault::damaged);
    EXPECT_TRUE(heir->restore_packet(*packet, library).ok());
    SentPacket* other = heir->allocate_packet();
    EXPECT_EQ(heir->restore_packet(*other, library).fault(), Fault::wrong_state) << "twice";
    EXPECT_TRUE(heir->free_packet(*other).ok());
    return 0u;
  };
  kill();
  ASSERT_EQ(restore(saved).outcome, RestoreStep::Outcome::complete);
  EXPECT_TRUE(nothing);
  SentPacket* late = heir->allocate_packet();
  EXPECT_EQ(heir->restore_packet(*late, bytes_of("x")).fault(), Fault::wrong_state) << "outside the callback";
  ASSERT_TRUE(heir->free_packet(*late).ok());
}

TEST_F(SavedChannelTest, StoresWhatWasWrittenAndNoMore) {
  RULE("V-SAVE-13");
  open_and_hold();
  send_number(1);
  held.wait_for(1);
  ASSERT_TRUE(server->pause().ok());
  std::uint32_t second = 0;
  server_events.on_save = [&](SentPacket&, MutableBytes buffer, std::uint32_t& needed) {
    needed = buffer.empty() ? 100 : second;
    return buffer.empty() ? 1u : 0u;
  };
  std::vector<std::size_t> sizes;
  server_events.on_restore = [&](Bytes library, Bytes own) {
    sizes.push_back(own.size());
    SentPacket* packet = heir->allocate_packet();
    EXPECT_TRUE(heir->restore_packet(*packet, library).ok());
    return 0u;
  };
  second = 40;
  const Blob forty = save_with(*server, 10'000);
  second = 0;  // not written: the first answer counts
  const Blob hundred = save_with(*server, 10'000);
  second = 101;
  ASSERT_TRUE(server->save_begin().ok());
  Blob buffer(10'000);
  const SaveStep lie = server->save_continue(buffer);
  EXPECT_EQ(lie.outcome, Outcomes::failed);
  EXPECT_EQ(lie.fault, Fault::bad_length);
  server->save_end();
  kill();
  EXPECT_EQ(restore(forty).outcome, RestoreStep::Outcome::complete);
  heir->abandon();
  make_heir();
  EXPECT_EQ(restore(hundred).outcome, RestoreStep::Outcome::complete);
  EXPECT_EQ(sizes, (std::vector<std::size_t>{40, 100}));
}

TEST_F(SavedChannelTest, EndsTheSaveWithTheProvidersStatus) {
  RULE("V-SAVE-12");
  RULE("V-SAVE-14");
  RULE("V-SAVE-24");
  open_and_hold();
  send_number(1);
  held.wait_for(1);
  ASSERT_TRUE(server->pause().ok());
  int asked = 0;
  Blob buffer(10'000);
  const auto save_fails_with = [&](std::uint32_t status, int questions_wanted) {
    asked = 0;
    ASSERT_TRUE(server->save_begin().ok());
    SaveStep step = server->save_continue(buffer);
    EXPECT_EQ(step.outcome, Outcomes::failed);
    EXPECT_EQ(step.fault, Fault::provider_refused);
    EXPECT_EQ(step.provider_status, status);
    step = server->save_continue(buffer);
    EXPECT_EQ(step.outcome, Outcomes::failed) << "for good";
    EXPECT_EQ(asked, questions_wanted);
    server->save_end();
  };
  server_events.on_save = [&](SentPacket&, MutableBytes, std::uint32_t&) { return ++asked, 0xC0000011u; };
  save_fails_with(0xC0000011, 1);
  server_events.on_save = [&](SentPacket&, MutableBytes slot, std::uint32_t& needed) {
    ++asked;
    needed = 10;
    return slot.empty() ? 0xC0000022u : 0xC0000033u;
  };
  save_fails_with(0xC0000033, 2);
  EXPECT_FALSE(server->active());
  ASSERT_TRUE(server->start().ok()) << "paused, and as good as new";
}

TEST_F(SavedChannelTest, IsBegunWhenPausedAndOnce) {
  RULE("V-SAVE-18");
  open_and_hold();
  Blob buffer(100);
  EXPECT_EQ(server->save_begin().fault(), Fault::active);
  const SaveStep step = server->save_continue(buffer);
  EXPECT_EQ(step.outcome, Outcomes::failed);
  EXPECT_EQ(step.bytes_filled + step.bytes_required, 0u);
  server->save_end();  // no effect
  ASSERT_TRUE(server->pause().ok());
  ASSERT_TRUE(server->save_begin().ok());
  EXPECT_EQ(server->save_begin().fault(), Fault::saving);
  server->save_end();
}

TEST_F(SavedChannelTest, TellsThreeKindsOfNotYetApart) {
  RULE("V-SAVE-19");
  RULE("V-SAVE-20");
  RULE("V-SAVE-21");
  RULE("V-SAVE-22");
  open_and_hold();
  for (std::uint64_t number = 1; number <= 5; ++number) send_number(number);
  held.wait_for(5);
  ASSERT_TRUE(server->pause().ok());
  ASSERT_TRUE(server->save_begin().ok());
  SaveStep step = server->save_continue({});
  EXPECT_EQ(step.outcome, Outcomes::too_small);
  EXPECT_EQ(step.bytes_filled, 0u);
  const std::uint32_t first = step.bytes_required;
  Blob buffer(first + 8);
  step = server->save_continue(buffer);
  EXPECT_EQ(step.outcome, Outcomes::more);
  EXPECT_EQ(step.bytes_filled, first) << "the next chunk is not cut";
  std::vector<Blob> pieces{Blob(buffer.begin(), buffer.begin() + step.bytes_filled)};
  while (step.outcome != Outcomes::all_saved) {
    buffer.resize(step.bytes_required);
    step = server->save_continue(buffer);
    ASSERT_NE(step.outcome, Outcomes::too_small) << "what was required was enough";
    pieces.emplace_back(buffer.begin(), buffer.begin() + step.bytes_filled);
  }
  EXPECT_EQ(step.bytes_required, 0u);
  step = server->save_continue(buffer);
  EXPECT_EQ(step.outcome, Outcomes::all_saved);
  EXPECT_EQ(step.bytes_filled, 0u);
  server->save_end();
  kill();
  RULE("V-REST-1");
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    EXPECT_EQ(restore(pieces[i]).outcome,
              i + 1 == pieces.size() ? RestoreStep::Outcome::complete : RestoreStep::Outcome::more);
  }
  EXPECT_EQ(heir->in_flight(), 5u);
}

TEST_F(SavedChannelTest, RefusesToMoveWhileItIsSaved) {
  RULE("V-SAVE-25");
  open_and_hold();
  ASSERT_TRUE(server->pause().ok());
  ASSERT_TRUE(server->save_begin().ok());
  EXPECT_EQ(server->start().fault(), Fault::saving);
  EXPECT_EQ(server->disable().fault(), Fault::saving);
  SentPacket* packet = server->allocate_packet();
  EXPECT_EQ(server->send(*packet, bytes_of("x"), {}).fault(), Fault::saving);
  ASSERT_TRUE(server->free_packet(*packet).ok());
  const exec::ThreadId closer = exec::runtime().spawn("closer", [&] { ASSERT_TRUE(client->disable().ok()); });
  while (client->active()) exec::runtime().point(exec::Point::yield);
  bus.settle();
  EXPECT_EQ(server_events.story(), "opened started post-started suspended") << "the close waits";
  server->save_end();
  exec::runtime().join(closer);
  EXPECT_EQ(server_events.story(), "opened started post-started suspended closed");
}

TEST_F(SavedChannelTest, LetsNothingLeaveBetweenASaveAndTheNextStart) {
  RULE("V-SAVE-3");
  open_and_hold();
  ASSERT_TRUE(client->pause().ok());
  fill(10);
  ASSERT_TRUE(server->pause().ok());
  // At least ten: one may have been with the holder of the baton when the others were counted.
  const std::uint64_t queued = server->queued_now();
  ASSERT_GE(queued, 10u);
  const Blob saved = save_with(*server, 100'000);
  ASSERT_TRUE(client->start().ok());  // makes room, and says so
  held.wait_for(5);
  bus.settle();
  EXPECT_EQ(server->queued_now(), queued);
  // Started and paused again it has moved on: what was saved is not true any more.
  ASSERT_TRUE(server->start().ok());
  while (server->queued_now() != 0) exec::runtime().point(exec::Point::yield);
  ASSERT_TRUE(server->pause().ok());
  kill();
  const RestoreStep step = restore(saved);
  EXPECT_EQ(step.outcome, RestoreStep::Outcome::failed);
  EXPECT_EQ(step.fault, Fault::rings_disagree);
}

TEST_F(SavedChannelTest, HoldsAnOpenBackUntilTheSaveEndsAndPacketsUntilTheStart) {
  RULE("V-SAVE-25");
  RULE("V-REST-5");
  hold_at_client();
  remember_numbers();
  ASSERT_TRUE(server->enable().ok());
  send_number(1);
  ASSERT_TRUE(server->save_begin().ok());
  connect();
  ASSERT_TRUE(client->enable().ok());
  bus.settle();
  EXPECT_EQ(server_events.story(), "");
  server->save_end();
  client_events.log.wait_for(3);
  const Blob saved = save_with(*server, 100'000);  // has the turn after the open
  EXPECT_EQ(server_events.story(), "opened");
  EXPECT_EQ(server->queued_now(), 1u);
  ASSERT_TRUE(server->start().ok());
  held.wait_for(1);
}

TEST_F(SavedChannelTest, HoldsRestoredPacketsUntilTheStartAlsoWhenThePeerOpens) {
  RULE("V-REST-5");
  hold_at_client();
  remember_numbers();
  ASSERT_TRUE(server->enable().ok());
  send_number(1);
  const Blob saved = save_with(*server, 100'000);
  kill();
  ASSERT_EQ(restore(saved).outcome, RestoreStep::Outcome::complete);
  connect();
  ASSERT_TRUE(client->enable().ok());
  client_events.log.wait_for(3);
  ASSERT_TRUE(heir->pause().ok());
  EXPECT_EQ(heir->queued_now(), 1u);
  ASSERT_TRUE(heir->start().ok());
  held.wait_for(1);
}

// What was accepted is saved, however the sends and the beginning of the save fall together.
TEST_F(SavedChannelTest, SavesWhateverASendWasToldOfAsAccepted) {
  RULE("V-SAVE-6");
  RULE("V-SAVE-25");
  ASSERT_TRUE(client->set_ring_pages(8, 8).ok());
  open_and_hold();
  ASSERT_TRUE(client->pause().ok());
  std::atomic<std::uint64_t> accepted{0};
  std::atomic<std::uint64_t> asked{0};
  server_events.on_save = [&](SentPacket&, MutableBytes, std::uint32_t&) { return ++asked, 0u; };
  const TransferPages pages{.ranges = std::vector<TransferRange>(500)};
  std::atomic<bool> begun{false};
  for (int round = 0; round < 40; ++round) {
    ASSERT_TRUE(server->start().ok());
    ASSERT_TRUE(server->pause().ok());
    begun = false;
    std::vector<exec::ThreadId> senders;
    for (int sender = 0; sender < 3; ++sender) {
      senders.push_back(exec::runtime().spawn("sender", [&] {
        for (;;) {
          SentPacket* packet = server->allocate_packet();
          set_number(*packet, 1);
          const SendOptions options{.answer_wanted = true, .transfer_pages = &pages};
          const auto sent = server->send(*packet, bytes_of("x"), options);
          begun.store(true, std::memory_order_release);
          if (!sent.ok()) {
            EXPECT_EQ(sent.fault(), Fault::saving);
            EXPECT_TRUE(server->free_packet(*packet).ok());
            return;
          }
          accepted.fetch_add(1, std::memory_order_relaxed);
        }
      }));
    }
    while (!begun.load(std::memory_order_acquire)) exec::runtime().point(exec::Point::yield);
    asked = 0;
    ASSERT_TRUE(server->save_begin().ok());
    Blob buffer(1 << 20);
    while (server->save_continue(buffer).outcome == Outcomes::more) continue;
    for (const exec::ThreadId sender : senders) exec::runtime().join(sender);
    ASSERT_EQ(asked.load(), accepted.load()) << "round " << round;
    server->save_end();
  }
}

TEST_F(SavedChannelTest, SavesQueuedAnswersWithoutAskingAnybody) {
  RULE("V-SAVE-8");
  Collected<packet::LoanId> at_server;
  server_events.on_process = [&](ReceivedPacket& packet, MutableBytes, Delivery) {
    at_server.add(packet.loan());
  };
  open_and_hold();
  Collected<Ending> requests;
  send(*client, "question", {.answer_wanted = true}, requests);
  at_server.wait_for(1);
  ASSERT_TRUE(client->pause().ok());
  const std::uint64_t count = fill(3);
  ASSERT_TRUE(Endpoint::complete(ledger, at_server.all()[0], bytes_of("the answer"), {}).ok());
  send_number(count + 1, 200);  // behind the answer
  ASSERT_TRUE(server->pause().ok());
  const Blob saved = save_with(*server, 100'000);
  EXPECT_EQ(questions.size(), 2 * (count + 1));
  kill();
  ASSERT_EQ(restore(saved).outcome, RestoreStep::Outcome::complete);
  EXPECT_EQ(heir->queued_now(), 5u);
  ASSERT_TRUE(client->start().ok());
  ASSERT_TRUE(heir->start().ok());
  requests.wait_for(1);
  EXPECT_EQ(requests.all()[0].answer, "the answer");
  answer_all(count + 1);
  endings.wait_for(count + 1);
}

}  // namespace
}  // namespace penstock::channel
