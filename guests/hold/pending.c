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
  BOOLEAN Late = FALSE;
  PLIST_ENTRY Entry;

  *Verdict = HOLD_VERDICT_ASK;
  KeAcquireInStackQueuedSpinLock(&Hold.Lock, &LockHandle);
  for (Entry = Hold.Pending.Flink; Entry != &Hold.Pending; Entry = Entry->Flink) {
    HOLD_PENDING* Pending = CONTAINING_RECORD(Entry, HOLD_PENDING, Link);
    if (Pending->State == HoldDeciding && HoldSameTuple(&Pending->Question, Tuple)) {
      *Verdict = Pending->Verdict;
      Pending->Permitted = (BOOLEAN)(Pending->Verdict == HOLD_VERDICT_PERMIT);
      Pending->State = HoldDecided;
      Late = Pending->Completed;
      Found = TRUE;
      break;
    }
  }
  KeReleaseInStackQueuedSpinLock(&LockHandle);
  if (Late) {
    HoldWakeWorker(); /* which went on without us */
  }
  return Found;
}

/* The engine may complete later than it is asked to: while the classify that pended is still under way, the
 * reauthorization waits for its end (W-COMP-3). So the entry stays until both have happened. */
VOID HoldMarkCompleted(_In_ HOLD_PENDING* Pending) {
  KLOCK_QUEUE_HANDLE LockHandle;
  LARGE_INTEGER Now;

  KeQuerySystemTime(&Now);
  KeAcquireInStackQueuedSpinLock(&Hold.Lock, &LockHandle);
  Pending->CompletedAt = (UINT64)Now.QuadPart;
  Pending->Completed = TRUE;
  KeReleaseInStackQueuedSpinLock(&LockHandle);
}

/* One that is completed and decided, or whose reauthorization will not come any more; off the list. */
HOLD_PENDING* HoldTakeFinished(VOID) {
  KLOCK_QUEUE_HANDLE LockHandle;
  HOLD_PENDING* Found = NULL;
  LARGE_INTEGER Now;
  PLIST_ENTRY Entry;

  KeQuerySystemTime(&Now);
  KeAcquireInStackQueuedSpinLock(&Hold.Lock, &LockHandle);
  for (Entry = Hold.Pending.Flink; Entry != &Hold.Pending; Entry = Entry->Flink) {
    HOLD_PENDING* Pending = CONTAINING_RECORD(Entry, HOLD_PENDING, Link);
    if (Pending->Completed && (Pending->State == HoldDecided ||
                               (UINT64)Now.QuadPart - Pending->CompletedAt >= HOLD_REAUTHORIZATION_WAIT)) {
      RemoveEntryList(&Pending->Link);
      Found = Pending;
      break;
    }
  }
  KeReleaseInStackQueuedSpinLock(&LockHandle);
  return Found;
}

/* After the callouts are gone: nobody else looks at the list. */
VOID HoldFreeAll(VOID) {
  while (!IsListEmpty(&Hold.Pending)) {
    HoldFreePending(CONTAINING_RECORD(RemoveHeadList(&Hold.Pending), HOLD_PENDING, Link));
  }
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

/* The 100 ns that this entry still has, 0 when its time is over, MAXUINT64 when it has all the time. */
static UINT64 HoldTimeLeft(_In_ const HOLD_PENDING* Pending, _In_ UINT64 Now) {
  UINT64 Until = MAXUINT64;

  if (Pending->State < HoldAnswered && Hold.TimeoutMs != 0) {
    Until = Pending->Question.HeldSince + (UINT64)Hold.TimeoutMs * 10000;
  } else if (Pending->Completed) {
    Until = Pending->CompletedAt + HOLD_REAUTHORIZATION_WAIT;
  }
  if (Until == MAXUINT64) {
    return Until;
  }
  return Until <= Now ? 0 : Until - Now;
}

/* Answers what has waited too long. Returns how many milliseconds the next one still has, 0 for none. */
ULONG HoldExpire(VOID) {
  KLOCK_QUEUE_HANDLE LockHandle;
  LARGE_INTEGER Now;
  UINT64 NextIn = MAXUINT64;
  PLIST_ENTRY Entry;

  KeQuerySystemTime(&Now);
  KeAcquireInStackQueuedSpinLock(&Hold.Lock, &LockHandle);
  for (Entry = Hold.Pending.Flink; Entry != &Hold.Pending; Entry = Entry->Flink) {
    HOLD_PENDING* Pending = CONTAINING_RECORD(Entry, HOLD_PENDING, Link);
    UINT64 Left = HoldTimeLeft(Pending, (UINT64)Now.QuadPart);
    if (Left == 0 && Pending->State < HoldAnswered) {
      Pending->Verdict = HOLD_VERDICT_BLOCK;
      Pending->State = HoldAnswered;
    }
    if (Left < NextIn) {
      NextIn = Left;
    }
  }
  KeReleaseInStackQueuedSpinLock(&LockHandle);
  return NextIn == MAXUINT64 ? 0 : (ULONG)(NextIn / 10000) + 1;
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
