// SPDX-License-Identifier: Apache-2.0
// A baton: whoever holds it owns the state behind it. Work is left with it: free, the caller does the work
// at once; taken, the holder does it before letting go. Nobody ever waits for a baton, and no thread
// sleeps on the way.
//
// Threads: any.
// Memory: intrusive; the task is its owner's and is gone from the baton when run() is called.
// Errors: none.
#pragma once

#include <atomic>

namespace penstock::exec {

class BatonTask {
 public:
  virtual ~BatonTask() = default;
  virtual void run() = 0;  // with the baton held

 private:
  friend class Baton;
  BatonTask* next_ = nullptr;
};

class Baton {
 public:
  // Takes the baton if it is free.
  bool try_take();
  // Does the tasks that were left meanwhile, then puts the baton down.
  void put_down();
  // Does the task now, or leaves it to the holder.
  void submit(BatonTask& task);
  bool taken() const { return state_.load(std::memory_order_relaxed) != nullptr; }

 private:
  // nullptr: free. Otherwise taken, and a list of tasks ends in the mark.
  std::atomic<BatonTask*> state_{nullptr};
};

}  // namespace penstock::exec
