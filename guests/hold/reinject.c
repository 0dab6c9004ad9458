/* SPDX-License-Identifier: Apache-2.0
 *
 * A pended packet is gone once the classify has returned. What the driver kept by reference is cloned here
 * and put back where it was: on the send path with its transport header, on the receive path from the IP
 * header up.
 */
#include "hold.h"

static VOID NTAPI HoldInjectComplete(_In_ VOID* Context, _Inout_ NET_BUFFER_LIST* NetBufferList,
                                     _In_ BOOLEAN DispatchLevel) {
  UNREFERENCED_PARAMETER(Context);
  UNREFERENCED_PARAMETER(DispatchLevel);
  FwpsFreeCloneNetBufferList0(NetBufferList, 0);
}

/* What was injected with send parameters pointed into the entry until now. */
static VOID NTAPI HoldSendComplete(_In_ VOID* Context, _Inout_ NET_BUFFER_LIST* NetBufferList,
                                   _In_ BOOLEAN DispatchLevel) {
  HoldInjectComplete(NULL, NetBufferList, DispatchLevel);
  HoldFreePending((HOLD_PENDING*)Context);
}

static ADDRESS_FAMILY HoldFamily(_In_ const HOLD_PENDING* Pending) {
  return (ADDRESS_FAMILY)(Pending->Question.IpVersion == 4 ? AF_INET : AF_INET6);
}

static HANDLE HoldInjectionHandle(_In_ const HOLD_PENDING* Pending) {
  return Hold.InjectionHandle[Pending->Question.IpVersion == 4 ? 0 : 1];
}

/* An outbound datagram: the reference starts at the transport header, as it was indicated. On success the
 * entry belongs to the injection: the remote address in it is used until its completion. */
NTSTATUS HoldInjectSend(_In_ HOLD_PENDING* Pending) {
  FWPS_TRANSPORT_SEND_PARAMS0 SendParams = {0};
  NET_BUFFER_LIST* Clone = NULL;
  NTSTATUS Status;

  Status = FwpsAllocateCloneNetBufferList0(Pending->NetBufferList, NULL, NULL, 0, &Clone);
  if (!NT_SUCCESS(Status)) {
    return Status;
  }
  SendParams.remoteAddress = Pending->Question.RemoteAddress; /* network order */
  SendParams.remoteScopeId = Pending->RemoteScopeId;
  Status = FwpsInjectTransportSendAsync0(HoldInjectionHandle(Pending), NULL, Pending->EndpointHandle, 0,
                                         &SendParams, HoldFamily(Pending), Pending->CompartmentId, Clone,
                                         HoldSendComplete, Pending);
  if (!NT_SUCCESS(Status)) {
    FwpsFreeCloneNetBufferList0(Clone, 0);
  }
  return Status;
}

/* From the payload back to the IP header, clone, and forward again: others may look at the original too. */
static NTSTATUS HoldCloneFromIpHeader(_In_ HOLD_PENDING* Pending, _Outptr_ NET_BUFFER_LIST** Clone) {
  NET_BUFFER* NetBuffer = NET_BUFFER_LIST_FIRST_NB(Pending->NetBufferList);
  ULONG HeaderBytes = Pending->IpHeaderSize + Pending->TransportHeaderSize;
  NDIS_STATUS NdisStatus;
  NTSTATUS Status;

  /* The stack may have moved a referenced packet back to its transport header already. */
  if (NET_BUFFER_DATA_OFFSET(NetBuffer) != Pending->DataOffset) {
    HeaderBytes -= Pending->DataOffset - NET_BUFFER_DATA_OFFSET(NetBuffer);
  }
  NdisStatus = NdisRetreatNetBufferDataStart(NetBuffer, HeaderBytes, 0, NULL);
  if (NdisStatus != NDIS_STATUS_SUCCESS) {
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  Status = FwpsAllocateCloneNetBufferList0(Pending->NetBufferList, NULL, NULL, 0, Clone);
  NdisAdvanceNetBufferDataStart(NetBuffer, HeaderBytes, FALSE, NULL);
  return Status;
}

/* Accept: completing classifies nothing; the packet comes again from the bottom and is let through there. */
VOID HoldCompleteAccept(_In_ HOLD_PENDING* Pending) {
  NET_BUFFER_LIST* Clone = NULL;
  NTSTATUS Status;

  if (Pending->Verdict == HOLD_VERDICT_PERMIT) {
    Status = HoldCloneFromIpHeader(Pending, &Clone);
    if (!NT_SUCCESS(Status)) {
      Clone = NULL; /* the peer will send it again and be asked about again */
    }
  }
  FwpsCompleteOperation0(Pending->CompletionContext, Clone);
  if (Clone == NULL) {
    return;
  }
  Status = FwpsInjectTransportReceiveAsync0(HoldInjectionHandle(Pending), NULL, NULL, 0, HoldFamily(Pending),
                                            Pending->CompartmentId, Pending->InterfaceIndex,
                                            Pending->SubInterfaceIndex, Clone, HoldInjectComplete, NULL);
  if (!NT_SUCCESS(Status)) {
    FwpsFreeCloneNetBufferList0(Clone, 0);
  }
}
