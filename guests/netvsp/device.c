/* SPDX-License-Identifier: Apache-2.0
 *
 * The control device: what a worker process of the virtual machine would use to bring the bus, to pause, to save and
 * to restore.
 */
#include "provider.h"

static EVT_WDF_IO_QUEUE_IO_DEVICE_CONTROL EvtIoDeviceControl;

static NTSTATUS IoctlAttach(_In_ WDFREQUEST Request) {
  NETVSP_ATTACH* Attach;
  NTSTATUS Status = WdfRequestRetrieveInputBuffer(Request, sizeof(*Attach), (PVOID*)&Attach, NULL);

  return NT_SUCCESS(Status) ? NetvspAttach(Attach) : Status;
}

static NTSTATUS IoctlCounts(_In_ WDFREQUEST Request, _Out_ ULONG_PTR* Information) {
  NETVSP_COUNTS* Counts;
  NTSTATUS Status = WdfRequestRetrieveOutputBuffer(Request, sizeof(*Counts), (PVOID*)&Counts, NULL);
  KIRQL Irql;

  if (!NT_SUCCESS(Status)) {
    return Status;
  }
  KeAcquireSpinLock(&Netvsp.CountsLock, &Irql);
  *Counts = Netvsp.Counts;
  KeReleaseSpinLock(&Netvsp.CountsLock, Irql);
  KeAcquireSpinLock(&Netvsp.LendingLock, &Irql);
  Counts->Lent = Netvsp.Lending.Count - Netvsp.Lending.FreeCount;
  KeReleaseSpinLock(&Netvsp.LendingLock, Irql);
  KeAcquireSpinLock(&Netvsp.ReceiveLock, &Irql);
  Counts->PacketFilter = Netvsp.Adapter.PacketFilter;
  KeReleaseSpinLock(&Netvsp.ReceiveLock, Irql);
  *Information = sizeof(*Counts);
  return STATUS_SUCCESS;
}

/* The adapter's own state stands before the first chunk of the channel's. */
static NTSTATUS SavePiece(_Out_writes_bytes_(Room) UINT8* To, _In_ ULONG Room, _In_ BOOLEAN IsFirst,
                          _Out_ ULONG* Filled, _Out_ ULONG* Required) {
  ULONG Own = IsFirst ? NetvspSavedBytes() : 0;
  NTSTATUS Status;

  *Filled = 0;
  *Required = Own;
  if (Room < Own) {
    return STATUS_BUFFER_TOO_SMALL;
  }
  if (IsFirst) {
    Status = VmbChannelSaveBegin(Netvsp.Channel);
    if (!NT_SUCCESS(Status)) {
      return Status;
    }
    NetvspSaveState(To);
  }
  Status = VmbChannelSaveContinue(Netvsp.Channel, To + Own, Room - Own, Filled, Required);
  if (Own != 0 && Status == STATUS_BUFFER_TOO_SMALL) {
    Status = STATUS_BUFFER_OVERFLOW; /* ours fitted */
  }
  *Filled += Own;
  if (Status != STATUS_BUFFER_OVERFLOW && Status != STATUS_BUFFER_TOO_SMALL) {
    VmbChannelSaveEnd(Netvsp.Channel);
  }
  return Status;
}

static NTSTATUS IoctlSave(_In_ WDFREQUEST Request, _In_ BOOLEAN IsFirst, _Out_ ULONG_PTR* Information) {
  NETVSP_SAVE* Save;
  ULONG Filled, Required;
  size_t Length;
  NTSTATUS Status =
      WdfRequestRetrieveOutputBuffer(Request, FIELD_OFFSET(NETVSP_SAVE, Bytes), (PVOID*)&Save, &Length);

  if (!NT_SUCCESS(Status)) {
    return Status;
  }
  Length -= FIELD_OFFSET(NETVSP_SAVE, Bytes);
  Save->Status = SavePiece(Save->Bytes, (ULONG)Length, IsFirst, &Filled, &Required);
  Save->BytesFilled = Filled;
  Save->BytesRequired = Required;
  *Information = FIELD_OFFSET(NETVSP_SAVE, Bytes) + (ULONG_PTR)Filled;
  return STATUS_SUCCESS;
}

/* The first piece begins with the adapter's own state; the channel is opened by what comes after it. */
static NTSTATUS IoctlRestore(_In_ WDFREQUEST Request) {
  UINT8* Buffer;
  size_t Length;
  UINT32 Used = 0;
  NTSTATUS Status = WdfRequestRetrieveInputBuffer(Request, 1, (PVOID*)&Buffer, &Length);

  if (!NT_SUCCESS(Status)) {
    return Status;
  }
  if (!Netvsp.IsRestoring) {
    Status = NetvspRestoreState(Buffer, (UINT32)Length, &Used);
    if (!NT_SUCCESS(Status) || Used == Length) {
      return NT_SUCCESS(Status) ? STATUS_MORE_PROCESSING_REQUIRED : Status;
    }
  }
  Status = VmbChannelRestoreFromBuffer(Netvsp.Channel, Buffer + Used, (ULONG)(Length - Used));
  Netvsp.IsRestoring = Status == STATUS_MORE_PROCESSING_REQUIRED;
  return Status;
}

