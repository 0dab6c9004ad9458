// SPDX-License-Identifier: Apache-2.0
#include "exec/work_queue.h"

#include <algorithm>
#include <mutex>
#include <string>
#include <vector>

#include "base/assert.h"
#include "exec/runtime.h"

namespace penstock::exec {

struct WorkQueue::State {
  struct Worker {
    ThreadId thread = 0;
    std::uint64_t running = 0;  // the number of the work it runs, 0: none
  };

  State(Runtime& runtime_given, int workers_count) : runtime(runtime_given), workers(workers_count) {}

  Runtime& runtime;
  std::mutex lock;  // all below; never held across a park or a run()
  std::vector<Worker> workers;
  Work* first = nullptr;
  Work* last = nullptr;
  // Postings are numbered from 1. The queue is first in, first out, so the n-th taken is the n-th posted.
  std::uint64_t last_posted = 0;
  std::uint64_t last_taken = 0;
  std::uint32_t drainers = 0;
  bool stopping = false;
  // Read without the lock by those about to park. Workers park on the first, drainers on the second.
  std::atomic<std::uint64_t> postings{0};
  std::atomic<std::uint64_t> endings{0};

  void append(Work& work);
  Work* take(Worker& worker);
  bool all_ended_up_to(std::uint64_t number) const;
  void run(Worker& worker, Work& taken);
  void work(Worker& worker);
};

void WorkQueue::State::append(Work& work) {
  work.next_ = nullptr;
  (first ? last->next_ : first) = &work;
  last = &work;
  ++last_posted;
}

Work* WorkQueue::State::take(Worker& worker) {
  Work* work = first;
  if (!work) return nullptr;
  first = work->next_;
  worker.running = ++last_taken;
  // From here on it may be posted again. An exchange: who found it posted is seen by this run.
  work->posted_.exchange(false, std::memory_order_acq_rel);
  return work;
}

bool WorkQueue::State::all_ended_up_to(std::uint64_t number) const {
  return last_taken >= number && std::none_of(workers.begin(), workers.end(), [&](const Worker& worker) {
           return worker.running != 0 && worker.running <= number;
         });
}

void WorkQueue::State::run(Worker& worker, Work& taken) {
  runtime.point(Point::call);
  taken.run();  // which may destroy it
  bool wake;
  {
    std::lock_guard hold(lock);
    worker.running = 0;
    endings.fetch_add(1, std::memory_order_release);
    wake = drainers > 0;
  }
  if (wake) runtime.unpark_all(&endings);
}

void WorkQueue::State::work(Worker& worker) {
  for (;;) {
    Work* taken;
    std::uint64_t seen;
    {
      std::lock_guard hold(lock);
      taken = take(worker);
      if (!taken && stopping) return;
      seen = postings.load(std::memory_order_relaxed);  // under the lock that found nothing
    }
    if (taken) {
      run(worker, *taken);
    } else {
      runtime.park(
          &postings, [&] { return postings.load(std::memory_order_acquire) == seen; }, kForever);
    }
  }
}

WorkQueue::WorkQueue(Runtime& runtime, const char* name, int workers)
    : state_(std::make_unique<State>(runtime, workers)) {
  PENSTOCK_ASSERT(workers > 0);
  for (State::Worker& worker : state_->workers) {
    const auto number = &worker - state_->workers.data() + 1;
    const ThreadId thread = runtime.spawn(std::string(name) + " " + std::to_string(number),
                                          [state = state_.get(), &worker] { state->work(worker); });
    std::lock_guard hold(state_->lock);
    worker.thread = thread;
  }
}

WorkQueue::~WorkQueue() {
  {
    std::lock_guard hold(state_->lock);
    state_->stopping = true;
    state_->postings.fetch_add(1, std::memory_order_release);
  }
  state_->runtime.unpark_all(&state_->postings);
  for (const State::Worker& worker : state_->workers) state_->runtime.join(worker.thread);
}

bool WorkQueue::post(Work& work) {
  if (work.posted_.exchange(true, std::memory_order_acq_rel)) return false;
  {
    std::lock_guard hold(state_->lock);
    state_->append(work);
    state_->postings.fetch_add(1, std::memory_order_release);
  }
  // One worker for each posting: those that are awake look at the count before they sleep.
  state_->runtime.unpark(&state_->postings, 1);
  return true;
}

void WorkQueue::drain() {
  State& state = *state_;
  std::unique_lock hold(state.lock);
  const std::uint64_t number = state.last_posted;
  ++state.drainers;
  while (!state.all_ended_up_to(number)) {
    const std::uint64_t seen = state.endings.load(std::memory_order_relaxed);
    hold.unlock();
    state.runtime.park(
        &state.endings, [&] { return state.endings.load(std::memory_order_acquire) == seen; }, kForever);
    hold.lock();
  }
  --state.drainers;
}

}  // namespace penstock::exec
