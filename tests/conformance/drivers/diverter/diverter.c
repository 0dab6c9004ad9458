// SPDX-License-Identifier: Apache-2.0
/* Takes every packet out at the network layer, and sends a copy on as a router would: buffers and MDLs of its own. */
#include <ntddk.h>
#include <ndis.h>
#include <fwpsk.h>
#include <fwpmk.h>
#include <wdf.h>
#define INITGUID
#include <guiddef.h>
DEFINE_GUID(DV_OUT4, 0x55550001, 0x1, 0x2, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0x01);
DEFINE_GUID(DV_IN4, 0x55550002, 0x1, 0x2, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0x01);
DEFINE_GUID(DV_OUT6, 0x55550003, 0x1, 0x2, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0x01);
DEFINE_GUID(DV_IN6, 0x55550004, 0x1, 0x2, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0x01);
DEFINE_GUID(DV_SUB, 0x55550005, 0x1, 0x2, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0x01);
#define DV_TAG 'trvD'
typedef struct PKT_ {
    LIST_ENTRY entry;
    BOOLEAN out, v6;
    IF_INDEX ifIdx, subIfIdx;
    ULONG len;
    PMDL mdl;
    NET_BUFFER_LIST* nbl;
    UINT8 data[1];
} PKT, *PPKT;

static HANDLE inject4, inject6, engine;
static NDIS_HANDLE obj, pool;
static LIST_ENTRY queue;
static KSPIN_LOCK lock;
static WDFWORKITEM work;
static UINT32 ids[4];
static volatile LONG64 seen, sent, done, failed;

static UINT16 sum16(const void* p, ULONG n, UINT32 s)
{
    const UINT16* w = p;
    for (; n > 1; n -= 2)
        s += *w++;
    if (n) s += *(const UINT8*)w;
    while (s >> 16)
        s = (s & 0xFFFF) + (s >> 16);
    return (UINT16)~s;
}

static void NTAPI complete(VOID* ctx, NET_BUFFER_LIST* nbl, BOOLEAN dispatch)
{
    PPKT p = ctx;
    UNREFERENCED_PARAMETER(dispatch);
    if (NT_SUCCESS(NET_BUFFER_LIST_STATUS(nbl)))
        InterlockedIncrement64(&done);
    else
        InterlockedIncrement64(&failed);
    FwpsFreeNetBufferList0(nbl);
    IoFreeMdl(p->mdl);
    ExFreePoolWithTag(p, DV_TAG);
}

EVT_WDF_WORKITEM pump;
VOID pump(IN WDFWORKITEM w)
{
    UNREFERENCED_PARAMETER(w);
    for (;;) {
        KLOCK_QUEUE_HANDLE h;
        PPKT p;
        NTSTATUS st;
        PLIST_ENTRY e;
        KeAcquireInStackQueuedSpinLock(&lock, &h);
        e = IsListEmpty(&queue) ? NULL : RemoveHeadList(&queue);
        KeReleaseInStackQueuedSpinLock(&h);
        if (!e) return;
        p = CONTAINING_RECORD(e, PKT, entry);
        p->mdl = IoAllocateMdl(p->data, p->len, FALSE, FALSE, NULL);
        if (!p->mdl) {
            ExFreePoolWithTag(p, DV_TAG);
            continue;
        }
        MmBuildMdlForNonPagedPool(p->mdl);
        st = FwpsAllocateNetBufferAndNetBufferList0(pool, 0, 0, p->mdl, 0, p->len, &p->nbl);
        if (!NT_SUCCESS(st)) {
            IoFreeMdl(p->mdl);
            ExFreePoolWithTag(p, DV_TAG);
            continue;
        }
        if (!p->v6) { /* lower the ttl and mend the checksum, as a router would */
            p->data[8]--;
            p->data[10] = p->data[11] = 0;
            *(UINT16*)(p->data + 10) = sum16(p->data, (p->data[0] & 15) * 4, 0);
        } else
            p->data[7]--;
        if (p->out)
            st = FwpsInjectNetworkSendAsync0(p->v6 ? inject6 : inject4, (HANDLE)(ULONG_PTR)0x1234, 0,
                UNSPECIFIED_COMPARTMENT_ID, p->nbl, complete, p);
        else
            st = FwpsInjectNetworkReceiveAsync0(p->v6 ? inject6 : inject4, (HANDLE)(ULONG_PTR)0x4321, 0,
                UNSPECIFIED_COMPARTMENT_ID, p->ifIdx, p->subIfIdx, p->nbl, complete, p);
        if (!NT_SUCCESS(st)) {
            InterlockedIncrement64(&failed);
            FwpsFreeNetBufferList0(p->nbl);
            IoFreeMdl(p->mdl);
            ExFreePoolWithTag(p, DV_TAG);
        } else
            InterlockedIncrement64(&sent);
    }
}

