// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstring>
#include <string>

#include "nt/pool.h"
#include "nt/pool_account.h"
#include "testing/rule.h"

#include "wfp/fwpm_fixture.h"

namespace penstock::wfp {
namespace {

using filter::Field;

// T-27
TEST(FilterAdd, NamesWhatIsWrong) {
  RULE("W-OBJ-4");
  RULE("W-FLT-1");
  RULE("W-CND-3");
  RULE("W-CND-4");
  RULE("W-CND-5");
  RULE("W-FLT-8");
  Management management;
  FWPM_FILTER0 filter = management.filter();
  filter.displayData.name = nullptr;
  EXPECT_EQ(code(management.add(filter)), 0xC0220023);
  filter = management.filter();
  filter.layerKey.Data1 ^= 1;
  EXPECT_EQ(code(management.add(filter)), 0xC0220004);
  EXPECT_EQ(
      code(management.add_with(Management::condition(Field::embedded_protocol, FWP_MATCH_EQUAL, FWP_UINT8))),
      0xC0220002);
  EXPECT_EQ(
      code(management.add_with(Management::condition(Field::ip_remote_port, FWP_MATCH_EQUAL, FWP_UINT32))),
      0xC0220027);
  SID nobody{};
  nobody.Revision = 1;
  FWP_RANGE0 range{};
  range.valueLow.type = range.valueHigh.type = FWP_SID;
  range.valueLow.sid = range.valueHigh.sid = &nobody;
  FWPM_FILTER_CONDITION0 between =
      Management::condition(Field::ale_package_id, FWP_MATCH_RANGE, FWP_RANGE_TYPE);
  between.conditionValue.rangeValue = &range;
  EXPECT_EQ(code(management.add_with(between)), 0xC0220026);
  filter = management.filter();
  filter.weight.type = FWP_UINT8;
  filter.weight.uint8 = 16;
  EXPECT_EQ(code(management.add(filter)), 0xC0220025);
}

TEST(FilterAdd, NotesOnceThatALayerIsNeverIndicated) {
  Management management;
  FWPM_FILTER0 filters[] = {management.filter("STREAM_V4"), management.filter("STREAM_V4"),
                            management.filter("STREAM_V6"), management.filter("ALE_AUTH_CONNECT_V4")};
  for (FWPM_FILTER0& filter : filters) EXPECT_EQ(code(management.add(filter)), 0u);
  std::vector<std::string> notes;
  for (const base::Finding& finding : base::finding_log().list()) {
    if (finding.code == "F-FLT-1") notes.push_back(finding.message.substr(0, 19));
  }
  EXPECT_EQ(notes, (std::vector<std::string>{"filter at STREAM_V4", "filter at STREAM_V6"}));
  EXPECT_EQ(base::finding_log().count(base::Severity::error), 0u);
}

TEST(FilterAdd, ChecksFlagsAndActions) {
  RULE("W-FLT-3");
  RULE("W-FLT-4");
  RULE("W-FLT-6");
  Management management;
  FWPM_FILTER0 filter = management.filter();
  filter.flags = FWPM_FILTER_FLAG_PERSISTENT | FWPM_FILTER_FLAG_BOOTTIME;
  EXPECT_EQ(code(management.add(filter)), 0xC022001E);
  filter.flags = FWPM_FILTER_FLAG_PERMIT_IF_CALLOUT_UNREGISTERED;
  EXPECT_EQ(code(management.add(filter)), 0xC022001E);
  filter = management.filter();
  filter.action.type = FWP_ACTION_CONTINUE;
  EXPECT_EQ(code(management.add(filter)), 0xC0220024);
  filter.action.type = FWP_ACTION_CALLOUT_TERMINATING;
  filter.action.calloutKey.Data1 = 99;
  EXPECT_EQ(code(management.add(filter)), 0xC0220001);
}

TEST(FilterAdd, SurvivesPointersThatAreMissing) {
  Management management;
  FWPM_FILTER0 filter = management.filter();
  filter.numFilterConditions = 1;
  EXPECT_EQ(code(management.add(filter)), 0xC022001C);
  filter = management.filter();
  filter.providerData.size = 4;
  EXPECT_EQ(code(management.add(filter)), 0xC022001C);
  EXPECT_EQ(code(FwpmFilterAdd0(management.session, nullptr, nullptr, nullptr)), 0xC022001C);
  EXPECT_EQ(code(FwpmFilterDeleteByKey0(management.session, nullptr)), 0xC022001C);
  EXPECT_EQ(code(FwpmFilterGetById0(management.session, 1, nullptr)), 0xC022001C);
}

// A filter whose values all are elsewhere, in memory that is overwritten when it has been added.
UINT64 add_with_far_values(Management& management) {
  UINT64 weight = 1234;
  UINT8 data[3] = {1, 2, 3};
  FWP_RANGE0 ports{};
  ports.valueLow.type = ports.valueHigh.type = FWP_UINT16;
  ports.valueLow.uint16 = 80;
  ports.valueHigh.uint16 = 443;
  FWP_V4_ADDR_AND_MASK net = {0x0A000000, 0xFF000000};
  UINT64 interface_luid = 77;
  FWP_RANGE0 interfaces{};
  interfaces.valueLow.type = interfaces.valueHigh.type = FWP_UINT64;
  interfaces.valueLow.uint64 = interfaces.valueHigh.uint64 = &interface_luid;
  FWPM_FILTER_CONDITION0 conditions[3] = {
      Management::condition(Field::ip_remote_port, FWP_MATCH_RANGE, FWP_RANGE_TYPE),
      Management::condition(Field::ip_remote_address, FWP_MATCH_EQUAL, FWP_V4_ADDR_MASK),
      Management::condition(Field::ip_local_interface, FWP_MATCH_RANGE, FWP_RANGE_TYPE)};
  conditions[0].conditionValue.rangeValue = &ports;
  conditions[1].conditionValue.v4AddrMask = &net;
  conditions[2].conditionValue.rangeValue = &interfaces;
  FWPM_FILTER0 filter = management.filter();
  filter.weight.type = FWP_UINT64;
  filter.weight.uint64 = &weight;
  filter.providerData = {sizeof data, data};
  filter.numFilterConditions = 3;
  filter.filterCondition = conditions;
  filter.rawContext = 42;
  UINT64 id = 0;
  EXPECT_EQ(code(management.add(filter, &id)), 0u);
  weight = interface_luid = 0;
  std::memset(data, 0, sizeof data);
  std::memset(static_cast<void*>(conditions), 0, sizeof conditions);
  std::memset(static_cast<void*>(&ports), 0, sizeof ports);
  net = {};
  return id;
}

// Whether what a result points to is in the result's own block.
bool is_within(const void* result, const void* pointed) {
  const auto block = nt::find_block(result);
  if (!block.has_value()) return false;
  const auto* begin = static_cast<const std::uint8_t*>(block->address);
  return pointed >= begin && pointed < begin + block->size_bytes;
}

TEST(FilterGet, ReturnsEverythingInOneBlock) {
  RULE("W-FLT-1");
  RULE("W-FLT-9");
  RULE("W-OBJ-7");
  Management management;
  const std::size_t blocks_before = nt::blocks_of(&nt::test_guest()).size();
  const UINT64 id = add_with_far_values(management);
  FWPM_FILTER0* shown = nullptr;
  ASSERT_EQ(code(FwpmFilterGetById0(management.session, id, &shown)), 0u);
  EXPECT_EQ(nt::blocks_of(&nt::test_guest()).size(), blocks_before + 1);
  EXPECT_EQ(shown->filterId, id);
  EXPECT_EQ(shown->effectiveWeight.type, FWP_UINT64);
  EXPECT_EQ(*shown->effectiveWeight.uint64, 1234u);
  EXPECT_EQ(*shown->weight.uint64, 1234u);
  EXPECT_EQ(shown->rawContext, 42u);
  ASSERT_EQ(shown->providerData.size, 3u);
  EXPECT_EQ(shown->providerData.data[2], 3);
  EXPECT_EQ(to_utf8(text_of(shown->displayData.name)), "test");
  EXPECT_EQ(key_of(shown->subLayerKey), filter::kUniversalSublayer);
  ASSERT_EQ(shown->numFilterConditions, 3u);
  EXPECT_EQ(shown->filterCondition[0].conditionValue.rangeValue->valueHigh.uint16, 443);
  EXPECT_EQ(shown->filterCondition[1].conditionValue.v4AddrMask->addr, 0x0A000000u);
  EXPECT_EQ(*shown->filterCondition[2].conditionValue.rangeValue->valueHigh.uint64, 77u);
  for (const void* pointed :
       {static_cast<const void*>(shown->weight.uint64),
        static_cast<const void*>(shown->effectiveWeight.uint64),
        static_cast<const void*>(shown->providerData.data), static_cast<const void*>(shown->displayData.name),
        static_cast<const void*>(shown->filterCondition),
        static_cast<const void*>(shown->filterCondition[0].conditionValue.rangeValue),
        static_cast<const void*>(shown->filterCondition[1].conditionValue.v4AddrMask),
        static_cast<const void*>(shown->filterCondition[2].conditionValue.rangeValue->valueHigh.uint64)}) {
    EXPECT_TRUE(is_within(shown, pointed));
  }
  free_result(shown);
  EXPECT_EQ(shown, nullptr);
  EXPECT_EQ(nt::blocks_of(&nt::test_guest()).size(), blocks_before);
  EXPECT_EQ(base::finding_log().count(base::Severity::error), 0u);
}

TEST(FilterGet, FailsWithoutMemoryAndLeavesNothing) {
  RULE("W-OBJ-7");
  Management management;
  const UINT64 id = add_with_far_values(management);
  FWPM_FILTER0* shown = nullptr;
  nt::set_allocation_fault([](base::CallSite) { return true; });
  const NTSTATUS status = FwpmFilterGetById0(management.session, id, &shown);
  nt::set_allocation_fault(nullptr);
  EXPECT_EQ(code(status), 0xC000009A);
  EXPECT_EQ(shown, nullptr);
  EXPECT_EQ(code(FwpmFilterGetById0(management.session, id + 1000, &shown)), 0xC0220003);
}

TEST(FilterEnum, GivesWhatWasThereInAsManyPartsAsAsked) {
  RULE("W-OBJ-7");
  Management management;
  for (int i = 0; i < 3; ++i) ASSERT_EQ(code(management.add(management.filter())), 0u);
  HANDLE handle = nullptr;
  ASSERT_EQ(code(FwpmFilterCreateEnumHandle0(management.session, nullptr, &handle)), 0u);
  ASSERT_EQ(code(management.add(management.filter())), 0u);
  FWPM_FILTER0** entries = nullptr;
  UINT32 returned = 0;
  const std::size_t blocks_before = nt::blocks_of(&nt::test_guest()).size();
  ASSERT_EQ(code(FwpmFilterEnum0(management.session, handle, 2, &entries, &returned)), 0u);
  ASSERT_EQ(returned, 2u);
  EXPECT_EQ(nt::blocks_of(&nt::test_guest()).size(), blocks_before + 1);
  EXPECT_LT(entries[0]->filterId, entries[1]->filterId);
  free_result(entries);
  ASSERT_EQ(code(FwpmFilterEnum0(management.session, handle, 2, &entries, &returned)), 0u);
  EXPECT_EQ(returned, 1u);
  free_result(entries);
  ASSERT_EQ(code(FwpmFilterEnum0(management.session, handle, 2, &entries, &returned)), 0u);
  EXPECT_EQ(returned, 0u);
  EXPECT_EQ(entries, nullptr);
  FWPM_CALLOUT0** callouts = nullptr;
  EXPECT_EQ(code(FwpmCalloutEnum0(management.session, handle, 2, &callouts, &returned)), 0xC0000008);
  EXPECT_EQ(code(FwpmFilterDestroyEnumHandle0(management.session, handle)), 0u);
  EXPECT_EQ(code(FwpmFilterDestroyEnumHandle0(management.session, handle)), 0xC0000008);
}

TEST(FilterEnum, FindsWhatTheTemplateDescribes) {
  Management management;
  FWPM_FILTER0 blocks = management.filter("ALE_AUTH_CONNECT_V6");
  blocks.action.type = FWP_ACTION_BLOCK;
  UINT64 id = 0;
  ASSERT_EQ(code(management.add(management.filter())), 0u);
  ASSERT_EQ(code(management.add(blocks, &id)), 0u);
  FWPM_FILTER_ENUM_TEMPLATE0 wanted{};
  wanted.layerKey = blocks.layerKey;
  wanted.actionMask = 0xFFFFFFFF;
  HANDLE handle = nullptr;
  ASSERT_EQ(code(FwpmFilterCreateEnumHandle0(management.session, &wanted, &handle)), 0u);
  FWPM_FILTER0** entries = nullptr;
  UINT32 returned = 0;
  ASSERT_EQ(code(FwpmFilterEnum0(management.session, handle, 9, &entries, &returned)), 0u);
  ASSERT_EQ(returned, 1u);
  EXPECT_EQ(entries[0]->filterId, id);
  free_result(entries);
  EXPECT_EQ(code(FwpmFilterDestroyEnumHandle0(management.session, handle)), 0u);
  wanted.numFilterConditions = 1;
  EXPECT_EQ(code(FwpmFilterCreateEnumHandle0(management.session, &wanted, &handle)), 0xC00000BB);
}

int told_of_filters = 0;
NTSTATUS refuse_filters(FWPS_CALLOUT_NOTIFY_TYPE type, const GUID*, FWPS_FILTER1*) {
  if (type == FWPS_CALLOUT_NOTIFY_ADD_FILTER) ++told_of_filters;
  return STATUS_UNSUCCESSFUL;
}
void classify_nothing(const FWPS_INCOMING_VALUES0*, const FWPS_INCOMING_METADATA_VALUES0*, void*, const void*,
                      const FWPS_FILTER1*, UINT64, FWPS_CLASSIFY_OUT0*) {}

TEST(FilterAdd, IsRefusedByACalloutThatDoesNotWantIt) {
  RULE("W-FLT-10");
  RULE("W-OBJ-5");
  Management management;
  FWPS_CALLOUT1 code_of{};
  code_of.calloutKey.Data1 = 5;
  code_of.classifyFn = &classify_nothing;
  code_of.notifyFn = &refuse_filters;
  UINT32 registered = 0, added = 0;
  ASSERT_EQ(code(FwpsCalloutRegister1(&management, &code_of, &registered)), 0u);
  FWPM_CALLOUT0 callout{};
  callout.calloutKey = code_of.calloutKey;
  callout.displayData = management.named("refuses");
  FWPM_FILTER0 filter = management.filter();
  callout.applicableLayer = filter.layerKey;
  ASSERT_EQ(code(FwpmCalloutAdd0(management.session, &callout, nullptr, &added)), 0u);
  EXPECT_EQ(added, registered);
  filter.action.type = FWP_ACTION_CALLOUT_INSPECTION;
  filter.action.calloutKey = callout.calloutKey;
  told_of_filters = 0;
  EXPECT_EQ(code(management.add(filter)), 0xC0220037);
  EXPECT_EQ(told_of_filters, 1);
  filter.layerKey = guid_of(filter::find_layer("ALE_AUTH_CONNECT_V6")->key);
  EXPECT_EQ(code(management.add(filter)), 0xC022002C);
  EXPECT_EQ(code(FwpsCalloutUnregisterById0(registered)), 0u);
}

}  // namespace
}  // namespace penstock::wfp
