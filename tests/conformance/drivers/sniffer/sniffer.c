// SPDX-License-Identifier: Apache-2.0
/* Old style: Vista target, WDM, METHOD_NEITHER-free ioctl, cancel-safe queue, lookaside, timer+DPC, callout version 0.
 */
#define NTDDI_VERSION NTDDI_VISTASP1
#include <ntifs.h>
#include <ntstrsafe.h>
#include <fwpsk.h>
#include <fwpmk.h>
#define INITGUID
#include <guiddef.h>
#include <wdmsec.h>

DEFINE_GUID(VS_OUT, 0x33330001, 0x1, 0x2, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0x01);
DEFINE_GUID(VS_IN, 0x33330002, 0x1, 0x2, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0x01);
DEFINE_GUID(VS_SUB, 0x33330003, 0x1, 0x2, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0x01);

#define VS_TAG ((ULONG)'tsiV')
#define IOCTL_VS_NEXT CTL_CODE(FILE_DEVICE_UNKNOWN, 0x900, METHOD_OUT_DIRECT, FILE_READ_ACCESS)
#define IOCTL_VS_BLOCK CTL_CODE(FILE_DEVICE_UNKNOWN, 0x901, METHOD_BUFFERED, FILE_WRITE_ACCESS)

typedef struct _VS_EVENT {
    LARGE_INTEGER when;
    unsigned long src, dst;
    unsigned short length;
    unsigned char protocol, ttl;
    unsigned char direction;
} VS_EVENT, *PVS_EVENT;
C_ASSERT(sizeof(VS_EVENT) == 24);

#pragma pack(push, 1)
typedef struct _IPV4_HDR {
    UCHAR VerLen;
    UCHAR Tos;
    USHORT Total;
    USHORT Id;
    USHORT Frag;
    UCHAR Ttl;
    UCHAR Proto;
    USHORT Sum;
    ULONG Src, Dst;
} IPV4_HDR, *PIPV4_HDR;
#pragma pack(pop)
C_ASSERT(FIELD_OFFSET(IPV4_HDR, Dst) == 16);

typedef struct _VS_ITEM {
    LIST_ENTRY Link;
    VS_EVENT Event;
} VS_ITEM, *PVS_ITEM;

typedef struct _VS_EXT {
    IO_CSQ Csq;
    LIST_ENTRY Irps;
    KSPIN_LOCK IrpLock;
    LIST_ENTRY Items;
    KSPIN_LOCK ItemLock;
    ULONG ItemCount, Dropped;
    NPAGED_LOOKASIDE_LIST Lookaside;
    KTIMER Timer;
    KDPC Dpc;
    LONG Ticks;
    ULONG BlockedDst;
    UINT32 OutId, InId;
    HANDLE Engine;
} VS_EXT, *PVS_EXT;

PDEVICE_OBJECT g_dev;
#define Ext(d) ((PVS_EXT)(d)->DeviceExtension)

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD VsUnload;
_Dispatch_type_(IRP_MJ_CREATE) _Dispatch_type_(IRP_MJ_CLOSE) DRIVER_DISPATCH VsCreateClose;
_Dispatch_type_(IRP_MJ_DEVICE_CONTROL) DRIVER_DISPATCH VsControl;
KDEFERRED_ROUTINE VsTick;
IO_CSQ_INSERT_IRP VsInsert;
IO_CSQ_REMOVE_IRP VsRemove;
IO_CSQ_PEEK_NEXT_IRP VsPeek;
IO_CSQ_ACQUIRE_LOCK VsLock;
IO_CSQ_RELEASE_LOCK VsUnlock;
IO_CSQ_COMPLETE_CANCELED_IRP VsCanceled;

#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, VsUnload)
#pragma alloc_text(PAGE, VsCreateClose)
#endif

