// SPDX-License-Identifier: Apache-2.0
// What an event's handle points to. Handles of anything else are told apart by the mark.
//
// Threads: any. Who sets an event keeps it alive meanwhile, so that whoever wakes may close the handle.
// Memory: counted; one count is the handle's.
// Errors: null for a handle that is no event's, and the thread's last error.
#pragma once

#include <atomic>

#include "platform.h"

namespace winrt::impl {

struct event_object {
  static constexpr std::uint32_t event_mark = 0x746E7645;

  // Set, and of an event that resets itself, by nobody else taken.
  bool take() noexcept { return manual ? penstock_winrt_event_wait(event, 0) : penstock_winrt_event_take(event); }
  void release() noexcept {
    if (references.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    penstock_winrt_event_destroy(event);
    mark = 0;
    delete this;
  }

  std::uint32_t mark = event_mark;
  bool manual = false;
  std::atomic<int> references{1};
  void* event = nullptr;
};

inline event_object* event_of(void* handle) noexcept {
  auto* object = static_cast<event_object*>(handle);
  // What stands for the process, the thread or a failed file is a small negative number.
  if (object && reinterpret_cast<std::intptr_t>(handle) > 0 && object->mark == event_object::event_mark) return object;
  penstock_winrt_last_error = 6;  // ERROR_INVALID_HANDLE
  return nullptr;
}
inline bool close_event(void* handle) noexcept {
  auto* object = event_of(handle);
  if (object) object->release();
  return object != nullptr;
}

}  // namespace winrt::impl
