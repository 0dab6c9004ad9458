// SPDX-License-Identifier: Apache-2.0
// Reader/writer spin locks: a 32-bit word with the number of readers, a mark that a writer waits (new
// readers then do too, K-LOCK-9) and a mark that a writer is in.
#include <atomic>

#include "exec/runtime.h"
#include "nt/guest.h"
#include "nt/held_locks.h"
#include "nt/irql.h"
#include "nt/lock_order.h"
#include "nt/thread_state.h"

#include <ntifs.h>

using namespace penstock::nt;
using penstock::base::CallSite;

namespace {

constexpr std::uint32_t kWriter = 0x80000000;
constexpr std::uint32_t kWriterWaits = 0x40000000;
constexpr std::uint32_t kReaders = 0x3FFFFFFF;
constexpr int kTurnsBeforeSleep = 200;

std::atomic<std::uint32_t>& word_of(PEX_SPIN_LOCK lock) {
  return *reinterpret_cast<std::atomic<std::uint32_t>*>(lock);
}

template <class Blocked>
void wait_while(std::atomic<std::uint32_t>& word, Blocked blocked) {
  penstock::exec::Runtime& runtime = penstock::exec::runtime();
  const auto waits = [&] { return blocked(word.load(std::memory_order_acquire)); };
  if (!runtime.deterministic()) {
    for (int turn = 0; turn < kTurnsBeforeSleep && waits(); ++turn) __builtin_ia32_pause();
  }
  while (waits()) runtime.park(&word, waits, penstock::exec::kForever);
}

bool try_exclusive(std::atomic<std::uint32_t>& word) {
  std::uint32_t seen = word.load(std::memory_order_relaxed) & kWriterWaits;
  return word.compare_exchange_strong(seen, kWriter, std::memory_order_acquire);
}

bool try_shared(std::atomic<std::uint32_t>& word, std::uint32_t excluded) {
  std::uint32_t seen = word.load(std::memory_order_relaxed);
  while ((seen & excluded) == 0) {
    if (word.compare_exchange_weak(seen, seen + 1, std::memory_order_acquire)) return true;
  }
  return false;
}

void told(const char* code, const char* text, CallSite first, CallSite site) {
  report(code, "K-LOCK-9", penstock::base::Severity::error, guest_of(site), text, first, site);
}

void acquire_exclusive(PEX_SPIN_LOCK lock, KIRQL before, CallSite site) {
  penstock::exec::runtime().point(penstock::exec::Point::lock);
  auto& word = word_of(lock);
  if (const HeldLock* held = find_held(lock); held != nullptr) {
    told("F-LOCK-1", "reader/writer spin lock acquired exclusively by a thread that holds it; ignored",
         held->taken_at, site);
    return;
  }
  note_lock_order(lock, site);
  while (!try_exclusive(word)) {
    word.fetch_or(kWriterWaits, std::memory_order_relaxed);
    wait_while(word, [](std::uint32_t seen) { return (seen & (kWriter | kReaders)) != 0; });
  }
  push_held({lock, site, before, LockFamily::reader_writer_spin, false});
}

void acquire_shared(PEX_SPIN_LOCK lock, KIRQL before, CallSite site) {
  penstock::exec::runtime().point(penstock::exec::Point::lock);
  auto& word = word_of(lock);
  std::uint32_t excluded = kWriter | kWriterWaits;
  if (const HeldLock* held = find_held(lock); held != nullptr) {
    if (!held->shared || (word.load(std::memory_order_relaxed) & kWriterWaits) != 0) {
      told("F-LOCK-8", "reader recursion that deadlocks with a writer; it is let in", held->taken_at, site);
    }
    excluded = 0;
  }
  note_lock_order(lock, site);
  while (!try_shared(word, excluded)) {
    wait_while(word, [](std::uint32_t seen) { return (seen & (kWriter | kWriterWaits)) != 0; });
  }
  push_held({lock, site, before, LockFamily::reader_writer_spin, true});
}

void release(PEX_SPIN_LOCK lock, bool shared, CallSite site) {
  auto& word = word_of(lock);
  HeldLock held;
  const bool mine = pop_held(lock, &held);
  const std::uint32_t seen = word.load(std::memory_order_relaxed);
  if ((shared ? seen & kReaders : seen & kWriter) == 0) {
    told("F-LOCK-2", "release of a reader/writer spin lock that is not held that way", held.taken_at, site);
    return;
  }
  if (!mine) told("F-LOCK-5", "reader/writer spin lock released by a thread that does not hold it", {}, site);
  if (shared) {
    if ((word.fetch_sub(1, std::memory_order_release) & kReaders) != 1) return;
  } else {
    word.store(0, std::memory_order_release);
  }
  penstock::exec::runtime().unpark_all(&word);
}

}  // namespace

