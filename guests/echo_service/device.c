/* SPDX-License-Identifier: Apache-2.0
 *
 * The control device: what a worker process of the virtual machine would use to bring the bus, to pause, to save and
 * to restore.
 */
#include "echo.h"

static EVT_WDF_IO_QUEUE_IO_DEVICE_CONTROL EchoEvtIoDeviceControl;

static NTSTATUS EchoIoctlAttach(_In_ WDFREQUEST Request) {
  ECHO_ATTACH* Attach;
  NTSTATUS Status = WdfRequestRetrieveInputBuffer(Request, sizeof(*Attach), (PVOID*)&Attach, NULL);

  return NT_SUCCESS(Status) ? EchoAttach(Attach) : Status;
}

static NTSTATUS EchoIoctlCall(_In_ WDFREQUEST Request) {
  ECHO_CALL_BATCH* Batch;
  NTSTATUS Status = WdfRequestRetrieveInputBuffer(Request, sizeof(*Batch), (PVOID*)&Batch, NULL);

  return NT_SUCCESS(Status) ? EchoCallPeer(Batch) : Status;
}

static NTSTATUS EchoIoctlCounts(_In_ WDFREQUEST Request, _Out_ ULONG_PTR* Information) {
  ECHO_COUNTS* Counts;
  NTSTATUS Status = WdfRequestRetrieveOutputBuffer(Request, sizeof(*Counts), (PVOID*)&Counts, NULL);
  KIRQL Irql;

  if (!NT_SUCCESS(Status)) {
    return Status;
  }
  KeAcquireSpinLock(&Echo.Lock, &Irql);
  *Counts = Echo.Counts;
  KeReleaseSpinLock(&Echo.Lock, Irql);
  *Information = sizeof(*Counts);
  return STATUS_SUCCESS;
}

/* One piece: begun with an empty input, gone on with any other. */
static NTSTATUS EchoIoctlSave(_In_ WDFREQUEST Request, _In_ BOOLEAN GoOn, _Out_ ULONG_PTR* Information) {
  ECHO_SAVE* Save;
  size_t Length;
  ULONG Filled, Required;
  NTSTATUS Status =
      WdfRequestRetrieveOutputBuffer(Request, FIELD_OFFSET(ECHO_SAVE, Bytes), (PVOID*)&Save, &Length);

  if (NT_SUCCESS(Status) && !GoOn) {
    Status = VmbChannelSaveBegin(Echo.Channel);
  }
  if (!NT_SUCCESS(Status)) {
    return Status;
  }
  Status = VmbChannelSaveContinue(Echo.Channel, Save->Bytes, (ULONG)(Length - FIELD_OFFSET(ECHO_SAVE, Bytes)),
                                  &Filled, &Required);
  if (Status != STATUS_BUFFER_OVERFLOW && Status != STATUS_BUFFER_TOO_SMALL) {
    VmbChannelSaveEnd(Echo.Channel);
  }
  Save->Status = Status;
  Save->BytesFilled = Filled;
  Save->BytesRequired = Required;
  *Information = FIELD_OFFSET(ECHO_SAVE, Bytes) + (ULONG_PTR)Filled;
  return STATUS_SUCCESS;
}

static NTSTATUS EchoIoctlRestore(_In_ WDFREQUEST Request) {
  PVOID Buffer;
  size_t Length;
  NTSTATUS Status = WdfRequestRetrieveInputBuffer(Request, 1, &Buffer, &Length);

  return NT_SUCCESS(Status) ? VmbChannelRestoreFromBuffer(Echo.Channel, Buffer, (ULONG)Length) : Status;
}

static NTSTATUS EchoChannelControl(_In_ WDFREQUEST Request, _In_ ULONG Code, _In_ size_t InputLength,
                                   _Out_ ULONG_PTR* Information) {
  if (Echo.Channel == NULL) {
    return STATUS_INVALID_DEVICE_STATE;
  }
  switch (Code) {
    case IOCTL_ECHO_START:
      VmbChannelStart(Echo.Channel);
      return STATUS_SUCCESS;
    case IOCTL_ECHO_PAUSE:
      VmbChannelPause(Echo.Channel);
      return STATUS_SUCCESS;
    case IOCTL_ECHO_DETACH:
      EchoDetach();
      return STATUS_SUCCESS;
    case IOCTL_ECHO_SAVE:
      return EchoIoctlSave(Request, InputLength != 0, Information);
    case IOCTL_ECHO_RESTORE:
      return EchoIoctlRestore(Request);
    case IOCTL_ECHO_CALL:
      return EchoIoctlCall(Request);
    default:
      return STATUS_INVALID_DEVICE_REQUEST;
  }
}

_Use_decl_annotations_ static VOID EchoEvtIoDeviceControl(WDFQUEUE Queue, WDFREQUEST Request,
                                                          size_t OutputBufferLength, size_t InputBufferLength,
                                                          ULONG IoControlCode) {
  ULONG_PTR Information = 0;
  NTSTATUS Status;

  UNREFERENCED_PARAMETER(Queue);
  UNREFERENCED_PARAMETER(OutputBufferLength);
  if (IoControlCode == IOCTL_ECHO_ATTACH) {
    Status = EchoIoctlAttach(Request);
  } else if (IoControlCode == IOCTL_ECHO_COUNTS) {
    Status = EchoIoctlCounts(Request, &Information);
  } else {
    Status = EchoChannelControl(Request, IoControlCode, InputBufferLength, &Information);
  }
  WdfRequestCompleteWithInformation(Request, Status, Information);
}

/* Requests come one at a time and at PASSIVE_LEVEL: most of them wait. */
static NTSTATUS EchoCreateQueue(VOID) {
  WDF_IO_QUEUE_CONFIG Config;
  WDF_OBJECT_ATTRIBUTES Attributes;

  WDF_OBJECT_ATTRIBUTES_INIT(&Attributes);
  Attributes.ExecutionLevel = WdfExecutionLevelPassive;
  WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(&Config, WdfIoQueueDispatchSequential);
  Config.EvtIoDeviceControl = EchoEvtIoDeviceControl;
  return WdfIoQueueCreate(Echo.Device, &Config, &Attributes, NULL);
}

NTSTATUS EchoCreateDevice(_In_ WDFDRIVER Driver) {
  DECLARE_CONST_UNICODE_STRING(DeviceName, L"\\Device\\PenstockEcho");
  DECLARE_CONST_UNICODE_STRING(LinkName, L"\\DosDevices\\PenstockEcho");
  PWDFDEVICE_INIT DeviceInit;
  NTSTATUS Status;

  DeviceInit = WdfControlDeviceInitAllocate(Driver, &SDDL_DEVOBJ_SYS_ALL_ADM_ALL);
  if (DeviceInit == NULL) {
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  WdfDeviceInitSetDeviceType(DeviceInit, FILE_DEVICE_NETWORK);
  Status = WdfDeviceInitAssignName(DeviceInit, &DeviceName);
  if (NT_SUCCESS(Status)) {
    Status = WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &Echo.Device);
  }
  if (!NT_SUCCESS(Status)) {
    WdfDeviceInitFree(DeviceInit);
    return Status;
  }
  Status = WdfDeviceCreateSymbolicLink(Echo.Device, &LinkName);
  if (NT_SUCCESS(Status)) {
    Status = EchoCreateQueue();
  }
  if (!NT_SUCCESS(Status)) {
    WdfObjectDelete(Echo.Device);
    Echo.Device = NULL;
  }
  return Status;
}
