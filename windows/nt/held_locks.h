// SPDX-License-Identifier: Apache-2.0
// The locks that the executing thread holds, with what each acquisition saved. A function, not a
// member of the lock: the word in the guest's memory has no room for it. Mutexes that are waited for like other objects
// are not among them (dispatcher.h).
//
// Threads: each its own.
// Memory: ThreadState::kHeldLocksMax entries; deeper ones are not tracked.
// Errors: none.
#pragma once

#include "nt/thread_state.h"

namespace penstock::nt {

void push_held(const HeldLock& held);
HeldLock* find_held(const void* lock);
// False when this thread does not hold it, as far as is known.
bool pop_held(const void* lock, HeldLock* out);
// The spin lock that was taken last; nullptr: none is held.
const HeldLock* innermost_spin_lock();
// For functions that may call the guest back before they return: F-LOCK-17 (K-LOCK-5).
void warn_if_spin_lock_held(const char* function, base::CallSite caller);
// A held lock whose word lies in this memory; nullptr: none.
const HeldLock* find_held_within(const void* begin, std::size_t size_bytes);

}  // namespace penstock::nt
