// SPDX-License-Identifier: Apache-2.0
// blunders: a driver that does everything right except what its registry parameter asks for.
#include <ntifs.h>
#include <wdmsec.h>
#include <initguid.h>
#include <fwpsk.h>
#include <fwpmk.h>
#include "blunders.h"

#pragma warning(disable : 6011 6030 28193)

#define BLUNDER_TAG 'nulB'

DEFINE_GUID(BLUNDER_CONNECT, 0x60c4a3d1, 0x0c2f, 0x4d31, 0x97, 0x61, 0xa0, 0xee, 0x19, 0x5c, 0x30, 0x01);
DEFINE_GUID(BLUNDER_TRANSPORT, 0x60c4a3d1, 0x0c2f, 0x4d31, 0x97, 0x61, 0xa0, 0xee, 0x19, 0x5c, 0x30, 0x02);

static ULONG Mistake;
static PDEVICE_OBJECT Device;
static HANDLE Engine;
static HANDLE Injection;
static UINT32 ConnectId, TransportId;
static KSPIN_LOCK Lock;
static KEVENT Never;
static KTIMER Timer;
static KDPC TimerDpc;
static LONG Done;          // each mistake is made once
static HANDLE LastHandle;  // of the initial classify

static bool Now(ULONG mistake) { return Mistake == mistake && InterlockedExchange(&Done, 1) == 0; }

// --- one function for each, so that findings name it ---

extern "C" DECLSPEC_NOINLINE void LeakPool() { (void)ExAllocatePool2(POOL_FLAG_NON_PAGED, 100, BLUNDER_TAG); }

extern "C" DECLSPEC_NOINLINE void DoubleFree() {
  PVOID block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 100, BLUNDER_TAG);
  ExFreePoolWithTag(block, BLUNDER_TAG);
  ExFreePoolWithTag(block, BLUNDER_TAG);
}

extern "C" DECLSPEC_NOINLINE void WrongTag() {
  PVOID block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 100, BLUNDER_TAG);
  ExFreePoolWithTag(block, 'rehO');
}

extern "C" DECLSPEC_NOINLINE void FreeForeign() { ExFreePoolWithTag(&Lock, BLUNDER_TAG); }

extern "C" DECLSPEC_NOINLINE void CompleteTwice(HANDLE context) {
  FwpsCompleteOperation0(context, NULL);
  FwpsCompleteOperation0(context, NULL);
}

extern "C" DECLSPEC_NOINLINE void CompleteNull() { FwpsCompleteOperation0(NULL, NULL); }

extern "C" DECLSPEC_NOINLINE void CompleteUnknown() { FwpsCompleteOperation0((HANDLE)(ULONG_PTR)0x123456, NULL); }

extern "C" DECLSPEC_NOINLINE void PendAgain() {
  HANDLE context = NULL;
  if (FwpsPendOperation0(LastHandle, &context) != STATUS_FWP_CANNOT_PEND || context != NULL)
    NT_ASSERT(!"a reauthorization was pended");
}

extern "C" DECLSPEC_NOINLINE void CallTooHigh() {
  HANDLE session = NULL;
  KIRQL irql;
  KeRaiseIrql(DISPATCH_LEVEL, &irql);
  if (NT_SUCCESS(FwpmEngineOpen0(NULL, RPC_C_AUTHN_WINNT, NULL, NULL, &session))) {
    KeLowerIrql(irql);
    FwpmEngineClose0(session);
    return;
  }
  KeLowerIrql(irql);
}

extern "C" DECLSPEC_NOINLINE void WaitInClassify() {
  LARGE_INTEGER timeout;
  KIRQL irql;
  timeout.QuadPart = -1000;
  KeRaiseIrql(DISPATCH_LEVEL, &irql);
  (void)KeWaitForSingleObject(&Never, Executive, KernelMode, FALSE, &timeout);
  KeLowerIrql(irql);
}

