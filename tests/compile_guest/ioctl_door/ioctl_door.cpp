// SPDX-License-Identifier: Apache-2.0
// A driver without the framework, in C++, whose DriverEntry does not say extern "C" (K-ENV-16).
#define NTDDI_VERSION NTDDI_WIN7
#include <NTIFS.H>
#include <ntstrsafe.h>

#define IOCTL_DOOR_ADD CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)

typedef struct _DOOR_REQUEST {
  long Left, Right;
} DOOR_REQUEST;
static_assert(sizeof(DOOR_REQUEST) == 8, "two 32-bit numbers");

DRIVER_UNLOAD DoorUnload;
_Dispatch_type_(IRP_MJ_DEVICE_CONTROL) DRIVER_DISPATCH DoorControl;
static UNICODE_STRING DoorLink = RTL_CONSTANT_STRING(L"\\DosDevices\\Door");
static FAST_MUTEX DoorMutex;

static unsigned long DoorSum(const DOOR_REQUEST* request) {
  unsigned long sum = 0;
  ExAcquireFastMutex(&DoorMutex);
  __try {
    if (request->Left < 0) return 0;
    ProbeForRead((PVOID)request, sizeof(*request), 1);
    sum = (unsigned long)(request->Left + request->Right);
  } __finally {
    ExReleaseFastMutex(&DoorMutex);
  }
  return sum;
}

NTSTATUS DoorControl(PDEVICE_OBJECT, PIRP Irp) {
  auto* stack = IoGetCurrentIrpStackLocation(Irp);
  NTSTATUS status = STATUS_INVALID_DEVICE_REQUEST;
  Irp->IoStatus.Information = 0;
  if (stack->Parameters.DeviceIoControl.IoControlCode == IOCTL_DOOR_ADD &&
      stack->Parameters.DeviceIoControl.InputBufferLength >= sizeof(DOOR_REQUEST)) {
    auto* out = static_cast<unsigned long*>(Irp->AssociatedIrp.SystemBuffer);
    *out = DoorSum(static_cast<DOOR_REQUEST*>(Irp->AssociatedIrp.SystemBuffer));
    Irp->IoStatus.Information = sizeof(*out);
    status = STATUS_SUCCESS;
  }
  Irp->IoStatus.Status = status;
  IoCompleteRequest(Irp, IO_NO_INCREMENT);
  return status;
}

VOID DoorUnload(PDRIVER_OBJECT DriverObject) {
  IoDeleteSymbolicLink(&DoorLink);
  IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath) {
  UNICODE_STRING name;
  PDEVICE_OBJECT device = nullptr;
  UNREFERENCED_PARAMETER(RegistryPath);
  ExInitializeFastMutex(&DoorMutex);
  RtlInitUnicodeString(&name, L"\\Device\\Door");
  NTSTATUS status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);
  if (!NT_SUCCESS(status)) return status;
  DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = DoorControl;
  DriverObject->DriverUnload = DoorUnload;
  ClearFlag(device->Flags, DO_DEVICE_INITIALIZING);
  return IoCreateSymbolicLink(&DoorLink, &name);
}
