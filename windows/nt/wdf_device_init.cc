// SPDX-License-Identifier: Apache-2.0
#include "nt/wdf_device_init.h"

#include <map>
#include <mutex>
#include <vector>

#include "nt/guest.h"
#include "nt/io_name.h"
#include "nt/thread_state.h"

namespace penstock::nt {
namespace {

struct Inits {
  exec::Mutex lock;
  std::map<PWDFDEVICE_INIT, std::unique_ptr<WDFDEVICE_INIT>> all;
};
Inits& inits() {
  static auto* table = new Inits;
  return *table;
}

class InitsAccount final : public Account {
 public:
  InitsAccount() { register_account(*this); }
  const char* name() const override { return "device inits"; }
  void close(Guest& guest) override {
    std::vector<std::unique_ptr<WDFDEVICE_INIT>> left;
    {
      std::lock_guard hold(inits().lock);
      for (auto at = inits().all.begin(); at != inits().all.end();) {
        if (at->second->guest == &guest)
          left.push_back(std::move(inits().all.extract(at++).mapped()));
        else
          ++at;
      }
    }
    for (const auto& init : left)
      report("F-WDF-2", "K-WDF-13", base::Severity::error, &guest,
             "a WDFDEVICE_INIT was neither used by WdfDeviceCreate nor freed by WdfDeviceInitFree",
             init->shape.created_at, {});
  }
  void show(const Guest&, std::vector<base::Row>&) const override {}
} inits_account;

}  // namespace

PWDFDEVICE_INIT make_device_init(Guest* guest, AccessList access, base::CallSite at) {
  auto init = std::make_unique<WDFDEVICE_INIT>();
  init->guest = guest;
  init->shape.access = std::move(access);
  init->shape.created_at = at;
  init->shape.type = FILE_DEVICE_UNKNOWN;
  std::lock_guard hold(inits().lock);
  const PWDFDEVICE_INIT address = init.get();
  inits().all.emplace(address, std::move(init));
  return address;
}

PWDFDEVICE_INIT find_device_init(PWDFDEVICE_INIT init, base::CallSite caller, const char* function) {
  {
    std::lock_guard hold(inits().lock);
    if (inits().all.contains(init)) return init;
  }
  report("F-WDF-2", "K-WDF-13", base::Severity::error, guest_of(caller),
         std::string(function) + " with a WDFDEVICE_INIT that was used or freed already", {}, caller);
  return nullptr;
}

std::unique_ptr<WDFDEVICE_INIT> take_device_init(PWDFDEVICE_INIT init) {
  std::lock_guard hold(inits().lock);
  const auto found = inits().all.find(init);
  if (found == inits().all.end()) return nullptr;
  auto taken = std::move(found->second);
  inits().all.erase(found);
  return taken;
}

}  // namespace penstock::nt

using namespace penstock::nt;

