// SPDX-License-Identifier: Apache-2.0
// A channel is saved, its host goes away without a word, another takes over: the peer never notices.
#include "channel/endpoint_fixture.h"
#include "channel/saved_chunk.h"
#include "testing/rule.h"

namespace penstock::channel {
namespace {

using Blob = std::vector<std::byte>;
using Outcomes = SaveStep::Outcome;

class SavedChannelTest : public Channels {
 protected:
  // The client keeps what it gets, so that the server's packets stay unanswered.
  void hold_at_client() {
    client_events.on_process = [this](ReceivedPacket& packet, MutableBytes payload, Delivery) {
      seen.add(text_of(payload));
      held.add(packet.loan());
    };
  }
  // The provider's state of a packet is the number behind its pointer; the routine notes it.
  void remember_numbers() {
    server_events.on_save = [this](SentPacket& packet, MutableBytes buffer, std::uint32_t& needed) {
      questions.push_back(packet.transaction());
      needed = sizeof(std::uint64_t);
      if (buffer.size() < needed) return 0xC0000023u;
      const std::uint64_t number = number_of(packet);
      std::memcpy(buffer.data(), &number, sizeof number);
      return 0u;
    };
    server_events.on_restore = [this](Bytes library, Bytes own) {
      if (own.size() != sizeof(std::uint64_t)) return 0xC000003Eu;
      std::uint64_t number = 0;
      std::memcpy(&number, own.data(), sizeof number);
      SentPacket* packet = heir->allocate_packet();
      set_number(*packet, number);
      EXPECT_TRUE(heir->restore_packet(*packet, library).ok());
      return 0u;
    };
  }
  static std::uint64_t number_of(const SentPacket& packet) {
    return reinterpret_cast<std::uint64_t>(packet.pointer());
  }
  void set_number(SentPacket& packet, std::uint64_t number) {
    packet.set_pointer(reinterpret_cast<void*>(number));
    packet.set_routine(
        [](SentPacket& done, Outcome outcome, MutableBytes answer, void* context) {
          auto& self = *static_cast<SavedChannelTest*>(context);
          const std::string text = std::to_string(number_of(done)) + ":" + text_of(answer);
          EXPECT_TRUE(done.endpoint().free_packet(done).ok());
          self.endings.add({outcome, text});
        },
        this);
  }
  void send_number(std::uint64_t number, std::size_t bytes = 0,
                   const SendOptions& options = {.answer_wanted = true}) {
    SentPacket* packet = server->allocate_packet();
    set_number(*packet, number);
    std::string text = std::to_string(number);
    if (text.size() < bytes) text.resize(bytes, ' ');
    ASSERT_TRUE(server->send(*packet, bytes_of(text), options).ok());
  }
  // Unanswered ones until the ring is full and `queued` wait; how many in all.
  std::uint64_t fill(std::uint64_t queued, std::size_t bytes = 200) {
    std::uint64_t number = 0;
    while (server->queued_now() < queued) send_number(++number, bytes);
    return number;
  }
  Blob save_with(ServerEndpoint& endpoint, std::size_t buffer_bytes) {
    EXPECT_TRUE(endpoint.save_begin().ok());
    Blob saved;
    Blob buffer(buffer_bytes);
    for (;;) {
      const SaveStep step = endpoint.save_continue(buffer);
      EXPECT_NE(step.outcome, Outcomes::failed);
      if (step.outcome == Outcomes::failed) break;
      saved.insert(saved.end(), buffer.begin(), buffer.begin() + step.bytes_filled);
      if (step.outcome == Outcomes::all_saved) break;
      if (step.outcome == Outcomes::too_small) buffer.resize(step.bytes_required);
    }
    endpoint.save_end();
    return saved;
  }
  // The old host is gone; a new one offers the same and is enabled.
  void kill() {
    server->abandon();
    endings.clear();
    make_heir();
  }
  void make_heir() {
    heir = std::make_unique<ServerEndpoint>(bus.server(), server_events, ledger, "heir");
    ASSERT_TRUE(heir->set_target(kEchoType, kEchoInstance).ok());
    if (before_enable) before_enable(*heir);
    ASSERT_TRUE(heir->enable().ok());
  }
  RestoreStep restore(const Blob& saved) { return heir->restore(saved); }
  void answer_all(std::uint64_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      held.wait_for(i + 1);
      const std::string text = "to " + seen.at(i);
      ASSERT_TRUE(
          Endpoint::complete(ledger, held.at(i), bytes_of(text.substr(0, text.find(' ', 3))), {}).ok());
    }
  }
  void expect_all_ended_in_order(std::uint64_t count) {
    endings.wait_for(count);
    const std::vector<Ending> all = endings.all();
    ASSERT_EQ(all.size(), count);
    for (std::uint64_t i = 0; i < count; ++i) {
      const std::string number = std::to_string(i + 1);
      ASSERT_EQ(all[i].answer, number + ":to " + number);
      ASSERT_EQ(all[i].outcome, Outcome::done);
    }
  }
  void open_and_hold() {
    hold_at_client();
    remember_numbers();
    open();
  }

