/* SPDX-License-Identifier: Apache-2.0
 *
 * The callouts of the four ALE layers. A new connection is pended and asked about; one that is classified
 * again because the worker completed it gets its verdict; what this driver injected itself passes.
 */
#include "hold.h"

typedef struct HOLD_FIELDS_ {
  UINT16 LocalAddress, RemoteAddress, LocalPort, RemotePort, Protocol, Flags;
  UINT16 InterfaceIndex, SubInterfaceIndex, ReauthorizeReason;
  UINT8 IpVersion;
  BOOLEAN Inbound;
} HOLD_FIELDS;

#define HOLD_FIELDS_OF(Layer, Version, IsInbound)                                                           \
  {                                                                                                         \
    FWPS_FIELD_##Layer##_IP_LOCAL_ADDRESS, FWPS_FIELD_##Layer##_IP_REMOTE_ADDRESS,                          \
        FWPS_FIELD_##Layer##_IP_LOCAL_PORT, FWPS_FIELD_##Layer##_IP_REMOTE_PORT,                            \
        FWPS_FIELD_##Layer##_IP_PROTOCOL, FWPS_FIELD_##Layer##_FLAGS, FWPS_FIELD_##Layer##_INTERFACE_INDEX, \
        FWPS_FIELD_##Layer##_SUB_INTERFACE_INDEX, FWPS_FIELD_##Layer##_REAUTHORIZE_REASON, Version,         \
        IsInbound                                                                                           \
  }

static const HOLD_FIELDS HoldConnectV4 = HOLD_FIELDS_OF(ALE_AUTH_CONNECT_V4, 4, FALSE);
static const HOLD_FIELDS HoldConnectV6 = HOLD_FIELDS_OF(ALE_AUTH_CONNECT_V6, 6, FALSE);
static const HOLD_FIELDS HoldAcceptV4 = HOLD_FIELDS_OF(ALE_AUTH_RECV_ACCEPT_V4, 4, TRUE);
static const HOLD_FIELDS HoldAcceptV6 = HOLD_FIELDS_OF(ALE_AUTH_RECV_ACCEPT_V6, 6, TRUE);

static const HOLD_FIELDS* HoldFieldsOf(_In_ UINT16 LayerId) {
  switch (LayerId) {
    case FWPS_LAYER_ALE_AUTH_CONNECT_V4:
      return &HoldConnectV4;
    case FWPS_LAYER_ALE_AUTH_CONNECT_V6:
      return &HoldConnectV6;
    case FWPS_LAYER_ALE_AUTH_RECV_ACCEPT_V4:
      return &HoldAcceptV4;
    default:
      NT_ASSERT(LayerId == FWPS_LAYER_ALE_AUTH_RECV_ACCEPT_V6);
      return &HoldAcceptV6;
  }
}

static VOID HoldCopyAddress(_Out_writes_(16) UINT8* To, _In_ const FWP_VALUE0* From, _In_ UINT8 IpVersion) {
  if (IpVersion == 4) {
    UINT32 NetworkOrder = RtlUlongByteSwap(From->uint32); /* indicated in host order */
    RtlCopyMemory(To, &NetworkOrder, sizeof(NetworkOrder));
  } else if (From->type == FWP_BYTE_ARRAY16_TYPE) {
    RtlCopyMemory(To, From->byteArray16->byteArray16, 16);
  }
}

static VOID HoldFillQuestion(_In_ const FWPS_INCOMING_VALUES0* Values,
                             _In_ const FWPS_INCOMING_METADATA_VALUES0* Metadata,
                             _In_ const HOLD_FIELDS* Fields, _Out_ HOLD_QUESTION* Question) {
  const FWPS_INCOMING_VALUE0* Incoming = Values->incomingValue;
  LARGE_INTEGER Now;

  RtlZeroMemory(Question, sizeof(*Question));
  KeQuerySystemTime(&Now);
  Question->HeldSince = (UINT64)Now.QuadPart;
  Question->LayerId = Values->layerId;
  Question->IpVersion = Fields->IpVersion;
  Question->Inbound = Fields->Inbound;
  Question->Protocol = Incoming[Fields->Protocol].value.uint8;
  Question->LocalPort = Incoming[Fields->LocalPort].value.uint16;
  Question->RemotePort = Incoming[Fields->RemotePort].value.uint16;
  HoldCopyAddress(Question->LocalAddress, &Incoming[Fields->LocalAddress].value, Fields->IpVersion);
  HoldCopyAddress(Question->RemoteAddress, &Incoming[Fields->RemoteAddress].value, Fields->IpVersion);
  if (FWPS_IS_METADATA_FIELD_PRESENT(Metadata, FWPS_METADATA_FIELD_PROCESS_ID)) {
    Question->ProcessId = Metadata->processId;
  }
}

