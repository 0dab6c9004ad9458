// SPDX-License-Identifier: Apache-2.0
#include "wfp/service_state.h"

#include <atomic>
#include <memory>

#include "exec/runtime.h"
#include "ndis/handle_set.h"
#include "nt/guest.h"
#include "nt/thread_state.h"
#include "wfp/account.h"

#include "wfp/layout.h"

namespace penstock::wfp {
namespace {

struct Subscription {
  FWPM_SERVICE_STATE_CHANGE_CALLBACK0 callback = nullptr;
  void* context = nullptr;
  Tie* tie = nullptr;
  base::CallSite made_at;
  std::atomic<std::uint32_t> running{0};
  std::atomic<exec::ThreadId> runs_on{0};
};

std::atomic<ServiceState> current{ServiceState::running};

ndis::HandleSet<Subscription>& subscriptions() {
  static auto* one = new ndis::HandleSet<Subscription>;
  return *one;
}

void tell(Subscription& subscription, ServiceState state) {
  if (subscription.tie->cut.load()) return;
  subscription.runs_on.store(exec::runtime().self());
  {
    nt::GuestCall call(subscription.tie->guest, nt::kPassive, "engine state callback");
    subscription.callback(subscription.context, static_cast<FWPM_SERVICE_STATE>(state));
  }
  subscription.runs_on.store(0);
}

NTSTATUS unsubscribe(HANDLE handle, base::CallSite site) {
  Subscription* subscription = subscriptions().find(handle);
  if (subscription == nullptr) return STATUS_INVALID_HANDLE;
  if (subscription->running.load() != 0 && subscription->runs_on.load() == exec::runtime().self()) {
    nt::report("F-WAIT-6", "W-ENG-2", base::Severity::error, nt::guest_of(site),
               "unsubscribed from engine state changes inside the callback: it would wait for itself",
               subscription->made_at, site);
    return STATUS_INVALID_PARAMETER;
  }
  const std::unique_ptr<Subscription> gone = subscriptions().take(handle);
  while (gone != nullptr && gone->running.load() != 0) {
    exec::runtime().park(
        gone.get(), [&] { return gone->running.load() != 0; }, exec::kForever);
  }
  return STATUS_SUCCESS;
}

}  // namespace

ServiceState service_state() { return current.load(); }

void set_service_state(ServiceState state) {
  if (current.exchange(state) == state) return;
  const auto all = subscriptions().all([](Subscription& each) {
    each.running.fetch_add(1);
    return true;
  });
  for (Subscription* each : all) {
    tell(*each, state);
    if (each->running.fetch_sub(1) == 1) exec::runtime().unpark_all(each);
  }
}

std::vector<base::CallSite> end_subscriptions_of(const nt::Guest& guest) {
  std::vector<base::CallSite> left;
  for (Subscription* each :
       subscriptions().all([&](const Subscription& any) { return any.tie->guest == &guest; })) {
    left.push_back(each->made_at);
    (void)unsubscribe(each, {});
  }
  return left;
}

}  // namespace penstock::wfp

using namespace penstock;
using namespace penstock::wfp;

extern "C" {

FWPM_SERVICE_STATE FwpmBfeStateGet0(void) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  return static_cast<FWPM_SERVICE_STATE>(service_state());
}

NTSTATUS FwpmBfeStateSubscribeChanges0(void*, FWPM_SERVICE_STATE_CHANGE_CALLBACK0 callback, void* context,
                                       HANDLE* handle) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (callback == nullptr || handle == nullptr) return STATUS_FWP_NULL_POINTER;
  auto made = std::make_unique<Subscription>();
  made->callback = callback;
  made->context = context;
  made->tie = &tie_of(nt::guest_of(PENSTOCK_CALLER));
  made->made_at = PENSTOCK_CALLER;
  *handle = subscriptions().add(std::move(made));
  return STATUS_SUCCESS;
}

NTSTATUS FwpmBfeStateUnsubscribeChanges0(HANDLE handle) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return unsubscribe(handle, PENSTOCK_CALLER);
}

}  // extern "C"
