// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "testing/rule.h"

#include "wfp/fixture/recorder.h"

namespace penstock::wfp {
namespace {

struct ClassifyHandleTest : GuestTest {};

TEST_F(ClassifyHandleTest, NeedsAContextThatNoLayerHereGives) {
  RULE("W-PCL-13");
  Recorder recorder;
  ASSERT_EQ(recorder.register_as(test_guid(1)), STATUS_SUCCESS);
  direct(open(), test_guid(1), "OUTBOUND_TRANSPORT_V4", FWP_ACTION_CALLOUT_UNKNOWN);
  UINT64 handle = 7;
  PVOID data = &handle;
  recorder.answer = [&](const Seen&, NET_BUFFER_LIST*, FWPS_CLASSIFY_OUT0* out) {
    EXPECT_EQ(FwpsAcquireClassifyHandle0(nullptr, 0, &handle), STATUS_FWP_NULL_POINTER);
    EXPECT_EQ(handle, 0u);
    EXPECT_EQ(FwpsPendClassify0(handle, 1, 0, out), STATUS_FWP_CANNOT_PEND);
    EXPECT_EQ(FwpsAcquireWritableLayerDataPointer0(handle, 1, 0, &data, out), STATUS_FWP_NULL_POINTER);
    EXPECT_EQ(data, nullptr);
    permit(out);
  };
  EXPECT_EQ(send(datagram()).out.size(), 1u);
  EXPECT_EQ(recorder.seen.size(), 1u);
}

TEST_F(ClassifyHandleTest, ThatWasNeverAcquiredIsReported) {
  const std::uint64_t before = findings("F-PCL-1");
  FwpsReleaseClassifyHandle0(5);
  FwpsCompleteClassify0(5, 0, nullptr);
  FwpsApplyModifiedLayerData0(5, this, 0);
  FwpsRedirectHandleDestroy0(this);
  EXPECT_EQ(findings("F-PCL-1"), before + 4);
}

TEST_F(ClassifyHandleTest, OfARedirectorKnowsNoRecordsAndIsMissedWhenItIsLeft) {
  const GUID provider = test_guid(9);
  HANDLE first = nullptr, second = nullptr;
  EXPECT_EQ(FwpsRedirectHandleCreate0(nullptr, 0, &first), STATUS_FWP_NULL_POINTER);
  ASSERT_EQ(FwpsRedirectHandleCreate0(&provider, 0, &first), STATUS_SUCCESS);
  ASSERT_EQ(FwpsRedirectHandleCreate0(&provider, 0, &second), STATUS_SUCCESS);
  void* context = this;
  EXPECT_EQ(FwpsQueryConnectionRedirectState0(nullptr, first, &context), FWPS_CONNECTION_NOT_REDIRECTED);
  EXPECT_EQ(context, nullptr);
  SIZE_T bytes = 9;
  EXPECT_EQ(FwpsQueryConnectionSioFormatRedirectRecords0(nullptr, nullptr, 0, &bytes), STATUS_NOT_FOUND);
  EXPECT_EQ(bytes, 0u);
  FwpsRedirectHandleDestroy0(first);
  const std::uint64_t before = findings("F-UNLOAD-8");
  leave();
  EXPECT_EQ(findings("F-UNLOAD-8"), before + 1);
}

}  // namespace
}  // namespace penstock::wfp
