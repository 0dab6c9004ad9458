// SPDX-License-Identifier: Apache-2.0
// Per-flow tracking in C++: contexts from FLOW_ESTABLISHED, counters at transport and datagram, FlowDelete, KMDF with
// context type.
extern "C" {
#include <Ntddk.h>
#include <Ndis.h>
#include <Fwpsk.h>
#include <Fwpmk.h>
#include <Wdf.h>
#include <ntstrsafe.h>
}
#include <initguid.h>

DEFINE_GUID(FT_EST4, 0x22220001, 0x1, 0x2, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0x01);
DEFINE_GUID(FT_EST6, 0x22220002, 0x1, 0x2, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0x01);
DEFINE_GUID(FT_OUT4, 0x22220003, 0x1, 0x2, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0x01);
DEFINE_GUID(FT_IN4, 0x22220004, 0x1, 0x2, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0x01);
DEFINE_GUID(FT_DG4, 0x22220005, 0x1, 0x2, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0x01);
DEFINE_GUID(FT_SUB, 0x22220006, 0x1, 0x2, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0x01);
DEFINE_GUID(FT_PROVIDER, 0x22220007, 0x1, 0x2, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0x01);

constexpr ULONG kTag = 'kcrT';

void* __cdecl operator new(size_t size, POOL_FLAGS flags, ULONG tag) noexcept
{
    return ExAllocatePool2(flags, size, tag);
}
void __cdecl operator delete(void* p) noexcept
{
    if (p) ExFreePool(p);
}
void __cdecl operator delete(void* p, size_t) noexcept
{
    if (p) ExFreePool(p);
}
void __cdecl operator delete(void* p, POOL_FLAGS, ULONG tag) noexcept
{
    if (p) ExFreePoolWithTag(p, tag);
}

namespace ft
{

class SpinGuard
{
  public:
    explicit SpinGuard(KSPIN_LOCK& lock) noexcept : lock_(lock) { KeAcquireSpinLock(&lock_, &irql_); }
    ~SpinGuard() { KeReleaseSpinLock(&lock_, irql_); }
    SpinGuard(const SpinGuard&) = delete;
    SpinGuard& operator=(const SpinGuard&) = delete;

