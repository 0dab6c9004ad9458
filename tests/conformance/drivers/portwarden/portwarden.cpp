// SPDX-License-Identifier: Apache-2.0
// portwarden: a C++ driver that refuses conversations with a list of remote ports. Classes all the way down:
// operator new from the pool, locks and sessions that clean up after themselves, a framework device.
#define INITGUID
#include "portwarden.hpp"

// Global objects would need constructors that nobody runs in a kernel; a pointer does not.
static Warden* TheWarden = nullptr;

void* __cdecl operator new(size_t size) noexcept { return ExAllocatePool2(POOL_FLAG_NON_PAGED, size, kTag); }
void __cdecl operator delete(void* block) noexcept {
  if (block) ExFreePoolWithTag(block, kTag);
}
void __cdecl operator delete(void* block, size_t) noexcept {
  if (block) ExFreePoolWithTag(block, kTag);
}

namespace {

struct LayerEntry {
  const GUID& layer;
  const GUID& callout;
  UINT16 id;
  UINT16 remote_port;
};

constexpr GUID MakeKey(UCHAR last) { return {0x9b0d6a10, 0x77c4, 0x4c7e, {0x8e, 0x02, 0x31, 0x7a, 0x5f, 0x66, 0x90, last}}; }
const GUID kSubLayer = MakeKey(0);
const GUID kCallouts[Warden::kLayers] = {MakeKey(1), MakeKey(2), MakeKey(3), MakeKey(4)};

const LayerEntry& Entry(ULONG index) {
  static const LayerEntry entries[Warden::kLayers] = {
      {FWPM_LAYER_ALE_AUTH_CONNECT_V4, kCallouts[0], FWPS_LAYER_ALE_AUTH_CONNECT_V4,
       FWPS_FIELD_ALE_AUTH_CONNECT_V4_IP_REMOTE_PORT},
      {FWPM_LAYER_ALE_AUTH_CONNECT_V6, kCallouts[1], FWPS_LAYER_ALE_AUTH_CONNECT_V6,
       FWPS_FIELD_ALE_AUTH_CONNECT_V6_IP_REMOTE_PORT},
      {FWPM_LAYER_ALE_AUTH_RECV_ACCEPT_V4, kCallouts[2], FWPS_LAYER_ALE_AUTH_RECV_ACCEPT_V4,
       FWPS_FIELD_ALE_AUTH_RECV_ACCEPT_V4_IP_REMOTE_PORT},
      {FWPM_LAYER_ALE_AUTH_RECV_ACCEPT_V6, kCallouts[3], FWPS_LAYER_ALE_AUTH_RECV_ACCEPT_V6,
       FWPS_FIELD_ALE_AUTH_RECV_ACCEPT_V6_IP_REMOTE_PORT},
  };
  return entries[index];
}

}  // namespace

bool PortSet::Add(USHORT port) {
  InStackGuard guard(lock_);
  if (count_ == RTL_NUMBER_OF(ports_)) return false;
  ports_[count_++] = port;
  return true;
}

bool PortSet::Contains(USHORT port) const {
  InStackGuard guard(lock_);
  for (ULONG i = 0; i < count_; ++i)
    if (ports_[i] == port) return true;
  return false;
}

EngineSession::~EngineSession() {
  if (handle_) FwpmEngineClose0(handle_);
}

NTSTATUS EngineSession::Open() {
  FWPM_SESSION0 session = {};
  session.flags = FWPM_SESSION_FLAG_DYNAMIC;
  session.displayData.name = const_cast<wchar_t*>(L"portwarden");
  return FwpmEngineOpen0(nullptr, RPC_C_AUTHN_WINNT, nullptr, &session, &handle_);
}

Transaction::Transaction(const EngineSession& session) : handle_(session.handle()) {
  status_ = FwpmTransactionBegin0(handle_, 0);
}

Transaction::~Transaction() {
  if (NT_SUCCESS(status_) && !committed_) FwpmTransactionAbort0(handle_);
}

NTSTATUS Transaction::Commit() {
  const auto status = FwpmTransactionCommit0(handle_);
  committed_ = NT_SUCCESS(status);
  return status;
}

Warden::~Warden() {
  session_.~EngineSession();
  new (&session_) EngineSession;
  for (auto id : callout_ids_)
    if (id) FwpsCalloutUnregisterById0(id);
}

