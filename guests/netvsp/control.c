/* SPDX-License-Identifier: Apache-2.0
 *
 * RNDIS control messages. The envelope is completed first, then the answer follows in an envelope of ours.
 */
#include "provider.h"

static VOID CompleteEnvelope(_In_ VMBPACKETCOMPLETION Packet, _In_ NVSP_STATUS Status) {
  NVSP_MESSAGE Answer;

  NvspWriteRndisComplete(Status, &Answer);
  VmbChannelPacketComplete(Packet, &Answer, sizeof(Answer));
}

static UINT32 AnswerQuery(_In_ const RNDIS_CONTROL* Control, _In_ const UINT8* Message, _Out_ UINT8* Answer) {
  UINT8 Object[OID_ANSWER_MAXIMUM];
  const UINT8* In = Control->BufferOffset != 0 ? Message + Control->BufferOffset : NULL;
  UINT32 Length;
  UINT32 Status = OidQuery(&Netvsp.Adapter, Control->Oid, In, Control->BufferBytes, Object, &Length);

  return RndisWriteQueryComplete(Control->RequestId, Status, Object, Length, Answer);
}

/* Under the lock: once a closed filter is answered, no frame is on its way any more (V-NET-7). */
static UINT32 Set(_In_ UINT32 Oid, _In_reads_bytes_(Length) const UINT8* Value, _In_ UINT32 Length) {
  UINT32 Status;
  KIRQL Irql;

  KeAcquireSpinLock(&Netvsp.ReceiveLock, &Irql);
  Status = OidSet(&Netvsp.Adapter, Oid, Value, Length);
  KeReleaseSpinLock(&Netvsp.ReceiveLock, Irql);
  return Status;
}

VOID NetvspCloseFilter(VOID) {
  UINT32 Closed = 0;

  (VOID) Set(OID_GEN_CURRENT_PACKET_FILTER, (const UINT8*)&Closed, sizeof(Closed));
}

/* The answer's length; 0: none is due. */
static UINT32 AnswerTo(_In_ const RNDIS_CONTROL* Control, _In_ const UINT8* Message, _Out_ UINT8* Answer) {
  switch (Control->Type) {
    case RndisInitialize:
      return RndisWriteInitializeComplete(Control->RequestId,
                                          min(Control->MaximumTransfer, NETVSP_LARGEST_TRANSFER), Answer);
    case RndisQuery:
      return AnswerQuery(Control, Message, Answer);
    case RndisSet:
      return RndisWriteComplete(RndisSet, Control->RequestId,
                                Set(Control->Oid, Message + Control->BufferOffset, Control->BufferBytes),
                                Answer);
    case RndisKeepalive:
      return RndisWriteComplete(RndisKeepalive, Control->RequestId, RNDIS_STATUS_SUCCESS, Answer);
    default:
      NetvspCloseFilter();
      return 0;
  }
}

VOID NetvspControl(_In_ VMBPACKETCOMPLETION Packet, _In_ const BYTE_SOURCE* Source) {
  UINT32 Length = min(Source->Length, (UINT32)RNDIS_CONTROL_MAXIMUM);
  UINT8* Message = ExAllocatePool2(POOL_FLAG_NON_PAGED, 2 * RNDIS_CONTROL_MAXIMUM, NETVSP_POOL_TAG);
  UINT8* Answer = Message + RNDIS_CONTROL_MAXIMUM;
  RNDIS_CONTROL Control;

  NetvspCount(&Netvsp.Counts.ControlMessages, 1);
  if (Message == NULL) {
    CompleteEnvelope(Packet, NvspStatusFailure);
    return;
  }
  if (ByteSourceCopy(Source, 0, Message, Length) && RndisReadControl(Message, Length, &Control)) {
    CompleteEnvelope(Packet, NvspStatusSuccess);
    Length = AnswerTo(&Control, Message, Answer);
    if (Length != 0) {
      NetvspSendControl(Answer, Length);
    }
  } else {
    CompleteEnvelope(Packet, NvspStatusInvalidRndis);
  }
  ExFreePoolWithTag(Message, NETVSP_POOL_TAG);
}
