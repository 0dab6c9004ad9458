// SPDX-License-Identifier: Apache-2.0
// A stack of numbers below a bound, without a lock: what was put last is had first, while it is warm in a
// cache. One word holds the top, how many there are, whether somebody waits for one, and a tag that moves
// with every change, so that a number that went and came back meanwhile is not taken for one that stayed.
// Rows of numbers go and come with one exchange.
//
// Threads: any.
// Memory: four bytes for each number, at construction. A push touches nothing of the stack once others can
//   see what it pushed.
// Errors: an empty stack gives kNone. Pushing what is in it is a bug of the caller.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "packet/reentry_queue.h"

namespace penstock::tunnel {

class FreeStack {
 public:
  static constexpr std::uint32_t kNone = (1u << 20) - 1;
  static constexpr std::uint32_t kBoundMax = kNone;  // numbers are below it

  explicit FreeStack(std::uint32_t bound) : next_(std::make_unique<std::atomic<std::uint32_t>[]>(bound)) {}

  void push(std::uint32_t index) { push_row(index, index, 1); }
  // `first` to `last` are linked by link(), `count` in all.
  void push_row(std::uint32_t first, std::uint32_t last, std::uint32_t count) {
    std::uint64_t head = head_.load(std::memory_order_relaxed);
    packet::Waker* waker = nullptr;
    do {
      next_[last].store(top_of(head), std::memory_order_relaxed);
      waker = (head & kWanted) != 0 ? waker_.load(std::memory_order_acquire) : nullptr;
    } while (!head_.compare_exchange_weak(head, changed(head, first, count_of(head) + count),
                                          std::memory_order_acq_rel, std::memory_order_relaxed));
    if (waker != nullptr) waker->wake();
  }
  // Of a row that is about to be pushed.
  void link(std::uint32_t index, std::uint32_t next) { next_[index].store(next, std::memory_order_relaxed); }

  std::uint32_t pop() {
    std::uint32_t index;
    return pop_row(&index, 1) == 1 ? index : kNone;  // a try that failed has written too
  }
  // Up to `wanted`; returns how many.
  std::uint32_t pop_row(std::uint32_t* indexes, std::uint32_t wanted) {
    std::uint64_t head = head_.load(std::memory_order_acquire);
    while (true) {
      std::uint32_t taken = 0;
      std::uint32_t top = top_of(head);
      // What is read on the way may be of another time: then the tag has moved and the exchange fails.
      for (; taken < wanted && taken < count_of(head) && top != kNone; ++taken) {
        indexes[taken] = top;
        top = next_[top].load(std::memory_order_relaxed);
      }
      if (taken == 0) return 0;
      const std::uint64_t next = changed(head, top, count_of(head) - taken);
      if (head_.compare_exchange_weak(head, next, std::memory_order_acq_rel, std::memory_order_acquire)) {
        return taken;
      }
    }
  }
  std::uint32_t count() const { return count_of(head_.load(std::memory_order_acquire)); }

  // Wakes once, at the next push. False, and nothing is left: there is one already. One waits at a time.
  bool want(packet::Waker* waker) {
    waker_.store(waker, std::memory_order_release);
    std::uint64_t head = head_.load(std::memory_order_acquire);
    do {
      if (count_of(head) != 0) return false;
    } while (!head_.compare_exchange_weak(head, head | kWanted, std::memory_order_acq_rel,
                                          std::memory_order_acquire));
    return true;
  }

 private:
  // From the lowest bit: top 20, count 20, wanted 1, tag 23.
  static constexpr std::uint64_t kWanted = std::uint64_t{1} << 40;
  static constexpr std::uint64_t kTagStep = std::uint64_t{1} << 41;
  static std::uint32_t top_of(std::uint64_t head) { return static_cast<std::uint32_t>(head) & kNone; }
  static std::uint32_t count_of(std::uint64_t head) {
    return static_cast<std::uint32_t>(head >> 20) & ((1u << 20) - 1);
  }
  static std::uint64_t changed(std::uint64_t head, std::uint32_t top, std::uint32_t count) {
    return ((head & ~(kTagStep - 1)) + kTagStep) | std::uint64_t{count} << 20 | top;
  }

  std::unique_ptr<std::atomic<std::uint32_t>[]> next_;
  std::atomic<packet::Waker*> waker_{nullptr};
  alignas(64) std::atomic<std::uint64_t> head_{kNone};
};

}  // namespace penstock::tunnel
