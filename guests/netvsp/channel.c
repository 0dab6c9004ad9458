/* SPDX-License-Identifier: Apache-2.0
 *
 * The channel and the port. They come together when a client of the control device brings the handle of a bus and the
 * name of a port, and go together.
 */
#include "provider.h"

static EVT_VMB_CHANNEL_OPENED NetvspOpened;
static EVT_VMB_CHANNEL_CLOSED NetvspClosed;
static EVT_VMB_CHANNEL_STARTED NetvspStarted;
static EVT_VMB_CHANNEL_SUSPEND NetvspSuspended;

static VOID SetMayReceive(_In_ BOOLEAN MayReceive) {
  KIRQL Irql;

  KeAcquireSpinLock(&Netvsp.ReceiveLock, &Irql);
  Netvsp.MayReceive = MayReceive;
  KeReleaseSpinLock(&Netvsp.ReceiveLock, Irql);
}

/* A channel that is opened by a restore goes on with what was agreed before; any other begins anew. */
_Use_decl_annotations_ static NTSTATUS NetvspOpened(VMBCHANNEL Channel) {
  NTSTATUS Status = STATUS_SUCCESS;

  if (!Netvsp.IsRestoring) {
    NvspBegin(&Netvsp.Session);
    NetvspCloseFilter();
    NetvspShowVersion();
  } else {
    if (Netvsp.Session.HaveReceiveBuffer) {
      Status = NetvspMapReceiveBuffer(Netvsp.Session.ReceiveGpadl);
    }
    if (NT_SUCCESS(Status) && Netvsp.Session.HaveSendBuffer) {
      Status = MappingOpen(&Netvsp.SendBuffer, Channel, Netvsp.Session.SendGpadl);
    }
    if (!NT_SUCCESS(Status)) {
      NetvspUnmapBuffers();
    }
  }
  Netvsp.IsRestoring = FALSE; /* of this opening only */
  NetvspCount(&Netvsp.Counts.Opened, 1);
  return Status;
}

_Use_decl_annotations_ static VOID NetvspStarted(VMBCHANNEL Channel) {
  UNREFERENCED_PARAMETER(Channel);
  SetMayReceive(TRUE);
}

/* Nothing of the guest's is held over a call, so there is nothing to finish. */
_Use_decl_annotations_ static VOID NetvspSuspended(VMBCHANNEL Channel) {
  UNREFERENCED_PARAMETER(Channel);
  SetMayReceive(FALSE);
}

_Use_decl_annotations_ static VOID NetvspClosed(VMBCHANNEL Channel) {
  UNREFERENCED_PARAMETER(Channel);
  NetvspUnmapBuffers();
  /* What is saved of a closed channel is what the next opening begins with. */
  NvspBegin(&Netvsp.Session);
  NetvspCloseFilter();
  NetvspCount(&Netvsp.Counts.Closed, 1);
}

static NTSTATUS ConfigureCallbacks(_In_ VMBCHANNEL Channel) {
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS Callbacks;
  NTSTATUS Status;

  VMB_CHANNEL_STATE_CHANGE_CALLBACKS_INIT(&Callbacks);
  Callbacks.EvtChannelOpened = NetvspOpened;
  Callbacks.EvtChannelClosed = NetvspClosed;
  Callbacks.EvtChannelStarted = NetvspStarted;
  Callbacks.EvtChannelSuspend = NetvspSuspended;
  Status = VmbChannelInitSetStateChangeCallbacks(Channel, &Callbacks);
  if (!NT_SUCCESS(Status)) {
    return Status;
  }
  Status = VmbChannelInitSetProcessPacketCallbacks(Channel, NetvspProcessPacket, NULL);
  if (!NT_SUCCESS(Status)) {
    return Status;
  }
  return VmbServerChannelInitSetSaveRestorePacketCallbacks(Channel, NetvspSavePacket, NetvspRestorePacket);
}

