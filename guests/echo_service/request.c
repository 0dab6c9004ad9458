/* SPDX-License-Identifier: Apache-2.0
 *
 * What the peer sends. Everything in a packet is checked against the length that the library gives; a packet that
 * makes no sense is answered with its header alone.
 */
#include "echo.h"

static KDEFERRED_ROUTINE EchoTimerExpired;

VOID EchoInitializeRequests(VOID) {
  InitializeListHead(&Echo.Deferred);
  Echo.Suspended = TRUE;
  KeInitializeTimer(&Echo.Timer);
  KeInitializeDpc(&Echo.TimerDpc, EchoTimerExpired, NULL);
}

static VOID EchoCountUnderLock(_Inout_ UINT64* Counter) {
  KIRQL Irql;

  KeAcquireSpinLock(&Echo.Lock, &Irql);
  *Counter += 1;
  KeReleaseSpinLock(&Echo.Lock, Irql);
}

static VOID EchoAnswer(_In_ VMBPACKETCOMPLETION Packet, _In_reads_bytes_(Length) PVOID Answer,
                       _In_ UINT32 Length) {
  EchoCountUnderLock(&Echo.Counts.Answered);
  VmbChannelPacketComplete(Packet, Answer, Length);
}

/* ---- held requests ---- */

/* Called with the lock held. */
static VOID EchoArmTimer(_In_ LONGLONG DueTime) {
  LARGE_INTEGER Due;

  Due.QuadPart = DueTime;
  KeSetTimer(&Echo.Timer, Due, &Echo.TimerDpc);
}

static BOOLEAN EchoDefer(_In_ ECHO_DEFERRED* Deferred, _In_ UINT32 Milliseconds) {
  LARGE_INTEGER Now;
  BOOLEAN Held = FALSE;
  KIRQL Irql;

  KeQuerySystemTime(&Now);
  Deferred->DueTime = Now.QuadPart + (LONGLONG)Milliseconds * 10000;
  KeAcquireSpinLock(&Echo.Lock, &Irql);
  if (!Echo.Suspended) {
    InsertTailList(&Echo.Deferred, &Deferred->Link);
    Echo.Counts.Deferred += 1;
    EchoArmTimer(Now.QuadPart); /* soon; the routine finds the right time */
    Held = TRUE;
  }
  KeReleaseSpinLock(&Echo.Lock, Irql);
  return Held;
}

static VOID EchoAnswerDeferred(_In_ ECHO_DEFERRED* Deferred) {
  EchoAnswer(Deferred->Packet, Deferred->Buffer, Deferred->Length);
  ExFreePoolWithTag(Deferred, ECHO_POOL_TAG);
}

/* Takes one that is due at that time; otherwise says when the next will be. */
static ECHO_DEFERRED* EchoTakeDue(_In_ LONGLONG Time, _Out_ LONGLONG* Next) {
  ECHO_DEFERRED* Found = NULL;
  PLIST_ENTRY Entry;
  KIRQL Irql;

  *Next = MAXLONGLONG;
  KeAcquireSpinLock(&Echo.Lock, &Irql);
  for (Entry = Echo.Deferred.Flink; Entry != &Echo.Deferred; Entry = Entry->Flink) {
    ECHO_DEFERRED* Deferred = CONTAINING_RECORD(Entry, ECHO_DEFERRED, Link);

    if (Deferred->DueTime <= Time) {
      RemoveEntryList(Entry);
      Echo.Counts.Deferred -= 1;
      Found = Deferred;
      break;
    }
    *Next = min(*Next, Deferred->DueTime);
  }
  if (Found == NULL && *Next != MAXLONGLONG && !Echo.Suspended) {
    EchoArmTimer(*Next);
  }
  KeReleaseSpinLock(&Echo.Lock, Irql);
  return Found;
}

static VOID EchoAnswerDue(_In_ LONGLONG Time) {
  ECHO_DEFERRED* Deferred;
  LONGLONG Next;

  while ((Deferred = EchoTakeDue(Time, &Next)) != NULL) {
    EchoAnswerDeferred(Deferred);
  }
}

_Use_decl_annotations_ static VOID EchoTimerExpired(PKDPC Dpc, PVOID Context, PVOID Argument1,
                                                    PVOID Argument2) {
  LARGE_INTEGER Now;

  UNREFERENCED_PARAMETER(Dpc);
  UNREFERENCED_PARAMETER(Context);
  UNREFERENCED_PARAMETER(Argument1);
  UNREFERENCED_PARAMETER(Argument2);
  KeQuerySystemTime(&Now);
  EchoAnswerDue(Now.QuadPart);
}

VOID EchoAllowDeferring(VOID) {
  KIRQL Irql;

  KeAcquireSpinLock(&Echo.Lock, &Irql);
  Echo.Suspended = FALSE;
  KeReleaseSpinLock(&Echo.Lock, Irql);
}

VOID EchoAnswerAllDeferred(VOID) {
  KIRQL Irql;

  KeAcquireSpinLock(&Echo.Lock, &Irql);
  Echo.Suspended = TRUE;
  KeReleaseSpinLock(&Echo.Lock, Irql);
  KeCancelTimer(&Echo.Timer);
  KeFlushQueuedDpcs();
  EchoAnswerDue(MAXLONGLONG);
}

