// SPDX-License-Identifier: Apache-2.0
// A lock for a few dozen instructions: the pool's depot and the ledger. It never sleeps in the kernel, so
// that a guest at raised priority, or one inside its own allocator, may be on either side of it. Nothing
// is called, and nothing is allocated, while it is held. For std::lock_guard.
//
// Threads: any; not recursive.
// Memory: one word.
// Errors: none.
#pragma once

#include <sched.h>

#include <atomic>

namespace penstock::packet {

class SpinLock {
 public:
  void lock() {
    while (taken_.exchange(true, std::memory_order_acquire)) wait();
  }
  void unlock() { taken_.store(false, std::memory_order_release); }

 private:
  static constexpr int kSpinsMax = 128;

  // Reads until it looks free; a holder that lost its processor gets ours after a while.
  void wait() const {
    for (int spins = 0; taken_.load(std::memory_order_relaxed); ++spins) {
      if (spins < kSpinsMax) {
#if defined(__x86_64__) || defined(__i386__)
        __builtin_ia32_pause();
#endif
      } else {
        sched_yield();
        spins = 0;
      }
    }
  }

  std::atomic<bool> taken_{false};
};

}  // namespace penstock::packet
