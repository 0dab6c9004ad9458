// SPDX-License-Identifier: Apache-2.0
// Events, semaphores and mutexes: the dispatcher objects that a guest signals itself.
#include <mutex>

#include "exec/runtime.h"
#include "nt/dispatcher.h"
#include "nt/guest.h"
#include "nt/thread_state.h"

#include <ntifs.h>

using namespace penstock::nt;
using penstock::base::CallSite;
using penstock::base::Severity;

namespace {

struct Semaphore {
  DispatcherHeader header;
  LONG limit;
};
static_assert(sizeof(Semaphore) <= sizeof(KSEMAPHORE));

template <class Object>
DispatcherHeader& header_of(Object* object) {
  return *reinterpret_cast<DispatcherHeader*>(object);
}

// Changes the state under the lock, grants waits, and is a scheduling point.
template <class Change>
LONG signal(DispatcherHeader& header, Change change) {
  LONG before;
  {
    Wakes wakes;  // wakes after the lock
    std::lock_guard hold(dispatcher_lock());
    before = header.signal_state;
    header.signal_state = change(before);
    grant_waits(header, wakes);
  }
  penstock::exec::runtime().point(penstock::exec::Point::signal);
  return before;
}

bool is_event(DispatcherHeader& header, CallSite site) {
  if (header.is_valid() && header.kind <= DispatcherKind::synchronization_event) return true;
  report("F-WAIT-4", "K-EVENT-8", Severity::error, guest_of(site),
         "event function on memory that is no event", {}, site);
  return false;
}

}  // namespace

extern "C" {

#undef KeInitializeEvent
#undef KeInitializeSemaphore

VOID KeInitializeEvent(PRKEVENT event, EVENT_TYPE type, BOOLEAN state) {
  initialize_header(header_of(event),
                    type == SynchronizationEvent ? DispatcherKind::synchronization_event
                                                 : DispatcherKind::notification_event,
                    state != FALSE, PENSTOCK_CALLER);
}

LONG KeSetEvent(PRKEVENT event, KPRIORITY, BOOLEAN wait) {
  check_irql_at_most(wait ? kApc : kDispatch, __func__, PENSTOCK_CALLER);
  note_dispatcher_call(false, wait != FALSE, PENSTOCK_CALLER);
  if (!is_event(header_of(event), PENSTOCK_CALLER)) return 0;
  return signal(header_of(event), [](LONG) { return 1; });
}

VOID KeClearEvent(PRKEVENT event) {
  PENSTOCK_IRQL_MAX(kDispatch);
  if (is_event(header_of(event), PENSTOCK_CALLER)) signal(header_of(event), [](LONG) { return 0; });
}

LONG KeResetEvent(PRKEVENT event) {
  PENSTOCK_IRQL_MAX(kDispatch);
  return is_event(header_of(event), PENSTOCK_CALLER) ? signal(header_of(event), [](LONG) { return 0; }) : 0;
}

// Sets, releases those who wait now, and clears.
LONG KePulseEvent(PRKEVENT event, KPRIORITY, BOOLEAN) {
  PENSTOCK_IRQL_MAX(kDispatch);
  DispatcherHeader& header = header_of(event);
  if (!is_event(header, PENSTOCK_CALLER)) return 0;
  Wakes wakes;
  std::lock_guard hold(dispatcher_lock());
  const LONG before = header.signal_state;
  header.signal_state = 1;
  grant_waits(header, wakes);
  header.signal_state = 0;
  return before;
}

LONG KeReadStateEvent(PRKEVENT event) {
  std::lock_guard hold(dispatcher_lock());
  return header_of(event).signal_state;
}

VOID KeInitializeSemaphore(PRKSEMAPHORE semaphore, LONG count, LONG limit) {
  PENSTOCK_IRQL_MAX(kDispatch);
  if (thread_state().irql > kPassive) {
    report("F-INFO", "", Severity::note, guest_of(PENSTOCK_CALLER),
           "semaphore initialised above PASSIVE_LEVEL", {}, PENSTOCK_CALLER);
  }
  reinterpret_cast<Semaphore*>(semaphore)->limit = limit;
  initialize_header(header_of(semaphore), DispatcherKind::semaphore, count, PENSTOCK_CALLER);
}

LONG KeReleaseSemaphore(PRKSEMAPHORE semaphore, KPRIORITY, LONG adjustment, BOOLEAN wait) {
  check_irql_at_most(wait ? kApc : kDispatch, __func__, PENSTOCK_CALLER);
  note_dispatcher_call(false, wait != FALSE, PENSTOCK_CALLER);
  const LONG limit = reinterpret_cast<Semaphore*>(semaphore)->limit;
  bool over = false;
  const LONG before = signal(header_of(semaphore), [&](LONG count) {
    over = adjustment < 0 || std::int64_t{count} + adjustment > limit;
    return over ? count : count + adjustment;
  });
  if (over) ExRaiseStatus(STATUS_SEMAPHORE_LIMIT_EXCEEDED);
  return before;
}

LONG KeReadStateSemaphore(PRKSEMAPHORE semaphore) {
  std::lock_guard hold(dispatcher_lock());
  return header_of(semaphore).signal_state;
}

VOID KeInitializeMutex(PRKMUTEX mutex, ULONG) {
  auto& mutant = *reinterpret_cast<Mutant*>(mutex);
  initialize_header(mutant.header, DispatcherKind::mutant, 1, PENSTOCK_CALLER);
  mutant.owner = nullptr;
  mutant.next = nullptr;
  mutant.abandoned = false;
}

LONG KeReleaseMutex(PRKMUTEX mutex, BOOLEAN wait) {
  check_irql_at_most(wait ? kApc : kDispatch, __func__, PENSTOCK_CALLER);
  note_dispatcher_call(false, wait != FALSE, PENSTOCK_CALLER);
  auto& mutant = *reinterpret_cast<Mutant*>(mutex);
  bool mine;
  {
    std::lock_guard hold(dispatcher_lock());
    mine = mutant.owner == &my_mutants();
    if (mine && mutant.header.signal_state == 0) {
      Mutant** at = &my_mutants().first;
      while (*at != &mutant) at = &(*at)->next;
      *at = mutant.next;
      mutant.owner = nullptr;
    }
  }
  if (!mine) ExRaiseStatus(STATUS_MUTANT_NOT_OWNED);
  --thread_state().critical_regions;
  return signal(mutant.header, [](LONG state) { return state + 1; });
}

LONG KeReadStateMutex(PRKMUTEX mutex) {
  std::lock_guard hold(dispatcher_lock());
  return header_of(mutex).signal_state;
}

}  // extern "C"