static BOOLEAN HoldIsOwnPacket(_In_opt_ const NET_BUFFER_LIST* NetBufferList,
                               _In_ const HOLD_FIELDS* Fields) {
  FWPS_PACKET_INJECTION_STATE State;

  if (NetBufferList == NULL) {
    return FALSE;
  }
  State = FwpsQueryPacketInjectionState0(Hold.InjectionHandle[Fields->IpVersion == 4 ? 0 : 1], NetBufferList,
                                         NULL);
  return (BOOLEAN)(State == FWPS_PACKET_INJECTED_BY_SELF || State == FWPS_PACKET_PREVIOUSLY_INJECTED_BY_SELF);
}

static VOID HoldPermit(_In_ const FWPS_FILTER1* Filter, _Inout_ FWPS_CLASSIFY_OUT0* ClassifyOut) {
  ClassifyOut->actionType = FWP_ACTION_PERMIT;
  if (Filter->flags & FWPS_FILTER_FLAG_CLEAR_ACTION_RIGHT) {
    ClassifyOut->rights &= ~FWPS_RIGHT_ACTION_WRITE;
  }
}

static VOID HoldBlock(_Inout_ FWPS_CLASSIFY_OUT0* ClassifyOut) {
  ClassifyOut->actionType = FWP_ACTION_BLOCK;
  ClassifyOut->rights &= ~FWPS_RIGHT_ACTION_WRITE;
}

static VOID HoldKeepPacket(_In_ const FWPS_INCOMING_VALUES0* Values,
                           _In_ const FWPS_INCOMING_METADATA_VALUES0* Metadata,
                           _In_ const HOLD_FIELDS* Fields, _In_opt_ NET_BUFFER_LIST* NetBufferList,
                           _Inout_ HOLD_PENDING* Pending) {
  Pending->EndpointHandle = Metadata->transportEndpointHandle;
  Pending->CompartmentId = (COMPARTMENT_ID)Metadata->compartmentId;
  Pending->RemoteScopeId = Metadata->remoteScopeId;
  if (NetBufferList == NULL) {
    return; /* TCP connect: the stack makes the SYN when it is let through */
  }
  Pending->InterfaceIndex = Values->incomingValue[Fields->InterfaceIndex].value.uint32;
  Pending->SubInterfaceIndex = Values->incomingValue[Fields->SubInterfaceIndex].value.uint32;
  Pending->IpHeaderSize = Metadata->ipHeaderSize;
  Pending->TransportHeaderSize = Metadata->transportHeaderSize;
  Pending->DataOffset = NET_BUFFER_DATA_OFFSET(NET_BUFFER_LIST_FIRST_NB(NetBufferList));
  /* Alive beyond this classify; cloned by the worker if the answer is yes. */
  FwpsReferenceNetBufferList0(NetBufferList, TRUE);
  Pending->NetBufferList = NetBufferList;
}

