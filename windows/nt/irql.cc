// SPDX-License-Identifier: Apache-2.0
#include "nt/irql.h"

#include "exec/runtime.h"
#include "nt/guest.h"
#include "nt/held_locks.h"
#include "nt/processor.h"
#include "nt/thread_state.h"

#include <ntifs.h>

namespace penstock::nt {

void set_irql(std::uint8_t level, base::CallSite site) {
  ThreadState& state = thread_state();
  const std::uint8_t before = state.irql;
  if (before < kDispatch && level >= kDispatch) take_processor();
  state.irql = level;
  if (level > before) state.irql_raised_at = site;
  if (before >= kDispatch && level < kDispatch) give_back_processor();
}

std::uint8_t raise_irql(std::uint8_t level, base::CallSite site) {
  const std::uint8_t before = thread_state().irql;
  if (level < before) {
    report("F-IRQL-7", "K-IRQL-1", base::Severity::error, guest_of(site),
           "raises the IRQL from " + std::to_string(before) + " to " + std::to_string(level), {}, site);
  }
  set_irql(level, site);
  return before;
}

void lower_irql(std::uint8_t level, base::CallSite site) {
  ThreadState& state = thread_state();
  if (level > state.irql) {
    report("F-IRQL-7", "K-IRQL-1", base::Severity::error, guest_of(site),
           "lowers the IRQL from " + std::to_string(state.irql) + " to " + std::to_string(level), {}, site);
  } else if (const HeldLock* held = innermost_spin_lock();
             level < kDispatch && state.irql >= kDispatch && held != nullptr) {
    report("F-LOCK-4", "K-IRQL-8", base::Severity::error, guest_of(site),
           "lowers the IRQL to " + std::to_string(level) + " while a spin lock is held", held->taken_at,
           site);
  }
  const bool dropped = state.irql >= kDispatch && level < kDispatch;
  set_irql(level, site);
  if (dropped) exec::runtime().point(exec::Point::lock);
}

}  // namespace penstock::nt

using namespace penstock::nt;

extern "C" {

#undef KeGetCurrentIrql
#undef KeRaiseIrql
#undef KeLowerIrql
#undef KeRaiseIrqlToDpcLevel

KIRQL KeGetCurrentIrql(void) { return thread_state().irql; }

KIRQL KfRaiseIrql(KIRQL level) { return raise_irql(level, PENSTOCK_CALLER); }

VOID KeRaiseIrql(KIRQL level, PKIRQL old) { *old = raise_irql(level, PENSTOCK_CALLER); }

KIRQL KeRaiseIrqlToDpcLevel(void) { return raise_irql(kDispatch, PENSTOCK_CALLER); }

VOID KeLowerIrql(KIRQL level) { lower_irql(level, PENSTOCK_CALLER); }

VOID KeEnterCriticalRegion(void) {
  PENSTOCK_IRQL_MAX(kApc);
  ++thread_state().critical_regions;
}

VOID KeLeaveCriticalRegion(void) {
  PENSTOCK_IRQL_MAX(kApc);
  if (--thread_state().critical_regions >= 0) return;
  thread_state().critical_regions = 0;
  report("F-APC-1", "K-IRQL-6", penstock::base::Severity::error, guest_of(PENSTOCK_CALLER),
         "leaves a critical region that it is not in", {}, PENSTOCK_CALLER);
}

VOID KeEnterGuardedRegion(void) {
  PENSTOCK_IRQL_MAX(kApc);
  ++thread_state().guarded_regions;
}

VOID KeLeaveGuardedRegion(void) {
  PENSTOCK_IRQL_MAX(kApc);
  if (--thread_state().guarded_regions >= 0) return;
  thread_state().guarded_regions = 0;
  report("F-APC-1", "K-IRQL-6", penstock::base::Severity::error, guest_of(PENSTOCK_CALLER),
         "leaves a guarded region that it is not in", {}, PENSTOCK_CALLER);
}

BOOLEAN KeAreApcsDisabled(void) {
  const ThreadState& state = thread_state();
  return state.irql >= kApc || state.critical_regions > 0 || state.guarded_regions > 0;
}

BOOLEAN KeAreAllApcsDisabled(void) {
  const ThreadState& state = thread_state();
  return state.irql >= kApc || state.guarded_regions > 0;
}

}  // extern "C"
