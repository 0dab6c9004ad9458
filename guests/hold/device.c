/* SPDX-License-Identifier: Apache-2.0
 *
 * The control device. A client parks IOCTL_HOLD_NEXT requests here (the inverted call) and answers with
 * IOCTL_HOLD_ANSWER.
 */
#include "hold.h"

static EVT_WDF_IO_QUEUE_IO_DEVICE_CONTROL HoldEvtIoDeviceControl;
static EVT_WDF_FILE_CLEANUP HoldEvtFileCleanup;

static NTSTATUS HoldIoctlAnswer(_In_ WDFREQUEST Request) {
  HOLD_ANSWER* Answer;
  NTSTATUS Status = WdfRequestRetrieveInputBuffer(Request, sizeof(*Answer), (PVOID*)&Answer, NULL);

  return NT_SUCCESS(Status) ? HoldAnswer(Answer) : Status;
}

static NTSTATUS HoldIoctlList(_In_ WDFREQUEST Request, _Out_ ULONG_PTR* Information) {
  HOLD_LIST* List;
  size_t Length;
  ULONG Capacity;
  ULONG Total;
  NTSTATUS Status =
      WdfRequestRetrieveOutputBuffer(Request, FIELD_OFFSET(HOLD_LIST, Held), (PVOID*)&List, &Length);

  *Information = 0;
  if (!NT_SUCCESS(Status)) {
    return Status;
  }
  Capacity = (ULONG)((Length - FIELD_OFFSET(HOLD_LIST, Held)) / sizeof(HOLD_QUESTION));
  List->Count = HoldListPending(List->Held, Capacity, &Total);
  List->Total = Total;
  *Information = FIELD_OFFSET(HOLD_LIST, Held) + (ULONG_PTR)List->Count * sizeof(HOLD_QUESTION);
  return STATUS_SUCCESS;
}

_Use_decl_annotations_ static VOID HoldEvtIoDeviceControl(WDFQUEUE Queue, WDFREQUEST Request,
                                                          size_t OutputBufferLength, size_t InputBufferLength,
                                                          ULONG IoControlCode) {
  ULONG_PTR Information = 0;
  NTSTATUS Status;

  UNREFERENCED_PARAMETER(Queue);
  UNREFERENCED_PARAMETER(InputBufferLength);

  switch (IoControlCode) {
    case IOCTL_HOLD_NEXT:
      if (OutputBufferLength < sizeof(HOLD_QUESTION)) {
        Status = STATUS_BUFFER_TOO_SMALL;
        break;
      }
      Status = WdfRequestForwardToIoQueue(Request, Hold.ParkedQueue);
      if (NT_SUCCESS(Status)) {
        HoldWakeWorker();
        return; /* the worker completes it */
      }
      break;
    case IOCTL_HOLD_ANSWER:
      Status = HoldIoctlAnswer(Request);
      break;
    case IOCTL_HOLD_LIST:
      Status = HoldIoctlList(Request, &Information);
      break;
    default:
      Status = STATUS_INVALID_DEVICE_REQUEST;
      break;
  }
  WdfRequestCompleteWithInformation(Request, Status, Information);
}

_Use_decl_annotations_ static VOID HoldEvtFileCleanup(WDFFILEOBJECT FileObject) { HoldAskAgain(FileObject); }

static NTSTATUS HoldCreateQueues(VOID) {
  WDF_IO_QUEUE_CONFIG Config;
  NTSTATUS Status;

  WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(&Config, WdfIoQueueDispatchParallel);
  Config.EvtIoDeviceControl = HoldEvtIoDeviceControl;
  Status = WdfIoQueueCreate(Hold.Device, &Config, WDF_NO_OBJECT_ATTRIBUTES, NULL);
  if (!NT_SUCCESS(Status)) {
    return Status;
  }
  WDF_IO_QUEUE_CONFIG_INIT(&Config, WdfIoQueueDispatchManual);
  return WdfIoQueueCreate(Hold.Device, &Config, WDF_NO_OBJECT_ATTRIBUTES, &Hold.ParkedQueue);
}

NTSTATUS HoldCreateDevice(_In_ WDFDRIVER Driver) {
  DECLARE_CONST_UNICODE_STRING(DeviceName, L"\\Device\\PenstockHold");
  DECLARE_CONST_UNICODE_STRING(LinkName, L"\\DosDevices\\PenstockHold");
  WDF_FILEOBJECT_CONFIG FileConfig;
  PWDFDEVICE_INIT DeviceInit;
  NTSTATUS Status;

  DeviceInit = WdfControlDeviceInitAllocate(Driver, &SDDL_DEVOBJ_SYS_ALL_ADM_ALL);
  if (DeviceInit == NULL) {
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  WdfDeviceInitSetDeviceType(DeviceInit, FILE_DEVICE_NETWORK);
  WdfDeviceInitSetCharacteristics(DeviceInit, FILE_DEVICE_SECURE_OPEN, FALSE);
  WDF_FILEOBJECT_CONFIG_INIT(&FileConfig, WDF_NO_EVENT_CALLBACK, WDF_NO_EVENT_CALLBACK, HoldEvtFileCleanup);
  WdfDeviceInitSetFileObjectConfig(DeviceInit, &FileConfig, WDF_NO_OBJECT_ATTRIBUTES);
  Status = WdfDeviceInitAssignName(DeviceInit, &DeviceName);
  if (NT_SUCCESS(Status)) {
    Status = WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &Hold.Device);
  }
  if (!NT_SUCCESS(Status)) {
    WdfDeviceInitFree(DeviceInit);
    return Status;
  }
  Status = WdfDeviceCreateSymbolicLink(Hold.Device, &LinkName);
  if (NT_SUCCESS(Status)) {
    Status = HoldCreateQueues();
  }
  if (!NT_SUCCESS(Status)) {
    WdfObjectDelete(Hold.Device);
    Hold.Device = NULL;
  }
  return Status;
}
