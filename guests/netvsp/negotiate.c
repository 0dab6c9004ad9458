/* SPDX-License-Identifier: Apache-2.0
 *
 * What the guest says on the channel. Everything but envelopes with RNDIS may wait or map memory, and is put off to
 * PASSIVE_LEVEL when it comes above.
 */
#include "provider.h"

static VOID Complete(_In_ VMBPACKETCOMPLETION Packet, _In_ NVSP_MESSAGE* Answer) {
  VmbChannelPacketComplete(Packet, Answer, sizeof(*Answer));
}

static BOOLEAN IsEnvelope(_In_reads_bytes_(Length) const VOID* Buffer, _In_ UINT32 Length) {
  UINT32 Type;

  if (Length < sizeof(Type)) {
    return FALSE;
  }
  RtlCopyMemory(&Type, Buffer, sizeof(Type));
  return Type == NvspSendRndisPacket;
}

/* ---- buffers ---- */

/* What the guest has of an older buffer does not come back into this one. */
static NTSTATUS BeginLending(_In_ UINT32 Count) {
  PVOID Memory = ExAllocatePool2(POOL_FLAG_NON_PAGED, LendingSizeof(Count), NETVSP_POOL_TAG);
  KIRQL Irql;

  if (Memory == NULL) {
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  KeAcquireSpinLock(&Netvsp.LendingLock, &Irql);
  LendingBegin(&Netvsp.Lending, Memory, Count);
  Netvsp.LendingGeneration += 1;
  KeReleaseSpinLock(&Netvsp.LendingLock, Irql);
  return STATUS_SUCCESS;
}

static VOID EndLending(VOID) {
  PVOID Memory;
  KIRQL Irql;

  KeAcquireSpinLock(&Netvsp.LendingLock, &Irql);
  Memory = Netvsp.Lending.Next;
  RtlZeroMemory(&Netvsp.Lending, sizeof(Netvsp.Lending));
  Netvsp.LendingGeneration += 1;
  KeReleaseSpinLock(&Netvsp.LendingLock, Irql);
  if (Memory != NULL) {
    ExFreePoolWithTag(Memory, NETVSP_POOL_TAG);
  }
}

static VOID UnmapReceiveBuffer(VOID) {
  MappingClose(&Netvsp.ReceiveBuffer, Netvsp.Channel);
  EndLending();
}

VOID NetvspUnmapBuffers(VOID) {
  UnmapReceiveBuffer();
  MappingClose(&Netvsp.SendBuffer, Netvsp.Channel);
}

/* The session says how it is divided. */
NTSTATUS NetvspMapReceiveBuffer(_In_ UINT32 Gpadl) {
  NTSTATUS Status = BeginLending(Netvsp.Session.AllocationCount);

  if (NT_SUCCESS(Status)) {
    Status = MappingOpen(&Netvsp.ReceiveBuffer, Netvsp.Channel, Gpadl);
  }
  /* After a restore the guest's buffer must still be what it was. */
  if (NT_SUCCESS(Status) &&
      Netvsp.ReceiveBuffer.Bytes / Netvsp.Session.AllocationBytes < Netvsp.Session.AllocationCount) {
    Status = STATUS_INVALID_BUFFER_SIZE;
  }
  if (!NT_SUCCESS(Status)) {
    UnmapReceiveBuffer();
  }
  return Status;
}

/* The frames of a guest's adapter fit its receive buffer; so the adapter shrinks or grows with it. */
static VOID TakeReceiveBuffer(_In_ UINT32 Gpadl, _Out_ NVSP_MESSAGE* Answer) {
  UINT32 Bytes = 0;

  if (NT_SUCCESS(MappingOpen(&Netvsp.ReceiveBuffer, Netvsp.Channel, Gpadl))) {
    Bytes = Netvsp.ReceiveBuffer.Bytes;
  }
  NvspReceiveBufferMapped(&Netvsp.Session, Gpadl, Bytes, Answer);
  if (Netvsp.Session.HaveReceiveBuffer && !NT_SUCCESS(BeginLending(Netvsp.Session.AllocationCount))) {
    Netvsp.Session.HaveReceiveBuffer = FALSE;
    Answer->Word[0] = NvspStatusFailure;
  }
  if (!Netvsp.Session.HaveReceiveBuffer) {
    UnmapReceiveBuffer();
  }
}

static VOID TakeSendBuffer(_In_ UINT32 Gpadl, _Out_ NVSP_MESSAGE* Answer) {
  UINT32 Bytes = 0;

  if (NT_SUCCESS(MappingOpen(&Netvsp.SendBuffer, Netvsp.Channel, Gpadl))) {
    Bytes = Netvsp.SendBuffer.Bytes;
  }
  NvspSendBufferMapped(&Netvsp.Session, Gpadl, Bytes, Answer);
  if (!Netvsp.Session.HaveSendBuffer) {
    MappingClose(&Netvsp.SendBuffer, Netvsp.Channel);
  }
}

/* ---- messages ---- */

static VOID Act(_In_ VMBPACKETCOMPLETION Packet, _In_ const NVSP_REQUEST* Request,
                _Inout_ NVSP_MESSAGE* Answer) {
  switch (Request->Action) {
    case NvspActionMapReceiveBuffer:
      TakeReceiveBuffer(Request->Gpadl, Answer);
      break;
    case NvspActionMapSendBuffer:
      TakeSendBuffer(Request->Gpadl, Answer);
      break;
    case NvspActionUnmapReceiveBuffer:
      UnmapReceiveBuffer();
      break;
    case NvspActionUnmapSendBuffer:
      MappingClose(&Netvsp.SendBuffer, Netvsp.Channel);
      break;
    case NvspActionSubchannels:
      NvspSubchannelsOffered(&Netvsp.Session, 0, Answer); /* the primary channel is all there is */
      break;
    default:
      break;
  }
  Complete(Packet, Answer);
}

VOID NetvspShowVersion(VOID) {
  KIRQL Irql;

  KeAcquireSpinLock(&Netvsp.CountsLock, &Irql);
  Netvsp.Counts.Version = Netvsp.Session.Version;
  KeReleaseSpinLock(&Netvsp.CountsLock, Irql);
}

_Use_decl_annotations_ VOID NetvspProcessPacket(VMBCHANNEL Channel, VMBPACKETCOMPLETION Packet, PVOID Buffer,
                                                UINT32 BufferLength, UINT32 Flags) {
  NVSP_REQUEST Request;
  NVSP_MESSAGE Answer;

  UNREFERENCED_PARAMETER(Channel);
  if (!IsEnvelope(Buffer, BufferLength) && KeGetCurrentIrql() != PASSIVE_LEVEL) {
    VmbChannelPacketDeferToPassive(Packet);
    return;
  }
  NvspReceive(&Netvsp.Session, Buffer, BufferLength, &Request, &Answer);
  if (Request.Action == NvspActionRndis) {
    NetvspEnvelope(Packet, &Request, Flags);
  } else {
    NetvspShowVersion();
    Act(Packet, &Request, &Answer);
  }
}