  Collected<packet::LoanId> held;
  Collected<std::string> seen;
  std::vector<std::uint64_t> questions;
  std::function<void(ServerEndpoint&)> before_enable;
  std::unique_ptr<ServerEndpoint> heir;

  ~SavedChannelTest() override {
    if (client) {
      server_events.on_suspended = nullptr;
      for (const packet::LoanId loan : held.all()) {
        [[maybe_unused]] const Result<void> done = Endpoint::complete(ledger, loan, {}, {});
      }
      client_events.on_process = nullptr;
    }
    client.reset();
    heir.reset();
  }
};

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
  EXPECT_EQ(server->queued_now(), 50u);
  const Blob saved = save_with(*server, 10'000);
  EXPECT_EQ(ledger.count(), count);
  ASSERT_TRUE(server->free_packet(*idle).ok());
  kill();
  EXPECT_EQ(server_events.story(), "opened started post-started suspended closed");
  ASSERT_EQ(restore(saved).outcome, RestoreStep::Outcome::complete);
  RULE("V-REST-2");
  EXPECT_EQ(server_events.story(), "opened started post-started suspended closed opened");
  EXPECT_EQ(ledger.count(), count) << "the loans are carried over";
  EXPECT_EQ(heir->queued_now(), 50u) << "nothing leaves before the start";
  ASSERT_TRUE(client->start().ok());
  ASSERT_TRUE(heir->start().ok());
  answer_all(count);
  expect_all_ended_in_order(count);
  EXPECT_EQ(seen.size(), count) << "the peer sees each once";
  EXPECT_EQ(client_events.story(), "opened started post-started suspended started post-started")
      << "and its channel never closed";
  EXPECT_EQ(ledger.count(), 0u);
}

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

TEST_F(SavedChannelTest, IsTheSameWhenSavedAgainAfterARestore) {
  RULE("V-SAVE-2");
  RULE("V-REST-8");
  open_and_hold();
  ASSERT_TRUE(client->pause().ok());
  const std::uint64_t count = fill(10);
  ASSERT_TRUE(server->pause().ok());
  const Blob saved = save_with(*server, 100'000);
  kill();
  ASSERT_EQ(restore(saved).outcome, RestoreStep::Outcome::complete);
  EXPECT_EQ(save_with(*heir, 100'000), saved);
  ASSERT_TRUE(client->start().ok());
  ASSERT_TRUE(heir->start().ok());
  answer_all(count);
  endings.wait_for(count);
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
  const Blob saved = save_with(*server, 100'000);
  ASSERT_TRUE(client->start().ok());  // makes room, and says so
  held.wait_for(5);
  bus.settle();
  EXPECT_EQ(server->queued_now(), 10u);
  // Started and paused again it has moved on: what was saved is not true any more.
  ASSERT_TRUE(server->start().ok());
  while (server->queued_now() != 0) exec::runtime().point(exec::Point::yield);
  ASSERT_TRUE(server->pause().ok());
  kill();
  const RestoreStep step = restore(saved);
  EXPECT_EQ(step.outcome, RestoreStep::Outcome::failed);
  EXPECT_EQ(step.fault, Fault::rings_disagree);
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
