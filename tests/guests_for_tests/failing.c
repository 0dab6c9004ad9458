// SPDX-License-Identifier: Apache-2.0
// A driver whose DriverEntry fails after it has made a device, and whose DriverUnload would say so if it ran.
#include <ntddk.h>

static VOID Unload(PDRIVER_OBJECT Driver) {
  UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\FailingWasUnloaded");
  PDEVICE_OBJECT device;
  IoCreateDevice(Driver, 0, &name, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath) {
  UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Failing");
  PDEVICE_OBJECT device;
  UNREFERENCED_PARAMETER(RegistryPath);
  Driver->DriverUnload = Unload;
  IoCreateDevice(Driver, 0, &name, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);
  return STATUS_NO_SUCH_DEVICE;
}