static NTSTATUS IoctlSaveState(_In_ WDFREQUEST Request, _Out_ ULONG_PTR* Information) {
  UINT8* Buffer;
  NTSTATUS Status = WdfRequestRetrieveOutputBuffer(Request, NetvspSavedBytes(), (PVOID*)&Buffer, NULL);

  if (NT_SUCCESS(Status)) {
    NetvspSaveState(Buffer);
    *Information = NetvspSavedBytes();
  }
  return Status;
}

static NTSTATUS IoctlRestoreState(_In_ WDFREQUEST Request) {
  UINT8* Buffer;
  size_t Length;
  UINT32 Used;
  NTSTATUS Status = WdfRequestRetrieveInputBuffer(Request, NetvspSavedBytes(), (PVOID*)&Buffer, &Length);

  return NT_SUCCESS(Status) ? NetvspRestoreState(Buffer, (UINT32)Length, &Used) : Status;
}

static NTSTATUS ChannelControl(_In_ WDFREQUEST Request, _In_ ULONG Code, _In_ size_t InputLength,
                               _Out_ ULONG_PTR* Information) {
  if (Netvsp.Channel == NULL) {
    return STATUS_INVALID_DEVICE_STATE;
  }
  switch (Code) {
    case IOCTL_NETVSP_START:
      VmbChannelStart(Netvsp.Channel);
      return STATUS_SUCCESS;
    case IOCTL_NETVSP_PAUSE:
      VmbChannelPause(Netvsp.Channel);
      return STATUS_SUCCESS;
    case IOCTL_NETVSP_DETACH:
      NetvspDetach();
      return STATUS_SUCCESS;
    case IOCTL_NETVSP_SAVE:
      return IoctlSave(Request, InputLength == 0, Information);
    case IOCTL_NETVSP_RESTORE:
      return IoctlRestore(Request);
    case IOCTL_NETVSP_SAVE_STATE:
      return IoctlSaveState(Request, Information);
    case IOCTL_NETVSP_RESTORE_STATE:
      return IoctlRestoreState(Request);
    default:
      return STATUS_INVALID_DEVICE_REQUEST;
  }
}

_Use_decl_annotations_ static VOID EvtIoDeviceControl(WDFQUEUE Queue, WDFREQUEST Request,
                                                      size_t OutputBufferLength, size_t InputBufferLength,
                                                      ULONG IoControlCode) {
  ULONG_PTR Information = 0;
  NTSTATUS Status;

  UNREFERENCED_PARAMETER(Queue);
  UNREFERENCED_PARAMETER(OutputBufferLength);
  if (IoControlCode == IOCTL_NETVSP_ATTACH) {
    Status = IoctlAttach(Request);
  } else if (IoControlCode == IOCTL_NETVSP_COUNTS) {
    Status = IoctlCounts(Request, &Information);
  } else {
    Status = ChannelControl(Request, IoControlCode, InputBufferLength, &Information);
  }
  WdfRequestCompleteWithInformation(Request, Status, Information);
}

/* Requests come one at a time and at PASSIVE_LEVEL: most of them wait. */
static NTSTATUS CreateQueue(VOID) {
  WDF_IO_QUEUE_CONFIG Config;
  WDF_OBJECT_ATTRIBUTES Attributes;

  WDF_OBJECT_ATTRIBUTES_INIT(&Attributes);
  Attributes.ExecutionLevel = WdfExecutionLevelPassive;
  WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(&Config, WdfIoQueueDispatchSequential);
  Config.EvtIoDeviceControl = EvtIoDeviceControl;
  return WdfIoQueueCreate(Netvsp.Device, &Config, &Attributes, NULL);
}

NTSTATUS NetvspCreateDevice(_In_ WDFDRIVER Driver) {
  DECLARE_CONST_UNICODE_STRING(DeviceName, L"\\Device\\PenstockNetwork");
  DECLARE_CONST_UNICODE_STRING(LinkName, L"\\DosDevices\\PenstockNetwork");
  PWDFDEVICE_INIT DeviceInit;
  NTSTATUS Status;

  DeviceInit = WdfControlDeviceInitAllocate(Driver, &SDDL_DEVOBJ_SYS_ALL_ADM_ALL);
  if (DeviceInit == NULL) {
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  WdfDeviceInitSetDeviceType(DeviceInit, FILE_DEVICE_NETWORK);
  Status = WdfDeviceInitAssignName(DeviceInit, &DeviceName);
  if (NT_SUCCESS(Status)) {
    Status = WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &Netvsp.Device);
  }
  if (!NT_SUCCESS(Status)) {
    WdfDeviceInitFree(DeviceInit);
    return Status;
  }
  Status = WdfDeviceCreateSymbolicLink(Netvsp.Device, &LinkName);
  if (NT_SUCCESS(Status)) {
    Status = CreateQueue();
  }
  if (!NT_SUCCESS(Status)) {
    WdfObjectDelete(Netvsp.Device);
    Netvsp.Device = NULL;
  }
  return Status;
}