  private:
    KSPIN_LOCK& lock_;
    KIRQL irql_;
};

struct Flow {
    LIST_ENTRY entry;
    UINT64 flowHandle;
    UINT32 process;
    UINT16 layers[3];
    UINT32 callouts[3];
    UINT64 bytesOut, bytesIn, packetsOut, packetsIn;
    volatile LONG refs;
    UINT16 remotePort;
    UINT8 protocol;
    LARGE_INTEGER since;
};

enum class Which : unsigned { Est4, Est6, Out4, In4, Dg4, Count };

struct Totals {
    UINT64 flows, closed, bytesOut, bytesIn, packetsOut, packetsIn;
    UINT32 pathLength;
};

typedef struct _DEVICE_CONTEXT {
    ULONG requests;
} DEVICE_CONTEXT, *PDEVICE_CONTEXT;
WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(DEVICE_CONTEXT, DeviceGetContext)

template <typename T, size_t N> constexpr size_t CountOf(T (&)[N]) { return N; }

static KSPIN_LOCK gLock;
static LIST_ENTRY gFlows;
static Totals gTotals;
static UINT32 gIds[static_cast<unsigned>(Which::Count)];
static HANDLE gEngine;
static volatile LONG gLive;
static KEVENT gNone;

static void Release(Flow* f)
{
    if (InterlockedDecrement(&f->refs) == 0) {
        {
            SpinGuard guard(gLock);
            RemoveEntryList(&f->entry);
            gTotals.closed++;
            gTotals.bytesIn += f->bytesIn;
            gTotals.bytesOut += f->bytesOut;
            gTotals.packetsIn += f->packetsIn;
            gTotals.packetsOut += f->packetsOut;
        }
        ExFreePoolWithTag(f, kTag);
        if (InterlockedDecrement(&gLive) == 0) KeSetEvent(&gNone, IO_NO_INCREMENT, FALSE);
    }
}

static void NTAPI Established(const FWPS_INCOMING_VALUES0* values, const FWPS_INCOMING_METADATA_VALUES0* meta, void*,
    const void*, const FWPS_FILTER3* filter, UINT64, FWPS_CLASSIFY_OUT0* out)
{
    out->actionType = (out->rights & FWPS_RIGHT_ACTION_WRITE) ? FWP_ACTION_CONTINUE : out->actionType;
    if (!FWPS_IS_METADATA_FIELD_PRESENT(meta, FWPS_METADATA_FIELD_FLOW_HANDLE)) return;
    auto* f = new (POOL_FLAG_NON_PAGED, kTag) Flow();
    if (f == nullptr) return;
    f->flowHandle = meta->flowHandle;
    if (FWPS_IS_METADATA_FIELD_PRESENT(meta, FWPS_METADATA_FIELD_PROCESS_ID))
        f->process = static_cast<UINT32>(meta->processId);
    if (FWPS_IS_METADATA_FIELD_PRESENT(meta, FWPS_METADATA_FIELD_PROCESS_PATH) && meta->processPath)
        gTotals.pathLength = meta->processPath->size;
    const bool v4 = values->layerId == FWPS_LAYER_ALE_FLOW_ESTABLISHED_V4;
    f->protocol = values
                      ->incomingValue[v4 ? UINT16{FWPS_FIELD_ALE_FLOW_ESTABLISHED_V4_IP_PROTOCOL}
                                         : UINT16{FWPS_FIELD_ALE_FLOW_ESTABLISHED_V6_IP_PROTOCOL}]
                      .value.uint8;
    f->remotePort = values
                        ->incomingValue[v4 ? UINT16{FWPS_FIELD_ALE_FLOW_ESTABLISHED_V4_IP_REMOTE_PORT}
                                           : UINT16{FWPS_FIELD_ALE_FLOW_ESTABLISHED_V6_IP_REMOTE_PORT}]
                        .value.uint16;
    KeQuerySystemTime(&f->since);
    f->refs = 1;
    if (InterlockedIncrement(&gLive) == 1) KeClearEvent(&gNone);
    {
        SpinGuard guard(gLock);
        InsertTailList(&gFlows, &f->entry);
        gTotals.flows++;
    }
    static const struct {
        UINT16 layer;
        Which which;
    } kWhere[] = {{FWPS_LAYER_OUTBOUND_TRANSPORT_V4, Which::Out4}, {FWPS_LAYER_INBOUND_TRANSPORT_V4, Which::In4},
        {FWPS_LAYER_DATAGRAM_DATA_V4, Which::Dg4}};
    for (size_t i = 0; v4 && i < CountOf(kWhere); ++i) {
        InterlockedIncrement(&f->refs);
        f->layers[i] = kWhere[i].layer;
        f->callouts[i] = gIds[static_cast<unsigned>(kWhere[i].which)];
        NTSTATUS status =
            FwpsFlowAssociateContext0(f->flowHandle, kWhere[i].layer, f->callouts[i], reinterpret_cast<UINT64>(f));
        if (!NT_SUCCESS(status)) {
            f->callouts[i] = 0;
            Release(f);
        }
    }
    UNREFERENCED_PARAMETER(filter);
    Release(f);
}

static ULONG Bytes(NET_BUFFER_LIST* nbl)
{
    ULONG n = 0;
    for (NET_BUFFER* nb = NET_BUFFER_LIST_FIRST_NB(nbl); nb; nb = NET_BUFFER_NEXT_NB(nb))
        n += NET_BUFFER_DATA_LENGTH(nb);
    return n;
}

static void NTAPI Count(const FWPS_INCOMING_VALUES0* values, const FWPS_INCOMING_METADATA_VALUES0* meta,
    void* layerData, const void*, const FWPS_FILTER3*, UINT64 flowContext, FWPS_CLASSIFY_OUT0* out)
{
    if (out->rights & FWPS_RIGHT_ACTION_WRITE) out->actionType = FWP_ACTION_CONTINUE;
    auto* f = reinterpret_cast<Flow*>(flowContext);
    if (!f || !layerData) return;
    const ULONG bytes = Bytes(static_cast<NET_BUFFER_LIST*>(layerData));
    bool outbound = values->layerId == FWPS_LAYER_OUTBOUND_TRANSPORT_V4;
    if (values->layerId == FWPS_LAYER_DATAGRAM_DATA_V4)
        outbound = values->incomingValue[FWPS_FIELD_DATAGRAM_DATA_V4_DIRECTION].value.uint32 == FWP_DIRECTION_OUTBOUND;
    NT_ASSERT(
        FWPS_IS_METADATA_FIELD_PRESENT(meta, FWPS_METADATA_FIELD_FLOW_HANDLE) && meta->flowHandle == f->flowHandle);
    if (values->layerId == FWPS_LAYER_DATAGRAM_DATA_V4) return;
    if (outbound) {
        InterlockedExchangeAdd64(reinterpret_cast<LONG64*>(&f->bytesOut), bytes);
        InterlockedIncrement64(reinterpret_cast<LONG64*>(&f->packetsOut));
    } else {
        InterlockedAdd64(reinterpret_cast<LONG64*>(&f->bytesIn), bytes);
        InterlockedIncrement64(reinterpret_cast<LONG64*>(&f->packetsIn));
    }
}

static NTSTATUS NTAPI Notify(FWPS_CALLOUT_NOTIFY_TYPE type, const GUID* key, FWPS_FILTER3* filter)
{
    UNREFERENCED_PARAMETER(key);
    UNREFERENCED_PARAMETER(filter);
    switch (type) {
    case FWPS_CALLOUT_NOTIFY_ADD_FILTER:
    case FWPS_CALLOUT_NOTIFY_DELETE_FILTER:
        break;
    default:
        break;
    }
    return STATUS_SUCCESS;
}

static void NTAPI FlowDelete(UINT16 layerId, UINT32 calloutId, UINT64 flowContext)
{
    auto* f = reinterpret_cast<Flow*>(flowContext);
    for (size_t i = 0; i < 3; ++i)
        if (f->layers[i] == layerId && f->callouts[i] == calloutId) f->callouts[i] = 0;
    Release(f);
}

struct Spec {
    Which which;
    const GUID* key;
    const GUID* layer;
    FWPS_CALLOUT_CLASSIFY_FN3 fn;
    bool flow;
};
static const Spec kSpecs[] = {
    {Which::Est4, &FT_EST4, &FWPM_LAYER_ALE_FLOW_ESTABLISHED_V4, Established, false},
    {Which::Est6, &FT_EST6, &FWPM_LAYER_ALE_FLOW_ESTABLISHED_V6, Established, false},
    {Which::Out4, &FT_OUT4, &FWPM_LAYER_OUTBOUND_TRANSPORT_V4, Count, true},
    {Which::In4, &FT_IN4, &FWPM_LAYER_INBOUND_TRANSPORT_V4, Count, true},
    {Which::Dg4, &FT_DG4, &FWPM_LAYER_DATAGRAM_DATA_V4, Count, true},
};

static NTSTATUS Install(PDEVICE_OBJECT device)
{
    FWPM_SESSION0 session{};
    session.flags = FWPM_SESSION_FLAG_DYNAMIC;
    session.displayData.name = const_cast<wchar_t*>(L"flowtrack");
    NTSTATUS status = FwpmEngineOpen0(nullptr, RPC_C_AUTHN_DEFAULT, nullptr, &session, &gEngine);
    if (!NT_SUCCESS(status)) return status;
    status = FwpmTransactionBegin0(gEngine, 0);
    if (!NT_SUCCESS(status)) return status;
    FWPM_PROVIDER0 provider{};
    provider.providerKey = FT_PROVIDER;
    provider.displayData.name = const_cast<PWSTR>(L"flowtrack provider");
    status = FwpmProviderAdd0(gEngine, &provider, nullptr);
    FWPM_SUBLAYER0 sub{};
    sub.subLayerKey = FT_SUB;
    sub.displayData.name = const_cast<PWSTR>(L"flowtrack sublayer");
    sub.providerKey = const_cast<GUID*>(&FT_PROVIDER);
    sub.weight = 0x8000;
    if (NT_SUCCESS(status)) status = FwpmSubLayerAdd0(gEngine, &sub, nullptr);
    for (const auto& s : kSpecs) {
        if (!NT_SUCCESS(status)) break;
        FWPS_CALLOUT3 c{};
        c.calloutKey = *s.key;
        c.flags = s.flow ? FWP_CALLOUT_FLAG_CONDITIONAL_ON_FLOW : 0;
        c.classifyFn = s.fn;
        c.notifyFn = Notify;
        c.flowDeleteFn = s.flow ? FlowDelete : nullptr;
        status = FwpsCalloutRegister3(device, &c, &gIds[static_cast<unsigned>(s.which)]);
        if (!NT_SUCCESS(status)) break;
        FWPM_CALLOUT0 m{};
        m.calloutKey = *s.key;
        m.displayData.name = const_cast<PWSTR>(L"flowtrack callout");
        m.providerKey = const_cast<GUID*>(&FT_PROVIDER);
        m.applicableLayer = *s.layer;
        UINT32 id = 0;
        status = FwpmCalloutAdd0(gEngine, &m, nullptr, &id);
        NT_ASSERT(!NT_SUCCESS(status) || id == gIds[static_cast<unsigned>(s.which)]);
        if (!NT_SUCCESS(status)) break;
        FWPM_FILTER0 filter{};
        filter.displayData.name = const_cast<PWSTR>(L"flowtrack filter");
        filter.layerKey = *s.layer;
        filter.subLayerKey = FT_SUB;
        filter.providerKey = const_cast<GUID*>(&FT_PROVIDER);
        filter.weight.type = FWP_UINT8;
        filter.weight.uint8 = 0xF;
        filter.action.type = FWP_ACTION_CALLOUT_INSPECTION;
        filter.action.calloutKey = *s.key;
        UINT64 filterId;
        status = FwpmFilterAdd0(gEngine, &filter, nullptr, &filterId);
    }
    return NT_SUCCESS(status) ? FwpmTransactionCommit0(gEngine) : (FwpmTransactionAbort0(gEngine), status);
}

static void Remove()
{
    if (gEngine) {
        FwpmEngineClose0(gEngine);
        gEngine = nullptr;
    }
    // contexts first: each removal may be pending
    for (;;) {
        UINT64 flow = 0;
        UINT16 layer = 0;
        UINT32 callout = 0;
        {
            SpinGuard guard(gLock);
            for (PLIST_ENTRY e = gFlows.Flink; e != &gFlows && !flow; e = e->Flink) {
                Flow* f = CONTAINING_RECORD(e, Flow, entry);
                for (int i = 0; i < 3; ++i)
                    if (f->callouts[i]) {
                        flow = f->flowHandle;
                        layer = f->layers[i];
                        callout = f->callouts[i];
                        f->callouts[i] = 0;
                        break;
                    }
            }
        }
        if (!flow) break;
        NTSTATUS status = FwpsFlowRemoveContext0(flow, layer, callout);
        NT_ASSERT(NT_SUCCESS(status) || status == STATUS_UNSUCCESSFUL);
    }
    KeWaitForSingleObject(&gNone, Executive, KernelMode, FALSE, nullptr);
    for (auto id : gIds)
        if (id) {
            NTSTATUS status = FwpsCalloutUnregisterById0(id);
            NT_ASSERT(status == STATUS_SUCCESS);
        }
}

} // namespace ft

