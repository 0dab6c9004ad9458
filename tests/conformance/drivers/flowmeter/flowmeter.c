// SPDX-License-Identifier: Apache-2.0
//
// Flowmeter. A context for each flow, made when the flow is established and associated with the data layers;
// the data callouts are conditional on flows, so that they see only what is metered.
//
#include <wdm.h>
#include <wdf.h>
#define NDIS_SUPPORT_NDIS6 1
#include <ndis.h>
#include <fwpsk.h>
#include <fwpmk.h>
#define INITGUID
#include <guiddef.h>
#include "flowmeter.h"

#define FLOW_TAG ((ULONG)'rtmF')

DEFINE_GUID(FLOWMETER_KEY, 0x4f1d2b00, 0x8c7a, 0x49be, 0xa5, 0x77, 0x18, 0x22, 0x9c, 0x3e, 0x00, 0x00);

typedef enum { DataOutV4, DataOutV6, DataInV4, DataInV6, DatagramV4, DatagramV6, DataLayers } DATA_LAYER;

typedef struct FLOW {
    LIST_ENTRY     Links;
    UINT64         FlowHandle;
    LONG           References;          // one for each layer it is associated with, one while it is made
    BOOLEAN        Listed;
    volatile LONG64 Packets;
    volatile LONG64 Bytes;
} FLOW;

typedef struct LAYER {
    const GUID* Key;
    UINT16      Id;
    UINT32      Callout;
} LAYER;

static LAYER Established[2] = {
    { &FWPM_LAYER_ALE_FLOW_ESTABLISHED_V4, FWPS_LAYER_ALE_FLOW_ESTABLISHED_V4 },
    { &FWPM_LAYER_ALE_FLOW_ESTABLISHED_V6, FWPS_LAYER_ALE_FLOW_ESTABLISHED_V6 },
};
static LAYER Data[DataLayers] = {
    { &FWPM_LAYER_OUTBOUND_TRANSPORT_V4, FWPS_LAYER_OUTBOUND_TRANSPORT_V4 },
    { &FWPM_LAYER_OUTBOUND_TRANSPORT_V6, FWPS_LAYER_OUTBOUND_TRANSPORT_V6 },
    { &FWPM_LAYER_INBOUND_TRANSPORT_V4,  FWPS_LAYER_INBOUND_TRANSPORT_V4  },
    { &FWPM_LAYER_INBOUND_TRANSPORT_V6,  FWPS_LAYER_INBOUND_TRANSPORT_V6  },
    { &FWPM_LAYER_DATAGRAM_DATA_V4,      FWPS_LAYER_DATAGRAM_DATA_V4      },
    { &FWPM_LAYER_DATAGRAM_DATA_V6,      FWPS_LAYER_DATAGRAM_DATA_V6      },
};

static struct {
    WDFDEVICE      Device;
    HANDLE         Engine;
    WDFSPINLOCK    Lock;
    LIST_ENTRY     Flows;
    BOOLEAN        Stopping;
    KEVENT         Empty;
    volatile LONG  Alive;               // flows, and one for the driver itself
    volatile LONG  Begun, Ended, Failures, Strangers;
    volatile LONG64 Packets, Bytes;
} Meter;

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_UNLOAD FlowmeterUnload;
EVT_WDF_IO_QUEUE_IO_DEVICE_CONTROL FlowmeterControl;

static void FlowmeterForget(void)
{
    if (InterlockedDecrement(&Meter.Alive) == 0)
        KeSetEvent(&Meter.Empty, IO_NO_INCREMENT, FALSE);
}

static void FlowRelease(FLOW* Flow)
{
    if (InterlockedDecrement(&Flow->References) != 0)
        return;
    WdfSpinLockAcquire(Meter.Lock);
    if (Flow->Listed)
        RemoveEntryList(&Flow->Links);
    WdfSpinLockRelease(Meter.Lock);
    InterlockedAdd64(&Meter.Packets, InterlockedCompareExchange64(&Flow->Packets, 0, 0));
    InterlockedAdd64(&Meter.Bytes, InterlockedCompareExchange64(&Flow->Bytes, 0, 0));
    InterlockedIncrement(&Meter.Ended);
    ExFreePoolWithTag(Flow, FLOW_TAG);
    FlowmeterForget();
}

static void Associate(FLOW* Flow, UINT16 LayerId)
{
    BOOLEAN V6 = LayerId == FWPS_LAYER_ALE_FLOW_ESTABLISHED_V6;
    NTSTATUS Status;
    ULONG i;

    for (i = V6 ? 1 : 0; i < DataLayers; i += 2) {
        InterlockedIncrement(&Flow->References);
        Status = FwpsFlowAssociateContext0(Flow->FlowHandle, Data[i].Id, Data[i].Callout, (UINT64)(ULONG_PTR)Flow);
        if (Status != STATUS_SUCCESS) {         // STATUS_OBJECT_NAME_EXISTS is no NT_ERROR
            InterlockedIncrement(&Meter.Failures);
            InterlockedDecrement(&Flow->References);
        }
    }
}

