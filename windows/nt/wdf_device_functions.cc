// SPDX-License-Identifier: Apache-2.0
// What guests call to make and ask devices and file objects of the framework.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <memory>
#include <string>

#include "nt/guest.h"
#include "nt/io_driver.h"
#include "nt/io_name.h"
#include "nt/thread_state.h"
#include "nt/wdf_device.h"
#include "nt/wdf_device_init.h"
#include "nt/wdf_queue.h"
#include "nt/wdf_request.h"
#include "wdf.h"

using namespace penstock::nt;

namespace {

std::shared_ptr<WdfDevice> device_behind(WDFDEVICE handle, penstock::base::CallSite caller,
                                         const char* function) {
  return wdf_resolve_as<WdfDevice>(handle, caller, function);
}

// A plug and play device always has a name, for the links to it.
std::u16string generated_name() {
  static std::atomic<std::uint32_t> next{1};
  char text[16];
  std::snprintf(text, sizeof text, "%08x", next.fetch_add(1));
  return std::u16string(u"\\Device\\").append(text, text + 8);
}

}  // namespace

extern "C" {

NTSTATUS WdfDeviceCreate(PWDFDEVICE_INIT* DeviceInit, PWDF_OBJECT_ATTRIBUTES DeviceAttributes,
                         WDFDEVICE* Device) {
  PENSTOCK_IRQL_MAX(kPassive);
  const auto caller = PENSTOCK_CALLER;
  PWDFDEVICE_INIT init = find_device_init(*DeviceInit, caller, "WdfDeviceCreate");
  if (init == nullptr) return STATUS_INVALID_PARAMETER;
  if (DeviceAttributes != nullptr && DeviceAttributes->Size != sizeof(*DeviceAttributes))
    return STATUS_INFO_LENGTH_MISMATCH;
  if (DeviceAttributes != nullptr && DeviceAttributes->ParentObject != nullptr)
    return STATUS_INVALID_PARAMETER;
  penstock::nt::Driver* driver = penstock::nt::Driver::of(*init->guest);
  DevicePin pin;
  if (init->settings.plug_and_play && init->shape.name.empty()) init->shape.name = generated_name();
  if (driver == nullptr) return STATUS_INVALID_DEVICE_STATE;
  if (add_device(*driver, init->shape, pin) == NameOutcome::collision) return STATUS_OBJECT_NAME_COLLISION;
  pin->object()->Flags |= init->io_flags;
  const auto device = std::make_shared<WdfDevice>(init->guest, caller, pin, init->settings);
  const NTSTATUS status = wdf_attach(device, DeviceAttributes, wdf_driver_of(init->guest));
  if (!NT_SUCCESS(status)) {
    delete_device(*pin);
    return status;
  }
  register_wdf_device(device);
  if (init->settings.shutdown != nullptr) (void)IoRegisterShutdownNotification(pin->object());
  (void)take_device_init(*DeviceInit);
  *DeviceInit = nullptr;
  *Device = static_cast<WDFDEVICE>(device->handle());
  return STATUS_SUCCESS;
}

VOID WdfControlFinishInitializing(WDFDEVICE Device) {
  PENSTOCK_IRQL_MAX(kDispatch);
  if (const auto device = device_behind(Device, PENSTOCK_CALLER, "WdfControlFinishInitializing"))
    device->device()->object()->Flags &= ~static_cast<ULONG>(DO_DEVICE_INITIALIZING);
}

NTSTATUS WdfDeviceCreateSymbolicLink(WDFDEVICE Device, PCUNICODE_STRING SymbolicLinkName) {
  PENSTOCK_IRQL_MAX(kPassive);
  const auto caller = PENSTOCK_CALLER;
  const auto device = device_behind(Device, caller, "WdfDeviceCreateSymbolicLink");
  if (device == nullptr || device->device()->shape().name.empty()) return STATUS_INVALID_DEVICE_REQUEST;
  const auto outcome =
      add_link(view_of(SymbolicLinkName), device->device()->shape().name, caller, device->guest());
  return outcome == NameOutcome::done ? STATUS_SUCCESS : STATUS_OBJECT_NAME_COLLISION;
}

PDEVICE_OBJECT WdfDeviceWdmGetDeviceObject(WDFDEVICE Device) {
  const auto device = device_behind(Device, PENSTOCK_CALLER, "WdfDeviceWdmGetDeviceObject");
  return device == nullptr ? nullptr : device->device()->object();
}

WDFDEVICE WdfWdmDeviceGetWdfDeviceHandle(PDEVICE_OBJECT DeviceObject) {
  const auto device = WdfDevice::of(DeviceObject);
  return device == nullptr ? nullptr : static_cast<WDFDEVICE>(device->handle());
}

WDFDRIVER WdfDeviceGetDriver(WDFDEVICE Device) {
  const auto device = device_behind(Device, PENSTOCK_CALLER, "WdfDeviceGetDriver");
  const WdfRef driver = device == nullptr ? nullptr : wdf_driver_of(device->guest());
  return driver == nullptr ? nullptr : static_cast<WDFDRIVER>(driver->handle());
}

WDFQUEUE WdfDeviceGetDefaultQueue(WDFDEVICE Device) {
  const auto device = device_behind(Device, PENSTOCK_CALLER, "WdfDeviceGetDefaultQueue");
  const auto queue = device == nullptr ? nullptr : device->default_queue();
  return queue == nullptr ? nullptr : static_cast<WDFQUEUE>(queue->handle());
}

NTSTATUS WdfDeviceConfigureRequestDispatching(WDFDEVICE Device, WDFQUEUE Queue,
                                              WDF_REQUEST_TYPE RequestType) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto caller = PENSTOCK_CALLER;
  const auto device = device_behind(Device, caller, "WdfDeviceConfigureRequestDispatching");
  const auto queue = wdf_resolve_as<WdfQueue>(Queue, caller, "WdfDeviceConfigureRequestDispatching");
  if (device == nullptr || queue == nullptr) return STATUS_INVALID_PARAMETER;
  device->route(RequestType, queue);
  return STATUS_SUCCESS;
}

