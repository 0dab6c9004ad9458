// SPDX-License-Identifier: Apache-2.0
#include "nt/wdf_queue.h"

#include <algorithm>
#include <mutex>

#include "exec/runtime.h"
#include "nt/guest.h"
#include "nt/thread_state.h"
#include "nt/wdf_device.h"
#include "nt/wdf_request.h"

namespace penstock::nt {
namespace {

// The queue that this thread is presenting from, innermost first.
struct Presenting {
  const WdfQueue* queue;
  Presenting* outer;
};
thread_local Presenting* presenting = nullptr;

bool presents_here(const WdfQueue* queue) {
  for (const Presenting* at = presenting; at != nullptr; at = at->outer)
    if (at->queue == queue) return true;
  return false;
}

WDFQUEUE handle_of(const WdfQueue& queue) { return static_cast<WDFQUEUE>(queue.handle()); }

VOID cancel_waiting_request(PDEVICE_OBJECT, PIRP irp) {
  IoReleaseCancelSpinLock(irp->CancelIrql);
  const auto request = wdf_request_of(irp);
  if (request == nullptr) return;
  if (const auto queue = request->queue()) queue->cancelled(request);
}

}  // namespace

bool WdfQueue::accepts() const {
  std::lock_guard hold(lock_);
  return accepting_;
}

bool WdfQueue::handles(UCHAR major) const {
  if (config_.DispatchType == WdfIoQueueDispatchManual || config_.EvtIoDefault != nullptr) return true;
  switch (major) {
    case IRP_MJ_READ:
      return config_.EvtIoRead != nullptr;
    case IRP_MJ_WRITE:
      return config_.EvtIoWrite != nullptr;
    case IRP_MJ_DEVICE_CONTROL:
      return config_.EvtIoDeviceControl != nullptr;
    case IRP_MJ_INTERNAL_DEVICE_CONTROL:
      return config_.EvtIoInternalDeviceControl != nullptr;
    default:
      return false;
  }
}

bool WdfQueue::add(const std::shared_ptr<WdfRequest>& request, bool at_front) {
  PFN_WDF_IO_QUEUE_STATE ready = nullptr;
  bool armed = false;
  {
    std::lock_guard hold(lock_);
    if (!accepting_) return false;
    if (waiting_.empty()) ready = ready_callback_;
    if (at_front)
      waiting_.push_front(request);
    else
      waiting_.push_back(request);
    request->set_owner(WdfRequest::Owner::queue, std::static_pointer_cast<WdfQueue>(shared_from_this()));
    // Before anybody else sees it here: one that waits and is not armed is taken for cancelled.
    armed = request->arm(cancel_waiting_request);
  }
  if (!armed) cancelled(request);
  if (ready != nullptr) {
    GuestCall call(guest(), thread_state().irql, "EvtIoQueueState");
    ready(handle_of(*this), ready_context_);
  }
  present();
  return true;
}

bool WdfQueue::take_next(std::shared_ptr<WdfRequest>& request) {
  std::lock_guard hold(lock_);
  if (config_.DispatchType == WdfIoQueueDispatchManual || !dispatching_) return false;
  const ULONG limit = config_.DispatchType == WdfIoQueueDispatchSequential
                          ? 1
                          : config_.Settings.Parallel.NumberOfPresentedRequests;
  while (!waiting_.empty() && with_driver_ < limit) {
    request = waiting_.front();
    waiting_.pop_front();
    if (!request->disarm()) continue;  // its canceller is on the way and has it now
    ++with_driver_;
    request->set_owner(WdfRequest::Owner::driver, std::static_pointer_cast<WdfQueue>(shared_from_this()));
    return true;
  }
  return false;
}

void WdfQueue::present() {
  if (presents_here(this)) return;  // the outer call goes on with the next one
  Presenting here{this, presenting};
  presenting = &here;
  std::shared_ptr<WdfRequest> request;
  while (take_next(request)) deliver(request);
  presenting = here.outer;
}

void WdfQueue::deliver(const std::shared_ptr<WdfRequest>& request) {
  const auto self = std::static_pointer_cast<WdfQueue>(shared_from_this());
  const auto body = [self, request] {
    run_serialized(self->callback_lock().get(), [&] { self->call_handler(*request); });
  };
  if (wants_passive())
    run_at_passive(body);
  else
    body();
}

void WdfQueue::call_handler(WdfRequest& request) {
  const auto queue = handle_of(*this);
  const auto handle = static_cast<WDFREQUEST>(request.handle());
  const size_t length = request.major() == IRP_MJ_WRITE ? request.input_bytes() : request.output_bytes();
  const ULONG code = IoGetCurrentIrpStackLocation(request.irp())->Parameters.DeviceIoControl.IoControlCode;
  GuestCall call(guest(), thread_state().irql, "queue callback");
  if (request.major() == IRP_MJ_READ && config_.EvtIoRead != nullptr)
    return config_.EvtIoRead(queue, handle, length);
  if (request.major() == IRP_MJ_WRITE && config_.EvtIoWrite != nullptr)
    return config_.EvtIoWrite(queue, handle, length);
  if (request.major() == IRP_MJ_DEVICE_CONTROL && config_.EvtIoDeviceControl != nullptr)
    return config_.EvtIoDeviceControl(queue, handle, request.output_bytes(), request.input_bytes(), code);
  if (request.major() == IRP_MJ_INTERNAL_DEVICE_CONTROL && config_.EvtIoInternalDeviceControl != nullptr)
    return config_.EvtIoInternalDeviceControl(queue, handle, request.output_bytes(), request.input_bytes(),
                                              code);
  if (config_.EvtIoDefault != nullptr) return config_.EvtIoDefault(queue, handle);
  (void)request.complete_by_driver(STATUS_INVALID_DEVICE_REQUEST, {}, "queue");
}

NTSTATUS WdfQueue::retrieve(PFILE_OBJECT file, std::shared_ptr<WdfRequest>& request) {
  std::lock_guard hold(lock_);
  if (!dispatching_) return accepting_ ? STATUS_WDF_PAUSED : STATUS_INVALID_DEVICE_STATE;
  for (auto at = waiting_.begin(); at != waiting_.end();) {
    const bool wanted = file == nullptr || ((*at)->file() != nullptr && (*at)->file()->file == file);
    if (!wanted) {
      ++at;
      continue;
    }
    request = *at;
    at = waiting_.erase(at);
    if (!request->disarm()) continue;
    ++with_driver_;
    request->set_owner(WdfRequest::Owner::driver, std::static_pointer_cast<WdfQueue>(shared_from_this()));
    return STATUS_SUCCESS;
  }
  return STATUS_NO_MORE_ENTRIES;
}

void WdfQueue::cancelled(const std::shared_ptr<WdfRequest>& request) {
  {
    std::lock_guard hold(lock_);
    std::erase(waiting_, request);
    ++with_driver_;  // until it is completed
  }
  if (config_.EvtIoCanceledOnQueue == nullptr) return request->complete_by_framework(STATUS_CANCELLED);
  request->set_owner(WdfRequest::Owner::driver, std::static_pointer_cast<WdfQueue>(shared_from_this()));
  const auto self = std::static_pointer_cast<WdfQueue>(shared_from_this());
  run_serialized(callback_lock().get(), [&] {
    GuestCall call(guest(), thread_state().irql, "EvtIoCanceledOnQueue");
    config_.EvtIoCanceledOnQueue(handle_of(*self), static_cast<WDFREQUEST>(request->handle()));
  });
}

void WdfQueue::returned() {
  {
    std::lock_guard hold(lock_);
    --with_driver_;
  }
  tell_if_idle();
  present();
}

bool WdfQueue::idle() const { return with_driver_ == 0 && (!draining_ || waiting_.empty()); }

void WdfQueue::tell_if_idle() {
  PFN_WDF_IO_QUEUE_STATE callback = nullptr;
  {
    std::lock_guard hold(lock_);
    if (!idle()) return;
    callback = std::exchange(idle_callback_, nullptr);
  }
  exec::runtime().unpark_all(this);
  if (callback == nullptr) return;
  GuestCall call(guest(), thread_state().irql, "EvtIoQueueState");
  callback(handle_of(*this), idle_context_);
}

void WdfQueue::cancel_waiting() {
  std::deque<std::shared_ptr<WdfRequest>> taken;
  {
    std::lock_guard hold(lock_);
    taken.swap(waiting_);
  }
  for (const auto& request : taken)
    if (request->disarm()) cancelled(request);
}

void WdfQueue::change(Change change, PFN_WDF_IO_QUEUE_STATE done, WDFCONTEXT context) {
  {
    std::lock_guard hold(lock_);
    accepting_ = change == Change::start || change == Change::stop;
    dispatching_ = change == Change::start || change == Change::drain;
    draining_ = change == Change::drain;
    idle_callback_ = done;
    idle_context_ = context;
  }
  if (change == Change::purge) cancel_waiting();
  present();
  if (change != Change::start) tell_if_idle();
}

void WdfQueue::change_and_wait(Change wanted, base::CallSite caller, const char* function) {
  if (presents_here(this)) {
    report("F-WAIT-6", "K-WDF-10", base::Severity::error, guest(),
           std::string(function) + " from a callback of the same queue waits for itself", {}, caller);
    return change(wanted, nullptr, nullptr);
  }
  change(wanted, nullptr, nullptr);
  const auto busy = [this] {
    std::lock_guard hold(lock_);
    return !idle();
  };
  while (busy()) exec::runtime().park(this, busy, exec::kForever);
}

void WdfQueue::notify_when_ready(PFN_WDF_IO_QUEUE_STATE ready, WDFCONTEXT context) {
  std::lock_guard hold(lock_);
  ready_callback_ = ready;
  ready_context_ = context;
}

WDF_IO_QUEUE_STATE WdfQueue::state(ULONG* waiting, ULONG* with_driver) {
  std::lock_guard hold(lock_);
  if (waiting != nullptr) *waiting = static_cast<ULONG>(waiting_.size());
  if (with_driver != nullptr) *with_driver = with_driver_;
  const int bits =
      (accepting_ ? WdfIoQueueAcceptRequests : 0) | (dispatching_ ? WdfIoQueueDispatchRequests : 0) |
      (waiting_.empty() ? WdfIoQueueNoRequests : 0) | (with_driver_ == 0 ? WdfIoQueueDriverNoRequests : 0);
  return static_cast<WDF_IO_QUEUE_STATE>(bits);
}

void WdfQueue::stop() { change(Change::purge, nullptr, nullptr); }

}  // namespace penstock::nt