static VOID NTAPI EstablishedClassify(
    _In_ const FWPS_INCOMING_VALUES0* inFixedValues,
    _In_ const FWPS_INCOMING_METADATA_VALUES0* inMetaValues,
    _Inout_opt_ VOID* layerData,
    _In_opt_ const VOID* classifyContext,
    _In_ const FWPS_FILTER1* filter,
    _In_ UINT64 flowContext,
    _Inout_ FWPS_CLASSIFY_OUT0* classifyOut)
{
    FLOW* Flow = NULL;
    BOOLEAN Stopping;

    UNREFERENCED_PARAMETER(layerData);
    UNREFERENCED_PARAMETER(classifyContext);
    UNREFERENCED_PARAMETER(filter);
    UNREFERENCED_PARAMETER(flowContext);

    if (classifyOut->rights & FWPS_RIGHT_ACTION_WRITE)
        classifyOut->actionType = FWP_ACTION_CONTINUE;
    if (!FWPS_IS_METADATA_FIELD_PRESENT(inMetaValues, FWPS_METADATA_FIELD_FLOW_HANDLE))
        return;
    Flow = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(FLOW), FLOW_TAG);
    if (Flow == NULL)
        return;
    Flow->FlowHandle = inMetaValues->flowHandle;
    Flow->References = 1;
    WdfSpinLockAcquire(Meter.Lock);
    Stopping = Meter.Stopping;
    if (!Stopping) {
        InsertTailList(&Meter.Flows, &Flow->Links);
        Flow->Listed = TRUE;
        InterlockedIncrement(&Meter.Alive);
    }
    WdfSpinLockRelease(Meter.Lock);
    if (Stopping) {
        ExFreePoolWithTag(Flow, FLOW_TAG);
        return;
    }
    InterlockedIncrement(&Meter.Begun);
    Associate(Flow, inFixedValues->layerId);
    FlowRelease(Flow);
}

static VOID NTAPI DataClassify(
    _In_ const FWPS_INCOMING_VALUES0* inFixedValues,
    _In_ const FWPS_INCOMING_METADATA_VALUES0* inMetaValues,
    _Inout_opt_ VOID* layerData,
    _In_opt_ const VOID* classifyContext,
    _In_ const FWPS_FILTER1* filter,
    _In_ UINT64 flowContext,
    _Inout_ FWPS_CLASSIFY_OUT0* classifyOut)
{
    FLOW* Flow = (FLOW*)(ULONG_PTR)flowContext;
    NET_BUFFER* Buffer;

    UNREFERENCED_PARAMETER(inMetaValues);
    UNREFERENCED_PARAMETER(classifyContext);
    UNREFERENCED_PARAMETER(filter);

    if (classifyOut->rights & FWPS_RIGHT_ACTION_WRITE)
        classifyOut->actionType = FWP_ACTION_CONTINUE;
    if (Flow == NULL) {
        InterlockedIncrement(&Meter.Strangers);
        return;
    }
    if (inFixedValues->layerId == FWPS_LAYER_DATAGRAM_DATA_V4 || inFixedValues->layerId == FWPS_LAYER_DATAGRAM_DATA_V6)
        return;                                 // the transport layers see the same packet
    InterlockedIncrement64(&Flow->Packets);
    for (Buffer = NET_BUFFER_LIST_FIRST_NB((NET_BUFFER_LIST*)layerData); Buffer; Buffer = NET_BUFFER_NEXT_NB(Buffer))
        InterlockedAdd64(&Flow->Bytes, NET_BUFFER_DATA_LENGTH(Buffer));
}

static NTSTATUS NTAPI Notify(FWPS_CALLOUT_NOTIFY_TYPE notifyType, const GUID* filterKey, FWPS_FILTER1* filter)
{
    UNREFERENCED_PARAMETER(notifyType);
    UNREFERENCED_PARAMETER(filterKey);
    UNREFERENCED_PARAMETER(filter);
    return STATUS_SUCCESS;
}

// Called at DISPATCH_LEVEL or below, on whichever thread ends the flow.
static VOID NTAPI FlowDeleted(UINT16 layerId, UINT32 calloutId, UINT64 flowContext)
{
    UNREFERENCED_PARAMETER(layerId);
    UNREFERENCED_PARAMETER(calloutId);
    FlowRelease((FLOW*)(ULONG_PTR)flowContext);
}