NTSTATUS WdfDeviceEnqueueRequest(WDFDEVICE Device, WDFREQUEST Request) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto caller = PENSTOCK_CALLER;
  const auto device = device_behind(Device, caller, "WdfDeviceEnqueueRequest");
  const auto request = wdf_resolve_as<WdfRequest>(Request, caller, "WdfDeviceEnqueueRequest");
  if (device == nullptr || request == nullptr || request->owner() != WdfRequest::Owner::driver)
    return STATUS_INVALID_DEVICE_REQUEST;
  device->enqueue(request);
  return STATUS_SUCCESS;
}

WDFFILEOBJECT WdfDeviceGetFileObject(WDFDEVICE Device, PFILE_OBJECT FileObject) {
  const auto device = device_behind(Device, PENSTOCK_CALLER, "WdfDeviceGetFileObject");
  const auto file = device == nullptr ? nullptr : device->file_of(FileObject);
  return file == nullptr ? nullptr : static_cast<WDFFILEOBJECT>(file->handle());
}

PUNICODE_STRING WdfFileObjectGetFileName(WDFFILEOBJECT FileObject) {
  const auto file = wdf_resolve_as<WdfFile>(FileObject, PENSTOCK_CALLER, "WdfFileObjectGetFileName");
  return file == nullptr ? nullptr : &file->name;
}

ULONG WdfFileObjectGetFlags(WDFFILEOBJECT FileObject) {
  const auto file = wdf_resolve_as<WdfFile>(FileObject, PENSTOCK_CALLER, "WdfFileObjectGetFlags");
  return file == nullptr ? 0 : file->file->Flags;
}

WDFDEVICE WdfFileObjectGetDevice(WDFFILEOBJECT FileObject) {
  const auto file = wdf_resolve_as<WdfFile>(FileObject, PENSTOCK_CALLER, "WdfFileObjectGetDevice");
  return file == nullptr ? nullptr : file->device;
}

PFILE_OBJECT WdfFileObjectWdmGetFileObject(WDFFILEOBJECT FileObject) {
  const auto file = wdf_resolve_as<WdfFile>(FileObject, PENSTOCK_CALLER, "WdfFileObjectWdmGetFileObject");
  return file == nullptr ? nullptr : file->file;
}

}  // extern "C"
