// SPDX-License-Identifier: Apache-2.0
#include "nt/held_locks.h"

#include <algorithm>

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
