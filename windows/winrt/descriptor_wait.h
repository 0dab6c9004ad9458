// SPDX-License-Identifier: Apache-2.0
// Waiting for a descriptor on a thread of the task pool, until it is ready or somebody gives the wait up.
//
// Threads: one waits; give_up() from any.
// Memory: in place.
// Errors: false when it was given up or the descriptor cannot be watched.
#pragma once

#include <atomic>
#include <cstdint>

#include "exec/poller.h"
#include "exec/runtime.h"

namespace penstock::projection {

class DescriptorWait final : exec::Watched {
 public:
  bool until_ready(int descriptor, bool want_write) {
    ready_ = false;
    if (descriptor < 0 || !poller_.watch(descriptor, *this, want_write).ok()) return false;
    while (!ready_ && !given_up_.load(std::memory_order_acquire)) poller_.wait(exec::kForever);
    poller_.unwatch(descriptor);
    return ready_ && !given_up_.load(std::memory_order_acquire);
  }
  void give_up() {
    given_up_.store(true, std::memory_order_release);
    poller_.wake();
  }
  bool given_up() const { return given_up_.load(std::memory_order_acquire); }

 private:
  void readable() override { ready_ = true; }
  void writable() override { ready_ = true; }

  exec::Poller poller_;
  std::atomic<bool> given_up_{false};
  bool ready_ = false;
};

}  // namespace penstock::projection
