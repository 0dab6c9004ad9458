// SPDX-License-Identifier: Apache-2.0
// The lock behind a synchronization scope: callbacks of a device or of a queue one at a time (K-WDF-8), at
// DISPATCH, or at PASSIVE where the execution level asks for it. What cannot be called now because this
// thread is inside such a callback already is kept and done when it leaves.
//
// Threads: any.
// Memory: shared by the objects of the scope.
// Errors: none; taking it twice on one thread does not happen, see run().
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <vector>

#include "exec/mutex.h"

namespace penstock::nt {

class CallbackLock {
 public:
  explicit CallbackLock(bool passive) : passive_(passive) {}

  void acquire();
  void release();
  // Runs with the lock held: now, or, on a thread that holds it, when that thread leaves.
  void run(std::function<void()> body);

 private:
  bool held_here() const;

  const bool passive_;
  std::uintptr_t spin_word_ = 0;
  std::uint8_t level_ = 0;
  std::atomic<bool> taken_{false};
  std::atomic<const void*> owner_{nullptr};
  exec::Mutex deferred_lock_;
  std::vector<std::function<void()>> deferred_;
};

// With the lock of a scope, or without when there is none.
void run_serialized(CallbackLock* lock, std::function<void()> body);

// At PASSIVE: now if the level allows, else on a system worker thread.
void run_at_passive(std::function<void()> body);
// Returns when everything handed to workers has run.
void drain_passive_work();

}  // namespace penstock::nt
