// SPDX-License-Identifier: Apache-2.0
// Fast and guarded mutexes: one object, two ways to keep APCs off. The fast mutex raises to APC_LEVEL, the
// guarded one counts a guarded region.
#include <new>

#include "nt/guest.h"
#include "nt/held_locks.h"
#include "nt/irql.h"
#include "nt/lock_order.h"
#include "nt/sleeping_word.h"
#include "nt/thread_state.h"

#include <ntifs.h>

using namespace penstock::nt;
using penstock::base::CallSite;

namespace {

// What a FAST_MUTEX holds.
struct Body {
  SleepingWord word;
  KIRQL irql_before;
  const ThreadState* owner;
  CallSite taken_at;
};
static_assert(sizeof(Body) <= sizeof(FAST_MUTEX));

Body& body_of(PFAST_MUTEX mutex) { return *reinterpret_cast<Body*>(mutex); }

void error(const char* code, const char* text, CallSite first, CallSite site) {
  report(code, "K-LOCK-1", penstock::base::Severity::error, guest_of(site), text, first, site);
}

// False: the thread has it already.
bool acquire(PFAST_MUTEX mutex, CallSite site) {
  Body& body = body_of(mutex);
  if (__atomic_load_n(&body.owner, __ATOMIC_RELAXED) == &thread_state()) {
    error("F-LOCK-1", "mutex acquired by the thread that holds it; ignored", body.taken_at, site);
    return false;
  }
  note_lock_order(mutex, site);
  body.word.acquire();
  __atomic_store_n(&body.owner, &thread_state(), __ATOMIC_RELAXED);
  body.taken_at = site;
  push_held({.lock = mutex, .taken_at = site, .family = LockFamily::sleeping});
  return true;
}

bool try_acquire(PFAST_MUTEX mutex, CallSite site) {
  Body& body = body_of(mutex);
  if (!body.word.try_acquire()) return false;
  __atomic_store_n(&body.owner, &thread_state(), __ATOMIC_RELAXED);
  body.taken_at = site;
  push_held({.lock = mutex, .taken_at = site, .family = LockFamily::sleeping});
  return true;
}

// False: it is not held, and nothing was done.
bool release(PFAST_MUTEX mutex, CallSite site) {
  Body& body = body_of(mutex);
  if (!body.word.held()) {
    error("F-LOCK-2", "release of a mutex that is free", {}, site);
    return false;
  }
  if (__atomic_load_n(&body.owner, __ATOMIC_RELAXED) != &thread_state()) {
    error("F-LOCK-5", "mutex released by another thread than the one that holds it", body.taken_at, site);
  }
  __atomic_store_n(&body.owner, nullptr, __ATOMIC_RELAXED);
  pop_held(mutex, nullptr);
  body.word.release();
  return true;
}

void check_held_at_apc(CallSite site) {
  if (thread_state().irql == kApc) return;
  error("F-LOCK-10", "fast mutex released at another level than APC_LEVEL", {}, site);
}

}  // namespace

extern "C" {

#undef ExInitializeFastMutex

VOID ExInitializeFastMutex(PFAST_MUTEX mutex) { new (mutex) Body{}; }

VOID ExAcquireFastMutex(PFAST_MUTEX mutex) {
  PENSTOCK_IRQL_MAX(kApc);
  const KIRQL before = thread_state().irql;
  if (!acquire(mutex, PENSTOCK_CALLER)) return;
  body_of(mutex).irql_before = before;
  set_irql(kApc, PENSTOCK_CALLER);
}

BOOLEAN ExTryToAcquireFastMutex(PFAST_MUTEX mutex) {
  PENSTOCK_IRQL_MAX(kApc);
  const KIRQL before = thread_state().irql;
  if (!try_acquire(mutex, PENSTOCK_CALLER)) return FALSE;
  body_of(mutex).irql_before = before;
  set_irql(kApc, PENSTOCK_CALLER);
  return TRUE;
}

VOID ExReleaseFastMutex(PFAST_MUTEX mutex) {
  check_held_at_apc(PENSTOCK_CALLER);
  const KIRQL before = body_of(mutex).irql_before;
  if (release(mutex, PENSTOCK_CALLER)) set_irql(before, PENSTOCK_CALLER);
}

VOID ExAcquireFastMutexUnsafe(PFAST_MUTEX mutex) {
  PENSTOCK_IRQL_MAX(kApc);
  if (!KeAreApcsDisabled()) error("F-LOCK-10", "unsafe form with APCs enabled", {}, PENSTOCK_CALLER);
  acquire(mutex, PENSTOCK_CALLER);
}
VOID KeAcquireGuardedMutexUnsafe(PKGUARDED_MUTEX mutex) {
  PENSTOCK_IRQL_MAX(kApc);
  acquire(mutex, PENSTOCK_CALLER);
}
VOID KeReleaseGuardedMutexUnsafe(PKGUARDED_MUTEX mutex) { release(mutex, PENSTOCK_CALLER); }

VOID ExReleaseFastMutexUnsafe(PFAST_MUTEX mutex) { release(mutex, PENSTOCK_CALLER); }

VOID KeInitializeGuardedMutex(PKGUARDED_MUTEX mutex) { new (mutex) Body{}; }

VOID KeAcquireGuardedMutex(PKGUARDED_MUTEX mutex) {
  PENSTOCK_IRQL_MAX(kApc);
  ++thread_state().guarded_regions;
  if (!acquire(mutex, PENSTOCK_CALLER)) --thread_state().guarded_regions;
}

BOOLEAN KeTryToAcquireGuardedMutex(PKGUARDED_MUTEX mutex) {
  PENSTOCK_IRQL_MAX(kApc);
  if (!try_acquire(mutex, PENSTOCK_CALLER)) return FALSE;
  ++thread_state().guarded_regions;
  return TRUE;
}

VOID KeReleaseGuardedMutex(PKGUARDED_MUTEX mutex) {
  PENSTOCK_IRQL_MAX(kApc);
  if (release(mutex, PENSTOCK_CALLER)) --thread_state().guarded_regions;
}

}  // extern "C"
