// SPDX-License-Identifier: Apache-2.0
// A well-behaved WDM driver: one device, one link, a control code that counts and one that echoes upper case.
#include <ntddk.h>

#define IOCTL_COUNT CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_ECHO CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_ANY_ACCESS)

static LONG g_Count;
static PDEVICE_OBJECT g_Device;
static UNICODE_STRING g_Link = RTL_CONSTANT_STRING(L"\\DosDevices\\Plain");

static NTSTATUS Complete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information) {
  Irp->IoStatus.Status = Status;
  Irp->IoStatus.Information = Information;
  IoCompleteRequest(Irp, IO_NO_INCREMENT);
  return Status;
}

static NTSTATUS OpenOrClose(PDEVICE_OBJECT Device, PIRP Irp) {
  UNREFERENCED_PARAMETER(Device);
  return Complete(Irp, STATUS_SUCCESS, 0);
}

static NTSTATUS Control(PDEVICE_OBJECT Device, PIRP Irp) {
  PIO_STACK_LOCATION location = IoGetCurrentIrpStackLocation(Irp);
  PUCHAR bytes = (PUCHAR)Irp->AssociatedIrp.SystemBuffer;
  ULONG length = location->Parameters.DeviceIoControl.InputBufferLength;
  ULONG i;
  UNREFERENCED_PARAMETER(Device);
  switch (location->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_COUNT:
      if (location->Parameters.DeviceIoControl.OutputBufferLength < sizeof(LONG))
        return Complete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
      *(LONG*)bytes = ++g_Count;
      return Complete(Irp, STATUS_SUCCESS, sizeof(LONG));
    case IOCTL_ECHO:
      for (i = 0; i < length; i++) bytes[i] = (UCHAR)(bytes[i] - 32);
      return Complete(Irp, STATUS_SUCCESS, length);
    default:
      return Complete(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
  }
}

static VOID Unload(PDRIVER_OBJECT Driver) {
  UNREFERENCED_PARAMETER(Driver);
  IoDeleteSymbolicLink(&g_Link);
  IoDeleteDevice(g_Device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath) {
  UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Plain");
  NTSTATUS status;
  UNREFERENCED_PARAMETER(RegistryPath);
  status = IoCreateDevice(Driver, 0, &name, FILE_DEVICE_UNKNOWN, 0, FALSE, &g_Device);
  if (!NT_SUCCESS(status)) return status;
  status = IoCreateSymbolicLink(&g_Link, &name);
  if (!NT_SUCCESS(status)) {
    IoDeleteDevice(g_Device);
    return status;
  }
  Driver->MajorFunction[IRP_MJ_CREATE] = OpenOrClose;
  Driver->MajorFunction[IRP_MJ_CLOSE] = OpenOrClose;
  Driver->MajorFunction[IRP_MJ_CLEANUP] = OpenOrClose;
  Driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = Control;
  Driver->DriverUnload = Unload;
  return STATUS_SUCCESS;
}
