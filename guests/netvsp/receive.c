/* SPDX-License-Identifier: Apache-2.0
 *
 * From the path to the guest. Frames are written into sub-allocations of the guest's receive buffer, a packet names
 * them, and the guest's answer brings them back.
 */
#include "provider.h"

/* One packet to the guest while it is put together: which sub-allocations, how much in each. */
typedef struct NETVSP_PARCEL_ {
  UINT32 Generation; /* of the receive buffer */
  UINT32 First;
  UINT32 Next; /* the sub-allocation for the next message */
  UINT32 Count;
  PENSTOCK_TRANSFER_RANGE Ranges[NETVSP_RANGES];
} NETVSP_PARCEL;

/* ---- lending ---- */

/* As many as there are, down to one. How many; 0: none. */
static UINT32 BeginParcel(_Out_ NETVSP_PARCEL* Parcel, _In_ UINT32 Wanted, _In_ BOOLEAN IsControl) {
  KIRQL Irql;

  KeAcquireSpinLock(&Netvsp.LendingLock, &Irql);
  Parcel->Generation = Netvsp.LendingGeneration;
  Parcel->First = LendingTake(&Netvsp.Lending, Wanted, IsControl);
  while (Parcel->First == LENDING_NONE && Wanted != 0) {
    Wanted /= 2;
    Parcel->First = LendingTake(&Netvsp.Lending, Wanted, IsControl);
  }
  KeReleaseSpinLock(&Netvsp.LendingLock, Irql);
  Parcel->Next = Parcel->First;
  Parcel->Count = 0;
  return Wanted;
}

static VOID TakeBack(_In_ UINT32 First, _In_ UINT32 Generation) {
  BOOLEAN WasLent = FALSE;
  KIRQL Irql;

  KeAcquireSpinLock(&Netvsp.LendingLock, &Irql);
  if (Generation == Netvsp.LendingGeneration) {
    WasLent = LendingReturn(&Netvsp.Lending, First);
  }
  KeReleaseSpinLock(&Netvsp.LendingLock, Irql);
  NetvspCount(&Netvsp.Counts.Returned, WasLent);
}

/* What a packet object carries. */
static PVOID ParcelMark(_In_ const NETVSP_PARCEL* Parcel) {
  return (PVOID)((ULONG_PTR)Parcel->Generation << 32 | Parcel->First);
}

_Use_decl_annotations_ VOID NetvspReceiveCompleted(VMBPACKET Packet, NTSTATUS Status, PVOID Buffer,
                                                   UINT32 BufferLength) {
  ULONG_PTR Mark = (ULONG_PTR)VmbPacketGetPointer(Packet);

  UNREFERENCED_PARAMETER(Status);
  UNREFERENCED_PARAMETER(Buffer);
  UNREFERENCED_PARAMETER(BufferLength);
  TakeBack((UINT32)Mark, (UINT32)(Mark >> 32));
  VmbPacketFree(Packet);
}

/* ---- putting a packet together, with the receive buffer and ReceiveLock held ---- */

static UINT32 ParcelOffset(_In_ const NETVSP_PARCEL* Parcel) {
  return Parcel->Next * Netvsp.Session.AllocationBytes;
}

static VOID AddRange(_Inout_ NETVSP_PARCEL* Parcel, _In_ UINT32 Bytes) {
  Parcel->Ranges[Parcel->Count].ByteOffset = ParcelOffset(Parcel);
  Parcel->Ranges[Parcel->Count].ByteCount = Bytes;
  Parcel->Count += 1;
  Parcel->Next = LendingNext(&Netvsp.Lending, Parcel->Next);
}

static NTSTATUS SendParcel(_In_ const NETVSP_PARCEL* Parcel, _In_ BOOLEAN IsControl) {
  VMBPACKET Packet = VmbPacketAllocate(Netvsp.Channel);
  NVSP_MESSAGE Message;
  NTSTATUS Status = STATUS_INSUFFICIENT_RESOURCES;

  if (Packet != NULL) {
    NvspWriteRndis(IsControl, &Message);
    VmbPacketSetCompletionRoutine(Packet, NetvspReceiveCompleted);
    VmbPacketSetPointer(Packet, ParcelMark(Parcel));
    Status = PenstockPacketSendTransferPages(Packet, Parcel->First, NVSP_RECEIVE_BUFFER_ID, Parcel->Count,
                                             Parcel->Ranges, &Message, sizeof(Message));
    if (!NT_SUCCESS(Status)) {
      VmbPacketFree(Packet);
    }
  }
  if (!NT_SUCCESS(Status)) {
    TakeBack(Parcel->First, Parcel->Generation);
  }
  return Status;
}

/* ---- frames of the path ---- */

static BOOLEAN WritePacket(_In_ UINT32 Offset, _In_ PNET_BUFFER Buffer) {
  UINT32 Left = Buffer->DataLength, At = Buffer->CurrentMdlOffset;
  PMDL Mdl;

  for (Mdl = Buffer->CurrentMdl; Mdl != NULL && Left != 0; Mdl = Mdl->Next) {
    const UINT8* Bytes = MmGetSystemAddressForMdlSafe(Mdl, NormalPagePriority | MdlMappingNoExecute);
    UINT32 Part = min(MmGetMdlByteCount(Mdl) - At, Left);

    if (Bytes == NULL || !MappingWrite(&Netvsp.ReceiveBuffer, Offset, Bytes + At, Part)) {
      return FALSE;
    }
    Offset += Part;
    Left -= Part;
    At = 0;
  }
  return Left == 0;
}

static const UINT8* FirstBytes(_In_ PNET_BUFFER Buffer) {
  const UINT8* Bytes =
      MmGetSystemAddressForMdlSafe(Buffer->CurrentMdl, NormalPagePriority | MdlMappingNoExecute);

  return Bytes + Buffer->CurrentMdlOffset;
}