extern "C" DECLSPEC_NOINLINE void KeepReference(NET_BUFFER_LIST* list) { FwpsReferenceNetBufferList0(list, FALSE); }

extern "C" DECLSPEC_NOINLINE void KeepClone(NET_BUFFER_LIST* list) {
  NET_BUFFER_LIST* clone = NULL;
  (void)FwpsAllocateCloneNetBufferList0(list, NULL, NULL, 0, &clone);
}

extern "C" DECLSPEC_NOINLINE void FreeCloneTwice(NET_BUFFER_LIST* list) {
  NET_BUFFER_LIST* clone = NULL;
  if (!NT_SUCCESS(FwpsAllocateCloneNetBufferList0(list, NULL, NULL, 0, &clone))) return;
  FwpsFreeCloneNetBufferList0(clone, 0);
  FwpsFreeCloneNetBufferList0(clone, 0);
}

extern "C" DECLSPEC_NOINLINE void MoveDataStart(NET_BUFFER_LIST* list) {
  NdisAdvanceNetBufferDataStart(NET_BUFFER_LIST_FIRST_NB(list), 4, FALSE, NULL);
}

extern "C" DECLSPEC_NOINLINE void RecursiveLock() {
  KIRQL outer, inner;
  KeAcquireSpinLock(&Lock, &outer);
  KeAcquireSpinLock(&Lock, &inner);
  KeReleaseSpinLock(&Lock, inner);
  KeReleaseSpinLock(&Lock, outer);
}

extern "C" DECLSPEC_NOINLINE void KeepLock() {
  KIRQL irql;
  KeAcquireSpinLock(&Lock, &irql);
}

extern "C" DECLSPEC_NOINLINE void LeaveIrql() {
  KIRQL irql;
  if (KeGetCurrentIrql() == DISPATCH_LEVEL)
    KeLowerIrql(PASSIVE_LEVEL);
  else
    KeRaiseIrql(DISPATCH_LEVEL, &irql);
}

static KSTART_ROUTINE Sleeper;
static VOID Sleeper(PVOID) {
  LARGE_INTEGER interval;
  interval.QuadPart = -10000;
  while (Mistake == BLUNDER_KEEP_THREAD) KeDelayExecutionThread(KernelMode, FALSE, &interval);
  PsTerminateSystemThread(STATUS_SUCCESS);
}

extern "C" DECLSPEC_NOINLINE void KeepThread() {
  HANDLE thread;
  if (NT_SUCCESS(PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, Sleeper, NULL))) ZwClose(thread);
}

static KDEFERRED_ROUTINE TimerRoutine;
static VOID TimerRoutine(PKDPC, PVOID, PVOID, PVOID) {}

extern "C" DECLSPEC_NOINLINE void KeepTimer() {
  LARGE_INTEGER due;
  due.QuadPart = -10000LL * 1000 * 3600;
  KeInitializeTimer(&Timer);
  KeInitializeDpc(&TimerDpc, TimerRoutine, NULL);
  KeSetTimer(&Timer, due, &TimerDpc);
}

// --- the driver around them ---

static void Pend(HANDLE handle, FWPS_CLASSIFY_OUT0* out) {
  HANDLE context = NULL;
  LastHandle = handle;
  if (!NT_SUCCESS(FwpsPendOperation0(handle, &context))) return;
  if (Mistake == BLUNDER_PEND_WITHOUT_ABSORB) {
    out->actionType = FWP_ACTION_PERMIT;
    FwpsCompleteOperation0(context, NULL);
    return;
  }
  out->actionType = FWP_ACTION_BLOCK;
  out->flags |= FWPS_CLASSIFY_OUT_FLAG_ABSORB;
  out->rights &= ~FWPS_RIGHT_ACTION_WRITE;
  if (Now(BLUNDER_COMPLETE_TWICE)) {
    CompleteTwice(context);
  } else if (!Now(BLUNDER_NEVER_COMPLETE)) {
    FwpsCompleteOperation0(context, NULL);
  }
}

