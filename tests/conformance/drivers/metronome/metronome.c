// SPDX-License-Identifier: Apache-2.0
/*++
    Metronome: whoever wants out waits for the next beat. A periodic timer's DPC completes at DISPATCH_LEVEL
    everything that was pended since the beat before; every other connection is let through.
--*/
#include <ntddk.h>
#include <fwpsk.h>
#include <fwpmk.h>
#include <initguid.h>

#define BEAT_MS 20
#define METRO_TAG 'rteM'

DEFINE_GUID(METRO_CONNECT_V4, 0xd1c6e1a0, 0x12fe, 0x4f3c, 0x9f, 0x50, 0x7d, 0x5a, 0x0b, 0xb3, 0x11, 0x04);

typedef struct _WAITER {
    SINGLE_LIST_ENTRY Next;
    HANDLE Context;
    UINT32 RemoteAddress;
    UINT16 LocalPort, RemotePort;
    BOOLEAN Permit;
} WAITER, *PWAITER;

PDEVICE_OBJECT MetroDevice;
HANDLE MetroEngine;
UINT32 MetroCallout;
KTIMER MetroTimer;
KDPC MetroDpc;
KSPIN_LOCK MetroLock;
SINGLE_LIST_ENTRY MetroWaiting;     /* guarded by MetroLock */
SINGLE_LIST_ENTRY MetroCompleting;  /* likewise; what is still there at unload was never asked about again */
LONG MetroParity;
BOOLEAN MetroStopped;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD MetroUnload;
KDEFERRED_ROUTINE MetroBeat;

/* The waiter belongs to its reauthorization from here on. That one may run inside this call, or later on the
 * thread of a classify that has not ended yet. */
static VOID MetroComplete(PWAITER Waiter)
{
    HANDLE Context = Waiter->Context;
    KIRQL OldIrql;

    KeAcquireSpinLock(&MetroLock, &OldIrql);
    PushEntryList(&MetroCompleting, &Waiter->Next);
    KeReleaseSpinLock(&MetroLock, OldIrql);
    FwpsCompleteOperation0(Context, NULL);
}

static PWAITER MetroPop(VOID)
{
    PSINGLE_LIST_ENTRY Entry;
    KIRQL OldIrql;

    KeAcquireSpinLock(&MetroLock, &OldIrql);
    Entry = PopEntryList(&MetroWaiting);
    KeReleaseSpinLock(&MetroLock, OldIrql);
    return Entry ? CONTAINING_RECORD(Entry, WAITER, Next) : NULL;
}

_Use_decl_annotations_
VOID MetroBeat(PKDPC Dpc, PVOID DeferredContext, PVOID SystemArgument1, PVOID SystemArgument2)
{
    PWAITER Waiter;

    UNREFERENCED_PARAMETER(Dpc);
    UNREFERENCED_PARAMETER(DeferredContext);
    UNREFERENCED_PARAMETER(SystemArgument1);
    UNREFERENCED_PARAMETER(SystemArgument2);
    NT_ASSERT(KeGetCurrentIrql() == DISPATCH_LEVEL);
    while ((Waiter = MetroPop()) != NULL) {
        Waiter->Permit = (BOOLEAN)((InterlockedIncrement(&MetroParity) & 1) != 0);
        MetroComplete(Waiter);
    }
}

static BOOLEAN MetroSame(const WAITER* Waiter, const FWPS_INCOMING_VALUE0* Fields)
{
    return Waiter->LocalPort == Fields[FWPS_FIELD_ALE_AUTH_CONNECT_V4_IP_LOCAL_PORT].value.uint16 &&
           Waiter->RemotePort == Fields[FWPS_FIELD_ALE_AUTH_CONNECT_V4_IP_REMOTE_PORT].value.uint16 &&
           Waiter->RemoteAddress == Fields[FWPS_FIELD_ALE_AUTH_CONNECT_V4_IP_REMOTE_ADDRESS].value.uint32;
}

