// SPDX-License-Identifier: Apache-2.0
#include <initguid.h>
#include "quay.h"

DEFINE_GUID(QUAY_CALLOUT, 0x3a7e0b61, 0x5d44, 0x4b0f, 0x8b, 0x3e, 0x70, 0x12, 0x33, 0x64, 0xa1, 0x0c);

static PDEVICE_OBJECT Device;
static HANDLE Engine;
static UINT32 CalloutId;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD QuayUnload;

static NTSTATUS NTAPI QuayNotify(FWPS_CALLOUT_NOTIFY_TYPE Type, const GUID* Key, FWPS_FILTER1* Filter) {
  UNREFERENCED_PARAMETER(Type);
  UNREFERENCED_PARAMETER(Key);
  UNREFERENCED_PARAMETER(Filter);
  return STATUS_SUCCESS;
}

static NTSTATUS QuayStart(void) {
  FWPS_CALLOUT1 callout = {0};
  FWPM_CALLOUT0 managed = {0};
  FWPM_FILTER0 filter = {0};
  FWPM_SESSION0 session = {0};
  NTSTATUS status;

  session.flags = FWPM_SESSION_FLAG_DYNAMIC;
  status = FwpmEngineOpen0(NULL, RPC_C_AUTHN_WINNT, NULL, &session, &Engine);
  if (!NT_SUCCESS(status)) return status;
  callout.calloutKey = managed.calloutKey = filter.action.calloutKey = QUAY_CALLOUT;
  callout.classifyFn = QuayClassify;
  callout.notifyFn = QuayNotify;
  status = FwpsCalloutRegister1(Device, &callout, &CalloutId);
  if (!NT_SUCCESS(status)) return status;
  managed.displayData.name = filter.displayData.name = L"quay";
  managed.applicableLayer = filter.layerKey = FWPM_LAYER_OUTBOUND_IPPACKET_V4;
  status = FwpmCalloutAdd0(Engine, &managed, NULL, NULL);
  if (!NT_SUCCESS(status)) return status;
  filter.action.type = FWP_ACTION_CALLOUT_TERMINATING;
  return FwpmFilterAdd0(Engine, &filter, NULL, NULL);
}

void QuayUnload(PDRIVER_OBJECT DriverObject) {
  UNREFERENCED_PARAMETER(DriverObject);
  if (Engine) FwpmEngineClose0(Engine);
  if (CalloutId) FwpsCalloutUnregisterById0(CalloutId);
  IoDeleteDevice(Device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath) {
  UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Quay");
  NTSTATUS status;

  UNREFERENCED_PARAMETER(RegistryPath);
  DriverObject->DriverUnload = QuayUnload;
  status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_NETWORK, 0, FALSE, &Device);
  if (!NT_SUCCESS(status)) return status;
  status = QuayStart();
  if (!NT_SUCCESS(status)) QuayUnload(DriverObject);
  return status;
}
