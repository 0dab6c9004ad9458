/* SPDX-License-Identifier: Apache-2.0
 *
 * RNDIS messages: reading what a guest says and writing what it is told. Offsets inside a message count from its
 * eighth byte. Reading works on copies only: nothing here looks at memory that the guest can still change.
 */
#pragma once

#include <ntddk.h>

#define RNDIS_HEADER_BYTES 8
#define RNDIS_PACKET_HEADER_BYTES 44 /* type, length and nine words */
#define RNDIS_CONTROL_MAXIMUM 4096

/* What we announce: messages back to back in one packet, aligned to eight bytes. */
#define RNDIS_PACKETS_PER_MESSAGE 8
#define RNDIS_ALIGNMENT_FACTOR 3

typedef enum RNDIS_TYPE_ {
  RndisPacket = 1,
  RndisInitialize = 2,
  RndisHalt = 3,
  RndisQuery = 4,
  RndisSet = 5,
  RndisReset = 6,
  RndisIndicateStatus = 7,
  RndisKeepalive = 8
} RNDIS_TYPE;

#define RNDIS_COMPLETE 0x80000000u

#define RNDIS_STATUS_SUCCESS 0x00000000u
#define RNDIS_STATUS_NOT_SUPPORTED 0xC00000BBu
#define RNDIS_STATUS_INVALID_DATA 0xC0010015u
#define RNDIS_STATUS_INVALID_LENGTH 0xC0010014u
#define RNDIS_STATUS_MEDIA_CONNECT 0x4001000Bu
#define RNDIS_STATUS_MEDIA_DISCONNECT 0x4001000Cu

/* Information about a packet that travels with it. */
typedef enum RNDIS_INFO_TYPE_ {
  RndisInfoChecksum = 0,
  RndisInfoLso = 2,
  RndisInfoVlan = 6,
  RndisInfoHashValue = 8,
  RndisInfoHashKind = 9
} RNDIS_INFO_TYPE;

typedef struct RNDIS_DATA_ {
  UINT32 MessageBytes; /* where the next message begins */
  UINT32 DataOffset;   /* from the beginning of the message */
  UINT32 DataBytes;
  UINT32 InfoOffset;
  UINT32 InfoBytes;
  UINT32 InfoPresent; /* bits by RNDIS_INFO_TYPE */
  UINT32 Checksum;
  UINT32 Lso;
  UINT32 Vlan; /* priority: 3 bits, format: 1, number: 12 */
} RNDIS_DATA;

/* The number of the VLAN that a packet is on; 0: none, or a priority and no more. */
FORCEINLINE UINT32 RndisVlanNumber(_In_ const RNDIS_DATA* Data) { return (Data->Vlan >> 4) & 0xFFF; }

typedef struct RNDIS_CONTROL_ {
  UINT32 Type;
  UINT32 RequestId;
  UINT32 Oid;
  UINT32 BufferOffset; /* from the beginning of the message */
  UINT32 BufferBytes;
  UINT32 MaximumTransfer;
} RNDIS_CONTROL;

/* Head: the first bytes of a message of which Available bytes are there. FALSE: it makes no sense. */
BOOLEAN RndisReadPacket(_In_reads_bytes_(RNDIS_PACKET_HEADER_BYTES) const UINT8* Head, _In_ UINT32 Available,
                        _Out_ RNDIS_DATA* Data);
/* Info: the InfoBytes that RndisReadPacket found. */
BOOLEAN RndisReadInfo(_In_reads_bytes_(Data->InfoBytes) const UINT8* Info, _Inout_ RNDIS_DATA* Data);

BOOLEAN RndisReadControl(_In_reads_bytes_(Length) const UINT8* Message, _In_ UINT32 Length,
                         _Out_ RNDIS_CONTROL* Control);

/* These return the length of what they wrote; it fits RNDIS_CONTROL_MAXIMUM. */
UINT32 RndisWritePacketHeader(_In_ UINT32 DataBytes,
                              _Out_writes_bytes_(RNDIS_PACKET_HEADER_BYTES) UINT8* Message);
UINT32 RndisWriteInitializeComplete(_In_ UINT32 RequestId, _In_ UINT32 MaximumTransfer, _Out_ UINT8* Message);
UINT32 RndisWriteQueryComplete(_In_ UINT32 RequestId, _In_ UINT32 Status,
                               _In_reads_bytes_(Length) const VOID* Data, _In_ UINT32 Length,
                               _Out_ UINT8* Message);
UINT32 RndisWriteComplete(_In_ RNDIS_TYPE Type, _In_ UINT32 RequestId, _In_ UINT32 Status,
                          _Out_ UINT8* Message);
UINT32 RndisWriteStatus(_In_ UINT32 Status, _Out_ UINT8* Message);
