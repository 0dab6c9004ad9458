/* SPDX-License-Identifier: Apache-2.0 */
#include "nvsp.h"

/* Of the receive buffer: what a frame needs beside itself, and what an old guest writes past its end. */
#define ALLOCATION_EXTRA_BYTES (256 + 36)
#define ALLOCATION_ALIGNMENT 64
#define DEFAULT_MTU 1514
#define MTU_MAXIMUM (64 * 1024)

static const UINT32 KnownVersions[] = {0x60001, 0x60000, 0x50000, 0x40000, 0x30002, 0x00002};

#define VERSION_2 0x30002u /* the first that has a configuration message */

VOID NvspBegin(_Out_ NVSP_SESSION* Session) {
  RtlZeroMemory(Session, sizeof(*Session));
  Session->Mtu = DEFAULT_MTU;
}

BOOLEAN NvspIsReady(_In_ const NVSP_SESSION* Session) {
  return Session->Version != 0 && (Session->HaveNdisConfig || Session->Version < VERSION_2) &&
         Session->HaveNdisVersion && Session->HaveReceiveBuffer;
}

/* What each message must at least carry behind its type, in bytes; 0: a guest may not send it. */
static UINT32 BodyBytes(_In_ UINT32 Type) {
  switch (Type) {
    case NvspInit:
    case NvspSendNdisVersion:
    case NvspSubchannel:
      return 8;
    case NvspSendReceiveBuffer:
    case NvspSendSendBuffer:
      return 6;
    case NvspRevokeReceiveBuffer:
    case NvspRevokeSendBuffer:
      return 2;
    case NvspSendRndisPacket:
      return 12;
    case NvspSendNdisConfig:
      return 16;
    case NvspSwitchDataPath:
      return 4;
    default:
      return 0;
  }
}

static BOOLEAN ReadMessage(_In_reads_bytes_(Length) const VOID* Buffer, _In_ UINT32 Length,
                           _Out_ NVSP_MESSAGE* Message) {
  UINT32 Needed;

  RtlZeroMemory(Message, sizeof(*Message));
  if (Length < sizeof(Message->Type)) {
    return FALSE;
  }
  RtlCopyMemory(Message, Buffer, min(Length, (UINT32)sizeof(*Message)));
  Needed = BodyBytes(Message->Type);
  return Needed != 0 && Length >= sizeof(Message->Type) + Needed;
}

static VOID WriteAnswer(_In_ UINT32 Type, _Out_ NVSP_MESSAGE* Answer) {
  RtlZeroMemory(Answer, sizeof(*Answer));
  Answer->Type = Type;
}

/* ---- negotiating ---- */

static VOID ReceiveInit(_Inout_ NVSP_SESSION* Session, _In_ const NVSP_MESSAGE* Message,
                        _Out_ NVSP_MESSAGE* Answer) {
  UINT32 Lowest = min(Message->Word[0], Message->Word[1]);
  UINT32 Highest = max(Message->Word[0], Message->Word[1]);
  UINT32 Index;

  WriteAnswer(NvspInitComplete, Answer);
  Answer->Word[0] = 2; /* of the first version; nobody reads it any more */
  Answer->Word[1] = NVSP_MDL_CHAIN_MAXIMUM;
  Answer->Word[2] = NvspStatusFailure;
  if (Session->Version != 0) {
    return;
  }
  for (Index = 0; Index < ARRAYSIZE(KnownVersions); Index += 1) {
    if (KnownVersions[Index] >= Lowest && KnownVersions[Index] <= Highest) {
      Session->Version = KnownVersions[Index];
      Answer->Word[2] = NvspStatusSuccess;
      return;
    }
  }
}

static VOID ReceiveNdisConfig(_Inout_ NVSP_SESSION* Session, _In_ const NVSP_MESSAGE* Message) {
  /* Nothing answers this message. A size that cannot be is not believed, and the receive buffer, once it has been cut,
   * stays as it is. */
  if (!Session->HaveReceiveBuffer && Message->Word[0] >= 68 && Message->Word[0] <= MTU_MAXIMUM) {
    Session->Mtu = Message->Word[0];
  }
  Session->Capabilities = Message->Word[2];
  Session->HaveNdisConfig = TRUE;
}

static VOID ReceiveNdisVersion(_Inout_ NVSP_SESSION* Session, _In_ const NVSP_MESSAGE* Message) {
  Session->NdisMajor = Message->Word[0];
  Session->NdisMinor = Message->Word[1];
  Session->HaveNdisVersion = TRUE;
}

/* ---- buffers ---- */