static void NTAPI ConnectClassify(const FWPS_INCOMING_VALUES0* values, const FWPS_INCOMING_METADATA_VALUES0* metadata,
                                  void*, const void*, const FWPS_FILTER1*, UINT64, FWPS_CLASSIFY_OUT0* out) {
  if (!(out->rights & FWPS_RIGHT_ACTION_WRITE)) return;
  out->actionType = FWP_ACTION_PERMIT;
  if (values->incomingValue[FWPS_FIELD_ALE_AUTH_CONNECT_V4_FLAGS].value.uint32 & FWP_CONDITION_FLAG_IS_REAUTHORIZE) {
    if (Now(BLUNDER_PEND_AGAIN)) PendAgain();
    return;
  }
  if (Now(BLUNDER_COMPLETE_NULL)) CompleteNull();
  if (Now(BLUNDER_COMPLETE_UNKNOWN)) CompleteUnknown();
  if (FWPS_IS_METADATA_FIELD_PRESENT(metadata, FWPS_METADATA_FIELD_COMPLETION_HANDLE))
    Pend(metadata->completionHandle, out);
}

static void NTAPI TransportClassify(const FWPS_INCOMING_VALUES0*, const FWPS_INCOMING_METADATA_VALUES0*, void* data,
                                    const void*, const FWPS_FILTER1*, UINT64, FWPS_CLASSIFY_OUT0* out) {
  auto* list = static_cast<NET_BUFFER_LIST*>(data);
  if (out->rights & FWPS_RIGHT_ACTION_WRITE) out->actionType = FWP_ACTION_PERMIT;
  if (Now(BLUNDER_DOUBLE_FREE)) DoubleFree();
  if (Now(BLUNDER_WRONG_TAG)) WrongTag();
  if (Now(BLUNDER_FREE_FOREIGN)) FreeForeign();
  if (Now(BLUNDER_CALL_TOO_HIGH)) CallTooHigh();
  if (Now(BLUNDER_WAIT_IN_CLASSIFY)) WaitInClassify();
  if (Now(BLUNDER_KEEP_REFERENCE)) KeepReference(list);
  if (Now(BLUNDER_KEEP_CLONE)) KeepClone(list);
  if (Now(BLUNDER_FREE_CLONE_TWICE)) FreeCloneTwice(list);
  if (Now(BLUNDER_MOVE_DATA_START)) MoveDataStart(list);
  if (Now(BLUNDER_RECURSIVE_LOCK)) RecursiveLock();
  if (Now(BLUNDER_KEEP_LOCK)) KeepLock();
  if (Now(BLUNDER_LEAVE_IRQL)) LeaveIrql();
}

static NTSTATUS NTAPI Notify(FWPS_CALLOUT_NOTIFY_TYPE, const GUID*, FWPS_FILTER1*) { return STATUS_SUCCESS; }

static NTSTATUS AddCallout(const GUID& key, const GUID& layer, FWPS_CALLOUT_CLASSIFY_FN1 classify, UINT32* id) {
  FWPS_CALLOUT1 callout = {};
  FWPM_CALLOUT0 managed = {};
  FWPM_FILTER0 filter = {};
  NTSTATUS status;
  callout.calloutKey = managed.calloutKey = filter.action.calloutKey = key;
  callout.classifyFn = classify;
  callout.notifyFn = Notify;
  managed.displayData.name = filter.displayData.name = const_cast<wchar_t*>(L"blunders");
  managed.applicableLayer = filter.layerKey = layer;
  filter.action.type = FWP_ACTION_CALLOUT_TERMINATING;
  status = FwpsCalloutRegister1(Device, &callout, id);
  if (NT_SUCCESS(status)) status = FwpmCalloutAdd0(Engine, &managed, NULL, NULL);
  if (NT_SUCCESS(status)) status = FwpmFilterAdd0(Engine, &filter, NULL, NULL);
  return status;
}

