// SPDX-License-Identifier: Apache-2.0
// A stack of numbers below a bound, without a lock: what was put last is had first, while it is warm in a
// cache. The head carries a tag that moves with every change, so that a number that went and came back
// meanwhile is not taken for one that stayed.
//
// Threads: any.
// Memory: four bytes for each number, at construction.
// Errors: an empty stack gives kNone. Pushing what is in it is a bug of the caller.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

namespace penstock::tunnel {

class IndexStack {
 public:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  explicit IndexStack(std::uint32_t bound) : next_(std::make_unique<std::atomic<std::uint32_t>[]>(bound)) {}

  void push(std::uint32_t index) {
    std::uint64_t head = head_.load(std::memory_order_relaxed);
    do {
      next_[index].store(top_of(head), std::memory_order_relaxed);
    } while (!head_.compare_exchange_weak(head, with_top(head, index), std::memory_order_seq_cst,
                                          std::memory_order_relaxed));
  }
  std::uint32_t pop() {
    std::uint64_t head = head_.load(std::memory_order_acquire);
    while (top_of(head) != kNone) {
      // May be of another time when somebody took the top meanwhile: then the exchange fails.
      const std::uint32_t next = next_[top_of(head)].load(std::memory_order_relaxed);
      if (head_.compare_exchange_weak(head, with_top(head, next), std::memory_order_acquire,
                                      std::memory_order_acquire)) {
        return top_of(head);
      }
    }
    return kNone;
  }
  bool empty() const { return top_of(head_.load(std::memory_order_seq_cst)) == kNone; }

 private:
  static constexpr std::uint64_t kTagStep = std::uint64_t{1} << 32;
  static std::uint32_t top_of(std::uint64_t head) { return static_cast<std::uint32_t>(head); }
  static std::uint64_t with_top(std::uint64_t head, std::uint32_t top) {
    return ((head & ~(kTagStep - 1)) + kTagStep) | top;
  }

  std::unique_ptr<std::atomic<std::uint32_t>[]> next_;
  alignas(64) std::atomic<std::uint64_t> head_{kNone};
};

}  // namespace penstock::tunnel
