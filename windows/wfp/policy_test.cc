// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "testing/rule.h"

#include "wfp/fixture/recorder.h"

namespace penstock::wfp {
namespace {

struct PolicyOfAGuestTest : GuestTest {
  HANDLE session = open();

  NTSTATUS add(const FWPM_FILTER0& filter, UINT64* id = nullptr) {
    return FwpmFilterAdd0(session, &filter, nullptr, id);
  }
};

TEST_F(PolicyOfAGuestTest, ComparesAConditionOfTheGuests) {
  RULE("W-CND-9");
  FWP_V4_ADDR_AND_MASK network{0xC0000200, 0xFFFFFF00};
  FWP_CONDITION_VALUE0 value{};
  value.type = FWP_V4_ADDR_MASK;
  value.v4AddrMask = &network;
  FWPM_FILTER_CONDITION0 condition{guid_of(filter::condition_key(filter::Field::ip_remote_address)),
                                   FWP_MATCH_EQUAL, value};
  FWPM_FILTER0 filter = plain_filter("OUTBOUND_IPPACKET_V4");
  filter.numFilterConditions = 1;
  filter.filterCondition = &condition;
  filter.action.type = FWP_ACTION_BLOCK;
  ASSERT_EQ(add(filter), STATUS_SUCCESS);
  network = {};  // the engine has a copy
  EXPECT_TRUE(send(datagram()).out.empty());
}

TEST_F(PolicyOfAGuestTest, GivesAProviderContextToTheCalloutsOfItsFilter) {
  RULE("W-FLT-5");
  UINT8 data[] = {1, 2, 3};
  FWP_BYTE_BLOB blob{3, data};
  FWPM_PROVIDER_CONTEXT1 context{};
  context.providerContextKey = test_guid(8);
  context.displayData.name = name_;
  context.type = FWPM_GENERAL_CONTEXT;
  context.dataBuffer = &blob;
  UINT64 context_id = 0;
  ASSERT_EQ(FwpmProviderContextAdd1(session, &context, nullptr, &context_id), STATUS_SUCCESS);
  static UINT64 shown_context;
  static std::vector<UINT8> shown_bytes;
  const auto look = [](const FWPS_INCOMING_VALUES0*, const FWPS_INCOMING_METADATA_VALUES0*, void*,
                       const void*, const FWPS_FILTER1* filter, UINT64, FWPS_CLASSIFY_OUT0* out) {
    shown_context = filter->context;
    const FWP_BYTE_BLOB& shown = *filter->providerContext->dataBuffer;
    shown_bytes.assign(shown.data, shown.data + shown.size);
    permit(out);
  };
  Recorder recorder;
  const FWPS_CALLOUT1 functions{test_guid(1), 0, look, Recorder::notify<FWPS_FILTER1>, nullptr};
  ASSERT_EQ(FwpsCalloutRegister1(this, &functions, nullptr), STATUS_SUCCESS);
  FWPM_CALLOUT0 callout{};
  callout.calloutKey = test_guid(1);
  callout.displayData.name = name_;
  callout.flags = FWPM_CALLOUT_FLAG_USES_PROVIDER_CONTEXT;
  callout.applicableLayer = layer_guid("OUTBOUND_IPPACKET_V4");
  ASSERT_EQ(FwpmCalloutAdd0(session, &callout, nullptr, nullptr), STATUS_SUCCESS);
  FWPM_FILTER0 filter = plain_filter("OUTBOUND_IPPACKET_V4");
  filter.action = {FWP_ACTION_CALLOUT_TERMINATING, {test_guid(1)}};
  filter.flags = FWPM_FILTER_FLAG_HAS_PROVIDER_CONTEXT;
  filter.providerContextKey = test_guid(8);
  ASSERT_EQ(add(filter), STATUS_SUCCESS);
  send(datagram());
  EXPECT_EQ(shown_context, context_id);
  EXPECT_EQ(shown_bytes, (std::vector<UINT8>{1, 2, 3}));
  EXPECT_EQ(FwpmEngineClose0(session), STATUS_SUCCESS);
}

TEST_F(PolicyOfAGuestTest, MissesTheSessionsAndCalloutsThatAGuestLeaves) {
  RULE("W-CAL-10");
  RULE("W-ENG-3");
  Recorder recorder;
  ASSERT_EQ(recorder.register_as(test_guid(1)), STATUS_SUCCESS);
  FWPM_FILTER0 filter = plain_filter("OUTBOUND_IPPACKET_V4");
  filter.action.type = FWP_ACTION_BLOCK;
  ASSERT_EQ(add(filter), STATUS_SUCCESS);
  EXPECT_TRUE(send(datagram()).out.empty());
  const std::uint64_t before = findings("F-UNLOAD-8");
  leave();
  EXPECT_EQ(findings("F-UNLOAD-8"), before + 2);
  EXPECT_EQ(send(datagram()).out.size(), 1u);  // the dynamic filter went with its session
  EXPECT_TRUE(engine_.callouts().registered_by(guest_.borrower()).empty());
}

}  // namespace
}  // namespace penstock::wfp