VOID VsInsert(PIO_CSQ q, PIRP irp)
{
    InsertTailList(&CONTAINING_RECORD(q, VS_EXT, Csq)->Irps, &irp->Tail.Overlay.ListEntry);
}
VOID VsRemove(PIO_CSQ q, PIRP irp)
{
    UNREFERENCED_PARAMETER(q);
    RemoveEntryList(&irp->Tail.Overlay.ListEntry);
}
PIRP VsPeek(PIO_CSQ q, PIRP irp, PVOID ctx)
{
    PVS_EXT e = CONTAINING_RECORD(q, VS_EXT, Csq);
    PLIST_ENTRY n = irp ? irp->Tail.Overlay.ListEntry.Flink : e->Irps.Flink;
    for (; n != &e->Irps; n = n->Flink) {
        PIRP x = CONTAINING_RECORD(n, IRP, Tail.Overlay.ListEntry);
        if (!ctx || IoGetCurrentIrpStackLocation(x)->FileObject == (PFILE_OBJECT)ctx) return x;
    }
    return NULL;
}
VOID VsLock(PIO_CSQ q, PKIRQL irql) { KeAcquireSpinLock(&CONTAINING_RECORD(q, VS_EXT, Csq)->IrpLock, irql); }
VOID VsUnlock(PIO_CSQ q, KIRQL irql) { KeReleaseSpinLock(&CONTAINING_RECORD(q, VS_EXT, Csq)->IrpLock, irql); }
VOID VsCanceled(PIO_CSQ q, PIRP irp)
{
    UNREFERENCED_PARAMETER(q);
    irp->IoStatus.Status = STATUS_CANCELLED;
    irp->IoStatus.Information = 0;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
}

static VOID Deliver(PVS_EXT e)
{
    for (;;) {
        KIRQL irql;
        PVS_ITEM item = NULL;
        PIRP irp;
        PVOID out;
        KeAcquireSpinLock(&e->ItemLock, &irql);
        if (!IsListEmpty(&e->Items)) {
            irp = IoCsqRemoveNextIrp(&e->Csq, NULL);
            if (irp) {
                item = CONTAINING_RECORD(RemoveHeadList(&e->Items), VS_ITEM, Link);
                e->ItemCount--;
            }
        }
        KeReleaseSpinLock(&e->ItemLock, irql);
        if (!item) return;
        out = MmGetSystemAddressForMdlSafe(irp->MdlAddress, NormalPagePriority | MdlMappingNoExecute);
        if (out) {
            RtlCopyMemory(out, &item->Event, sizeof(VS_EVENT));
            irp->IoStatus.Status = STATUS_SUCCESS;
            irp->IoStatus.Information = sizeof(VS_EVENT);
        } else {
            irp->IoStatus.Status = STATUS_INSUFFICIENT_RESOURCES;
            irp->IoStatus.Information = 0;
        }
        ExFreeToNPagedLookasideList(&e->Lookaside, item);
        IoCompleteRequest(irp, IO_NETWORK_INCREMENT);
    }
}

VOID VsTick(PKDPC dpc, PVOID ctx, PVOID a, PVOID b)
{
    PVS_EXT e = (PVS_EXT)ctx;
    UNREFERENCED_PARAMETER(dpc);
    UNREFERENCED_PARAMETER(a);
    UNREFERENCED_PARAMETER(b);
    InterlockedIncrement(&e->Ticks);
    Deliver(e);
}

void NTAPI VsClassify(const FWPS_INCOMING_VALUES0* v, const FWPS_INCOMING_METADATA_VALUES0* m, void* data,
    const FWPS_FILTER0* filter, UINT64 flow, FWPS_CLASSIFY_OUT0* out)
{
    PVS_EXT e = Ext(g_dev);
    NET_BUFFER* nb;
    IPV4_HDR copy, *ip;
    PVS_ITEM item;
    KIRQL irql;
    BOOLEAN in = (v->layerId == FWPS_LAYER_INBOUND_IPPACKET_V4);
    NDIS_STATUS ns = NDIS_STATUS_SUCCESS;
    UNREFERENCED_PARAMETER(filter);
    UNREFERENCED_PARAMETER(flow);
    if (!data) return;
    nb = NET_BUFFER_LIST_FIRST_NB((PNET_BUFFER_LIST)data);
    if (in) ns = NdisRetreatNetBufferDataStart(nb, m->ipHeaderSize, 0, NULL);
    if (ns != NDIS_STATUS_SUCCESS) return;
    ip = (PIPV4_HDR)NdisGetDataBuffer(nb, sizeof(copy), &copy, 1, 0);
    if (ip) {
        item = (PVS_ITEM)ExAllocateFromNPagedLookasideList(&e->Lookaside);
        if (item) {
            RtlZeroMemory(item, sizeof(*item));
            KeQuerySystemTime(&item->Event.when);
            item->Event.src = RtlUlongByteSwap(ip->Src);
            item->Event.dst = RtlUlongByteSwap(ip->Dst);
            item->Event.length = RtlUshortByteSwap(ip->Total);
            item->Event.protocol = ip->Proto;
            item->Event.ttl = ip->Ttl;
            item->Event.direction = in;
            KeAcquireSpinLock(&e->ItemLock, &irql);
            if (e->ItemCount < 64) {
                InsertTailList(&e->Items, &item->Link);
                e->ItemCount++;
                item = NULL;
            } else
                e->Dropped++;
            KeReleaseSpinLock(&e->ItemLock, irql);
            if (item) ExFreeToNPagedLookasideList(&e->Lookaside, item);
        }
        if (!in && e->BlockedDst && RtlUlongByteSwap(ip->Dst) == e->BlockedDst &&
            (out->rights & FWPS_RIGHT_ACTION_WRITE)) {
            out->actionType = FWP_ACTION_BLOCK;
            out->rights &= ~FWPS_RIGHT_ACTION_WRITE;
        }
    }
    if (in) NdisAdvanceNetBufferDataStart(nb, m->ipHeaderSize, FALSE, NULL);
}

