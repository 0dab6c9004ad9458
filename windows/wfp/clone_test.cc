// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "testing/rule.h"

#include "wfp/fixture/recorder.h"

namespace penstock::wfp {
namespace {

struct KeptPacketTest : GuestTest {
  Recorder recorder;
  NET_BUFFER_LIST* kept = nullptr;

  KeptPacketTest() {
    EXPECT_EQ(recorder.register_as(test_guid(1)), STATUS_SUCCESS);
    direct(open(), test_guid(1), "OUTBOUND_TRANSPORT_V4", FWP_ACTION_CALLOUT_UNKNOWN);
  }
  void keep_by(std::function<void(NET_BUFFER_LIST*)> how) {
    recorder.answer = [how](const Seen&, NET_BUFFER_LIST* list, FWPS_CLASSIFY_OUT0* out) {
      how(list);
      block_and_absorb(out);
    };
    send(datagram());
  }
  void clone_one() {
    keep_by([this](NET_BUFFER_LIST* list) {
      EXPECT_EQ(FwpsAllocateCloneNetBufferList0(list, nullptr, nullptr, 0, &kept), STATUS_SUCCESS);
    });
  }
  void reference_one() {
    keep_by([this](NET_BUFFER_LIST* list) {
      kept = list;
      FwpsReferenceNetBufferList0(list, FALSE);
    });
  }
  std::uint64_t loans() { return nt::ledger().count(guest_.borrower()); }
};

TEST_F(KeptPacketTest, IsALoanOfTheGuestsWhileItsCloneLives) {
  RULE("W-CLN-5");
  clone_one();
  EXPECT_EQ(loans(), 1u);
  EXPECT_EQ(pool_.counts().out, 1u);
  FwpsFreeCloneNetBufferList0(kept, 0);
  EXPECT_EQ(loans(), 0u);
  EXPECT_EQ(pool_.counts().out, 0u);
}

TEST_F(KeptPacketTest, IsClonedWithNoFlags) {
  RULE("W-CLN-3");
  keep_by([this](NET_BUFFER_LIST* list) {
    kept = list;
    EXPECT_EQ(FwpsAllocateCloneNetBufferList0(list, nullptr, nullptr, 2, &kept), STATUS_INVALID_PARAMETER);
  });
  EXPECT_EQ(kept, nullptr);
}

TEST_F(KeptPacketTest, StaysWhereItWasWhileItPassesFurtherLayers) {
  RULE("W-REF-3");
  EXPECT_EQ(recorder.register_as(test_guid(2)), STATUS_SUCCESS);
  direct(open(), test_guid(2), "OUTBOUND_IPPACKET_V4", FWP_ACTION_CALLOUT_UNKNOWN);
  ULONG offset = 0;
  std::vector<ULONG> shown;
  recorder.answer = [&](const Seen&, NET_BUFFER_LIST* list, FWPS_CLASSIFY_OUT0* out) {
    shown.push_back(list->FirstNetBuffer->DataLength);
    permit(out);
    if (kept != nullptr) return;
    kept = list;
    offset = list->FirstNetBuffer->DataOffset;
    FwpsReferenceNetBufferList0(list, FALSE);
  };
  EXPECT_EQ(send(datagram()).out.size(), 1u);
  ASSERT_EQ(shown.size(), 2u);
  EXPECT_EQ(shown[1], shown[0] + 20) << "the next layer begins at the IP header";
  EXPECT_EQ(kept->FirstNetBuffer->DataOffset, offset);
  EXPECT_EQ(kept->FirstNetBuffer->DataLength, shown[0]);
  FwpsDereferenceNetBufferList0(kept, FALSE);
  EXPECT_EQ(pool_.counts().clones_out, 0u);
}

TEST_F(KeptPacketTest, KeepsTheCountsOfItsFamily) {
  RULE("W-REF-4");
  clone_one();
  NET_BUFFER_LIST* const original = kept->ParentNetBufferList;
  EXPECT_EQ(original->ChildRefCount, 1);
  NET_BUFFER_LIST* grandchild = nullptr;
  ASSERT_EQ(FwpsAllocateCloneNetBufferList0(kept, nullptr, nullptr, 0, &grandchild), STATUS_SUCCESS);
  EXPECT_EQ(original->ChildRefCount, 1);
  EXPECT_EQ(kept->ChildRefCount, 1);
  EXPECT_EQ(grandchild->ParentNetBufferList, kept);
  FwpsFreeCloneNetBufferList0(grandchild, 0);
  EXPECT_EQ(kept->ChildRefCount, 0);
  EXPECT_EQ(original->ChildRefCount, 1);
  FwpsFreeCloneNetBufferList0(kept, 0);
}

TEST_F(KeptPacketTest, OutlivesTheClassifyByReference) {
  RULE("W-REF-1");
  RULE("W-REF-2");
  reference_one();
  EXPECT_EQ(loans(), 1u);
  NET_BUFFER_LIST* clone = nullptr;
  ASSERT_EQ(FwpsAllocateCloneNetBufferList0(kept, nullptr, nullptr, 0, &clone), STATUS_SUCCESS);
  FwpsDereferenceNetBufferList0(kept, FALSE);
  EXPECT_EQ(pool_.counts().out, 1u);
  const auto expected = datagram();
  const auto* first = static_cast<UCHAR*>(NdisGetDataBuffer(clone->FirstNetBuffer, 16, nullptr, 1, 0));
  ASSERT_NE(first, nullptr);
  EXPECT_TRUE(std::equal(first, first + 16, expected.begin() + 20));
  FwpsFreeCloneNetBufferList0(clone, 0);
  EXPECT_EQ(pool_.counts().out, 0u);
}

TEST_F(KeptPacketTest, IsDereferencedOnceForEachReference) {
  RULE("W-REF-1");
  const std::uint64_t before = findings("F-NBL-6");
  keep_by([this](NET_BUFFER_LIST* list) {
    kept = list;
    FwpsReferenceNetBufferList0(list, FALSE);
    FwpsReferenceNetBufferList0(list, FALSE);
  });
  FwpsDereferenceNetBufferList0(kept, FALSE);
  EXPECT_EQ(pool_.counts().out, 1u);
  FwpsDereferenceNetBufferList0(kept, FALSE);
  EXPECT_EQ(pool_.counts().out, 0u);
  FwpsDereferenceNetBufferList0(kept, FALSE);
  EXPECT_EQ(findings("F-NBL-6"), before + 1);
}

TEST_F(KeptPacketTest, IsTakenBackFromAGuestThatLeaves) {
  RULE("K-UNLOAD-3");
  clone_one();
  reference_one();
  const std::uint64_t before = findings("F-UNLOAD-9");
  leave();
  EXPECT_EQ(findings("F-UNLOAD-9"), before + 2);
  EXPECT_EQ(loans(), 0u);
  EXPECT_EQ(pool_.counts().out, 0u);
}

}  // namespace
}  // namespace penstock::wfp
