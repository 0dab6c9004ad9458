/* SPDX-License-Identifier: Apache-2.0 */
#include "rndis.h"

#include "bytes.h"

#define INFO_HEADER_BYTES 12
#define INFO_INTERNAL 0x80000000u

/* ---- reading ---- */

/* A part of a message, given by an offset from byte eight: FALSE when it is not inside. */
static BOOLEAN ReadExtent(_In_ UINT32 Offset, _In_ UINT32 Bytes, _In_ UINT32 MessageBytes,
                          _In_ UINT32 HeaderBytes, _Out_ UINT32* Begin) {
  *Begin = 0;
  if (Bytes == 0) {
    return TRUE;
  }
  if (Offset < HeaderBytes - RNDIS_HEADER_BYTES || Offset > MessageBytes - RNDIS_HEADER_BYTES ||
      Bytes > MessageBytes - RNDIS_HEADER_BYTES - Offset) {
    return FALSE;
  }
  *Begin = RNDIS_HEADER_BYTES + Offset;
  return TRUE;
}

BOOLEAN RndisReadPacket(_In_reads_bytes_(RNDIS_PACKET_HEADER_BYTES) const UINT8* Head, _In_ UINT32 Available,
                        _Out_ RNDIS_DATA* Data) {
  UINT32 Unused;

  RtlZeroMemory(Data, sizeof(*Data));
  if (Available < RNDIS_PACKET_HEADER_BYTES || Read32(Head) != RndisPacket) {
    return FALSE;
  }
  Data->MessageBytes = Read32(Head + 4);
  if (Data->MessageBytes < RNDIS_PACKET_HEADER_BYTES || Data->MessageBytes > Available) {
    return FALSE;
  }
  Data->DataBytes = Read32(Head + 12);
  Data->InfoBytes = Read32(Head + 32);
  return Data->DataBytes != 0 &&
         ReadExtent(Read32(Head + 8), Data->DataBytes, Data->MessageBytes, RNDIS_PACKET_HEADER_BYTES,
                    &Data->DataOffset) &&
         ReadExtent(Read32(Head + 16), Read32(Head + 20), Data->MessageBytes, RNDIS_PACKET_HEADER_BYTES,
                    &Unused) &&
         ReadExtent(Read32(Head + 28), Data->InfoBytes, Data->MessageBytes, RNDIS_PACKET_HEADER_BYTES,
                    &Data->InfoOffset);
}

static VOID TakeInfo(_In_ UINT32 Type, _In_ UINT32 Value, _Inout_ RNDIS_DATA* Data) {
  switch (Type) {
    case RndisInfoChecksum:
      Data->Checksum = Value;
      break;
    case RndisInfoLso:
      Data->Lso = Value;
      break;
    case RndisInfoVlan:
      Data->Vlan = Value;
      break;
    default:
      return;
  }
  Data->InfoPresent |= 1u << Type;
}

BOOLEAN RndisReadInfo(_In_reads_bytes_(Data->InfoBytes) const UINT8* Info, _Inout_ RNDIS_DATA* Data) {
  UINT32 Left = Data->InfoBytes;

  while (Left != 0) {
    UINT32 Size, Offset;

    if (Left < INFO_HEADER_BYTES) {
      return FALSE;
    }
    Size = Read32(Info);
    Offset = Read32(Info + 8);
    if (Size < INFO_HEADER_BYTES || Size > Left || Offset < INFO_HEADER_BYTES || Offset > Size) {
      return FALSE;
    }
    if ((Read32(Info + 4) & INFO_INTERNAL) == 0 && Size - Offset >= sizeof(UINT32)) {
      TakeInfo(Read32(Info + 4), Read32(Info + Offset), Data);
    }
    Info += Size;
    Left -= Size;
  }
  return TRUE;
}

/* A query or a set: an object number and a buffer. */
static BOOLEAN ReadObject(_In_reads_bytes_(MessageBytes) const UINT8* Message, _In_ UINT32 MessageBytes,
                          _Inout_ RNDIS_CONTROL* Control) {
  if (MessageBytes < 28) {
    return FALSE;
  }
  Control->Oid = Read32(Message + 12);
  Control->BufferBytes = Read32(Message + 16);
  if (Control->Type == RndisQuery && Control->BufferBytes > MessageBytes - 28) {
    return TRUE; /* some guests say how much they can take and send nothing */
  }
  return ReadExtent(Read32(Message + 20), Control->BufferBytes, MessageBytes, 28, &Control->BufferOffset);
}

