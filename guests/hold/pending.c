/* SPDX-License-Identifier: Apache-2.0
 *
 * The list of what is held. Everything here may run at DISPATCH_LEVEL and takes the lock for a moment only;
 * nothing is ever completed or injected with it held.
 */
#include "hold.h"

HOLD_PENDING* HoldAllocatePending(VOID) {
  return (HOLD_PENDING*)ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(HOLD_PENDING), HOLD_POOL_TAG);
}

VOID HoldFreePending(_In_ HOLD_PENDING* Pending) {
  if (Pending->NetBufferList != NULL) {
    FwpsDereferenceNetBufferList0(Pending->NetBufferList, FALSE);
  }
  ExFreePoolWithTag(Pending, HOLD_POOL_TAG);
}

/* FALSE when the driver is going away: then nobody would ever complete it. */
BOOLEAN HoldInsertPending(_In_ HOLD_PENDING* Pending) {
  KLOCK_QUEUE_HANDLE LockHandle;
  BOOLEAN Inserted = FALSE;

  KeAcquireInStackQueuedSpinLock(&Hold.Lock, &LockHandle);
  if (!Hold.Unloading) {
    Pending->Question.Id = ++Hold.NextId;
    InsertTailList(&Hold.Pending, &Pending->Link);
    Inserted = TRUE;
  }
  KeReleaseInStackQueuedSpinLock(&LockHandle);
  return Inserted;
}

/* The oldest that has its answer and whose completion context is known, marked as being decided. */
HOLD_PENDING* HoldTakeAnswered(VOID) {
  KLOCK_QUEUE_HANDLE LockHandle;
  HOLD_PENDING* Found = NULL;
  PLIST_ENTRY Entry;

  KeAcquireInStackQueuedSpinLock(&Hold.Lock, &LockHandle);
  for (Entry = Hold.Pending.Flink; Entry != &Hold.Pending; Entry = Entry->Flink) {
    HOLD_PENDING* Pending = CONTAINING_RECORD(Entry, HOLD_PENDING, Link);
    if (Pending->State == HoldAnswered) {
      Pending->State = HoldDeciding;
      Found = Pending;
      break;
    }
  }
  KeReleaseInStackQueuedSpinLock(&LockHandle);
  return Found;
}

BOOLEAN HoldHasQuestion(VOID) {
  KLOCK_QUEUE_HANDLE LockHandle;
  BOOLEAN Found = FALSE;
  PLIST_ENTRY Entry;

  KeAcquireInStackQueuedSpinLock(&Hold.Lock, &LockHandle);
  for (Entry = Hold.Pending.Flink; Entry != &Hold.Pending && !Found; Entry = Entry->Flink) {
    Found = (BOOLEAN)(CONTAINING_RECORD(Entry, HOLD_PENDING, Link)->State == HoldNew);
  }
  KeReleaseInStackQueuedSpinLock(&LockHandle);
  return Found;
}

BOOLEAN HoldNextQuestion(_In_ WDFFILEOBJECT AskedThrough, _Out_ HOLD_QUESTION* Question) {
  KLOCK_QUEUE_HANDLE LockHandle;
  BOOLEAN Found = FALSE;
  PLIST_ENTRY Entry;

  KeAcquireInStackQueuedSpinLock(&Hold.Lock, &LockHandle);
  for (Entry = Hold.Pending.Flink; Entry != &Hold.Pending; Entry = Entry->Flink) {
    HOLD_PENDING* Pending = CONTAINING_RECORD(Entry, HOLD_PENDING, Link);
    if (Pending->State == HoldNew) {
      Pending->State = HoldAsked;
      Pending->AskedThrough = AskedThrough;
      Pending->Question.Asked = 1;
      *Question = Pending->Question;
      Found = TRUE;
      break;
    }
  }
  KeReleaseInStackQueuedSpinLock(&LockHandle);
  return Found;
}

NTSTATUS HoldAnswer(_In_ const HOLD_ANSWER* Answer) {
  KLOCK_QUEUE_HANDLE LockHandle;
  NTSTATUS Status = STATUS_NOT_FOUND;
  PLIST_ENTRY Entry;

  if (Answer->Verdict != HOLD_VERDICT_PERMIT && Answer->Verdict != HOLD_VERDICT_BLOCK) {
    return STATUS_INVALID_PARAMETER;
  }
  KeAcquireInStackQueuedSpinLock(&Hold.Lock, &LockHandle);
  for (Entry = Hold.Pending.Flink; Entry != &Hold.Pending; Entry = Entry->Flink) {
    HOLD_PENDING* Pending = CONTAINING_RECORD(Entry, HOLD_PENDING, Link);
    if (Pending->Question.Id == Answer->Id && Pending->State < HoldAnswered) {
      Pending->Verdict = Answer->Verdict;
      Pending->State = HoldAnswered;
      Status = STATUS_SUCCESS;
      break;
    }
  }
  KeReleaseInStackQueuedSpinLock(&LockHandle);
  if (NT_SUCCESS(Status)) {
    HoldWakeWorker();
  }
  return Status;
}

static BOOLEAN HoldSameTuple(_In_ const HOLD_QUESTION* A, _In_ const HOLD_QUESTION* B) {
  return (BOOLEAN)(A->LayerId == B->LayerId && A->Protocol == B->Protocol && A->LocalPort == B->LocalPort &&
                   A->RemotePort == B->RemotePort &&
                   RtlCompareMemory(A->LocalAddress, B->LocalAddress, 16) == 16 &&
                   RtlCompareMemory(A->RemoteAddress, B->RemoteAddress, 16) == 16);
}

