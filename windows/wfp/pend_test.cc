// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "testing/rule.h"

#include "wfp/fixture/recorder.h"

namespace penstock::wfp {
namespace {

struct PendTest : GuestTest {
  Recorder recorder;
  HANDLE context = nullptr;
  FWP_ACTION_TYPE decision = FWP_ACTION_PERMIT;
  NTSTATUS second_pend = STATUS_SUCCESS;

  PendTest() {
    EXPECT_EQ(recorder.register_as(test_guid(1)), STATUS_SUCCESS);
    direct(open(), test_guid(1), "ALE_AUTH_CONNECT_V4", FWP_ACTION_CALLOUT_UNKNOWN);
    recorder.answer = [this](const Seen& seen, NET_BUFFER_LIST*, FWPS_CLASSIFY_OUT0* out) {
      decide(seen, out);
    };
  }
  void decide(const Seen& seen, FWPS_CLASSIFY_OUT0* out) {
    if ((seen.condition_flags & FWP_CONDITION_FLAG_IS_REAUTHORIZE) != 0) {
      HANDLE again = this;
      second_pend = FwpsPendOperation0(recorder.seen[0].handle, &again);
      EXPECT_EQ(again, nullptr);
      out->actionType = decision;
      return;
    }
    EXPECT_EQ(FwpsPendOperation0(seen.handle, &context), STATUS_SUCCESS);
    block_and_absorb(out);
  }
};

TEST_F(PendTest, HoldsAConnectUntilItIsCompleted) {
  RULE("W-PEND-3");
  RULE("W-COMP-20");
  RULE("W-COMP-21");
  RULE("W-COMP-22");  // T-1
  EXPECT_TRUE(send(syn()).out.empty());
  ASSERT_NE(context, nullptr);
  EXPECT_NE(recorder.seen[0].metadata & FWPS_METADATA_FIELD_COMPLETION_HANDLE, 0u);
  EXPECT_FALSE(recorder.seen[0].has_list);
  FwpsCompleteOperation0(context, nullptr);
  ASSERT_EQ(recorder.seen.size(), 2u);
  const Seen& again = recorder.seen[1];
  EXPECT_EQ(again.reason, UINT32{FWP_CONDITION_REAUTHORIZE_REASON_CLASSIFY_COMPLETION});
  EXPECT_EQ(again.metadata & FWPS_METADATA_FIELD_COMPLETION_HANDLE, 0u);
  EXPECT_NE(again.metadata & FWPS_METADATA_FIELD_PACKET_DIRECTION, 0u);
  EXPECT_EQ(again.direction, UINT32{FWP_DIRECTION_OUTBOUND});
  EXPECT_EQ(again.endpoint, recorder.seen[0].endpoint);
  const Passed passed = turn();
  ASSERT_EQ(passed.out.size(), 1u);
  EXPECT_EQ(passed.out[0], syn());
}

TEST_F(PendTest, CompletingWithASpinLockHeldIsWarnedOf) {
  RULE("K-LOCK-5");
  ASSERT_TRUE(send(syn()).out.empty());
  const std::uint64_t errors = base::finding_log().count(base::Severity::error);
  KSPIN_LOCK lock = 0;
  KIRQL before;
  KeAcquireSpinLock(&lock, &before);
  FwpsCompleteOperation0(context, nullptr);
  KeReleaseSpinLock(&lock, before);
  EXPECT_EQ(base::finding_log().count("F-LOCK-17"), 1u);
  EXPECT_EQ(base::finding_log().count(base::Severity::error), errors);
  EXPECT_EQ(recorder.seen.size(), 2u);
}

TEST_F(PendTest, AsksAgainAtTheCompletersLevel) {
  RULE("W-COMP-4");
  send(syn());
  EXPECT_EQ(recorder.seen[0].irql, nt::kDispatch);
  FwpsCompleteOperation0(context, nullptr);
  ASSERT_EQ(recorder.seen.size(), 2u);
  EXPECT_EQ(recorder.seen[1].irql, nt::kPassive);
}

TEST_F(PendTest, RefusesTheConnectThatIsBlocked) {
  RULE("W-COMP-24");
  decision = FWP_ACTION_BLOCK;  // T-2
  send(syn());
  FwpsCompleteOperation0(context, nullptr);
  EXPECT_TRUE(turn().out.empty());
}

TEST_F(PendTest, IsRefusedInAReauthorization) {
  RULE("W-PEND-4");
  RULE("W-PEND-9");  // T-3
  send(syn());
  FwpsCompleteOperation0(context, nullptr);
  EXPECT_EQ(second_pend, STATUS_FWP_CANNOT_PEND);
}

TEST_F(PendTest, NeedsAHandleOfThisVeryClassify) {
  RULE("W-PEND-6");
  RULE("W-PEND-7");  // T-4
  HANDLE stored = this;
  EXPECT_EQ(FwpsPendOperation0(nullptr, &stored), STATUS_FWP_NULL_POINTER);
  EXPECT_EQ(stored, nullptr);
  send(syn());
  EXPECT_EQ(FwpsPendOperation0(recorder.seen[0].handle, nullptr), STATUS_FWP_NULL_POINTER);
  EXPECT_EQ(FwpsPendOperation0(recorder.seen[0].handle, &stored), STATUS_FWP_NULL_POINTER);
  FwpsCompleteOperation0(context, nullptr);
}

TEST_F(PendTest, IsRefusedWhileTheStackIsDown) {
  RULE("W-PEND-8");  // T-5
  engine_.set_ready(false);
  NTSTATUS status = STATUS_SUCCESS;
  recorder.answer = [&](const Seen& seen, NET_BUFFER_LIST*, FWPS_CLASSIFY_OUT0* out) {
    status = FwpsPendOperation0(seen.handle, &context);
    block_and_absorb(out);
  };
  send(syn());
  EXPECT_EQ(status, STATUS_FWP_TCPIP_NOT_READY);
  EXPECT_EQ(context, nullptr);
}

TEST_F(PendTest, CompletedTwiceIsReportedAndAbsorbed) {
  RULE("W-COMP-7");
  send(syn());
  const std::uint64_t before = findings("F-PEND-1");
  FwpsCompleteOperation0(context, nullptr);
  FwpsCompleteOperation0(context, nullptr);
  EXPECT_EQ(findings("F-PEND-1"), before + 1);
  EXPECT_EQ(recorder.seen.size(), 2u);
}

TEST_F(PendTest, LeftByAGuestIsReportedAndRefused) {
  RULE("W-COMP-8");
  send(syn());
  const std::uint64_t before = findings("F-UNLOAD-9");
  leave();
  EXPECT_EQ(findings("F-UNLOAD-9"), before + 1);
  EXPECT_EQ(recorder.seen.size(), 1u);  // a guest that is gone is not asked
  EXPECT_TRUE(turn().out.empty());
}

}  // namespace
}  // namespace penstock::wfp
