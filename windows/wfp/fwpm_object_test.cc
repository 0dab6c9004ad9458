// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "testing/rule.h"
#include "wfp/status.h"

#include "wfp/fwpm_fixture.h"

namespace penstock::wfp {
namespace {

GUID guid(std::uint32_t number) {
  GUID made{};
  made.Data1 = number;
  return made;
}

TEST(Objects, OfTheKernelAreNotAccessChecked) {
  RULE("W-OBJ-6");
  Management management;
  // Denies everybody everything.
  UINT8 nobody[] = {1, 0, 4, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20, 0, 0, 0, 2, 0, 8, 0, 0, 0, 0, 0};
  const auto descriptor = reinterpret_cast<PSECURITY_DESCRIPTOR>(nobody);
  FWPM_SUBLAYER0 sublayer{};
  sublayer.subLayerKey = guid(7);
  sublayer.displayData = management.named("shut");
  ASSERT_EQ(code(FwpmSubLayerAdd0(management.session, &sublayer, descriptor)), 0u);
  FWPM_FILTER0 filter = management.filter();
  filter.subLayerKey = guid(7);
  UINT64 id = 0;
  ASSERT_EQ(code(FwpmFilterAdd0(management.session, &filter, descriptor, &id)), 0u);
  EXPECT_EQ(code(FwpmFilterDeleteById0(management.session, id)), 0u);
  EXPECT_EQ(code(FwpmSubLayerDeleteByKey0(management.session, &sublayer.subLayerKey)), 0u);
}

TEST(Provider, IsReadBackInItsOwnWords) {
  RULE("W-ENV-2");
  Management management;
  UINT8 data[] = {9, 8};
  FWPM_PROVIDER0 provider{};
  provider.providerKey = guid(1);
  provider.displayData = {management.text("Tür \xF0\x9F\x9A\xAA"), management.text("a door")};
  provider.providerData = {sizeof data, data};
  provider.serviceName = management.text("doors");
  ASSERT_EQ(code(FwpmProviderAdd0(management.session, &provider, nullptr)), 0u);
  EXPECT_EQ(code(FwpmProviderAdd0(management.session, &provider, nullptr)), 0xC0220009);
  FWPM_PROVIDER0* shown = nullptr;
  ASSERT_EQ(code(FwpmProviderGetByKey0(management.session, &provider.providerKey, &shown)), 0u);
  EXPECT_EQ(std::u16string(text_of(shown->displayData.name)), u"T\u00FCr \U0001F6AA");
  EXPECT_EQ(to_utf8(text_of(shown->displayData.description)), "a door");
  EXPECT_EQ(to_utf8(text_of(shown->serviceName)), "doors");
  ASSERT_EQ(shown->providerData.size, 2u);
  EXPECT_EQ(shown->providerData.data[1], 8);
  free_result(shown);
  EXPECT_EQ(code(FwpmProviderDeleteByKey0(management.session, &provider.providerKey)), 0u);
  EXPECT_EQ(code(FwpmProviderDeleteByKey0(management.session, &provider.providerKey)), 0xC0220005);
}

TEST(Objects, StayWhileTheyAreUsed) {
  RULE("W-OBJ-3");
  Management management;
  FWPM_PROVIDER0 provider{};
  provider.providerKey = guid(1);
  provider.displayData = management.named("provider");
  ASSERT_EQ(code(FwpmProviderAdd0(management.session, &provider, nullptr)), 0u);
  FWPM_SUBLAYER0 sublayer{};
  sublayer.subLayerKey = guid(2);
  sublayer.displayData = management.named("sublayer");
  sublayer.providerKey = &provider.providerKey;
  sublayer.weight = 0x1234;
  ASSERT_EQ(code(FwpmSubLayerAdd0(management.session, &sublayer, nullptr)), 0u);
  EXPECT_EQ(code(FwpmProviderDeleteByKey0(management.session, &provider.providerKey)), 0xC022000A);
  FWPM_FILTER0 filter = management.filter();
  filter.subLayerKey = sublayer.subLayerKey;
  UINT64 id = 0;
  ASSERT_EQ(code(management.add(filter, &id)), 0u);
  EXPECT_EQ(code(FwpmSubLayerDeleteByKey0(management.session, &sublayer.subLayerKey)), 0xC022000A);
  FWPM_SUBLAYER0* shown = nullptr;
  ASSERT_EQ(code(FwpmSubLayerGetByKey0(management.session, &sublayer.subLayerKey, &shown)), 0u);
  EXPECT_EQ(shown->weight, 0x1234);
  ASSERT_NE(shown->providerKey, nullptr);
  EXPECT_EQ(key_of(*shown->providerKey), key_of(provider.providerKey));
  free_result(shown);
  EXPECT_EQ(code(FwpmFilterDeleteById0(management.session, id)), 0u);
  EXPECT_EQ(code(FwpmSubLayerDeleteByKey0(management.session, &sublayer.subLayerKey)), 0u);
  const GUID builtin = guid_of(filter::kUniversalSublayer);
  EXPECT_EQ(code(FwpmSubLayerDeleteByKey0(management.session, &builtin)), 0xC0220017);
}

TEST(Objects, DoNotOutliveWhatTheyReferTo) {
  RULE("W-OBJ-2");
  Management management;
  FWPM_SESSION0 options{};
  options.flags = FWPM_SESSION_FLAG_DYNAMIC;
  HANDLE dynamic = Management::open(&options);
  FWPM_SUBLAYER0 sublayer{};
  sublayer.subLayerKey = guid(3);
  sublayer.displayData = management.named("short-lived");
  ASSERT_EQ(code(FwpmSubLayerAdd0(dynamic, &sublayer, nullptr)), 0u);
  FWPM_FILTER0 filter = management.filter();
  filter.subLayerKey = sublayer.subLayerKey;
  EXPECT_EQ(code(management.add(filter)), 0xC0220016);
  EXPECT_EQ(code(FwpmEngineClose0(dynamic)), 0u);
  EXPECT_EQ(code(management.add(filter)), 0xC0220007);
}

TEST(CalloutObject, IsFoundByNumberAndKey) {
  RULE("W-OBJ-1");
  Management management;
  FWPM_CALLOUT0 callout{};
  callout.calloutKey = guid(4);
  callout.displayData = management.named("callout");
  callout.applicableLayer = guid_of(filter::find_layer("ALE_AUTH_CONNECT_V4")->key);
  UINT32 id = 0;
  ASSERT_EQ(code(FwpmCalloutAdd0(management.session, &callout, nullptr, &id)), 0u);
  FWPM_CALLOUT0 *by_id = nullptr, *by_key = nullptr;
  ASSERT_EQ(code(FwpmCalloutGetById0(management.session, id, &by_id)), 0u);
  ASSERT_EQ(code(FwpmCalloutGetByKey0(management.session, &callout.calloutKey, &by_key)), 0u);
  EXPECT_EQ(key_of(by_id->calloutKey), key_of(callout.calloutKey));
  EXPECT_EQ(by_key->calloutId, id);
  EXPECT_EQ(by_key->flags & FWPM_CALLOUT_FLAG_REGISTERED, 0u);
  free_result(by_id);
  free_result(by_key);
  EXPECT_EQ(code(FwpmCalloutDeleteById0(management.session, id)), 0u);
  EXPECT_EQ(code(FwpmCalloutDeleteByKey0(management.session, &callout.calloutKey)), 0xC0220001);
}

TEST(LayerObject, ShowsItsFieldsInTheOrderOfTheirIndexes) {
  RULE("W-OBJ-1");
  Management management;
  FWPM_LAYER0* layer = nullptr;
  ASSERT_EQ(code(FwpmLayerGetById0(management.session, FWPS_LAYER_ALE_AUTH_CONNECT_V4, &layer)), 0u);
  EXPECT_EQ(to_utf8(text_of(layer->displayData.name)), "ALE_AUTH_CONNECT_V4");
  ASSERT_GT(layer->numFields, static_cast<UINT32>(FWPS_FIELD_ALE_AUTH_CONNECT_V4_IP_REMOTE_PORT));
  const FWPM_FIELD0& port = layer->field[FWPS_FIELD_ALE_AUTH_CONNECT_V4_IP_REMOTE_PORT];
  EXPECT_EQ(key_of(*port.fieldKey), filter::condition_key(filter::Field::ip_remote_port));
  EXPECT_EQ(port.dataType, FWP_UINT16);
  EXPECT_EQ(key_of(layer->defaultSubLayerKey), filter::kUniversalSublayer);
  free_result(layer);
  EXPECT_EQ(code(FwpmLayerGetById0(management.session, 4000, &layer)), 0xC0220004);
}

TEST(ProviderContext, IsOneForAllVersionsOfItsStructure) {
  RULE("W-FLT-5");
  Management management;
  UINT8 data[] = {1, 2, 3, 4};
  FWP_BYTE_BLOB blob = {sizeof data, data};
  FWPM_PROVIDER_CONTEXT1 context{};
  context.providerContextKey = guid(6);
  context.displayData = management.named("context");
  context.type = FWPM_GENERAL_CONTEXT;
  EXPECT_EQ(code(FwpmProviderContextAdd1(management.session, &context, nullptr, nullptr)), 0xC022001C);
  context.dataBuffer = &blob;
  UINT64 id = 0;
  ASSERT_EQ(code(FwpmProviderContextAdd1(management.session, &context, nullptr, &id)), 0u);
  FWPM_PROVIDER_CONTEXT3* shown = nullptr;
  ASSERT_EQ(code(FwpmProviderContextGetById3(management.session, id, &shown)), 0u);
  ASSERT_EQ(shown->dataBuffer->size, 4u);
  EXPECT_EQ(shown->dataBuffer->data[3], 4);
  free_result(shown);

  FWPM_FILTER0 filter = management.filter();
  filter.flags = FWPM_FILTER_FLAG_HAS_PROVIDER_CONTEXT;
  filter.providerContextKey = context.providerContextKey;
  ASSERT_EQ(code(management.add(filter)), 0u);
  EXPECT_EQ(code(FwpmProviderContextDeleteById0(management.session, id)), 0xC022000A);
  context.providerContextKey = guid(7);
  context.type = FWPM_CLASSIFY_OPTIONS_CONTEXT;
  EXPECT_EQ(code(FwpmProviderContextAdd1(management.session, &context, nullptr, nullptr)), 0xC00000BB);
  context.type = FWPM_PROVIDER_CONTEXT_TYPE_MAX;
  EXPECT_EQ(code(FwpmProviderContextAdd1(management.session, &context, nullptr, nullptr)), 0xC022001D);
}

TEST(Status, NamesEachFaultAndNoneIsTakenForSuccess) {
  RULE("W-ST-2");
  using filter::Fault;
  std::set<std::uint32_t> names;
  for (int i = 0; i <= static_cast<int>(Fault::no_memory); ++i) {
    const auto fault = static_cast<Fault>(i);
    const Status status = to_status(fault, Family::management);
    const bool informs = fault == Fault::context_exists || fault == Fault::pending;
    EXPECT_EQ(status < 0, !informs) << filter::to_string(fault);
    EXPECT_TRUE(names.insert(code(status)).second) << filter::to_string(fault) << " shares its name";
  }
  EXPECT_EQ(code(to_status(Fault::invalid_handle, Family::pend)), 0xC022001C);
  EXPECT_EQ(code(to_status(Fault::invalid_parameter, Family::flow)), 0xC000000D);
}

TEST(FreeMemory, ReportsWhatIsNoResult) {
  RULE("W-OBJ-7");
  Management management;
  FWPM_LAYER0* layer = nullptr;
  ASSERT_EQ(code(FwpmLayerGetById0(management.session, 0, &layer)), 0u);
  FWPM_LAYER0* again = layer;
  free_result(layer);
  free_result(layer);
  EXPECT_EQ(nt::findings("F-POOL-3"), 0u) << "nothing is freed where there is nothing";
  free_result(again);
  EXPECT_EQ(nt::findings("F-POOL-3"), 1u);
}

}  // namespace
}  // namespace penstock::wfp
