// SPDX-License-Identifier: Apache-2.0
// EX_TIMER: a timer that the system allocates, with a callback at DISPATCH_LEVEL. Made of a kernel timer and
// a DPC, so that there is one way for timers to expire.
#include <memory>

#include "nt/dpc_processor.h"
#include "nt/guest.h"
#include "nt/live_objects.h"
#include "nt/thread_state.h"
#include "nt/time.h"
#include "nt/timer_table.h"

#include <ntifs.h>

using namespace penstock::nt;

struct _EX_TIMER {
  KernelTimer timer{};  // first: guests may wait for it
  Dpc dpc{};
  PEXT_CALLBACK callback = nullptr;
  PVOID context = nullptr;
  Guest* guest = nullptr;
};

namespace {

void expire(void*, void* context, void*, void*) {
  auto& timer = *static_cast<PEX_TIMER>(context);
  const GuestCall call(timer.guest, kDispatch, "timer callback");
  timer.callback(&timer, timer.context);
}

bool misused(const char* text, penstock::base::CallSite site) {
  report("F-TIMER-3", "K-TIMER-3", penstock::base::Severity::error, guest_of(site), text, {}, site);
  return false;
}

}  // namespace

extern "C" {

PEX_TIMER ExAllocateTimer(PEXT_CALLBACK callback, PVOID context, ULONG) {
  PENSTOCK_IRQL_MAX(kDispatch);
  auto timer = std::make_unique<_EX_TIMER>();
  initialize_header(timer->timer.header, DispatcherKind::synchronization_timer, 0, PENSTOCK_CALLER);
  timer->dpc.routine = expire;
  timer->dpc.context = timer.get();
  timer->dpc.target = Dpc::kAnyProcessor;
  timer->callback = callback;
  timer->context = context;
  timer->guest = guest_of(PENSTOCK_CALLER);
  return timer.release();
}

BOOLEAN ExSetTimer(PEX_TIMER timer, LONGLONG due, LONGLONG period, PEXT_SET_PARAMETERS) {
  PENSTOCK_IRQL_MAX(kDispatch);
  return set_timer(timer->timer, deadline_of(due), period * kNanosecondsPerUnit,
                   timer->callback != nullptr ? &timer->dpc : nullptr, PENSTOCK_CALLER);
}

BOOLEAN ExCancelTimer(PEX_TIMER timer, PEXT_CANCEL_PARAMETERS) {
  PENSTOCK_IRQL_MAX(kDispatch);
  return cancel_timer(timer->timer);
}

BOOLEAN ExDeleteTimer(PEX_TIMER timer, BOOLEAN cancel, BOOLEAN wait, PEXT_DELETE_PARAMETERS) {
  check_irql_at_most(wait ? kApc : kDispatch, __func__, PENSTOCK_CALLER);
  if (wait && !cancel) misused("ExDeleteTimer with Wait and without Cancel", PENSTOCK_CALLER);
  const bool was_queued = cancel_timer(timer->timer);
  if (wait && on_dpc_processor())
    return misused("ExDeleteTimer with Wait from a timer callback", PENSTOCK_CALLER);
  // Without Wait a callback may still run: then the memory stays, as nobody says when it may go.
  if (!wait) return was_queued;
  flush_dpcs();
  delete timer;
  return was_queued;
}

}  // extern "C"
