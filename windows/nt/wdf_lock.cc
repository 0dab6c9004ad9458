// SPDX-License-Identifier: Apache-2.0
// Locks of the framework: a spin lock that remembers the level, and a lock to sleep on in a critical region.
#include <algorithm>
#include <memory>
#include <string>

#include "nt/guest.h"
#include "nt/held_locks.h"
#include "nt/lock_class.h"
#include "nt/lock_order.h"
#include "nt/thread_state.h"
#include "nt/wdf_object.h"
#include "wdf.h"

using namespace penstock::nt;

namespace {

class WdfSpinLock final : public WdfObject {
 public:
  static constexpr WdfKind kKind = WdfKind::spin_lock;
  WdfSpinLock(Guest* guest, penstock::base::CallSite at) : WdfObject(kKind, guest, at) {
    KeInitializeSpinLock(&word);
    name_lock(&word, at);
  }
  ~WdfSpinLock() override { forget_lock(&word); }

  KSPIN_LOCK word = 0;
  KIRQL level = 0;  // of the holder
};

class WdfWaitLock final : public WdfObject {
 public:
  static constexpr WdfKind kKind = WdfKind::wait_lock;
  WdfWaitLock(Guest* guest, penstock::base::CallSite at) : WdfObject(kKind, guest, at) {
    KeInitializeEvent(&free, SynchronizationEvent, TRUE);
    name_lock(&free, at);
  }
  ~WdfWaitLock() override { forget_lock(&free); }

  KEVENT free;
  const ThreadState* holder = nullptr;
  penstock::base::CallSite taken_at;
};

template <class Lock, class Handle>
NTSTATUS create(PWDF_OBJECT_ATTRIBUTES attributes, Handle* handle, penstock::base::CallSite caller) {
  const auto lock = std::make_shared<Lock>(guest_of(caller), caller);
  const NTSTATUS status = wdf_attach(lock, attributes, wdf_driver_of(guest_of(caller)));
  if (NT_SUCCESS(status)) *handle = static_cast<Handle>(lock->handle());
  return status;
}

}  // namespace

extern "C" {

NTSTATUS WdfSpinLockCreate(PWDF_OBJECT_ATTRIBUTES SpinLockAttributes, WDFSPINLOCK* SpinLock) {
  PENSTOCK_IRQL_MAX(kDispatch);
  return create<WdfSpinLock>(SpinLockAttributes, SpinLock, PENSTOCK_CALLER);
}

VOID WdfSpinLockAcquire(WDFSPINLOCK SpinLock) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto lock = wdf_resolve_as<WdfSpinLock>(SpinLock, PENSTOCK_CALLER, __func__);
  if (lock == nullptr) return;
  const KIRQL level = KeAcquireSpinLockRaiseToDpc(&lock->word);
  lock->level = level;
}

VOID WdfSpinLockRelease(WDFSPINLOCK SpinLock) {
  const auto lock = wdf_resolve_as<WdfSpinLock>(SpinLock, PENSTOCK_CALLER, __func__);
  if (lock != nullptr) KeReleaseSpinLock(&lock->word, lock->level);
}

NTSTATUS WdfWaitLockCreate(PWDF_OBJECT_ATTRIBUTES LockAttributes, WDFWAITLOCK* Lock) {
  PENSTOCK_IRQL_MAX(kDispatch);
  return create<WdfWaitLock>(LockAttributes, Lock, PENSTOCK_CALLER);
}

NTSTATUS WdfWaitLockAcquire(WDFWAITLOCK Lock, PLONGLONG Timeout) {
  const bool may_block = Timeout == nullptr || *Timeout != 0;
  PENSTOCK_IRQL_MAX(may_block ? kApc : kDispatch);
  const auto caller = PENSTOCK_CALLER;
  const auto lock = wdf_resolve_as<WdfWaitLock>(Lock, caller, __func__);
  if (lock == nullptr) return STATUS_INVALID_PARAMETER;
  if (lock->holder == &thread_state()) {
    report("F-LOCK-1", "K-WDF-8", penstock::base::Severity::error, lock->guest(),
           "a wait lock is acquired by its own holder", lock->taken_at, caller);
    return STATUS_TIMEOUT;
  }
  LARGE_INTEGER due = {};
  if (Timeout != nullptr) due.QuadPart = *Timeout;
  if (may_block) note_lock_order(&lock->free, caller);
  KeEnterCriticalRegion();
  const NTSTATUS status =
      KeWaitForSingleObject(&lock->free, Executive, KernelMode, FALSE, Timeout == nullptr ? nullptr : &due);
  if (status != STATUS_SUCCESS) {
    KeLeaveCriticalRegion();
    return status;
  }
  lock->taken_at = caller;
  lock->holder = &thread_state();
  push_held({.lock = &lock->free, .taken_at = caller, .family = LockFamily::sleeping});
  return status;
}

VOID WdfWaitLockRelease(WDFWAITLOCK Lock) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto caller = PENSTOCK_CALLER;
  const auto lock = wdf_resolve_as<WdfWaitLock>(Lock, caller, __func__);
  if (lock == nullptr) return;
  if (lock->holder != &thread_state()) {
    report("F-LOCK-5", "K-WDF-8", penstock::base::Severity::error, lock->guest(),
           "a wait lock is released by a thread that does not hold it", lock->taken_at, caller);
    return;
  }
  lock->holder = nullptr;
  pop_held(&lock->free, nullptr);
  KeSetEvent(&lock->free, 0, FALSE);
  KeLeaveCriticalRegion();
}

}  // extern "C"
