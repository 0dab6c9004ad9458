// SPDX-License-Identifier: Apache-2.0
// Timers, DPCs and work items of the framework: three ways to have a callback later, in the scope of the
// parent when AutomaticSerialization asks for it.
#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "exec/runtime.h"
#include "nt/guest.h"
#include "nt/thread_state.h"
#include "nt/wdf_object.h"
#include "wdf.h"

using namespace penstock::nt;
using penstock::base::CallSite;
namespace exec = penstock::exec;

namespace {

// Counts the callbacks of one object that are under way, and lets somebody wait for them.
class Running {
 public:
  void begin() {
    count_.fetch_add(1);
    thread_.store(&thread_state());
  }
  void end() {
    thread_.store(nullptr);
    count_.fetch_sub(1);
    exec::runtime().unpark_all(&count_);
  }
  // False, reported: this is a callback of the object itself, which would wait for itself (K-WDF-11).
  bool wait(const WdfObject& object, CallSite caller, const char* function) {
    if (thread_.load() == &thread_state()) {
      report("F-WAIT-6", "K-WDF-11", penstock::base::Severity::error, object.guest(),
             std::string(function) + " from the object's own callback waits for itself", object.created_at(),
             caller);
      return false;
    }
    while (count_.load() != 0)
      exec::runtime().park(
          &count_, [this] { return count_.load() != 0; }, exec::kForever);
    return true;
  }

 private:
  std::atomic<int> count_{0};
  std::atomic<const ThreadState*> thread_{nullptr};
};

CallbackLock* scope_of(const WdfObject& object, bool serialized) {
  return serialized ? object.callback_lock().get() : nullptr;
}

void call_in_scope(WdfObject& object, bool serialized, const char* what,
                   const std::function<void(void*)>& callback) {
  run_serialized(scope_of(object, serialized), [&] {
    GuestCall call(object.guest(), thread_state().irql, what);
    callback(object.handle());
  });
}

class WdfWorkItem final : public WdfObject {
 public:
  static constexpr WdfKind kKind = WdfKind::work_item;
  WdfWorkItem(Guest* guest, CallSite at, const WDF_WORKITEM_CONFIG& config)
      : WdfObject(kKind, guest, at), config_(config) {
    ExInitializeWorkItem(&item_, run, this);
  }
  void enqueue() {
    if (queued_.exchange(true)) return;
    running_.begin();
    keep_ = shared_from_this();
    ExQueueWorkItem(&item_, DelayedWorkQueue);
  }
  bool flush(CallSite caller) { return running_.wait(*this, caller, "WdfWorkItemFlush"); }
  void stop() override { (void)running_.wait(*this, {}, "WdfObjectDelete"); }

 private:
  static VOID run(PVOID context) {
    auto& self = *static_cast<WdfWorkItem*>(context);
    const auto keep = std::move(self.keep_);
    self.queued_.exchange(false);
    self.running_.begin();  // says which thread it is
    call_in_scope(self, self.config_.AutomaticSerialization != FALSE, "EvtWorkItemFunc",
                  [&](void* handle) { self.config_.EvtWorkItemFunc(static_cast<WDFWORKITEM>(handle)); });
    self.running_.end();
    self.running_.end();
  }

  const WDF_WORKITEM_CONFIG config_;
  WORK_QUEUE_ITEM item_ = {};
  std::atomic<bool> queued_{false};
  Running running_;
  WdfRef keep_;
};

class WdfTimer final : public WdfObject {
 public:
  static constexpr WdfKind kKind = WdfKind::timer;
  WdfTimer(Guest* guest, CallSite at, const WDF_TIMER_CONFIG& config)
      : WdfObject(kKind, guest, at), config_(config) {
    KeInitializeTimer(&timer_);
    KeInitializeDpc(&dpc_, expired, this);
  }
  bool start(LONGLONG due) {
    LARGE_INTEGER time;
    time.QuadPart = due;
    return KeSetTimerEx(&timer_, time, static_cast<LONG>(config_.Period), &dpc_) != FALSE;
  }
  bool cancel() {
    const bool timer = KeCancelTimer(&timer_) != FALSE;
    const bool dpc = KeRemoveQueueDpc(&dpc_) != FALSE;
    return timer || dpc;
  }
  bool cancel_and_wait(CallSite caller) {
    const bool was_queued = cancel();
    if (!running_.wait(*this, caller, "WdfTimerStop")) return was_queued;
    KeFlushQueuedDpcs();  // one that was queued has begun by now
    (void)running_.wait(*this, caller, "WdfTimerStop");
    return was_queued;
  }
  void stop() override { (void)cancel_and_wait({}); }