/* A new connection. On any failure it is blocked: nobody was asked, so nobody said yes. */
static VOID HoldPend(_In_ const FWPS_INCOMING_VALUES0* Values,
                     _In_ const FWPS_INCOMING_METADATA_VALUES0* Metadata, _In_ const HOLD_FIELDS* Fields,
                     _In_opt_ NET_BUFFER_LIST* NetBufferList, _Inout_ FWPS_CLASSIFY_OUT0* ClassifyOut) {
  HOLD_PENDING* Pending;
  NTSTATUS Status;

  HoldBlock(ClassifyOut);
  if (!FWPS_IS_METADATA_FIELD_PRESENT(Metadata, FWPS_METADATA_FIELD_COMPLETION_HANDLE)) {
    return;
  }
  Pending = HoldAllocatePending();
  if (Pending == NULL) {
    return;
  }
  HoldFillQuestion(Values, Metadata, Fields, &Pending->Question);
  Status = FwpsPendOperation0(Metadata->completionHandle, &Pending->CompletionContext);
  if (!NT_SUCCESS(Status)) {
    HoldFreePending(Pending);
    return;
  }
  HoldKeepPacket(Values, Metadata, Fields, NetBufferList, Pending);
  ClassifyOut->flags |= FWPS_CLASSIFY_OUT_FLAG_ABSORB;
  if (!HoldInsertPending(Pending)) {
    /* Unloading: complete it at once. This classify is still running, so the engine does that after it. */
    FwpsCompleteOperation0(Pending->CompletionContext, NULL);
    HoldFreePending(Pending);
    return;
  }
  HoldWakeWorker();
}

VOID NTAPI HoldClassify(_In_ const FWPS_INCOMING_VALUES0* Values,
                        _In_ const FWPS_INCOMING_METADATA_VALUES0* Metadata, _Inout_opt_ VOID* LayerData,
                        _In_opt_ const VOID* ClassifyContext, _In_ const FWPS_FILTER1* Filter,
                        _In_ UINT64 FlowContext, _Inout_ FWPS_CLASSIFY_OUT0* ClassifyOut) {
  const HOLD_FIELDS* Fields = HoldFieldsOf(Values->layerId);
  NET_BUFFER_LIST* NetBufferList = (NET_BUFFER_LIST*)LayerData;
  HOLD_QUESTION Tuple;
  UINT32 Verdict;

  UNREFERENCED_PARAMETER(ClassifyContext);
  UNREFERENCED_PARAMETER(FlowContext);

  if ((ClassifyOut->rights & FWPS_RIGHT_ACTION_WRITE) == 0) {
    return; /* somebody decided, or holds it */
  }
  if (HoldIsOwnPacket(NetBufferList, Fields)) {
    HoldPermit(Filter, ClassifyOut);
    return;
  }
  if (Values->incomingValue[Fields->Flags].value.uint32 & FWP_CONDITION_FLAG_IS_REAUTHORIZE) {
    BOOLEAN Completed = (BOOLEAN)(Values->incomingValue[Fields->ReauthorizeReason].value.uint32 ==
                                  FWP_CONDITION_REAUTHORIZE_REASON_CLASSIFY_COMPLETION);

    HoldFillQuestion(Values, Metadata, Fields, &Tuple);
    if (!HoldDecide(&Tuple, &Verdict)) {
      /* Not ours to decide: allowed long ago, or pended by somebody else, or by us while unloading. */
      Verdict = Completed && Hold.Unloading ? HOLD_VERDICT_BLOCK : HOLD_VERDICT_PERMIT;
    }
    if (Verdict == HOLD_VERDICT_BLOCK) {
      HoldBlock(ClassifyOut);
    } else {
      HoldPermit(Filter, ClassifyOut);
    }
    return;
  }
  switch (Hold.DefaultVerdict) {
    case HOLD_VERDICT_PERMIT:
      HoldPermit(Filter, ClassifyOut);
      break;
    case HOLD_VERDICT_BLOCK:
      HoldBlock(ClassifyOut);
      break;
    default:
      HoldPend(Values, Metadata, Fields, NetBufferList, ClassifyOut);
      break;
  }
}

NTSTATUS NTAPI HoldNotify(_In_ FWPS_CALLOUT_NOTIFY_TYPE Type, _In_ const GUID* FilterKey,
                          _Inout_ FWPS_FILTER1* Filter) {
  UNREFERENCED_PARAMETER(Type);
  UNREFERENCED_PARAMETER(FilterKey);
  UNREFERENCED_PARAMETER(Filter);
  return STATUS_SUCCESS;
}
