// SPDX-License-Identifier: Apache-2.0
#include "stdafx.h"
#include "trace.h"
#include "ruleset.tmh"

#pragma code_seg("PAGE")
#pragma comment(lib, "fwpkclnt.lib")
#pragma region globals

#define FW_NAME L"Kernel Firewall"
// {C0FFEE00-...}
static const GUID FW_PROVIDER = {0xc0ffee00, 0x1, 0x2, {0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0x01}};
static const GUID FW_SUB_HIGH = {0xc0ffee01, 0x1, 0x2, {0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0x01}};
static const GUID FW_SUB_LOW = {0xc0ffee02, 0x1, 0x2, {0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0x01}};
static const GUID FW_RULE_DNS = {0xc0ffee03, 0x1, 0x2, {0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0x01}};
EXTERN_C_START
DRIVER_INITIALIZE DriverEntry;
EXTERN_C_END
static DRIVER_UNLOAD FwUnload;
static HANDLE g_Engine = nullptr, g_Change = nullptr;
static PDEVICE_OBJECT g_Device = nullptr;
static FAST_MUTEX g_Lock;
static LONG g_Started;
#pragma endregion

namespace
{
template <typename F> class Finally
{
  public:
    Finally(F f) : f_(f) {}
    ~Finally()
    {
        if (armed_) f_();
    }
    void Dismiss() { armed_ = false; }

  private:
    F f_;
    bool armed_ = true;
};
template <typename F> Finally<F> MakeFinally(F f) { return Finally<F>(f); }

enum class Verdict : UINT32 { Permit = FWP_ACTION_PERMIT, Block = FWP_ACTION_BLOCK };

struct ConditionSet {
    FWPM_FILTER_CONDITION0 items[8] = {};
    UINT32 count = 0;
    FWP_V4_ADDR_AND_MASK v4{};
    FWP_V6_ADDR_AND_MASK v6{};
    FWP_RANGE0 range{};
    ConditionSet& Protocol(UINT8 protocol)
    {
        auto& c = items[count++];
        c.fieldKey = FWPM_CONDITION_IP_PROTOCOL;
        c.matchType = FWP_MATCH_EQUAL;
        c.conditionValue.type = FWP_UINT8;
        c.conditionValue.uint8 = protocol;
        return *this;
    }
    ConditionSet& RemotePort(UINT16 port, FWP_MATCH_TYPE match = FWP_MATCH_EQUAL)
    {
        auto& c = items[count++];
        c.fieldKey = FWPM_CONDITION_IP_REMOTE_PORT;
        c.matchType = match;
        c.conditionValue.type = FWP_UINT16;
        c.conditionValue.uint16 = port;
        return *this;
    }
    ConditionSet& RemotePorts(UINT16 low, UINT16 high)
    {
        auto& c = items[count++];
        range.valueLow.type = FWP_UINT16;
        range.valueLow.uint16 = low;
        range.valueHigh.type = FWP_UINT16;
        range.valueHigh.uint16 = high;
        c.fieldKey = FWPM_CONDITION_IP_REMOTE_PORT;
        c.matchType = FWP_MATCH_RANGE;
        c.conditionValue.type = FWP_RANGE_TYPE;
        c.conditionValue.rangeValue = &range;
        return *this;
    }
    ConditionSet& Net4(UINT32 addr, UINT32 mask)
    {
        auto& c = items[count++];
        v4.addr = addr;
        v4.mask = mask;
        c.fieldKey = FWPM_CONDITION_IP_REMOTE_ADDRESS;
        c.matchType = FWP_MATCH_EQUAL;
        c.conditionValue.type = FWP_V4_ADDR_MASK;
        c.conditionValue.v4AddrMask = &v4;
        return *this;
    }
    ConditionSet& Net6(const IN6_ADDR& a, UINT8 prefix)
    {
        auto& c = items[count++];
        RtlCopyMemory(v6.addr, a.u.Byte, sizeof(v6.addr));
        v6.prefixLength = prefix;
        c.fieldKey = FWPM_CONDITION_IP_REMOTE_ADDRESS;
        c.matchType = FWP_MATCH_EQUAL;
        c.conditionValue.type = FWP_V6_ADDR_MASK;
        c.conditionValue.v6AddrMask = &v6;
        return *this;
    }
    ConditionSet& NotLoopback()
    {
        auto& c = items[count++];
        c.fieldKey = FWPM_CONDITION_FLAGS;
        c.matchType = FWP_MATCH_FLAGS_NONE_SET;
        c.conditionValue.type = FWP_UINT32;
        c.conditionValue.uint32 = FWP_CONDITION_FLAG_IS_LOOPBACK;
        return *this;
    }
};

_IRQL_requires_(PASSIVE_LEVEL) NTSTATUS
    AddRule(_In_z_ PCWSTR name, const GUID& layer, const GUID& sub, UINT8 weight, Verdict verdict,
        const ConditionSet& set, _Out_opt_ UINT64* id = nullptr, const GUID* key = nullptr, UINT32 flags = 0)
{
    FWPM_FILTER filter = {};
    if (key) filter.filterKey = *key;
    filter.displayData.name = const_cast<PWSTR>(name);
    filter.flags = flags;
    filter.providerKey = const_cast<GUID*>(&FW_PROVIDER);
    filter.layerKey = layer;
    filter.subLayerKey = sub;
    filter.weight.type = FWP_UINT8;
    filter.weight.uint8 = weight;
    filter.action.type = static_cast<FWP_ACTION_TYPE>(verdict);
    filter.numFilterConditions = set.count;
    filter.filterCondition = set.count ? const_cast<FWPM_FILTER_CONDITION0*>(set.items) : nullptr;
    UINT64 local = 0;
    NTSTATUS status = FwpmFilterAdd(g_Engine, &filter, nullptr, &local);
    if (id) *id = local;
    TraceEvents(TRACE_LEVEL_INFORMATION, FW_RULES, "rule %ws id %I64u status %!STATUS!", name, local, status);
    return status;
}

NTSTATUS Count(HANDLE engine, const GUID* layer, UINT32* out)
{
    PAGED_CODE();
    HANDLE e = nullptr;
    FWPM_FILTER_ENUM_TEMPLATE t = {};
    t.providerKey = const_cast<GUID*>(&FW_PROVIDER);
    if (layer) t.layerKey = *layer;
    t.enumType = FWP_FILTER_ENUM_OVERLAPPING;
    t.actionMask = 0xFFFFFFFF;
    NTSTATUS status = FwpmFilterCreateEnumHandle(engine, layer ? &t : nullptr, &e);
    if (!NT_SUCCESS(status)) return status;
    auto close = MakeFinally([&] { FwpmFilterDestroyEnumHandle(engine, e); });
    UINT32 n = 0, total = 0;
    do {
        FWPM_FILTER** entries = nullptr;
        status = FwpmFilterEnum(engine, e, 4, &entries, &n);
        if (!NT_SUCCESS(status)) return status;
        for (UINT32 i = 0; i < n; ++i)
            if (entries[i]->providerKey && IsEqualGUID(*entries[i]->providerKey, FW_PROVIDER)) ++total;
        FwpmFreeMemory(reinterpret_cast<void**>(&entries));
        NT_ASSERT(entries == nullptr);
    } while (n == 4);
    *out = total;
    return status;
}
} // namespace

