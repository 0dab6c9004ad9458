/* SPDX-License-Identifier: Apache-2.0
 *
 * Calls of this provider to its peer. While a call is out, the packet object carries a pointer to what we know of it.
 * A pointer does not survive a save; the note about each call does, through the two callbacks at the end.
 */
#include "echo.h"

static EVT_VMB_PACKET_COMPLETION_ROUTINE EchoCallCompleted;

typedef struct ECHO_CALL_SAVED_ {
  UINT32 Sequence;
  UINT32 NoteBytes;
  UINT8 Note[ECHO_MAXIMUM_NOTE];
} ECHO_CALL_SAVED;

static UINT8 EchoNoteByte(_In_ UINT32 Sequence, _In_ UINT32 Index) {
  return (UINT8)(Sequence * 31 + Index * 7);
}

static VOID EchoWriteNote(_Inout_ ECHO_CALL* Call) {
  UINT32 Index;

  for (Index = 0; Index < Call->NoteBytes; Index += 1) {
    Call->Note[Index] = EchoNoteByte(Call->Sequence, Index);
  }
}

static BOOLEAN EchoNoteIsIntact(_In_ const ECHO_CALL* Call) {
  UINT32 Index;

  for (Index = 0; Index < Call->NoteBytes; Index += 1) {
    if (Call->Note[Index] != EchoNoteByte(Call->Sequence, Index)) {
      return FALSE;
    }
  }
  return TRUE;
}

static ECHO_CALL* EchoNewCall(_In_ UINT32 Sequence, _In_ UINT32 NoteBytes) {
  ECHO_CALL* Call = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*Call), ECHO_POOL_TAG);

  if (Call != NULL) {
    Call->Sequence = Sequence;
    Call->NoteBytes = NoteBytes;
  }
  return Call;
}

static VOID EchoRemember(_In_ ECHO_CALL* Call, _Inout_ UINT64* Counter) {
  KIRQL Irql;

  KeAcquireSpinLock(&Echo.Lock, &Irql);
  InsertTailList(&Echo.Calls, &Call->Link);
  *Counter += 1;
  KeReleaseSpinLock(&Echo.Lock, Irql);
}

static VOID EchoForget(_In_ ECHO_CALL* Call) {
  KIRQL Irql;

  KeAcquireSpinLock(&Echo.Lock, &Irql);
  RemoveEntryList(&Call->Link);
  KeReleaseSpinLock(&Echo.Lock, Irql);
  ExFreePoolWithTag(Call, ECHO_POOL_TAG);
}

_Use_decl_annotations_ static VOID EchoCallCompleted(VMBPACKET Packet, NTSTATUS Status, PVOID Buffer,
                                                     UINT32 BufferLength) {
  ECHO_CALL* Call = VmbPacketGetPointer(Packet);
  KIRQL Irql;

  UNREFERENCED_PARAMETER(Buffer);
  UNREFERENCED_PARAMETER(BufferLength);
  KeAcquireSpinLock(&Echo.Lock, &Irql);
  if (NT_SUCCESS(Status)) {
    Echo.Counts.CallsAnswered += 1;
    Echo.Counts.LastAnswer = Call->Sequence;
    if (Echo.Counts.CallsAnswered > 1 && Call->Sequence != Echo.NextAnswer) {
      Echo.Counts.CallsOutOfOrder += 1;
    }
    Echo.NextAnswer = Call->Sequence + 1;
  } else {
    Echo.Counts.CallsCancelled += 1;
  }
  KeReleaseSpinLock(&Echo.Lock, Irql);
  EchoForget(Call);
  VmbPacketFree(Packet);
}

