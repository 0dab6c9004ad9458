// SPDX-License-Identifier: Apache-2.0
// KQUEUE: entries first in first out, threads last in first out, and at most so many threads running
// between taking an entry and coming back for the next (K-EVENT-4).
#include "nt/queue.h"

#include <atomic>
#include <mutex>

#include "exec/runtime.h"
#include "nt/dispatcher.h"
#include "nt/guest.h"
#include "nt/processor.h"
#include "nt/system_thread.h"
#include "nt/thread_state.h"
#include "nt/time.h"

#include <ntifs.h>

namespace penstock::nt {

namespace {

struct QueueWaiter {
  QueueWaiter* next = nullptr;
  const void* key = wait_key(this);
  PLIST_ENTRY entry = nullptr;
  NTSTATUS status = STATUS_SUCCESS;
  std::atomic<bool> done{false};
};

// What a KQUEUE holds. Under the dispatcher lock.
struct Queue {
  DispatcherHeader header;  // signal_state: the number of entries
  LIST_ENTRY entries;
  QueueWaiter* waiters;  // the last that came is the first
  ULONG running_max;
  ULONG running;
};
static_assert(sizeof(Queue) <= sizeof(KQUEUE));

thread_local Queue* my_queue = nullptr;

Queue& queue_of(PRKQUEUE queue) { return *reinterpret_cast<Queue*>(queue); }

PLIST_ENTRY take_entry(Queue& queue) {
  --queue.header.signal_state;
  return RemoveHeadList(&queue.entries);
}

// Hands entries to waiters while there are both and another thread may run.
void hand_out(Queue& queue, Wakes& wakes) {
  while (queue.waiters != nullptr && queue.header.signal_state > 0 && queue.running < queue.running_max) {
    QueueWaiter& waiter = *queue.waiters;
    queue.waiters = waiter.next;
    waiter.entry = take_entry(queue);
    ++queue.running;
    wakes.add(waiter.key);
    waiter.done.store(true, std::memory_order_release);
  }
}

LONG insert(PRKQUEUE given, PLIST_ENTRY entry, bool at_head) {
  Queue& queue = queue_of(given);
  LONG before;
  {
    Wakes wakes;
    std::lock_guard hold(dispatcher_lock());
    before = queue.header.signal_state++;
    at_head ? InsertHeadList(&queue.entries, entry) : InsertTailList(&queue.entries, entry);
    hand_out(queue, wakes);
  }
  exec::runtime().point(exec::Point::signal);
  return before;
}

void remove_waiter(Queue& queue, QueueWaiter& waiter) {
  QueueWaiter** at = &queue.waiters;
  while (*at != &waiter) at = &(*at)->next;
  *at = waiter.next;
}

PLIST_ENTRY status_as_entry(NTSTATUS status) { return reinterpret_cast<PLIST_ENTRY>(std::uintptr_t(status)); }

PLIST_ENTRY wait_for_entry(Queue& queue, QueueWaiter& waiter, std::int64_t deadline_ns) {
  const auto granted = [&] { return waiter.done.load(std::memory_order_acquire); };
  const auto waiting = [&] { return !granted() && !must_end(); };
  while (!granted()) {
    const exec::Wake wake = exec::runtime().park(waiter.key, waiting, deadline_ns);
    if (wake != exec::Wake::deadline && !must_end()) continue;
    std::lock_guard hold(dispatcher_lock());
    if (granted()) break;
    remove_waiter(queue, waiter);
    return status_as_entry(STATUS_TIMEOUT);
  }
  if (waiter.status != STATUS_SUCCESS) return status_as_entry(waiter.status);
  my_queue = &queue;
  return waiter.entry;
}

// The thread comes back: it no longer counts for the queue that it took its last entry from.
void leave_queue(Wakes& wakes) {
  if (my_queue == nullptr) return;
  --my_queue->running;
  hand_out(*my_queue, wakes);
  my_queue = nullptr;
}

}  // namespace

void queue_thread_blocks() {
  if (my_queue == nullptr) return;
  Wakes wakes;
  std::lock_guard hold(dispatcher_lock());
  --my_queue->running;
  hand_out(*my_queue, wakes);
}

void queue_thread_resumes() {
  if (my_queue == nullptr) return;
  std::lock_guard hold(dispatcher_lock());
  ++my_queue->running;  // perhaps over the limit, until a thread comes back
}

}  // namespace penstock::nt

using namespace penstock::nt;

extern "C" {

VOID KeInitializeQueue(PRKQUEUE queue, ULONG count) {
  Queue& body = queue_of(queue);
  initialize_header(body.header, DispatcherKind::queue, 0, PENSTOCK_CALLER);
  InitializeListHead(&body.entries);
  body.waiters = nullptr;
  body.running_max = count != 0 ? count : processor_count();
  body.running = 0;
}

LONG KeInsertQueue(PRKQUEUE queue, PLIST_ENTRY entry) {
  PENSTOCK_IRQL_MAX(kDispatch);
  return insert(queue, entry, false);
}

LONG KeInsertHeadQueue(PRKQUEUE queue, PLIST_ENTRY entry) {
  PENSTOCK_IRQL_MAX(kDispatch);
  return insert(queue, entry, true);
}

LONG KeReadStateQueue(PRKQUEUE queue) {
  std::lock_guard hold(dispatcher_lock());
  return queue_of(queue).header.signal_state;
}

PLIST_ENTRY KeRemoveQueue(PRKQUEUE queue, KPROCESSOR_MODE, PLARGE_INTEGER timeout) {
  const bool poll = timeout != nullptr && timeout->QuadPart == 0;
  check_irql_at_most(poll ? kDispatch : kApc, __func__, PENSTOCK_CALLER);
  penstock::exec::runtime().point(penstock::exec::Point::call);
  Queue& body = queue_of(queue);
  QueueWaiter waiter;
  {
    Wakes wakes;
    std::lock_guard hold(dispatcher_lock());
    leave_queue(wakes);
    if (body.header.signal_state > 0 && body.running < body.running_max) {
      ++body.running;
      my_queue = &body;
      return take_entry(body);
    }
    if (poll) return status_as_entry(STATUS_TIMEOUT);
    waiter.next = body.waiters;
    body.waiters = &waiter;
  }
  PLIST_ENTRY entry = wait_for_entry(
      body, waiter, timeout == nullptr ? penstock::exec::kForever : deadline_of(timeout->QuadPart));
  end_if_asked();
  return entry;
}

// The entries that are left, as a ring without a head, and every waiter with ABANDONED.
PLIST_ENTRY KeRundownQueue(PRKQUEUE queue) {
  PENSTOCK_IRQL_MAX(kDispatch);
  Queue& body = queue_of(queue);
  PLIST_ENTRY first = nullptr;
  {
    Wakes wakes;
    std::lock_guard hold(dispatcher_lock());
    if (!IsListEmpty(&body.entries)) {
      first = body.entries.Flink;
      RemoveEntryList(&body.entries);
      InitializeListHead(&body.entries);
    }
    body.header.signal_state = 0;
    while (body.waiters != nullptr) {
      QueueWaiter& waiter = *body.waiters;
      body.waiters = waiter.next;
      waiter.status = STATUS_ABANDONED;
      wakes.add(waiter.key);
      waiter.done.store(true, std::memory_order_release);
    }
  }
  penstock::exec::runtime().point(penstock::exec::Point::signal);
  return first;
}

}  // extern "C"
