// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

#include <winrt/penstock/platform.h>

#include "exec/mutex.h"
#include "exec/runtime.h"
#include "winrt/task_pool.h"

namespace {

// Who asked to be called: by the event or by the clock, whichever is first.
class Call {
 public:
  Call(void (*callback)(void*, bool), void* context) : callback_(callback), context_(context) {}
  void finish(bool set) {
    if (!done_.exchange(true, std::memory_order_acq_rel)) callback_(context_, set);
  }

 private:
  void (*callback_)(void*, bool);
  void* context_;
  std::atomic<bool> done_{false};
};

struct Event {
  std::atomic<bool> set{false};
  std::atomic<bool> called{false};  // calls may not be empty
  penstock::exec::Mutex lock;
  std::vector<std::shared_ptr<Call>> calls;
};

// Who waits for one of several parks here.
std::atomic<int> waiters_for_any{0};

std::int64_t deadline_after(std::int64_t ticks) {
  if (ticks < 0 || ticks > penstock::exec::kForever / 200) return penstock::exec::kForever;
  return penstock::exec::runtime().now_ns() + ticks * 100;
}

bool is_set(void* event) { return static_cast<Event*>(event)->set.load(std::memory_order_acquire); }

template <typename IsSet>
bool park_until(const void* address, std::int64_t ticks, IsSet is_set) {
  auto const deadline = deadline_after(ticks);
  while (!is_set()) {
    auto const woken = penstock::exec::runtime().park(
        address, [&is_set] { return !is_set(); }, deadline);
    if (woken == penstock::exec::Wake::deadline) return is_set();
  }
  return true;
}

void call_all(Event& event) {
  std::vector<std::shared_ptr<Call>> calls;
  {
    std::lock_guard guard(event.lock);
    calls.swap(event.calls);
    event.called.store(false);
  }
  for (auto& call : calls) penstock::projection::submit_task([call] { call->finish(true); });
}

}  // namespace

void* penstock_winrt_event_create() noexcept { return new (std::nothrow) Event; }

void penstock_winrt_event_destroy(void* event) noexcept { delete static_cast<Event*>(event); }

// Sequentially consistent against who is about to park or to be called: one of the two sees the other.
void penstock_winrt_event_set(void* event) noexcept {
  auto& it = *static_cast<Event*>(event);
  it.set.store(true);
  bool const called = it.called.load();
  penstock::exec::runtime().unpark_all(event);
  if (waiters_for_any.load() != 0) penstock::exec::runtime().unpark_all(&waiters_for_any);
  if (called) call_all(it);
}

void penstock_winrt_event_reset(void* event) noexcept {
  static_cast<Event*>(event)->set.store(false, std::memory_order_release);
}

bool penstock_winrt_event_take(void* event) noexcept {
  return static_cast<Event*>(event)->set.exchange(false, std::memory_order_acq_rel);
}

bool penstock_winrt_event_wait(void* event, std::int64_t timeout) noexcept {
  return park_until(event, timeout, [event] { return is_set(event); });
}

bool penstock_winrt_event_wait_any(void* const* events, std::uint32_t count, std::int64_t timeout) noexcept {
  waiters_for_any.fetch_add(1);
  bool const set =
      park_until(&waiters_for_any, timeout, [=] { return std::any_of(events, events + count, is_set); });
  waiters_for_any.fetch_sub(1);
  return set;
}

bool penstock_winrt_event_call(void* event, std::int64_t timeout, void (*callback)(void*, bool),
                               void* context) noexcept try {
  auto& it = *static_cast<Event*>(event);
  auto const call = std::make_shared<Call>(callback, context);
  if (timeout >= 0) penstock::projection::submit_task_after(timeout * 100, [call] { call->finish(false); });
  {
    std::lock_guard guard(it.lock);
    it.calls.push_back(call);
    it.called.store(true);
  }
  if (it.set.load()) call_all(it);
  return true;
} catch (...) {
  return false;
}
