/* SPDX-License-Identifier: Apache-2.0
 *
 * What this driver adds to the filter engine: one provider, one sublayer, and for each of the four layers a
 * callout and a filter that matches everything. The session is dynamic: closing it takes all of it away.
 */
#include <initguid.h>

#include "hold.h"

/* {5c2b1e6a-...} one each for the provider, the sublayer and the callouts */
DEFINE_GUID(HOLD_PROVIDER, 0x5c2b1e6a, 0x9f1d, 0x4c07, 0x9a, 0x53, 0x0e, 0x61, 0x84, 0x2d, 0x7b, 0x10);
DEFINE_GUID(HOLD_SUBLAYER, 0x5c2b1e6b, 0x9f1d, 0x4c07, 0x9a, 0x53, 0x0e, 0x61, 0x84, 0x2d, 0x7b, 0x10);
DEFINE_GUID(HOLD_CONNECT_V4, 0x5c2b1e6c, 0x9f1d, 0x4c07, 0x9a, 0x53, 0x0e, 0x61, 0x84, 0x2d, 0x7b, 0x10);
DEFINE_GUID(HOLD_CONNECT_V6, 0x5c2b1e6d, 0x9f1d, 0x4c07, 0x9a, 0x53, 0x0e, 0x61, 0x84, 0x2d, 0x7b, 0x10);
DEFINE_GUID(HOLD_ACCEPT_V4, 0x5c2b1e6e, 0x9f1d, 0x4c07, 0x9a, 0x53, 0x0e, 0x61, 0x84, 0x2d, 0x7b, 0x10);
DEFINE_GUID(HOLD_ACCEPT_V6, 0x5c2b1e6f, 0x9f1d, 0x4c07, 0x9a, 0x53, 0x0e, 0x61, 0x84, 0x2d, 0x7b, 0x10);

static const struct {
  const GUID* Layer;
  const GUID* Callout;
  const wchar_t* Name;
} HoldLayers[4] = {
    {&FWPM_LAYER_ALE_AUTH_CONNECT_V4, &HOLD_CONNECT_V4, L"hold connect v4"},
    {&FWPM_LAYER_ALE_AUTH_CONNECT_V6, &HOLD_CONNECT_V6, L"hold connect v6"},
    {&FWPM_LAYER_ALE_AUTH_RECV_ACCEPT_V4, &HOLD_ACCEPT_V4, L"hold accept v4"},
    {&FWPM_LAYER_ALE_AUTH_RECV_ACCEPT_V6, &HOLD_ACCEPT_V6, L"hold accept v6"},
};

static NTSTATUS HoldAddLayer(_In_ PDEVICE_OBJECT DeviceObject, _In_ ULONG Index) {
  FWPS_CALLOUT1 Callout = {0};
  FWPM_CALLOUT0 ManagementCallout = {0};
  FWPM_FILTER0 Filter = {0};
  NTSTATUS Status;

  Callout.calloutKey = *HoldLayers[Index].Callout;
  Callout.classifyFn = HoldClassify;
  Callout.notifyFn = HoldNotify;
  Status = FwpsCalloutRegister1(DeviceObject, &Callout, &Hold.CalloutIds[Index]);
  if (!NT_SUCCESS(Status)) {
    return Status;
  }
  ManagementCallout.calloutKey = *HoldLayers[Index].Callout;
  ManagementCallout.displayData.name = (wchar_t*)HoldLayers[Index].Name;
  ManagementCallout.providerKey = (GUID*)&HOLD_PROVIDER;
  ManagementCallout.applicableLayer = *HoldLayers[Index].Layer;
  Status = FwpmCalloutAdd0(Hold.EngineHandle, &ManagementCallout, NULL, NULL);
  if (!NT_SUCCESS(Status)) {
    return Status;
  }
  Filter.displayData.name = (wchar_t*)HoldLayers[Index].Name;
  Filter.providerKey = (GUID*)&HOLD_PROVIDER;
  Filter.layerKey = *HoldLayers[Index].Layer;
  Filter.subLayerKey = HOLD_SUBLAYER;
  Filter.weight.type = FWP_EMPTY;
  Filter.action.type = FWP_ACTION_CALLOUT_TERMINATING;
  Filter.action.calloutKey = *HoldLayers[Index].Callout;
  return FwpmFilterAdd0(Hold.EngineHandle, &Filter, NULL, NULL);
}

