// SPDX-License-Identifier: Apache-2.0
#include "winrt/task_pool.h"

#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <utility>
#include <vector>

#include <winrt/penstock/platform.h>

#include "exec/mutex.h"
#include "exec/runtime.h"

namespace penstock::projection {
namespace {

constexpr std::size_t kThreadsMax = 64;

using Task = std::function<void()>;

class TaskPool {
 public:
  ~TaskPool() { drain(); }

  bool submit(Task task) {
    bool more = false;
    {
      std::lock_guard guard(lock_);
      tasks_.push_back(std::move(task));
      more = tasks_.size() > idle_ && threads_.size() + starting_ < kThreadsMax;
      if (more) ++starting_;
    }
    if (!more) {
      exec::runtime().unpark(&tasks_, 1);
      return true;
    }
    auto const thread = exec::runtime().spawn("winrt-task", [this] { work(); });
    std::lock_guard guard(lock_);
    --starting_;
    threads_.push_back(thread);
    return true;
  }

  bool submit_after(std::int64_t delay_ns, Task task) {
    bool first = false;
    {
      std::lock_guard guard(lock_);
      timers_.emplace(exec::runtime().now_ns() + delay_ns, std::move(task));
      first = !timing_;
      timing_ = true;
    }
    if (!first) {
      exec::runtime().unpark_all(&timers_);
      return true;
    }
    auto const thread = exec::runtime().spawn("winrt-timer", [this] { watch(); });
    std::lock_guard guard(lock_);
    timer_thread_ = thread;
    return true;
  }

  // What a task submits when it ends may have started one more thread: until there is none.
  void drain() {
    for (auto threads = stop(); !threads.empty(); threads = stop()) {
      exec::runtime().unpark_all(&tasks_);
      exec::runtime().unpark_all(&timers_);
      for (auto const thread : threads) exec::runtime().join(thread);
    }
    std::lock_guard guard(lock_);
    stopping_ = false;
    idle_ = 0;
  }

  void begin(EndlessWait& wait) {
    std::lock_guard guard(lock_);
    waits_.insert(&wait);
    if (stopping_) wait.give_up();
  }
  void end(EndlessWait& wait) {
    std::lock_guard guard(lock_);
    waits_.erase(&wait);
  }

 private:
  // The threads to join. A wait is given up with the lock held: it cannot end and go away meanwhile.
  std::vector<exec::ThreadId> stop() {
    std::lock_guard guard(lock_);
    stopping_ = true;
    for (auto* wait : waits_) wait->give_up();
    auto threads = std::exchange(threads_, {});
    if (std::exchange(timing_, false)) threads.push_back(timer_thread_);
    keep_for_ever(timers_);
    return threads;
  }

  void work() {
    for (;;) {
      Task task;
      {
        std::unique_lock guard(lock_);
        while (tasks_.empty()) {
          if (stopping_) return;
          ++idle_;
          guard.unlock();
          exec::runtime().park(
              &tasks_, [this] { return nothing_to_do(); }, exec::kForever);
          guard.lock();
          --idle_;
        }
        task = std::move(tasks_.front());
        tasks_.pop_front();
      }
      task();
    }
  }
  bool nothing_to_do() {
    std::lock_guard guard(lock_);
    return tasks_.empty() && !stopping_;
  }

  void watch() {
    for (;;) {
      Task due;
      std::int64_t next = exec::kForever;
      std::size_t seen = 0;
      {
        std::lock_guard guard(lock_);
        if (stopping_) return;
        seen = timers_.size();
        if (!timers_.empty()) next = timers_.begin()->first;
        if (next <= exec::runtime().now_ns()) {
          due = std::move(timers_.begin()->second);
          timers_.erase(timers_.begin());
        }
      }
      if (due) {
        submit(std::move(due));
        continue;
      }
      exec::runtime().park(
          &timers_, [this, seen] { return same_timers(seen); }, next);
    }
  }
  bool same_timers(std::size_t seen) {
    std::lock_guard guard(lock_);
    return timers_.size() == seen && !stopping_;
  }

  // A coroutine that sleeps when the tasks end is never resumed, as on a process's exit; what it holds stays
  // reachable, since nobody may end it for it.
  static void keep_for_ever(std::multimap<std::int64_t, Task>& timers) {
    static auto& kept = *new std::vector<Task>;
    for (auto& [deadline_ns, task] : timers) kept.push_back(std::move(task));
    timers.clear();
  }

  exec::Mutex lock_;
  std::deque<Task> tasks_;
  std::multimap<std::int64_t, Task> timers_;
  std::vector<exec::ThreadId> threads_;
  std::set<EndlessWait*> waits_;
  exec::ThreadId timer_thread_ = 0;
  std::size_t idle_ = 0;
  std::size_t starting_ = 0;
  bool timing_ = false;
  bool stopping_ = false;
};

TaskPool& pool() {
  static TaskPool instance;
  return instance;
}

}  // namespace

bool submit_task(std::function<void()> task) { return pool().submit(std::move(task)); }
bool submit_task_after(std::int64_t delay_ns, std::function<void()> task) {
  return pool().submit_after(delay_ns, std::move(task));
}
void begin_endless_wait(EndlessWait& wait) { pool().begin(wait); }
void end_endless_wait(EndlessWait& wait) { pool().end(wait); }
void drain_tasks() { pool().drain(); }

}  // namespace penstock::projection

bool penstock_winrt_submit(void (*callback)(void*), void* context) noexcept try {
  return penstock::projection::submit_task([callback, context] { callback(context); });
} catch (...) {
  return false;
}

bool penstock_winrt_submit_after(std::int64_t delay, void (*callback)(void*), void* context) noexcept try {
  return penstock::projection::submit_task_after(delay * 100, [callback, context] { callback(context); });
} catch (...) {
  return false;
}
