// SPDX-License-Identifier: Apache-2.0
#include "nt/spin_lock.h"

#include "exec/runtime.h"
#include "nt/guest.h"
#include "nt/held_locks.h"
#include "nt/irql.h"
#include "nt/lock_order.h"

#include <ntifs.h>

namespace penstock::nt {

namespace {

void finding(const char* code, const char* rule, std::string message, base::CallSite first,
             base::CallSite site) {
  report(code, rule, base::Severity::error, guest_of(site), std::move(message), first, site);
}

// False: the caller holds it already (K-LOCK-1) and must not wait for itself.
bool may_acquire(SpinWord& word, base::CallSite site) {
  if (word.is_garbage()) {
    finding("F-LOCK-13", "K-LOCK-2", "spin lock was never initialised; it is taken as free", {}, site);
    word.initialize();
  }
  if (!word.held_by_me()) return true;
  const HeldLock* held = find_held(&word);
  finding("F-LOCK-1", "K-LOCK-1",
          "spin lock acquired by the thread that holds it; the second acquisition is ignored",
          held != nullptr ? held->taken_at : base::CallSite{}, site);
  return false;
}

}  // namespace

void acquire_spin_lock(void* address, LockFamily family, std::uint8_t irql_before, base::CallSite site) {
  exec::runtime().point(exec::Point::lock);
  SpinWord& word = SpinWord::at(address);
  if (!may_acquire(word, site)) return;
  note_lock_order(address, site);
  word.acquire();
  push_held({.lock = address, .taken_at = site, .irql_before = irql_before, .family = family});
}

bool try_acquire_spin_lock(void* address, LockFamily family, std::uint8_t irql_before, base::CallSite site) {
  exec::runtime().point(exec::Point::lock);
  if (!SpinWord::at(address).try_acquire()) return false;
  push_held({.lock = address, .taken_at = site, .irql_before = irql_before, .family = family});
  return true;
}

std::uint8_t release_spin_lock(void* address, LockFamily family, std::uint8_t irql_given,
                               base::CallSite site) {
  HeldLock held{.irql_before = irql_given, .family = family};
  pop_held(address, &held);
  if (held.family != family) {
    finding("F-LOCK-9", "K-LOCK-10", "spin lock acquired and released by functions of different families",
            held.taken_at, site);
  }
  switch (SpinWord::at(address).release()) {
    case SpinWord::Release::was_free:
      finding("F-LOCK-2", "K-LOCK-2", "release of a spin lock that is free", {}, site);
      break;
    case SpinWord::Release::not_owner:
      finding("F-LOCK-5", "K-LOCK-2", "spin lock released by another thread than the one that holds it", {},
              site);
      break;
    case SpinWord::Release::released:
      break;
  }
  return held.irql_before;
}

}  // namespace penstock::nt

using namespace penstock::nt;

namespace {

// What Windows does with a wrong level: takes it (K-IRQL-7).
void release_and_lower(PKSPIN_LOCK lock, LockFamily family, KIRQL given, penstock::base::CallSite site) {
  const KIRQL saved = release_spin_lock(lock, family, given, site);
  if (given != saved || given > kDispatch) {
    report("F-LOCK-3", "K-IRQL-7", penstock::base::Severity::error, guest_of(site),
           "spin lock released with IRQL " + std::to_string(given) + ", the acquisition saved " +
               std::to_string(saved),
           {}, site);
  }
  if (given <= kDispatch) lower_irql(given, site);
  penstock::exec::runtime().point(penstock::exec::Point::lock);
}

// …AtDpcLevel below DISPATCH_LEVEL. The level stays: it is the caller's.
void check_at_dispatch(const char* function, penstock::base::CallSite site) {
  if (thread_state().irql >= kDispatch) return;
  report("F-LOCK-2", "K-IRQL-2", penstock::base::Severity::error, guest_of(site),
         std::string(function) + " called at IRQL " + std::to_string(thread_state().irql) + ", needs 2", {},
         site);
}

// A handle in the queue of a lock names it, so that release finds the lock (K-LOCK-8).
void enter_handle(PKLOCK_QUEUE_HANDLE handle, PKSPIN_LOCK lock, KIRQL before) {
  handle->LockQueue.Next = nullptr;
  handle->LockQueue.Lock = lock;
  handle->OldIrql = before;
}

PKSPIN_LOCK leave_handle(PKLOCK_QUEUE_HANDLE handle, penstock::base::CallSite site) {
  const PKSPIN_LOCK lock = handle->LockQueue.Lock;
  handle->LockQueue.Lock = nullptr;
  if (lock != nullptr && find_held(lock) != nullptr) return lock;
  report("F-LOCK-7", "K-LOCK-8", penstock::base::Severity::error, guest_of(site),
         lock == nullptr ? "lock queue handle released that holds no lock"
                         : "lock queue handle released on another thread than it was acquired on",
         {}, site);
  return lock;
}

}  // namespace

