// SPDX-License-Identifier: Apache-2.0
// Push locks: sleeping reader/writer locks of one word. The Flt forms keep APCs off themselves, the Ex forms
// need that done (K-LOCK-6).
#include "nt/guest.h"
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

// Which way it is held shows in the word.
void release(PEX_PUSH_LOCK lock) {
  word_of(lock).held_exclusive() ? word_of(lock).release_exclusive() : word_of(lock).release_shared();
}

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
  word_of(lock).exclusive();
}
VOID ExAcquirePushLockShared(PEX_PUSH_LOCK lock) {
  PENSTOCK_IRQL_MAX(kApc);
  check_apcs_disabled(PENSTOCK_CALLER);
  word_of(lock).shared(false);
}
VOID ExReleasePushLockExclusive(PEX_PUSH_LOCK lock) { word_of(lock).release_exclusive(); }
VOID ExReleasePushLockShared(PEX_PUSH_LOCK lock) { word_of(lock).release_shared(); }
VOID ExReleasePushLock(PEX_PUSH_LOCK lock) { release(lock); }

VOID FltInitializePushLock(PEX_PUSH_LOCK lock) { *lock = 0; }
VOID FltDeletePushLock(PEX_PUSH_LOCK) {}
VOID FltAcquirePushLockExclusive(PEX_PUSH_LOCK lock) {
  PENSTOCK_IRQL_MAX(kApc);
  ++thread_state().critical_regions;
  word_of(lock).exclusive();
}
VOID FltAcquirePushLockShared(PEX_PUSH_LOCK lock) {
  PENSTOCK_IRQL_MAX(kApc);
  ++thread_state().critical_regions;
  word_of(lock).shared(false);
}
VOID FltReleasePushLock(PEX_PUSH_LOCK lock) {
  release(lock);
  --thread_state().critical_regions;
}

}  // extern "C"
