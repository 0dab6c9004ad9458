// SPDX-License-Identifier: Apache-2.0
// A channel is saved, its host goes away without a word, another takes over: the peer never notices.
#include "channel/saved_channel_fixture.h"
#include "testing/rule.h"

namespace penstock::channel {
namespace {

TEST_F(SavedChannelTest, EndsEachPacketOnceAndInOrderAfterAKill) {
  RULE("V-REST-15");
  RULE("V-REST-5");
  RULE("V-SAVE-1");
  RULE("V-SAVE-6");
  open_and_hold();
  ASSERT_TRUE(client->pause().ok());  // so that the ring fills
  const std::uint64_t count = fill(50);
  SentPacket* idle = server->allocate_packet();  // V-SAVE-6: not in use
  ASSERT_TRUE(server->pause().ok());
  EXPECT_GT(server->in_flight(), 10u);
  const std::uint64_t queued = server->queued_now();  // one may have been counted late
  EXPECT_GE(queued, 50u);
  const Blob saved = save_with(*server, 10'000);
  EXPECT_EQ(ledger.count(), count);
  ASSERT_TRUE(server->free_packet(*idle).ok());
  kill();
  EXPECT_EQ(server_events.story(), "opened started post-started suspended closed");
  ASSERT_EQ(restore(saved).outcome, RestoreStep::Outcome::complete);
  RULE("V-REST-2");
  EXPECT_EQ(server_events.story(), "opened started post-started suspended closed opened");
  EXPECT_EQ(ledger.count(), count) << "the loans are carried over";
  EXPECT_EQ(heir->queued_now(), queued) << "nothing leaves before the start";
  ASSERT_TRUE(client->start().ok());
  ASSERT_TRUE(heir->start().ok());
  answer_all(count);
  expect_all_ended_in_order(count);
  EXPECT_EQ(seen.size(), count) << "the peer sees each once";
  EXPECT_EQ(client_events.story(), "opened started post-started suspended started post-started")
      << "and its channel never closed";
  EXPECT_EQ(ledger.count(), 0u);
}

TEST_F(SavedChannelTest, IsTheSameWhenSavedAgainAfterARestore) {
  RULE("V-SAVE-2");
  RULE("V-REST-8");
  open_and_hold();
  ASSERT_TRUE(server->set_quota(7).ok());
  ASSERT_TRUE(client->pause().ok());
  const std::uint64_t count = fill(10);
  ASSERT_TRUE(server->pause().ok());
  const Blob saved = save_with(*server, 100'000);
  kill();
  ASSERT_EQ(restore(saved).outcome, RestoreStep::Outcome::complete);
  EXPECT_EQ(save_with(*heir, 100'000), saved);
  EXPECT_EQ(heir->limits().quota, 7u);
  ASSERT_TRUE(client->start().ok());
  ASSERT_TRUE(heir->start().ok());
  answer_all(count);
  endings.wait_for(count);
}

TEST_F(SavedChannelTest, StillKnowsAfterAnotherSaveWhatNobodyWaitsForAnyMore) {
  RULE("V-TX-12");
  open_and_hold();
  send_number(1);
  held.wait_for(1);
  ASSERT_TRUE(server->pause().ok());
  const Blob saved = save_with(*server, 100'000);
  kill();
  server_events.on_restore = [](Bytes, Bytes) { return 0u; };
  ASSERT_EQ(restore(saved).outcome, RestoreStep::Outcome::complete);
  const Blob again = save_with(*heir, 100'000);
  heir->abandon();
  make_heir();
  ASSERT_EQ(restore(again).outcome, RestoreStep::Outcome::complete);
  ASSERT_TRUE(heir->start().ok());
  answer_all(1);
  const auto came = [&] {
    const ChannelCounts counts = heir->counts();
    return counts.late_answers + counts.violations[static_cast<std::size_t>(RingFault::unknown_transaction)];
  };
  while (came() == 0) exec::runtime().point(exec::Point::yield);
  EXPECT_EQ(heir->counts().late_answers, 1u);
}

TEST_F(SavedChannelTest, WakesThePeerOnceInCaseASignalWasLost) {
  RULE("V-REST-13");
  open_and_hold();
  const OpenRequest request = server->open_request();
  const auto region = bus.server().regions_of(request.relid).at(0);
  const std::uint64_t page = region.ranges[0].pages[request.downstream_page];
  std::byte* mask = reinterpret_cast<std::byte*>(page * kPageBytes) + kInterruptMask;
  // The client sleeps, and is not woken for what comes. One that was still about to look unmasks once more, and has it.
  std::uint64_t number = 0, signals = 0;
  do {
    held.wait_for(number);
    while (DirectAccess::load(mask) != 0) exec::runtime().point(exec::Point::yield);
    DirectAccess::store(mask, 1);
    signals = server->counts().signals;
    send_number(++number);
  } while (server->counts().signals != signals);
  ASSERT_TRUE(server->pause().ok());
  const Blob saved = save_with(*server, 100'000);
  kill();
  ASSERT_EQ(restore(saved).outcome, RestoreStep::Outcome::complete);
  held.wait_for(number);
  ASSERT_TRUE(heir->start().ok());
  answer_all(number);
  endings.wait_for(number);
}

TEST_F(SavedChannelTest, SavesAndRestoresAloneWithoutCallbacks) {
  RULE("V-SAVE-17");
  hold_at_client();
  open();
  SentPacket* packet = server->allocate_packet();
  ASSERT_TRUE(server->send(*packet, bytes_of("alone"), {.answer_wanted = true}).ok());
  held.wait_for(1);
  ASSERT_TRUE(server->pause().ok());
  const Blob saved = save_with(*server, 100'000);
  kill();
  ASSERT_EQ(restore(saved).outcome, RestoreStep::Outcome::complete);
  EXPECT_EQ(heir->in_flight(), 1u);
  ASSERT_TRUE(heir->start().ok());
  ASSERT_TRUE(Endpoint::complete(ledger, held.all()[0], {}, {}).ok());
  while (heir->counts().answers == 0) exec::runtime().point(exec::Point::yield);
  EXPECT_EQ(heir->in_flight(), 0u);
}

TEST_F(SavedChannelTest, DropsTheAnswerToAPacketThatWasNotRestored) {
  RULE("V-REST-6");
  open_and_hold();
  send_number(1);
  send_number(2);
  held.wait_for(2);
  ASSERT_TRUE(server->pause().ok());
  const Blob saved = save_with(*server, 100'000);
  const auto proper = server_events.on_restore;
  server_events.on_restore = [&](Bytes library, Bytes own) {
    std::uint64_t number = 0;
    std::memcpy(&number, own.data(), sizeof number);
    return number == 1 ? 0u : proper(library, own);
  };
  kill();
  ASSERT_EQ(restore(saved).outcome, RestoreStep::Outcome::complete);
  EXPECT_EQ(heir->counts().abandoned, 1u);
  ASSERT_TRUE(heir->start().ok());
  answer_all(2);
  endings.wait_for(1);
  EXPECT_EQ(endings.all()[0].answer, "2:to 2");
  EXPECT_EQ(heir->counts().late_answers, 1u);
  EXPECT_EQ(heir->counts().violations[static_cast<std::size_t>(RingFault::unknown_transaction)], 0u);
}

TEST_F(SavedChannelTest, UndoesARestoreThatTheProviderRefuses) {
  RULE("V-REST-7");
  open_and_hold();
  for (std::uint64_t number = 1; number <= 3; ++number) send_number(number);
  held.wait_for(3);
  ASSERT_TRUE(server->pause().ok());
  const Blob saved = save_with(*server, 100'000);
  const auto proper = server_events.on_restore;
  int asked = 0;
  server_events.on_restore = [&](Bytes library, Bytes own) {
    return ++asked == 3 ? 0xC0000099u : proper(library, own);
  };
  kill();
  const RestoreStep step = restore(saved);
  EXPECT_EQ(step.outcome, RestoreStep::Outcome::failed);
  EXPECT_EQ(step.fault, Fault::provider_refused);
  EXPECT_EQ(step.provider_status, 0xC0000099u);
  ASSERT_EQ(endings.size(), 2u);
  EXPECT_EQ(endings.all()[0].outcome, Outcome::cancelled);
  EXPECT_EQ(heir->life(), Life::enabled);
  EXPECT_EQ(heir->counts().sent, 0u);
}

TEST_F(SavedChannelTest, RefusesEachFlippedByteAndEachTruncation) {
  RULE("V-REST-9");
  open_and_hold();
  ASSERT_TRUE(client->pause().ok());
  fill(2, 1000);
  ASSERT_TRUE(server->pause().ok());
  const Blob saved = save_with(*server, 100'000);
  kill();
  for (std::size_t at = 0; at < saved.size(); ++at) {
    Blob damaged = saved;
    damaged[at] ^= std::byte{0x10};
    ASSERT_EQ(restore(damaged).outcome, RestoreStep::Outcome::failed) << "byte " << at;
    ASSERT_EQ(heir->in_flight() + heir->queued_now(), 0u);
  }
  for (std::size_t bytes = 0; bytes < saved.size(); bytes += 7) {
    const RestoreStep step = restore(Blob(saved.begin(), saved.begin() + static_cast<std::ptrdiff_t>(bytes)));
    ASSERT_NE(step.outcome, RestoreStep::Outcome::complete) << bytes;
    if (step.outcome == RestoreStep::Outcome::more) {  // it ended between two chunks: the rest never comes
      ASSERT_EQ(restore({}).fault, Fault::truncated);
    }
  }
  Blob more = saved;
  more.push_back(std::byte{0});
  EXPECT_EQ(restore(more).outcome, RestoreStep::Outcome::failed);
  ASSERT_EQ(restore(saved).outcome, RestoreStep::Outcome::complete) << "undamaged it is as good as ever";
}

// What a chunk says is changed and its checksum made good again.
Blob rewritten(const Blob& saved, ChunkType type, const std::function<void(Blob&)>& change) {
  Blob result;
  Bytes rest = saved;
  while (!rest.empty()) {
    const Chunk chunk = *take_chunk(rest);
    Blob body(chunk.body.begin(), chunk.body.end());
    if (chunk.type == static_cast<std::uint16_t>(type)) change(body);
    const Blob made = make_chunk(static_cast<ChunkType>(chunk.type), body);
    result.insert(result.end(), made.begin(), made.end());
  }
  return result;
}

TEST_F(SavedChannelTest, AnswersEachKindOfMismatchByItsName) {
  RULE("V-REST-9");
  open_and_hold();
  ASSERT_TRUE(client->pause().ok());
  fill(2, 1000);
  ASSERT_TRUE(server->pause().ok());
  const Blob saved = save_with(*server, 100'000);
  kill();
  const auto fault_of = [&](const Blob& blob) { return restore(blob).fault; };
  EXPECT_EQ(fault_of(rewritten(saved, ChunkType::header, [](Blob& body) { body[0] = std::byte{2}; })),
            Fault::newer_version);
  EXPECT_EQ(fault_of(rewritten(saved, ChunkType::header, [](Blob& body) { body[16] ^= std::byte{1}; })),
            Fault::other_channel);
  EXPECT_EQ(fault_of(rewritten(saved, ChunkType::header, [](Blob& body) { body[8] ^= std::byte{1}; })),
            Fault::damaged);
  EXPECT_EQ(fault_of(rewritten(saved, ChunkType::channel, [](Blob& body) { body[0] ^= std::byte{1}; })),
            Fault::other_channel);
  Blob skippable = saved;
  const Blob unknown = make_chunk(static_cast<ChunkType>(99), bytes_of("from a later version"));
  skippable.insert(skippable.begin(), unknown.begin(), unknown.end());
  EXPECT_EQ(fault_of(skippable), Fault::damaged);
  skippable[6] = std::byte{1};
  EXPECT_EQ(restore(skippable).outcome, RestoreStep::Outcome::complete);
}

TEST_F(SavedChannelTest, RefusesPacketsAboveALoweredMaximum) {
  RULE("V-REST-9");
  open_and_hold();
  ASSERT_TRUE(client->pause().ok());
  fill(2, 1000);
  ASSERT_TRUE(server->pause().ok());
  const Blob saved = save_with(*server, 100'000);
  before_enable = [](ServerEndpoint& endpoint) { ASSERT_TRUE(endpoint.set_maximum_packet(500).ok()); };
  kill();
  EXPECT_EQ(restore(saved).fault, Fault::limit_lowered);
}

TEST_F(SavedChannelTest, IsOfferedAnewWhereTheProviderWantsIt) {
  RULE("V-REST-10");
  open_and_hold();
  send_number(1);
  held.wait_for(1);
  ASSERT_TRUE(server->pause().ok());
  const Blob saved = save_with(*server, 100'000);
  const std::uint32_t old_relid = client->relid();
  int asked = 0;
  server_events.on_restore = [&](Bytes, Bytes) { return ++asked, 0u; };
  before_enable = [](ServerEndpoint& endpoint) { ASSERT_TRUE(endpoint.set_force_new(true).ok()); };
  kill();
  ASSERT_TRUE(Endpoint::complete(ledger, held.all()[0], {}, {}).ok());
  ASSERT_EQ(restore(saved).outcome, RestoreStep::Outcome::complete);
  EXPECT_EQ(asked, 0);
  while (client->life() != Life::disabled) exec::runtime().point(exec::Point::yield);
  ASSERT_TRUE(heir->start().ok());
  ASSERT_TRUE(client->enable().ok());
  while (client->life() != Life::open) exec::runtime().point(exec::Point::yield);
  EXPECT_NE(client->relid(), old_relid);
}

TEST_F(SavedChannelTest, IsNotOpenWhereTheBusSaysOtherwise) {
  RULE("V-REST-11");
  open_and_hold();
  ASSERT_TRUE(server->pause().ok());
  const Blob saved = save_with(*server, 100'000);
  ASSERT_TRUE(client->disable().ok());
  kill();
  EXPECT_EQ(restore(saved).fault, Fault::rings_disagree);
}

TEST_F(SavedChannelTest, SignalsThePeerAfterARestoreAndLooksAtItsOwnRing) {
  RULE("V-REST-13");
  open_and_hold();
  ASSERT_TRUE(server->pause().ok());
  const Blob saved = save_with(*server, 100'000);
  Collected<Ending> requests;
  send(*client, "while nobody was there", {.answer_wanted = true}, requests);
  kill();
  ASSERT_EQ(restore(saved).outcome, RestoreStep::Outcome::complete);
  ASSERT_TRUE(heir->start().ok());
  requests.wait_for(1);
  EXPECT_EQ(requests.all()[0].answer, "while nobody was there");
}

TEST_F(SavedChannelTest, CarriesTenThousandPacketsOfAllKinds) {
  RULE("V-REST-15");
  constexpr std::uint64_t kAll = 10'000;
  ASSERT_TRUE(client->set_ring_pages(16, 1).ok());
  ASSERT_TRUE(client->set_quota(kAll / 4).ok());  // it holds these, and reads no further
  open_and_hold();
  const TransferPages pages{.set = 0xCAFE, .ranges = {{100, 0}}};
  for (std::uint64_t number = 1; number <= kAll; ++number) {
    SendOptions options{.answer_wanted = true};
    if (number % 7 == 0) {
      options.transfer_pages = &pages;
      options.transaction = number;
    }
    send_number(number, number % 90, options);
  }
  held.wait_for(kAll / 4);
  ASSERT_TRUE(server->pause().ok());
  EXPECT_EQ(server->in_flight() + server->queued_now(), kAll);
  EXPECT_GT(server->queued_now(), 1000u);
  const Blob saved = save_with(*server, 1u << 16);
  kill();
  ASSERT_EQ(restore(saved).outcome, RestoreStep::Outcome::complete);
  ASSERT_TRUE(heir->start().ok());
  answer_all(kAll);
  expect_all_ended_in_order(kAll);
}

}  // namespace
}  // namespace penstock::channel
