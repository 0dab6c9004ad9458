// SPDX-License-Identifier: Apache-2.0
#include <mutex>

#include "exec/runtime.h"
#include "nt/dpc_processor.h"
#include "nt/guest.h"
#include "nt/thread_state.h"
#include "nt/time.h"
#include "nt/timer_table.h"

#include <ntifs.h>

using namespace penstock::nt;
using penstock::base::CallSite;
using penstock::base::Severity;

namespace {

constexpr std::int64_t kNanosecondsPerMillisecond = 1'000'000;

KernelTimer& timer_of(PKTIMER timer) { return *reinterpret_cast<KernelTimer*>(timer); }
Dpc* dpc_of(PKDPC dpc) { return reinterpret_cast<Dpc*>(dpc); }

void initialize(PKTIMER timer, TIMER_TYPE type, CallSite site) {
  KernelTimer& body = timer_of(timer);
  if (is_queued(body)) {
    report("F-TIMER-1", "K-TIMER-4", Severity::error, guest_of(site), "timer initialised while it is queued",
           {}, site);
    cancel_timer(body);
  }
  initialize_header(body.header,
                    type == SynchronizationTimer ? DispatcherKind::synchronization_timer
                                                 : DispatcherKind::notification_timer,
                    0, site);
  body.dpc = nullptr;
  body.period_ns = 0;
}

BOOLEAN set(PKTIMER timer, LARGE_INTEGER due, ULONG period_ms, PKDPC dpc, CallSite site) {
  return set_timer(timer_of(timer), deadline_of(due.QuadPart), period_ms * kNanosecondsPerMillisecond,
                   dpc_of(dpc), site);
}

}  // namespace

extern "C" {

VOID KeInitializeTimer(PKTIMER timer) { initialize(timer, NotificationTimer, PENSTOCK_CALLER); }
VOID KeInitializeTimerEx(PKTIMER timer, TIMER_TYPE type) { initialize(timer, type, PENSTOCK_CALLER); }

BOOLEAN KeSetTimer(PKTIMER timer, LARGE_INTEGER due, PKDPC dpc) {
  PENSTOCK_IRQL_MAX(kDispatch);
  return set(timer, due, 0, dpc, PENSTOCK_CALLER);
}

BOOLEAN KeSetTimerEx(PKTIMER timer, LARGE_INTEGER due, LONG period_ms, PKDPC dpc) {
  PENSTOCK_IRQL_MAX(kDispatch);
  return set(timer, due, static_cast<ULONG>(period_ms), dpc, PENSTOCK_CALLER);
}

BOOLEAN KeSetCoalescableTimer(PKTIMER timer, LARGE_INTEGER due, ULONG period_ms, ULONG, PKDPC dpc) {
  PENSTOCK_IRQL_MAX(kDispatch);
  return set(timer, due, period_ms, dpc, PENSTOCK_CALLER);  // at due: within what was allowed (K-TIMER-5)
}

BOOLEAN KeCancelTimer(PKTIMER timer) {
  PENSTOCK_IRQL_MAX(kDispatch);
  return cancel_timer(timer_of(timer));
}

BOOLEAN KeReadStateTimer(PKTIMER timer) {
  std::lock_guard hold(dispatcher_lock());
  return timer_of(timer).header.signal_state > 0;
}

}  // extern "C"
