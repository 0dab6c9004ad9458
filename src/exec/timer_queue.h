// SPDX-License-Identifier: Apache-2.0
// Timers that somebody else owns: a binary heap of pointers and one thread that sleeps until the first is
// due. Equal deadlines fire in the order they were armed.
//
// Threads: arm and cancel from any; fire() runs on the queue's own thread, with no lock held.
// Memory: the timer is its owner's and must be cancelled before it goes away; the heap grows when armed.
// Errors: none.
#pragma once

#include <cstdint>
#include <memory>

namespace penstock::exec {

class Runtime;

class Timer {
 public:
  virtual ~Timer() = default;
  // At or after the deadline. The timer is disarmed by then and may be armed again from here.
  virtual void fire() = 0;

 private:
  friend class TimerQueue;
  std::int64_t deadline_ns_ = 0;
  std::uint64_t order_ = 0;
  std::size_t slot_ = 0;  // 1-based place in the heap, 0 when not armed
};

class TimerQueue {
 public:
  TimerQueue(Runtime& runtime, const char* name);
  ~TimerQueue();  // armed timers are dropped
  TimerQueue(const TimerQueue&) = delete;
  TimerQueue& operator=(const TimerQueue&) = delete;

  // Returns whether it was armed before (and now has the new deadline).
  bool arm(Timer& timer, std::int64_t deadline_ns);
  // True: it was armed and will not fire. False: it was not armed, or fire() has begun.
  bool cancel(Timer& timer);
  // Returns when a fire() that had begun before this call has ended. Not from fire() itself.
  void drain();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace penstock::exec
