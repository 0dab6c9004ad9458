// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "nt/thread_state.h"
#include "testing/rule.h"

#include "wfp/fwpm_fixture.h"

namespace penstock::wfp {
namespace {

std::uint32_t filters_seen(HANDLE session) {
  HANDLE handle = nullptr;
  FWPM_FILTER0** entries = nullptr;
  UINT32 returned = 0;
  EXPECT_EQ(code(FwpmFilterCreateEnumHandle0(session, nullptr, &handle)), 0u);
  EXPECT_EQ(code(FwpmFilterEnum0(session, handle, 100, &entries, &returned)), 0u);
  free_result(entries);
  EXPECT_EQ(code(FwpmFilterDestroyEnumHandle0(session, handle)), 0u);
  return returned;
}

TEST(EngineSession, IsRefusedWhenItsKeyIsTaken) {
  RULE("W-ENG-1");
  Management management;
  FWPM_SESSION0 options{};
  options.sessionKey.Data1 = 7;
  HANDLE first = Management::open(&options);
  ASSERT_NE(first, nullptr);
  HANDLE second = nullptr;
  EXPECT_EQ(code(FwpmEngineOpen0(nullptr, RPC_C_AUTHN_WINNT, nullptr, &options, &second)), 0xC0220009);
  EXPECT_EQ(second, nullptr);
  EXPECT_EQ(code(FwpmEngineClose0(first)), 0u);
  second = Management::open(&options);
  EXPECT_NE(second, nullptr);
  EXPECT_EQ(code(FwpmEngineClose0(second)), 0u);
}

TEST(EngineSession, IsOpenedHereAndByNobodyInParticular) {
  RULE("W-ENG-1");
  Management management;
  HANDLE handle = nullptr;
  EXPECT_EQ(code(FwpmEngineOpen0(management.text("host"), RPC_C_AUTHN_WINNT, nullptr, nullptr, &handle)),
            0xC000000D);
  EXPECT_EQ(code(FwpmEngineOpen0(nullptr, 9, nullptr, nullptr, &handle)), 0xC000000D);
  EXPECT_EQ(code(FwpmEngineOpen0(nullptr, RPC_C_AUTHN_WINNT, nullptr, nullptr, nullptr)), 0xC022001C);
  ASSERT_EQ(code(FwpmEngineOpen0(nullptr, 0xFFFFFFFF, nullptr, nullptr, &handle)), 0u);
  EXPECT_EQ(code(FwpmEngineClose0(handle)), 0u);
}

TEST(EngineHandle, IsRefusedWhenItIsClosedOrNone) {
  RULE("W-ENG-1");
  Management management;
  HANDLE closed = Management::open();
  ASSERT_EQ(code(FwpmEngineClose0(closed)), 0u);
  HANDLE injector = nullptr;
  ASSERT_EQ(code(FwpsInjectionHandleCreate0(AF_INET, FWPS_INJECTION_TYPE_NETWORK, &injector)), 0u);
  const FWPM_FILTER0 filter = management.filter();
  const GUID key{};
  FWPM_LAYER0* layer = nullptr;
  for (HANDLE handle : {closed, injector, HANDLE{nullptr}, to_handle(1u)}) {
    EXPECT_EQ(code(FwpmEngineClose0(handle)), 0xC0000008);
    EXPECT_EQ(code(FwpmTransactionBegin0(handle, 0)), 0xC0000008);
    EXPECT_EQ(code(FwpmFilterAdd0(handle, &filter, nullptr, nullptr)), 0xC0000008);
    EXPECT_EQ(code(FwpmSubLayerDeleteByKey0(handle, &key)), 0xC0000008);
    EXPECT_EQ(code(FwpmLayerGetById0(handle, 48, &layer)), 0xC0000008);
  }
  EXPECT_EQ(code(FwpsInjectionHandleDestroy0(injector)), 0u);
}

// T-28
TEST(Transaction, KeepsWhatSucceededBesideWhatFailed) {
  RULE("W-ENG-6");
  RULE("W-ENG-8");
  Management management;
  HANDLE other = Management::open();
  ASSERT_EQ(code(FwpmTransactionBegin0(management.session, 0)), 0u);
  EXPECT_EQ(code(management.add(management.filter())), 0u);
  EXPECT_EQ(code(management.add(management.filter())), 0u);
  FWPM_FILTER0 nameless = management.filter();
  nameless.displayData.name = nullptr;
  EXPECT_EQ(code(management.add(nameless)), 0xC0220023);
  EXPECT_EQ(code(management.add(management.filter())), 0u);
  EXPECT_EQ(filters_seen(other), 0u);
  EXPECT_EQ(code(FwpmTransactionCommit0(management.session)), 0u);
  EXPECT_EQ(filters_seen(other), 3u);
  EXPECT_EQ(code(FwpmEngineClose0(other)), 0u);
}

// T-28
TEST(Transaction, IsBegunOnceAndEndedOnlyWhenBegun) {
  RULE("W-ENG-4");
  Management management;
  EXPECT_EQ(code(FwpmTransactionCommit0(management.session)), 0xC022000D);
  EXPECT_EQ(code(FwpmTransactionAbort0(management.session)), 0xC022000D);
  ASSERT_EQ(code(FwpmTransactionBegin0(management.session, 0)), 0u);
  EXPECT_EQ(code(FwpmTransactionBegin0(management.session, 0)), 0xC022000E);
  EXPECT_EQ(code(management.add(management.filter())), 0u);
  EXPECT_EQ(code(FwpmTransactionAbort0(management.session)), 0u);
  EXPECT_EQ(filters_seen(management.session), 0u);
}

// T-28
TEST(Transaction, RefusesChangesWhenItIsForReading) {
  RULE("W-ENG-4");
  Management management;
  EXPECT_EQ(code(FwpmTransactionBegin0(management.session, 2)), 0xC022001E);
  ASSERT_EQ(code(FwpmTransactionBegin0(management.session, FWPM_TXN_READ_ONLY)), 0u);
  EXPECT_EQ(code(management.add(management.filter())), 0xC0220011);
  EXPECT_EQ(code(FwpmTransactionCommit0(management.session)), 0u);
}

TEST(Transaction, TimesOutBehindAnothersWrite) {
  RULE("W-ENG-7");
  Management management;
  FWPM_SESSION0 options{};
  options.txnWaitTimeoutInMSec = 1;
  HANDLE waiter = Management::open(&options);
  ASSERT_EQ(code(FwpmTransactionBegin0(management.session, 0)), 0u);
  const std::int64_t began_ns = exec::runtime().now_ns();
  EXPECT_EQ(code(FwpmTransactionBegin0(waiter, 0)), 0xC0220012);
  EXPECT_GE(exec::runtime().now_ns() - began_ns, 1'000'000);
  EXPECT_LT(exec::runtime().now_ns() - began_ns, 1'000'000'000) << "the session's own time, not the default";
  EXPECT_EQ(code(FwpmTransactionAbort0(management.session)), 0u);
  EXPECT_EQ(code(FwpmTransactionBegin0(waiter, 0)), 0u);
  EXPECT_EQ(code(FwpmEngineClose0(waiter)), 0u);
}

TEST(DynamicSession, TakesItsObjectsWithIt) {
  RULE("W-ENG-3");
  Management management;
  FWPM_SESSION0 options{};
  options.flags = FWPM_SESSION_FLAG_DYNAMIC;
  HANDLE dynamic = Management::open(&options);
  const FWPM_FILTER0 filter = management.filter();
  ASSERT_EQ(code(FwpmFilterAdd0(dynamic, &filter, nullptr, nullptr)), 0u);
  EXPECT_EQ(filters_seen(management.session), 1u);
  EXPECT_EQ(code(FwpmEngineClose0(dynamic)), 0u);
  EXPECT_EQ(filters_seen(management.session), 0u);
}

std::vector<FWPM_SERVICE_STATE> states_told;
void tell_state(void*, FWPM_SERVICE_STATE state) { states_told.push_back(state); }

TEST(EngineService, TellsItsStateAndOpensOnlyWhileItRuns) {
  RULE("W-ENG-2");
  Management management;
  states_told.clear();
  HANDLE change = nullptr;
  ASSERT_EQ(code(FwpmBfeStateSubscribeChanges0(&management, &tell_state, nullptr, &change)), 0u);
  EXPECT_EQ(FwpmBfeStateGet0(), FWPM_SERVICE_RUNNING);
  set_service_state(ServiceState::stopped);
  EXPECT_EQ(FwpmBfeStateGet0(), FWPM_SERVICE_STOPPED);
  EXPECT_EQ(Management::open(), nullptr);
  set_service_state(ServiceState::running);
  EXPECT_EQ(states_told, (std::vector{FWPM_SERVICE_STOPPED, FWPM_SERVICE_RUNNING}));
  EXPECT_EQ(code(FwpmBfeStateUnsubscribeChanges0(change)), 0u);
  EXPECT_EQ(code(FwpmBfeStateUnsubscribeChanges0(change)), 0xC0000008);
  set_service_state(ServiceState::stop_pending);
  EXPECT_EQ(states_told.size(), 2u);
}

HANDLE own_change = nullptr;
NTSTATUS unsubscribed_inside = 0;
void unsubscribe_inside(void*, FWPM_SERVICE_STATE) {
  unsubscribed_inside = FwpmBfeStateUnsubscribeChanges0(own_change);
}

TEST(EngineService, RefusesToUnsubscribeInsideItsCallback) {
  RULE("W-ENG-2");
  Management management;
  ASSERT_EQ(code(FwpmBfeStateSubscribeChanges0(&management, &unsubscribe_inside, nullptr, &own_change)), 0u);
  set_service_state(ServiceState::stopped);
  EXPECT_FALSE(NT_SUCCESS(unsubscribed_inside));
  EXPECT_EQ(nt::findings("F-WAIT-6"), 1u);
  EXPECT_EQ(code(FwpmBfeStateUnsubscribeChanges0(own_change)), 0u);
}

TEST(EngineFunctions, AreForPassiveLevel) {
  RULE("W-ENV-6");
  Management management;
  nt::thread_state().irql = nt::kDispatch;
  (void)FwpmTransactionAbort0(management.session);
  EXPECT_EQ(nt::findings("F-IRQL-1"), 1u);
  (void)FwpmBfeStateGet0();
  FwpmFreeMemory0(nullptr);
  nt::thread_state().irql = nt::kPassive;
  EXPECT_EQ(nt::findings("F-IRQL-1"), 1u);
}

TEST(EngineOptions, AreAllOff) {
  Management management;
  for (UINT32 option = 0; option < FWPM_ENGINE_OPTION_MAX; ++option) {
    FWP_VALUE0* value = nullptr;
    ASSERT_EQ(code(FwpmEngineGetOption0(management.session, static_cast<FWPM_ENGINE_OPTION>(option), &value)),
              0u);
    EXPECT_EQ(value->type, FWP_UINT32);
    EXPECT_EQ(value->uint32, 0u);
    free_result(value);
  }
  FWP_VALUE0* none = nullptr;
  EXPECT_EQ(code(FwpmEngineGetOption0(management.session, FWPM_ENGINE_OPTION_MAX, &none)), 0xC022001D);
}

TEST(Unload, NamesSessionsAndResultsThatWereLeft) {
  RULE("K-UNLOAD-3");
  RULE("K-POOL-7");
  RULE("W-ENG-3");
  Management management;
  FWPM_SESSION0 options{};
  options.flags = FWPM_SESSION_FLAG_DYNAMIC;
  HANDLE left = Management::open(&options);
  const FWPM_FILTER0 filter = management.filter();
  UINT64 id = 0;
  ASSERT_EQ(code(FwpmFilterAdd0(left, &filter, nullptr, &id)), 0u);
  ASSERT_EQ(code(FwpmTransactionBegin0(left, 0)), 0u);
  FWPM_FILTER0* shown = nullptr;
  ASSERT_EQ(code(FwpmFilterGetById0(left, id, &shown)), 0u);
  HANDLE listing = nullptr;
  ASSERT_EQ(code(FwpmFilterCreateEnumHandle0(left, nullptr, &listing)), 0u);
  ASSERT_EQ(code(FwpmEngineClose0(management.session)), 0u);

  Management::close_accounts();
  const auto all = base::finding_log().list();
  const auto of = [&](std::string_view wanted) {
    return std::find_if(all.begin(), all.end(),
                        [&](const base::Finding& each) { return each.code == wanted; });
  };
  ASSERT_NE(of("F-UNLOAD-8"), all.end());
  EXPECT_NE(of("F-UNLOAD-8")->message.find("filter engine session"), std::string::npos);
  EXPECT_EQ(nt::guest_at(of("F-UNLOAD-8")->first.address), &nt::test_guest());
  ASSERT_NE(of("F-POOL-9"), all.end());
  EXPECT_NE(of("F-POOL-9")->message.find("Fwpm"), std::string::npos);

  EXPECT_EQ(code(FwpmTransactionAbort0(left)), 0xC0000008);
  FWPM_FILTER0** entries = nullptr;
  UINT32 returned = 0;
  EXPECT_EQ(code(FwpmFilterEnum0(left, listing, 1, &entries, &returned)), 0xC0000008);
  management.session = Management::open();
  EXPECT_EQ(filters_seen(management.session), 0u);
}

}  // namespace
}  // namespace penstock::wfp
