// SPDX-License-Identifier: Apache-2.0
#include "nt/wdf_root_device.h"

#include <atomic>
#include <cstdio>
#include <cstring>
#include <string>

#include "nt/guest.h"
#include "nt/io_driver.h"
#include "nt/io_name.h"
#include "nt/thread_state.h"
#include "nt/wdf_device.h"
#include "nt/wdf_device_init.h"
#include "nt/wdf_driver.h"
#include "wdf.h"

namespace penstock::nt {
namespace {

std::atomic<InterfaceQuery> interface_query{nullptr};

// The callbacks of one device; one that is not set succeeds.
class PowerCalls {
 public:
  explicit PowerCalls(WdfDevice& device)
      : device_(device), handle_(static_cast<WDFDEVICE>(device.handle())), told_(device.settings().power) {}

  NTSTATUS start() {
    // Who could not prepare has something to release all the same.
    if (!good("EvtDevicePrepareHardware", told_.EvtDevicePrepareHardware, nullptr, nullptr) ||
        !good("EvtDeviceD0Entry", told_.EvtDeviceD0Entry, WdfPowerDeviceD3Final)) {
      release();
      return failed_;
    }
    if (good("EvtDeviceD0EntryPostInterruptsEnabled", told_.EvtDeviceD0EntryPostInterruptsEnabled,
             WdfPowerDeviceD3Final) &&
        good("EvtDeviceSelfManagedIoInit", told_.EvtDeviceSelfManagedIoInit)) {
      return STATUS_SUCCESS;
    }
    power_down();
    return failed_;
  }
  void remove() {
    call("EvtDeviceSelfManagedIoSuspend", told_.EvtDeviceSelfManagedIoSuspend);
    power_down();
    call("EvtDeviceSelfManagedIoFlush", told_.EvtDeviceSelfManagedIoFlush);
    call("EvtDeviceSelfManagedIoCleanup", told_.EvtDeviceSelfManagedIoCleanup);
  }

 private:
  void power_down() {
    call("EvtDeviceD0ExitPreInterruptsDisabled", told_.EvtDeviceD0ExitPreInterruptsDisabled,
         WdfPowerDeviceD3Final);
    call("EvtDeviceD0Exit", told_.EvtDeviceD0Exit, WdfPowerDeviceD3Final);
    release();
  }
  void release() { call("EvtDeviceReleaseHardware", told_.EvtDeviceReleaseHardware, nullptr); }

  template <class Answer, class... Parameters, class... Arguments>
  void call(const char* name, Answer (*function)(WDFDEVICE, Parameters...), Arguments... arguments) {
    if (function == nullptr) return;
    GuestCall entered(device_.guest(), kPassive, name);
    (void)function(handle_, arguments...);
  }
  template <class... Parameters, class... Arguments>
  bool good(const char* name, NTSTATUS (*function)(WDFDEVICE, Parameters...), Arguments... arguments) {
    if (function == nullptr) return true;
    GuestCall entered(device_.guest(), kPassive, name);
    failed_ = function(handle_, arguments...);
    return NT_SUCCESS(failed_);
  }