NTSTATUS Warden::Start(PDEVICE_OBJECT device) {
  auto status = session_.Open();
  if (!NT_SUCCESS(status)) return status;
  Transaction transaction(session_);
  status = transaction.status();
  if (!NT_SUCCESS(status)) return status;
  FWPM_SUBLAYER0 sublayer = {};
  sublayer.subLayerKey = kSubLayer;
  sublayer.displayData.name = const_cast<wchar_t*>(L"portwarden");
  sublayer.weight = 0x7fff;
  status = FwpmSubLayerAdd0(session_.handle(), &sublayer, nullptr);
  for (ULONG i = 0; i < kLayers && NT_SUCCESS(status); ++i) status = AddLayer(device, i);
  return NT_SUCCESS(status) ? transaction.Commit() : status;
}

NTSTATUS Warden::AddLayer(PDEVICE_OBJECT device, ULONG index) {
  const auto& entry = Entry(index);
  const FWPS_CALLOUT2 callout = {entry.callout, 0, Classify, Notify, nullptr};
  auto status = FwpsCalloutRegister2(device, &callout, &callout_ids_[index]);
  if (!NT_SUCCESS(status)) return status;
  FWPM_CALLOUT0 registered = {};
  registered.calloutKey = entry.callout;
  registered.displayData.name = const_cast<wchar_t*>(L"portwarden");
  registered.applicableLayer = entry.layer;
  status = FwpmCalloutAdd0(session_.handle(), &registered, nullptr, nullptr);
  if (!NT_SUCCESS(status)) return status;
  return AddFilter(entry.layer, entry.callout);
}

// Only TCP and UDP have ports: the filter says so, and the callout need not.
NTSTATUS Warden::AddFilter(const GUID& layer, const GUID& callout) {
  FWPM_FILTER_CONDITION0 conditions[2] = {};
  FWPM_FILTER0 filter = {};
  for (auto& condition : conditions) {
    condition.fieldKey = FWPM_CONDITION_IP_PROTOCOL;
    condition.matchType = FWP_MATCH_EQUAL;
    condition.conditionValue.type = FWP_UINT8;
  }
  conditions[0].conditionValue.uint8 = IPPROTO_TCP;
  conditions[1].conditionValue.uint8 = IPPROTO_UDP;
  filter.displayData.name = const_cast<wchar_t*>(L"portwarden: ports");
  filter.layerKey = layer;
  filter.subLayerKey = kSubLayer;
  filter.weight.type = FWP_EMPTY;
  filter.numFilterConditions = ARRAYSIZE(conditions);
  filter.filterCondition = conditions;
  filter.action.type = FWP_ACTION_CALLOUT_TERMINATING;
  filter.action.calloutKey = callout;
  return FwpmFilterAdd0(session_.handle(), &filter, nullptr, nullptr);
}

void Warden::Decide(const FWPS_INCOMING_VALUES0& values, const FWPS_FILTER2& filter, FWPS_CLASSIFY_OUT0& out) {
  USHORT port = 0;
  for (ULONG i = 0; i < kLayers; ++i)
    if (Entry(i).id == values.layerId) port = values.incomingValue[Entry(i).remote_port].value.uint16;
  if (ports_.Contains(port)) {
    InterlockedIncrement(&refused_);
    out.actionType = FWP_ACTION_BLOCK;
    out.rights &= ~FWPS_RIGHT_ACTION_WRITE;
    return;
  }
  InterlockedIncrement(&admitted_);
  out.actionType = FWP_ACTION_PERMIT;
  if (filter.flags & FWPS_FILTER_FLAG_CLEAR_ACTION_RIGHT) out.rights &= ~FWPS_RIGHT_ACTION_WRITE;
}

void NTAPI Warden::Classify(const FWPS_INCOMING_VALUES0* values, const FWPS_INCOMING_METADATA_VALUES0*, void*,
                            const void*, const FWPS_FILTER2* filter, UINT64, FWPS_CLASSIFY_OUT0* out) {
  TheWarden->Ponder();
  if (out->rights & FWPS_RIGHT_ACTION_WRITE) TheWarden->Decide(*values, *filter, *out);
}

NTSTATUS NTAPI Warden::Notify(FWPS_CALLOUT_NOTIFY_TYPE, const GUID*, FWPS_FILTER2*) { return STATUS_SUCCESS; }

extern "C" {
DRIVER_INITIALIZE DriverEntry;
static EVT_WDF_DRIVER_UNLOAD PortwardenUnload;
static EVT_WDF_IO_QUEUE_IO_DEVICE_CONTROL PortwardenControl;
}

