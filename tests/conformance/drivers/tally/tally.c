// SPDX-License-Identifier: Apache-2.0
/*++

Module Name:
    tally.c

Abstract:
    Counts what passes every packet layer and lets all of it go. No framework: a plain WDM driver that
    answers one device control with its counters.

--*/

#define NDIS630 1
#include <ntddk.h>
#include <initguid.h>
#include <fwpsk.h>
#include <fwpmk.h>
#include <ws2ipdef.h>

#include "tally.h"

#define TALLY_TAG 'ylaT'

// {b7a1f2c0-5d0e-4f0b-9a63-2f4dd5f1c0NN}: NN is the index of the layer
DEFINE_GUID(TALLY_CALLOUT_BASE, 0xb7a1f2c0, 0x5d0e, 0x4f0b, 0x9a, 0x63, 0x2f, 0x4d, 0xd5, 0xf1, 0xc0, 0x00);

typedef struct _TALLY_LAYER {
    const GUID* Key;
    UINT16 Id;
    UCHAR IpVersion;
    BOOLEAN IpHeaderBefore;         // a retreat by ipHeaderSize (+ transportHeaderSize) shows the IP header
    BOOLEAN TransportHeaderBefore;
} TALLY_LAYER, *PTALLY_LAYER;

static const TALLY_LAYER TallyLayers[TALLY_LAYERS] = {
    { &FWPM_LAYER_INBOUND_IPPACKET_V4,   FWPS_LAYER_INBOUND_IPPACKET_V4,   4, TRUE,  FALSE },
    { &FWPM_LAYER_INBOUND_IPPACKET_V6,   FWPS_LAYER_INBOUND_IPPACKET_V6,   6, TRUE,  FALSE },
    { &FWPM_LAYER_OUTBOUND_IPPACKET_V4,  FWPS_LAYER_OUTBOUND_IPPACKET_V4,  4, TRUE,  FALSE },
    { &FWPM_LAYER_OUTBOUND_IPPACKET_V6,  FWPS_LAYER_OUTBOUND_IPPACKET_V6,  6, TRUE,  FALSE },
    { &FWPM_LAYER_INBOUND_TRANSPORT_V4,  FWPS_LAYER_INBOUND_TRANSPORT_V4,  4, TRUE,  TRUE  },
    { &FWPM_LAYER_INBOUND_TRANSPORT_V6,  FWPS_LAYER_INBOUND_TRANSPORT_V6,  6, TRUE,  TRUE  },
    { &FWPM_LAYER_OUTBOUND_TRANSPORT_V4, FWPS_LAYER_OUTBOUND_TRANSPORT_V4, 4, FALSE, FALSE },
    { &FWPM_LAYER_OUTBOUND_TRANSPORT_V6, FWPS_LAYER_OUTBOUND_TRANSPORT_V6, 6, FALSE, FALSE },
    { &FWPM_LAYER_DATAGRAM_DATA_V4,      FWPS_LAYER_DATAGRAM_DATA_V4,      4, FALSE, FALSE },
    { &FWPM_LAYER_DATAGRAM_DATA_V6,      FWPS_LAYER_DATAGRAM_DATA_V6,      6, FALSE, FALSE },
};

typedef struct _TALLY_EXTENSION {
    HANDLE Engine;
    UINT32 CalloutId[TALLY_LAYERS];
    volatile LONG64 Packets[TALLY_LAYERS];
    volatile LONG64 Bytes[TALLY_LAYERS];
    volatile LONG64 Wrong;
} TALLY_EXTENSION, *PTALLY_EXTENSION;

static PDEVICE_OBJECT TallyDevice;

static UNICODE_STRING TallyDeviceName = RTL_CONSTANT_STRING(L"\\Device\\Tally");
static UNICODE_STRING TallyLinkName = RTL_CONSTANT_STRING(L"\\DosDevices\\Tally");

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD TallyUnload;
_Dispatch_type_(IRP_MJ_CREATE) _Dispatch_type_(IRP_MJ_CLOSE) _Dispatch_type_(IRP_MJ_CLEANUP)
DRIVER_DISPATCH TallyOpenClose;
_Dispatch_type_(IRP_MJ_DEVICE_CONTROL) DRIVER_DISPATCH TallyControl;

#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, TallyUnload)
#pragma alloc_text(PAGE, TallyOpenClose)
#endif

static GUID
TallyCalloutKey(
    _In_ ULONG Index
    )
{
    GUID Key = TALLY_CALLOUT_BASE;

    Key.Data4[7] = (UCHAR)Index;
    return Key;
}

static ULONG
TallyIndexOf(
    _In_ UINT16 LayerId
    )
{
    ULONG i;

    for (i = 0; i < TALLY_LAYERS; i++) {
        if (TallyLayers[i].Id == LayerId) break;
    }
    return i;
}

