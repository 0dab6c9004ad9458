// SPDX-License-Identifier: Apache-2.0
#include "nt/thread_state.h"

#include <string>

#include "nt/guest.h"
#include "nt/irql.h"

namespace penstock::nt {

namespace {

void report_level(const char* function, const char* relation, std::uint8_t bound, base::CallSite caller) {
  const ThreadState& state = thread_state();
  report("F-IRQL-1", "K-IRQL-2", base::Severity::error, guest_of(caller),
         std::string(function) + " called at IRQL " + std::to_string(state.irql) + ", allowed: " + relation +
             " " + std::to_string(bound),
         state.irql > kPassive ? state.irql_raised_at : base::CallSite{}, caller);
}

}  // namespace

ThreadState& thread_state() {
  thread_local ThreadState state;
  return state;
}

GuestCall::GuestCall(Guest* guest, std::uint8_t irql, const char* what)
    : outer_guest_(thread_state().guest),
      outer_irql_(thread_state().irql),
      entry_irql_(irql),
      critical_regions_(thread_state().critical_regions),
      guarded_regions_(thread_state().guarded_regions),
      held_count_(thread_state().held_count),
      what_(what) {
  thread_state().guest = guest;
  ++thread_state().guest_calls;
  set_irql(irql, {});
  if (guest != nullptr && guest->phase() == GuestPhase::unloaded) {
    report("F-UNLOAD-10", "K-UNLOAD-6", base::Severity::error, guest,
           std::string(what) + " entered after the driver was unloaded", {}, {});
  }
}

GuestCall::~GuestCall() {
  ThreadState& state = thread_state();
  const std::string what = what_;
  if (state.irql != entry_irql_) {
    report("F-IRQL-6", "K-IRQL-6", base::Severity::error, state.guest,
           what + " returned at another IRQL than " + std::to_string(entry_irql_), state.irql_raised_at, {});
  }
  if (state.critical_regions != critical_regions_ || state.guarded_regions != guarded_regions_) {
    report("F-APC-1", "K-IRQL-6", base::Severity::error, state.guest,
           what + " returned with critical or guarded regions unbalanced", {}, {});
    state.critical_regions = critical_regions_;
    state.guarded_regions = guarded_regions_;
  }
  if (state.held_count > held_count_) {
    report("F-LOCK-6", "K-LOCK-7", base::Severity::error, state.guest, what + " returned with a lock held",
           state.held[state.held_count - 1].taken_at, {});
    state.held_count = held_count_;
  }
  state.guest = outer_guest_;
  --state.guest_calls;
  set_irql(outer_irql_, state.irql_raised_at);
}

void check_irql_at_most(std::uint8_t bound, const char* function, base::CallSite caller) {
  if (thread_state().irql > bound) [[unlikely]]
    report_level(function, "at most", bound, caller);
}

void check_irql_at_least(std::uint8_t bound, const char* function, base::CallSite caller) {
  if (thread_state().irql < bound) [[unlikely]]
    report_level(function, "at least", bound, caller);
}

}  // namespace penstock::nt