static void one(BOOLEAN out, BOOLEAN v6, UINT32 ipHeader, const FWPS_INCOMING_VALUES0* v, UINT ifi, UINT subi,
    NET_BUFFER_LIST* nbls, FWPS_CLASSIFY_OUT0* result)
{
    FWPS_PACKET_INJECTION_STATE s;
    HANDLE ctx = NULL;
    NET_BUFFER* nb;
    KLOCK_QUEUE_HANDLE h;
    if (!(result->rights & FWPS_RIGHT_ACTION_WRITE) || !nbls) return;
    s = FwpsQueryPacketInjectionState0(v6 ? inject6 : inject4, nbls, &ctx);
    if (s == FWPS_PACKET_INJECTED_BY_SELF || s == FWPS_PACKET_PREVIOUSLY_INJECTED_BY_SELF) {
        NT_ASSERT(ctx == (HANDLE)(ULONG_PTR)(out ? 0x1234 : 0x4321));
        result->actionType = FWP_ACTION_CONTINUE;
        return;
    }
    for (nb = NET_BUFFER_LIST_FIRST_NB(nbls); nb; nb = NET_BUFFER_NEXT_NB(nb)) {
        PPKT p;
        PVOID data;
        ULONG len;
        if (!out && NdisRetreatNetBufferDataStart(nb, ipHeader, 0, NULL) != NDIS_STATUS_SUCCESS) {
            result->actionType = FWP_ACTION_BLOCK;
            return;
        }
        len = NET_BUFFER_DATA_LENGTH(nb);
        p = ExAllocatePoolWithTag(NonPagedPool, FIELD_OFFSET(PKT, data) + len, DV_TAG);
        if (p) {
            RtlZeroMemory(p, sizeof *p);
            data = NdisGetDataBuffer(nb, len, NULL, 1, 0);
            if (data == NULL)
                NdisGetDataBuffer(nb, len, p->data, 1, 0);
            else
                RtlCopyMemory(p->data, data, len);
            p->len = len;
            p->out = out;
            p->v6 = v6;
            p->ifIdx = v->incomingValue[ifi].value.uint32;
            p->subIfIdx = v->incomingValue[subi].value.uint32;
            KeAcquireInStackQueuedSpinLock(&lock, &h);
            InsertTailList(&queue, &p->entry);
            KeReleaseInStackQueuedSpinLock(&h);
            InterlockedIncrement64(&seen);
        }
        if (!out) NdisAdvanceNetBufferDataStart(nb, ipHeader, FALSE, NULL);
    }
    WdfWorkItemEnqueue(work);
    result->actionType = FWP_ACTION_BLOCK;
    result->flags |= FWPS_CLASSIFY_OUT_FLAG_ABSORB;
    result->rights &= ~FWPS_RIGHT_ACTION_WRITE;
}

