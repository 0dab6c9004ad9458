// SPDX-License-Identifier: Apache-2.0
#include "nt/sleeping_word.h"

#include "exec/runtime.h"

namespace penstock::nt {

bool SleepingWord::try_acquire() {
  std::uint32_t free = kFree;
  return word_.compare_exchange_strong(free, kHeld, std::memory_order_acquire);
}

void SleepingWord::acquire() {
  exec::runtime().point(exec::Point::lock);
  if (try_acquire()) return;
  // Who ever slept takes it as "waited for": somebody else may still sleep.
  while (word_.exchange(kWaitedFor, std::memory_order_acquire) != kFree) {
    exec::runtime().park(
        this, [&] { return word_.load(std::memory_order_acquire) == kWaitedFor; }, exec::kForever);
  }
}

void SleepingWord::release() {
  if (word_.exchange(kFree, std::memory_order_release) == kWaitedFor) exec::runtime().unpark(this, 1);
  exec::runtime().point(exec::Point::lock);
}

}  // namespace penstock::nt
