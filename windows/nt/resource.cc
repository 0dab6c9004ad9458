// SPDX-License-Identifier: Apache-2.0
// ERESOURCE: a sleeping reader/writer lock with recursion. Who holds it shared is kept beside it, by thread,
// since the object has no room for a list.
#include <map>
#include <new>
#include <utility>

#include "nt/guest.h"
#include "nt/held_locks.h"
#include "nt/live_objects.h"
#include "nt/lock_order.h"
#include "nt/shared_word.h"
#include "nt/thread_state.h"

#include <ntifs.h>

using namespace penstock::nt;
using penstock::base::CallSite;

namespace {

constexpr const char* kLive = "resource";

// What an ERESOURCE holds.
struct Body {
  SharedWord word;
  const ThreadState* owner;  // exclusive
  ULONG recursion;
};
static_assert(sizeof(Body) <= sizeof(ERESOURCE));

Body& body_of(PERESOURCE resource) { return *reinterpret_cast<Body*>(resource); }

// This thread's shared acquisitions, by resource.
std::map<const Body*, ULONG>& my_shared() {
  thread_local std::map<const Body*, ULONG> counts;
  return counts;
}

bool is_mine(const Body& body) { return __atomic_load_n(&body.owner, __ATOMIC_RELAXED) == &thread_state(); }

void error(const char* code, const char* rule, const char* text, CallSite site) {
  report(code, rule, penstock::base::Severity::error, guest_of(site), text, {}, site);
}

void check(CallSite site) {
  check_irql_at_most(kApc, "ExAcquireResource", site);
  if (!KeAreApcsDisabled())
    error("F-LOCK-12", "K-LOCK-6", "resource acquired with normal kernel APCs enabled", site);
}

bool acquire_exclusive(PERESOURCE resource, bool wait, CallSite site) {
  check(site);
  Body& body = body_of(resource);
  if (!is_mine(body)) {
    if (my_shared().contains(&body)) {
      error("F-LOCK-1", "K-LOCK-1",
            "resource acquired exclusively by a thread that has it shared: it would wait for itself", site);
      return false;
    }
    if (wait) {
      note_lock_order(resource, site);
      body.word.exclusive();
    } else if (!body.word.try_exclusive()) {
      return false;
    }
    __atomic_store_n(&body.owner, &thread_state(), __ATOMIC_RELAXED);
    push_held({.lock = resource, .taken_at = site, .family = LockFamily::sleeping});
  }
  ++body.recursion;
  return true;
}

bool acquire_shared(PERESOURCE resource, bool wait, bool past_writers, CallSite site) {
  check(site);
  Body& body = body_of(resource);
  if (is_mine(body)) {
    ++body.recursion;
    return true;
  }
  ULONG& count = my_shared()[&body];
  const bool past = past_writers || count > 0;
  if (wait) {
    if (count == 0) note_lock_order(resource, site);
    body.word.shared(past);
  } else if (!body.word.try_shared(past)) {
    if (count == 0) my_shared().erase(&body);
    return false;
  }
  if (count++ == 0)
    push_held({.lock = resource, .taken_at = site, .family = LockFamily::sleeping, .shared = true});
  return true;
}

void release(PERESOURCE resource, CallSite site) {
  Body& body = body_of(resource);
  if (is_mine(body)) {
    if (--body.recursion > 0) return;
    __atomic_store_n(&body.owner, nullptr, __ATOMIC_RELAXED);
    pop_held(resource, nullptr);
    body.word.release_exclusive();
    return;
  }
  const auto mine = my_shared().find(&body);
  if (mine == my_shared().end()) {
    error("F-LOCK-5", "K-LOCK-1", "resource released by a thread that does not hold it", site);
    return;
  }
  if (--mine->second == 0) {
    my_shared().erase(mine);
    pop_held(resource, nullptr);
  }
  body.word.release_shared();
}

}  // namespace

extern "C" {

NTSTATUS ExInitializeResourceLite(PERESOURCE resource) {
  PENSTOCK_IRQL_MAX(kDispatch);
  new (resource) Body{};
  live_begin(resource, kLive, PENSTOCK_CALLER);
  return STATUS_SUCCESS;
}

NTSTATUS ExReinitializeResourceLite(PERESOURCE resource) {
  PENSTOCK_IRQL_MAX(kDispatch);
  new (resource) Body{};
  return STATUS_SUCCESS;
}

NTSTATUS ExDeleteResourceLite(PERESOURCE resource) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const Body& body = body_of(resource);
  if (body.word.held_exclusive() || body.word.readers() > 0) {
    error("F-LOCK-11", "K-LOCK-7", "resource deleted while it is held", PENSTOCK_CALLER);
  }
  live_end(resource, kLive);
  return STATUS_SUCCESS;
}

BOOLEAN ExAcquireResourceExclusiveLite(PERESOURCE resource, BOOLEAN wait) {
  return acquire_exclusive(resource, wait, PENSTOCK_CALLER);
}
BOOLEAN ExAcquireResourceSharedLite(PERESOURCE resource, BOOLEAN wait) {
  return acquire_shared(resource, wait, false, PENSTOCK_CALLER);
}
BOOLEAN ExAcquireSharedStarveExclusive(PERESOURCE resource, BOOLEAN wait) {
  return acquire_shared(resource, wait, true, PENSTOCK_CALLER);
}
BOOLEAN ExAcquireSharedWaitForExclusive(PERESOURCE resource, BOOLEAN wait) {
  return acquire_shared(resource, wait, false, PENSTOCK_CALLER);
}

VOID ExReleaseResourceLite(PERESOURCE resource) {
  PENSTOCK_IRQL_MAX(kDispatch);
  release(resource, PENSTOCK_CALLER);
}

VOID ExReleaseResourceAndLeaveCriticalRegion(PERESOURCE resource) {
  PENSTOCK_IRQL_MAX(kDispatch);
  release(resource, PENSTOCK_CALLER);
  --thread_state().critical_regions;
}

PVOID ExEnterCriticalRegionAndAcquireResourceExclusive(PERESOURCE resource) {
  ++thread_state().critical_regions;
  acquire_exclusive(resource, true, PENSTOCK_CALLER);
  return nullptr;
}

PVOID ExEnterCriticalRegionAndAcquireResourceShared(PERESOURCE resource) {
  ++thread_state().critical_regions;
  acquire_shared(resource, true, false, PENSTOCK_CALLER);
  return nullptr;
}

VOID ExConvertExclusiveToSharedLite(PERESOURCE resource) {
  PENSTOCK_IRQL_MAX(kDispatch);
  Body& body = body_of(resource);
  if (!is_mine(body))
    return error("F-LOCK-5", "K-LOCK-1", "conversion by a thread that is not the owner", PENSTOCK_CALLER);
  __atomic_store_n(&body.owner, nullptr, __ATOMIC_RELAXED);
  const ULONG times = std::exchange(body.recursion, 0);
  my_shared()[&body] = times;
  body.word.downgrade(times);
}

BOOLEAN ExIsResourceAcquiredExclusiveLite(PERESOURCE resource) { return is_mine(body_of(resource)); }

ULONG ExIsResourceAcquiredSharedLite(PERESOURCE resource) {
  const Body& body = body_of(resource);
  if (is_mine(body)) return body.recursion;
  const auto mine = my_shared().find(&body);
  return mine == my_shared().end() ? 0 : mine->second;
}

}  // extern "C"
