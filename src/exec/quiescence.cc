// SPDX-License-Identifier: Apache-2.0
#include "exec/quiescence.h"

#include "base/assert.h"
#include "exec/runtime.h"

#if defined(__has_feature)
#define PENSTOCK_UNDER_THREAD_SANITIZER __has_feature(thread_sanitizer)
#elif defined(__SANITIZE_THREAD__)
#define PENSTOCK_UNDER_THREAD_SANITIZER 1
#else
#define PENSTOCK_UNDER_THREAD_SANITIZER 0
#endif

namespace penstock::exec {
namespace {

// One for each thread that is inside a section or was; given back when its thread ends, never freed, so
// that a scan needs no lock.
struct alignas(64) Slot {
  std::atomic<std::uint64_t> began{0};  // the epoch in which the outermost section began; 0: outside
  std::atomic<bool> owned{true};
  Slot* next = nullptr;
};

std::atomic<Slot*> slots{nullptr};
std::atomic<std::uint64_t> epoch{1};
std::atomic<std::uint32_t> waiters{0};  // its address is also the key that all of them park on

Slot& claim_slot() {
  for (Slot* slot = slots.load(std::memory_order_acquire); slot; slot = slot->next) {
    if (!slot->owned.load(std::memory_order_relaxed) &&
        !slot->owned.exchange(true, std::memory_order_acquire)) {
      return *slot;
    }
  }
  Slot* fresh = new Slot;
  fresh->next = slots.load(std::memory_order_relaxed);
  while (!slots.compare_exchange_weak(fresh->next, fresh, std::memory_order_release,
                                      std::memory_order_relaxed)) {
  }
  return *fresh;
}

struct ThreadSections {
  Slot* slot = nullptr;
  std::uint32_t depth = 0;

  ~ThreadSections() {
    PENSTOCK_ASSERT(depth == 0);
    if (slot) slot->owned.store(false, std::memory_order_release);
  }
};
thread_local ThreadSections own;

// Orders the slot's store before every load inside the section. A release store would not: a load may
// overtake it, and the reader would use what the waiter has just taken away.
void announce(Slot& slot, std::uint64_t now) {
#if PENSTOCK_UNDER_THREAD_SANITIZER
  slot.began.exchange(now, std::memory_order_seq_cst);  // ThreadSanitizer does not know fences
#else
  slot.began.store(now, std::memory_order_release);
  std::atomic_thread_fence(std::memory_order_seq_cst);
#endif
}

// One key for all slots: which slot a thread happens to own must not show in a seeded run.
bool any_section_began_by(std::uint64_t last) {
  for (Slot* slot = slots.load(std::memory_order_seq_cst); slot; slot = slot->next) {
    const std::uint64_t began = slot->began.load(std::memory_order_seq_cst);
    if (began != 0 && began <= last) return true;
  }
  return false;
}

}  // namespace

Quiescence::Section::Section() {
  if (own.depth++ != 0) return;
  if (!own.slot) own.slot = &claim_slot();
  announce(*own.slot, epoch.load(std::memory_order_acquire));
}

Quiescence::Section::~Section() {
  if (--own.depth != 0) return;
  // Both sequentially consistent: either the waiter sees that we left, or we see that it waits.
  own.slot->began.store(0, std::memory_order_seq_cst);
  if (waiters.load(std::memory_order_seq_cst) != 0) runtime().unpark_all(&waiters);
}

bool Quiescence::inside_section() { return own.depth != 0; }

bool Quiescence::wait_for_readers() {
  if (inside_section()) return false;
  // What the caller did before is seen by every section of a later epoch.
  const std::uint64_t last = epoch.fetch_add(1, std::memory_order_seq_cst);
  waiters.fetch_add(1, std::memory_order_seq_cst);
  while (any_section_began_by(last)) {
    runtime().park(
        &waiters, [last] { return any_section_began_by(last); }, kForever);
  }
  waiters.fetch_sub(1, std::memory_order_seq_cst);
  return true;
}

}  // namespace penstock::exec
