// SPDX-License-Identifier: Apache-2.0
// The account "vmbus": the channels a guest has, and what becomes of them when the guest is gone.
//
// Threads: closing on the host's thread, while channels run.
// Memory: ties live for the process.
// Errors: F-UNLOAD-8 for a channel that is left, with the call that made it.
#pragma once

#include <atomic>

namespace penstock::nt {
class Guest;
}

namespace penstock::vmbus {

// Whether a guest may still be called. Everything that would call one asks here first (K-UNLOAD-2).
struct Tie {
  nt::Guest* guest = nullptr;
  std::atomic<bool> cut{false};
};
// One for each guest; one more for callers that belong to no guest.
Tie& tie_of(nt::Guest* guest);

void register_account();

}  // namespace penstock::vmbus
