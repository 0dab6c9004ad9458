/* SPDX-License-Identifier: Apache-2.0 */
/* rewrite: takes packets out at one of four layers, changes a byte, and puts them back where they were. The
 * original is absorbed; the injection is made from a DPC, because a classify of the transport layers must not
 * inject TCP itself. */
#include <ntddk.h>
#include <wdf.h>
#define NDIS61 1
#include <ndis.h>
#include <fwpsk.h>
#include <fwpmk.h>
#include <ws2ipdef.h>
#include <initguid.h>
#include "rewrite.h"

#define TAG 'tirW'

DEFINE_GUID(REWRITE_CALLOUT, 0x1f8a7f10, 0x52ab, 0x4f90, 0xb1, 0x0c, 0x5b, 0x8a, 0x3d, 0x46, 0x02, 0x99);

typedef struct _ITEM
{
    LIST_ENTRY Link;
    NET_BUFFER_LIST *List;
    PVOID Copy; /* REWRITE_SEND_NETWORK: bytes and MDL are ours */
    PMDL CopyMdl;
    UINT64 Endpoint;
    COMPARTMENT_ID Compartment;
    IF_INDEX Interface, SubInterface;
    SCOPE_ID Scope;
    UINT8 Protocol;
    ULONG IpHeaderSize;
    ULONG Local, Remote; /* network order */
} ITEM, *PITEM;

static WDFDEVICE Device;
static HANDLE Engine, Injection;
static NDIS_HANDLE ListPool, GenericObject;
static UINT32 CalloutId;
static ULONG Place;
static LIST_ENTRY Queue;
static KSPIN_LOCK QueueLock;
static KDPC Dpc;

typedef struct _PLACE
{
    const GUID *Layer;
    UINT16 Id, Local, Remote, Protocol, Interface, SubInterface;
} PLACE;

static const PLACE *Where(VOID)
{
    static const PLACE SendTransport = {
        &FWPM_LAYER_OUTBOUND_TRANSPORT_V4, FWPS_LAYER_OUTBOUND_TRANSPORT_V4,
        FWPS_FIELD_OUTBOUND_TRANSPORT_V4_IP_LOCAL_ADDRESS, FWPS_FIELD_OUTBOUND_TRANSPORT_V4_IP_REMOTE_ADDRESS,
        FWPS_FIELD_OUTBOUND_TRANSPORT_V4_IP_PROTOCOL, FWPS_FIELD_OUTBOUND_TRANSPORT_V4_INTERFACE_INDEX,
        FWPS_FIELD_OUTBOUND_TRANSPORT_V4_SUB_INTERFACE_INDEX};
    static const PLACE ReceiveTransport = {
        &FWPM_LAYER_INBOUND_TRANSPORT_V4, FWPS_LAYER_INBOUND_TRANSPORT_V4,
        FWPS_FIELD_INBOUND_TRANSPORT_V4_IP_LOCAL_ADDRESS, FWPS_FIELD_INBOUND_TRANSPORT_V4_IP_REMOTE_ADDRESS,
        FWPS_FIELD_INBOUND_TRANSPORT_V4_IP_PROTOCOL, FWPS_FIELD_INBOUND_TRANSPORT_V4_INTERFACE_INDEX,
        FWPS_FIELD_INBOUND_TRANSPORT_V4_SUB_INTERFACE_INDEX};
    static const PLACE SendNetwork = {
        &FWPM_LAYER_OUTBOUND_IPPACKET_V4, FWPS_LAYER_OUTBOUND_IPPACKET_V4,
        FWPS_FIELD_OUTBOUND_IPPACKET_V4_IP_LOCAL_ADDRESS, FWPS_FIELD_OUTBOUND_IPPACKET_V4_IP_REMOTE_ADDRESS, 0,
        FWPS_FIELD_OUTBOUND_IPPACKET_V4_INTERFACE_INDEX, FWPS_FIELD_OUTBOUND_IPPACKET_V4_SUB_INTERFACE_INDEX};
    static const PLACE ReceiveNetwork = {
        &FWPM_LAYER_INBOUND_IPPACKET_V4, FWPS_LAYER_INBOUND_IPPACKET_V4,
        FWPS_FIELD_INBOUND_IPPACKET_V4_IP_LOCAL_ADDRESS, FWPS_FIELD_INBOUND_IPPACKET_V4_IP_REMOTE_ADDRESS, 0,
        FWPS_FIELD_INBOUND_IPPACKET_V4_INTERFACE_INDEX, FWPS_FIELD_INBOUND_IPPACKET_V4_SUB_INTERFACE_INDEX};

    switch (Place)
    {
    case REWRITE_RECEIVE_TRANSPORT: return &ReceiveTransport;
    case REWRITE_SEND_NETWORK: return &SendNetwork;
    case REWRITE_RECEIVE_NETWORK: return &ReceiveNetwork;
    default: return &SendTransport;
    }
}

