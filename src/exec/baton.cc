// SPDX-License-Identifier: Apache-2.0
#include "exec/baton.h"

namespace penstock::exec {
namespace {

class EndOfList final : public BatonTask {
  void run() override {}
};
EndOfList end_of_list;  // the mark: only its address is used

}  // namespace

bool Baton::try_take() {
  BatonTask* expected = nullptr;
  // Acquire: what the holder before did to the state behind the baton is seen.
  return state_.compare_exchange_strong(expected, &end_of_list, std::memory_order_acquire,
                                        std::memory_order_relaxed);
}

void Baton::put_down() {
  for (;;) {
    BatonTask* expected = &end_of_list;
    if (state_.compare_exchange_strong(expected, nullptr, std::memory_order_release,
                                       std::memory_order_relaxed)) {
      return;
    }
    BatonTask* newest_first = state_.exchange(&end_of_list, std::memory_order_acquire);
    BatonTask* oldest_first = nullptr;
    while (newest_first != &end_of_list) {
      BatonTask* next = newest_first->next_;
      newest_first->next_ = oldest_first;
      oldest_first = newest_first;
      newest_first = next;
    }
    while (oldest_first) {
      BatonTask& task = *oldest_first;
      oldest_first = task.next_;  // before run(): the task may be left again, or be gone
      task.run();
    }
  }
}

void Baton::submit(BatonTask& task) {
  BatonTask* seen = state_.load(std::memory_order_relaxed);
  for (;;) {
    if (!seen) {
      if (state_.compare_exchange_weak(seen, &end_of_list, std::memory_order_acquire,
                                       std::memory_order_relaxed)) {
        task.run();
        put_down();
        return;
      }
    } else {
      task.next_ = seen;
      if (state_.compare_exchange_weak(seen, &task, std::memory_order_release, std::memory_order_relaxed)) {
        return;
      }
    }
  }
}

}  // namespace penstock::exec