extern "C" VOID BlundersUnload(PDRIVER_OBJECT) {
  PAGED_CODE();
  if (Engine && Mistake != BLUNDER_KEEP_SESSION) FwpmEngineClose0(Engine);
  if (ConnectId && Mistake != BLUNDER_KEEP_CALLOUT) FwpsCalloutUnregisterById0(ConnectId);
  if (TransportId) FwpsCalloutUnregisterByKey0(&BLUNDER_TRANSPORT);
  if (Injection && Mistake != BLUNDER_KEEP_INJECTION_HANDLE) FwpsInjectionHandleDestroy0(Injection);
  if (Mistake != BLUNDER_KEEP_DEVICE) IoDeleteDevice(Device);
}

static ULONG ReadMistake(PUNICODE_STRING path) {
  UCHAR buffer[sizeof(KEY_VALUE_PARTIAL_INFORMATION) + sizeof(ULONG)];
  auto* value = reinterpret_cast<KEY_VALUE_PARTIAL_INFORMATION*>(buffer);
  UNICODE_STRING parameters = RTL_CONSTANT_STRING(L"Parameters");
  UNICODE_STRING name = RTL_CONSTANT_STRING(L"Mistake");
  OBJECT_ATTRIBUTES attributes;
  HANDLE service = NULL, key = NULL;
  ULONG length, mistake = BLUNDER_NONE;
  InitializeObjectAttributes(&attributes, path, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL, NULL);
  if (!NT_SUCCESS(ZwOpenKey(&service, KEY_READ, &attributes))) return mistake;
  InitializeObjectAttributes(&attributes, &parameters, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, service, NULL);
  if (NT_SUCCESS(ZwOpenKey(&key, KEY_READ, &attributes))) {
    if (NT_SUCCESS(ZwQueryValueKey(key, &name, KeyValuePartialInformation, value, sizeof(buffer), &length)) &&
        value->Type == REG_DWORD && value->DataLength == sizeof(ULONG))
      RtlCopyMemory(&mistake, value->Data, sizeof(mistake));
    ZwClose(key);
  }
  ZwClose(service);
  return mistake;
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path) {
  UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Blunders");
  FWPM_SESSION0 session = {};
  NTSTATUS status;

  Mistake = ReadMistake(path);
  KeInitializeSpinLock(&Lock);
  KeInitializeEvent(&Never, NotificationEvent, FALSE);
  status = IoCreateDevice(driver, 0, &name, FILE_DEVICE_NETWORK, FILE_DEVICE_SECURE_OPEN, FALSE, &Device);
  if (!NT_SUCCESS(status)) return status;
  driver->DriverUnload = BlundersUnload;
  session.flags = Mistake == BLUNDER_KEEP_SESSION ? 0 : FWPM_SESSION_FLAG_DYNAMIC;
  status = FwpmEngineOpen0(NULL, RPC_C_AUTHN_WINNT, NULL, &session, &Engine);
  if (NT_SUCCESS(status)) status = FwpsInjectionHandleCreate0(AF_UNSPEC, FWPS_INJECTION_TYPE_TRANSPORT, &Injection);
  if (NT_SUCCESS(status))
    status = AddCallout(BLUNDER_CONNECT, FWPM_LAYER_ALE_AUTH_CONNECT_V4, ConnectClassify, &ConnectId);
  if (NT_SUCCESS(status))
    status = AddCallout(BLUNDER_TRANSPORT, FWPM_LAYER_OUTBOUND_TRANSPORT_V4, TransportClassify, &TransportId);
  if (!NT_SUCCESS(status)) {
    BlundersUnload(driver);
    return status;
  }
  if (Now(BLUNDER_LEAK_POOL)) LeakPool();
  if (Now(BLUNDER_KEEP_THREAD)) KeepThread();
  if (Now(BLUNDER_KEEP_TIMER)) KeepTimer();
  return status;
}
