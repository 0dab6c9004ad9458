// SPDX-License-Identifier: Apache-2.0
// A mutex in one word of a guest's object: free, held, or held with somebody asleep on it.
//
// Threads: any; the holder need not be known.
// Memory: the word; zero is free.
// Errors: none.
#pragma once

#include <atomic>
#include <cstdint>

namespace penstock::nt {

class SleepingWord {
 public:
  static SleepingWord& at(void* word) { return *static_cast<SleepingWord*>(word); }

  bool try_acquire();
  void acquire();
  void release();
  bool held() const { return word_.load(std::memory_order_acquire) != kFree; }

 private:
  static constexpr std::uint32_t kFree = 0, kHeld = 1, kWaitedFor = 2;
  std::atomic<std::uint32_t> word_{kFree};
};

}  // namespace penstock::nt
