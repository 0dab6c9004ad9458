// SPDX-License-Identifier: Apache-2.0
#include "nt/io_driver.h"

#include <cstring>
#include <mutex>
#include <vector>

#include "exec/mutex.h"
#include "nt/guest.h"
#include "nt/io_name.h"
#include "nt/string_conversion.h"
#include "nt/thread_state.h"
#include "ntddk.h"

namespace penstock::nt {

struct Driver::Block {
  DRIVER_OBJECT object;
  DRIVER_EXTENSION extension;
};

namespace {

struct Drivers {
  exec::Mutex lock;
  std::vector<Driver*> all;
};
Drivers& drivers() {
  static auto* table = new Drivers;
  return *table;
}

UNICODE_STRING counted(const std::u16string& text) {
  const auto bytes = static_cast<USHORT>(text.size() * sizeof(char16_t));
  return {bytes, static_cast<USHORT>(bytes + sizeof(char16_t)),
          reinterpret_cast<PWCH>(const_cast<char16_t*>(text.c_str()))};
}

// What every slot of the dispatch table holds until the driver fills it.
NTSTATUS refuse_request(PDEVICE_OBJECT, PIRP irp) {
  irp->IoStatus.Status = STATUS_INVALID_DEVICE_REQUEST;
  irp->IoStatus.Information = 0;
  IofCompleteRequest(irp, 0);
  return STATUS_INVALID_DEVICE_REQUEST;
}

}  // namespace

Driver::Driver(Guest& guest, std::string_view service)
    : guest_(guest),
      name_(u"\\Driver\\" + utf16_of(service)),
      service_(utf16_of(service)),
      registry_path_(u"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\" + service_),
      block_(std::make_unique<Block>()) {
  DRIVER_OBJECT& object = block_->object;
  object.Type = 4;
  object.Size = sizeof(DRIVER_OBJECT);
  object.DriverExtension = &block_->extension;
  object.DriverName = counted(name_);
  block_->extension.DriverObject = &object;
  block_->extension.ServiceKeyName = counted(service_);
  for (PDRIVER_DISPATCH& slot : object.MajorFunction) slot = refuse_request;
  std::lock_guard hold(drivers().lock);
  drivers().all.push_back(this);
}

Driver::~Driver() {
  std::lock_guard hold(drivers().lock);
  std::erase(drivers().all, this);
}

Driver* Driver::of(const DRIVER_OBJECT* object) {
  std::lock_guard hold(drivers().lock);
  for (Driver* driver : drivers().all)
    if (driver->object() == object) return driver;
  return nullptr;
}

Driver* Driver::of(const Guest& guest) {
  std::lock_guard hold(drivers().lock);
  for (Driver* driver : drivers().all)
    if (&driver->guest() == &guest) return driver;
  return nullptr;
}

DRIVER_OBJECT* Driver::object() const { return &block_->object; }

std::int32_t Driver::run_entry(const void* entry) {
  // A copy that is gone after the call: the path is valid only during it.
  std::u16string path = registry_path_;
  UNICODE_STRING path_string = counted(path);
  block_->object.DriverInit = reinterpret_cast<PDRIVER_INITIALIZE>(const_cast<void*>(entry));
  GuestCall call(&guest_, kPassive, "DriverEntry");
  return block_->object.DriverInit(&block_->object, &path_string);
}

void Driver::finish_entry() {
  for (PDEVICE_OBJECT device = block_->object.DeviceObject; device != nullptr; device = device->NextDevice)
    device->Flags &= ~static_cast<ULONG>(DO_DEVICE_INITIALIZING);
}

bool Driver::has_unload() const { return block_->object.DriverUnload != nullptr; }

void Driver::run_unload() {
  GuestCall call(&guest_, kPassive, "DriverUnload");
  block_->object.DriverUnload(&block_->object);
}

}  // namespace penstock::nt
