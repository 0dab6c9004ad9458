// SPDX-License-Identifier: Apache-2.0
// Run-down protection: a count of users that can be closed, and a wait until it is empty. One word: bit 0
// says closed, the rest counts. A remove lock is the same under another name, with a first user that goes last.
#include <atomic>

#include "exec/runtime.h"
#include "nt/guest.h"
#include "nt/pool.h"
#include "nt/thread_state.h"

#include <ntifs.h>

using namespace penstock::nt;
using penstock::base::CallSite;

namespace {

constexpr ULONG_PTR kClosed = 1;
constexpr ULONG_PTR kOne = 2;

std::atomic<ULONG_PTR>& word_of(PEX_RUNDOWN_REF reference) {
  return *reinterpret_cast<std::atomic<ULONG_PTR>*>(&reference->Count);
}

bool acquire(PEX_RUNDOWN_REF reference, ULONG count) {
  penstock::exec::runtime().point(penstock::exec::Point::lock);
  auto& word = word_of(reference);
  ULONG_PTR seen = word.load(std::memory_order_relaxed);
  do {
    if ((seen & kClosed) != 0) return false;
  } while (!word.compare_exchange_weak(seen, seen + count * kOne, std::memory_order_acquire));
  return true;
}

void release(PEX_RUNDOWN_REF reference, ULONG count, CallSite site) {
  auto& word = word_of(reference);
  ULONG_PTR seen = word.load(std::memory_order_relaxed);
  do {
    if (seen / kOne < count) {
      report("F-RUN-1", "", penstock::base::Severity::error, guest_of(site),
             "run-down protection released more often than acquired", {}, site);
      return;
    }
  } while (!word.compare_exchange_weak(seen, seen - count * kOne, std::memory_order_release));
  // The waiter may free the memory once it sees the count; the address is only a key from here on.
  if (seen - count * kOne == kClosed) penstock::exec::runtime().unpark_all(&word);
  penstock::exec::runtime().point(penstock::exec::Point::lock);
}

}  // namespace

// The first word of a remove lock counts its users; the others stay as they are.
static_assert(sizeof(IO_REMOVE_LOCK) >= sizeof(EX_RUNDOWN_REF));
static PEX_RUNDOWN_REF users_of(PIO_REMOVE_LOCK lock) { return reinterpret_cast<PEX_RUNDOWN_REF>(lock); }

struct _EX_RUNDOWN_REF_CACHE_AWARE {
  EX_RUNDOWN_REF reference;
};

extern "C" {

VOID ExInitializeRundownProtection(PEX_RUNDOWN_REF reference) { word_of(reference).store(0); }
VOID ExReInitializeRundownProtection(PEX_RUNDOWN_REF reference) { word_of(reference).store(0); }

BOOLEAN ExAcquireRundownProtection(PEX_RUNDOWN_REF reference) {
  PENSTOCK_IRQL_MAX(kDispatch);
  return acquire(reference, 1);
}
BOOLEAN ExAcquireRundownProtectionEx(PEX_RUNDOWN_REF reference, ULONG count) {
  PENSTOCK_IRQL_MAX(kDispatch);
  return acquire(reference, count);
}

VOID ExReleaseRundownProtection(PEX_RUNDOWN_REF reference) {
  PENSTOCK_IRQL_MAX(kDispatch);
  release(reference, 1, PENSTOCK_CALLER);
}
VOID ExReleaseRundownProtectionEx(PEX_RUNDOWN_REF reference, ULONG count) {
  PENSTOCK_IRQL_MAX(kDispatch);
  release(reference, count, PENSTOCK_CALLER);
}

VOID ExWaitForRundownProtectionRelease(PEX_RUNDOWN_REF reference) {
  PENSTOCK_IRQL_MAX(kApc);
  auto& word = word_of(reference);
  word.fetch_or(kClosed, std::memory_order_acq_rel);
  const auto in_use = [&] { return word.load(std::memory_order_acquire) != kClosed; };
  while (in_use()) penstock::exec::runtime().park(&word, in_use, penstock::exec::kForever);
}

VOID ExRundownCompleted(PEX_RUNDOWN_REF reference) {
  word_of(reference).store(kClosed, std::memory_order_release);
}

// Cache-aware ones are one count here: the promise is the same.
PEX_RUNDOWN_REF_CACHE_AWARE ExAllocateCacheAwareRundownProtection(POOL_TYPE type, ULONG tag) {
  PENSTOCK_IRQL_MAX(kApc);
  return static_cast<PEX_RUNDOWN_REF_CACHE_AWARE>(
      allocate_pool({.size_bytes = sizeof(_EX_RUNDOWN_REF_CACHE_AWARE), .tag = tag, .paged = (type & 1) != 0},
                    PENSTOCK_CALLER));
}
VOID ExFreeCacheAwareRundownProtection(PEX_RUNDOWN_REF_CACHE_AWARE reference) {
  free_pool(reference, 0, PENSTOCK_CALLER);
}
BOOLEAN ExAcquireRundownProtectionCacheAware(PEX_RUNDOWN_REF_CACHE_AWARE reference) {
  return acquire(&reference->reference, 1);
}
VOID ExReleaseRundownProtectionCacheAware(PEX_RUNDOWN_REF_CACHE_AWARE reference) {
  release(&reference->reference, 1, PENSTOCK_CALLER);
}
VOID ExWaitForRundownProtectionReleaseCacheAware(PEX_RUNDOWN_REF_CACHE_AWARE reference) {
  ExWaitForRundownProtectionRelease(&reference->reference);
}
VOID ExRundownCompletedCacheAware(PEX_RUNDOWN_REF_CACHE_AWARE reference) {
  ExRundownCompleted(&reference->reference);
}

VOID IoInitializeRemoveLockEx(PIO_REMOVE_LOCK lock, ULONG, ULONG, ULONG, ULONG) {
  PENSTOCK_IRQL_MAX(kPassive);
  ExInitializeRundownProtection(users_of(lock));
}
NTSTATUS IoAcquireRemoveLockEx(PIO_REMOVE_LOCK lock, PVOID, PCSTR, ULONG, ULONG) {
  PENSTOCK_IRQL_MAX(kDispatch);
  return acquire(users_of(lock), 1) ? STATUS_SUCCESS : STATUS_DELETE_PENDING;
}
VOID IoReleaseRemoveLockEx(PIO_REMOVE_LOCK lock, PVOID, ULONG) {
  PENSTOCK_IRQL_MAX(kDispatch);
  release(users_of(lock), 1, PENSTOCK_CALLER);
}
// Closed first: the release of the caller's own use may then be the last.
VOID IoReleaseRemoveLockAndWaitEx(PIO_REMOVE_LOCK lock, PVOID, ULONG) {
  PENSTOCK_IRQL_MAX(kPassive);
  word_of(users_of(lock)).fetch_or(kClosed, std::memory_order_acq_rel);
  release(users_of(lock), 1, PENSTOCK_CALLER);
  ExWaitForRundownProtectionRelease(users_of(lock));
}

}  // extern "C"