static VOID RefuseBuffer(_In_ UINT32 AnswerType, _Out_ NVSP_REQUEST* Request, _Out_ NVSP_MESSAGE* Answer) {
  Request->Action = NvspActionAnswer;
  WriteAnswer(AnswerType, Answer);
  Answer->Word[0] = NvspStatusFailure;
}

static VOID ReceiveBufferOffer(_In_ const NVSP_SESSION* Session, _In_ const NVSP_MESSAGE* Message,
                               _Out_ NVSP_REQUEST* Request, _Out_ NVSP_MESSAGE* Answer) {
  BOOLEAN IsReceive = Message->Type == NvspSendReceiveBuffer;

  if (Session->Version == 0 || (IsReceive ? Session->HaveReceiveBuffer : Session->HaveSendBuffer)) {
    RefuseBuffer(IsReceive ? NvspSendReceiveBufferComplete : NvspSendSendBufferComplete, Request, Answer);
    return;
  }
  Request->Action = IsReceive ? NvspActionMapReceiveBuffer : NvspActionMapSendBuffer;
  Request->Gpadl = Message->Word[0];
}

VOID NvspReceiveBufferMapped(_Inout_ NVSP_SESSION* Session, _In_ UINT32 Gpadl, _In_ UINT32 BufferBytes,
                             _Out_ NVSP_MESSAGE* Answer) {
  UINT32 Bytes =
      (Session->Mtu + ALLOCATION_EXTRA_BYTES + ALLOCATION_ALIGNMENT - 1) & ~(ALLOCATION_ALIGNMENT - 1u);
  UINT32 Count = BufferBytes / Bytes;

  WriteAnswer(NvspSendReceiveBufferComplete, Answer);
  if (Count == 0) {
    Answer->Word[0] = NvspStatusFailure;
    return;
  }
  Session->ReceiveGpadl = Gpadl;
  Session->AllocationBytes = Bytes;
  Session->AllocationCount = Count;
  Session->HaveReceiveBuffer = TRUE;
  Answer->Word[0] = NvspStatusSuccess;
  Answer->Word[1] = 1;
  Answer->Word[2] = 0;
  Answer->Word[3] = Bytes;
  Answer->Word[4] = Count;
  Answer->Word[5] = Count * Bytes;
}

VOID NvspSendBufferMapped(_Inout_ NVSP_SESSION* Session, _In_ UINT32 Gpadl, _In_ UINT32 BufferBytes,
                          _Out_ NVSP_MESSAGE* Answer) {
  WriteAnswer(NvspSendSendBufferComplete, Answer);
  Answer->Word[1] = NVSP_SECTION_BYTES;
  if (BufferBytes < NVSP_SECTION_BYTES) {
    Answer->Word[0] = NvspStatusFailure;
    return;
  }
  Session->SendGpadl = Gpadl;
  Session->SectionCount = BufferBytes / NVSP_SECTION_BYTES;
  Session->HaveSendBuffer = TRUE;
  Answer->Word[0] = NvspStatusSuccess;
}

static VOID ReceiveRevocation(_Inout_ NVSP_SESSION* Session, _In_ const NVSP_MESSAGE* Message,
                              _Out_ NVSP_REQUEST* Request) {
  if (Message->Type == NvspRevokeReceiveBuffer && Session->HaveReceiveBuffer) {
    Session->HaveReceiveBuffer = FALSE;
    Request->Action = NvspActionUnmapReceiveBuffer;
    Request->Gpadl = Session->ReceiveGpadl;
  } else if (Message->Type == NvspRevokeSendBuffer && Session->HaveSendBuffer) {
    Session->HaveSendBuffer = FALSE;
    Session->SectionCount = 0;
    Request->Action = NvspActionUnmapSendBuffer;
    Request->Gpadl = Session->SendGpadl;
  }
}

/* ---- packets and channels ---- */

static VOID ReceiveRndis(_In_ const NVSP_SESSION* Session, _In_ const NVSP_MESSAGE* Message,
                         _Out_ NVSP_REQUEST* Request, _Out_ NVSP_MESSAGE* Answer) {
  UINT32 Section = Message->Word[1];
  BOOLEAN InSection = Section != NVSP_NO_SECTION;

  if (!NvspIsReady(Session) || Message->Word[0] > 1 ||
      (InSection && (Section >= Session->SectionCount || Message->Word[2] > NVSP_SECTION_BYTES))) {
    Request->Action = NvspActionAnswer;
    NvspWriteRndisComplete(NvspStatusFailure, Answer);
    return;
  }
  Request->Action = NvspActionRndis;
  Request->IsControl = Message->Word[0] == 1;
  Request->Section = Section;
  Request->Bytes = InSection ? Message->Word[2] : 0;
}

