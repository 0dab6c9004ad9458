// SPDX-License-Identifier: Apache-2.0
// What the inline functions and macros of the Windows headers call when they find something wrong.
#include <string>

#include "exec/runtime.h"
#include "nt/bugcheck.h"
#include "nt/guest.h"
#include "nt/thread_state.h"

#include <ntifs.h>

using namespace penstock;

extern "C" {

void penstock_list_corruption(const void* entry) {
  nt::report("F-LIST-1", "", base::Severity::error, nt::guest_of(PENSTOCK_CALLER),
             "the links of a list entry do not lead back to it", {}, PENSTOCK_CALLER);
  nt::bug_check({.code = 0x139,
                 .parameters = {3, reinterpret_cast<std::uintptr_t>(entry), 0, 0},
                 .site = PENSTOCK_CALLER});
}

void penstock_assert_failed(const char* expression, const char* file, int line) {
  nt::report("F-ASSERT", "", base::Severity::error, nt::guest_of(PENSTOCK_CALLER),
             std::string(file) + ":" + std::to_string(line) + ": assertion failed: " + expression, {},
             PENSTOCK_CALLER);
}

void penstock_paged_code(const char* file, int line) {
  if (nt::thread_state().irql <= nt::kApc) return;
  nt::report("F-IRQL-2", "", base::Severity::error, nt::guest_of(PENSTOCK_CALLER),
             std::string(file) + ":" + std::to_string(line) + ": PAGED_CODE above APC_LEVEL",
             nt::thread_state().irql_raised_at, PENSTOCK_CALLER);
}

void penstock_scheduling_point(void) { exec::runtime().point(exec::Point::interlocked); }
void penstock_yield_processor(void) { exec::runtime().point(exec::Point::yield); }

VOID DbgBreakPoint(void) {
  nt::report("F-BREAK", "", base::Severity::error, nt::guest_of(PENSTOCK_CALLER), "break instruction", {},
             PENSTOCK_CALLER);
}
VOID DbgBreakPointWithStatus(ULONG status) {
  nt::report("F-BREAK", "", base::Severity::error, nt::guest_of(PENSTOCK_CALLER),
             "break instruction, status " + std::to_string(status), {}, PENSTOCK_CALLER);
}

}  // extern "C"