#define CHECK(expr)                                                                                                    \
    do {                                                                                                               \
        NTSTATUS _s = (expr);                                                                                          \
        if (!NT_SUCCESS(_s)) {                                                                                         \
            DbgPrintEx(DPFLTR_IHVDRIVER_ID, DPFLTR_ERROR_LEVEL, "%s failed 0x%08X\n", #expr, _s);                      \
            return _s;                                                                                                 \
        }                                                                                                              \
    } while (0)
#define EXPECT(expr, want)                                                                                             \
    do {                                                                                                               \
        NTSTATUS _s = (expr);                                                                                          \
        if (_s != (want)) {                                                                                            \
            DbgPrint("%s gave 0x%08X not 0x%08X\n", #expr, _s, (NTSTATUS)(want));                                      \
            return STATUS_UNSUCCESSFUL;                                                                                \
        }                                                                                                              \
    } while (0)

static NTSTATUS Start()
{
    PAGED_CODE();
    FWPM_SESSION session = {};
    session.displayData.name = const_cast<PWSTR>(FW_NAME);
    session.flags = FWPM_SESSION_FLAG_DYNAMIC;
    CHECK(FwpmEngineOpen(nullptr, RPC_C_AUTHN_WINNT, nullptr, &session, &g_Engine));
    CHECK(FwpmTransactionBegin(g_Engine, 0));
    auto abort = MakeFinally([] { FwpmTransactionAbort(g_Engine); });
    EXPECT(FwpmTransactionBegin(g_Engine, 0), STATUS_FWP_TXN_IN_PROGRESS);
    FWPM_PROVIDER provider = {};
    provider.providerKey = FW_PROVIDER;
    EXPECT(FwpmProviderAdd(g_Engine, &provider, nullptr), STATUS_FWP_NULL_DISPLAY_NAME);
    provider.displayData.name = const_cast<PWSTR>(FW_NAME);
    CHECK(FwpmProviderAdd(g_Engine, &provider, nullptr));
    EXPECT(FwpmProviderAdd(g_Engine, &provider, nullptr), STATUS_FWP_ALREADY_EXISTS);
    FWPM_SUBLAYER sub = {};
    sub.subLayerKey = FW_SUB_HIGH;
    sub.displayData.name = const_cast<PWSTR>(L"high");
    sub.weight = 0x9000;
    sub.providerKey = const_cast<GUID*>(&FW_PROVIDER);
    CHECK(FwpmSubLayerAdd(g_Engine, &sub, nullptr));
    sub.subLayerKey = FW_SUB_LOW;
    sub.displayData.name = const_cast<PWSTR>(L"low");
    sub.weight = 0x100;
    CHECK(FwpmSubLayerAdd(g_Engine, &sub, nullptr));
    const GUID* connect[] = {&FWPM_LAYER_ALE_AUTH_CONNECT_V4, &FWPM_LAYER_ALE_AUTH_CONNECT_V6};
    for (auto layer : connect) {
        ConditionSet dns;
        dns.Protocol(IPPROTO_UDP).RemotePort(53);
        CHECK(AddRule(L"allow dns", *layer, FW_SUB_HIGH, 15, Verdict::Permit, dns, nullptr,
            layer == connect[0] ? &FW_RULE_DNS : nullptr, FWPM_FILTER_FLAG_CLEAR_ACTION_RIGHT));
        ConditionSet web;
        web.Protocol(IPPROTO_TCP).RemotePort(80).RemotePort(443).NotLoopback();
        CHECK(AddRule(L"allow web", *layer, FW_SUB_HIGH, 10, Verdict::Permit, web, nullptr, nullptr,
            FWPM_FILTER_FLAG_CLEAR_ACTION_RIGHT));
        ConditionSet any;
        CHECK(AddRule(L"block rest", *layer, FW_SUB_LOW, 0, Verdict::Block, any));
    }
    ConditionSet bad4;
    bad4.Net4(0x0A000000, 0xFF000000).Protocol(IPPROTO_ICMP);
    CHECK(AddRule(L"icmp inside", FWPM_LAYER_ALE_AUTH_CONNECT_V4, FW_SUB_LOW, 5, Verdict::Permit, bad4));
    IN6_ADDR a = {};
    a.u.Byte[0] = 0xfd;
    ConditionSet bad6;
    bad6.Net6(a, 8).RemotePorts(1, 1024);
    CHECK(AddRule(L"v6 low ports", FWPM_LAYER_ALE_AUTH_RECV_ACCEPT_V6, FW_SUB_LOW, 5, Verdict::Block, bad6));
    ConditionSet inAll;
    CHECK(AddRule(L"inbound tcp", FWPM_LAYER_ALE_AUTH_RECV_ACCEPT_V4, FW_SUB_LOW, 1, Verdict::Block, inAll));
    ConditionSet wrong;
    wrong.Protocol(6);
    wrong.items[0].conditionValue.type = FWP_UINT16;
    EXPECT(AddRule(L"wrong type", FWPM_LAYER_ALE_AUTH_CONNECT_V4, FW_SUB_LOW, 1, Verdict::Block, wrong),
        STATUS_FWP_TYPE_MISMATCH);
    EXPECT(AddRule(L"weight", FWPM_LAYER_ALE_AUTH_CONNECT_V4, FW_SUB_LOW, 16, Verdict::Block, inAll),
        STATUS_FWP_INVALID_WEIGHT);
    EXPECT(AddRule(L"layer", FW_PROVIDER, FW_SUB_LOW, 1, Verdict::Block, inAll), STATUS_FWP_LAYER_NOT_FOUND);
    EXPECT(FwpmSubLayerDeleteByKey(g_Engine, &FW_SUB_LOW), STATUS_FWP_IN_USE);
    UINT64 temporary = 0;
    CHECK(AddRule(L"temporary", FWPM_LAYER_ALE_AUTH_CONNECT_V4, FW_SUB_LOW, 2, Verdict::Permit, inAll, &temporary));
    CHECK(FwpmFilterDeleteById(g_Engine, temporary));
    EXPECT(FwpmFilterDeleteById(g_Engine, temporary), STATUS_FWP_FILTER_NOT_FOUND);
    CHECK(FwpmTransactionCommit(g_Engine));
    abort.Dismiss();
    EXPECT(FwpmTransactionCommit(g_Engine), STATUS_FWP_NO_TXN_IN_PROGRESS);
    UINT32 n = 0, at = 0;
    CHECK(Count(g_Engine, nullptr, &n));
    CHECK(Count(g_Engine, &FWPM_LAYER_ALE_AUTH_CONNECT_V4, &at));
    DbgPrint("rules %u, at connect v4 %u\n", n, at);
    FWPM_FILTER* found = nullptr;
    CHECK(FwpmFilterGetByKey(g_Engine, &FW_RULE_DNS, &found));
    NT_ASSERT(found->effectiveWeight.type == FWP_UINT64 && (*found->effectiveWeight.uint64 >> 60) == 15);
    NT_ASSERT(found->numFilterConditions == 2);
    FwpmFreeMemory((void**)&found);
    FWPM_SUBLAYER* s = nullptr;
    CHECK(FwpmSubLayerGetByKey(g_Engine, &FWPM_SUBLAYER_UNIVERSAL, &s));
    FwpmFreeMemory((void**)&s);
    FWPM_LAYER* l = nullptr;
    CHECK(FwpmLayerGetByKey(g_Engine, &FWPM_LAYER_ALE_AUTH_CONNECT_V4, &l));
    NT_ASSERT(l->layerId == FWPS_LAYER_ALE_AUTH_CONNECT_V4 && l->numFields > 10);
    FwpmFreeMemory((void**)&l);
    InterlockedExchange(&g_Started, 1);
    return STATUS_SUCCESS;
}

static VOID NTAPI StateChanged(_Inout_ PVOID Context, _In_ FWPM_SERVICE_STATE NewState)
{
    UNREFERENCED_PARAMETER(Context);
    if (NewState == FWPM_SERVICE_RUNNING) {
        ExAcquireFastMutex(&g_Lock);
        ExReleaseFastMutex(&g_Lock);
        if (InterlockedCompareExchange(&g_Started, 2, 0) == 0) (void)Start();
    }
}

static VOID FwUnload(PDRIVER_OBJECT DriverObject)
{
    PAGED_CODE();
    FuncEntry(FW_INIT);
    if (g_Change) FwpmBfeStateUnsubscribeChanges(g_Change);
    if (g_Engine) FwpmEngineClose(g_Engine);
    IoDeleteDevice(g_Device);
    WPP_CLEANUP(DriverObject);
}

#pragma code_seg("INIT")
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WPP_INIT_TRACING(DriverObject, RegistryPath);
    ExInitializeFastMutex(&g_Lock);
    DriverObject->DriverUnload = FwUnload;
    CHECK(IoCreateDevice(DriverObject, 0, nullptr, FILE_DEVICE_NETWORK, 0, FALSE, &g_Device));
    NTSTATUS status = FwpmBfeStateSubscribeChanges(g_Device, StateChanged, nullptr, &g_Change);
    if (NT_SUCCESS(status) && FwpmBfeStateGet() == FWPM_SERVICE_RUNNING &&
        InterlockedCompareExchange(&g_Started, 2, 0) == 0)
        status = Start();
    if (!NT_SUCCESS(status)) {
        DoTraceMessage(FW_INIT, "start failed %!STATUS!", status);
        FwUnload(DriverObject);
    }
    return status;
}
#pragma code_seg()
