// SPDX-License-Identifier: Apache-2.0
// A callout driver that pends connects. It exists to be compiled: each construct here is one that real drivers use.
#include "inc\GATE.H"
#include <InitGuid.h>
#include "connect_gate.tmh"

DEFINE_GUID(GATE_CALLOUT, 0x0a1b2c3d, 0x1111, 0x2222, 0x33, 0x33, 0x44, 0x44, 0x55, 0x55, 0x66, 0x66);

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_UNLOAD GateUnload;
KSTART_ROUTINE GateWorker;

DECLARE_CONST_UNICODE_STRING(GateName, L"\\Device\\ConnectGate");
static WDFDEVICE GateDevice;
static UINT32 GateCalloutId;
static KEVENT GateWake;
static BOOLEAN GateStopping;
long GatePendedCount = 0;

#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, GateUnload)
#endif

static __inline BOOLEAN GateIsReauthorize(_In_ const FWPS_INCOMING_VALUES* Values, UINT Index) {
  return (Values->incomingValue[Index].value.uint32 & FWP_CONDITION_FLAG_IS_REAUTHORIZE) != 0;
}

static void NTAPI GateClassify(_In_ const FWPS_INCOMING_VALUES* Values, _In_ const FWPS_INCOMING_METADATA_VALUES* Meta,
                               _Inout_opt_ void* LayerData, _In_opt_ const void* ClassifyContext,
                               _In_ const FWPS_FILTER* Filter, _In_ UINT64 FlowContext,
                               _Inout_ FWPS_CLASSIFY_OUT* Out) {
  PGATE_PENDED pended;
  NTSTATUS status;

  UNREFERENCED_PARAMETER(LayerData);
  UNREFERENCED_PARAMETER(ClassifyContext);
  UNREFERENCED_PARAMETER(Filter);
  UNREFERENCED_PARAMETER(FlowContext);
  if ((Out->rights & FWPS_RIGHT_ACTION_WRITE) == 0) return;
  if (GateIsReauthorize(Values, FWPS_FIELD_ALE_AUTH_CONNECT_V4_FLAGS)) {
    Out->actionType = FWP_ACTION_PERMIT;
    return;
  }
  NT_ASSERT(FWPS_IS_METADATA_FIELD_PRESENT(Meta, FWPS_METADATA_FIELD_COMPLETION_HANDLE));
#pragma warning(suppress : 28197)
  pended = (PGATE_PENDED)ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*pended), GATE_TAG);
  if (pended == NULL) {
    Out->actionType = FWP_ACTION_BLOCK;
    Out->rights &= ~FWPS_RIGHT_ACTION_WRITE;
    return;
  }
  status = FwpsPendOperation(Meta->completionHandle, &pended->CompletionContext);
  if (!NT_SUCCESS(status)) {
    GateTraceEvent(TRACE_LEVEL_INFORMATION, GATE_GENERAL, "pend failed %!STATUS!", status);
    ExFreePoolWithTag(pended, GATE_TAG);
    return;
  }
  pended->RemoteV4.S_un.S_addr =
      RtlUlongByteSwap(Values->incomingValue[FWPS_FIELD_ALE_AUTH_CONNECT_V4_IP_REMOTE_ADDRESS].value.uint32);
  (void)GateQueueInsert(pended);
  InterlockedIncrement(&GatePendedCount);
  KeSetEvent(&GateWake, IO_NO_INCREMENT, FALSE);
  Out->actionType = FWP_ACTION_BLOCK;
  Out->flags |= FWPS_CLASSIFY_OUT_FLAG_ABSORB;
}

static NTSTATUS NTAPI GateNotify(_In_ FWPS_CALLOUT_NOTIFY_TYPE Type, _In_ const GUID* Key, _Inout_ FWPS_FILTER* Filter) {
  UNREFERENCED_PARAMETER(Type);
  UNREFERENCED_PARAMETER(Key);
  UNREFERENCED_PARAMETER(Filter);
  return STATUS_SUCCESS;
}

_Use_decl_annotations_ VOID GateWorker(PVOID Context) {
  LARGE_INTEGER timeout;
  UNREFERENCED_PARAMETER(Context);
  timeout.QuadPart = -10i64 * 1000 * 1000;
  while (!GateStopping) {
    PGATE_PENDED pended;
    KeWaitForSingleObject(&GateWake, Executive, KernelMode, FALSE, &timeout);
    while ((pended = GateQueueRemove()) != NULL) {
      __try {
        if (pended->CompletionContext == NULL) continue;
        FwpsCompleteOperation(pended->CompletionContext, NULL);
      } __except (EXCEPTION_EXECUTE_HANDLER) {
        DbgPrintEx(DPFLTR_IHVDRIVER_ID, DPFLTR_ERROR_LEVEL, "gate: %08lx\n", GetExceptionCode());
        break;
      }
      ExFreePoolWithTag(pended, GATE_TAG);
    }
  }
  PsTerminateSystemThread(STATUS_SUCCESS);
}