 private:
  static VOID expired(PKDPC, PVOID context, PVOID, PVOID) {
    auto& self = *static_cast<WdfTimer*>(context);
    const auto keep = self.shared_from_this();
    self.running_.begin();
    const auto body = [keep, &self] {
      call_in_scope(self, self.config_.AutomaticSerialization != FALSE, "EvtTimerFunc",
                    [&](void* handle) { self.config_.EvtTimerFunc(static_cast<WDFTIMER>(handle)); });
      self.running_.end();
    };
    if (self.wants_passive())
      run_at_passive(body);
    else
      body();
  }

  const WDF_TIMER_CONFIG config_;
  KTIMER timer_;
  KDPC dpc_;
  Running running_;
};

class WdfDpc final : public WdfObject {
 public:
  static constexpr WdfKind kKind = WdfKind::dpc;
  WdfDpc(Guest* guest, CallSite at, const WDF_DPC_CONFIG& config)
      : WdfObject(kKind, guest, at), config_(config) {
    KeInitializeDpc(&dpc_, run, this);
  }
  bool enqueue() { return KeInsertQueueDpc(&dpc_, nullptr, nullptr) != FALSE; }
  bool cancel(bool wait) {
    const bool was_queued = KeRemoveQueueDpc(&dpc_) != FALSE;
    if (wait) KeFlushQueuedDpcs();
    return was_queued;
  }
  void stop() override { (void)cancel(thread_state().irql == kPassive); }

 private:
  static VOID run(PKDPC, PVOID context, PVOID, PVOID) {
    auto& self = *static_cast<WdfDpc*>(context);
    const auto keep = self.shared_from_this();
    call_in_scope(self, self.config_.AutomaticSerialization != FALSE, "EvtDpcFunc",
                  [&](void* handle) { self.config_.EvtDpcFunc(static_cast<WDFDPC>(handle)); });
  }

  const WDF_DPC_CONFIG config_;
  KDPC dpc_;
};

// These three need a device above them.
template <class Object, class Config, class Handle>
NTSTATUS create(Config* config, PWDF_OBJECT_ATTRIBUTES attributes, Handle* handle, CallSite caller,
                const char* function) {
  if (config == nullptr || attributes == nullptr) return STATUS_INVALID_PARAMETER;
  if (config->Size != sizeof(*config)) return STATUS_INFO_LENGTH_MISMATCH;
  if (attributes->ParentObject == nullptr) return STATUS_WDF_PARENT_NOT_SPECIFIED;
  const WdfRef parent = wdf_resolve_any(attributes->ParentObject, caller, function);
  if (parent == nullptr || parent->nearest(WdfKind::device) == nullptr) return STATUS_INVALID_DEVICE_REQUEST;
  const auto object = std::make_shared<Object>(parent->guest(), caller, *config);
  const NTSTATUS status = wdf_attach(object, attributes, parent);
  if (NT_SUCCESS(status)) *handle = static_cast<Handle>(object->handle());
  return status;
}

template <class Object, class Handle>
WDFOBJECT parent_of(Handle handle, CallSite caller, const char* function) {
  const auto object = wdf_resolve_as<Object>(handle, caller, function);
  const WdfRef parent = object == nullptr ? nullptr : object->parent();
  return parent == nullptr ? nullptr : parent->handle();
}

}  // namespace

