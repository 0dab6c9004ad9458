// SPDX-License-Identifier: Apache-2.0
// A request of the framework: an IRP, whose it is at the moment (a queue's or the driver's), and its
// cancellation.
//
// Threads: any; the state changes under the request's lock.
// Memory: one object for each IRP, deleted when the IRP is completed.
// Errors: completing or using a request that is not the driver's is F-WDF-1 (K-WDF-5).
#pragma once

#include <algorithm>
#include <memory>
#include <string>

#include "exec/mutex.h"
#include "nt/wdf_object.h"
#include "wdf.h"

namespace penstock::nt {

class WdfDevice;
class WdfFile;
class WdfQueue;

class WdfRequest final : public WdfObject {
 public:
  static constexpr WdfKind kKind = WdfKind::request;
  enum class Owner : std::uint8_t { framework, queue, driver, nobody };

  WdfRequest(Guest* guest, PIRP irp, std::shared_ptr<WdfDevice> device, std::shared_ptr<WdfFile> file);
  bool may_be_deleted_by_guest() const override { return false; }

  PIRP irp() const { return irp_; }
  UCHAR major() const { return major_; }
  const std::shared_ptr<WdfDevice>& device() const { return device_; }
  const std::shared_ptr<WdfFile>& file() const { return file_; }
  std::shared_ptr<WdfQueue> queue() const { return queue_.lock(); }
  Owner owner() const;
  void set_owner(Owner owner, const std::shared_ptr<WdfQueue>& queue);

  // By the driver; reports and answers false when it is not the driver's.
  bool complete_by_driver(NTSTATUS status, base::CallSite from, const char* function);
  void complete_by_framework(NTSTATUS status);

  // Arms cancellation while it waits in a queue or belongs to the driver. False: cancelled already, and the
  // canceller has not been and will not be called.
  bool arm(PDRIVER_CANCEL routine);
  // False: the canceller has been or will be called.
  bool disarm();

  PFN_WDF_REQUEST_CANCEL cancel_callback = nullptr;

  size_t input_bytes() const;
  size_t output_bytes() const;
  // nullptr where the kind or the method of the request has none.
  void* input_buffer() const;
  void* output_buffer() const;

 private:
  bool take(Owner expected);
  void finish(NTSTATUS status, base::CallSite from);

  const PIRP irp_;
  const UCHAR major_;
  const std::shared_ptr<WdfDevice> device_;
  const std::shared_ptr<WdfFile> file_;
  mutable exec::Mutex lock_;
  Owner owner_ = Owner::framework;
  std::weak_ptr<WdfQueue> queue_;
};

// The request behind an IRP that it was made for.
std::shared_ptr<WdfRequest> wdf_request_of(PIRP irp);

}  // namespace penstock::nt