static void NTAPI Injected(void *Context, NET_BUFFER_LIST *List, BOOLEAN DispatchLevel)
{
    PITEM Item = (PITEM)Context;

    UNREFERENCED_PARAMETER(DispatchLevel);
    if (Item->Copy)
    {
        FwpsFreeNetBufferList0(List);
        IoFreeMdl(Item->CopyMdl);
        ExFreePoolWithTag(Item->Copy, TAG);
    }
    else
    {
        FwpsFreeCloneNetBufferList0(List, 0);
    }
    ExFreePoolWithTag(Item, TAG);
}

/* The bytes at the start of the list, in place; headers are in one piece. */
static UCHAR *Bytes(NET_BUFFER_LIST *List, ULONG Count)
{
    return (UCHAR *)NdisGetDataBuffer(NET_BUFFER_LIST_FIRST_NB(List), Count, NULL, 1, 0);
}

static void MarkIpHeader(UCHAR *Header)
{
    ULONG Sum = 0, i, Size = (Header[0] & 0xf) * 4;

    Header[1] = REWRITE_MARK;
    Header[10] = Header[11] = 0;
    for (i = 0; i < Size; i += 2)
        Sum += (ULONG)Header[i] << 8 | Header[i + 1];
    while (Sum >> 16)
        Sum = (Sum & 0xffff) + (Sum >> 16);
    Sum = ~Sum;
    Header[10] = (UCHAR)(Sum >> 8);
    Header[11] = (UCHAR)Sum;
}

static void MarkPayload(UCHAR *Udp)
{
    Udp[8] = REWRITE_MARK;
    Udp[6] = Udp[7] = 0; /* whoever builds the header completes it */
}

static NTSTATUS SendTransport(PITEM Item)
{
    FWPS_TRANSPORT_SEND_PARAMS0 Send = {0};
    UCHAR *Udp = Item->Protocol == IPPROTO_UDP ? Bytes(Item->List, 9) : NULL;

    if (Udp)
        MarkPayload(Udp);
    Send.remoteAddress = (UCHAR *)&Item->Remote;
    Send.remoteScopeId = Item->Scope;
    return FwpsInjectTransportSendAsync0(Injection, NULL, Item->Endpoint, 0, &Send, AF_INET, Item->Compartment,
                                         Item->List, Injected, Item);
}

static NTSTATUS SendBuilt(PITEM Item)
{
    UCHAR *Udp = Item->Protocol == IPPROTO_UDP ? Bytes(Item->List, 9) : NULL;
    NTSTATUS Status;

    if (Udp)
        MarkPayload(Udp);
    Status = FwpsConstructIpHeaderForTransportPacket0(Item->List, 0, AF_INET, (UCHAR *)&Item->Local,
                                                      (UCHAR *)&Item->Remote, (IPPROTO)Item->Protocol, Item->Endpoint,
                                                      NULL, 0, 0, NULL, Item->Interface, Item->SubInterface);
    if (!NT_SUCCESS(Status))
        return Status;
    return FwpsInjectTransportSendAsync0(Injection, NULL, Item->Endpoint, 0, NULL, AF_INET, Item->Compartment,
                                         Item->List, Injected, Item);
}

static NTSTATUS ReceiveTransport(PITEM Item)
{
    UCHAR *Ip = Item->Protocol == IPPROTO_UDP ? Bytes(Item->List, Item->IpHeaderSize + 9) : NULL;
    NTSTATUS Status;

    if (Ip)
        MarkPayload(Ip + Item->IpHeaderSize);
    Status = FwpsConstructIpHeaderForTransportPacket0(Item->List, Item->IpHeaderSize, AF_INET, (UCHAR *)&Item->Remote,
                                                      (UCHAR *)&Item->Local, (IPPROTO)Item->Protocol, 0, NULL, 0, 0,
                                                      NULL, Item->Interface, Item->SubInterface);
    if (!NT_SUCCESS(Status))
        return Status;
    return FwpsInjectTransportReceiveAsync0(Injection, NULL, NULL, 0, AF_INET, Item->Compartment, Item->Interface,
                                            Item->SubInterface, Item->List, Injected, Item);
}

static NTSTATUS SendNetwork(PITEM Item)
{
    MarkIpHeader((UCHAR *)Item->Copy);
    return FwpsInjectNetworkSendAsync0(Injection, NULL, 0, Item->Compartment, Item->List, Injected, Item);
}