static NTSTATUS Configure(_In_ VMBCHANNEL Channel, _In_ const GUID* Instance) {
  static const GUID NetworkType = {
      0xf8615163, 0xdf3e, 0x46c5, {0x91, 0x3f, 0xf2, 0xd2, 0xf9, 0x65, 0xed, 0x0e}};
  DECLARE_CONST_UNICODE_STRING(Name, L"Penstock Network");
  NTSTATUS Status;

  Status = VmbChannelInitSetFriendlyName(Channel, &Name);
  if (NT_SUCCESS(Status)) {
    Status = VmbChannelInitSetMaximumPacketSize(Channel, NETVSP_LARGEST_PACKET);
  }
  if (NT_SUCCESS(Status)) {
    Status = VmbChannelInitSetMaximumExternalData(Channel, NETVSP_LARGEST_TRANSFER, NVSP_MDL_CHAIN_MAXIMUM);
  }
  if (NT_SUCCESS(Status)) {
    Status = VmbServerChannelInitSetTargetInterfaceId(Channel, NetworkType, *Instance);
  }
  if (NT_SUCCESS(Status)) {
    Status = VmbServerChannelInitSetVmbusHandle(Channel, Netvsp.VmbusHandle);
  }
  return NT_SUCCESS(Status) ? ConfigureCallbacks(Channel) : Status;
}

static NTSTATUS OpenPort(_In_reads_(NETVSP_PORT_NAME_CHARACTERS) const UINT16* Text) {
  PENSTOCK_PORT_CHARACTERISTICS Characteristics;
  UNICODE_STRING Name;
  USHORT Count = 0;

  while (Count < NETVSP_PORT_NAME_CHARACTERS && Text[Count] != 0) {
    Count += 1;
  }
  Name.Buffer = (PWCHAR)Text;
  Name.Length = Name.MaximumLength = (USHORT)(Count * sizeof(WCHAR));
  PENSTOCK_PORT_CHARACTERISTICS_INIT(&Characteristics);
  Characteristics.EvtSend = NetvspSend;
  Characteristics.EvtDelivered = NetvspDelivered;
  return PenstockPortOpen(&Name, &Characteristics, &Netvsp.Port);
}

static VOID Release(VOID) {
  if (Netvsp.Port != NULL) {
    PenstockPortClose(Netvsp.Port);
    Netvsp.Port = NULL;
  }
  if (Netvsp.Channel != NULL) {
    VmbChannelCleanup(Netvsp.Channel);
    Netvsp.Channel = NULL;
  }
  if (Netvsp.VmbusHandle != NULL) {
    ZwClose(Netvsp.VmbusHandle);
    Netvsp.VmbusHandle = NULL;
  }
}

static VOID DescribeAdapter(_In_ const NETVSP_ATTACH* Attach) {
  RtlZeroMemory(&Netvsp.Adapter, sizeof(Netvsp.Adapter));
  RtlCopyMemory(Netvsp.Adapter.Address, Attach->GuestAddress, 6);
  RtlCopyMemory(Netvsp.Ethernet.Guest, Attach->GuestAddress, 6);
  RtlCopyMemory(Netvsp.Ethernet.Ours, Attach->OurAddress, 6);
  Netvsp.IsRestoring = FALSE;
  NvspBegin(&Netvsp.Session);
  Netvsp.Adapter.Channels = 1;
  Netvsp.Adapter.LinkSpeed = 100 * 1000 * 1000;
  Netvsp.Adapter.Mtu = PenstockPortGetMtu(Netvsp.Port);
  Netvsp.Adapter.LargestSend = min(PenstockPortGetLargestSend(Netvsp.Port), NETVSP_LARGEST_SEND);
}

NTSTATUS NetvspAttach(_In_ const NETVSP_ATTACH* Attach) {
  NTSTATUS Status;

  if (Netvsp.Channel != NULL) {
    return STATUS_INVALID_DEVICE_STATE;
  }
  Status = VmbConvertVmbusHandleToKernelHandle((HANDLE)(ULONG_PTR)Attach->VmbusHandle, &Netvsp.VmbusHandle);
  if (!NT_SUCCESS(Status)) {
    return Status;
  }
  Status = VmbChannelAllocate(WdfDeviceWdmGetDeviceObject(Netvsp.Device), TRUE, &Netvsp.Channel);
  if (NT_SUCCESS(Status)) {
    Status = Configure(Netvsp.Channel, &Attach->Instance);
  }
  if (NT_SUCCESS(Status)) {
    Status = OpenPort(Attach->PortName);
  }
  if (NT_SUCCESS(Status)) {
    DescribeAdapter(Attach);
    Status = VmbChannelEnable(Netvsp.Channel);
  }
  if (!NT_SUCCESS(Status)) {
    Release();
  }
  return Status;
}

VOID NetvspDetach(VOID) {
  if (Netvsp.Channel != NULL) {
    VmbChannelDisable(Netvsp.Channel);
  }
  Release();
}
