// SPDX-License-Identifier: Apache-2.0
// Whether the base filtering engine runs, and who wants to know (W-ENG-2).
//
// Threads: any; callbacks at PASSIVE on the thread that changes the state, with no lock held.
// Memory: an entry for each subscription.
// Errors: F-WAIT-6 for unsubscribing from inside the callback.
#pragma once

#include <cstdint>
#include <vector>

#include "base/call_site.h"

namespace penstock::nt {
class Guest;
}

namespace penstock::wfp {

enum class ServiceState : std::uint8_t { stopped = 0, start_pending = 1, stop_pending = 2, running = 3 };

ServiceState service_state();
void set_service_state(ServiceState state);

// Where each that was left had been made.
std::vector<base::CallSite> end_subscriptions_of(const nt::Guest& guest);

}  // namespace penstock::wfp