extern "C" {

NTSTATUS WdfTimerCreate(PWDF_TIMER_CONFIG Config, PWDF_OBJECT_ATTRIBUTES Attributes, WDFTIMER* Timer) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const bool passive = Attributes != nullptr && Attributes->ExecutionLevel == WdfExecutionLevelPassive;
  if (passive && Config != nullptr && Config->Period != 0) return STATUS_NOT_SUPPORTED;
  return create<WdfTimer>(Config, Attributes, Timer, PENSTOCK_CALLER, __func__);
}

BOOLEAN WdfTimerStart(WDFTIMER Timer, LONGLONG DueTime) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto timer = wdf_resolve_as<WdfTimer>(Timer, PENSTOCK_CALLER, __func__);
  return timer != nullptr && timer->start(DueTime) ? TRUE : FALSE;
}

BOOLEAN WdfTimerStop(WDFTIMER Timer, BOOLEAN Wait) {
  PENSTOCK_IRQL_MAX(Wait != FALSE ? kPassive : kDispatch);
  const auto caller = PENSTOCK_CALLER;
  const auto timer = wdf_resolve_as<WdfTimer>(Timer, caller, __func__);
  if (timer == nullptr) return FALSE;
  return (Wait != FALSE ? timer->cancel_and_wait(caller) : timer->cancel()) ? TRUE : FALSE;
}

WDFOBJECT WdfTimerGetParentObject(WDFTIMER Timer) {
  return parent_of<WdfTimer>(Timer, PENSTOCK_CALLER, __func__);
}

NTSTATUS WdfWorkItemCreate(PWDF_WORKITEM_CONFIG Config, PWDF_OBJECT_ATTRIBUTES Attributes,
                           WDFWORKITEM* WorkItem) {
  PENSTOCK_IRQL_MAX(kDispatch);
  return create<WdfWorkItem>(Config, Attributes, WorkItem, PENSTOCK_CALLER, __func__);
}

VOID WdfWorkItemEnqueue(WDFWORKITEM WorkItem) {
  PENSTOCK_IRQL_MAX(kDispatch);
  if (const auto item = wdf_resolve_as<WdfWorkItem>(WorkItem, PENSTOCK_CALLER, __func__)) item->enqueue();
}

VOID WdfWorkItemFlush(WDFWORKITEM WorkItem) {
  PENSTOCK_IRQL_MAX(kPassive);
  const auto caller = PENSTOCK_CALLER;
  if (const auto item = wdf_resolve_as<WdfWorkItem>(WorkItem, caller, __func__)) (void)item->flush(caller);
}

WDFOBJECT WdfWorkItemGetParentObject(WDFWORKITEM WorkItem) {
  return parent_of<WdfWorkItem>(WorkItem, PENSTOCK_CALLER, __func__);
}

NTSTATUS WdfDpcCreate(PWDF_DPC_CONFIG Config, PWDF_OBJECT_ATTRIBUTES Attributes, WDFDPC* Dpc) {
  PENSTOCK_IRQL_MAX(kDispatch);
  return create<WdfDpc>(Config, Attributes, Dpc, PENSTOCK_CALLER, __func__);
}

BOOLEAN WdfDpcEnqueue(WDFDPC Dpc) {
  const auto dpc = wdf_resolve_as<WdfDpc>(Dpc, PENSTOCK_CALLER, __func__);
  return dpc != nullptr && dpc->enqueue() ? TRUE : FALSE;
}

BOOLEAN WdfDpcCancel(WDFDPC Dpc, BOOLEAN Wait) {
  PENSTOCK_IRQL_MAX(Wait != FALSE ? kPassive : kDispatch);
  const auto dpc = wdf_resolve_as<WdfDpc>(Dpc, PENSTOCK_CALLER, __func__);
  return dpc != nullptr && dpc->cancel(Wait != FALSE) ? TRUE : FALSE;
}

WDFOBJECT WdfDpcGetParentObject(WDFDPC Dpc) { return parent_of<WdfDpc>(Dpc, PENSTOCK_CALLER, __func__); }

}  // extern "C"
