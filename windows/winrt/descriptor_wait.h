// SPDX-License-Identifier: Apache-2.0
// Waiting for a descriptor on a thread of the task pool, until it is ready or somebody gives the wait up: its owner when it
// ends, or the pool when it drains. Once given up, it is for good.
//
// Threads: one waits; give_up() from any.
// Memory: in place.
// Errors: false when it was given up or the descriptor cannot be watched.
#pragma once

#include <atomic>
#include <cstdint>

#include "exec/poller.h"
#include "exec/runtime.h"
#include "winrt/task_pool.h"

namespace penstock::projection {

class DescriptorWait final : exec::Watched, EndlessWait {
 public:
  bool until_ready(int descriptor, bool want_write) {
    return until_ready(descriptor, want_write, [] { return false; });
  }
  // Or until it is canceled, which is asked anew after look_again().
  template <typename Canceled>
  bool until_ready(int descriptor, bool want_write, Canceled const& canceled) {
    ready_ = false;
    if (descriptor < 0 || !poller_.watch(descriptor, *this, want_write).ok()) return false;
    begin_endless_wait(*this);
    while (!ready_ && !given_up() && !canceled()) poller_.wait(exec::kForever);
    end_endless_wait(*this);
    poller_.unwatch(descriptor);
    return ready_ && !given_up() && !canceled();
  }
  void look_again() { poller_.wake(); }
  void give_up() override {
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