  WdfDevice& device_;
  const WDFDEVICE handle_;
  const WDF_PNPPOWER_EVENT_CALLBACKS& told_;
  NTSTATUS failed_ = STATUS_SUCCESS;
};

NTSTATUS ask_driver(Guest& guest) {
  const PWDFDEVICE_INIT init = make_device_init(&guest, AccessList::open_to_all(), {});
  init->settings.plug_and_play = true;
  const NTSTATUS status = call_device_add(guest, init);
  (void)take_device_init(init);  // the framework's, if it was not used
  return status;
}

// \??\ROOT#<service>#0000#{class}, and below it the reference string.
std::u16string interface_name(std::u16string_view service, const GUID& type, std::u16string_view reference) {
  char text[40];
  std::snprintf(text, sizeof text, "{%08x-%04x-%04x-%02x%02x-%02x%02x%02x%02x%02x%02x}", type.Data1,
                type.Data2, type.Data3, type.Data4[0], type.Data4[1], type.Data4[2], type.Data4[3],
                type.Data4[4], type.Data4[5], type.Data4[6], type.Data4[7]);
  std::u16string name = u"\\??\\ROOT#";
  name.append(service).append(u"#0000#").append(text, text + std::strlen(text));
  return reference.empty() ? name : name.append(u"\\").append(reference);
}

}  // namespace

std::int32_t add_root_device(Driver& driver) {
  Guest& guest = driver.guest();
  if (driver.object()->DriverExtension->AddDevice != nullptr)
    report("F-INFO", "K-LOAD-3", base::Severity::note, &guest,
           "AddDevice is not called: only drivers of the framework are given a device", {}, {});
  if (!expects_device(guest)) return STATUS_SUCCESS;
  const NTSTATUS added = ask_driver(guest);
  if (!NT_SUCCESS(added)) return added;
  for (const auto& device : wdf_devices_of(guest)) {
    if (!device->settings().plug_and_play) continue;
    const NTSTATUS started = PowerCalls(*device).start();
    if (!NT_SUCCESS(started)) return started;
    device->set_started();
  }
  return STATUS_SUCCESS;
}

void remove_root_devices(Guest& guest) {
  for (const auto& device : wdf_devices_of(guest)) {
    if (!device->settings().plug_and_play) continue;
    if (device->started()) PowerCalls(*device).remove();
    wdf_delete(device, {});
  }
}

void answer_interface_queries(InterfaceQuery query) { interface_query.store(query); }

}  // namespace penstock::nt

using namespace penstock::nt;

extern "C" {

VOID WdfDeviceInitSetPnpPowerEventCallbacks(PWDFDEVICE_INIT DeviceInit,
                                            PWDF_PNPPOWER_EVENT_CALLBACKS Callbacks) {
  const auto caller = PENSTOCK_CALLER;
  auto* init = find_device_init(DeviceInit, caller, "WdfDeviceInitSetPnpPowerEventCallbacks");
  if (init == nullptr) return;
  if (!init->settings.plug_and_play)
    return report("F-WDF-9", "K-WDF-12", penstock::base::Severity::warning, init->guest,
                  "WdfDeviceInitSetPnpPowerEventCallbacks on the init of a control device: it is never told",
                  {}, caller);
  init->settings.power = *Callbacks;
}

NTSTATUS WdfFdoQueryForInterface(WDFDEVICE Fdo, LPCGUID InterfaceType, PINTERFACE Interface, USHORT Size,
                                 USHORT Version, PVOID) {
  PENSTOCK_IRQL_MAX(kPassive);
  if (wdf_resolve_as<WdfDevice>(Fdo, PENSTOCK_CALLER, "WdfFdoQueryForInterface") == nullptr ||
      InterfaceType == nullptr || Interface == nullptr)
    return STATUS_INVALID_PARAMETER;
  const InterfaceQuery query = interface_query.load();
  return query == nullptr ? STATUS_NOT_SUPPORTED : query(InterfaceType, Size, Version, Interface);
}

// Found by its name, as nobody enumerates here.
NTSTATUS WdfDeviceCreateDeviceInterface(WDFDEVICE Device, const GUID* InterfaceClassGUID,
                                        PCUNICODE_STRING ReferenceString) {
  PENSTOCK_IRQL_MAX(kPassive);
  const auto caller = PENSTOCK_CALLER;
  const auto device = wdf_resolve_as<WdfDevice>(Device, caller, "WdfDeviceCreateDeviceInterface");
  if (device == nullptr || InterfaceClassGUID == nullptr) return STATUS_INVALID_PARAMETER;
  if (!device->settings().plug_and_play) return STATUS_INVALID_DEVICE_REQUEST;
  const std::u16string name =
      interface_name(Driver::of(*device->guest())->service(), *InterfaceClassGUID, view_of(ReferenceString));
  const auto outcome = add_link(name, device->device()->shape().name, caller, device->guest());
  return outcome == NameOutcome::done ? STATUS_SUCCESS : STATUS_OBJECT_NAME_COLLISION;
}

}  // extern "C"
