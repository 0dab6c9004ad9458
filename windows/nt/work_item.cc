// SPDX-License-Identifier: Apache-2.0
// IO work items (which hold a reference to their device, K-WORK-4) and Ex work items (which hold nothing).
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <vector>

#include "exec/mutex.h"
#include "exec/runtime.h"
#include "exec/work_queue.h"
#include "nt/guest.h"
#include "nt/guest_activity.h"
#include "nt/live_objects.h"
#include "nt/object.h"
#include "nt/services.h"
#include "nt/thread_state.h"

#include <ntifs.h>

using namespace penstock::nt;
using penstock::base::CallSite;
using penstock::base::Severity;

struct _IO_WORKITEM final : penstock::exec::Work {
  PVOID io_object = nullptr;
  PVOID context = nullptr;
  PIO_WORKITEM_ROUTINE routine = nullptr;
  PIO_WORKITEM_ROUTINE_EX routine_ex = nullptr;
  CallSite queued_at;
  std::optional<GuestActivity> waiting;  // while it is queued
  std::atomic<bool> queued{false};

  const void* code() const {
    return routine != nullptr ? reinterpret_cast<const void*>(routine)
                              : reinterpret_cast<const void*>(routine_ex);
  }
  void run() override;
};

namespace {

constexpr const char* kLive = "queued work item";
constexpr const char* kWorkItem = "work item";

penstock::exec::WorkQueue& queue_of(WORK_QUEUE_TYPE type) {
  return type == CriticalWorkQueue || type == HyperCriticalWorkQueue ? Services::critical_work()
                                                                     : Services::delayed_work();
}

void error(const char* code, const char* rule, const char* text, CallSite first, CallSite site) {
  report(code, rule, Severity::error, guest_of(site), text, first, site);
}

// Allocated ones, by guest, for the leak report (K-WORK-3).
struct Items {
  penstock::exec::Mutex lock;
  std::map<const void*, std::pair<Guest*, CallSite>> allocated;
  std::vector<const void*> kept;  // freed wrongly or never: they stay, for who may still touch them
};

Items& items() {
  static auto* one = new Items;
  return *one;
}

struct WorkAccount final : Account {
  WorkAccount() { register_account(*this); }
  const char* name() const override { return "work items"; }
  Closing closing() const override { return Closing::queued; }
  void close(Guest& guest) override {
    std::lock_guard hold(items().lock);
    std::erase_if(items().allocated, [&](const auto& item) {
      if (item.second.first != &guest) return false;
      report("F-WORK-3", "K-WORK-3", Severity::error, &guest, "work item never freed", item.second.second,
             {});
      items().kept.push_back(item.first);
      return true;
    });
  }
  void show(const Guest& guest, std::vector<penstock::base::Row>& rows) const override {
    std::lock_guard hold(items().lock);
    for (const auto& [address, item] : items().allocated) {
      if (item.first == &guest) rows.push_back({{"allocated at", penstock::base::name_of(item.second)}});
    }
  }
};

WorkAccount account;

void queue(PIO_WORKITEM item, PIO_WORKITEM_ROUTINE routine, PIO_WORKITEM_ROUTINE_EX routine_ex,
           WORK_QUEUE_TYPE type, PVOID context, CallSite site) {
  if (item->queued.exchange(true)) {
    error("F-WORK-1", "K-WORK-2", "work item queued while it is queued; the second is ignored", {}, site);
    return;
  }
  item->routine = routine;
  item->routine_ex = routine_ex;
  item->context = context;
  if (is_object(item->io_object)) object_reference(item->io_object, site);
  live_begin(item, kLive, site);
  item->queued_at = site;
  item->waiting.emplace(guest_at(item->code()), kWorkItem, site, GuestActivity::Promise::owed);
  queue_of(type).post(*item);
  penstock::exec::runtime().point(penstock::exec::Point::signal);
}

// A host's node for each queueing: the 32 bytes of the guest's item have no room for one.
struct ExWork final : penstock::exec::Work {
  ExWork(PWORK_QUEUE_ITEM guests, CallSite site)
      : item(guests), guest(guest_of_routine(*guests)), activity(guest, kWorkItem, site) {}
  PWORK_QUEUE_ITEM item;
  Guest* guest;
  GuestActivity activity;

  static Guest* guest_of_routine(const WORK_QUEUE_ITEM& given) {
    return guest_at(reinterpret_cast<const void*>(given.WorkerRoutine));
  }