extern "C" {

PWDFDEVICE_INIT WdfControlDeviceInitAllocate(WDFDRIVER Driver, const UNICODE_STRING* SDDLString) {
  PENSTOCK_IRQL_MAX(kPassive);
  const auto caller = PENSTOCK_CALLER;
  const WdfRef driver = wdf_resolve(Driver, WdfKind::driver, caller, "WdfControlDeviceInitAllocate");
  auto access = AccessList::from_sddl(view_of(SDDLString));
  return driver == nullptr || !access ? nullptr : make_device_init(driver->guest(), *access, caller);
}

VOID WdfDeviceInitFree(PWDFDEVICE_INIT DeviceInit) {
  PENSTOCK_IRQL_MAX(kDispatch);
  if (find_device_init(DeviceInit, PENSTOCK_CALLER, "WdfDeviceInitFree") != nullptr)
    (void)take_device_init(DeviceInit);
}

VOID WdfDeviceInitSetDeviceType(PWDFDEVICE_INIT DeviceInit, DEVICE_TYPE DeviceType) {
  if (auto* init = find_device_init(DeviceInit, PENSTOCK_CALLER, "WdfDeviceInitSetDeviceType"))
    init->shape.type = DeviceType;
}

VOID WdfDeviceInitSetCharacteristics(PWDFDEVICE_INIT DeviceInit, ULONG DeviceCharacteristics,
                                     BOOLEAN OrInValues) {
  auto* init = find_device_init(DeviceInit, PENSTOCK_CALLER, "WdfDeviceInitSetCharacteristics");
  if (init == nullptr) return;
  const ULONG kept = OrInValues != FALSE ? init->shape.characteristics : 0;
  init->shape.characteristics = kept | DeviceCharacteristics;
}

NTSTATUS WdfDeviceInitAssignName(PWDFDEVICE_INIT DeviceInit, PCUNICODE_STRING DeviceName) {
  PENSTOCK_IRQL_MAX(kPassive);
  auto* init = find_device_init(DeviceInit, PENSTOCK_CALLER, "WdfDeviceInitAssignName");
  if (init == nullptr) return STATUS_INVALID_PARAMETER;
  init->shape.name = view_of(DeviceName);
  return STATUS_SUCCESS;
}

NTSTATUS WdfDeviceInitAssignSDDLString(PWDFDEVICE_INIT DeviceInit, PCUNICODE_STRING SDDLString) {
  PENSTOCK_IRQL_MAX(kPassive);
  auto* init = find_device_init(DeviceInit, PENSTOCK_CALLER, "WdfDeviceInitAssignSDDLString");
  const auto access = AccessList::from_sddl(view_of(SDDLString));
  if (init == nullptr || !access) return STATUS_INVALID_SECURITY_DESCR;
  init->shape.access = *access;
  return STATUS_SUCCESS;
}

VOID WdfDeviceInitSetDeviceClass(PWDFDEVICE_INIT DeviceInit, const GUID*) {
  (void)find_device_init(DeviceInit, PENSTOCK_CALLER,
                         "WdfDeviceInitSetDeviceClass");  // recorded by nobody: there is no PnP
}

VOID WdfDeviceInitSetExclusive(PWDFDEVICE_INIT DeviceInit, BOOLEAN IsExclusive) {
  if (auto* init = find_device_init(DeviceInit, PENSTOCK_CALLER, "WdfDeviceInitSetExclusive"))
    init->shape.exclusive = IsExclusive != FALSE;
}

VOID WdfDeviceInitSetIoType(PWDFDEVICE_INIT DeviceInit, WDF_DEVICE_IO_TYPE IoType) {
  auto* init = find_device_init(DeviceInit, PENSTOCK_CALLER, "WdfDeviceInitSetIoType");
  if (init == nullptr) return;
  init->io_flags = IoType == WdfDeviceIoBuffered  ? DO_BUFFERED_IO
                   : IoType == WdfDeviceIoNeither ? 0
                                                  : DO_DIRECT_IO;
}

VOID WdfDeviceInitSetFileObjectConfig(PWDFDEVICE_INIT DeviceInit, PWDF_FILEOBJECT_CONFIG FileObjectConfig,
                                      PWDF_OBJECT_ATTRIBUTES FileObjectAttributes) {
  auto* init = find_device_init(DeviceInit, PENSTOCK_CALLER, "WdfDeviceInitSetFileObjectConfig");
  if (init == nullptr) return;
  init->settings.file_config = *FileObjectConfig;
  if (FileObjectAttributes != nullptr) init->settings.file_attributes = *FileObjectAttributes;
}

VOID WdfDeviceInitSetRequestAttributes(PWDFDEVICE_INIT DeviceInit, PWDF_OBJECT_ATTRIBUTES RequestAttributes) {
  if (auto* init = find_device_init(DeviceInit, PENSTOCK_CALLER, "WdfDeviceInitSetRequestAttributes"))
    init->settings.request_attributes = *RequestAttributes;
}

VOID WdfDeviceInitSetIoInCallerContextCallback(PWDFDEVICE_INIT DeviceInit,
                                               PFN_WDF_IO_IN_CALLER_CONTEXT EvtIoInCallerContext) {
  if (auto* init = find_device_init(DeviceInit, PENSTOCK_CALLER, "WdfDeviceInitSetIoInCallerContextCallback"))
    init->settings.in_caller_context = EvtIoInCallerContext;
}

VOID WdfControlDeviceInitSetShutdownNotification(PWDFDEVICE_INIT DeviceInit,
                                                 PFN_WDF_DEVICE_SHUTDOWN_NOTIFICATION Notification, UCHAR) {
  if (auto* init =
          find_device_init(DeviceInit, PENSTOCK_CALLER, "WdfControlDeviceInitSetShutdownNotification"))
    init->settings.shutdown = Notification;
}

NTSTATUS WdfPdoInitAssignRawDevice(PWDFDEVICE_INIT DeviceInit, const GUID*) {
  const auto caller = PENSTOCK_CALLER;
  auto* init = find_device_init(DeviceInit, caller, "WdfPdoInitAssignRawDevice");
  if (init != nullptr)
    report("F-WDF-9", "K-WDF-12", penstock::base::Severity::warning, init->guest,
           "WdfPdoInitAssignRawDevice on the init of a control device", {}, caller);
  return STATUS_SUCCESS;
}

}  // extern "C"