/* ---- the operations ---- */

static VOID EchoLaterRequest(_In_ VMBPACKETCOMPLETION Packet, _In_ ECHO_HEADER* Header) {
  UINT32 Length = sizeof(ECHO_HEADER) + Header->Length;
  ECHO_DEFERRED* Deferred = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*Deferred), ECHO_POOL_TAG);

  if (Deferred == NULL) {
    EchoAnswer(Packet, Header, Length);
    return;
  }
  Deferred->Packet = Packet;
  Deferred->Buffer = Header;
  Deferred->Length = Length;
  if (!EchoDefer(Deferred, Header->Argument)) {
    EchoAnswerDeferred(Deferred);
  }
}

static BOOLEAN EchoAddUp(_In_opt_ PMDL Mdl, _Inout_ ECHO_SUM* Sum) {
  for (; Mdl != NULL; Mdl = Mdl->Next) {
    const UINT8* Bytes = MmGetSystemAddressForMdlSafe(Mdl, NormalPagePriority | MdlMappingNoExecute);
    ULONG Count = MmGetMdlByteCount(Mdl);
    ULONG Index;

    if (Bytes == NULL) {
      return FALSE;
    }
    for (Index = 0; Index < Count; Index += 1) {
      Sum->Sum += Bytes[Index];
    }
    Sum->Bytes += Count;
  }
  return TRUE;
}

static VOID EchoSumRequest(_In_ VMBPACKETCOMPLETION Packet, _In_ const ECHO_HEADER* Header,
                           _In_ UINT32 Flags) {
  ECHO_SUM Sum = {0};
  PMDL Mdl = NULL;
  NTSTATUS Status = STATUS_SUCCESS;

  if (FlagOn(Flags, VMBUS_CHANNEL_PROCESS_PACKET_FLAG_EXTERNAL_DATA)) {
    Status = VmbChannelPacketGetExternalData(Packet, VMBUS_CHANNEL_PACKET_EXTERNAL_DATA_FLAG_READ_ONLY, &Mdl);
    if (Status == STATUS_PENDING) {
      return; /* the packet comes again when its memory is there */
    }
  }
  Sum.Header = *Header;
  Sum.Header.Length = sizeof(Sum) - sizeof(Sum.Header);
  if (!NT_SUCCESS(Status) || !EchoAddUp(Mdl, &Sum)) {
    EchoCountUnderLock(&Echo.Counts.Malformed);
    Sum.Header.Length = 0;
  }
  EchoAnswer(Packet, &Sum, sizeof(Sum));
}

static VOID EchoCallBackRequest(_In_ VMBPACKETCOMPLETION Packet, _In_ ECHO_HEADER* Header) {
  ECHO_CALL_BATCH Batch = {0};

  Batch.Count = min(Header->Argument, 1024u);
  Batch.FirstSequence = Header->Sequence;
  Batch.NoteBytes = 16;
  (VOID) EchoCallPeer(&Batch); /* how many went out shows in the counts */
  EchoAnswer(Packet, Header, sizeof(*Header));
}

static BOOLEAN EchoIsWellFormed(_In_reads_bytes_(BufferLength) const VOID* Buffer, _In_ UINT32 BufferLength) {
  const ECHO_HEADER* Header = Buffer;

  return BufferLength >= sizeof(*Header) && Header->Length <= BufferLength - sizeof(*Header);
}

_Use_decl_annotations_ VOID EchoProcessPacket(VMBCHANNEL Channel, VMBPACKETCOMPLETION Packet, PVOID Buffer,
                                              UINT32 BufferLength, UINT32 Flags) {
  ECHO_HEADER* Header = Buffer;

  UNREFERENCED_PARAMETER(Channel);
  EchoCountUnderLock(&Echo.Counts.Requests);
  if (!EchoIsWellFormed(Buffer, BufferLength)) {
    EchoCountUnderLock(&Echo.Counts.Malformed);
    EchoAnswer(Packet, Buffer, min(BufferLength, (UINT32)sizeof(*Header)));
    return;
  }
  switch (Header->Operation) {
    case EchoNow:
      EchoAnswer(Packet, Buffer, sizeof(*Header) + Header->Length);
      break;
    case EchoLater:
      EchoLaterRequest(Packet, Header);
      break;
    case EchoSum:
      EchoSumRequest(Packet, Header, Flags);
      break;
    case EchoCallBack:
      EchoCallBackRequest(Packet, Header);
      break;
    default:
      EchoCountUnderLock(&Echo.Counts.Malformed);
      EchoAnswer(Packet, Buffer, sizeof(*Header));
      break;
  }
}

_Use_decl_annotations_ VOID EchoProcessingComplete(VMBCHANNEL Channel, UINT32 PacketsProcessed) {
  UNREFERENCED_PARAMETER(Channel);
  UNREFERENCED_PARAMETER(PacketsProcessed);
  EchoCountUnderLock(&Echo.Counts.Batches);
}
