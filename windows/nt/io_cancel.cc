// SPDX-License-Identifier: Apache-2.0
// Cancellation (K-IO-6): one spin lock for the host, as on Windows. A cancel routine is entered with
// it held and must release it to the level that the request carries.
#include <string>

#include "exec/runtime.h"
#include "nt/guest.h"
#include "nt/io_request.h"
#include "nt/thread_state.h"
#include "ntddk.h"

namespace penstock::nt {
namespace {

KSPIN_LOCK cancel_lock;

bool holds_cancel_lock() {
  const ThreadState& state = thread_state();
  for (std::uint32_t index = 0; index < state.held_count; ++index)
    if (state.held[index].lock == &cancel_lock) return true;
  return false;
}

// Not a GuestCall: by contract the routine returns at a lower level and with one lock less than it was
// entered.
void call_cancel_routine(PDRIVER_CANCEL routine, IRP* irp, KIRQL level_before) {
  ThreadState& state = thread_state();
  Guest* const outer = state.guest;
  Guest* const guest = guest_at(reinterpret_cast<const void*>(routine));
  const bool sent = irp->CurrentLocation <= irp->StackCount;
  state.guest = guest;
  irp->CancelIrql = level_before;
  routine(sent ? IoGetCurrentIrpStackLocation(irp)->DeviceObject : nullptr, irp);
  state.guest = outer;
  const bool still_held = holds_cancel_lock();
  if (still_held || state.irql != level_before)
    report("F-IO-5", "K-IO-6", base::Severity::error, guest,
           still_held ? "cancel routine did not release the cancel spin lock"
                      : "cancel routine returned at IRQL " + std::to_string(state.irql) +
                            ": release the cancel spin lock with Irp->CancelIrql",
           {}, {reinterpret_cast<const void*>(routine)});
  if (still_held) KeReleaseSpinLock(&cancel_lock, level_before);
}

}  // namespace

bool cancel_irp(IRP* irp) {
  exec::runtime().point(exec::Point::call);
  const KIRQL level = KeAcquireSpinLockRaiseToDpc(&cancel_lock);
  __atomic_store_n(&irp->Cancel, BOOLEAN{TRUE}, __ATOMIC_SEQ_CST);
  const PDRIVER_CANCEL routine = IoSetCancelRoutine(irp, nullptr);
  if (routine == nullptr) {
    KeReleaseSpinLock(&cancel_lock, level);
    return false;
  }
  call_cancel_routine(routine, irp, level);
  return true;
}

}  // namespace penstock::nt

extern "C" {

VOID IoAcquireCancelSpinLock(PKIRQL Irql) {
  PENSTOCK_IRQL_MAX(penstock::nt::kDispatch);
  *Irql = KeAcquireSpinLockRaiseToDpc(&penstock::nt::cancel_lock);
}

VOID IoReleaseCancelSpinLock(KIRQL Irql) { KeReleaseSpinLock(&penstock::nt::cancel_lock, Irql); }

BOOLEAN IoCancelIrp(PIRP Irp) {
  using namespace penstock::nt;
  PENSTOCK_IRQL_MAX(kDispatch);
  const IrpRef record = IrpRecord::find(Irp);
  if (!record || !record->pin()) {
    report("F-IO-6", "K-IO-1", penstock::base::Severity::error, guest_of(PENSTOCK_CALLER),
           "IoCancelIrp on a request that is dead", {}, PENSTOCK_CALLER);
    return FALSE;
  }
  const bool called = cancel_irp(Irp);
  record->unpin();
  return called ? TRUE : FALSE;
}

}  // extern "C"