extern "C" {

KIRQL ExAcquireSpinLockExclusive(PEX_SPIN_LOCK lock) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const KIRQL before = raise_irql(kDispatch, PENSTOCK_CALLER);
  acquire_exclusive(lock, before, PENSTOCK_CALLER);
  return before;
}

VOID ExReleaseSpinLockExclusive(PEX_SPIN_LOCK lock, KIRQL irql) {
  release(lock, false, PENSTOCK_CALLER);
  lower_irql(irql, PENSTOCK_CALLER);
}

KIRQL ExAcquireSpinLockShared(PEX_SPIN_LOCK lock) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const KIRQL before = raise_irql(kDispatch, PENSTOCK_CALLER);
  acquire_shared(lock, before, PENSTOCK_CALLER);
  return before;
}

VOID ExReleaseSpinLockShared(PEX_SPIN_LOCK lock, KIRQL irql) {
  release(lock, true, PENSTOCK_CALLER);
  lower_irql(irql, PENSTOCK_CALLER);
}

VOID ExAcquireSpinLockExclusiveAtDpcLevel(PEX_SPIN_LOCK lock) {
  check_irql_at_least(kDispatch, __func__, PENSTOCK_CALLER);
  acquire_exclusive(lock, thread_state().irql, PENSTOCK_CALLER);
}
VOID ExReleaseSpinLockExclusiveFromDpcLevel(PEX_SPIN_LOCK lock) { release(lock, false, PENSTOCK_CALLER); }

VOID ExAcquireSpinLockSharedAtDpcLevel(PEX_SPIN_LOCK lock) {
  check_irql_at_least(kDispatch, __func__, PENSTOCK_CALLER);
  acquire_shared(lock, thread_state().irql, PENSTOCK_CALLER);
}
VOID ExReleaseSpinLockSharedFromDpcLevel(PEX_SPIN_LOCK lock) { release(lock, true, PENSTOCK_CALLER); }

LOGICAL ExTryAcquireSpinLockExclusiveAtDpcLevel(PEX_SPIN_LOCK lock) {
  check_irql_at_least(kDispatch, __func__, PENSTOCK_CALLER);
  if (!try_exclusive(word_of(lock))) return FALSE;
  push_held({lock, PENSTOCK_CALLER, thread_state().irql, LockFamily::reader_writer_spin, false});
  return TRUE;
}

LOGICAL ExTryAcquireSpinLockSharedAtDpcLevel(PEX_SPIN_LOCK lock) {
  check_irql_at_least(kDispatch, __func__, PENSTOCK_CALLER);
  if (!try_shared(word_of(lock), kWriter | kWriterWaits)) return FALSE;
  push_held({lock, PENSTOCK_CALLER, thread_state().irql, LockFamily::reader_writer_spin, true});
  return TRUE;
}

// Only for the sole reader.
LOGICAL ExTryConvertSharedSpinLockExclusive(PEX_SPIN_LOCK lock) {
  auto& word = word_of(lock);
  std::uint32_t seen = word.load(std::memory_order_relaxed);
  do {
    if ((seen & kReaders) != 1) return FALSE;
  } while (!word.compare_exchange_weak(seen, kWriter, std::memory_order_acquire));
  if (HeldLock* held = find_held(lock); held != nullptr) held->shared = false;
  return TRUE;
}

}  // extern "C"