extern "C" {

#undef KeAcquireSpinLock

VOID KeInitializeSpinLock(PKSPIN_LOCK lock) {
  if (const HeldLock* held = find_held(lock); held != nullptr) {
    report("F-LOCK-14", "K-LOCK-2", penstock::base::Severity::error, guest_of(PENSTOCK_CALLER),
           "spin lock initialised while it is held", held->taken_at, PENSTOCK_CALLER);
  }
  SpinWord::at(lock).initialize();
}

KIRQL KeAcquireSpinLockRaiseToDpc(PKSPIN_LOCK lock) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const KIRQL before = raise_irql(kDispatch, PENSTOCK_CALLER);
  acquire_spin_lock(lock, LockFamily::spin, before, PENSTOCK_CALLER);
  return before;
}

VOID KeReleaseSpinLock(PKSPIN_LOCK lock, KIRQL irql) {
  release_and_lower(lock, LockFamily::spin, irql, PENSTOCK_CALLER);
}

VOID KeAcquireSpinLockAtDpcLevel(PKSPIN_LOCK lock) {
  check_at_dispatch(__func__, PENSTOCK_CALLER);
  acquire_spin_lock(lock, LockFamily::spin, thread_state().irql, PENSTOCK_CALLER);
}

VOID KeReleaseSpinLockFromDpcLevel(PKSPIN_LOCK lock) {
  check_at_dispatch(__func__, PENSTOCK_CALLER);
  release_spin_lock(lock, LockFamily::spin, thread_state().irql, PENSTOCK_CALLER);
  penstock::exec::runtime().point(penstock::exec::Point::lock);
}

BOOLEAN KeTryToAcquireSpinLockAtDpcLevel(PKSPIN_LOCK lock) {
  check_at_dispatch(__func__, PENSTOCK_CALLER);
  return try_acquire_spin_lock(lock, LockFamily::spin, thread_state().irql, PENSTOCK_CALLER);
}

BOOLEAN KeTestSpinLock(PKSPIN_LOCK lock) { return !SpinWord::at(lock).held(); }

VOID KeAcquireInStackQueuedSpinLock(PKSPIN_LOCK lock, PKLOCK_QUEUE_HANDLE handle) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const KIRQL before = raise_irql(kDispatch, PENSTOCK_CALLER);
  acquire_spin_lock(lock, LockFamily::queued_spin, before, PENSTOCK_CALLER);
  enter_handle(handle, lock, before);
}

VOID KeReleaseInStackQueuedSpinLock(PKLOCK_QUEUE_HANDLE handle) {
  const KIRQL before = handle->OldIrql;
  if (const PKSPIN_LOCK lock = leave_handle(handle, PENSTOCK_CALLER); lock != nullptr) {
    release_and_lower(lock, LockFamily::queued_spin, before, PENSTOCK_CALLER);
  }
}

VOID KeAcquireInStackQueuedSpinLockAtDpcLevel(PKSPIN_LOCK lock, PKLOCK_QUEUE_HANDLE handle) {
  check_at_dispatch(__func__, PENSTOCK_CALLER);
  acquire_spin_lock(lock, LockFamily::queued_spin, thread_state().irql, PENSTOCK_CALLER);
  enter_handle(handle, lock, thread_state().irql);
}

VOID KeReleaseInStackQueuedSpinLockFromDpcLevel(PKLOCK_QUEUE_HANDLE handle) {
  check_at_dispatch(__func__, PENSTOCK_CALLER);
  if (const PKSPIN_LOCK lock = leave_handle(handle, PENSTOCK_CALLER); lock != nullptr) {
    release_spin_lock(lock, LockFamily::queued_spin, thread_state().irql, PENSTOCK_CALLER);
  }
  penstock::exec::runtime().point(penstock::exec::Point::lock);
}

}  // extern "C"
