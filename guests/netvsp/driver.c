/* SPDX-License-Identifier: Apache-2.0
 *
 * Loading and unloading. The channel and the port go before anything that their callbacks use.
 */
#include "provider.h"

NETVSP Netvsp;

VOID NetvspCount(_Inout_ UINT64* Counter, _In_ UINT64 By) {
  KIRQL Irql;

  KeAcquireSpinLock(&Netvsp.CountsLock, &Irql);
  *Counter += By;
  KeReleaseSpinLock(&Netvsp.CountsLock, Irql);
}

_Use_decl_annotations_ VOID NetvspEvtDriverUnload(WDFDRIVER Driver) {
  UNREFERENCED_PARAMETER(Driver);
  NetvspDetach();
  NetvspDestroyFrames();
}

static VOID InitializeState(VOID) {
  RtlZeroMemory(&Netvsp, sizeof(Netvsp));
  KeInitializeSpinLock(&Netvsp.ReceiveLock);
  KeInitializeSpinLock(&Netvsp.LendingLock);
  KeInitializeSpinLock(&Netvsp.FrameLock);
  KeInitializeSpinLock(&Netvsp.CountsLock);
  MappingInitialize(&Netvsp.ReceiveBuffer);
  MappingInitialize(&Netvsp.SendBuffer);
  NvspBegin(&Netvsp.Session);
}

_Use_decl_annotations_ NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath) {
  WDF_DRIVER_CONFIG Config;
  WDFDRIVER Driver;
  NTSTATUS Status;

  InitializeState();
  WDF_DRIVER_CONFIG_INIT(&Config, WDF_NO_EVENT_CALLBACK);
  Config.DriverInitFlags |= WdfDriverInitNonPnpDriver;
  Config.EvtDriverUnload = NetvspEvtDriverUnload;
  Config.DriverPoolTag = NETVSP_POOL_TAG;
  Status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &Config, &Driver);
  if (!NT_SUCCESS(Status)) {
    return Status;
  }
  Status = NetvspCreateFrames(DriverObject);
  if (!NT_SUCCESS(Status)) {
    return Status;
  }
  Status = NetvspCreateDevice(Driver);
  if (!NT_SUCCESS(Status)) {
    NetvspDestroyFrames();
    return Status;
  }
  WdfControlFinishInitializing(Netvsp.Device);
  return STATUS_SUCCESS;
}