static NTSTATUS GateAddFilter(HANDLE Engine) {
  FWPM_CALLOUT callout = {0};
  FWPM_FILTER filter = {0};
  FWPM_FILTER_CONDITION condition[2] = {0};
  NTSTATUS status = FwpmTransactionBegin(Engine, 0);
  BOOLEAN begun = NT_SUCCESS(status);

  __try {
    if (!begun) __leave;
    callout.calloutKey = GATE_CALLOUT;
    callout.displayData.name = L"gate";
    callout.applicableLayer = FWPM_LAYER_ALE_AUTH_CONNECT_V4;
    status = FwpmCalloutAdd(Engine, &callout, NULL, NULL);
    if (!NT_SUCCESS(status)) return status;
    filter.layerKey = FWPM_LAYER_ALE_AUTH_CONNECT_V4;
    filter.subLayerKey = FWPM_SUBLAYER_UNIVERSAL;
    filter.displayData.name = (wchar_t*)L"gate";
    filter.action.type = FWP_ACTION_CALLOUT_TERMINATING;
    filter.action.calloutKey = GATE_CALLOUT;
    condition[0].fieldKey = FWPM_CONDITION_IP_REMOTE_PORT;
    condition[0].matchType = FWP_MATCH_EQUAL;
    condition[0].conditionValue.type = FWP_UINT16;
    condition[0].conditionValue.uint16 = 443;
    filter.filterCondition = condition;
    filter.numFilterConditions = 1;
    filter.weight.type = FWP_EMPTY;
    status = FwpmFilterAdd(Engine, &filter, NULL, NULL);
    if (!NT_SUCCESS(status)) __leave;
    status = FwpmTransactionCommit(Engine);
    begun = FALSE;
  } __finally {
    if (begun) FwpmTransactionAbort(Engine);
  }
  return status;
}

VOID GateUnload(_In_ WDFDRIVER Driver) {
  PAGED_CODE();
  UNREFERENCED_PARAMETER(Driver);
  GateStopping = TRUE;
  FwpsCalloutUnregisterById(GateCalloutId);
  WPP_CLEANUP(WdfDriverWdmGetDriverObject(Driver));
}

NTSTATUS DriverEntry(_In_ PDRIVER_OBJECT DriverObject, _In_ PUNICODE_STRING RegistryPath) {
  WDF_DRIVER_CONFIG config;
  WDF_OBJECT_ATTRIBUTES attributes;
  PWDFDEVICE_INIT init;
  WDFDRIVER driver;
  HANDLE engine = NULL, thread = NULL;
  FWPM_SESSION session = {0};
  FWPS_CALLOUT callout = {0};
  NTSTATUS status;

  ExInitializeDriverRuntime(DrvRtPoolNxOptIn);
  WPP_INIT_TRACING(DriverObject, RegistryPath);
  KeInitializeEvent(&GateWake, SynchronizationEvent, FALSE);
  WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
  config.DriverInitFlags |= WdfDriverInitNonPnpDriver;
  config.EvtDriverUnload = GateUnload;
  status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
  if (!NT_SUCCESS(status)) goto Exit;
  init = WdfControlDeviceInitAllocate(driver, &SDDL_DEVOBJ_KERNEL_ONLY);
  if (!init) {
    status = STATUS_INSUFFICIENT_RESOURCES;
    goto Exit;
  }
  WdfDeviceInitSetDeviceType(init, FILE_DEVICE_NETWORK);
  WdfDeviceInitSetCharacteristics(init, FILE_DEVICE_SECURE_OPEN, FALSE);
  (void)WdfDeviceInitAssignName(init, &GateName);
  WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, GATE_DEVICE_CONTEXT);
  status = WdfDeviceCreate(&init, &attributes, &GateDevice);
  if (!NT_SUCCESS(status)) {
    WdfDeviceInitFree(init);
    goto Exit;
  }
  KeInitializeSpinLock(&GateGetContext(GateDevice)->Lock);
  InterlockedExchange(&GateGetContext(GateDevice)->Opens, 0);
  WdfControlFinishInitializing(GateDevice);
  status = PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, GateWorker, NULL);
  if (!NT_SUCCESS(status)) goto Exit;
  callout.calloutKey = GATE_CALLOUT;
  callout.classifyFn = GateClassify;
  callout.notifyFn = GateNotify;
  status = FwpsCalloutRegister(WdfDeviceWdmGetDeviceObject(GateDevice), &callout, &GateCalloutId);
  if (!NT_SUCCESS(status)) goto Exit;
  session.flags = FWPM_SESSION_FLAG_DYNAMIC;
  status = FwpmEngineOpen(NULL, RPC_C_AUTHN_WINNT, NULL, &session, &engine);
  if (NT_SUCCESS(status)) status = GateAddFilter(engine);
Exit:
  if (thread) ZwClose(thread);
  TraceEvents(TRACE_LEVEL_INFORMATION, GATE_QUEUE, "entry %!STATUS!", status);
  return status;
}