static BOOLEAN MetroRecall(const FWPS_INCOMING_VALUES0* Values)
{
    PSINGLE_LIST_ENTRY* Link;
    PWAITER Found = NULL;
    BOOLEAN Permit = TRUE;
    KIRQL OldIrql;

    KeAcquireSpinLock(&MetroLock, &OldIrql);
    for (Link = &MetroCompleting.Next; *Link != NULL; Link = &(*Link)->Next) {
        PWAITER Waiter = CONTAINING_RECORD(*Link, WAITER, Next);
        if (MetroSame(Waiter, Values->incomingValue)) {
            Found = Waiter;
            *Link = Waiter->Next.Next;
            break;
        }
    }
    KeReleaseSpinLock(&MetroLock, OldIrql);
    if (Found != NULL) {
        Permit = Found->Permit;
        ExFreePool(Found);
    }
    return Permit;
}

static BOOLEAN MetroPend(const FWPS_INCOMING_VALUES0* Values, const FWPS_INCOMING_METADATA_VALUES0* Metadata)
{
    const FWPS_INCOMING_VALUE0* Fields = Values->incomingValue;
    PWAITER Waiter = (PWAITER)ExAllocatePoolZero(NonPagedPoolNx, sizeof(WAITER), METRO_TAG);
    BOOLEAN Stopped;
    KIRQL OldIrql;

    if (Waiter == NULL)
        return FALSE;
    Waiter->LocalPort = Fields[FWPS_FIELD_ALE_AUTH_CONNECT_V4_IP_LOCAL_PORT].value.uint16;
    Waiter->RemotePort = Fields[FWPS_FIELD_ALE_AUTH_CONNECT_V4_IP_REMOTE_PORT].value.uint16;
    Waiter->RemoteAddress = Fields[FWPS_FIELD_ALE_AUTH_CONNECT_V4_IP_REMOTE_ADDRESS].value.uint32;
    if (!NT_SUCCESS(FwpsPendOperation0(Metadata->completionHandle, &Waiter->Context))) {
        ExFreePool(Waiter);
        return FALSE;
    }
    KeAcquireSpinLock(&MetroLock, &OldIrql);
    Stopped = MetroStopped;
    if (!Stopped)
        PushEntryList(&MetroWaiting, &Waiter->Next);
    KeReleaseSpinLock(&MetroLock, OldIrql);
    if (Stopped) {
        FwpsCompleteOperation0(Waiter->Context, NULL);
        ExFreePool(Waiter);
    }
    return TRUE;
}

static VOID NTAPI MetroClassify(const FWPS_INCOMING_VALUES0* Values, const FWPS_INCOMING_METADATA_VALUES0* Metadata,
                                VOID* LayerData, const FWPS_FILTER0* Filter, UINT64 FlowContext,
                                FWPS_CLASSIFY_OUT0* ClassifyOut)
{
    UINT32 Flags = Values->incomingValue[FWPS_FIELD_ALE_AUTH_CONNECT_V4_FLAGS].value.uint32;

    UNREFERENCED_PARAMETER(LayerData);
    UNREFERENCED_PARAMETER(Filter);
    UNREFERENCED_PARAMETER(FlowContext);
    if (!(ClassifyOut->rights & FWPS_RIGHT_ACTION_WRITE))
        return;
    if (Flags & FWP_CONDITION_FLAG_IS_REAUTHORIZE) {
        ClassifyOut->actionType = MetroRecall(Values) ? FWP_ACTION_PERMIT : FWP_ACTION_BLOCK;
    } else if (FWPS_IS_METADATA_FIELD_PRESENT(Metadata, FWPS_METADATA_FIELD_COMPLETION_HANDLE) &&
               MetroPend(Values, Metadata)) {
        ClassifyOut->actionType = FWP_ACTION_BLOCK;
        ClassifyOut->flags |= FWPS_CLASSIFY_OUT_FLAG_ABSORB;
    } else {
        ClassifyOut->actionType = FWP_ACTION_BLOCK;
    }
    if (ClassifyOut->actionType == FWP_ACTION_BLOCK)
        ClassifyOut->rights &= ~FWPS_RIGHT_ACTION_WRITE;
}

static NTSTATUS NTAPI MetroNotify(FWPS_CALLOUT_NOTIFY_TYPE Type, const GUID* Key, FWPS_FILTER0* Filter)
{
    UNREFERENCED_PARAMETER(Type);
    UNREFERENCED_PARAMETER(Key);
    UNREFERENCED_PARAMETER(Filter);
    return STATUS_SUCCESS;
}

