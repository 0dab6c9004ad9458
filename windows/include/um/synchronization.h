// SPDX-License-Identifier: Apache-2.0
// Events, as handles that threads wait for. A handle of anything else is refused by every function here.
//
// Threads: any. Setting an event keeps it alive, so that whoever wakes may close the handle.
// Memory: one allocation an event; CloseHandle gives it back.
// Errors: null, FALSE or WAIT_FAILED, with GetLastError.
#pragma once

#include <new>

#include "../winrt/penstock/event_object.h"
#include "kernel_functions.h"
#include "winerror_um.h"

#define WAIT_OBJECT_0 0
#define WAIT_ABANDONED 0x80
#define WAIT_FAILED 0xFFFFFFFF
#define MAXIMUM_WAIT_OBJECTS 64
#define CREATE_EVENT_MANUAL_RESET 1
#define CREATE_EVENT_INITIAL_SET 2
#define EVENT_MODIFY_STATE 2
#define SYNCHRONIZE 0x100000
#define EVENT_ALL_ACCESS 0x1F0003

typedef struct _SECURITY_ATTRIBUTES {
  DWORD nLength;
  LPVOID lpSecurityDescriptor;
  BOOL bInheritHandle;
} SECURITY_ATTRIBUTES, *LPSECURITY_ATTRIBUTES;

namespace penstock_um {

using winrt::impl::event_of;
using winrt::impl::event_object;

class Deadline {
 public:
  explicit Deadline(DWORD milliseconds) noexcept
      : end_(milliseconds == INFINITE ? -1 : penstock_winrt_monotonic_time() + (LONGLONG)milliseconds * 10000) {}
  LONGLONG left() const noexcept {
    if (end_ < 0) return -1;
    auto const left = end_ - penstock_winrt_monotonic_time();
    return left < 0 ? 0 : left;
  }

 private:
  LONGLONG end_;
};

}  // namespace penstock_um

inline HANDLE CreateEventW(LPSECURITY_ATTRIBUTES, BOOL manual_reset, BOOL initial_state, LPCWSTR) noexcept {
  auto* object = new (std::nothrow) penstock_um::event_object;
  if (object) object->event = penstock_winrt_event_create();
  if (!object || !object->event) {
    delete object;
    SetLastError(ERROR_NOT_ENOUGH_MEMORY);
    return nullptr;
  }
  object->manual = manual_reset;
  if (initial_state) penstock_winrt_event_set(object->event);
  SetLastError(ERROR_SUCCESS);
  return object;
}
inline HANDLE CreateEventExW(LPSECURITY_ATTRIBUTES attributes, LPCWSTR name, DWORD flags, DWORD) noexcept {
  return CreateEventW(attributes, flags & CREATE_EVENT_MANUAL_RESET, flags & CREATE_EVENT_INITIAL_SET, name);
}
#define CreateEvent CreateEventW
#define CreateEventEx CreateEventExW

inline BOOL SetEvent(HANDLE handle) noexcept {
  auto* object = penstock_um::event_of(handle);
  if (!object) return FALSE;
  object->references.fetch_add(1, std::memory_order_relaxed);
  penstock_winrt_event_set(object->event);
  object->release();
  return TRUE;
}
inline BOOL ResetEvent(HANDLE handle) noexcept {
  auto* object = penstock_um::event_of(handle);
  if (object) penstock_winrt_event_reset(object->event);
  return object != nullptr;
}
inline BOOL CloseHandle(HANDLE handle) noexcept { return winrt::impl::close_event(handle); }

inline DWORD WaitForMultipleObjects(DWORD count, HANDLE const* handles, BOOL all, DWORD milliseconds) noexcept {
  void* events[MAXIMUM_WAIT_OBJECTS];
  if (count == 0 || count > MAXIMUM_WAIT_OBJECTS) {
    SetLastError(ERROR_INVALID_PARAMETER);
    return WAIT_FAILED;
  }
  for (DWORD i = 0; i != count; ++i) {
    auto const* object = penstock_um::event_of(handles[i]);
    if (!object) return WAIT_FAILED;
    events[i] = object->event;
  }
  penstock_um::Deadline const deadline(milliseconds);
  auto const object = [handles](DWORD i) -> penstock_um::event_object& { return *static_cast<penstock_um::event_object*>(handles[i]); };
  for (DWORD taken = 0;;) {
    if (all) {
      // One after the other: who waits for all of them sees no order.
      if (!penstock_winrt_event_wait(events[taken], deadline.left())) {
        for (DWORD i = 0; i != taken; ++i) penstock_winrt_event_set(events[i]);
        return WAIT_TIMEOUT;
      }
      if (object(taken).take() && ++taken == count) return WAIT_OBJECT_0;
      continue;
    }
    for (DWORD i = 0; i != count; ++i)
      if (object(i).take()) return WAIT_OBJECT_0 + i;
    if (!penstock_winrt_event_wait_any(events, count, deadline.left())) return WAIT_TIMEOUT;
  }
}
inline DWORD WaitForSingleObject(HANDLE handle, DWORD milliseconds) noexcept {
  return WaitForMultipleObjects(1, &handle, FALSE, milliseconds);
}
inline DWORD WaitForSingleObjectEx(HANDLE handle, DWORD milliseconds, BOOL) noexcept {
  return WaitForSingleObject(handle, milliseconds);
}
