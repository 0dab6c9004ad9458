// SPDX-License-Identifier: Apache-2.0
// Push locks: sleeping reader/writer locks of one word. The Flt forms keep APCs off themselves, the Ex forms
// need that done (K-LOCK-6).
#include "nt/guest.h"
#include "nt/held_locks.h"
#include "nt/lock_order.h"
#include "nt/shared_word.h"
#include "nt/thread_state.h"

#include <fltKernel.h>
#include <ntifs.h>

using namespace penstock::nt;
using penstock::base::CallSite;

namespace {

SharedWord& word_of(PEX_PUSH_LOCK lock) { return SharedWord::at(lock); }

void check_apcs_disabled(CallSite site) {
  if (KeAreApcsDisabled()) return;
  report("F-LOCK-12", "K-LOCK-6", penstock::base::Severity::error, guest_of(site),
         "push lock used with normal kernel APCs enabled", {}, site);
}

// K-LOCK-1. A reader is let in again, past writers that wait; a writer's second acquisition is ignored.
void acquire_again(PEX_PUSH_LOCK lock, const HeldLock& held, bool exclusive, CallSite site) {
  report("F-LOCK-1", "K-LOCK-1", penstock::base::Severity::error, guest_of(site),
         "push lock acquired by the thread that holds it", held.taken_at, site);
  if (exclusive || !held.shared) return;
  word_of(lock).shared(true);
  push_held({.lock = lock, .taken_at = site, .family = LockFamily::sleeping, .shared = true});
}

void acquire(PEX_PUSH_LOCK lock, bool exclusive, CallSite site) {
  if (const HeldLock* held = find_held(lock); held != nullptr)
    return acquire_again(lock, *held, exclusive, site);
  note_lock_order(lock, site);
  exclusive ? word_of(lock).exclusive() : word_of(lock).shared(false);
  push_held({.lock = lock, .taken_at = site, .family = LockFamily::sleeping, .shared = !exclusive});
}

void release(PEX_PUSH_LOCK lock, bool exclusive) {
  pop_held(lock, nullptr);
  exclusive ? word_of(lock).release_exclusive() : word_of(lock).release_shared();
}

// Which way it is held shows in the word.
void release(PEX_PUSH_LOCK lock) { release(lock, word_of(lock).held_exclusive()); }

}  // namespace

extern "C" {

#undef ExInitializePushLock
#undef ExAcquirePushLockExclusive
#undef ExAcquirePushLockShared
#undef ExReleasePushLockExclusive
#undef ExReleasePushLockShared

VOID ExInitializePushLock(PEX_PUSH_LOCK lock) { *lock = 0; }

VOID ExAcquirePushLockExclusive(PEX_PUSH_LOCK lock) {
  PENSTOCK_IRQL_MAX(kApc);
  check_apcs_disabled(PENSTOCK_CALLER);
  acquire(lock, true, PENSTOCK_CALLER);
}
VOID ExAcquirePushLockShared(PEX_PUSH_LOCK lock) {
  PENSTOCK_IRQL_MAX(kApc);
  check_apcs_disabled(PENSTOCK_CALLER);
  acquire(lock, false, PENSTOCK_CALLER);
}
VOID ExReleasePushLockExclusive(PEX_PUSH_LOCK lock) { release(lock, true); }
VOID ExReleasePushLockShared(PEX_PUSH_LOCK lock) { release(lock, false); }
VOID ExReleasePushLock(PEX_PUSH_LOCK lock) { release(lock); }

VOID FltInitializePushLock(PEX_PUSH_LOCK lock) { *lock = 0; }
VOID FltDeletePushLock(PEX_PUSH_LOCK) {}
VOID FltAcquirePushLockExclusive(PEX_PUSH_LOCK lock) {
  PENSTOCK_IRQL_MAX(kApc);
  ++thread_state().critical_regions;
  acquire(lock, true, PENSTOCK_CALLER);
}
VOID FltAcquirePushLockShared(PEX_PUSH_LOCK lock) {
  PENSTOCK_IRQL_MAX(kApc);
  ++thread_state().critical_regions;
  acquire(lock, false, PENSTOCK_CALLER);
}
VOID FltReleasePushLock(PEX_PUSH_LOCK lock) {
  release(lock);
  --thread_state().critical_regions;
}

}  // extern "C"
