// SPDX-License-Identifier: Apache-2.0
// A driver that leaves a device, a link, a shutdown notification and a pool block behind.
#include <ntddk.h>

static VOID Unload(PDRIVER_OBJECT Driver) { UNREFERENCED_PARAMETER(Driver); }

NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath) {
  UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Leaver");
  UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\??\\Leaver");
  PDEVICE_OBJECT device;
  UNREFERENCED_PARAMETER(RegistryPath);
  Driver->DriverUnload = Unload;
  IoCreateDevice(Driver, 64, &name, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);
  IoCreateSymbolicLink(&link, &name);
  IoRegisterShutdownNotification(device);
  return ExAllocatePool2(POOL_FLAG_NON_PAGED, 100, 'vaeL') == NULL ? STATUS_INSUFFICIENT_RESOURCES
                                                                   : STATUS_SUCCESS;
}
