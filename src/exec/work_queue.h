// SPDX-License-Identifier: Apache-2.0
// Work that somebody else owns, run once for each posting by a small number of threads, started in the
// order it was posted.
//
// Threads: post from any; run() on a worker, with no lock held.
// Memory: intrusive: posting allocates nothing. Work may post itself again or destroy itself from run().
// Errors: posting work that is posted already is refused.
#pragma once

#include <atomic>
#include <memory>

namespace penstock::exec {

class Runtime;

class Work {
 public:
  virtual ~Work() = default;
  virtual void run() = 0;

 private:
  friend class WorkQueue;
  Work* next_ = nullptr;
  std::atomic<bool> posted_{false};
};

class WorkQueue {
 public:
  WorkQueue(Runtime& runtime, const char* name, int workers);
  ~WorkQueue();  // runs what was posted, then joins
  WorkQueue(const WorkQueue&) = delete;
  WorkQueue& operator=(const WorkQueue&) = delete;

  // False when it is waiting in a queue already. It counts as taken from the queue before run() is called.
  bool post(Work& work);
  // Returns when everything posted before this call has run. Not from a worker.
  void drain();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace penstock::exec
