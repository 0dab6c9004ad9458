/* SPDX-License-Identifier: Apache-2.0
 *
 * From the guest into the path. An envelope says where its RNDIS messages lie: in a section of the send buffer, in the
 * guest's memory behind it, or in both. Each frame is copied out of there once, and only the copy is looked at.
 */
#include "provider.h"

#define INFO_MAXIMUM 256

/* ---- frames ---- */

static VOID DestroyFrame(_In_ NETVSP_FRAME* Frame) {
  if (Frame->List != NULL) {
    NdisFreeNetBufferList(Frame->List);
  }
  if (Frame->Mdl != NULL) {
    IoFreeMdl(Frame->Mdl);
  }
  ExFreePoolWithTag(Frame, NETVSP_POOL_TAG);
}

static NETVSP_FRAME* CreateFrame(_In_ UINT32 Room) {
  NETVSP_FRAME* Frame =
      ExAllocatePool2(POOL_FLAG_NON_PAGED, FIELD_OFFSET(NETVSP_FRAME, Bytes) + Room, NETVSP_POOL_TAG);

  if (Frame == NULL) {
    return NULL;
  }
  Frame->Room = Room;
  Frame->Mdl = IoAllocateMdl(Frame->Bytes, Room, FALSE, FALSE, NULL);
  if (Frame->Mdl != NULL) {
    MmBuildMdlForNonPagedPool(Frame->Mdl);
    Frame->List = NdisAllocateNetBufferAndNetBufferList(Netvsp.ListPool, 0, 0, Frame->Mdl, 0, 0);
  }
  if (Frame->List == NULL) {
    DestroyFrame(Frame);
    return NULL;
  }
  Frame->List->MiniportReserved[0] = Frame;
  return Frame;
}

static NETVSP_FRAME* TakeFrame(_In_ UINT32 Bytes) {
  NETVSP_FRAME* Frame;
  KIRQL Irql;

  if (Bytes > NETVSP_FRAME_BYTES) {
    return CreateFrame(Bytes);
  }
  KeAcquireSpinLock(&Netvsp.FrameLock, &Irql);
  Frame = Netvsp.FreeFrames;
  if (Frame != NULL) {
    Netvsp.FreeFrames = Frame->Next;
  }
  KeReleaseSpinLock(&Netvsp.FrameLock, Irql);
  return Frame != NULL ? Frame : CreateFrame(NETVSP_FRAME_BYTES);
}

static VOID PutFrame(_In_ NETVSP_FRAME* Frame) {
  KIRQL Irql;

  if (Frame->Room != NETVSP_FRAME_BYTES) {
    DestroyFrame(Frame);
    return;
  }
  KeAcquireSpinLock(&Netvsp.FrameLock, &Irql);
  Frame->Next = Netvsp.FreeFrames;
  Netvsp.FreeFrames = Frame;
  KeReleaseSpinLock(&Netvsp.FrameLock, Irql);
}

