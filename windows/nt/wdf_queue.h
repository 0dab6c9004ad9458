// SPDX-License-Identifier: Apache-2.0
// A queue of the framework (K-WDF-6): requests wait here until the driver may have them: one at a time, many
// at once, or when it asks.
//
// Threads: any; a handler runs on the thread that brought the request or ended the one before, in the queue's
//   scope. A thread never presents from inside its own presenting, so a long queue does not grow the stack.
// Memory: below its device. Requests are held by the queue while they wait.
// Errors: NTSTATUS; a wait for the driver from a queue callback is F-WAIT-6.
#pragma once

#include <algorithm>
#include <deque>
#include <memory>
#include <string>

#include "exec/mutex.h"
#include "nt/wdf_object.h"
#include "wdf.h"

namespace penstock::nt {

class WdfRequest;

class WdfQueue final : public WdfObject {
 public:
  static constexpr WdfKind kKind = WdfKind::queue;

  WdfQueue(Guest* guest, base::CallSite at, const WDF_IO_QUEUE_CONFIG& config)
      : WdfObject(kKind, guest, at), config_(config) {}
  bool may_be_deleted_by_guest() const override { return !is_default_; }

  // False: it does not accept requests.
  bool add(const std::shared_ptr<WdfRequest>& request, bool at_front = false);
  // A request left the driver.
  void returned();
  // For a driver that asks; filtered by the file when given.
  NTSTATUS retrieve(PFILE_OBJECT file, std::shared_ptr<WdfRequest>& request);
  // A waiting request was cancelled: takes it out, if it is still here.
  void cancelled(const std::shared_ptr<WdfRequest>& request);

  enum class Change : std::uint8_t { start, stop, drain, purge };
  // `done` is called when the driver has nothing of the queue any more (drain: and nothing waits).
  void change(Change change, PFN_WDF_IO_QUEUE_STATE done, WDFCONTEXT context);
  void change_and_wait(Change change, base::CallSite caller, const char* function);

  void notify_when_ready(PFN_WDF_IO_QUEUE_STATE ready, WDFCONTEXT context);
  WDF_IO_QUEUE_STATE state(ULONG* waiting, ULONG* with_driver);
  bool accepts() const;
  bool handles(UCHAR major) const;
  void stop() override;
  void make_default() { is_default_ = true; }
  const WDF_IO_QUEUE_CONFIG& config() const { return config_; }

 private:
  void present();
  bool take_next(std::shared_ptr<WdfRequest>& request);
  void deliver(const std::shared_ptr<WdfRequest>& request);
  void call_handler(WdfRequest& request);
  void cancel_waiting();
  void tell_if_idle();
  bool idle() const;

  const WDF_IO_QUEUE_CONFIG config_;
  bool is_default_ = false;
  mutable exec::Mutex lock_;
  std::deque<std::shared_ptr<WdfRequest>> waiting_;
  ULONG with_driver_ = 0;
  bool accepting_ = true;
  bool dispatching_ = true;
  bool draining_ = false;
  PFN_WDF_IO_QUEUE_STATE idle_callback_ = nullptr;
  WDFCONTEXT idle_context_ = nullptr;
  PFN_WDF_IO_QUEUE_STATE ready_callback_ = nullptr;
  WDFCONTEXT ready_context_ = nullptr;
};

}  // namespace penstock::nt
