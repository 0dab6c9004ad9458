// SPDX-License-Identifier: Apache-2.0
// A driver that keeps every request and never completes one; with a control code it completes one twice.
#include <ntddk.h>

#define IOCTL_KEEP CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_TWICE CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_ANY_ACCESS)

static PDEVICE_OBJECT g_Device;

static NTSTATUS Dispatch(PDEVICE_OBJECT Device, PIRP Irp) {
  PIO_STACK_LOCATION location = IoGetCurrentIrpStackLocation(Irp);
  BOOLEAN control = location->MajorFunction == IRP_MJ_DEVICE_CONTROL;
  ULONG code = control ? location->Parameters.DeviceIoControl.IoControlCode : 0;
  UNREFERENCED_PARAMETER(Device);
  if (code == IOCTL_KEEP) {
    IoMarkIrpPending(Irp);
    return STATUS_PENDING;
  }
  Irp->IoStatus.Status = STATUS_SUCCESS;
  IoCompleteRequest(Irp, IO_NO_INCREMENT);
  if (code == IOCTL_TWICE) IoCompleteRequest(Irp, IO_NO_INCREMENT);
  return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT Driver) {
  UNREFERENCED_PARAMETER(Driver);
  IoDeleteDevice(g_Device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath) {
  UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Stuck");
  UNREFERENCED_PARAMETER(RegistryPath);
  Driver->MajorFunction[IRP_MJ_CREATE] = Dispatch;
  Driver->MajorFunction[IRP_MJ_CLEANUP] = Dispatch;
  Driver->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
  Driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = Dispatch;
  Driver->DriverUnload = Unload;
  return IoCreateDevice(Driver, 0, &name, FILE_DEVICE_UNKNOWN, 0, FALSE, &g_Device);
}