static VOID ReceiveSubchannels(_In_ const NVSP_SESSION* Session, _In_ const NVSP_MESSAGE* Message,
                               _Out_ NVSP_REQUEST* Request, _Out_ NVSP_MESSAGE* Answer) {
  if (Message->Word[0] != 1 || Message->Word[1] == 0 || Session->Subchannels != 0 || !NvspIsReady(Session)) {
    Request->Action = NvspActionAnswer;
    WriteAnswer(NvspSubchannel, Answer);
    Answer->Word[0] = NvspStatusFailure;
    return;
  }
  Request->Action = NvspActionSubchannels;
  Request->Count = Message->Word[1];
}

VOID NvspSubchannelsOffered(_Inout_ NVSP_SESSION* Session, _In_ UINT32 Count, _Out_ NVSP_MESSAGE* Answer) {
  WriteAnswer(NvspSubchannel, Answer);
  Session->Subchannels = Count;
  Answer->Word[0] = NvspStatusSuccess;
  Answer->Word[1] = Count;
}

static VOID ReceiveDataPath(_Inout_ NVSP_SESSION* Session, _In_ const NVSP_MESSAGE* Message,
                            _Out_ NVSP_MESSAGE* Answer) {
  Session->UsesVirtualFunction = Message->Word[0] != 0;
  WriteAnswer(NvspSwitchDataPath, Answer);
  Answer->Word[0] = Message->Word[0];
}

VOID NvspReceive(_Inout_ NVSP_SESSION* Session, _In_reads_bytes_(Length) const VOID* Buffer,
                 _In_ UINT32 Length, _Out_ NVSP_REQUEST* Request, _Out_ NVSP_MESSAGE* Answer) {
  NVSP_MESSAGE Message;

  RtlZeroMemory(Request, sizeof(*Request));
  RtlZeroMemory(Answer, sizeof(*Answer));
  Request->Action = NvspActionNone;
  if (!ReadMessage(Buffer, Length, &Message)) {
    return;
  }
  switch (Message.Type) {
    case NvspInit:
      Request->Action = NvspActionAnswer;
      ReceiveInit(Session, &Message, Answer);
      break;
    case NvspSendNdisConfig:
      ReceiveNdisConfig(Session, &Message);
      break;
    case NvspSendNdisVersion:
      ReceiveNdisVersion(Session, &Message);
      break;
    case NvspSendReceiveBuffer:
    case NvspSendSendBuffer:
      ReceiveBufferOffer(Session, &Message, Request, Answer);
      break;
    case NvspRevokeReceiveBuffer:
    case NvspRevokeSendBuffer:
      ReceiveRevocation(Session, &Message, Request);
      break;
    case NvspSendRndisPacket:
      ReceiveRndis(Session, &Message, Request, Answer);
      break;
    case NvspSubchannel:
      ReceiveSubchannels(Session, &Message, Request, Answer);
      break;
    case NvspSwitchDataPath:
      Request->Action = NvspActionAnswer;
      ReceiveDataPath(Session, &Message, Answer);
      break;
    default:
      break;
  }
}

VOID NvspWriteRndis(_In_ BOOLEAN IsControl, _Out_ NVSP_MESSAGE* Message) {
  WriteAnswer(NvspSendRndisPacket, Message);
  Message->Word[0] = IsControl ? 1 : 0;
  Message->Word[1] = NVSP_NO_SECTION;
}

VOID NvspWriteRndisComplete(_In_ NVSP_STATUS Status, _Out_ NVSP_MESSAGE* Message) {
  WriteAnswer(NvspSendRndisPacketComplete, Message);
  Message->Word[0] = Status;
}

VOID NvspWriteIndirectionTable(_In_reads_(NVSP_INDIRECTION_ENTRIES) const UINT32* Channels,
                               _Out_writes_bytes_(NVSP_INDIRECTION_BYTES) UINT8* Message) {
  NVSP_MESSAGE Head;

  WriteAnswer(NvspSendIndirectionTable, &Head);
  Head.Word[0] = NVSP_INDIRECTION_ENTRIES;
  Head.Word[1] =
      NVSP_MESSAGE_BYTES; /* where guests look for it in a message of this length, whatever it says */
  RtlCopyMemory(Message, &Head, sizeof(Head));
  RtlCopyMemory(Message + NVSP_MESSAGE_BYTES, Channels, NVSP_INDIRECTION_ENTRIES * sizeof(UINT32));
}