/* Only TCP: the condition keeps datagrams, which would have to be sent again, away from us. */
static NTSTATUS MetroAddFilter(VOID)
{
    FWPM_FILTER_CONDITION0 Condition = { 0 };
    FWPM_FILTER0 Filter = { 0 };

    Condition.fieldKey = FWPM_CONDITION_IP_PROTOCOL;
    Condition.matchType = FWP_MATCH_EQUAL;
    Condition.conditionValue.type = FWP_UINT8;
    Condition.conditionValue.uint8 = IPPROTO_TCP;
    Filter.displayData.name = L"metronome";
    Filter.layerKey = FWPM_LAYER_ALE_AUTH_CONNECT_V4;
    Filter.action.type = FWP_ACTION_CALLOUT_TERMINATING;
    Filter.action.calloutKey = METRO_CONNECT_V4;
    Filter.numFilterConditions = 1;
    Filter.filterCondition = &Condition;
    return FwpmFilterAdd0(MetroEngine, &Filter, NULL, NULL);
}

static NTSTATUS MetroStart(VOID)
{
    FWPS_CALLOUT0 Callout = { METRO_CONNECT_V4, 0, MetroClassify, MetroNotify, NULL };
    FWPM_CALLOUT0 Managed = { 0 };
    FWPM_SESSION0 Session = { 0 };
    NTSTATUS Status;

    Session.flags = FWPM_SESSION_FLAG_DYNAMIC;
    Managed.calloutKey = METRO_CONNECT_V4;
    Managed.displayData.name = L"metronome";
    Managed.applicableLayer = FWPM_LAYER_ALE_AUTH_CONNECT_V4;
    if (!NT_SUCCESS(Status = FwpsCalloutRegister0(MetroDevice, &Callout, &MetroCallout)) ||
        !NT_SUCCESS(Status = FwpmEngineOpen0(NULL, RPC_C_AUTHN_WINNT, NULL, &Session, &MetroEngine)) ||
        !NT_SUCCESS(Status = FwpmCalloutAdd0(MetroEngine, &Managed, NULL, NULL)))
        return Status;
    return MetroAddFilter();
}

/* The beat ends first, then whoever still waits is refused, then nothing of ours is left in the engine. */
VOID MetroUnload(PDRIVER_OBJECT DriverObject)
{
    PWAITER Waiter;
    KIRQL OldIrql;

    UNREFERENCED_PARAMETER(DriverObject);
    KeAcquireSpinLock(&MetroLock, &OldIrql);
    MetroStopped = TRUE;
    KeReleaseSpinLock(&MetroLock, OldIrql);
    KeCancelTimer(&MetroTimer);
    KeFlushQueuedDpcs();
    while ((Waiter = MetroPop()) != NULL) {
        Waiter->Permit = FALSE;
        MetroComplete(Waiter);
    }
    if (MetroEngine != NULL)
        FwpmEngineClose0(MetroEngine);
    if (MetroCallout != 0)
        FwpsCalloutUnregisterById0(MetroCallout);
    while (MetroCompleting.Next != NULL)
        ExFreePool(CONTAINING_RECORD(PopEntryList(&MetroCompleting), WAITER, Next));
    IoDeleteDevice(MetroDevice);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\Metronome");
    LARGE_INTEGER Due;
    NTSTATUS Status;

    UNREFERENCED_PARAMETER(RegistryPath);
    KeInitializeSpinLock(&MetroLock);
    KeInitializeTimerEx(&MetroTimer, SynchronizationTimer);
    KeInitializeDpc(&MetroDpc, MetroBeat, NULL);
    Status = IoCreateDevice(DriverObject, 0, &Name, FILE_DEVICE_NETWORK, 0, FALSE, &MetroDevice);
    if (!NT_SUCCESS(Status))
        return Status;
    DriverObject->DriverUnload = MetroUnload;
    Due.QuadPart = -BEAT_MS * 10000LL;
    KeSetTimerEx(&MetroTimer, Due, BEAT_MS, &MetroDpc);
    Status = MetroStart();
    if (!NT_SUCCESS(Status))
        MetroUnload(DriverObject);
    return Status;
}