static NTSTATUS HoldAddObjects(_In_ PDEVICE_OBJECT DeviceObject) {
  FWPM_PROVIDER0 Provider = {0};
  FWPM_SUBLAYER0 SubLayer = {0};
  NTSTATUS Status;
  ULONG Index;

  Provider.providerKey = HOLD_PROVIDER;
  Provider.displayData.name = (wchar_t*)L"hold";
  Status = FwpmProviderAdd0(Hold.EngineHandle, &Provider, NULL);
  if (!NT_SUCCESS(Status)) {
    return Status;
  }
  SubLayer.subLayerKey = HOLD_SUBLAYER;
  SubLayer.displayData.name = (wchar_t*)L"hold";
  SubLayer.providerKey = (GUID*)&HOLD_PROVIDER;
  SubLayer.weight = 0x9000;
  Status = FwpmSubLayerAdd0(Hold.EngineHandle, &SubLayer, NULL);
  for (Index = 0; NT_SUCCESS(Status) && Index < RTL_NUMBER_OF(HoldLayers); ++Index) {
    Status = HoldAddLayer(DeviceObject, Index);
  }
  return Status;
}

/* On failure what was registered stays for HoldUnregister, which the caller owes in any case. */
NTSTATUS HoldRegister(_In_ PDEVICE_OBJECT DeviceObject) {
  FWPM_SESSION0 Session = {0};
  NTSTATUS Status;

  Status = FwpsInjectionHandleCreate0(AF_INET, FWPS_INJECTION_TYPE_TRANSPORT, &Hold.InjectionHandle[0]);
  if (NT_SUCCESS(Status)) {
    Status = FwpsInjectionHandleCreate0(AF_INET6, FWPS_INJECTION_TYPE_TRANSPORT, &Hold.InjectionHandle[1]);
  }
  if (!NT_SUCCESS(Status)) {
    return Status;
  }
  Session.displayData.name = (wchar_t*)L"hold";
  Session.flags = FWPM_SESSION_FLAG_DYNAMIC;
  Status = FwpmEngineOpen0(NULL, RPC_C_AUTHN_WINNT, NULL, &Session, &Hold.EngineHandle);
  if (!NT_SUCCESS(Status)) {
    Hold.EngineHandle = NULL;
    return Status;
  }
  Status = FwpmTransactionBegin0(Hold.EngineHandle, 0);
  if (!NT_SUCCESS(Status)) {
    return Status;
  }
  Status = HoldAddObjects(DeviceObject);
  if (NT_SUCCESS(Status)) {
    Status = FwpmTransactionCommit0(Hold.EngineHandle);
  } else {
    (VOID) FwpmTransactionAbort0(Hold.EngineHandle);
  }
  return Status;
}

VOID HoldRemoveFilters(VOID) {
  if (Hold.EngineHandle != NULL) {
    (VOID) FwpmEngineClose0(Hold.EngineHandle);
    Hold.EngineHandle = NULL;
  }
}

/* After the filters are gone. Destroying the handles waits for injections that are still out. */
VOID HoldUnregister(VOID) {
  ULONG Index;

  for (Index = 0; Index < RTL_NUMBER_OF(HoldLayers); ++Index) {
    if (Hold.CalloutIds[Index] != 0) {
      NTSTATUS Status = FwpsCalloutUnregisterById0(Hold.CalloutIds[Index]);
      NT_ASSERT(NT_SUCCESS(Status));
      UNREFERENCED_PARAMETER(Status);
      Hold.CalloutIds[Index] = 0;
    }
  }
  for (Index = 0; Index < RTL_NUMBER_OF(Hold.InjectionHandle); ++Index) {
    if (Hold.InjectionHandle[Index] != NULL) {
      (VOID) FwpsInjectionHandleDestroy0(Hold.InjectionHandle[Index]);
      Hold.InjectionHandle[Index] = NULL;
    }
  }
}