BOOLEAN RndisReadControl(_In_reads_bytes_(Length) const UINT8* Message, _In_ UINT32 Length,
                         _Out_ RNDIS_CONTROL* Control) {
  UINT32 MessageBytes;

  RtlZeroMemory(Control, sizeof(*Control));
  if (Length < 12) {
    return FALSE;
  }
  Control->Type = Read32(Message);
  Control->RequestId = Read32(Message + 8);
  MessageBytes = Read32(Message + 4);
  if (MessageBytes < 12 || MessageBytes > Length) {
    return FALSE;
  }
  switch (Control->Type) {
    case RndisInitialize:
      if (MessageBytes < 24) {
        return FALSE;
      }
      Control->MaximumTransfer = Read32(Message + 20);
      return TRUE;
    case RndisQuery:
    case RndisSet:
      return ReadObject(Message, MessageBytes, Control);
    case RndisHalt:
    case RndisKeepalive:
      return TRUE;
    default:
      return FALSE;
  }
}

/* ---- writing ---- */

static UINT32 WriteHead(_In_ UINT32 Type, _In_ UINT32 Bytes, _Out_ UINT8* Message) {
  RtlZeroMemory(Message, Bytes);
  Write32(Message, Type);
  Write32(Message + 4, Bytes);
  return Bytes;
}

UINT32 RndisWritePacketHeader(_In_ UINT32 DataBytes,
                              _Out_writes_bytes_(RNDIS_PACKET_HEADER_BYTES) UINT8* Message) {
  WriteHead(RndisPacket, RNDIS_PACKET_HEADER_BYTES, Message);
  Write32(Message + 4, RNDIS_PACKET_HEADER_BYTES + DataBytes);
  Write32(Message + 8, RNDIS_PACKET_HEADER_BYTES - RNDIS_HEADER_BYTES);
  Write32(Message + 12, DataBytes);
  return RNDIS_PACKET_HEADER_BYTES;
}

UINT32 RndisWriteInitializeComplete(_In_ UINT32 RequestId, _In_ UINT32 MaximumTransfer,
                                    _Out_ UINT8* Message) {
  UINT32 Bytes = WriteHead(RndisInitialize | RNDIS_COMPLETE, 52, Message);

  Write32(Message + 8, RequestId);
  Write32(Message + 12, RNDIS_STATUS_SUCCESS);
  Write32(Message + 16, 1); /* version 1.0 */
  Write32(Message + 24, 1); /* connectionless */
  Write32(Message + 32, RNDIS_PACKETS_PER_MESSAGE);
  Write32(Message + 36, MaximumTransfer);
  Write32(Message + 40, RNDIS_ALIGNMENT_FACTOR);
  return Bytes;
}

UINT32 RndisWriteQueryComplete(_In_ UINT32 RequestId, _In_ UINT32 Status,
                               _In_reads_bytes_(Length) const VOID* Data, _In_ UINT32 Length,
                               _Out_ UINT8* Message) {
  UINT32 Bytes = WriteHead(RndisQuery | RNDIS_COMPLETE, 24 + Length, Message);

  Write32(Message + 8, RequestId);
  Write32(Message + 12, Status);
  Write32(Message + 16, Length);
  Write32(Message + 20, Length != 0 ? 16 : 0);
  RtlCopyMemory(Message + 24, Data, Length);
  return Bytes;
}

UINT32 RndisWriteComplete(_In_ RNDIS_TYPE Type, _In_ UINT32 RequestId, _In_ UINT32 Status,
                          _Out_ UINT8* Message) {
  UINT32 Bytes = WriteHead(Type | RNDIS_COMPLETE, 16, Message);

  Write32(Message + 8, RequestId);
  Write32(Message + 12, Status);
  return Bytes;
}

UINT32 RndisWriteStatus(_In_ UINT32 Status, _Out_ UINT8* Message) {
  UINT32 Bytes = WriteHead(RndisIndicateStatus, 20, Message);

  Write32(Message + 8, Status);
  return Bytes;
}