/* For the classify that FwpsCompleteOperation0 causes: it names the tuple and nothing else. FALSE: the tuple
 * is not being decided, so the reauthorization has another reason. */
BOOLEAN HoldDecide(_In_ const HOLD_QUESTION* Tuple, _Out_ UINT32* Verdict) {
  KLOCK_QUEUE_HANDLE LockHandle;
  BOOLEAN Found = FALSE;
  PLIST_ENTRY Entry;

  *Verdict = HOLD_VERDICT_ASK;
  KeAcquireInStackQueuedSpinLock(&Hold.Lock, &LockHandle);
  for (Entry = Hold.Pending.Flink; Entry != &Hold.Pending; Entry = Entry->Flink) {
    HOLD_PENDING* Pending = CONTAINING_RECORD(Entry, HOLD_PENDING, Link);
    if (Pending->State == HoldDeciding && HoldSameTuple(&Pending->Question, Tuple)) {
      *Verdict = Pending->Verdict;
      Pending->Permitted = (BOOLEAN)(Pending->Verdict == HOLD_VERDICT_PERMIT);
      Found = TRUE;
      break;
    }
  }
  KeReleaseInStackQueuedSpinLock(&LockHandle);
  return Found;
}

VOID HoldRemovePending(_In_ HOLD_PENDING* Pending) {
  KLOCK_QUEUE_HANDLE LockHandle;

  KeAcquireInStackQueuedSpinLock(&Hold.Lock, &LockHandle);
  RemoveEntryList(&Pending->Link);
  KeReleaseInStackQueuedSpinLock(&LockHandle);
}

/* The client closed its handle: its questions go back. */
VOID HoldAskAgain(_In_ WDFFILEOBJECT Gone) {
  KLOCK_QUEUE_HANDLE LockHandle;
  PLIST_ENTRY Entry;

  KeAcquireInStackQueuedSpinLock(&Hold.Lock, &LockHandle);
  for (Entry = Hold.Pending.Flink; Entry != &Hold.Pending; Entry = Entry->Flink) {
    HOLD_PENDING* Pending = CONTAINING_RECORD(Entry, HOLD_PENDING, Link);
    if (Pending->State == HoldAsked && Pending->AskedThrough == Gone) {
      Pending->State = HoldNew;
      Pending->AskedThrough = NULL;
      Pending->Question.Asked = 0;
    }
  }
  KeReleaseInStackQueuedSpinLock(&LockHandle);
  HoldWakeWorker();
}

/* Unload: nothing new is taken, and everything held is answered with no. */
VOID HoldBlockAll(VOID) {
  KLOCK_QUEUE_HANDLE LockHandle;
  PLIST_ENTRY Entry;

  KeAcquireInStackQueuedSpinLock(&Hold.Lock, &LockHandle);
  Hold.Unloading = TRUE;
  for (Entry = Hold.Pending.Flink; Entry != &Hold.Pending; Entry = Entry->Flink) {
    HOLD_PENDING* Pending = CONTAINING_RECORD(Entry, HOLD_PENDING, Link);
    if (Pending->State < HoldAnswered) {
      Pending->Verdict = HOLD_VERDICT_BLOCK;
      Pending->State = HoldAnswered;
    }
  }
  KeReleaseInStackQueuedSpinLock(&LockHandle);
}

/* Answers what has waited too long. Returns how many milliseconds the next one still has, 0 for none. */
ULONG HoldExpire(VOID) {
  KLOCK_QUEUE_HANDLE LockHandle;
  LARGE_INTEGER Now;
  UINT64 Limit = (UINT64)Hold.TimeoutMs * 10000;
  UINT64 NextIn = 0;
  PLIST_ENTRY Entry;

  if (Hold.TimeoutMs == 0) {
    return 0;
  }
  KeQuerySystemTime(&Now);
  KeAcquireInStackQueuedSpinLock(&Hold.Lock, &LockHandle);
  for (Entry = Hold.Pending.Flink; Entry != &Hold.Pending; Entry = Entry->Flink) {
    HOLD_PENDING* Pending = CONTAINING_RECORD(Entry, HOLD_PENDING, Link);
    UINT64 HeldFor = (UINT64)Now.QuadPart - Pending->Question.HeldSince;
    if (Pending->State >= HoldAnswered) {
      continue;
    }
    if (HeldFor >= Limit) {
      Pending->Verdict = HOLD_VERDICT_BLOCK;
      Pending->State = HoldAnswered;
    } else if (NextIn == 0 || Limit - HeldFor < NextIn) {
      NextIn = Limit - HeldFor;
    }
  }
  KeReleaseInStackQueuedSpinLock(&LockHandle);
  return (ULONG)((NextIn + 9999) / 10000);
}

ULONG HoldListPending(_Out_writes_(Capacity) HOLD_QUESTION* Held, _In_ ULONG Capacity, _Out_ ULONG* Total) {
  KLOCK_QUEUE_HANDLE LockHandle;
  ULONG Count = 0;
  PLIST_ENTRY Entry;

  *Total = 0;
  KeAcquireInStackQueuedSpinLock(&Hold.Lock, &LockHandle);
  for (Entry = Hold.Pending.Flink; Entry != &Hold.Pending; Entry = Entry->Flink) {
    HOLD_PENDING* Pending = CONTAINING_RECORD(Entry, HOLD_PENDING, Link);
    if (Pending->State >= HoldAnswered) {
      continue;
    }
    if (Count < Capacity) {
      Held[Count++] = Pending->Question;
    }
    ++*Total;
  }
  KeReleaseInStackQueuedSpinLock(&LockHandle);
  return Count;
}