//
// Moves back to the IP header where the layer has one in front, looks at the version, and moves forward again.
//
static BOOLEAN
TallyStartsWithIpHeader(
    _In_ const TALLY_LAYER* Layer,
    _In_ const FWPS_INCOMING_METADATA_VALUES0* Meta,
    _In_ NET_BUFFER_LIST* Nbl
    )
{
    NET_BUFFER* Nb = NET_BUFFER_LIST_FIRST_NB(Nbl);
    ULONG Back = 0;
    UCHAR Storage = 0;
    UCHAR* First;
    BOOLEAN Right;

    if (Layer->Id != FWPS_LAYER_OUTBOUND_IPPACKET_V4 && Layer->Id != FWPS_LAYER_OUTBOUND_IPPACKET_V6) {
        if (!FWPS_IS_METADATA_FIELD_PRESENT(Meta, FWPS_METADATA_FIELD_IP_HEADER_SIZE)) return FALSE;
        Back = Meta->ipHeaderSize;
        if (Layer->TransportHeaderBefore) {
            if (!FWPS_IS_METADATA_FIELD_PRESENT(Meta, FWPS_METADATA_FIELD_TRANSPORT_HEADER_SIZE)) return FALSE;
            Back += Meta->transportHeaderSize;
        }
    }
    if (Back != 0 && NdisRetreatNetBufferDataStart(Nb, Back, 0, NULL) != NDIS_STATUS_SUCCESS) return FALSE;
    First = (UCHAR*)NdisGetDataBuffer(Nb, 1, &Storage, 1, 0);
    Right = (BOOLEAN)(First != NULL && (*First >> 4) == Layer->IpVersion);
    if (Back != 0) NdisAdvanceNetBufferDataStart(Nb, Back, FALSE, NULL);
    return Right;
}

static void NTAPI
TallyClassify(
    _In_ const FWPS_INCOMING_VALUES0* Values,
    _In_ const FWPS_INCOMING_METADATA_VALUES0* Meta,
    _Inout_opt_ void* LayerData,
    _In_ const FWPS_FILTER0* Filter,
    _In_ UINT64 FlowContext,
    _Inout_ FWPS_CLASSIFY_OUT0* Out
    )
{
    PTALLY_EXTENSION Extension = (PTALLY_EXTENSION)TallyDevice->DeviceExtension;
    NET_BUFFER_LIST* Nbl = (NET_BUFFER_LIST*)LayerData;
    ULONG Index = TallyIndexOf(Values->layerId);
    NET_BUFFER* Nb;

    UNREFERENCED_PARAMETER(Filter);
    UNREFERENCED_PARAMETER(FlowContext);

    if (Index == TALLY_LAYERS || Nbl == NULL || KeGetCurrentIrql() > DISPATCH_LEVEL) {
        InterlockedIncrement64(&Extension->Wrong);
        return;
    }
    InterlockedIncrement64(&Extension->Packets[Index]);
    for (Nb = NET_BUFFER_LIST_FIRST_NB(Nbl); Nb != NULL; Nb = NET_BUFFER_NEXT_NB(Nb)) {
        InterlockedAdd64(&Extension->Bytes[Index], NET_BUFFER_DATA_LENGTH(Nb));
    }
    if (TallyLayers[Index].IpHeaderBefore && !TallyStartsWithIpHeader(&TallyLayers[Index], Meta, Nbl)) {
        InterlockedIncrement64(&Extension->Wrong);
    }
    if (Out->rights & FWPS_RIGHT_ACTION_WRITE) Out->actionType = FWP_ACTION_CONTINUE;
}

static NTSTATUS NTAPI
TallyNotify(
    _In_ FWPS_CALLOUT_NOTIFY_TYPE Type,
    _In_ const GUID* FilterKey,
    _Inout_ FWPS_FILTER0* Filter
    )
{
    UNREFERENCED_PARAMETER(Type);
    UNREFERENCED_PARAMETER(FilterKey);
    UNREFERENCED_PARAMETER(Filter);
    return STATUS_SUCCESS;
}

static NTSTATUS
TallyAddLayer(
    _In_ PTALLY_EXTENSION Extension,
    _In_ ULONG Index
    )
{
    FWPS_CALLOUT0 Callout;
    FWPM_CALLOUT0 Registered;
    FWPM_FILTER0 Filter;
    GUID Key = TallyCalloutKey(Index);
    NTSTATUS Status;

    RtlZeroMemory(&Callout, sizeof(Callout));
    Callout.calloutKey = Key;
    Callout.classifyFn = TallyClassify;
    Callout.notifyFn = TallyNotify;
    Status = FwpsCalloutRegister0(TallyDevice, &Callout, &Extension->CalloutId[Index]);
    if (!NT_SUCCESS(Status)) return Status;

    RtlZeroMemory(&Registered, sizeof(Registered));
    Registered.calloutKey = Key;
    Registered.displayData.name = L"tally";
    Registered.applicableLayer = *TallyLayers[Index].Key;
    Status = FwpmCalloutAdd0(Extension->Engine, &Registered, NULL, NULL);
    if (!NT_SUCCESS(Status)) return Status;

    RtlZeroMemory(&Filter, sizeof(Filter));
    Filter.displayData.name = L"tally";
    Filter.layerKey = *TallyLayers[Index].Key;
    Filter.action.type = FWP_ACTION_CALLOUT_INSPECTION;
    Filter.action.calloutKey = Key;
    Filter.weight.type = FWP_EMPTY;
    return FwpmFilterAdd0(Extension->Engine, &Filter, NULL, NULL);
}

