// SPDX-License-Identifier: Apache-2.0
#include "exec/timer_queue.h"

#include <atomic>
#include <mutex>
#include <utility>
#include <vector>

#include "base/assert.h"
#include "exec/runtime.h"

namespace penstock::exec {

struct TimerQueue::State {
  explicit State(Runtime& runtime_given) : runtime(runtime_given) {}

  Runtime& runtime;
  ThreadId thread = 0;
  std::mutex lock;  // all below; never held across a park or a fire()
  std::vector<Timer*> heap;
  std::uint64_t last_order = 0;
  std::uint64_t fires_begun = 0;
  std::uint32_t drainers = 0;
  bool stopping = false;
  // Read without the lock by those about to park. The thread parks on the first, drainers on the second.
  std::atomic<std::uint64_t> first_changes{0};
  std::atomic<std::uint64_t> fires_ended{0};

  static bool before(const Timer& a, const Timer& b);
  void place(Timer& timer, std::size_t slot);
  void sift_up(std::size_t slot);
  void sift_down(std::size_t slot);
  void insert(Timer& timer);
  void remove(Timer& timer);
  bool fire_first_due(std::int64_t now_ns);
  void run();
};

// Slots are 1-based, so the children of i are 2i and 2i+1 and 0 is "not armed".
bool TimerQueue::State::before(const Timer& a, const Timer& b) {
  return std::pair(a.deadline_ns_, a.order_) < std::pair(b.deadline_ns_, b.order_);
}

void TimerQueue::State::place(Timer& timer, std::size_t slot) {
  heap[slot - 1] = &timer;
  timer.slot_ = slot;
}

void TimerQueue::State::sift_up(std::size_t slot) {
  Timer& timer = *heap[slot - 1];
  for (; slot > 1 && before(timer, *heap[slot / 2 - 1]); slot /= 2) place(*heap[slot / 2 - 1], slot);
  place(timer, slot);
}

void TimerQueue::State::sift_down(std::size_t slot) {
  Timer& timer = *heap[slot - 1];
  for (;;) {
    std::size_t child = 2 * slot;
    if (child > heap.size()) break;
    if (child < heap.size() && before(*heap[child], *heap[child - 1])) ++child;
    if (!before(*heap[child - 1], timer)) break;
    place(*heap[child - 1], slot);
    slot = child;
  }
  place(timer, slot);
}

void TimerQueue::State::insert(Timer& timer) {
  timer.order_ = ++last_order;
  heap.push_back(&timer);
  sift_up(heap.size());
}

void TimerQueue::State::remove(Timer& timer) {
  const std::size_t slot = std::exchange(timer.slot_, 0);
  Timer& last = *heap.back();
  heap.pop_back();
  if (&last == &timer) return;
  place(last, slot);
  sift_up(slot);
  sift_down(last.slot_);
}

bool TimerQueue::State::fire_first_due(std::int64_t now_ns) {
  Timer* due;
  {
    std::lock_guard hold(lock);
    if (stopping || heap.empty() || heap.front()->deadline_ns_ > now_ns) return false;
    due = heap.front();
    remove(*due);
    ++fires_begun;
  }
  runtime.point(Point::call);
  due->fire();  // which may destroy it
  bool wake;
  {
    std::lock_guard hold(lock);
    fires_ended.store(fires_begun, std::memory_order_release);
    wake = drainers > 0;
  }
  if (wake) runtime.unpark_all(&fires_ended);
  return true;
}

void TimerQueue::State::run() {
  for (;;) {
    while (fire_first_due(runtime.now_ns())) {
    }
    std::uint64_t seen;
    std::int64_t deadline_ns;
    {
      std::lock_guard hold(lock);
      if (stopping) return;
      seen = first_changes.load(std::memory_order_relaxed);
      deadline_ns = heap.empty() ? kForever : heap.front()->deadline_ns_;
    }
    runtime.park(
        &first_changes, [&] { return first_changes.load(std::memory_order_acquire) == seen; }, deadline_ns);
  }
}

TimerQueue::TimerQueue(Runtime& runtime, const char* name) : state_(std::make_unique<State>(runtime)) {
  state_->thread = runtime.spawn(name, [state = state_.get()] { state->run(); });
}

TimerQueue::~TimerQueue() {
  {
    std::lock_guard hold(state_->lock);
    state_->stopping = true;
    state_->first_changes.fetch_add(1, std::memory_order_release);
  }
  state_->runtime.unpark_all(&state_->first_changes);
  state_->runtime.join(state_->thread);
  // After the last fire(), which may have armed something.
  for (Timer* timer : state_->heap) timer->slot_ = 0;
}

bool TimerQueue::arm(Timer& timer, std::int64_t deadline_ns) {
  State& state = *state_;
  bool was_armed, first;
  {
    std::lock_guard hold(state.lock);
    was_armed = timer.slot_ != 0;
    if (was_armed) state.remove(timer);
    timer.deadline_ns_ = deadline_ns;
    state.insert(timer);
    // A deadline that moved back needs no wake: the thread looks, finds nothing due and sleeps on.
    first = timer.slot_ == 1;
    if (first) state.first_changes.fetch_add(1, std::memory_order_release);
  }
  if (first) state.runtime.unpark_all(&state.first_changes);
  return was_armed;
}

bool TimerQueue::cancel(Timer& timer) {
  std::lock_guard hold(state_->lock);
  if (timer.slot_ == 0) return false;
  state_->remove(timer);
  return true;
}

void TimerQueue::drain() {
  State& state = *state_;
  std::uint64_t last;
  {
    std::lock_guard hold(state.lock);
    last = state.fires_begun;
    if (state.fires_ended.load(std::memory_order_relaxed) >= last) return;
    PENSTOCK_ASSERT(state.runtime.self() != state.thread);
    ++state.drainers;
  }
  const auto running = [&] { return state.fires_ended.load(std::memory_order_acquire) < last; };
  while (running()) state.runtime.park(&state.fires_ended, running, kForever);
  std::lock_guard hold(state.lock);
  --state.drainers;
}

}  // namespace penstock::exec
