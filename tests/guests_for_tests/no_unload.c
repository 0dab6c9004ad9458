// SPDX-License-Identifier: Apache-2.0
// A driver that cannot be unloaded.
#include <ntddk.h>

NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath) {
  UNREFERENCED_PARAMETER(Driver);
  UNREFERENCED_PARAMETER(RegistryPath);
  return STATUS_SUCCESS;
}