/* A frame with its RNDIS header into the next sub-allocation. FALSE: it has none, or is too long for one. */
static BOOLEAN AddFrame(_Inout_ NETVSP_PARCEL* Parcel, _In_ PNET_BUFFER Buffer) {
  UINT8 Head[RNDIS_PACKET_HEADER_BYTES + ETHERNET_HEADER_BYTES];
  UINT32 Contiguous =
      min(Buffer->DataLength, MmGetMdlByteCount(Buffer->CurrentMdl) - Buffer->CurrentMdlOffset);
  UINT32 Offset = ParcelOffset(Parcel);

  if (Buffer->DataLength + ETHERNET_HEADER_BYTES > Netvsp.Session.Mtu ||
      !EthernetWriteHeader(&Netvsp.Ethernet, FirstBytes(Buffer), Contiguous,
                           Head + RNDIS_PACKET_HEADER_BYTES)) {
    return FALSE;
  }
  (VOID) RndisWritePacketHeader(Buffer->DataLength + ETHERNET_HEADER_BYTES, Head);
  if (!MappingWrite(&Netvsp.ReceiveBuffer, Offset, Head, sizeof(Head)) ||
      !WritePacket(Offset + sizeof(Head), Buffer)) {
    return FALSE;
  }
  AddRange(Parcel, sizeof(Head) + Buffer->DataLength);
  return TRUE;
}

/* Sub-allocations that no message went into stay in the chain and come back with the rest. */
static PNET_BUFFER_LIST SendSome(_In_ PNET_BUFFER_LIST Lists, _In_ ULONG Count) {
  NETVSP_PARCEL Parcel;
  UINT64 TooLong = 0;

  Count = BeginParcel(&Parcel, min(Count, NETVSP_RANGES), FALSE);
  if (Count == 0) {
    NetvspCount(&Netvsp.Counts.PathNoBuffer, 1);
    return Lists->Next;
  }
  for (; Count != 0; Count -= 1, Lists = Lists->Next) {
    if (!AddFrame(&Parcel, Lists->FirstNetBuffer)) {
      TooLong += 1;
    }
  }
  NetvspCount(&Netvsp.Counts.PathTooLong, TooLong);
  if (Parcel.Count == 0) {
    TakeBack(Parcel.First, Parcel.Generation);
  } else if (NT_SUCCESS(SendParcel(&Parcel, FALSE))) {
    NetvspCount(&Netvsp.Counts.PathDelivered, Parcel.Count);
  }
  return Lists;
}

/* With ReceiveLock held. That there is a receive buffer is what holding it says. */
static BOOLEAN GuestListens(VOID) { return Netvsp.MayReceive && Netvsp.Adapter.PacketFilter != 0; }

static ULONG CountOf(_In_opt_ PNET_BUFFER_LIST Lists) {
  ULONG Count = 0;

  for (; Lists != NULL; Lists = Lists->Next) {
    Count += 1;
  }
  return Count;
}

_Use_decl_annotations_ VOID NetvspSend(PVOID Context, PNET_BUFFER_LIST Lists, ULONG Count) {
  PNET_BUFFER_LIST Left = Lists;
  KIRQL Irql;

  UNREFERENCED_PARAMETER(Context);
  NetvspCount(&Netvsp.Counts.PathFrames, Count);
  if (MappingAcquire(&Netvsp.ReceiveBuffer)) {
    KeAcquireSpinLock(&Netvsp.ReceiveLock, &Irql);
    while (Left != NULL && GuestListens()) {
      Left = SendSome(Left, CountOf(Left));
    }
    KeReleaseSpinLock(&Netvsp.ReceiveLock, Irql);
    MappingRelease(&Netvsp.ReceiveBuffer);
  }
  NetvspCount(&Netvsp.Counts.PathUnwanted, CountOf(Left));
  PenstockPortReturn(Netvsp.Port, Lists);
}

/* ---- messages of our own ---- */

static VOID SendMessage(_In_reads_bytes_(HeadLength) const UINT8* Head, _In_ UINT32 HeadLength,
                        _In_reads_bytes_(Length) const UINT8* Message, _In_ UINT32 Length,
                        _In_ BOOLEAN IsControl) {
  NETVSP_PARCEL Parcel;
  KIRQL Irql;

  if (!MappingAcquire(&Netvsp.ReceiveBuffer)) {
    return;
  }
  KeAcquireSpinLock(&Netvsp.ReceiveLock, &Irql);
  if (BeginParcel(&Parcel, 1, IsControl) != 0) {
    UINT32 Offset = ParcelOffset(&Parcel);

    (VOID) MappingWrite(&Netvsp.ReceiveBuffer, Offset, Head, HeadLength);
    (VOID) MappingWrite(&Netvsp.ReceiveBuffer, Offset + HeadLength, Message, Length);
    AddRange(&Parcel, HeadLength + Length);
    (VOID) SendParcel(&Parcel, IsControl);
  }
  KeReleaseSpinLock(&Netvsp.ReceiveLock, Irql);
  MappingRelease(&Netvsp.ReceiveBuffer);
}

VOID NetvspSendControl(_In_reads_bytes_(Length) const UINT8* Message, _In_ UINT32 Length) {
  SendMessage(NULL, 0, Message, Length, TRUE);
}

VOID NetvspSendFrame(_In_reads_bytes_(Length) const UINT8* Frame, _In_ UINT32 Length) {
  UINT8 Head[RNDIS_PACKET_HEADER_BYTES];

  (VOID) RndisWritePacketHeader(Length, Head);
  SendMessage(Head, sizeof(Head), Frame, Length, FALSE);
}