static VOID PortwardenUnload(WDFDRIVER) {
  delete TheWarden;
  TheWarden = nullptr;
}

static VOID PortwardenControl(WDFQUEUE, WDFREQUEST request, size_t, size_t, ULONG code) {
  PORTWARDEN_COUNTS* counts = nullptr;
  USHORT* port = nullptr;
  NTSTATUS status = STATUS_INVALID_DEVICE_REQUEST;
  ULONG_PTR information = 0;
  if (code == IOCTL_PORTWARDEN_COUNTS) {
    status = WdfRequestRetrieveOutputBuffer(request, sizeof(*counts), reinterpret_cast<PVOID*>(&counts), nullptr);
    if (NT_SUCCESS(status)) {
      TheWarden->Count(counts);
      information = sizeof(*counts);
    }
  } else if (code == IOCTL_PORTWARDEN_REFUSE) {
    status = WdfRequestRetrieveInputBuffer(request, sizeof(*port), reinterpret_cast<PVOID*>(&port), nullptr);
    if (NT_SUCCESS(status) && !TheWarden->ports().Add(*port)) status = STATUS_INSUFFICIENT_RESOURCES;
  }
  WdfRequestCompleteWithInformation(request, status, information);
}

static NTSTATUS CreateDevice(WDFDRIVER driver, WDFDEVICE* device) {
  DECLARE_CONST_UNICODE_STRING(name, L"\\Device\\Portwarden");
  DECLARE_CONST_UNICODE_STRING(link, L"\\DosDevices\\Portwarden");
  WDF_IO_QUEUE_CONFIG queue;
  auto* init = WdfControlDeviceInitAllocate(driver, &SDDL_DEVOBJ_SYS_ALL_ADM_ALL);
  if (!init) return STATUS_INSUFFICIENT_RESOURCES;
  WdfDeviceInitSetDeviceType(init, FILE_DEVICE_NETWORK);
  auto status = WdfDeviceInitAssignName(init, &name);
  if (NT_SUCCESS(status)) status = WdfDeviceCreate(&init, WDF_NO_OBJECT_ATTRIBUTES, device);
  if (!NT_SUCCESS(status)) {
    WdfDeviceInitFree(init);
    return status;
  }
  status = WdfDeviceCreateSymbolicLink(*device, &link);
  if (!NT_SUCCESS(status)) return status;
  WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(&queue, WdfIoQueueDispatchSequential);
  queue.EvtIoDeviceControl = PortwardenControl;
  return WdfIoQueueCreate(*device, &queue, WDF_NO_OBJECT_ATTRIBUTES, WDF_NO_HANDLE);
}

static void ReadPorts(WDFDRIVER driver) {
  static const PCWSTR kNames[] = {L"RefusedPort", L"RefusedPort2"};
  WDFKEY key;
  if (!NT_SUCCESS(WdfDriverOpenParametersRegistryKey(driver, KEY_READ, WDF_NO_OBJECT_ATTRIBUTES, &key))) return;
  for (auto text : kNames) {
    UNICODE_STRING name;
    ULONG value = 0;
    RtlInitUnicodeString(&name, text);
    if (NT_SUCCESS(WdfRegistryQueryULong(key, &name, &value))) TheWarden->ports().Add(static_cast<USHORT>(value));
  }
  DECLARE_CONST_UNICODE_STRING(scrutiny, L"Scrutiny");
  ULONG looks = 0;
  if (NT_SUCCESS(WdfRegistryQueryULong(key, &scrutiny, &looks))) TheWarden->SetScrutiny(looks);
  WdfRegistryClose(key);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT object, PUNICODE_STRING path) {
  WDF_DRIVER_CONFIG config;
  WDFDRIVER driver;
  WDFDEVICE device = nullptr;

  WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
  config.DriverInitFlags = WdfDriverInitNonPnpDriver;
  config.EvtDriverUnload = PortwardenUnload;
  auto status = WdfDriverCreate(object, path, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
  if (!NT_SUCCESS(status)) return status;
  TheWarden = new Warden;
  if (!TheWarden) return STATUS_INSUFFICIENT_RESOURCES;
  ReadPorts(driver);
  status = CreateDevice(driver, &device);
  if (NT_SUCCESS(status)) status = TheWarden->Start(WdfDeviceWdmGetDeviceObject(device));
  if (NT_SUCCESS(status)) {
    WdfControlFinishInitializing(device);
    return status;
  }
  delete TheWarden;
  TheWarden = nullptr;
  return status;
}
