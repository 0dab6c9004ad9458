/* SPDX-License-Identifier: Apache-2.0
 *
 * The system thread. It is woken when something was pended, answered or parked, and does what must not be
 * done inside a classify: completing, cloning, injecting, and talking to the client.
 */
#include "hold.h"

static KSTART_ROUTINE HoldWorker;

VOID HoldWakeWorker(VOID) { KeSetEvent(&Hold.WorkerEvent, IO_NO_INCREMENT, FALSE); }

/* Pairs parked requests with questions, until one of the two runs out. */
static VOID HoldHandOutQuestions(VOID) {
  while (HoldHasQuestion()) {
    WDFREQUEST Request;
    HOLD_QUESTION* Question;
    NTSTATUS Status = WdfIoQueueRetrieveNextRequest(Hold.ParkedQueue, &Request);

    if (!NT_SUCCESS(Status)) {
      return;
    }
    Status = WdfRequestRetrieveOutputBuffer(Request, sizeof(*Question), (PVOID*)&Question, NULL);
    if (!NT_SUCCESS(Status)) {
      WdfRequestComplete(Request, Status);
      continue;
    }
    if (!HoldNextQuestion(WdfRequestGetFileObject(Request), Question)) {
      /* Answered by a timeout meanwhile: park the request again. */
      Status = WdfRequestForwardToIoQueue(Request, Hold.ParkedQueue);
      if (!NT_SUCCESS(Status)) {
        WdfRequestComplete(Request, Status);
      }
      continue;
    }
    WdfRequestCompleteWithInformation(Request, STATUS_SUCCESS, sizeof(*Question));
  }
}

/* The reauthorization finds the entry on the list, mostly inside this call; HoldFinish takes it off when both
 * are done. No lock is held: HoldClassify is entered again on this thread. */
static VOID HoldCompleteConnect(_In_ HOLD_PENDING* Pending) {
  FwpsCompleteOperation0(Pending->CompletionContext, NULL);
  HoldMarkCompleted(Pending);
}

static VOID HoldCompleteAnswered(VOID) {
  HOLD_PENDING* Pending;

  while ((Pending = HoldTakeAnswered()) != NULL) {
    if (Pending->Question.Inbound) {
      HoldRemovePending(Pending);
      HoldCompleteAccept(Pending);
      HoldFreePending(Pending);
    } else {
      HoldCompleteConnect(Pending);
    }
  }
}

static VOID HoldFinish(VOID) {
  HOLD_PENDING* Pending;

  while ((Pending = HoldTakeFinished()) != NULL) {
    /* The datagram that was pended is gone; without us the application would have to send it again. */
    if (Pending->Permitted && Pending->NetBufferList != NULL && NT_SUCCESS(HoldInjectSend(Pending))) {
      continue;
    }
    HoldFreePending(Pending);
  }
}

_Use_decl_annotations_ static VOID HoldWorker(PVOID Context) {
  UNREFERENCED_PARAMETER(Context);

  for (;;) {
    KLOCK_QUEUE_HANDLE LockHandle;
    LARGE_INTEGER Timeout;
    BOOLEAN Stop;
    ULONG NextInMs;

    (VOID) HoldExpire();
    HoldCompleteAnswered();
    HoldFinish();
    HoldHandOutQuestions();
    NextInMs = HoldExpire();
    KeAcquireInStackQueuedSpinLock(&Hold.Lock, &LockHandle);
    Stop = Hold.WorkerStop;
    KeReleaseInStackQueuedSpinLock(&LockHandle);
    if (Stop) {
      break;
    }
    Timeout.QuadPart = -(LONGLONG)NextInMs * 10000;
    (VOID) KeWaitForSingleObject(&Hold.WorkerEvent, Executive, KernelMode, FALSE,
                                 NextInMs != 0 ? &Timeout : NULL);
  }
  /* What was answered between the last look and the stop. */
  HoldCompleteAnswered();
  HoldFinish();
  PsTerminateSystemThread(STATUS_SUCCESS);
}

NTSTATUS HoldStartWorker(VOID) {
  OBJECT_ATTRIBUTES Attributes;
  HANDLE Handle;
  NTSTATUS Status;

  InitializeObjectAttributes(&Attributes, NULL, OBJ_KERNEL_HANDLE, NULL, NULL);
  Status = PsCreateSystemThread(&Handle, THREAD_ALL_ACCESS, &Attributes, NULL, NULL, HoldWorker, NULL);
  if (!NT_SUCCESS(Status)) {
    return Status;
  }
  Status = ObReferenceObjectByHandle(Handle, THREAD_ALL_ACCESS, *PsThreadType, KernelMode,
                                     (PVOID*)&Hold.WorkerThread, NULL);
  NT_ASSERT(NT_SUCCESS(Status));
  ZwClose(Handle);
  return Status;
}

VOID HoldStopWorker(VOID) {
  KLOCK_QUEUE_HANDLE LockHandle;

  if (Hold.WorkerThread == NULL) {
    return;
  }
  KeAcquireInStackQueuedSpinLock(&Hold.Lock, &LockHandle);
  Hold.WorkerStop = TRUE;
  KeReleaseInStackQueuedSpinLock(&LockHandle);
  HoldWakeWorker();
  (VOID) KeWaitForSingleObject(Hold.WorkerThread, Executive, KernelMode, FALSE, NULL);
  ObDereferenceObject(Hold.WorkerThread);
  Hold.WorkerThread = NULL;
}
