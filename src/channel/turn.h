// SPDX-License-Identifier: Apache-2.0
// One change of state at a time: whoever has the turn may call the provider and wait for packets to come home;
// others park. And a bell, which one thread waits on and others ring.
//
// Threads: any. Taking the turn inside one's own turn is refused, it would wait for itself.
// Memory: in place.
// Errors: see above.
#pragma once

#include <atomic>
#include <mutex>

#include "exec/mutex.h"
#include "exec/runtime.h"

namespace penstock::channel {

class Turn {
 public:
  // False: this thread has it already.
  bool take() {
    const exec::ThreadId self = exec::runtime().self();
    if (owner_.load(std::memory_order_relaxed) == self) return false;
    exec::ThreadId nobody = 0;
    while (!owner_.compare_exchange_strong(nobody, self, std::memory_order_acquire)) {
      nobody = 0;
      exec::runtime().park(
          this, [&] { return owner_.load(std::memory_order_relaxed) != 0; }, exec::kForever);
    }
    return true;
  }
  void give() {
    owner_.store(0, std::memory_order_release);
    exec::runtime().unpark(this, 1);
  }
  bool mine() const { return owner_.load(std::memory_order_relaxed) == exec::runtime().self(); }

 private:
  std::atomic<exec::ThreadId> owner_{0};
};

class Bell {
 public:
  void ring() {
    // Ringing a bell that rings costs a load: a batch of signals is one wake.
    if (rung_.exchange(true, std::memory_order_seq_cst)) return;
    exec::runtime().unpark_all(this);
  }
  // Returns when rung, or at the deadline; the bell is quiet afterwards.
  void wait(std::int64_t deadline_ns) {
    if (!rung_.load(std::memory_order_acquire)) {
      exec::runtime().park(
          this, [&] { return !rung_.load(std::memory_order_acquire); }, deadline_ns);
    }
    rung_.exchange(false, std::memory_order_seq_cst);
  }

 private:
  std::atomic<bool> rung_{false};
};

}  // namespace penstock::channel