static NTSTATUS AddLayer(LAYER* Layer, ULONG Number, BOOLEAN Conditional)
{
    FWPS_CALLOUT1 Callout;
    FWPM_CALLOUT0 Managed;
    FWPM_FILTER0 Filter;
    NTSTATUS Status;

    RtlZeroMemory(&Callout, sizeof(Callout));
    Callout.calloutKey = FLOWMETER_KEY;
    Callout.calloutKey.Data4[7] = (UCHAR)Number;
    Callout.flags = Conditional ? FWP_CALLOUT_FLAG_CONDITIONAL_ON_FLOW : 0;
    Callout.classifyFn = Conditional ? DataClassify : EstablishedClassify;
    Callout.notifyFn = Notify;
    Callout.flowDeleteFn = Conditional ? FlowDeleted : NULL;
    Status = FwpsCalloutRegister1(WdfDeviceWdmGetDeviceObject(Meter.Device), &Callout, &Layer->Callout);
    if (!NT_SUCCESS(Status))
        return Status;

    RtlZeroMemory(&Managed, sizeof(Managed));
    Managed.calloutKey = Callout.calloutKey;
    Managed.displayData.name = L"flowmeter";
    Managed.applicableLayer = *Layer->Key;
    Status = FwpmCalloutAdd0(Meter.Engine, &Managed, NULL, NULL);
    if (!NT_SUCCESS(Status))
        return Status;

    RtlZeroMemory(&Filter, sizeof(Filter));
    Filter.displayData.name = L"flowmeter";
    Filter.layerKey = *Layer->Key;
    Filter.weight.type = FWP_EMPTY;
    Filter.action.type = FWP_ACTION_CALLOUT_INSPECTION;
    Filter.action.calloutKey = Callout.calloutKey;
    return FwpmFilterAdd0(Meter.Engine, &Filter, NULL, NULL);
}

static NTSTATUS StartMetering(void)
{
    FWPM_SESSION0 Session = { 0 };
    NTSTATUS Status;
    ULONG i;

    Session.flags = FWPM_SESSION_FLAG_DYNAMIC;
    Status = FwpmEngineOpen0(NULL, RPC_C_AUTHN_WINNT, NULL, &Session, &Meter.Engine);
    // The data layers first: whoever is established finds them.
    for (i = 0; NT_SUCCESS(Status) && i < DataLayers; i++)
        Status = AddLayer(&Data[i], i, TRUE);
    for (i = 0; NT_SUCCESS(Status) && i < 2; i++)
        Status = AddLayer(&Established[i], DataLayers + i, FALSE);
    return Status;
}

// Removes one context after the other; each ends in FlowDeleted, here or when its classify has ended.
static void RemoveContexts(void)
{
    for (;;) {
        UINT64 Handle = 0;
        ULONG i;

        WdfSpinLockAcquire(Meter.Lock);
        if (!IsListEmpty(&Meter.Flows)) {
            FLOW* Flow = CONTAINING_RECORD(RemoveHeadList(&Meter.Flows), FLOW, Links);
            Flow->Listed = FALSE;
            Handle = Flow->FlowHandle;
        }
        WdfSpinLockRelease(Meter.Lock);
        if (Handle == 0)
            return;
        for (i = 0; i < DataLayers; i++)
            (void)FwpsFlowRemoveContext0(Handle, Data[i].Id, Data[i].Callout);
    }
}

static void StopMetering(void)
{
    ULONG i;

    WdfSpinLockAcquire(Meter.Lock);
    Meter.Stopping = TRUE;
    WdfSpinLockRelease(Meter.Lock);
    // After this nobody can associate any more.
    for (i = 0; i < 2; i++) {
        if (Established[i].Callout != 0)
            (void)FwpsCalloutUnregisterById0(Established[i].Callout);
    }
    RemoveContexts();
    FlowmeterForget();
    KeWaitForSingleObject(&Meter.Empty, Executive, KernelMode, FALSE, NULL);
    for (i = 0; i < DataLayers; i++) {
        if (Data[i].Callout != 0 && FwpsCalloutUnregisterById0(Data[i].Callout) == STATUS_DEVICE_BUSY)
            NT_ASSERT(!"a context was left");
    }
    if (Meter.Engine != NULL)
        FwpmEngineClose0(Meter.Engine);
}

VOID FlowmeterUnload(_In_ WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    StopMetering();
}

