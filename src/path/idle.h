// SPDX-License-Identifier: Apache-2.0
// How a path waits when it has nothing to do: for descriptors (PollerIdle) or, without any, in the runtime
// (ParkIdle; the only way under the seeded one). A wake is never lost: one that comes before the wait makes
// the wait return.
//
// Threads: wait() on the path's thread, wake() from any.
// Memory: in place.
// Errors: none.
#pragma once

#include <atomic>
#include <cstdint>

#include "exec/poller.h"
#include "exec/runtime.h"
#include "packet/reentry_queue.h"

namespace penstock::path {

class Idle : public packet::Waker {
 public:
  virtual void wait(std::int64_t deadline_ns) = 0;
};

class ParkIdle final : public Idle {
 public:
  void wait(std::int64_t deadline_ns) override;
  void wake() override;

 private:
  std::atomic<bool> woken_{false};
};

class PollerIdle final : public Idle {
 public:
  exec::Poller& poller() { return poller_; }
  void wait(std::int64_t deadline_ns) override { poller_.wait(deadline_ns); }
  void wake() override { poller_.wake(); }

 private:
  exec::Poller poller_;
};

}  // namespace penstock::path