static NTSTATUS EchoSendCall(_In_ ECHO_CALL* Call, _In_ UINT32 PayloadBytes) {
  UINT8 Message[sizeof(ECHO_HEADER) + ECHO_MAXIMUM_NOTE];
  ECHO_HEADER* Header = (ECHO_HEADER*)Message;
  VMBPACKET Packet = VmbPacketAllocate(Echo.Channel);
  NTSTATUS Status;

  if (Packet == NULL) {
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  Header->Operation = EchoCalled;
  Header->Sequence = Call->Sequence;
  Header->Argument = 0;
  Header->Length = PayloadBytes;
  RtlFillMemory(Header + 1, PayloadBytes, (UINT8)Call->Sequence);
  VmbPacketSetCompletionRoutine(Packet, EchoCallCompleted);
  VmbPacketSetPointer(Packet, Call);
  /* On the list before it leaves: the answer may be here before the call returns. */
  EchoRemember(Call, &Echo.Counts.CallsSent);
  Status = VmbPacketSend(Packet, Message, sizeof(*Header) + PayloadBytes, NULL,
                         VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION);
  if (!NT_SUCCESS(Status)) {
    VmbPacketFree(Packet);
    EchoForget(Call);
    return Status;
  }
  return STATUS_SUCCESS;
}

_Use_decl_annotations_ NTSTATUS EchoCallPeer(const ECHO_CALL_BATCH* Batch) {
  UINT32 Index;

  if (Echo.Channel == NULL || Batch->NoteBytes > ECHO_MAXIMUM_NOTE ||
      Batch->PayloadBytes > ECHO_MAXIMUM_NOTE) {
    return STATUS_INVALID_PARAMETER;
  }
  for (Index = 0; Index < Batch->Count; Index += 1) {
    ECHO_CALL* Call = EchoNewCall(Batch->FirstSequence + Index, Batch->NoteBytes);
    NTSTATUS Status;

    if (Call == NULL) {
      return STATUS_INSUFFICIENT_RESOURCES;
    }
    EchoWriteNote(Call);
    Status = EchoSendCall(Call, Batch->PayloadBytes);
    if (!NT_SUCCESS(Status)) {
      return Status;
    }
  }
  return STATUS_SUCCESS;
}

/* ---- over a save and a restore ---- */

_Use_decl_annotations_ NTSTATUS EchoSavePacket(VMBCHANNEL Channel, VMBPACKET Packet, PVOID SaveBuf,
                                               UINT32 SaveBufSize, PUINT32 BytesNeeded) {
  const ECHO_CALL* Call = VmbPacketGetPointer(Packet);
  UINT32 Needed = FIELD_OFFSET(ECHO_CALL_SAVED, Note) + Call->NoteBytes;
  ECHO_CALL_SAVED* Saved = SaveBuf;

  UNREFERENCED_PARAMETER(Channel);
  *BytesNeeded = Needed;
  if (SaveBufSize < Needed) {
    return STATUS_BUFFER_TOO_SMALL;
  }
  Saved->Sequence = Call->Sequence;
  Saved->NoteBytes = Call->NoteBytes;
  RtlCopyMemory(Saved->Note, Call->Note, Call->NoteBytes);
  return STATUS_SUCCESS;
}

static ECHO_CALL* EchoReadSaved(_In_reads_bytes_(SaveBufSize) const VOID* SaveBuf, _In_ UINT32 SaveBufSize) {
  const ECHO_CALL_SAVED* Saved = SaveBuf;
  UINT32 Fixed = FIELD_OFFSET(ECHO_CALL_SAVED, Note);
  ECHO_CALL* Call;

  if (SaveBufSize < Fixed || Saved->NoteBytes > ECHO_MAXIMUM_NOTE ||
      Saved->NoteBytes != SaveBufSize - Fixed) {
    return NULL;
  }
  Call = EchoNewCall(Saved->Sequence, Saved->NoteBytes);
  if (Call != NULL) {
    RtlCopyMemory(Call->Note, Saved->Note, Saved->NoteBytes);
    if (!EchoNoteIsIntact(Call)) {
      Echo.Counts.NotesDamaged += 1;
    }
  }
  return Call;
}

_Use_decl_annotations_ NTSTATUS EchoRestorePacket(VMBCHANNEL Channel, PVOID LibBuf, UINT32 LibBufSize,
                                                  PVOID SaveBuf, UINT32 SaveBufSize) {
  ECHO_CALL* Call = EchoReadSaved(SaveBuf, SaveBufSize);
  VMBPACKET Packet;
  NTSTATUS Status;

  if (Call == NULL) {
    return STATUS_DATA_ERROR;
  }
  Packet = VmbPacketAllocate(Channel);
  if (Packet == NULL) {
    ExFreePoolWithTag(Call, ECHO_POOL_TAG);
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  VmbPacketSetCompletionRoutine(Packet, EchoCallCompleted);
  VmbPacketSetPointer(Packet, Call);
  EchoRemember(Call, &Echo.Counts.CallsRestored);
  if (Echo.Counts.CallsRestored == 1) {
    Echo.NextAnswer = Call->Sequence;
  }
  Status = VmbPacketRestore(Packet, LibBuf, LibBufSize);
  if (!NT_SUCCESS(Status)) {
    VmbPacketFree(Packet);
    EchoForget(Call);
  }
  return Status;
}