VOID FlowmeterControl(WDFQUEUE Queue, WDFREQUEST Request, size_t OutputLength, size_t InputLength, ULONG Code)
{
    FLOWMETER_TOTALS* Totals;
    NTSTATUS Status;

    UNREFERENCED_PARAMETER(Queue);
    UNREFERENCED_PARAMETER(OutputLength);
    UNREFERENCED_PARAMETER(InputLength);
    if (Code != IOCTL_FLOWMETER_TOTALS) {
        WdfRequestComplete(Request, STATUS_INVALID_DEVICE_REQUEST);
        return;
    }
    Status = WdfRequestRetrieveOutputBuffer(Request, sizeof(*Totals), (PVOID*)&Totals, NULL);
    if (!NT_SUCCESS(Status)) {
        WdfRequestComplete(Request, Status);
        return;
    }
    Totals->FlowsBegun = (unsigned)InterlockedCompareExchange(&Meter.Begun, 0, 0);
    Totals->FlowsEnded = (unsigned)InterlockedCompareExchange(&Meter.Ended, 0, 0);
    Totals->Failures = (unsigned)InterlockedCompareExchange(&Meter.Failures, 0, 0);
    Totals->Strangers = (unsigned)InterlockedCompareExchange(&Meter.Strangers, 0, 0);
    Totals->Packets = (unsigned long long)InterlockedCompareExchange64(&Meter.Packets, 0, 0);
    Totals->Bytes = (unsigned long long)InterlockedCompareExchange64(&Meter.Bytes, 0, 0);
    WdfSpinLockAcquire(Meter.Lock);
    {
        PLIST_ENTRY Entry;
        for (Entry = Meter.Flows.Flink; Entry != &Meter.Flows; Entry = Entry->Flink) {
            Totals->Packets += (unsigned long long)InterlockedCompareExchange64(
                &CONTAINING_RECORD(Entry, FLOW, Links)->Packets, 0, 0);
            Totals->Bytes += (unsigned long long)InterlockedCompareExchange64(
                &CONTAINING_RECORD(Entry, FLOW, Links)->Bytes, 0, 0);
        }
    }
    WdfSpinLockRelease(Meter.Lock);
    WdfRequestCompleteWithInformation(Request, STATUS_SUCCESS, sizeof(*Totals));
}

static NTSTATUS CreateControlDevice(WDFDRIVER Driver)
{
    UNICODE_STRING Name;
    WDF_IO_QUEUE_CONFIG Config;
    WDF_OBJECT_ATTRIBUTES Attributes;
    PWDFDEVICE_INIT Init = WdfControlDeviceInitAllocate(Driver, &SDDL_DEVOBJ_SYS_ALL_ADM_RWX_WORLD_R);
    NTSTATUS Status;

    if (Init == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    RtlInitUnicodeString(&Name, L"\\Device\\Flowmeter");
    Status = WdfDeviceInitAssignName(Init, &Name);
    if (NT_SUCCESS(Status))
        Status = WdfDeviceCreate(&Init, WDF_NO_OBJECT_ATTRIBUTES, &Meter.Device);
    if (!NT_SUCCESS(Status)) {
        WdfDeviceInitFree(Init);
        return Status;
    }
    RtlInitUnicodeString(&Name, L"\\??\\Flowmeter");
    Status = WdfDeviceCreateSymbolicLink(Meter.Device, &Name);
    if (!NT_SUCCESS(Status))
        return Status;
    WDF_OBJECT_ATTRIBUTES_INIT(&Attributes);
    Attributes.ParentObject = Meter.Device;
    Status = WdfSpinLockCreate(&Attributes, &Meter.Lock);
    if (!NT_SUCCESS(Status))
        return Status;
    WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(&Config, WdfIoQueueDispatchParallel);
    Config.EvtIoDeviceControl = FlowmeterControl;
    return WdfIoQueueCreate(Meter.Device, &Config, WDF_NO_OBJECT_ATTRIBUTES, NULL);
}

NTSTATUS DriverEntry(_In_ PDRIVER_OBJECT DriverObject, _In_ PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG Config;
    WDFDRIVER Driver;
    NTSTATUS Status;

    InitializeListHead(&Meter.Flows);
    KeInitializeEvent(&Meter.Empty, NotificationEvent, FALSE);
    Meter.Alive = 1;
    WDF_DRIVER_CONFIG_INIT(&Config, WDF_NO_EVENT_CALLBACK);
    Config.DriverInitFlags |= WdfDriverInitNonPnpDriver;
    Config.EvtDriverUnload = FlowmeterUnload;
    Status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &Config, &Driver);
    if (!NT_SUCCESS(Status))
        return Status;
    Status = CreateControlDevice(Driver);
    if (!NT_SUCCESS(Status))
        return Status;
    WdfControlFinishInitializing(Meter.Device);
    Status = StartMetering();
    if (!NT_SUCCESS(Status))
        StopMetering();
    return Status;
}
