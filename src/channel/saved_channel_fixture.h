// SPDX-License-Identifier: Apache-2.0
// A channel whose packets are numbers, saved and taken over by an heir: for the tests of save and restore.
//
// Threads: the tests', and the endpoints' own.
// Memory: the fixture's.
// Errors: expectations.
#pragma once

#include "channel/endpoint_fixture.h"
#include "channel/saved_chunk.h"

namespace penstock::channel {

using Blob = std::vector<std::byte>;
using Outcomes = SaveStep::Outcome;

class SavedChannelTest : public Channels {
 protected:
  // The client keeps what it gets, so that the server's packets stay unanswered.
  void hold_at_client() {
    client_events.on_process = [this](ReceivedPacket& packet, MutableBytes payload, Delivery) {
      if (closing) {
        EXPECT_TRUE(Endpoint::complete(ledger, packet.loan(), {}, {}).ok());
        return;
      }
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

  std::atomic<bool> closing{false};
  Collected<packet::LoanId> held;
  Collected<std::string> seen;
  std::vector<std::uint64_t> questions;
  std::function<void(ServerEndpoint&)> before_enable;
  std::unique_ptr<ServerEndpoint> heir;

  void TearDown() override {
    closing = true;
    while (client->outstanding() != 0) {  // one may be on its way into the list
      for (const packet::LoanId loan : held.all()) {
        [[maybe_unused]] const Result<void> done = Endpoint::complete(ledger, loan, {}, {});
      }
    }
    client.reset();
    heir.reset();
    Channels::TearDown();
  }
};

}  // namespace penstock::channel