static VOID
TallyStop(
    _In_ PTALLY_EXTENSION Extension
    )
{
    ULONG i;

    if (Extension->Engine != NULL) {
        FwpmEngineClose0(Extension->Engine);
        Extension->Engine = NULL;
    }
    for (i = 0; i < TALLY_LAYERS; i++) {
        if (Extension->CalloutId[i] != 0) FwpsCalloutUnregisterById0(Extension->CalloutId[i]);
    }
}

static NTSTATUS
TallyStart(
    _In_ PTALLY_EXTENSION Extension
    )
{
    FWPM_SESSION0 Session;
    NTSTATUS Status;
    ULONG i;

    RtlZeroMemory(&Session, sizeof(Session));
    Session.flags = FWPM_SESSION_FLAG_DYNAMIC;
    Status = FwpmEngineOpen0(NULL, RPC_C_AUTHN_WINNT, NULL, &Session, &Extension->Engine);
    if (!NT_SUCCESS(Status)) return Status;
    for (i = 0; i < TALLY_LAYERS; i++) {
        Status = TallyAddLayer(Extension, i);
        if (!NT_SUCCESS(Status)) {
            DbgPrint("tally: layer %u: 0x%08x\n", i, Status);
            break;
        }
    }
    return Status;
}

NTSTATUS
TallyOpenClose(
    _In_ PDEVICE_OBJECT DeviceObject,
    _Inout_ PIRP Irp
    )
{
    PAGED_CODE();
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

NTSTATUS
TallyControl(
    _In_ PDEVICE_OBJECT DeviceObject,
    _Inout_ PIRP Irp
    )
{
    PTALLY_EXTENSION Extension = (PTALLY_EXTENSION)DeviceObject->DeviceExtension;
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    NTSTATUS Status = STATUS_SUCCESS;
    PTALLY_COUNTS Counts;
    ULONG i;

    Irp->IoStatus.Information = 0;
    if (Stack->Parameters.DeviceIoControl.IoControlCode != IOCTL_TALLY_COUNTS) {
        Status = STATUS_INVALID_DEVICE_REQUEST;
    } else if (Stack->Parameters.DeviceIoControl.OutputBufferLength < sizeof(TALLY_COUNTS)) {
        Status = STATUS_BUFFER_TOO_SMALL;
    } else {
        Counts = (PTALLY_COUNTS)Irp->AssociatedIrp.SystemBuffer;
        for (i = 0; i < TALLY_LAYERS; i++) {
            Counts->Packets[i] = (ULONG64)Extension->Packets[i];
            Counts->Bytes[i] = (ULONG64)Extension->Bytes[i];
        }
        Counts->Wrong = (ULONG64)Extension->Wrong;
        Irp->IoStatus.Information = sizeof(TALLY_COUNTS);
    }
    Irp->IoStatus.Status = Status;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

VOID
TallyUnload(
    _In_ PDRIVER_OBJECT DriverObject
    )
{
    PAGED_CODE();
    UNREFERENCED_PARAMETER(DriverObject);
    TallyStop((PTALLY_EXTENSION)TallyDevice->DeviceExtension);
    IoDeleteSymbolicLink(&TallyLinkName);
    IoDeleteDevice(TallyDevice);
}

NTSTATUS
DriverEntry(
    _In_ PDRIVER_OBJECT DriverObject,
    _In_ PUNICODE_STRING RegistryPath
    )
{
    NTSTATUS Status;

    UNREFERENCED_PARAMETER(RegistryPath);

    Status = IoCreateDevice(DriverObject, sizeof(TALLY_EXTENSION), &TallyDeviceName, FILE_DEVICE_NETWORK,
                            FILE_DEVICE_SECURE_OPEN, FALSE, &TallyDevice);
    if (!NT_SUCCESS(Status)) return Status;
    Status = IoCreateSymbolicLink(&TallyLinkName, &TallyDeviceName);
    if (!NT_SUCCESS(Status)) {
        IoDeleteDevice(TallyDevice);
        return Status;
    }
    DriverObject->MajorFunction[IRP_MJ_CREATE] = TallyOpenClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = TallyOpenClose;
    DriverObject->MajorFunction[IRP_MJ_CLEANUP] = TallyOpenClose;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = TallyControl;
    DriverObject->DriverUnload = TallyUnload;

    Status = TallyStart((PTALLY_EXTENSION)TallyDevice->DeviceExtension);
    if (!NT_SUCCESS(Status)) TallyUnload(DriverObject);
    return Status;
}
