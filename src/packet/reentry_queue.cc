// SPDX-License-Identifier: Apache-2.0
#include "packet/reentry_queue.h"

#include <utility>

namespace penstock::packet {

ReentryQueue::~ReentryQueue() { close(); }

bool ReentryQueue::put(Reentry& item) {
  // Read before the item can be seen: the path may take it, find itself done and end the queue at once.
  Waker* waker = waker_;
  Reentry* newest = newest_.load(std::memory_order_relaxed);
  do {
    if (newest == closed()) return false;
    item.next_ = newest;
  } while (
      !newest_.compare_exchange_weak(newest, &item, std::memory_order_release, std::memory_order_relaxed));
  if (newest == nullptr && waker != nullptr) waker->wake();
  return true;
}

std::uint32_t ReentryQueue::resume_all() {
  Reentry* newest = newest_.load(std::memory_order_relaxed);
  // Not an exchange: that would open a closed queue again.
  do {
    if (newest == nullptr || newest == closed()) return 0;
  } while (
      !newest_.compare_exchange_weak(newest, nullptr, std::memory_order_acquire, std::memory_order_relaxed));
  std::uint32_t resumed = 0;
  for (Reentry* item = oldest_first(newest); item != nullptr; ++resumed) {
    std::exchange(item, item->next_)->resume();
  }
  return resumed;
}

void ReentryQueue::close() {
  Reentry* newest = newest_.exchange(closed(), std::memory_order_acq_rel);
  if (newest == closed()) return;
  for (Reentry* item = oldest_first(newest); item != nullptr;) {
    std::exchange(item, item->next_)->abandon();
  }
}

Reentry* ReentryQueue::oldest_first(Reentry* newest) {
  Reentry* oldest = nullptr;
  while (newest != nullptr) {
    Reentry* older = std::exchange(newest->next_, oldest);
    oldest = std::exchange(newest, older);
  }
  return oldest;
}

}  // namespace penstock::packet