static NTSTATUS ReceiveNetwork(PITEM Item)
{
    UCHAR *Ip = Bytes(Item->List, Item->IpHeaderSize);

    if (Ip)
        MarkIpHeader(Ip);
    return FwpsInjectNetworkReceiveAsync0(Injection, NULL, 0, Item->Compartment, Item->Interface, Item->SubInterface,
                                          Item->List, Injected, Item);
}

static void PutBack(PITEM Item)
{
    NTSTATUS Status;

    switch (Place)
    {
    case REWRITE_SEND_TRANSPORT: Status = SendTransport(Item); break;
    case REWRITE_SEND_BUILT: Status = SendBuilt(Item); break;
    case REWRITE_RECEIVE_TRANSPORT: Status = ReceiveTransport(Item); break;
    case REWRITE_SEND_NETWORK: Status = SendNetwork(Item); break;
    default: Status = ReceiveNetwork(Item); break;
    }
    if (!NT_SUCCESS(Status))
    {
        DbgPrintEx(DPFLTR_IHVNETWORK_ID, DPFLTR_ERROR_LEVEL, "rewrite: %x\n", Status);
        Injected(Item, Item->List, TRUE);
    }
}

static KDEFERRED_ROUTINE Deferred;
static VOID Deferred(PKDPC This, PVOID Context, PVOID A, PVOID B)
{
    PLIST_ENTRY Entry;

    UNREFERENCED_PARAMETER(This);
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(A);
    UNREFERENCED_PARAMETER(B);
    while ((Entry = ExInterlockedRemoveHeadList(&Queue, &QueueLock)) != NULL)
        PutBack(CONTAINING_RECORD(Entry, ITEM, Link));
}

/* A list of our own over a copy of the bytes. */
static NTSTATUS CopyList(PITEM Item, NET_BUFFER_LIST *Original)
{
    NET_BUFFER *Buffer = NET_BUFFER_LIST_FIRST_NB(Original);
    ULONG Size = NET_BUFFER_DATA_LENGTH(Buffer);
    PVOID Data;
    NTSTATUS Status;

    Item->Copy = ExAllocatePool2(POOL_FLAG_NON_PAGED, Size, TAG);
    if (!Item->Copy)
        return STATUS_INSUFFICIENT_RESOURCES;
    Data = NdisGetDataBuffer(Buffer, Size, Item->Copy, 1, 0);
    if (Data && Data != Item->Copy)
        RtlCopyMemory(Item->Copy, Data, Size);
    Item->CopyMdl = Data ? IoAllocateMdl(Item->Copy, Size, FALSE, FALSE, NULL) : NULL;
    if (Item->CopyMdl)
    {
        MmBuildMdlForNonPagedPool(Item->CopyMdl);
        Status = FwpsAllocateNetBufferAndNetBufferList0(ListPool, 0, 0, Item->CopyMdl, 0, Size, &Item->List);
        if (NT_SUCCESS(Status))
            return Status;
        IoFreeMdl(Item->CopyMdl);
    }
    ExFreePoolWithTag(Item->Copy, TAG);
    return STATUS_INSUFFICIENT_RESOURCES;
}

static NTSTATUS Take(PITEM Item, NET_BUFFER_LIST *Original, const FWPS_INCOMING_METADATA_VALUES0 *Metadata)
{
    NET_BUFFER *Buffer = NET_BUFFER_LIST_FIRST_NB(Original);
    ULONG Back = 0;
    NTSTATUS Status;

    if (Place == REWRITE_SEND_NETWORK)
        return CopyList(Item, Original);
    if (Place == REWRITE_RECEIVE_TRANSPORT)
        Back = Metadata->ipHeaderSize + Metadata->transportHeaderSize;
    else if (Place == REWRITE_RECEIVE_NETWORK)
        Back = Metadata->ipHeaderSize;
    if (Back && NdisRetreatNetBufferDataStart(Buffer, Back, 0, NULL) != NDIS_STATUS_SUCCESS)
        return STATUS_INSUFFICIENT_RESOURCES;
    Status = FwpsAllocateCloneNetBufferList0(Original, NULL, NULL, 0, &Item->List);
    if (Back)
        NdisAdvanceNetBufferDataStart(Buffer, Back, FALSE, NULL);
    return Status;
}