#define CLASSIFY(name, LAYER, out, v6)                                                                                 \
    static void NTAPI name(const FWPS_INCOMING_VALUES0* v, const FWPS_INCOMING_METADATA_VALUES0* m, void* data,        \
        const void* c, const FWPS_FILTER2* f, UINT64 fc, FWPS_CLASSIFY_OUT0* r)                                        \
    {                                                                                                                  \
        UNREFERENCED_PARAMETER(c);                                                                                     \
        UNREFERENCED_PARAMETER(f);                                                                                     \
        UNREFERENCED_PARAMETER(fc);                                                                                    \
        one(out, v6, m->ipHeaderSize, v, FWPS_FIELD_##LAYER##_INTERFACE_INDEX,                                         \
            FWPS_FIELD_##LAYER##_SUB_INTERFACE_INDEX, data, r);                                                        \
    }
CLASSIFY(out4, OUTBOUND_IPPACKET_V4, TRUE, FALSE)
CLASSIFY(in4, INBOUND_IPPACKET_V4, FALSE, FALSE)
CLASSIFY(out6, OUTBOUND_IPPACKET_V6, TRUE, TRUE)
CLASSIFY(in6, INBOUND_IPPACKET_V6, FALSE, TRUE)
static NTSTATUS NTAPI notify(FWPS_CALLOUT_NOTIFY_TYPE t, const GUID* k, FWPS_FILTER2* f)
{
    UNREFERENCED_PARAMETER(t);
    UNREFERENCED_PARAMETER(k);
    UNREFERENCED_PARAMETER(f);
    return STATUS_SUCCESS;
}

EVT_WDF_DRIVER_UNLOAD unload;
VOID unload(WDFDRIVER d)
{
    int i;
    UNREFERENCED_PARAMETER(d);
    FwpmEngineClose0(engine);
    for (i = 0; i < 4; i++)
        FwpsCalloutUnregisterById0(ids[i]);
    WdfWorkItemFlush(work);
    pump(work);
    FwpsInjectionHandleDestroy0(inject4);
    FwpsInjectionHandleDestroy0(inject6);
    NdisFreeNetBufferListPool(pool);
    NdisFreeGenericObject(obj);
    DbgPrint("divert: seen %I64d sent %I64d done %lld failed %I64d\n", seen, sent, done, failed);
}

NTSTATUS DriverEntry(IN PDRIVER_OBJECT drv, IN PUNICODE_STRING path)
{
    WDF_DRIVER_CONFIG config;
    WDFDRIVER driver;
    PWDFDEVICE_INIT init;
    WDFDEVICE device;
    WDF_WORKITEM_CONFIG wc;
    WDF_OBJECT_ATTRIBUTES at;
    NTSTATUS st;
    int i;
    NET_BUFFER_LIST_POOL_PARAMETERS pp;
    FWPM_SESSION0 s = {0};
    FWPM_SUBLAYER0 sub = {0};
    static const struct {
        const GUID* key;
        const GUID* layer;
        FWPS_CALLOUT_CLASSIFY_FN2 fn;
        PCWSTR name;
    } t[4] = {{&DV_OUT4, &FWPM_LAYER_OUTBOUND_IPPACKET_V4, out4, L"out4"},
        {&DV_IN4, &FWPM_LAYER_INBOUND_IPPACKET_V4, in4, L"in4"},
        {&DV_OUT6, &FWPM_LAYER_OUTBOUND_IPPACKET_V6, out6, L"out6"},
        {&DV_IN6, &FWPM_LAYER_INBOUND_IPPACKET_V6, in6, L"in6"}};
    InitializeListHead(&queue);
    KeInitializeSpinLock(&lock);
    WDF_DRIVER_CONFIG_INIT(&config, NULL);
    config.DriverInitFlags |= WdfDriverInitNonPnpDriver;
    config.EvtDriverUnload = unload;
    st = WdfDriverCreate(drv, path, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
    if (!NT_SUCCESS(st)) return st;
    init = WdfControlDeviceInitAllocate(driver, &SDDL_DEVOBJ_SYS_ALL_ADM_ALL);
    if (!init) return STATUS_INSUFFICIENT_RESOURCES;
    {
        DECLARE_CONST_UNICODE_STRING(n, L"\\Device\\Divert");
        st = WdfDeviceInitAssignName(init, &n);
    }
    if (!NT_SUCCESS(st) || !NT_SUCCESS(st = WdfDeviceCreate(&init, WDF_NO_OBJECT_ATTRIBUTES, &device))) {
        WdfDeviceInitFree(init);
        return st;
    }
    WDF_WORKITEM_CONFIG_INIT(&wc, pump);
    wc.AutomaticSerialization = FALSE;
    WDF_OBJECT_ATTRIBUTES_INIT(&at);
    at.ParentObject = device;
    st = WdfWorkItemCreate(&wc, &at, &work);
    if (!NT_SUCCESS(st)) return st;
    WdfControlFinishInitializing(device);
    obj = NdisAllocateGenericObject(drv, DV_TAG, 0);
    if (!obj) return STATUS_INSUFFICIENT_RESOURCES;
    RtlZeroMemory(&pp, sizeof pp);
    pp.Header.Type = NDIS_OBJECT_TYPE_DEFAULT;
    pp.Header.Revision = NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1;
    pp.Header.Size = sizeof(pp);
    pp.fAllocateNetBuffer = TRUE;
    pp.PoolTag = DV_TAG;
    pp.DataSize = 0;
    pool = NdisAllocateNetBufferListPool(obj, &pp);
    if (!pool) return STATUS_INSUFFICIENT_RESOURCES;
    st = FwpsInjectionHandleCreate0(AF_INET, FWPS_INJECTION_TYPE_NETWORK | FWPS_INJECTION_TYPE_FORWARD, &inject4);
    if (!NT_SUCCESS(st)) return st;
    st = FwpsInjectionHandleCreate0(AF_INET6, FWPS_INJECTION_TYPE_NETWORK | FWPS_INJECTION_TYPE_FORWARD, &inject6);
    if (!NT_SUCCESS(st)) return st;
    s.flags = FWPM_SESSION_FLAG_DYNAMIC;
    s.txnWaitTimeoutInMSec = 0xFFFFFFFF;
    st = FwpmEngineOpen0(NULL, RPC_C_AUTHN_DEFAULT, NULL, &s, &engine);
    if (!NT_SUCCESS(st)) return st;
    st = FwpmTransactionBegin0(engine, 0);
    if (!NT_SUCCESS(st)) return st;
    sub.subLayerKey = DV_SUB;
    sub.displayData.name = L"divert";
    sub.weight = 0xFFFF;
    st = FwpmSubLayerAdd0(engine, &sub, NULL);
    if (!NT_SUCCESS(st)) return st;
    for (i = 0; i < 4; i++) {
        FWPS_CALLOUT2 c = {0};
        FWPM_CALLOUT0 m = {0};
        FWPM_FILTER0 f = {0};
        UINT64 weight = ~0ull >> 1;
        c.calloutKey = *t[i].key;
        c.classifyFn = t[i].fn;
        c.notifyFn = notify;
        st = FwpsCalloutRegister2(WdfDeviceWdmGetDeviceObject(device), &c, &ids[i]);
        if (!NT_SUCCESS(st)) return st;
        m.calloutKey = *t[i].key;
        m.displayData.name = (PWSTR)t[i].name;
        m.applicableLayer = *t[i].layer;
        st = FwpmCalloutAdd0(engine, &m, NULL, NULL);
        if (!NT_SUCCESS(st)) return st;
        f.displayData.name = (PWSTR)t[i].name;
        f.layerKey = *t[i].layer;
        f.subLayerKey = DV_SUB;
        f.action.type = FWP_ACTION_CALLOUT_UNKNOWN;
        f.action.calloutKey = *t[i].key;
        f.weight.type = FWP_UINT64;
        f.weight.uint64 = &weight;
        st = FwpmFilterAdd0(engine, &f, NULL, NULL);
        if (!NT_SUCCESS(st)) return st;
    }
    return FwpmTransactionCommit0(engine);
}
