/* SPDX-License-Identifier: Apache-2.0
 *
 * Saving and restoring. The channel library saves the channel and its packets; of each packet only we know which
 * sub-allocations it lends, and of the adapter only we know anything. Nothing of the guest's transmits is held over a
 * pause, so none is saved.
 */
#include "provider.h"

#define STATE_MAGIC 'pvsN'
#define STATE_VERSION 1

typedef struct NETVSP_STATE_ {
  UINT32 Magic;
  UINT32 Version;
  UINT32 Bytes;    /* of all of this */
  UINT32 Checksum; /* of what follows */
  NVSP_SESSION Session;
  NETVSP_ADAPTER Adapter;
} NETVSP_STATE;

/* FNV-1a: it finds what a disk or a hand did, not what somebody means to do. */
static UINT32 ChecksumOf(_In_ const NETVSP_STATE* State) {
  const UINT8* Next = (const UINT8*)&State->Session;
  const UINT8* End = (const UINT8*)State + sizeof(*State);
  UINT32 Sum = 2166136261u;

  for (; Next != End; Next += 1) {
    Sum = (Sum ^ *Next) * 16777619u;
  }
  return Sum;
}

UINT32 NetvspSavedBytes(VOID) { return (UINT32)ALIGN_UP_BY(sizeof(NETVSP_STATE), 8); }

VOID NetvspSaveState(_Out_ UINT8* To) {
  NETVSP_STATE* State = (NETVSP_STATE*)To;

  RtlZeroMemory(To, NetvspSavedBytes());
  State->Magic = STATE_MAGIC;
  State->Version = STATE_VERSION;
  State->Bytes = NetvspSavedBytes();
  State->Session = Netvsp.Session;
  State->Adapter = Netvsp.Adapter;
  State->Checksum = ChecksumOf(State);
}

/* A number from a file that would be believed like one from the guest, and is checked like one. */
static BOOLEAN IsSane(_In_ const NETVSP_STATE* State) {
  const NVSP_SESSION* Session = &State->Session;

  if (Session->HaveReceiveBuffer &&
      (Session->AllocationBytes < Session->Mtu || Session->AllocationCount == 0 ||
       (UINT64)Session->AllocationBytes * Session->AllocationCount > MAXUINT32)) {
    return FALSE;
  }
  return (UINT64)Session->SectionCount * NVSP_SECTION_BYTES <= MAXUINT32 && State->Adapter.Channels == 1 &&
         State->Adapter.RssTableEntries <= RSS_TABLE_MAXIMUM && State->Adapter.RssKeyBytes <= RSS_KEY_MAXIMUM;
}

NTSTATUS NetvspRestoreState(_In_reads_bytes_(Length) const UINT8* From, _In_ UINT32 Length,
                            _Out_ UINT32* Used) {
  const NETVSP_STATE* State = (const NETVSP_STATE*)From;

  *Used = 0;
  if (Length < NetvspSavedBytes()) {
    return STATUS_INVALID_BUFFER_SIZE;
  }
  if (State->Magic != STATE_MAGIC) {
    return STATUS_DATA_ERROR;
  }
  if (State->Version != STATE_VERSION) {
    return STATUS_REVISION_MISMATCH;
  }
  if (State->Bytes != NetvspSavedBytes() || State->Checksum != ChecksumOf(State) || !IsSane(State)) {
    return STATUS_DATA_ERROR;
  }
  Netvsp.Session = State->Session;
  Netvsp.Adapter = State->Adapter;
  Netvsp.IsRestoring = TRUE;
  *Used = State->Bytes;
  return STATUS_SUCCESS;
}

/* ---- packets: the sub-allocations that each lends, first to last ---- */

static UINT32 LentBy(_In_ UINT32 First, _Out_writes_opt_(Room) UINT32* Indices, _In_ UINT32 Room) {
  UINT32 Count = 0;
  KIRQL Irql;

  KeAcquireSpinLock(&Netvsp.LendingLock, &Irql);
  for (; First != LENDING_NONE && First < Netvsp.Lending.Count; First = LendingNext(&Netvsp.Lending, First)) {
    if (Count < Room) {
      Indices[Count] = First;
    }
    Count += 1;
  }
  KeReleaseSpinLock(&Netvsp.LendingLock, Irql);
  return Count;
}

_Use_decl_annotations_ NTSTATUS NetvspSavePacket(VMBCHANNEL Channel, VMBPACKET Packet, PVOID SaveBuf,
                                                 UINT32 SaveBufSize, PUINT32 BytesNeeded) {
  UINT32 First = (UINT32)(ULONG_PTR)VmbPacketGetPointer(Packet);

  UNREFERENCED_PARAMETER(Channel);
  *BytesNeeded = LentBy(First, SaveBuf, SaveBufSize / sizeof(UINT32)) * sizeof(UINT32);
  return SaveBufSize < *BytesNeeded ? STATUS_BUFFER_TOO_SMALL : STATUS_SUCCESS;
}

/* The guest has these; they are lent again before anything else can be. */
static BOOLEAN LendAgain(_In_reads_bytes_(Length) const VOID* Saved, _In_ UINT32 Length, _Out_ PVOID* Mark) {
  UINT32 Indices[NETVSP_RANGES];
  UINT32 Count = Length / sizeof(UINT32);
  BOOLEAN Lent;
  KIRQL Irql;

  *Mark = NULL;
  if (Count == 0 || Count > NETVSP_RANGES || Length % sizeof(UINT32) != 0) {
    return FALSE;
  }
  RtlCopyMemory(Indices, Saved, Length);
  KeAcquireSpinLock(&Netvsp.LendingLock, &Irql);
  Lent = LendingTakeThese(&Netvsp.Lending, Indices, Count);
  *Mark = (PVOID)((ULONG_PTR)Netvsp.LendingGeneration << 32 | Indices[0]);
  KeReleaseSpinLock(&Netvsp.LendingLock, Irql);
  return Lent;
}

_Use_decl_annotations_ NTSTATUS NetvspRestorePacket(VMBCHANNEL Channel, PVOID LibBuf, UINT32 LibBufSize,
                                                    PVOID SaveBuf, UINT32 SaveBufSize) {
  VMBPACKET Packet = VmbPacketAllocate(Channel);
  NTSTATUS Status;
  PVOID Mark;

  if (Packet == NULL) {
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  if (!LendAgain(SaveBuf, SaveBufSize, &Mark)) {
    VmbPacketFree(Packet);
    return STATUS_DATA_ERROR;
  }
  VmbPacketSetCompletionRoutine(Packet, NetvspReceiveCompleted);
  VmbPacketSetPointer(Packet, Mark);
  Status = VmbPacketRestore(Packet, LibBuf, LibBufSize);
  if (NT_SUCCESS(Status)) {
    NetvspCount(&Netvsp.Counts.Restored, 1);
  } else {
    NetvspReceiveCompleted(Packet, Status, NULL, 0);
  }
  return Status;
}