static PITEM Describe(const FWPS_INCOMING_VALUES0 *Values, const FWPS_INCOMING_METADATA_VALUES0 *Metadata)
{
    const FWPS_INCOMING_VALUE0 *Field = Values->incomingValue;
    const PLACE *Here = Where();
    PITEM Item = (PITEM)ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(ITEM), TAG);

    if (!Item)
        return NULL;
    Item->Compartment = FWPS_IS_METADATA_FIELD_PRESENT(Metadata, FWPS_METADATA_FIELD_COMPARTMENT_ID)
                            ? (COMPARTMENT_ID)Metadata->compartmentId
                            : UNSPECIFIED_COMPARTMENT_ID;
    if (FWPS_IS_METADATA_FIELD_PRESENT(Metadata, FWPS_METADATA_FIELD_TRANSPORT_ENDPOINT_HANDLE))
        Item->Endpoint = Metadata->transportEndpointHandle;
    if (FWPS_IS_METADATA_FIELD_PRESENT(Metadata, FWPS_METADATA_FIELD_REMOTE_SCOPE_ID))
        Item->Scope = Metadata->remoteScopeId;
    if (FWPS_IS_METADATA_FIELD_PRESENT(Metadata, FWPS_METADATA_FIELD_IP_HEADER_SIZE))
        Item->IpHeaderSize = Metadata->ipHeaderSize;
    Item->Local = RtlUlongByteSwap(Field[Here->Local].value.uint32);
    Item->Remote = RtlUlongByteSwap(Field[Here->Remote].value.uint32);
    Item->Interface = Field[Here->Interface].value.uint32;
    Item->SubInterface = Field[Here->SubInterface].value.uint32;
    if (Place != REWRITE_SEND_NETWORK && Place != REWRITE_RECEIVE_NETWORK)
        Item->Protocol = Field[Here->Protocol].value.uint8;
    return Item;
}

static void NTAPI Classify(const FWPS_INCOMING_VALUES0 *Values, const FWPS_INCOMING_METADATA_VALUES0 *Metadata,
                           void *LayerData, const void *ClassifyContext, const FWPS_FILTER1 *Filter,
                           UINT64 FlowContext, FWPS_CLASSIFY_OUT0 *Out)
{
    NET_BUFFER_LIST *List = (NET_BUFFER_LIST *)LayerData;
    FWPS_PACKET_INJECTION_STATE State;
    PITEM Item;

    UNREFERENCED_PARAMETER(ClassifyContext);
    UNREFERENCED_PARAMETER(Filter);
    UNREFERENCED_PARAMETER(FlowContext);
    if (!(Out->rights & FWPS_RIGHT_ACTION_WRITE))
        return;
    Out->actionType = FWP_ACTION_PERMIT;
    if (!List || Values->layerId != Where()->Id)
        return;
    State = FwpsQueryPacketInjectionState0(Injection, List, NULL);
    if (State == FWPS_PACKET_INJECTED_BY_SELF || State == FWPS_PACKET_PREVIOUSLY_INJECTED_BY_SELF)
        return;
    if (FWPS_IS_METADATA_FIELD_PRESENT(Metadata, FWPS_METADATA_FIELD_ALE_CLASSIFY_REQUIRED))
        return; /* ALE comes first; the accept layer would be the place */
    Item = Describe(Values, Metadata);
    if (!Item)
        return;
    if (!NT_SUCCESS(Take(Item, List, Metadata)))
    {
        ExFreePoolWithTag(Item, TAG);
        return;
    }
    Out->actionType = FWP_ACTION_BLOCK;
    Out->flags |= FWPS_CLASSIFY_OUT_FLAG_ABSORB;
    Out->rights &= ~FWPS_RIGHT_ACTION_WRITE;
    ExInterlockedInsertTailList(&Queue, &Item->Link, &QueueLock);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
}

static NTSTATUS NTAPI Notify(FWPS_CALLOUT_NOTIFY_TYPE Type, const GUID *Key, FWPS_FILTER1 *Filter)
{
    UNREFERENCED_PARAMETER(Type);
    UNREFERENCED_PARAMETER(Key);
    UNREFERENCED_PARAMETER(Filter);
    return STATUS_SUCCESS;
}