NTSTATUS NetvspCreateFrames(_In_ PDRIVER_OBJECT Driver) {
  NET_BUFFER_LIST_POOL_PARAMETERS Parameters = {0};

  Netvsp.ListOwner = NdisAllocateGenericObject(Driver, NETVSP_POOL_TAG, 0);
  if (Netvsp.ListOwner == NULL) {
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  Parameters.Header.Type = NDIS_OBJECT_TYPE_DEFAULT;
  Parameters.Header.Revision = NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1;
  Parameters.Header.Size = NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1;
  Parameters.fAllocateNetBuffer = TRUE;
  Parameters.PoolTag = NETVSP_POOL_TAG;
  Netvsp.ListPool = NdisAllocateNetBufferListPool(Netvsp.ListOwner, &Parameters);
  if (Netvsp.ListPool == NULL) {
    NetvspDestroyFrames();
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  return STATUS_SUCCESS;
}

VOID NetvspDestroyFrames(VOID) {
  while (Netvsp.FreeFrames != NULL) {
    NETVSP_FRAME* Frame = Netvsp.FreeFrames;

    Netvsp.FreeFrames = Frame->Next;
    DestroyFrame(Frame);
  }
  if (Netvsp.ListPool != NULL) {
    NdisFreeNetBufferListPool(Netvsp.ListPool);
    Netvsp.ListPool = NULL;
  }
  if (Netvsp.ListOwner != NULL) {
    NdisFreeGenericObject(Netvsp.ListOwner);
    Netvsp.ListOwner = NULL;
  }
}

_Use_decl_annotations_ VOID NetvspDelivered(PVOID Context, PNET_BUFFER_LIST Lists, ULONG Count) {
  UINT64 Refused = 0;

  UNREFERENCED_PARAMETER(Context);
  while (Lists != NULL) {
    NETVSP_FRAME* Frame = Lists->MiniportReserved[0];

    if (Lists->Status != NDIS_STATUS_SUCCESS) {
      Refused += 1;
    }
    Lists = Lists->Next;
    PutFrame(Frame);
  }
  NetvspCount(&Netvsp.Counts.GuestDelivered, Count - Refused);
  NetvspCount(&Netvsp.Counts.GuestRefused, Refused);
}

/* ---- one message ---- */

/* The list shows the IP packet, and says what is still to be done to it in the terms of a packet without a frame. */
static PNET_BUFFER_LIST ShowPacket(_In_ NETVSP_FRAME* Frame, _In_ const RNDIS_DATA* Data) {
  PNET_BUFFER_LIST List = Frame->List;
  PNET_BUFFER Buffer = List->FirstNetBuffer;
  NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO Checksum = {0};
  NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO Large = {0};

  Buffer->CurrentMdl = Frame->Mdl;
  Buffer->CurrentMdlOffset = ETHERNET_HEADER_BYTES;
  Buffer->DataOffset = ETHERNET_HEADER_BYTES;
  Buffer->DataLength = Data->DataBytes - ETHERNET_HEADER_BYTES;
  if (FlagOn(Data->InfoPresent, 1u << RndisInfoChecksum)) {
    Checksum.Value = (PVOID)(ULONG_PTR)Data->Checksum;
    Checksum.Transmit.TcpHeaderOffset -= ETHERNET_HEADER_BYTES;
  }
  if (FlagOn(Data->InfoPresent, 1u << RndisInfoLso)) {
    Large.Value = (PVOID)(ULONG_PTR)Data->Lso;
    Large.LsoV2Transmit.TcpHeaderOffset -= ETHERNET_HEADER_BYTES;
  }
  List->NetBufferListInfo[TcpIpChecksumNetBufferListInfo] = Checksum.Value;
  List->NetBufferListInfo[TcpLargeSendNetBufferListInfo] = Large.Value;
  List->Next = NULL;
  return List;
}

/* The list to deliver; NULL where the frame ends here. A packet that is on another network must not get onto this
 * one, whether its tag is in the frame or beside it. */
static PNET_BUFFER_LIST TakeIn(_In_ NETVSP_FRAME* Frame, _In_ const RNDIS_DATA* Data) {
  UINT8 Answer[ETHERNET_ANSWER_MAXIMUM];
  UINT32 AnswerBytes;

  switch (RndisVlanNumber(Data) != 0
              ? EthernetNotOurs
              : EthernetReceive(&Netvsp.Ethernet, Frame->Bytes, Data->DataBytes, Answer, &AnswerBytes)) {
    case EthernetIp:
      return ShowPacket(Frame, Data);
    case EthernetAnswer:
      NetvspCount(&Netvsp.Counts.GuestAnswered, 1);
      NetvspSendFrame(Answer, AnswerBytes);
      break;
    case EthernetNotOurs:
      NetvspCount(&Netvsp.Counts.GuestNotOurs, 1);
      break;
    default:
      NetvspCount(&Netvsp.Counts.GuestMalformed, 1);
      break;
  }
  PutFrame(Frame);
  return NULL;
}

/* STATUS_SUCCESS and no list: the frame ended here. */
static NTSTATUS ReadMessage(_In_ const BYTE_SOURCE* Source, _Inout_ UINT32* Offset,
                            _Out_ PNET_BUFFER_LIST* List) {
  UINT8 Head[RNDIS_PACKET_HEADER_BYTES], Info[INFO_MAXIMUM];
  NETVSP_FRAME* Frame;
  RNDIS_DATA Data;

  *List = NULL;
  if (!ByteSourceCopy(Source, *Offset, Head, sizeof(Head)) ||
      !RndisReadPacket(Head, Source->Length - *Offset, &Data) || Data.InfoBytes > sizeof(Info) ||
      Data.DataBytes > NETVSP_LARGEST_FRAME ||
      !ByteSourceCopy(Source, *Offset + Data.InfoOffset, Info, Data.InfoBytes) ||
      !RndisReadInfo(Info, &Data)) {
    return STATUS_INVALID_PARAMETER;
  }
  Frame = TakeFrame(Data.DataBytes);
  if (Frame == NULL) {
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  (VOID) ByteSourceCopy(Source, *Offset + Data.DataOffset, Frame->Bytes, Data.DataBytes);
  *Offset += Data.MessageBytes;
  *List = TakeIn(Frame, &Data);
  return STATUS_SUCCESS;
}

/* What stands before a message that makes no sense is delivered all the same. */
NTSTATUS NetvspTransmitFrames(_In_ const BYTE_SOURCE* Source) {
  PNET_BUFFER_LIST First = NULL, *End = &First, List;
  NTSTATUS Status = STATUS_SUCCESS;
  UINT32 Offset = 0, Count = 0;

  while (NT_SUCCESS(Status) && (Offset < Source->Length || Count == 0)) {
    Status =
        Count < RNDIS_PACKETS_PER_MESSAGE ? ReadMessage(Source, &Offset, &List) : STATUS_INVALID_PARAMETER;
    if (!NT_SUCCESS(Status)) {
      NetvspCount(&Netvsp.Counts.GuestMalformed, 1);
      break;
    }
    Count += 1;
    if (List != NULL) {
      *End = List;
      End = &List->Next;
    }
  }
  NetvspCount(&Netvsp.Counts.GuestFrames, Count);
  if (First != NULL) {
    PenstockPortDeliver(Netvsp.Port, First);
  }
  return Status;
}

/* ---- the envelope ---- */

static NTSTATUS GatherExternal(_In_ VMBPACKETCOMPLETION Packet, _Inout_ BYTE_SOURCE* Source) {
  PMDL Mdl;
  NTSTATUS Status =
      VmbChannelPacketGetExternalData(Packet, VMBUS_CHANNEL_PACKET_EXTERNAL_DATA_FLAG_READ_ONLY, &Mdl);

  if (Status != STATUS_SUCCESS) {
    return Status;
  }
  for (; Mdl != NULL; Mdl = Mdl->Next) {
    const UINT8* Bytes = MmGetSystemAddressForMdlSafe(Mdl, NormalPagePriority | MdlMappingNoExecute);

    if (Bytes == NULL || !ByteSourceAppend(Source, Bytes, MmGetMdlByteCount(Mdl))) {
      return STATUS_INSUFFICIENT_RESOURCES;
    }
  }
  return STATUS_SUCCESS;
}

/* With the send buffer held where the envelope names a section. Section first, then ranges (V-NET-1). */
static NTSTATUS OpenEnvelope(_In_ VMBPACKETCOMPLETION Packet, _In_ const NVSP_REQUEST* Request,
                             _In_ UINT32 Flags) {
  BYTE_SOURCE Source;
  NTSTATUS Status = STATUS_SUCCESS;

  ByteSourceInitialize(&Source);
  if (Request->Bytes != 0 &&
      !MappingAppend(&Netvsp.SendBuffer, Request->Section * NVSP_SECTION_BYTES, Request->Bytes, &Source)) {
    return STATUS_INVALID_PARAMETER;
  }
  if (FlagOn(Flags, VMBUS_CHANNEL_PROCESS_PACKET_FLAG_EXTERNAL_DATA)) {
    Status = GatherExternal(Packet, &Source);
  }
  if (Status != STATUS_SUCCESS) {
    return Status;
  }
  if (Request->IsControl) {
    NetvspControl(Packet, &Source);
    return STATUS_PENDING; /* completed there */
  }
  return NetvspTransmitFrames(&Source);
}

static NVSP_STATUS StatusFor(_In_ NTSTATUS Status) {
  if (NT_SUCCESS(Status)) {
    return NvspStatusSuccess;
  }
  return Status == STATUS_INVALID_PARAMETER ? NvspStatusInvalidRndis : NvspStatusFailure;
}

VOID NetvspEnvelope(_In_ VMBPACKETCOMPLETION Packet, _In_ const NVSP_REQUEST* Request, _In_ UINT32 Flags) {
  BOOLEAN InSection = Request->Bytes != 0;
  NTSTATUS Status = STATUS_DEVICE_NOT_READY;
  NVSP_MESSAGE Answer;

  NetvspCount(&Netvsp.Counts.Envelopes, 1);
  if (!InSection || MappingAcquire(&Netvsp.SendBuffer)) {
    Status = OpenEnvelope(Packet, Request, Flags);
    if (InSection) {
      MappingRelease(&Netvsp.SendBuffer);
    }
  }
  if (Status == STATUS_PENDING) {
    return; /* completed already, or presented again when its memory is there */
  }
  NvspWriteRndisComplete(StatusFor(Status), &Answer);
  VmbChannelPacketComplete(Packet, &Answer, sizeof(Answer));
}
