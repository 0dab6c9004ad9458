// SPDX-License-Identifier: Apache-2.0
#include "nt/held_locks.h"

#include <algorithm>
#include <string>

#include "nt/guest.h"

namespace penstock::nt {

void push_held(const HeldLock& held) {
  ThreadState& state = thread_state();
  if (state.held_count < ThreadState::kHeldLocksMax) state.held[state.held_count++] = held;
}

HeldLock* find_held(const void* lock) {
  ThreadState& state = thread_state();
  for (std::uint32_t i = state.held_count; i-- > 0;) {
    if (state.held[i].lock == lock) return &state.held[i];
  }
  return nullptr;
}

bool pop_held(const void* lock, HeldLock* out) {
  HeldLock* found = find_held(lock);
  if (found == nullptr) return false;
  if (out != nullptr) *out = *found;
  ThreadState& state = thread_state();
  std::copy(found + 1, state.held + state.held_count, found);
  --state.held_count;
  return true;
}

const HeldLock* innermost_spin_lock() {
  const ThreadState& state = thread_state();
  for (std::uint32_t i = state.held_count; i-- > 0;) {
    if (state.held[i].family != LockFamily::sleeping) return &state.held[i];
  }
  return nullptr;
}

void warn_if_spin_lock_held(const char* function, base::CallSite caller) {
  const HeldLock* held = innermost_spin_lock();
  if (held == nullptr) [[likely]]
    return;
  report("F-LOCK-17", "K-LOCK-5", base::Severity::warning, guest_of(caller),
         std::string(function) + " called with a spin lock held: what it calls back may take the same one",
         held->taken_at, caller);
}

const HeldLock* find_held_within(const void* begin, std::size_t size_bytes) {
  const ThreadState& state = thread_state();
  const auto first = reinterpret_cast<std::uintptr_t>(begin);
  for (std::uint32_t i = 0; i < state.held_count; ++i) {
    const auto at = reinterpret_cast<std::uintptr_t>(state.held[i].lock);
    if (at >= first && at < first + size_bytes) return &state.held[i];
  }
  return nullptr;
}

}  // namespace penstock::nt
