// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <new>

#include <winrt/penstock/platform.h>

#include "exec/runtime.h"

namespace {

struct Event {
  std::atomic<bool> set{false};
};

std::int64_t deadline_after(std::int64_t ticks) {
  if (ticks < 0 || ticks > penstock::exec::kForever / 200) return penstock::exec::kForever;
  return penstock::exec::runtime().now_ns() + ticks * 100;
}

}  // namespace

void* penstock_winrt_event_create() noexcept { return new (std::nothrow) Event; }

void penstock_winrt_event_destroy(void* event) noexcept { delete static_cast<Event*>(event); }

void penstock_winrt_event_set(void* event) noexcept {
  static_cast<Event*>(event)->set.store(true, std::memory_order_release);
  penstock::exec::runtime().unpark_all(event);
}

void penstock_winrt_event_reset(void* event) noexcept {
  static_cast<Event*>(event)->set.store(false, std::memory_order_release);
}

bool penstock_winrt_event_wait(void* event, std::int64_t timeout) noexcept {
  auto& flag = static_cast<Event*>(event)->set;
  auto const deadline = deadline_after(timeout);
  auto& runtime = penstock::exec::runtime();
  while (!flag.load(std::memory_order_acquire)) {
    auto const woken = runtime.park(
        event, [&flag] { return !flag.load(std::memory_order_acquire); }, deadline);
    if (woken == penstock::exec::Wake::deadline) return flag.load(std::memory_order_acquire);
  }
  return true;
}