  void run() override {
    const std::unique_ptr<ExWork> self(this);
    live_end(item, kLive);
    if (!activity.begin()) return;  // the item may be gone with its driver
    const PWORKER_THREAD_ROUTINE routine = item->WorkerRoutine;
    const PVOID context = item->Parameter;
    item->List.Flink = nullptr;  // from here on the guest may queue or free it
    const GuestCall call(guest, kPassive, kWorkItem);
    penstock::exec::runtime().point(penstock::exec::Point::call);
    routine(context);
  }
};

}  // namespace

// The item is out of the queue before the routine is called, which may queue or free it (K-WORK-2, K-WORK-3).
void _IO_WORKITEM::run() {
  const PVOID object = io_object;
  const PVOID given = context;
  const PIO_WORKITEM_ROUTINE plain = routine;
  const PIO_WORKITEM_ROUTINE_EX extended = routine_ex;
  const bool referenced = is_object(object);
  Guest* guest = guest_at(code());
  GuestActivity running(guest, kWorkItem, queued_at, GuestActivity::Promise::owed);
  (void)running.begin();  // what is owed always may
  waiting.reset();
  live_end(this, kLive);
  queued.exchange(false);
  {
    const GuestCall call(guest, kPassive, kWorkItem);
    penstock::exec::runtime().point(penstock::exec::Point::call);
    if (plain != nullptr) {
      plain(static_cast<PDEVICE_OBJECT>(object), given);
    } else {
      extended(object, given, this);
    }
  }
  if (referenced) object_dereference(object, {});
}

extern "C" {

ULONG IoSizeofWorkItem(void) { return sizeof(_IO_WORKITEM); }

VOID IoInitializeWorkItem(PVOID io_object, PIO_WORKITEM item) {
  (new (item) _IO_WORKITEM)->io_object = io_object;
}

VOID IoUninitializeWorkItem(PIO_WORKITEM item) {
  if (item->queued.load()) {
    error("F-WORK-2", "K-WORK-3", "work item uninitialised while it is queued", {}, PENSTOCK_CALLER);
    return;
  }
  item->~_IO_WORKITEM();
}

PIO_WORKITEM IoAllocateWorkItem(PDEVICE_OBJECT device) {
  PENSTOCK_IRQL_MAX(kDispatch);
  auto* item = new (std::nothrow) _IO_WORKITEM;
  if (item == nullptr) return nullptr;
  item->io_object = device;
  std::lock_guard hold(items().lock);
  items().allocated[item] = {guest_of(PENSTOCK_CALLER), PENSTOCK_CALLER};
  return item;
}

VOID IoFreeWorkItem(PIO_WORKITEM item) {
  PENSTOCK_IRQL_MAX(kDispatch);
  {
    std::lock_guard hold(items().lock);
    if (items().allocated.erase(item) == 0) item = nullptr;
  }
  if (item == nullptr) {
    error("F-WORK-2", "K-WORK-3", "IoFreeWorkItem of what is no work item or freed", {}, PENSTOCK_CALLER);
  } else if (item->queued.load()) {
    {
      std::lock_guard hold(items().lock);
      items().kept.push_back(item);
    }
    error("F-WORK-2", "K-WORK-3", "work item freed while it is queued; it is kept", {}, PENSTOCK_CALLER);
  } else {
    delete item;
  }
}

VOID IoQueueWorkItem(PIO_WORKITEM item, PIO_WORKITEM_ROUTINE routine, WORK_QUEUE_TYPE type, PVOID context) {
  PENSTOCK_IRQL_MAX(kDispatch);
  queue(item, routine, nullptr, type, context, PENSTOCK_CALLER);
}

VOID IoQueueWorkItemEx(PIO_WORKITEM item, PIO_WORKITEM_ROUTINE_EX routine, WORK_QUEUE_TYPE type,
                       PVOID context) {
  PENSTOCK_IRQL_MAX(kDispatch);
  queue(item, nullptr, routine, type, context, PENSTOCK_CALLER);
}

#undef ExInitializeWorkItem

VOID ExInitializeWorkItem(PWORK_QUEUE_ITEM item, PWORKER_THREAD_ROUTINE routine, PVOID context) {
  item->List.Flink = nullptr;
  item->WorkerRoutine = routine;
  item->Parameter = context;
}

VOID ExQueueWorkItem(PWORK_QUEUE_ITEM item, WORK_QUEUE_TYPE type) {
  PENSTOCK_IRQL_MAX(kDispatch);
  if (item->List.Flink != nullptr) {
    error("F-WORK-1", "K-WORK-2", "work item queued while it is queued, or never initialised", {},
          PENSTOCK_CALLER);
    return;
  }
  item->List.Flink = &item->List;
  live_begin(item, kLive, PENSTOCK_CALLER);
  queue_of(type).post(*new ExWork(item, PENSTOCK_CALLER));
  penstock::exec::runtime().point(penstock::exec::Point::signal);
}

}  // extern "C"
