// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "testing/rule.h"

#include "wfp/fixture/recorder.h"

namespace penstock::wfp {
namespace {

struct CalloutTest : GuestTest {
  Recorder recorder;
  const GUID key = test_guid(1);

  void answer_permit() {
    recorder.answer = [](const Seen&, NET_BUFFER_LIST*, FWPS_CLASSIFY_OUT0* out) { permit(out); };
  }
};

TEST_F(CalloutTest, NeedsItsFunctionsAndADevice) {
  RULE("W-CAL-1");
  RULE("W-CAL-2");
  FWPS_CALLOUT1 callout{key, 0, nullptr, Recorder::notify<FWPS_FILTER1>, nullptr};
  EXPECT_EQ(FwpsCalloutRegister1(this, &callout, nullptr), STATUS_FWP_NULL_POINTER);
  callout.classifyFn = Recorder::classify;
  EXPECT_EQ(FwpsCalloutRegister1(nullptr, &callout, nullptr), STATUS_FWP_NULL_POINTER);
  callout.notifyFn = nullptr;
  EXPECT_EQ(FwpsCalloutRegister1(this, &callout, nullptr), STATUS_FWP_NULL_POINTER);
}

TEST_F(CalloutTest, IsRegisteredOnceAndUnregisteredOnce) {
  RULE("W-CAL-1");
  RULE("W-CAL-8");
  UINT32 id = 0;
  ASSERT_EQ(recorder.register_as(key, &id), STATUS_SUCCESS);
  EXPECT_EQ(recorder.register_as(key), STATUS_FWP_ALREADY_EXISTS);
  EXPECT_EQ(FwpsCalloutUnregisterById0(id), STATUS_SUCCESS);
  EXPECT_EQ(FwpsCalloutUnregisterById0(id), STATUS_FWP_CALLOUT_NOT_FOUND);
  ASSERT_EQ(recorder.register_as(key), STATUS_SUCCESS);
  EXPECT_EQ(FwpsCalloutUnregisterByKey0(&key), STATUS_SUCCESS);
  EXPECT_EQ(FwpsCalloutUnregisterByKey0(&key), STATUS_FWP_CALLOUT_NOT_FOUND);
}

TEST_F(CalloutTest, HasOneNumberWhicheverCameFirst) {
  RULE("W-OBJ-5");
  UINT32 registered = 0;
  ASSERT_EQ(recorder.register_as(key, &registered), STATUS_SUCCESS);
  FWPM_CALLOUT0 callout{};
  callout.calloutKey = key;
  callout.displayData.name = name_;
  callout.applicableLayer = layer_guid("OUTBOUND_IPPACKET_V4");
  UINT32 added = 0;
  ASSERT_EQ(FwpmCalloutAdd0(open(), &callout, nullptr, &added), STATUS_SUCCESS);
  EXPECT_EQ(added, registered);
}

TEST_F(CalloutTest, IsToldOfItsFiltersAndMaySetTheirContext) {
  RULE("W-CAL-5");
  recorder.context_to_set = 4711;
  answer_permit();
  ASSERT_EQ(recorder.register_as(key), STATUS_SUCCESS);
  HANDLE session = open();
  direct(session, key, "OUTBOUND_IPPACKET_V4", FWP_ACTION_CALLOUT_TERMINATING);
  ASSERT_EQ(recorder.notices.size(), 1u);
  EXPECT_EQ(recorder.notices[0], FWPS_CALLOUT_NOTIFY_ADD_FILTER);
  EXPECT_TRUE(recorder.last_notice_had_key);
  send(datagram());
  ASSERT_EQ(recorder.seen.size(), 1u);
  EXPECT_EQ(recorder.seen[0].context, 4711u);
  ASSERT_EQ(FwpmEngineClose0(session), STATUS_SUCCESS);
  ASSERT_EQ(recorder.notices.size(), 2u);
  EXPECT_EQ(recorder.notices[1], FWPS_CALLOUT_NOTIFY_DELETE_FILTER);
  EXPECT_FALSE(recorder.last_notice_had_key);
}

TEST_F(CalloutTest, MayRefuseAFilter) {
  RULE("W-FLT-10");
  recorder.notice_status = STATUS_UNSUCCESSFUL;
  ASSERT_EQ(recorder.register_as(key), STATUS_SUCCESS);
  HANDLE session = open();
  FWPM_CALLOUT0 callout{};
  callout.calloutKey = key;
  callout.displayData.name = name_;
  callout.applicableLayer = layer_guid("OUTBOUND_IPPACKET_V4");
  ASSERT_EQ(FwpmCalloutAdd0(session, &callout, nullptr, nullptr), STATUS_SUCCESS);
  FWPM_FILTER0 filter = plain_filter("OUTBOUND_IPPACKET_V4");
  filter.action = {FWP_ACTION_CALLOUT_TERMINATING, {key}};
  EXPECT_EQ(FwpmFilterAdd0(session, &filter, nullptr, nullptr), STATUS_FWP_CALLOUT_NOTIFICATION_FAILED);
}

TEST_F(CalloutTest, IsShownTheLayersFieldsItsDataAndTheRights) {
  RULE("W-CLS-2");
  RULE("W-CLS-5");
  RULE("W-CLS-10");
  answer_permit();
  ASSERT_EQ(recorder.register_as(key), STATUS_SUCCESS);
  direct(open(), key, "OUTBOUND_TRANSPORT_V4", FWP_ACTION_CALLOUT_TERMINATING);
  EXPECT_EQ(send(datagram()).out.size(), 1u);
  ASSERT_EQ(recorder.seen.size(), 1u);
  const Seen& seen = recorder.seen[0];
  const filter::LayerInfo* layer = filter::find_layer(std::string_view("OUTBOUND_TRANSPORT_V4"));
  EXPECT_EQ(seen.layer, static_cast<UINT16>(layer->layer));
  EXPECT_EQ(seen.values, layer->fields.size());
  EXPECT_EQ(seen.context, 77u);
  EXPECT_EQ(seen.action, FWP_ACTION_TYPE{FWP_ACTION_CONTINUE});
  EXPECT_EQ(seen.rights, UINT32{FWPS_RIGHT_ACTION_WRITE});
  EXPECT_EQ(seen.out_flags, 0u);
  EXPECT_TRUE(seen.has_list);
  EXPECT_EQ(seen.data_bytes, 16u);  // from the transport header on
}

TEST_F(CalloutTest, IsCalledAtDispatchLevelOnThePacketPath) {
  RULE("W-CLS-1");
  answer_permit();
  ASSERT_EQ(recorder.register_as(key), STATUS_SUCCESS);
  direct(open(), key, "OUTBOUND_TRANSPORT_V4", FWP_ACTION_CALLOUT_TERMINATING);
  send(datagram());
  ASSERT_EQ(recorder.seen.size(), 1u);
  EXPECT_EQ(recorder.seen[0].irql, nt::kDispatch);
  EXPECT_EQ(nt::thread_state().irql, nt::kPassive);
}

TEST_F(CalloutTest, OfTheFirstVersionIsCalledTheSame) {
  answer_permit();
  const FWPS_CALLOUT0 callout{key, 0, Recorder::classify0, Recorder::notify<FWPS_FILTER0>, nullptr};
  ASSERT_EQ(FwpsCalloutRegister0(this, &callout, nullptr), STATUS_SUCCESS);
  direct(open(), key, "OUTBOUND_TRANSPORT_V4", FWP_ACTION_CALLOUT_TERMINATING);
  EXPECT_EQ(send(datagram()).out.size(), 1u);
  ASSERT_EQ(recorder.seen.size(), 1u);
  EXPECT_EQ(recorder.seen[0].context, 77u);
}

TEST_F(CalloutTest, BlocksWithItsAnswer) {
  RULE("W-CLS-6");
  recorder.answer = [](const Seen&, NET_BUFFER_LIST*, FWPS_CLASSIFY_OUT0* out) { block(out); };
  ASSERT_EQ(recorder.register_as(key), STATUS_SUCCESS);
  direct(open(), key, "OUTBOUND_TRANSPORT_V4", FWP_ACTION_CALLOUT_TERMINATING);
  EXPECT_TRUE(send(datagram()).out.empty());
}

TEST_F(CalloutTest, KeepsNothingInTheEnginesPartOfItsAnswer) {
  RULE("W-CLS-9");
  const GUID twin = test_guid(2);
  recorder.answer = [](const Seen&, NET_BUFFER_LIST*, FWPS_CLASSIFY_OUT0* out) {
    EXPECT_EQ(out->filterId, 0u);
    EXPECT_EQ(out->outContext, 0u);
    EXPECT_EQ(out->reserved, 0u);
    out->filterId = 4711;
    out->outContext = 4712;
    out->reserved = 4713;
    block(out);
  };
  ASSERT_EQ(recorder.register_as(key), STATUS_SUCCESS);
  ASSERT_EQ(recorder.register_as(twin), STATUS_SUCCESS);
  const UINT64 filter = direct(open(), key, "OUTBOUND_TRANSPORT_V4", FWP_ACTION_CALLOUT_TERMINATING);
  direct(open(), twin, "OUTBOUND_TRANSPORT_V4_DISCARD", FWP_ACTION_CALLOUT_INSPECTION);
  send(datagram());
  ASSERT_EQ(recorder.seen.size(), 2u);
  EXPECT_EQ(recorder.seen[1].discard_filter, filter);
}

TEST_F(CalloutTest, IsShownOneListAtATime) {
  RULE("W-CLS-11");
  recorder.answer = [](const Seen&, NET_BUFFER_LIST* list, FWPS_CLASSIFY_OUT0* out) {
    EXPECT_EQ(list->Next, nullptr);
    EXPECT_EQ(list->FirstNetBuffer->Next, nullptr);
    list->Next = list;  // what a callout leaves there is not seen by the next one
    permit(out);
  };
  ASSERT_EQ(recorder.register_as(key), STATUS_SUCCESS);
  HANDLE const session = open();
  direct(session, key, "OUTBOUND_TRANSPORT_V4", FWP_ACTION_CALLOUT_INSPECTION);
  direct(session, key, "OUTBOUND_TRANSPORT_V4", FWP_ACTION_CALLOUT_INSPECTION, false);
  EXPECT_EQ(send(datagram()).out.size(), 1u);
  EXPECT_EQ(recorder.seen.size(), 2u);
}

TEST_F(CalloutTest, ThatLeavesTheDataStartMovedIsReportedAndUndone) {
  RULE("W-NBL-6");
  recorder.answer = [](const Seen&, NET_BUFFER_LIST* list, FWPS_CLASSIFY_OUT0* out) {
    NdisAdvanceNetBufferDataStart(list->FirstNetBuffer, 4, FALSE, nullptr);
    permit(out);
  };
  ASSERT_EQ(recorder.register_as(key), STATUS_SUCCESS);
  direct(open(), key, "OUTBOUND_TRANSPORT_V4", FWP_ACTION_CALLOUT_TERMINATING);
  const std::uint64_t before = findings("F-NBL-1");
  const Passed passed = send(datagram());
  ASSERT_EQ(passed.out.size(), 1u);
  EXPECT_EQ(passed.out[0], datagram());
  EXPECT_EQ(findings("F-NBL-1"), before + 1);
}

TEST_F(CalloutTest, WithAFlowContextStaysUntilTheContextIsGone) {
  RULE("W-CAL-7");
  RULE("W-FLOW-3");
  RULE("W-FLOW-5");  // T-20
  answer_permit();
  UINT32 id = 0;
  ASSERT_EQ(recorder.register_as(key, &id), STATUS_SUCCESS);
  direct(open(), key, "ALE_FLOW_ESTABLISHED_V4", FWP_ACTION_CALLOUT_INSPECTION);
  send(datagram());
  ASSERT_EQ(recorder.seen.size(), 1u);
  const UINT64 flow = recorder.seen[0].flow;
  const UINT16 layer = recorder.seen[0].layer;
  EXPECT_EQ(FwpsFlowAssociateContext0(flow, layer, id, 0), STATUS_INVALID_PARAMETER);
  EXPECT_EQ(FwpsFlowAssociateContext0(flow, layer, id, 5), STATUS_SUCCESS);
  EXPECT_EQ(FwpsFlowAssociateContext0(flow, layer, id, 6), STATUS_OBJECT_NAME_EXISTS);
  EXPECT_TRUE(NT_SUCCESS(STATUS_OBJECT_NAME_EXISTS));
  EXPECT_EQ(FwpsCalloutUnregisterById0(id), STATUS_DEVICE_BUSY);
  EXPECT_EQ(FwpsFlowRemoveContext0(flow, layer, id), STATUS_SUCCESS);
  EXPECT_EQ(recorder.flow_deletions, std::vector<UINT64>{5});
  EXPECT_EQ(FwpsFlowRemoveContext0(flow, layer, id), STATUS_UNSUCCESSFUL);
  EXPECT_EQ(FwpsCalloutUnregisterById0(id), STATUS_SUCCESS);
}

TEST_F(CalloutTest, WithoutAFlowDeleteFunctionHasNoContexts) {
  RULE("W-FLOW-3");
  RULE("W-FLOW-7");
  answer_permit();
  UINT32 id = 0;
  ASSERT_EQ(recorder.register_as(key, &id, false), STATUS_SUCCESS);
  direct(open(), key, "ALE_FLOW_ESTABLISHED_V4", FWP_ACTION_CALLOUT_INSPECTION);
  send(datagram());
  ASSERT_EQ(recorder.seen.size(), 1u);
  EXPECT_EQ(FwpsFlowAssociateContext0(recorder.seen[0].flow, recorder.seen[0].layer, id, 5),
            STATUS_INVALID_PARAMETER);
  EXPECT_EQ(FwpsFlowAbort0(0xDEAD), STATUS_NOT_FOUND);
  EXPECT_EQ(FwpsFlowAbort0(recorder.seen[0].flow), STATUS_SUCCESS);
}

TEST_F(CalloutTest, LeftWithAFlowContextFreesItsKeyWithTheFlow) {
  RULE("K-UNLOAD-2");
  RULE("K-UNLOAD-5");
  answer_permit();
  UINT32 id = 0;
  ASSERT_EQ(recorder.register_as(key, &id), STATUS_SUCCESS);
  direct(open(), key, "ALE_FLOW_ESTABLISHED_V4", FWP_ACTION_CALLOUT_INSPECTION);
  send(datagram());
  ASSERT_EQ(recorder.seen.size(), 1u);
  ASSERT_EQ(FwpsFlowAssociateContext0(recorder.seen[0].flow, recorder.seen[0].layer, id, 5), STATUS_SUCCESS);
  leave();
  EXPECT_EQ(recorder.register_as(key), STATUS_FWP_ALREADY_EXISTS);
  station_.close();
  EXPECT_TRUE(recorder.flow_deletions.empty());  // nobody is there to be told
  EXPECT_EQ(recorder.register_as(key), STATUS_SUCCESS);
}

}  // namespace
}  // namespace penstock::wfp