static NTSTATUS MakePool(VOID)
{
    NET_BUFFER_LIST_POOL_PARAMETERS Parameters = {0};

    Parameters.Header.Type = NDIS_OBJECT_TYPE_DEFAULT;
    Parameters.Header.Revision = NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1;
    Parameters.Header.Size = NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1;
    Parameters.fAllocateNetBuffer = TRUE;
    Parameters.PoolTag = TAG;
    GenericObject = NdisAllocateGenericObject(NULL, TAG, 0);
    if (!GenericObject)
        return STATUS_INSUFFICIENT_RESOURCES;
    ListPool = NdisAllocateNetBufferListPool(GenericObject, &Parameters);
    return ListPool ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

static NTSTATUS AddObjects(VOID)
{
    FWPS_CALLOUT1 Callout = {0};
    FWPM_CALLOUT0 Managed = {0};
    FWPM_FILTER0 Filter = {0};
    FWPM_SESSION0 Session = {0};
    NTSTATUS Status;

    Callout.calloutKey = REWRITE_CALLOUT;
    Callout.classifyFn = Classify;
    Callout.notifyFn = Notify;
    Session.flags = FWPM_SESSION_FLAG_DYNAMIC;
    Managed.calloutKey = REWRITE_CALLOUT;
    Managed.displayData.name = L"rewrite";
    Managed.applicableLayer = *Where()->Layer;
    Filter.displayData.name = L"rewrite";
    Filter.layerKey = *Where()->Layer;
    Filter.action.type = FWP_ACTION_CALLOUT_TERMINATING;
    Filter.action.calloutKey = REWRITE_CALLOUT;
    Status = FwpsCalloutRegister1(WdfDeviceWdmGetDeviceObject(Device), &Callout, &CalloutId);
    if (NT_SUCCESS(Status))
        Status = FwpmEngineOpen0(NULL, RPC_C_AUTHN_WINNT, NULL, &Session, &Engine);
    if (NT_SUCCESS(Status))
        Status = FwpmCalloutAdd0(Engine, &Managed, NULL, NULL);
    if (NT_SUCCESS(Status))
        Status = FwpmFilterAdd0(Engine, &Filter, NULL, NULL);
    return Status;
}

static VOID TakeDown(VOID)
{
    if (Engine)
        FwpmEngineClose0(Engine);
    if (CalloutId)
        FwpsCalloutUnregisterById0(CalloutId);
    KeFlushQueuedDpcs();
    if (Injection)
        FwpsInjectionHandleDestroy0(Injection);
    if (ListPool)
        NdisFreeNetBufferListPool(ListPool);
    if (GenericObject)
        NdisFreeGenericObject((PNDIS_GENERIC_OBJECT)GenericObject);
}

static EVT_WDF_DRIVER_UNLOAD Unload;
static VOID Unload(WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    TakeDown();
}

static VOID ReadPlace(WDFDRIVER Driver)
{
    DECLARE_CONST_UNICODE_STRING(Name, L"Place");
    WDFKEY Key;

    Place = REWRITE_SEND_TRANSPORT;
    if (!NT_SUCCESS(WdfDriverOpenParametersRegistryKey(Driver, GENERIC_READ, WDF_NO_OBJECT_ATTRIBUTES, &Key)))
        return;
    (VOID)WdfRegistryQueryULong(Key, &Name, &Place);
    WdfRegistryClose(Key);
}

static NTSTATUS MakeDevice(WDFDRIVER Driver)
{
    PWDFDEVICE_INIT Init = WdfControlDeviceInitAllocate(Driver, &SDDL_DEVOBJ_KERNEL_ONLY);
    NTSTATUS Status;

    if (!Init)
        return STATUS_INSUFFICIENT_RESOURCES;
    Status = WdfDeviceCreate(&Init, WDF_NO_OBJECT_ATTRIBUTES, &Device);
    if (!NT_SUCCESS(Status))
        WdfDeviceInitFree(Init);
    else
        WdfControlFinishInitializing(Device);
    return Status;
}

DRIVER_INITIALIZE DriverEntry;
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG Config;
    WDFDRIVER Driver;
    NTSTATUS Status;

    InitializeListHead(&Queue);
    KeInitializeSpinLock(&QueueLock);
    KeInitializeDpc(&Dpc, Deferred, NULL);
    WDF_DRIVER_CONFIG_INIT(&Config, WDF_NO_EVENT_CALLBACK);
    Config.DriverInitFlags |= WdfDriverInitNonPnpDriver;
    Config.EvtDriverUnload = Unload;
    Status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &Config, &Driver);
    if (!NT_SUCCESS(Status))
        return Status;
    ReadPlace(Driver);
    Status = MakeDevice(Driver);
    if (NT_SUCCESS(Status))
        Status = MakePool();
    if (NT_SUCCESS(Status))
        Status = FwpsInjectionHandleCreate0(AF_INET, FWPS_INJECTION_TYPE_TRANSPORT | FWPS_INJECTION_TYPE_NETWORK,
                                            &Injection);
    if (NT_SUCCESS(Status))
        Status = AddObjects();
    if (!NT_SUCCESS(Status))
        TakeDown();
    return Status;
}
