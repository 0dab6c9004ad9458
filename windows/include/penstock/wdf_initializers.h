// SPDX-License-Identifier: Apache-2.0
// Initialisers of framework structures: zero, set Size, and the defaults the framework documents.
//
// Threads: any.
// Memory: the caller's structure.
// Errors: none; a structure that was not initialised is refused by its Size (K-WDF-4).
#pragma once

#include "generated/wdf_types.h"

#define PENSTOCK_WDF_ZERO(structure)                         \
  __builtin_memset((structure), 0, sizeof(*(structure)));    \
  (structure)->Size = sizeof(*(structure))

PENSTOCK_FORCE_INLINE VOID WDF_DRIVER_CONFIG_INIT(PWDF_DRIVER_CONFIG Config, PFN_WDF_DRIVER_DEVICE_ADD EvtDriverDeviceAdd) {
  PENSTOCK_WDF_ZERO(Config);
  Config->EvtDriverDeviceAdd = EvtDriverDeviceAdd;
}

PENSTOCK_FORCE_INLINE VOID WDF_OBJECT_ATTRIBUTES_INIT(PWDF_OBJECT_ATTRIBUTES Attributes) {
  PENSTOCK_WDF_ZERO(Attributes);
  Attributes->ExecutionLevel = WdfExecutionLevelInheritFromParent;
  Attributes->SynchronizationScope = WdfSynchronizationScopeInheritFromParent;
}

PENSTOCK_FORCE_INLINE VOID WDF_FILEOBJECT_CONFIG_INIT(PWDF_FILEOBJECT_CONFIG Config, PFN_WDF_DEVICE_FILE_CREATE Create,
                                            PFN_WDF_FILE_CLOSE Close, PFN_WDF_FILE_CLEANUP Cleanup) {
  PENSTOCK_WDF_ZERO(Config);
  Config->EvtDeviceFileCreate = Create;
  Config->EvtFileClose = Close;
  Config->EvtFileCleanup = Cleanup;
  Config->FileObjectClass = WdfFileObjectWdfCanUseFsContext;
  Config->AutoForwardCleanupClose = WdfUseDefault;
}

PENSTOCK_FORCE_INLINE VOID WDF_IO_QUEUE_CONFIG_INIT(PWDF_IO_QUEUE_CONFIG Config, WDF_IO_QUEUE_DISPATCH_TYPE DispatchType) {
  PENSTOCK_WDF_ZERO(Config);
  Config->PowerManaged = WdfUseDefault;
  Config->DispatchType = DispatchType;
  if (DispatchType == WdfIoQueueDispatchParallel) Config->Settings.Parallel.NumberOfPresentedRequests = (ULONG)-1;
}

PENSTOCK_FORCE_INLINE VOID WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(PWDF_IO_QUEUE_CONFIG Config,
                                                        WDF_IO_QUEUE_DISPATCH_TYPE DispatchType) {
  WDF_IO_QUEUE_CONFIG_INIT(Config, DispatchType);
  Config->DefaultQueue = TRUE;
}

PENSTOCK_FORCE_INLINE VOID WDF_REQUEST_PARAMETERS_INIT(PWDF_REQUEST_PARAMETERS Parameters) { PENSTOCK_WDF_ZERO(Parameters); }

PENSTOCK_FORCE_INLINE VOID WDF_TIMER_CONFIG_INIT(PWDF_TIMER_CONFIG Config, PFN_WDF_TIMER EvtTimerFunc) {
  PENSTOCK_WDF_ZERO(Config);
  Config->EvtTimerFunc = EvtTimerFunc;
  Config->AutomaticSerialization = TRUE;
}

PENSTOCK_FORCE_INLINE VOID WDF_TIMER_CONFIG_INIT_PERIODIC(PWDF_TIMER_CONFIG Config, PFN_WDF_TIMER EvtTimerFunc, LONG Period) {
  WDF_TIMER_CONFIG_INIT(Config, EvtTimerFunc);
  Config->Period = (ULONG)Period;
}

PENSTOCK_FORCE_INLINE VOID WDF_WORKITEM_CONFIG_INIT(PWDF_WORKITEM_CONFIG Config, PFN_WDF_WORKITEM EvtWorkItemFunc) {
  PENSTOCK_WDF_ZERO(Config);
  Config->EvtWorkItemFunc = EvtWorkItemFunc;
  Config->AutomaticSerialization = TRUE;
}

PENSTOCK_FORCE_INLINE VOID WDF_DPC_CONFIG_INIT(PWDF_DPC_CONFIG Config, PFN_WDF_DPC EvtDpcFunc) {
  PENSTOCK_WDF_ZERO(Config);
  Config->EvtDpcFunc = EvtDpcFunc;
  Config->AutomaticSerialization = TRUE;
}

PENSTOCK_FORCE_INLINE VOID WDF_REQUEST_SEND_OPTIONS_INIT(PWDF_REQUEST_SEND_OPTIONS Options, ULONG Flags) {
  PENSTOCK_WDF_ZERO(Options);
  Options->Flags = Flags;
}

// Times of the framework: 100 ns units, negative from now on.
PENSTOCK_FORCE_INLINE LONGLONG WDF_REL_TIMEOUT_IN_US(ULONGLONG Time) { return -1 * (LONGLONG)(Time * 10); }
PENSTOCK_FORCE_INLINE LONGLONG WDF_REL_TIMEOUT_IN_MS(ULONGLONG Time) { return -1 * (LONGLONG)(Time * 10000); }
PENSTOCK_FORCE_INLINE LONGLONG WDF_REL_TIMEOUT_IN_SEC(ULONGLONG Time) { return -1 * (LONGLONG)(Time * 10000000); }
PENSTOCK_FORCE_INLINE LONGLONG WDF_ABS_TIMEOUT_IN_US(ULONGLONG Time) { return (LONGLONG)(Time * 10); }
PENSTOCK_FORCE_INLINE LONGLONG WDF_ABS_TIMEOUT_IN_MS(ULONGLONG Time) { return (LONGLONG)(Time * 10000); }
PENSTOCK_FORCE_INLINE LONGLONG WDF_ABS_TIMEOUT_IN_SEC(ULONGLONG Time) { return (LONGLONG)(Time * 10000000); }
