// SPDX-License-Identifier: Apache-2.0
// One number that its thread counts and anybody reads. There is one writer at a time, so an increment is a
// load and a store and no locked instruction.
//
// Threads: one writer; read() from any.
// Memory: in place.
// Errors: none.
#pragma once

#include <atomic>
#include <cstdint>

namespace penstock::link {

class Counter {
 public:
  void add(std::uint64_t count) {
    value_.store(value_.load(std::memory_order_relaxed) + count, std::memory_order_relaxed);
  }
  std::uint64_t read() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

}  // namespace penstock::link
