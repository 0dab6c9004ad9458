// SPDX-License-Identifier: Apache-2.0
// The runtime of structured exceptions (windows/include/seh.h): a list of frames for each thread, and raises
// that jump to the innermost one.
#include <csetjmp>
#include <map>
#include <mutex>
#include <utility>

#include "exec/mutex.h"
#include "nt/bugcheck.h"
#include "nt/guest.h"
#include "nt/seh_runtime.h"
#include "nt/thread_state.h"

#include <ntifs.h>
#include <seh.h>

using namespace penstock;

namespace {

constexpr ULONG kUnhandled = 0x1E;
constexpr ULONG kUnhandledInSystemThread = 0x7E;

// Jumped to with these values: see seh.h.
constexpr int kRaised = 1;
constexpr int kLeft = 2;

thread_local penstock_seh_frame* innermost = nullptr;

[[noreturn]] void jump(penstock_seh_frame* frame, int value) {
  innermost = frame->outer;
  siglongjmp(reinterpret_cast<__jmp_buf_tag*>(frame->registers), value);
}

// K-SEH-6: the level is as the raise left it.
void check_level(const penstock_seh_frame& frame) {
  if (nt::thread_state().irql == frame.irql) return;
  nt::report(
      "F-SEH-1", "K-SEH-6", base::Severity::error, nt::thread_state().guest,
      "exception handled at another IRQL than its __try began at, which was " + std::to_string(frame.irql),
      nt::thread_state().irql_raised_at, {});
}

[[noreturn]] void raise(const EXCEPTION_RECORD& record) {
  penstock_seh_frame* frame = innermost;
  if (frame == nullptr) {
    const bool in_thread = nt::thread_state().system_thread != nullptr;
    nt::bug_check({.code = in_thread ? kUnhandledInSystemThread : kUnhandled,
                   .parameters = {static_cast<ULONG>(record.ExceptionCode),
                                  reinterpret_cast<std::uintptr_t>(record.ExceptionAddress), 0, 0},
                   .site = {record.ExceptionAddress}});
  }
  check_level(*frame);
  frame->record = record;
  frame->pointers = {&frame->record, nullptr};
  frame->phase = PENSTOCK_SEH_RAISED;
  jump(frame, kRaised);
}

// User memory by its first address.
struct UserMemory {
  exec::Mutex lock;
  std::map<std::uintptr_t, std::size_t> ranges;
};

UserMemory& user_memory() {
  static auto* one = new UserMemory;
  return *one;
}

bool is_user_memory(std::uintptr_t begin, std::size_t size_bytes) {
  std::lock_guard hold(user_memory().lock);
  auto after = user_memory().ranges.upper_bound(begin);
  if (after == user_memory().ranges.begin()) return false;
  const auto& [first, bytes] = *--after;
  const std::size_t offset = begin - first;
  return offset <= bytes && size_bytes <= bytes - offset;
}

void probe(std::uintptr_t address, std::size_t size_bytes, ULONG alignment, base::CallSite site) {
  if (size_bytes == 0) return;
  if (alignment != 0 && address % alignment != 0) nt::raise_status(STATUS_DATATYPE_MISALIGNMENT, site);
  if (!is_user_memory(address, size_bytes)) nt::raise_status(STATUS_ACCESS_VIOLATION, site);
}

}  // namespace

namespace penstock::nt {

void raise_status(std::int32_t status, base::CallSite site) {
  EXCEPTION_RECORD record{};
  record.ExceptionCode = status;
  record.ExceptionFlags = EXCEPTION_NONCONTINUABLE;
  record.ExceptionAddress = const_cast<void*>(site.address);
  raise(record);
}

void reset_seh_frames() { innermost = nullptr; }

void announce_user_memory(const void* begin, std::size_t size_bytes) {
  std::lock_guard hold(user_memory().lock);
  user_memory().ranges[reinterpret_cast<std::uintptr_t>(begin)] = size_bytes;
}

void retract_user_memory(const void* begin) {
  std::lock_guard hold(user_memory().lock);
  user_memory().ranges.erase(reinterpret_cast<std::uintptr_t>(begin));
}

}  // namespace penstock::nt

extern "C" {

void penstock_seh_push(penstock_seh_frame* frame) {
  frame->irql = nt::thread_state().irql;
  frame->outer = std::exchange(innermost, frame);
}

void penstock_seh_pop(penstock_seh_frame* frame) { innermost = frame->outer; }

void penstock_seh_continue_search(penstock_seh_frame* frame) {
  const EXCEPTION_RECORD record = frame->record;
  raise(record);
}

void penstock_seh_continue_execution(penstock_seh_frame* frame) {
  nt::report("F-SEH-2", "K-SEH-2", base::Severity::error, nt::guest_of(PENSTOCK_CALLER),
             "a filter asked to continue after an exception that cannot be continued",
             {frame->record.ExceptionAddress}, PENSTOCK_CALLER);
  const EXCEPTION_RECORD record = frame->record;
  raise(record);
}

void penstock_seh_leave(penstock_seh_frame* frame) {
  // In a handler the frame is out of the list: the __leave is of the statement around it.
  penstock_seh_frame* target = frame->phase == PENSTOCK_SEH_BODY ? frame : innermost;
  if (target == nullptr) nt::bug_check({.code = kUnhandled, .site = PENSTOCK_CALLER});
  target->phase = PENSTOCK_SEH_NORMAL;
  jump(target, kLeft);
}

void penstock_seh_raise(const EXCEPTION_RECORD* record) { raise(*record); }

VOID ExRaiseStatus(NTSTATUS status) {
  PENSTOCK_IRQL_MAX(nt::kApc);
  nt::raise_status(status, PENSTOCK_CALLER);
}
VOID RtlRaiseStatus(NTSTATUS status) { nt::raise_status(status, PENSTOCK_CALLER); }
VOID RtlRaiseException(PEXCEPTION_RECORD record) { raise(*record); }
VOID ExRaiseAccessViolation(void) { nt::raise_status(STATUS_ACCESS_VIOLATION, PENSTOCK_CALLER); }
VOID ExRaiseDatatypeMisalignment(void) { nt::raise_status(STATUS_DATATYPE_MISALIGNMENT, PENSTOCK_CALLER); }

VOID ProbeForRead(const volatile VOID* address, SIZE_T length, ULONG alignment) {
  PENSTOCK_IRQL_MAX(nt::kApc);
  probe(reinterpret_cast<std::uintptr_t>(address), length, alignment, PENSTOCK_CALLER);
}

VOID ProbeForWrite(volatile VOID* address, SIZE_T length, ULONG alignment) {
  PENSTOCK_IRQL_MAX(nt::kApc);
  probe(reinterpret_cast<std::uintptr_t>(address), length, alignment, PENSTOCK_CALLER);
}

BOOLEAN FsRtlIsNtstatusExpected(NTSTATUS status) {
  return status != STATUS_ACCESS_VIOLATION && status != STATUS_DATATYPE_MISALIGNMENT &&
         status != STATUS_ILLEGAL_INSTRUCTION && status != static_cast<NTSTATUS>(0xC0000096);
}

}  // extern "C"
