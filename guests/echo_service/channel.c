/* SPDX-License-Identifier: Apache-2.0
 *
 * The channel. It is offered when a client of the control device brings the handle of a bus, and taken away when the
 * client says so or the driver goes.
 */
#include "echo.h"

static EVT_VMB_CHANNEL_OPENED EchoOpened;
static EVT_VMB_CHANNEL_CLOSED EchoClosed;
static EVT_VMB_CHANNEL_STARTED EchoStarted;
static EVT_VMB_CHANNEL_POST_STARTED EchoPostStarted;
static EVT_VMB_CHANNEL_SUSPEND EchoSuspended;

/* Under the lock under which all counts are read. */
static VOID EchoCount(_Inout_ UINT32* Counter) {
  KIRQL Irql;

  KeAcquireSpinLock(&Echo.Lock, &Irql);
  *Counter += 1;
  KeReleaseSpinLock(&Echo.Lock, Irql);
}

_Use_decl_annotations_ static NTSTATUS EchoOpened(VMBCHANNEL Channel) {
  UNREFERENCED_PARAMETER(Channel);
  EchoCount(&Echo.Counts.Opened);
  return STATUS_SUCCESS;
}

_Use_decl_annotations_ static VOID EchoStarted(VMBCHANNEL Channel) {
  UNREFERENCED_PARAMETER(Channel);
  EchoAllowDeferring();
  EchoCount(&Echo.Counts.Started);
}

_Use_decl_annotations_ static VOID EchoPostStarted(VMBCHANNEL Channel) {
  UNREFERENCED_PARAMETER(Channel);
  EchoCount(&Echo.Counts.PostStarted);
}

/* The pause waits for what we hold; so nothing is held from here on. */
_Use_decl_annotations_ static VOID EchoSuspended(VMBCHANNEL Channel) {
  UNREFERENCED_PARAMETER(Channel);
  EchoCount(&Echo.Counts.Suspended);
  EchoAnswerAllDeferred();
}

_Use_decl_annotations_ static VOID EchoClosed(VMBCHANNEL Channel) {
  UNREFERENCED_PARAMETER(Channel);
  EchoCount(&Echo.Counts.Closed);
}

static NTSTATUS EchoConfigureCallbacks(_In_ VMBCHANNEL Channel) {
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS Callbacks;
  NTSTATUS Status;

  VMB_CHANNEL_STATE_CHANGE_CALLBACKS_INIT(&Callbacks);
  Callbacks.EvtChannelOpened = EchoOpened;
  Callbacks.EvtChannelClosed = EchoClosed;
  Callbacks.EvtChannelStarted = EchoStarted;
  Callbacks.EvtChannelPostStarted = EchoPostStarted;
  Callbacks.EvtChannelSuspend = EchoSuspended;
  Status = VmbChannelInitSetStateChangeCallbacks(Channel, &Callbacks);
  if (!NT_SUCCESS(Status)) {
    return Status;
  }
  Status = VmbChannelInitSetProcessPacketCallbacks(Channel, EchoProcessPacket, EchoProcessingComplete);
  if (!NT_SUCCESS(Status)) {
    return Status;
  }
  return VmbServerChannelInitSetSaveRestorePacketCallbacks(Channel, EchoSavePacket, EchoRestorePacket);
}

static NTSTATUS EchoConfigure(_In_ VMBCHANNEL Channel, _In_ const GUID* Instance) {
  static const GUID InterfaceType = ECHO_INTERFACE_TYPE;
  DECLARE_CONST_UNICODE_STRING(Name, L"Penstock Echo");
  NTSTATUS Status;

  Status = VmbChannelInitSetFriendlyName(Channel, &Name);
  if (NT_SUCCESS(Status)) {
    Status = VmbChannelInitSetMaximumPacketSize(Channel, ECHO_MAXIMUM_PACKET);
  }
  if (NT_SUCCESS(Status)) {
    Status = VmbChannelInitSetMaximumExternalData(Channel, ECHO_MAXIMUM_EXTERNAL, ECHO_MAXIMUM_CHAIN);
  }
  if (NT_SUCCESS(Status)) {
    Status = VmbServerChannelInitSetTargetInterfaceId(Channel, InterfaceType, *Instance);
  }
  if (NT_SUCCESS(Status)) {
    Status = VmbServerChannelInitSetVmbusHandle(Channel, Echo.VmbusHandle);
  }
  return NT_SUCCESS(Status) ? EchoConfigureCallbacks(Channel) : Status;
}

static VOID EchoReleaseChannel(VOID) {
  if (Echo.Channel != NULL) {
    VmbChannelCleanup(Echo.Channel);
    Echo.Channel = NULL;
  }
  if (Echo.VmbusHandle != NULL) {
    ZwClose(Echo.VmbusHandle);
    Echo.VmbusHandle = NULL;
  }
}

_Use_decl_annotations_ NTSTATUS EchoAttach(const ECHO_ATTACH* Attach) {
  NTSTATUS Status;

  if (Echo.Channel != NULL) {
    return STATUS_INVALID_DEVICE_STATE;
  }
  Status = VmbConvertVmbusHandleToKernelHandle((HANDLE)(ULONG_PTR)Attach->VmbusHandle, &Echo.VmbusHandle);
  if (!NT_SUCCESS(Status)) {
    return Status;
  }
  Status = VmbChannelAllocate(WdfDeviceWdmGetDeviceObject(Echo.Device), TRUE, &Echo.Channel);
  if (NT_SUCCESS(Status)) {
    Status = EchoConfigure(Echo.Channel, &Attach->Instance);
  }
  if (NT_SUCCESS(Status)) {
    Status = VmbChannelEnable(Echo.Channel);
  }
  if (!NT_SUCCESS(Status)) {
    EchoReleaseChannel();
  }
  return Status;
}

VOID EchoDetach(VOID) {
  if (Echo.Channel != NULL) {
    VmbChannelDisable(Echo.Channel);
  }
  EchoReleaseChannel();
}
