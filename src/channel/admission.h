// SPDX-License-Identifier: Apache-2.0
// Who is inside, and whether more may enter: closing waits until the last one has left. One word, so that there is no
// moment at which somebody is neither refused nor waited for.
//
// Threads: any. Who is inside must not close.
// Memory: one word. Leaving touches it once, so that who waited in close() may destroy it.
// Errors: enter() is false when closed.
#pragma once

#include <atomic>
#include <cstdint>

#include "exec/runtime.h"

namespace penstock::channel {

class Admission {
 public:
  bool enter() {
    if ((word_.fetch_add(1, std::memory_order_acq_rel) & kClosed) == 0) return true;
    leave();
    return false;
  }
  void leave() {
    const void* const key = this;
    if (word_.fetch_sub(1, std::memory_order_acq_rel) == (kClosed | 1)) exec::runtime().unpark_all(key);
  }
  void close() {
    word_.fetch_or(kClosed, std::memory_order_acq_rel);
    while (word_.load(std::memory_order_acquire) != kClosed) {
      exec::runtime().park(
          this, [&] { return word_.load(std::memory_order_acquire) != kClosed; }, exec::kForever);
    }
  }
  void open() { word_.fetch_and(~kClosed, std::memory_order_acq_rel); }

 private:
  static constexpr std::uint32_t kClosed = 1u << 31;
  std::atomic<std::uint32_t> word_{0};
};

}  // namespace penstock::channel
