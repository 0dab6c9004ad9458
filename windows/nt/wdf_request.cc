// SPDX-License-Identifier: Apache-2.0
#include "nt/wdf_request.h"

#include <mutex>

#include "nt/guest.h"
#include "nt/io_request.h"
#include "nt/thread_state.h"
#include "nt/wdf_device.h"
#include "nt/wdf_queue.h"

namespace penstock::nt {

WdfRequest::WdfRequest(Guest* guest, PIRP irp, std::shared_ptr<WdfDevice> device,
                       std::shared_ptr<WdfFile> file)
    : WdfObject(kKind, guest, {}),
      irp_(irp),
      major_(IoGetCurrentIrpStackLocation(irp)->MajorFunction),
      device_(std::move(device)),
      file_(std::move(file)) {}

WdfRequest::Owner WdfRequest::owner() const {
  std::lock_guard hold(lock_);
  return owner_;
}

void WdfRequest::set_owner(Owner owner, const std::shared_ptr<WdfQueue>& queue) {
  std::lock_guard hold(lock_);
  owner_ = owner;
  queue_ = queue;
}

bool WdfRequest::take(Owner expected) {
  std::lock_guard hold(lock_);
  if (owner_ != expected) return false;
  owner_ = Owner::nobody;
  return true;
}

bool WdfRequest::complete_by_driver(NTSTATUS status, base::CallSite from, const char* function) {
  if (!take(Owner::driver)) {
    report("F-WDF-1", "K-WDF-5", base::Severity::error, guest(),
           std::string(function) +
               " on a request that is not the driver's (completed, forwarded or still in a queue)",
           {}, from);
    return false;
  }
  finish(status, from);
  return true;
}

void WdfRequest::complete_by_framework(NTSTATUS status) {
  {
    std::lock_guard hold(lock_);
    owner_ = Owner::nobody;
  }
  finish(status, {});
}

// The object goes first: its cleanup callbacks may look at the IRP, and when the client hears of the end
// nothing of the driver's runs for this request any more.
void WdfRequest::finish(NTSTATUS status, base::CallSite from) {
  const auto keep = shared_from_this();
  const auto queue = queue_.lock();
  irp_->IoStatus.Status = status;
  if (major_ == IRP_MJ_CREATE && file_ != nullptr) device_->created(file_, status);
  irp_->Tail.Overlay.DriverContext[0] = nullptr;
  wdf_delete(keep, from);
  complete_irp(irp_, from);
  if (queue != nullptr) queue->returned();
}

// Both under the lock: whoever completes the request takes it under the same lock first, so the IRP is alive
// here.
bool WdfRequest::arm(PDRIVER_CANCEL routine) {
  std::lock_guard hold(lock_);
  if (owner_ == Owner::nobody) return true;
  IoSetCancelRoutine(irp_, routine);
  const bool cancelled = __atomic_load_n(&irp_->Cancel, __ATOMIC_SEQ_CST) != FALSE;
  return !(cancelled && IoSetCancelRoutine(irp_, nullptr) != nullptr);
}

bool WdfRequest::disarm() {
  std::lock_guard hold(lock_);
  return owner_ != Owner::nobody && IoSetCancelRoutine(irp_, nullptr) != nullptr;
}

size_t WdfRequest::input_bytes() const {
  const auto& parameters = IoGetCurrentIrpStackLocation(irp_)->Parameters;
  if (major_ == IRP_MJ_WRITE) return parameters.Write.Length;
  if (major_ == IRP_MJ_READ) return 0;
  return parameters.DeviceIoControl.InputBufferLength;
}

size_t WdfRequest::output_bytes() const {
  const auto& parameters = IoGetCurrentIrpStackLocation(irp_)->Parameters;
  if (major_ == IRP_MJ_READ) return parameters.Read.Length;
  if (major_ == IRP_MJ_WRITE) return 0;
  return parameters.DeviceIoControl.OutputBufferLength;
}

namespace {

bool is_control(UCHAR major) {
  return major == IRP_MJ_DEVICE_CONTROL || major == IRP_MJ_INTERNAL_DEVICE_CONTROL;
}

void* described_or_system(PIRP irp) {
  if (irp->MdlAddress != nullptr) return MmGetSystemAddressForMdlSafe(irp->MdlAddress, NormalPagePriority);
  return irp->AssociatedIrp.SystemBuffer;
}

}  // namespace

void* WdfRequest::input_buffer() const {
  if (major_ == IRP_MJ_WRITE) return described_or_system(irp_);
  if (!is_control(major_)) return nullptr;
  const ULONG method =
      METHOD_FROM_CTL_CODE(IoGetCurrentIrpStackLocation(irp_)->Parameters.DeviceIoControl.IoControlCode);
  return method == METHOD_NEITHER ? nullptr : irp_->AssociatedIrp.SystemBuffer;
}

void* WdfRequest::output_buffer() const {
  if (major_ == IRP_MJ_READ) return described_or_system(irp_);
  if (!is_control(major_)) return nullptr;
  const ULONG method =
      METHOD_FROM_CTL_CODE(IoGetCurrentIrpStackLocation(irp_)->Parameters.DeviceIoControl.IoControlCode);
  if (method == METHOD_NEITHER) return nullptr;
  return method == METHOD_BUFFERED ? irp_->AssociatedIrp.SystemBuffer : described_or_system(irp_);
}

std::shared_ptr<WdfRequest> wdf_request_of(PIRP irp) {
  void* handle = irp->Tail.Overlay.DriverContext[0];
  if (handle == nullptr) return nullptr;
  return wdf_resolve_as<WdfRequest>(handle, {}, "cancellation");
}

}  // namespace penstock::nt
