// SPDX-License-Identifier: Apache-2.0
// When a lease begins. A lease taken inside a callback begins when the callback's batch did, so that a
// callback asks for the time once and not once a buffer; outside of callbacks the clock is asked.
//
// Threads: now_ns() from any; enter() and leave() around a callback, which may overlap with another.
// Memory: none.
// Errors: none.
#pragma once

#include <atomic>
#include <cstdint>

#include "exec/runtime.h"

namespace penstock::tunnel {

class LeaseClock {
 public:
  void enter(std::int64_t now_ns) {
    batch_ns_.store(now_ns, std::memory_order_relaxed);
    running_.fetch_add(1, std::memory_order_release);
  }
  void leave() { running_.fetch_sub(1, std::memory_order_relaxed); }
  std::int64_t now_ns() const {
    if (running_.load(std::memory_order_acquire) != 0) return batch_ns_.load(std::memory_order_relaxed);
    return exec::runtime().now_ns();
  }

 private:
  std::atomic<std::uint32_t> running_{0};
  std::atomic<std::int64_t> batch_ns_{0};
};

}  // namespace penstock::tunnel
