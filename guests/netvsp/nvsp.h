/* SPDX-License-Identifier: Apache-2.0
 *
 * NVSP: what the two ends of a network channel say to each other about versions, buffers and packets. This unit knows
 * the messages and the order in which a guest may say them; it touches no channel and no memory but its own.
 */
#pragma once

#include <ntddk.h>

/* Always all of it, in answers too: peers measure answers against the older, shorter form. */
#define NVSP_MESSAGE_BYTES 40

#define NVSP_RECEIVE_BUFFER_ID 0xCAFE
#define NVSP_NO_SECTION 0xFFFFFFFFu
#define NVSP_SECTION_BYTES 6144
#define NVSP_MDL_CHAIN_MAXIMUM 34

typedef enum NVSP_TYPE_ {
  NvspInit = 1,
  NvspInitComplete = 2,
  NvspSendNdisVersion = 100,
  NvspSendReceiveBuffer = 101,
  NvspSendReceiveBufferComplete = 102,
  NvspRevokeReceiveBuffer = 103,
  NvspSendSendBuffer = 104,
  NvspSendSendBufferComplete = 105,
  NvspRevokeSendBuffer = 106,
  NvspSendRndisPacket = 107,
  NvspSendRndisPacketComplete = 108,
  NvspSendNdisConfig = 125,
  NvspSendVfAssociation = 128,
  NvspSwitchDataPath = 129,
  NvspSubchannel = 133,
  NvspSendIndirectionTable = 134
} NVSP_TYPE;

typedef enum NVSP_STATUS_ {
  NvspStatusNone = 0,
  NvspStatusSuccess = 1,
  NvspStatusFailure = 2,
  NvspStatusInvalidRndis = 5,
  NvspStatusBusy = 6
} NVSP_STATUS;

/* As on the wire, in one shape for all types: words after the type. */
typedef struct NVSP_MESSAGE_ {
  UINT32 Type;
  UINT32 Word[9];
} NVSP_MESSAGE;
C_ASSERT(sizeof(NVSP_MESSAGE) == NVSP_MESSAGE_BYTES);

typedef enum NVSP_ACTION_ {
  NvspActionAnswer,           /* send the answer */
  NvspActionNone,             /* complete without a message */
  NvspActionMapReceiveBuffer, /* map Gpadl, then NvspReceiveBufferMapped */
  NvspActionMapSendBuffer,    /* map Gpadl, then NvspSendBufferMapped */
  NvspActionUnmapReceiveBuffer,
  NvspActionUnmapSendBuffer,
  NvspActionRndis,      /* Section, Bytes and IsControl say where the messages are */
  NvspActionSubchannels /* offer up to Count, then NvspSubchannelsOffered */
} NVSP_ACTION;

typedef struct NVSP_REQUEST_ {
  NVSP_ACTION Action;
  UINT32 Gpadl;
  UINT32 Section;
  UINT32 Bytes;
  UINT32 Count;
  BOOLEAN IsControl;
} NVSP_REQUEST;

/* What has been agreed with one guest. Plain memory: it is saved and restored as it stands. */
typedef struct NVSP_SESSION_ {
  UINT32 Version; /* 0: none yet */
  UINT32 Mtu;     /* as the guest said it, with the Ethernet header */
  UINT32 Capabilities;
  UINT32 NdisMajor;
  UINT32 NdisMinor;
  UINT32 ReceiveGpadl;
  UINT32 SendGpadl;
  UINT32 SectionCount; /* of the send buffer */
  UINT32 AllocationBytes;
  UINT32 AllocationCount; /* of the receive buffer */
  UINT32 Subchannels;
  BOOLEAN HaveNdisConfig;
  BOOLEAN HaveNdisVersion;
  BOOLEAN HaveReceiveBuffer;
  BOOLEAN HaveSendBuffer;
  BOOLEAN UsesVirtualFunction;
} NVSP_SESSION;

VOID NvspBegin(_Out_ NVSP_SESSION* Session);
BOOLEAN NvspIsReady(_In_ const NVSP_SESSION* Session);

/* Takes a message of the guest. Answer is filled for NvspActionAnswer. */
VOID NvspReceive(_Inout_ NVSP_SESSION* Session, _In_reads_bytes_(Length) const VOID* Buffer,
                 _In_ UINT32 Length, _Out_ NVSP_REQUEST* Request, _Out_ NVSP_MESSAGE* Answer);

/* BufferBytes 0: it could not be mapped. */
VOID NvspReceiveBufferMapped(_Inout_ NVSP_SESSION* Session, _In_ UINT32 Gpadl, _In_ UINT32 BufferBytes,
                             _Out_ NVSP_MESSAGE* Answer);
VOID NvspSendBufferMapped(_Inout_ NVSP_SESSION* Session, _In_ UINT32 Gpadl, _In_ UINT32 BufferBytes,
                          _Out_ NVSP_MESSAGE* Answer);
VOID NvspSubchannelsOffered(_Inout_ NVSP_SESSION* Session, _In_ UINT32 Count, _Out_ NVSP_MESSAGE* Answer);

VOID NvspWriteRndis(_In_ BOOLEAN IsControl, _Out_ NVSP_MESSAGE* Message);
VOID NvspWriteRndisComplete(_In_ NVSP_STATUS Status, _Out_ NVSP_MESSAGE* Message);

#define NVSP_INDIRECTION_ENTRIES 16
#define NVSP_INDIRECTION_BYTES (NVSP_MESSAGE_BYTES + NVSP_INDIRECTION_ENTRIES * 4)
VOID NvspWriteIndirectionTable(_In_reads_(NVSP_INDIRECTION_ENTRIES) const UINT32* Channels,
                               _Out_writes_bytes_(NVSP_INDIRECTION_BYTES) UINT8* Message);
