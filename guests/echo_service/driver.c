/* SPDX-License-Identifier: Apache-2.0
 *
 * Loading and unloading. The channel goes before anything that its callbacks use.
 */
#include "echo.h"

ECHO_GLOBALS Echo;

_Use_decl_annotations_ VOID EchoEvtDriverUnload(WDFDRIVER Driver) {
  UNREFERENCED_PARAMETER(Driver);
  EchoDetach();
}

_Use_decl_annotations_ NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath) {
  WDF_DRIVER_CONFIG Config;
  WDFDRIVER Driver;
  NTSTATUS Status;

  RtlZeroMemory(&Echo, sizeof(Echo));
  KeInitializeSpinLock(&Echo.Lock);
  InitializeListHead(&Echo.Calls);
  EchoInitializeRequests();

  WDF_DRIVER_CONFIG_INIT(&Config, WDF_NO_EVENT_CALLBACK);
  Config.DriverInitFlags |= WdfDriverInitNonPnpDriver;
  Config.EvtDriverUnload = EchoEvtDriverUnload;
  Config.DriverPoolTag = ECHO_POOL_TAG;
  Status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &Config, &Driver);
  if (!NT_SUCCESS(Status)) {
    return Status;
  }
  Status = EchoCreateDevice(Driver);
  if (!NT_SUCCESS(Status)) {
    return Status;
  }
  WdfControlFinishInitializing(Echo.Device);
  return STATUS_SUCCESS;
}
