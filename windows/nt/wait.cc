// SPDX-License-Identifier: Apache-2.0
// KeWaitForSingleObject and its kin: checks, then one call of the dispatcher.
#include <array>

#include "exec/runtime.h"
#include "nt/bugcheck.h"
#include "nt/dispatcher.h"
#include "nt/guest.h"
#include "nt/system_thread.h"
#include "nt/thread_state.h"
#include "nt/time.h"

#include <ntifs.h>

using namespace penstock::nt;
using penstock::base::CallSite;
using penstock::base::Severity;

namespace {

constexpr ULONG kMaximumWaitObjects = 64;
constexpr ULONG kThreadWaitObjects = 3;
constexpr ULONG kTooManyWaitObjects = 0xC;  // MAXIMUM_WAIT_OBJECTS_EXCEEDED

void error(const char* code, const char* rule, const char* text, CallSite site) {
  report(code, rule, Severity::error, guest_of(site), text, {}, site);
}

bool may_wait_for(DispatcherHeader* object, CallSite site) {
  if (object == nullptr || !object->is_valid() || object->kind == DispatcherKind::queue) {
    error("F-WAIT-4", "K-EVENT-8", "wait for something that is not an initialised dispatcher object", site);
    return false;
  }
  if (static_cast<void*>(object) == thread_state().system_thread) {
    error("F-WAIT-2", "K-EVENT-8", "a thread waits for itself", site);
    return false;
  }
  return true;
}

// The wait is carried out all the same: a thread of ours can sleep at any level.
void check_level(const LARGE_INTEGER* timeout, CallSite site) {
  if (thread_state().irql < kDispatch || (timeout != nullptr && timeout->QuadPart == 0)) return;
  error("F-WAIT-1", "K-IRQL-3", "wait at DISPATCH_LEVEL with a timeout other than zero", site);
}

NTSTATUS wait(DispatcherHeader* const* objects, ULONG count, bool all, const LARGE_INTEGER* timeout,
              CallSite site) {
  note_dispatcher_call(true, false, site);
  check_level(timeout, site);
  for (ULONG i = 0; i < count; ++i) {
    if (!may_wait_for(objects[i], site)) return STATUS_INVALID_PARAMETER;
  }
  const NTSTATUS status =
      wait_for({.objects = objects,
                .count = count,
                .all = all,
                .deadline_ns = timeout == nullptr ? penstock::exec::kForever : deadline_of(timeout->QuadPart),
                .poll = timeout != nullptr && timeout->QuadPart == 0},
               site);
  end_if_asked();
  return status;
}

void sleep_until(std::int64_t deadline_ns) {
  const char nobody_else_wakes_this = 0;
  const void* key = wait_key(&nobody_else_wakes_this);
  const auto sleeping = [] { return !must_end(); };
  while (sleeping() &&
         penstock::exec::runtime().park(key, sleeping, deadline_ns) != penstock::exec::Wake::deadline) {
  }
}

}  // namespace

extern "C" {

#undef KeWaitForMutexObject

NTSTATUS KeWaitForSingleObject(PVOID object, KWAIT_REASON, KPROCESSOR_MODE, BOOLEAN, PLARGE_INTEGER timeout) {
  auto* const header = static_cast<DispatcherHeader*>(object);
  return wait(&header, 1, false, timeout, PENSTOCK_CALLER);
}

NTSTATUS KeWaitForMutexObject(PRKMUTEX mutex, KWAIT_REASON, KPROCESSOR_MODE, BOOLEAN,
                              PLARGE_INTEGER timeout) {
  auto* const header = reinterpret_cast<DispatcherHeader*>(mutex);
  return wait(&header, 1, false, timeout, PENSTOCK_CALLER);
}

NTSTATUS KeWaitForMultipleObjects(ULONG count, PVOID objects[], WAIT_TYPE type, KWAIT_REASON, KPROCESSOR_MODE,
                                  BOOLEAN, PLARGE_INTEGER timeout, PKWAIT_BLOCK blocks) {
  if (count == 0 || count > kMaximumWaitObjects || (count > kThreadWaitObjects && blocks == nullptr)) {
    error("F-WAIT-7", "", "more objects than wait blocks", PENSTOCK_CALLER);
    bug_check({.code = kTooManyWaitObjects, .parameters = {count, 0, 0, 0}, .site = PENSTOCK_CALLER});
  }
  std::array<DispatcherHeader*, kMaximumWaitObjects> headers;
  for (ULONG i = 0; i < count; ++i) headers[i] = static_cast<DispatcherHeader*>(objects[i]);
  return wait(headers.data(), count, type == WaitAll, timeout, PENSTOCK_CALLER);
}

NTSTATUS KeDelayExecutionThread(KPROCESSOR_MODE, BOOLEAN, PLARGE_INTEGER interval) {
  PENSTOCK_IRQL_MAX(kApc);
  note_dispatcher_call(true, false, PENSTOCK_CALLER);
  if (interval->QuadPart == 0) {
    penstock::exec::runtime().point(penstock::exec::Point::yield);
  } else {
    sleep_until(deadline_of(interval->QuadPart));
  }
  end_if_asked();
  return STATUS_SUCCESS;
}

// A busy wait on Windows. Nobody else may run meanwhile, so it is no scheduling point.
VOID KeStallExecutionProcessor(ULONG microseconds) {
  constexpr ULONG kLongStall = 50;
  if (microseconds > kLongStall) {
    report("F-INFO", "", Severity::note, guest_of(PENSTOCK_CALLER),
           "stalls the processor for " + std::to_string(microseconds) + " us, more than 50 us is discouraged",
           {}, PENSTOCK_CALLER);
  }
  penstock::exec::Runtime& runtime = penstock::exec::runtime();
  const std::int64_t end_ns = runtime.now_ns() + std::int64_t{microseconds} * 1000;
  while (runtime.now_ns() < end_ns) __builtin_ia32_pause();
}

}  // extern "C"
