// SPDX-License-Identifier: Apache-2.0
#include "nt/wdf_driver.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "nt/guest.h"
#include "nt/io_driver.h"
#include "nt/io_name.h"
#include "nt/thread_state.h"
#include "nt/wdf_device.h"
#include "nt/wdf_object.h"
#include "nt/wdf_root_device.h"
#include "wdf.h"

namespace penstock::nt {
namespace {

class WdfDriver final : public WdfObject {
 public:
  static constexpr WdfKind kKind = WdfKind::driver;
  WdfDriver(Guest* guest, base::CallSite at, PDRIVER_OBJECT driver_object,
            const WDF_DRIVER_CONFIG& driver_config, std::u16string_view path)
      : WdfObject(kKind, guest, at), object(driver_object), config(driver_config), registry_path(path) {}
  bool may_be_deleted_by_guest() const override { return false; }

  const PDRIVER_OBJECT object;
  const WDF_DRIVER_CONFIG config;
  std::u16string registry_path;
};

// Control devices go after EvtDriverUnload, then the driver's own callbacks (K-UNLOAD-1, K-WDF-12).
VOID unload(PDRIVER_OBJECT driver_object) {
  Driver* driver = Driver::of(driver_object);
  const WdfRef object = driver == nullptr ? nullptr : wdf_driver_of(&driver->guest());
  if (object == nullptr) return;
  const auto& config = static_cast<WdfDriver&>(*object).config;
  remove_root_devices(driver->guest());
  if (config.EvtDriverUnload != nullptr) {
    GuestCall call(object->guest(), kPassive, "EvtDriverUnload");
    config.EvtDriverUnload(static_cast<WDFDRIVER>(object->handle()));
  }
  drain_passive_work();
  wdf_delete(object, {});
}

}  // namespace

bool expects_device(const Guest& guest) {
  const WdfRef object = wdf_driver_of(const_cast<Guest*>(&guest));
  if (object == nullptr) return false;
  const WDF_DRIVER_CONFIG& config = static_cast<WdfDriver&>(*object).config;
  return config.EvtDriverDeviceAdd != nullptr && (config.DriverInitFlags & WdfDriverInitNonPnpDriver) == 0;
}

std::int32_t call_device_add(Guest& guest, WDFDEVICE_INIT* init) {
  const WdfRef object = wdf_driver_of(&guest);
  GuestCall call(&guest, kPassive, "EvtDriverDeviceAdd");
  return static_cast<WdfDriver&>(*object).config.EvtDriverDeviceAdd(static_cast<WDFDRIVER>(object->handle()),
                                                                    init);
}

void discard_framework_objects(Driver& driver) {
  drain_passive_work();
  if (const WdfRef object = wdf_driver_of(&driver.guest())) wdf_delete(object, {});
}

}  // namespace penstock::nt

using namespace penstock::nt;

extern "C" {

NTSTATUS WdfDriverCreate(PDRIVER_OBJECT DriverObject, PCUNICODE_STRING RegistryPath,
                         PWDF_OBJECT_ATTRIBUTES DriverAttributes, PWDF_DRIVER_CONFIG DriverConfig,
                         WDFDRIVER* Driver) {
  PENSTOCK_IRQL_MAX(kPassive);
  const auto caller = PENSTOCK_CALLER;
  penstock::nt::Driver* owner = penstock::nt::Driver::of(DriverObject);
  if (owner == nullptr || DriverConfig == nullptr) return STATUS_INVALID_PARAMETER;
  if (DriverConfig->Size != sizeof(*DriverConfig)) return STATUS_INFO_LENGTH_MISMATCH;
  if (wdf_driver_of(&owner->guest()) != nullptr) return STATUS_DRIVER_INTERNAL_ERROR;
  const auto driver = std::make_shared<WdfDriver>(&owner->guest(), caller, DriverObject, *DriverConfig,
                                                  view_of(RegistryPath));
  const NTSTATUS status = wdf_attach(driver, DriverAttributes, nullptr);
  if (!NT_SUCCESS(status)) return status;
  const bool plug_and_play = (DriverConfig->DriverInitFlags & WdfDriverInitNonPnpDriver) == 0;
  if (plug_and_play || DriverConfig->EvtDriverUnload != nullptr) DriverObject->DriverUnload = unload;
  for (PDRIVER_DISPATCH& slot : DriverObject->MajorFunction) slot = wdf_dispatch;
  if (Driver != nullptr) *Driver = static_cast<WDFDRIVER>(driver->handle());
  return STATUS_SUCCESS;
}

WDFDRIVER WdfGetDriver(void) {
  const WdfRef driver = wdf_driver_of(guest_of(PENSTOCK_CALLER));
  return driver == nullptr ? nullptr : static_cast<WDFDRIVER>(driver->handle());
}

PDRIVER_OBJECT WdfDriverWdmGetDriverObject(WDFDRIVER Driver) {
  const auto driver = wdf_resolve_as<WdfDriver>(Driver, PENSTOCK_CALLER, "WdfDriverWdmGetDriverObject");
  return driver == nullptr ? nullptr : driver->object;
}

PWSTR WdfDriverGetRegistryPath(WDFDRIVER Driver) {
  const auto driver = wdf_resolve_as<WdfDriver>(Driver, PENSTOCK_CALLER, "WdfDriverGetRegistryPath");
  return driver == nullptr ? nullptr : reinterpret_cast<PWSTR>(driver->registry_path.data());
}

}  // extern "C"
