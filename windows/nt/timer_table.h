// SPDX-License-Identifier: Apache-2.0
// Timers that guests set: each queued KTIMER has a node here, which exec's timer queue knows. The KTIMER is
// the guest's and has no destructor, so the node is its second owner (K-OBJ-1): what happens to a timer is
// decided under the dispatcher lock, by whether the node still belongs to it.
//
// Threads: any; expiry on the timer thread.
// Memory: nodes are reused and never freed.
// Errors: none.
#pragma once

#include <cstdint>

#include "base/call_site.h"
#include "nt/dispatcher.h"
#include "nt/dpc_processor.h"

namespace penstock::nt {

// What a KTIMER holds.
struct KernelTimer {
  DispatcherHeader header;
  std::int64_t deadline_ns;
  std::int64_t period_ns;
  Dpc* dpc;
};
static_assert(sizeof(KernelTimer) <= 64);

// True: it was queued, and is now with the new time.
bool set_timer(KernelTimer& timer, std::int64_t deadline_ns, std::int64_t period_ns, Dpc* dpc,
               base::CallSite site);
// True: it was queued. Its DPC, if it waits to run, is taken back too (K-TIMER-3).
bool cancel_timer(KernelTimer& timer);
bool is_queued(const KernelTimer& timer);

}  // namespace penstock::nt
