// SPDX-License-Identifier: Apache-2.0
// Each allocation of a save and of a restore fails in turn: a clear error, and a channel that is as it was before.
#include "channel/saved_channel_fixture.h"
#include "failing_new.h"

namespace penstock::channel {
namespace {

using faults::FailingNew;

constexpr std::uint32_t kNoMemoryStatus = 0xC000009A;

class WithoutMemory : public SavedChannelTest, public ::testing::WithParamInterface<FailingNew::How> {
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
  // True when nothing had to fail any more.
  bool save_with_failure(long which, MutableBytes into, std::uint32_t& bytes) {
    const FailingNew failing(which, GetParam());
    const auto begun = server->save_begin();
    if (!begun.ok()) {
      EXPECT_EQ(begun.fault(), Fault::no_memory);
      return false;
    }
    const SaveStep step = server->save_continue(into);
    bytes = step.bytes_filled;
    if (step.outcome == Outcomes::failed) {
      EXPECT_EQ(step.fault, Fault::no_memory);
      EXPECT_EQ(server->save_continue(into).outcome, Outcomes::failed) << "for good";
    } else {
      EXPECT_EQ(step.outcome, Outcomes::all_saved);
      EXPECT_FALSE(failing.failed());
    }
    server->save_end();
    return step.outcome == Outcomes::all_saved;
  }
  void answer_and_expect_each_once() {
    ASSERT_TRUE(client->start().ok());
    requests.wait_for(1);
    EXPECT_EQ(requests.at(0).answer, "the answer");
    answer_all(count);
  }

  Collected<packet::LoanId> at_server;
  Collected<Ending> requests;
  std::uint64_t count = 0;
  std::atomic<std::uint64_t> answered{0};
  std::atomic<std::uint64_t> cancelled{0};
  std::atomic<std::uint64_t> out_of_order{0};
};

TEST_P(WithoutMemory, ASaveSaysSoAndTheNextOneIsTheSame) {
  const Blob wanted = save_with(*server, 1 << 20);
  Blob buffer(1 << 20);
  std::uint32_t bytes = 0;
  long which = 0;
  for (; !save_with_failure(which, buffer, bytes); ++which) {
    ASSERT_LT(which, 10'000);
    if (which % 16 == 0) {
      ASSERT_EQ(save_with(*server, 1 << 20), wanted) << "after " << which;
    }
  }
  EXPECT_GT(which, 10);
  buffer.resize(bytes);
  EXPECT_EQ(buffer, wanted);
  ASSERT_TRUE(server->start().ok());
  answer_and_expect_each_once();
  expect_all_ended_in_order(count);
}

TEST_P(WithoutMemory, ARestoreSaysSoAndTheNextOneFindsAllAsItWas) {
  const Blob saved = save_with(*server, 1 << 20);
  kill();
  long which = 0;
  for (;; ++which) {
    ASSERT_LT(which, 10'000);
    cancelled = 0;
    RestoreStep step;
    bool failed = false;
    {
      const FailingNew failing(which, GetParam());
      step = heir->restore(saved);
      failed = failing.failed();
    }
    if (step.outcome == RestoreStep::Outcome::complete) {
      // What fails where it does no harm is not told.
      if (!failed) break;
      heir->abandon();
      make_heir();
      continue;
    }
    ASSERT_TRUE(step.fault == Fault::no_memory || step.provider_status == kNoMemoryStatus)
        << which << ": " << to_string(step.fault);
    ASSERT_EQ(heir->life(), Life::enabled) << which;
    ASSERT_EQ(heir->in_flight() + heir->queued_now(), 0u) << which;
  }
  EXPECT_GT(which, 10);
  EXPECT_EQ(heir->in_flight() + heir->queued_now(), count + 1);
  ASSERT_TRUE(heir->start().ok());
  answer_and_expect_each_once();
  while (answered < count) {
    exec::runtime().park(
        &answered, [&] { return answered < count; }, exec::kForever);
  }
  EXPECT_EQ(out_of_order, 0u);
}

INSTANTIATE_TEST_SUITE_P(Fails, WithoutMemory,
                         ::testing::Values(FailingNew::How::once, FailingNew::How::from_then_on),
                         [](const auto& one) {
                           return one.param == FailingNew::How::once ? "once" : "from_then_on";
                         });

}  // namespace
}  // namespace penstock::channel
