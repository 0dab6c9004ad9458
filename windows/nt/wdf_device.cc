// SPDX-License-Identifier: Apache-2.0
#include "nt/wdf_device.h"

#include <mutex>

#include "nt/guest.h"
#include "nt/io_request.h"
#include "nt/thread_state.h"
#include "nt/wdf_queue.h"
#include "nt/wdf_request.h"

namespace penstock::nt {
namespace {

struct Devices {
  exec::Mutex lock;
  std::map<const DEVICE_OBJECT*, std::weak_ptr<WdfDevice>> all;
};
Devices& devices() {
  static auto* table = new Devices;
  return *table;
}

void complete(PIRP irp, NTSTATUS status) {
  irp->IoStatus.Status = status;
  complete_irp(irp, {});
}

WDF_REQUEST_TYPE type_of(UCHAR major) { return static_cast<WDF_REQUEST_TYPE>(major); }

}  // namespace

std::shared_ptr<WdfDevice> WdfDevice::of(const DEVICE_OBJECT* object) {
  std::lock_guard hold(devices().lock);
  const auto found = devices().all.find(object);
  return found == devices().all.end() ? nullptr : found->second.lock();
}

void register_wdf_device(const std::shared_ptr<WdfDevice>& device) {
  std::lock_guard hold(devices().lock);
  devices().all[device->device()->object()] = device;
}

std::vector<std::shared_ptr<WdfDevice>> wdf_devices_of(const Guest& guest) {
  std::vector<std::shared_ptr<WdfDevice>> found;
  std::lock_guard hold(devices().lock);
  for (const auto& [object, device] : devices().all) {
    if (auto held = device.lock(); held != nullptr && held->guest() == &guest)
      found.push_back(std::move(held));
  }
  return found;
}

void WdfDevice::stop() {
  // Whoever finds the device from now on finds none.
  std::lock_guard hold(devices().lock);
  devices().all.erase(device_->object());
}

void WdfDevice::dispose() {
  if (settings_.shutdown != nullptr) IoUnregisterShutdownNotification(device_->object());
  remove_links_to(device_->shape().name, *guest());
  delete_device(*device_);
}

std::shared_ptr<WdfFile> WdfDevice::file_of(PFILE_OBJECT file) {
  std::lock_guard hold(lock_);
  const auto found = files_.find(file);
  return found == files_.end() ? nullptr : found->second;
}

std::shared_ptr<WdfQueue> WdfDevice::default_queue() {
  std::lock_guard hold(lock_);
  return default_queue_.lock();
}

bool WdfDevice::set_default_queue(const std::shared_ptr<WdfQueue>& queue) {
  std::lock_guard hold(lock_);
  if (default_queue_.lock() != nullptr) return false;
  default_queue_ = queue;
  queue->make_default();
  return true;
}

void WdfDevice::route(WDF_REQUEST_TYPE type, const std::shared_ptr<WdfQueue>& queue) {
  std::lock_guard hold(lock_);
  routes_[type] = queue;
}

// The framework marks every IRP pending and answers so: when it is completed is the queues' affair.
NTSTATUS WdfDevice::dispatch(PIRP irp) {
  IoMarkIrpPending(irp);
  switch (IoGetCurrentIrpStackLocation(irp)->MajorFunction) {
    case IRP_MJ_CREATE:
      create(irp);
      break;
    case IRP_MJ_CLEANUP:
      cleanup(irp);
      break;
    case IRP_MJ_CLOSE:
      close(irp);
      break;
    case IRP_MJ_READ:
    case IRP_MJ_WRITE:
    case IRP_MJ_DEVICE_CONTROL:
    case IRP_MJ_INTERNAL_DEVICE_CONTROL:
      transfer(irp);
      break;
    case IRP_MJ_SHUTDOWN:
      if (settings_.shutdown != nullptr) {
        GuestCall call(guest(), kPassive, "EvtDeviceShutdownNotification");
        settings_.shutdown(static_cast<WDFDEVICE>(handle()));
      }
      complete(irp, STATUS_SUCCESS);
      break;
    default:
      complete(irp, STATUS_INVALID_DEVICE_REQUEST);
  }
  return STATUS_PENDING;
}

void WdfDevice::create(PIRP irp) {
  const PFILE_OBJECT file_object = IoGetCurrentIrpStackLocation(irp)->FileObject;
  const auto file = std::make_shared<WdfFile>(guest(), file_object, static_cast<WDFDEVICE>(handle()));
  file->name = file_object->FileName;
  const bool has_attributes = settings_.file_attributes.Size != 0;
  const NTSTATUS status =
      wdf_attach(file, has_attributes ? &settings_.file_attributes : nullptr, shared_from_this());
  if (!NT_SUCCESS(status)) return complete(irp, status);
  if (settings_.file_config.EvtDeviceFileCreate == nullptr) {
    created(file, STATUS_SUCCESS);
    return complete(irp, STATUS_SUCCESS);
  }
  const auto self = std::static_pointer_cast<WdfDevice>(shared_from_this());
  const auto request = std::make_shared<WdfRequest>(guest(), irp, self, file);
  if (!NT_SUCCESS(wdf_attach(request, nullptr, shared_from_this())))
    return complete(irp, STATUS_INSUFFICIENT_RESOURCES);
  request->set_owner(WdfRequest::Owner::driver, nullptr);
  GuestCall call(guest(), kPassive, "EvtDeviceFileCreate");
  settings_.file_config.EvtDeviceFileCreate(static_cast<WDFDEVICE>(handle()),
                                            static_cast<WDFREQUEST>(request->handle()),
                                            static_cast<WDFFILEOBJECT>(file->handle()));
}

void WdfDevice::created(const std::shared_ptr<WdfFile>& file, NTSTATUS status) {
  if (!NT_SUCCESS(status)) return wdf_delete(file, {});
  std::lock_guard hold(lock_);
  files_[file->file] = file;
}

void WdfDevice::cleanup(PIRP irp) {
  const auto file = file_of(IoGetCurrentIrpStackLocation(irp)->FileObject);
  if (file != nullptr && settings_.file_config.EvtFileCleanup != nullptr) {
    GuestCall call(guest(), kPassive, "EvtFileCleanup");
    settings_.file_config.EvtFileCleanup(static_cast<WDFFILEOBJECT>(file->handle()));
  }
  complete(irp, STATUS_SUCCESS);
}

void WdfDevice::close(PIRP irp) {
  const PFILE_OBJECT file_object = IoGetCurrentIrpStackLocation(irp)->FileObject;
  const auto file = file_of(file_object);
  if (file != nullptr) {
    if (settings_.file_config.EvtFileClose != nullptr) {
      GuestCall call(guest(), kPassive, "EvtFileClose");
      settings_.file_config.EvtFileClose(static_cast<WDFFILEOBJECT>(file->handle()));
    }
    {
      std::lock_guard hold(lock_);
      files_.erase(file_object);
    }
    wdf_delete(file, {});
  }
  complete(irp, STATUS_SUCCESS);
}

void WdfDevice::transfer(PIRP irp) {
  const auto self = std::static_pointer_cast<WdfDevice>(shared_from_this());
  const auto file = file_of(IoGetCurrentIrpStackLocation(irp)->FileObject);
  const auto request = std::make_shared<WdfRequest>(guest(), irp, self, file);
  const bool has_attributes = settings_.request_attributes.Size != 0;
  const NTSTATUS status = wdf_attach(request, has_attributes ? &settings_.request_attributes : nullptr, self);
  if (!NT_SUCCESS(status)) return complete(irp, status);
  irp->Tail.Overlay.DriverContext[0] = request->handle();
  if (settings_.in_caller_context == nullptr) return enqueue(request);
  request->set_owner(WdfRequest::Owner::driver, nullptr);
  GuestCall call(guest(), thread_state().irql, "EvtIoInCallerContext");
  settings_.in_caller_context(static_cast<WDFDEVICE>(handle()), static_cast<WDFREQUEST>(request->handle()));
}

void WdfDevice::enqueue(const std::shared_ptr<WdfRequest>& request) {
  std::shared_ptr<WdfQueue> queue;
  {
    std::lock_guard hold(lock_);
    const auto found = routes_.find(type_of(request->major()));
    queue = found == routes_.end() ? default_queue_.lock() : found->second.lock();
  }
  if (queue == nullptr || !queue->handles(request->major()))
    return request->complete_by_framework(STATUS_INVALID_DEVICE_REQUEST);
  const bool transfers = request->major() == IRP_MJ_READ || request->major() == IRP_MJ_WRITE;
  if (transfers && request->input_bytes() + request->output_bytes() == 0 &&
      !queue->config().AllowZeroLengthRequests)
    return request->complete_by_framework(STATUS_SUCCESS);
  if (!queue->add(request)) request->complete_by_framework(STATUS_INVALID_DEVICE_STATE);
}

NTSTATUS wdf_dispatch(PDEVICE_OBJECT device_object, PIRP irp) {
  if (const auto device = WdfDevice::of(device_object)) return device->dispatch(irp);
  complete(irp, STATUS_INVALID_DEVICE_REQUEST);
  return STATUS_INVALID_DEVICE_REQUEST;
}

}  // namespace penstock::nt