NTSTATUS NTAPI VsNotify(FWPS_CALLOUT_NOTIFY_TYPE t, const GUID* k, const FWPS_FILTER0* f)
{
    UNREFERENCED_PARAMETER(t);
    UNREFERENCED_PARAMETER(k);
    UNREFERENCED_PARAMETER(f);
    return STATUS_SUCCESS;
}

NTSTATUS VsCreateClose(PDEVICE_OBJECT dev, PIRP irp)
{
    PAGED_CODE();
    UNREFERENCED_PARAMETER(dev);
    irp->IoStatus.Status = STATUS_SUCCESS;
    irp->IoStatus.Information = 0;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

NTSTATUS VsCleanup(PDEVICE_OBJECT dev, PIRP irp)
{
    PFILE_OBJECT file = IoGetCurrentIrpStackLocation(irp)->FileObject;
    PIRP x;
    while ((x = IoCsqRemoveNextIrp(&Ext(dev)->Csq, file)) != NULL) {
        x->IoStatus.Status = STATUS_CANCELLED;
        x->IoStatus.Information = 0;
        IoCompleteRequest(x, IO_NO_INCREMENT);
    }
    irp->IoStatus.Status = STATUS_SUCCESS;
    irp->IoStatus.Information = 0;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

NTSTATUS VsControl(PDEVICE_OBJECT dev, PIRP irp)
{
    PIO_STACK_LOCATION s = IoGetCurrentIrpStackLocation(irp);
    NTSTATUS st = STATUS_INVALID_DEVICE_REQUEST;
    ULONG_PTR info = 0;
    switch (s->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_VS_NEXT:
        if (s->Parameters.DeviceIoControl.OutputBufferLength < sizeof(VS_EVENT)) {
            st = STATUS_BUFFER_TOO_SMALL;
            break;
        }
        IoCsqInsertIrp(&Ext(dev)->Csq, irp, NULL);
        return STATUS_PENDING;
    case IOCTL_VS_BLOCK:
        if (s->Parameters.DeviceIoControl.InputBufferLength != sizeof(ULONG)) {
            st = STATUS_INVALID_PARAMETER;
            break;
        }
        Ext(dev)->BlockedDst = *(PULONG)irp->AssociatedIrp.SystemBuffer;
        st = STATUS_SUCCESS;
        break;
    }
    irp->IoStatus.Status = st;
    irp->IoStatus.Information = info;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
    return st;
}

static NTSTATUS One(PVS_EXT e, const GUID* key, const GUID* layer, UINT32* id)
{
    FWPS_CALLOUT0 c;
    FWPM_CALLOUT0 m;
    FWPM_FILTER0 f;
    NTSTATUS st;
    RtlZeroMemory(&c, sizeof c);
    RtlZeroMemory(&m, sizeof m);
    RtlZeroMemory(&f, sizeof f);
    c.calloutKey = *key;
    c.classifyFn = VsClassify;
    c.notifyFn = (FWPS_CALLOUT_NOTIFY_FN0)VsNotify;
    st = FwpsCalloutRegister0(g_dev, &c, id);
    if (!NT_SUCCESS(st)) return st;
    m.calloutKey = *key;
    m.applicableLayer = *layer;
    m.displayData.name = L"sniffer";
    st = FwpmCalloutAdd0(e->Engine, &m, NULL, NULL);
    if (!NT_SUCCESS(st)) return st;
    f.layerKey = *layer;
    f.displayData.name = L"sniffer filter";
    f.subLayerKey = VS_SUB;
    f.weight.type = FWP_EMPTY;
    f.action.type = FWP_ACTION_CALLOUT_UNKNOWN;
    f.action.calloutKey = *key;
    return FwpmFilterAdd0(e->Engine, &f, NULL, NULL);
}

VOID VsUnload(PDRIVER_OBJECT drv)
{
    UNICODE_STRING link;
    PVS_EXT e = Ext(g_dev);
    PAGED_CODE();
    UNREFERENCED_PARAMETER(drv);
    KeCancelTimer(&e->Timer);
    KeFlushQueuedDpcs();
    FwpmEngineClose0(e->Engine);
    FwpsCalloutUnregisterByKey0(&VS_OUT);
    FwpsCalloutUnregisterByKey0(&VS_IN);
    while (!IsListEmpty(&e->Items))
        ExFreeToNPagedLookasideList(&e->Lookaside, CONTAINING_RECORD(RemoveHeadList(&e->Items), VS_ITEM, Link));
    ExDeleteNPagedLookasideList(&e->Lookaside);
    RtlInitUnicodeString(&link, L"\\DosDevices\\Sniffer");
    IoDeleteSymbolicLink(&link);
    IoDeleteDevice(g_dev);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT drv, PUNICODE_STRING path)
{
    UNICODE_STRING name, link;
    NTSTATUS st;
    PVS_EXT e;
    LARGE_INTEGER due;
    FWPM_SESSION0 session = {0};
    FWPM_SUBLAYER0 sub = {0};
    char text[64];
    WCHAR buffer[128];
    UNICODE_STRING msg;
    RtlInitUnicodeString(&name, L"\\Device\\Sniffer");
    RtlInitUnicodeString(&link, L"\\DosDevices\\Sniffer");
    st = IoCreateDevice(drv, sizeof(VS_EXT), &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_dev);
    if (!NT_SUCCESS(st)) return st;
    g_dev->Flags |= DO_DIRECT_IO;
    st = IoCreateSymbolicLink(&link, &name);
    if (!NT_SUCCESS(st)) {
        IoDeleteDevice(g_dev);
        return st;
    }
    e = Ext(g_dev);
    InitializeListHead(&e->Irps);
    InitializeListHead(&e->Items);
    KeInitializeSpinLock(&e->IrpLock);
    KeInitializeSpinLock(&e->ItemLock);
    IoCsqInitialize(&e->Csq, VsInsert, VsRemove, VsPeek, VsLock, VsUnlock, VsCanceled);
    ExInitializeNPagedLookasideList(&e->Lookaside, NULL, NULL, 0, sizeof(VS_ITEM), VS_TAG, 0);
    drv->MajorFunction[IRP_MJ_CREATE] = drv->MajorFunction[IRP_MJ_CLOSE] = VsCreateClose;
    drv->MajorFunction[IRP_MJ_CLEANUP] = VsCleanup;
    drv->MajorFunction[IRP_MJ_DEVICE_CONTROL] = VsControl;
    drv->DriverUnload = VsUnload;
    RtlStringCbPrintfA(
        text, sizeof text, "%wZ loading %lu 0x%08lx %I64u", path, (ULONG)sizeof(VS_EXT), 0xdeadul, (ULONGLONG)1 << 40);
    DbgPrint("%s\n", text);
    KdPrint(("sniffer: %d\n", 1));
    msg.Buffer = buffer;
    msg.Length = 0;
    msg.MaximumLength = sizeof buffer;
    RtlUnicodeStringPrintf(&msg, L"%ws-%d", L"abc", 5);
    NT_ASSERT(msg.Length == 10);
    KeInitializeTimerEx(&e->Timer, NotificationTimer);
    KeInitializeDpc(&e->Dpc, VsTick, e);
    due.QuadPart = -10 * 1000 * 10LL;
    KeSetTimerEx(&e->Timer, due, 10, &e->Dpc);
    session.flags = FWPM_SESSION_FLAG_DYNAMIC;
    st = FwpmEngineOpen0(NULL, RPC_C_AUTHN_WINNT, NULL, &session, &e->Engine);
    if (NT_SUCCESS(st)) {
        sub.subLayerKey = VS_SUB;
        sub.displayData.name = L"sniffer sublayer";
        sub.weight = 0x100;
        st = FwpmSubLayerAdd0(e->Engine, &sub, NULL);
    }
    if (NT_SUCCESS(st)) st = One(e, &VS_OUT, &FWPM_LAYER_OUTBOUND_IPPACKET_V4, &e->OutId);
    if (NT_SUCCESS(st)) st = One(e, &VS_IN, &FWPM_LAYER_INBOUND_IPPACKET_V4, &e->InId);
    if (!NT_SUCCESS(st)) VsUnload(drv);
    return st;
}