#define IOCTL_FT_TOTALS CTL_CODE(FILE_DEVICE_NETWORK, 0x801, METHOD_BUFFERED, FILE_ANY_ACCESS)

extern "C" {
DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_UNLOAD FtUnload;
EVT_WDF_IO_QUEUE_IO_DEVICE_CONTROL FtControl;
#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, FtUnload)
#endif
}

_Use_decl_annotations_ VOID FtControl(
    WDFQUEUE Queue, WDFREQUEST Request, size_t OutputBufferLength, size_t InputBufferLength, ULONG IoControlCode)
{
    UNREFERENCED_PARAMETER(OutputBufferLength);
    UNREFERENCED_PARAMETER(InputBufferLength);
    ft::DeviceGetContext(WdfIoQueueGetDevice(Queue))->requests++;
    switch (IoControlCode) {
    case IOCTL_FT_TOTALS: {
        ft::Totals* t = nullptr;
        size_t length = 0;
        NTSTATUS status = WdfRequestRetrieveOutputBuffer(Request, sizeof(*t), reinterpret_cast<PVOID*>(&t), &length);
        if (!NT_SUCCESS(status)) {
            WdfRequestComplete(Request, status);
            return;
        }
        {
            ft::SpinGuard guard(ft::gLock);
            *t = ft::gTotals;
        }
        WdfRequestCompleteWithInformation(Request, STATUS_SUCCESS, sizeof(*t));
        return;
    }
    default:
        WdfRequestComplete(Request, STATUS_INVALID_DEVICE_REQUEST);
    }
}

