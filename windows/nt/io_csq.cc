// SPDX-License-Identifier: Apache-2.0
// Cancel-safe queues: the guest brings the list and the lock, this brings the order in which an insertion, a
// removal and a cancellation may meet. An IRP's fourth context word says where it is: the queue, or the
// context the guest gave for finding it again.
#include <string>

#include "exec/runtime.h"
#include "nt/guest.h"
#include "nt/thread_state.h"
#include "ntddk.h"

namespace penstock::nt {
namespace {

enum : ULONG { kContext = 1, kQueue = 2, kQueueEx = 3 };

// One member holds either kind of insert callback; the queue's type says which.
PIO_CSQ_INSERT_IRP stored(PIO_CSQ_INSERT_IRP_EX insert) {
  return reinterpret_cast<PIO_CSQ_INSERT_IRP>(reinterpret_cast<void (*)()>(insert));
}
PIO_CSQ_INSERT_IRP_EX extended(PIO_CSQ_INSERT_IRP insert) {
  return reinterpret_cast<PIO_CSQ_INSERT_IRP_EX>(reinterpret_cast<void (*)()>(insert));
}

PVOID& place_of(IRP& irp) { return irp.Tail.Overlay.DriverContext[3]; }

IO_CSQ* queue_of(IRP& irp, IO_CSQ_IRP_CONTEXT*& context) {
  PVOID place = place_of(irp);
  context = *static_cast<ULONG*>(place) == kContext ? static_cast<IO_CSQ_IRP_CONTEXT*>(place) : nullptr;
  return context != nullptr ? context->Csq : static_cast<IO_CSQ*>(place);
}

void forget_place(IRP& irp, IO_CSQ_IRP_CONTEXT* context) {
  if (context != nullptr) context->Irp = nullptr;
  place_of(irp) = nullptr;
}

VOID cancel_in_queue(PDEVICE_OBJECT, PIRP irp) {
  IoReleaseCancelSpinLock(irp->CancelIrql);
  IO_CSQ_IRP_CONTEXT* context = nullptr;
  IO_CSQ* queue = queue_of(*irp, context);
  thread_state().guest = guest_at(reinterpret_cast<const void*>(queue->CsqRemoveIrp));
  KIRQL level;
  queue->CsqAcquireLock(queue, &level);
  queue->CsqRemoveIrp(queue, irp);
  forget_place(*irp, context);
  queue->CsqReleaseLock(queue, level);
  queue->CsqCompleteCanceledIrp(queue, irp);
}

NTSTATUS insert(IO_CSQ& queue, IRP& irp, IO_CSQ_IRP_CONTEXT* context, PVOID insert_context) {
  if (context != nullptr) *context = {kContext, &irp, &queue};
  place_of(irp) = context != nullptr ? static_cast<PVOID>(context) : &queue;
  KIRQL level;
  queue.CsqAcquireLock(&queue, &level);
  NTSTATUS status = STATUS_SUCCESS;
  if (queue.Type == kQueueEx)
    status = extended(queue.CsqInsertIrp)(&queue, &irp, insert_context);
  else
    queue.CsqInsertIrp(&queue, &irp);
  if (!NT_SUCCESS(status)) {
    forget_place(irp, context);
    queue.CsqReleaseLock(&queue, level);
    return status;
  }
  IoMarkIrpPending(&irp);
  IoSetCancelRoutine(&irp, cancel_in_queue);
  // Cancelled before the routine was there: whoever takes the routine out again cancels.
  if (__atomic_load_n(&irp.Cancel, __ATOMIC_SEQ_CST) && IoSetCancelRoutine(&irp, nullptr) != nullptr) {
    queue.CsqRemoveIrp(&queue, &irp);
    forget_place(irp, context);
    queue.CsqReleaseLock(&queue, level);
    queue.CsqCompleteCanceledIrp(&queue, &irp);
    return status;
  }
  queue.CsqReleaseLock(&queue, level);
  return status;
}

// With the queue's lock held. False: it is being cancelled and will be removed by that.
bool take_out(IO_CSQ& queue, IRP& irp) {
  if (IoSetCancelRoutine(&irp, nullptr) == nullptr) return false;
  IO_CSQ_IRP_CONTEXT* context = nullptr;
  queue_of(irp, context);
  queue.CsqRemoveIrp(&queue, &irp);
  forget_place(irp, context);
  return true;
}

}  // namespace
}  // namespace penstock::nt

using namespace penstock::nt;

extern "C" {

NTSTATUS IoCsqInitialize(PIO_CSQ Csq, PIO_CSQ_INSERT_IRP Insert, PIO_CSQ_REMOVE_IRP Remove,
                         PIO_CSQ_PEEK_NEXT_IRP Peek, PIO_CSQ_ACQUIRE_LOCK Acquire,
                         PIO_CSQ_RELEASE_LOCK Release, PIO_CSQ_COMPLETE_CANCELED_IRP CompleteCanceled) {
  *Csq = {kQueue, Insert, Remove, Peek, Acquire, Release, CompleteCanceled, nullptr};
  return STATUS_SUCCESS;
}

NTSTATUS IoCsqInitializeEx(PIO_CSQ Csq, PIO_CSQ_INSERT_IRP_EX Insert, PIO_CSQ_REMOVE_IRP Remove,
                           PIO_CSQ_PEEK_NEXT_IRP Peek, PIO_CSQ_ACQUIRE_LOCK Acquire,
                           PIO_CSQ_RELEASE_LOCK Release, PIO_CSQ_COMPLETE_CANCELED_IRP CompleteCanceled) {
  *Csq = {kQueueEx, stored(Insert), Remove, Peek, Acquire, Release, CompleteCanceled, nullptr};
  return STATUS_SUCCESS;
}

VOID IoCsqInsertIrp(PIO_CSQ Csq, PIRP Irp, PIO_CSQ_IRP_CONTEXT Context) {
  PENSTOCK_IRQL_MAX(kDispatch);
  (void)insert(*Csq, *Irp, Context, nullptr);
}

NTSTATUS IoCsqInsertIrpEx(PIO_CSQ Csq, PIRP Irp, PIO_CSQ_IRP_CONTEXT Context, PVOID InsertContext) {
  PENSTOCK_IRQL_MAX(kDispatch);
  return insert(*Csq, *Irp, Context, InsertContext);
}

PIRP IoCsqRemoveIrp(PIO_CSQ Csq, PIO_CSQ_IRP_CONTEXT Context) {
  PENSTOCK_IRQL_MAX(kDispatch);
  KIRQL level;
  Csq->CsqAcquireLock(Csq, &level);
  PIRP irp = Context->Irp;
  if (irp != nullptr && !take_out(*Csq, *irp)) irp = nullptr;
  Csq->CsqReleaseLock(Csq, level);
  return irp;
}

PIRP IoCsqRemoveNextIrp(PIO_CSQ Csq, PVOID PeekContext) {
  PENSTOCK_IRQL_MAX(kDispatch);
  KIRQL level;
  Csq->CsqAcquireLock(Csq, &level);
  PIRP irp = Csq->CsqPeekNextIrp(Csq, nullptr, PeekContext);
  while (irp != nullptr && !take_out(*Csq, *irp)) irp = Csq->CsqPeekNextIrp(Csq, irp, PeekContext);
  Csq->CsqReleaseLock(Csq, level);
  return irp;
}

}  // extern "C"
