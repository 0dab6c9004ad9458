// SPDX-License-Identifier: Apache-2.0
// What guests call to make devices and links.
#include <string>

#include "exec/runtime.h"
#include "nt/guest.h"
#include "nt/io_device.h"
#include "nt/io_driver.h"
#include "nt/io_name.h"
#include "nt/thread_state.h"
#include "ntddk.h"
#include "wdmsec.h"

namespace penstock::nt {
namespace {

NTSTATUS create_device(PDRIVER_OBJECT driver_object, Device::Shape shape, PDEVICE_OBJECT* out) {
  Driver* driver = Driver::of(driver_object);
  if (driver == nullptr) return STATUS_INVALID_PARAMETER;
  DevicePin device;
  if (add_device(*driver, std::move(shape), device) == NameOutcome::collision)
    return STATUS_OBJECT_NAME_COLLISION;
  *out = device->object();
  return STATUS_SUCCESS;
}

}  // namespace
}  // namespace penstock::nt

using namespace penstock::nt;

extern "C" {

NTSTATUS IoCreateDevice(PDRIVER_OBJECT DriverObject, ULONG DeviceExtensionSize, PUNICODE_STRING DeviceName,
                        DEVICE_TYPE DeviceType, ULONG DeviceCharacteristics, BOOLEAN Exclusive,
                        PDEVICE_OBJECT* DeviceObject) {
  PENSTOCK_IRQL_MAX(kApc);
  return create_device(DriverObject,
                       {.name = std::u16string(view_of(DeviceName)),
                        .type = DeviceType,
                        .characteristics = DeviceCharacteristics,
                        .extension_bytes = DeviceExtensionSize,
                        .exclusive = Exclusive != FALSE,
                        .access = AccessList::open_to_all(),
                        .created_at = PENSTOCK_CALLER},
                       DeviceObject);
}

NTSTATUS WdmlibIoCreateDeviceSecure(PDRIVER_OBJECT DriverObject, ULONG DeviceExtensionSize,
                                    PUNICODE_STRING DeviceName, DEVICE_TYPE DeviceType,
                                    ULONG DeviceCharacteristics, BOOLEAN Exclusive,
                                    PCUNICODE_STRING DefaultSDDLString, LPCGUID,
                                    PDEVICE_OBJECT* DeviceObject) {
  PENSTOCK_IRQL_MAX(kPassive);
  auto access = AccessList::from_sddl(view_of(DefaultSDDLString));
  if (!access) return STATUS_INVALID_SECURITY_DESCR;
  return create_device(DriverObject,
                       {.name = std::u16string(view_of(DeviceName)),
                        .type = DeviceType,
                        .characteristics = DeviceCharacteristics,
                        .extension_bytes = DeviceExtensionSize,
                        .exclusive = Exclusive != FALSE,
                        .access = *access,
                        .created_at = PENSTOCK_CALLER},
                       DeviceObject);
}

VOID IoDeleteDevice(PDEVICE_OBJECT DeviceObject) {
  PENSTOCK_IRQL_MAX(kApc);
  const DevicePin device = device_of(DeviceObject);
  if (device != nullptr) return delete_device(*device);
  report("F-OBJ-3", "K-OBJ-2", penstock::base::Severity::error, guest_of(PENSTOCK_CALLER),
         "IoDeleteDevice on a device that does not exist or is deleted", {}, PENSTOCK_CALLER);
}

NTSTATUS IoCreateSymbolicLink(PUNICODE_STRING SymbolicLinkName, PUNICODE_STRING DeviceName) {
  PENSTOCK_IRQL_MAX(kPassive);
  const auto caller = PENSTOCK_CALLER;
  const NameOutcome outcome =
      add_link(view_of(SymbolicLinkName), view_of(DeviceName), caller, guest_of(caller));
  return outcome == NameOutcome::done ? STATUS_SUCCESS : STATUS_OBJECT_NAME_COLLISION;
}

NTSTATUS IoDeleteSymbolicLink(PUNICODE_STRING SymbolicLinkName) {
  PENSTOCK_IRQL_MAX(kPassive);
  return remove_link(view_of(SymbolicLinkName)) == NameOutcome::done ? STATUS_SUCCESS
                                                                     : STATUS_OBJECT_NAME_NOT_FOUND;
}

}  // extern "C"