_Use_decl_annotations_ VOID FtUnload(WDFDRIVER Driver)
{
    PAGED_CODE();
    UNREFERENCED_PARAMETER(Driver);
    ft::Remove();
}

_Use_decl_annotations_ NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    KeInitializeSpinLock(&ft::gLock);
    InitializeListHead(&ft::gFlows);
    KeInitializeEvent(&ft::gNone, NotificationEvent, TRUE);
    WDF_DRIVER_CONFIG config;
    WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
    config.DriverInitFlags = WdfDriverInitNonPnpDriver;
    config.EvtDriverUnload = FtUnload;
    config.DriverPoolTag = kTag;
    WDFDRIVER driver;
    NTSTATUS status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
    if (!NT_SUCCESS(status)) return status;
    DECLARE_CONST_UNICODE_STRING(name, L"\\Device\\FlowTrack");
    DECLARE_CONST_UNICODE_STRING(link, L"\\DosDevices\\FlowTrack");
    DECLARE_CONST_UNICODE_STRING(sddl, L"D:P(A;;GA;;;SY)(A;;GA;;;BA)");
    PWDFDEVICE_INIT init = WdfControlDeviceInitAllocate(driver, &sddl);
    if (!init) return STATUS_INSUFFICIENT_RESOURCES;
    WdfDeviceInitSetDeviceType(init, FILE_DEVICE_NETWORK);
    WdfDeviceInitSetExclusive(init, FALSE);
    status = WdfDeviceInitAssignName(init, &name);
    WDF_OBJECT_ATTRIBUTES attributes;
    using ft::DEVICE_CONTEXT;
    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    {
        using namespace ft;
        WDF_OBJECT_ATTRIBUTES_SET_CONTEXT_TYPE(&attributes, DEVICE_CONTEXT);
    }
    WDFDEVICE device = nullptr;
    if (NT_SUCCESS(status)) status = WdfDeviceCreate(&init, &attributes, &device);
    if (!NT_SUCCESS(status)) {
        WdfDeviceInitFree(init);
        return status;
    }
    status = WdfDeviceCreateSymbolicLink(device, &link);
    if (!NT_SUCCESS(status)) return status;
    WDF_IO_QUEUE_CONFIG queueConfig;
    WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(&queueConfig, WdfIoQueueDispatchParallel);
    queueConfig.EvtIoDeviceControl = FtControl;
    WDFQUEUE queue;
    status = WdfIoQueueCreate(device, &queueConfig, WDF_NO_OBJECT_ATTRIBUTES, &queue);
    if (!NT_SUCCESS(status)) return status;
    status = ft::Install(WdfDeviceWdmGetDeviceObject(device));
    if (!NT_SUCCESS(status)) {
        ft::Remove();
        return status;
    }
    WdfControlFinishInitializing(device);
    return STATUS_SUCCESS;
}
