// SPDX-License-Identifier: Apache-2.0
// Lists under a spin lock in one call. Windows raises above every interrupt for them; here they are short
// enough that no scheduling point lies inside.
#include "nt/irql.h"
#include "nt/spin_lock.h"
#include "nt/thread_state.h"

#include <ntifs.h>

using namespace penstock::nt;
using penstock::base::CallSite;

namespace {

class Interlocked {
 public:
  Interlocked(PKSPIN_LOCK lock, CallSite site) : lock_(lock), site_(site), irql_before_(thread_state().irql) {
    if (irql_before_ < kDispatch) set_irql(kDispatch, site);
    acquire_spin_lock(lock, LockFamily::interlocked, irql_before_, site);
  }
  ~Interlocked() {
    release_spin_lock(lock_, LockFamily::interlocked, irql_before_, site_);
    if (irql_before_ < kDispatch) set_irql(irql_before_, site_);
  }
  Interlocked(const Interlocked&) = delete;
  Interlocked& operator=(const Interlocked&) = delete;

 private:
  const PKSPIN_LOCK lock_;
  const CallSite site_;
  const KIRQL irql_before_;
};

}  // namespace

extern "C" {

PLIST_ENTRY ExInterlockedInsertHeadList(PLIST_ENTRY head, PLIST_ENTRY entry, PKSPIN_LOCK lock) {
  const Interlocked hold(lock, PENSTOCK_CALLER);
  PLIST_ENTRY first = IsListEmpty(head) ? nullptr : head->Flink;
  InsertHeadList(head, entry);
  return first;
}

PLIST_ENTRY ExInterlockedInsertTailList(PLIST_ENTRY head, PLIST_ENTRY entry, PKSPIN_LOCK lock) {
  const Interlocked hold(lock, PENSTOCK_CALLER);
  PLIST_ENTRY last = IsListEmpty(head) ? nullptr : head->Blink;
  InsertTailList(head, entry);
  return last;
}

PLIST_ENTRY ExInterlockedRemoveHeadList(PLIST_ENTRY head, PKSPIN_LOCK lock) {
  const Interlocked hold(lock, PENSTOCK_CALLER);
  return IsListEmpty(head) ? nullptr : RemoveHeadList(head);
}

PSINGLE_LIST_ENTRY ExInterlockedPushEntryList(PSINGLE_LIST_ENTRY head, PSINGLE_LIST_ENTRY entry,
                                              PKSPIN_LOCK lock) {
  const Interlocked hold(lock, PENSTOCK_CALLER);
  PSINGLE_LIST_ENTRY first = head->Next;
  PushEntryList(head, entry);
  return first;
}

PSINGLE_LIST_ENTRY ExInterlockedPopEntryList(PSINGLE_LIST_ENTRY head, PKSPIN_LOCK lock) {
  const Interlocked hold(lock, PENSTOCK_CALLER);
  return PopEntryList(head);
}

ULONG ExInterlockedAddUlong(PULONG addend, ULONG increment, PKSPIN_LOCK lock) {
  const Interlocked hold(lock, PENSTOCK_CALLER);
  const ULONG before = *addend;
  *addend += increment;
  return before;
}

LARGE_INTEGER ExInterlockedAddLargeInteger(PLARGE_INTEGER addend, LARGE_INTEGER increment, PKSPIN_LOCK lock) {
  const Interlocked hold(lock, PENSTOCK_CALLER);
  const LARGE_INTEGER before = *addend;
  addend->QuadPart += increment.QuadPart;
  return before;
}

}  // extern "C"
