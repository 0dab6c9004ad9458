// SPDX-License-Identifier: Apache-2.0
// Each allocation of a save and of a restore fails in turn: a clear error, and a channel that is as it was before.
#include "without_memory_fixture.h"

namespace penstock::channel {
namespace {

class ChannelWithoutMemory : public WithoutMemory {
 protected:
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
};

TEST_P(ChannelWithoutMemory, ASaveSaysSoAndTheNextOneIsTheSame) {
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

TEST_P(ChannelWithoutMemory, ARestoreSaysSoAndTheNextOneFindsAllAsItWas) {
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
    expect_nothing_restored();
  }
  EXPECT_GT(which, 10);
  go_on_and_expect_each_once();
}

INSTANTIATE_TEST_SUITE_P(Fails, ChannelWithoutMemory,
                         ::testing::Values(FailingNew::How::once, FailingNew::How::from_then_on),
                         WithoutMemory::name_of);

}  // namespace
}  // namespace penstock::channel
