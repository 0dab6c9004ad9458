/* SPDX-License-Identifier: Apache-2.0
 *
 * Loading and unloading. The order of unloading is the whole point: answer everything with no, let the
 * worker complete it, take the filters away, and only then the callouts and the injection handles.
 */
#include "hold.h"

HOLD_GLOBALS Hold;

static ULONG HoldReadParameter(_In_ WDFKEY Key, _In_ PCUNICODE_STRING Name, _In_ ULONG Default,
                               _In_ ULONG Maximum) {
  ULONG Value;

  return NT_SUCCESS(WdfRegistryQueryULong(Key, Name, &Value)) && Value <= Maximum ? Value : Default;
}

static VOID HoldReadParameters(_In_ WDFDRIVER Driver) {
  DECLARE_CONST_UNICODE_STRING(DefaultVerdictName, L"DefaultVerdict");
  DECLARE_CONST_UNICODE_STRING(TimeoutName, L"TimeoutMs");
  WDFKEY Key;

  if (!NT_SUCCESS(WdfDriverOpenParametersRegistryKey(Driver, KEY_READ, WDF_NO_OBJECT_ATTRIBUTES, &Key))) {
    return;
  }
  Hold.DefaultVerdict = HoldReadParameter(Key, &DefaultVerdictName, HOLD_VERDICT_ASK, HOLD_VERDICT_BLOCK);
  Hold.TimeoutMs = HoldReadParameter(Key, &TimeoutName, 0, 24 * 3600 * 1000);
  WdfRegistryClose(Key);
}

static VOID HoldTearDown(VOID) {
  HoldBlockAll();
  HoldStopWorker();
  HoldRemoveFilters();
  HoldUnregister();
  HoldFreeAll();
}

_Use_decl_annotations_ VOID HoldEvtDriverUnload(WDFDRIVER Driver) {
  UNREFERENCED_PARAMETER(Driver);
  HoldTearDown();
}

_Use_decl_annotations_ NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath) {
  WDF_DRIVER_CONFIG Config;
  WDFDRIVER Driver;
  NTSTATUS Status;

  RtlZeroMemory(&Hold, sizeof(Hold));
  KeInitializeSpinLock(&Hold.Lock);
  InitializeListHead(&Hold.Pending);
  KeInitializeEvent(&Hold.WorkerEvent, SynchronizationEvent, FALSE);

  WDF_DRIVER_CONFIG_INIT(&Config, WDF_NO_EVENT_CALLBACK);
  Config.DriverInitFlags |= WdfDriverInitNonPnpDriver;
  Config.EvtDriverUnload = HoldEvtDriverUnload;
  Config.DriverPoolTag = HOLD_POOL_TAG;
  Status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &Config, &Driver);
  if (!NT_SUCCESS(Status)) {
    return Status;
  }
  HoldReadParameters(Driver);
  Status = HoldCreateDevice(Driver);
  if (NT_SUCCESS(Status)) {
    Status = HoldStartWorker();
  }
  if (NT_SUCCESS(Status)) {
    Status = HoldRegister(WdfDeviceWdmGetDeviceObject(Hold.Device));
  }
  if (!NT_SUCCESS(Status)) {
    HoldTearDown();
    return Status; /* the framework deletes the device with the driver */
  }
  WdfControlFinishInitializing(Hold.Device);
  return Status;
}
