// SPDX-License-Identifier: Apache-2.0
// A paused channel with unanswered packets, queued ones and a queued answer, whose callbacks allocate nothing of their
// own, for tests that let allocations fail while it is saved and restored.
//
// Threads: the tests', and the endpoints' own; allocations fail on the tests'.
// Memory: the fixture's.
// Errors: expectations.
#pragma once

#include "channel/saved_channel_fixture.h"
#include "failing_new.h"

namespace penstock::channel {

using faults::FailingNew;

inline constexpr std::uint32_t kNoMemoryStatus = 0xC000009A;

class WithoutMemory : public SavedChannelTest, public ::testing::WithParamInterface<FailingNew::How> {
 public:
  static std::string name_of(const ::testing::TestParamInfo<FailingNew::How>& one) {
    return one.param == FailingNew::How::once ? "once" : "from_then_on";
  }

 protected:
  // Unanswered ones, queued ones, and a queued answer; none of the callbacks allocates.
  void SetUp() override {
    server_events.on_process = [this](ReceivedPacket& packet, MutableBytes, Delivery) {
      at_server.add(packet.loan());
    };
    open_and_hold();
    send(*client, "question", {.answer_wanted = true}, requests);
    at_server.wait_for(1);
    ASSERT_TRUE(client->pause().ok());
    count = fill(3);
    ASSERT_TRUE(Endpoint::complete(ledger, at_server.all()[0], bytes_of("the answer"), {}).ok());
    ASSERT_TRUE(server->pause().ok());
    server_events.keeps_no_log = true;
    server_events.on_save = [](SentPacket& packet, MutableBytes buffer, std::uint32_t& needed) {
      needed = sizeof(std::uint64_t);
      if (buffer.size() < needed) return 0xC0000023u;
      const std::uint64_t number = number_of(packet);
      std::memcpy(buffer.data(), &number, sizeof number);
      return 0u;
    };
    server_events.on_restore = [this](Bytes library, Bytes own) {
      std::uint64_t number = 0;
      std::memcpy(&number, own.data(), sizeof number);
      SentPacket* packet = heir->allocate_packet();
      if (packet == nullptr) return kNoMemoryStatus;
      set_number(*packet, number);
      packet->set_routine(&note, this);
      const auto restored = heir->restore_packet(*packet, library);
      if (restored.ok()) return 0u;
      EXPECT_EQ(restored.fault(), Fault::no_memory);
      EXPECT_TRUE(heir->free_packet(*packet).ok());
      return kNoMemoryStatus;
    };
  }
  static void note(SentPacket& packet, Outcome outcome, MutableBytes, void* context) {
    auto& self = *static_cast<WithoutMemory*>(context);
    const std::uint64_t number = number_of(packet);
    EXPECT_TRUE(packet.endpoint().free_packet(packet).ok());
    if (outcome == Outcome::cancelled) {
      ++self.cancelled;
    } else if (number == self.answered + 1) {
      ++self.answered;
    } else {
      ++self.out_of_order;
    }
    exec::runtime().unpark_all(&self.answered);
  }
  void answer_and_expect_each_once() {
    ASSERT_TRUE(client->start().ok());
    requests.wait_for(1);
    EXPECT_EQ(requests.at(0).answer, "the answer");
    answer_all(count);
  }

  // An heir that is restored fails because of memory, and is as it was before.
  void expect_nothing_restored() {
    ASSERT_EQ(heir->life(), Life::enabled);
    ASSERT_EQ(heir->in_flight() + heir->queued_now(), 0u);
  }
  void go_on_and_expect_each_once() {
    EXPECT_EQ(heir->in_flight() + heir->queued_now(), count + 1);
    ASSERT_TRUE(heir->start().ok());
    answer_and_expect_each_once();
    while (answered < count) {
      exec::runtime().park(
          &answered, [&] { return answered < count; }, exec::kForever);
    }
    EXPECT_EQ(out_of_order, 0u);
  }

  Collected<packet::LoanId> at_server;
  Collected<Ending> requests;
  std::uint64_t count = 0;
  std::atomic<std::uint64_t> answered{0};
  std::atomic<std::uint64_t> cancelled{0};
  std::atomic<std::uint64_t> out_of_order{0};
};

}  // namespace penstock::channel
