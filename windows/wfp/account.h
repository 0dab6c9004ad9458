// SPDX-License-Identifier: Apache-2.0
// The account "wfp": what a guest has of the filter engine, and what becomes of it when the guest is gone.
//
// Threads: closing on the host's thread, while paths run.
// Memory: ties live for the process.
// Errors: F-UNLOAD-8 for what is left, F-UNLOAD-9 for loans, each with the call that made it.
#pragma once

#include <atomic>

namespace penstock::nt {
class Guest;
}

namespace penstock::wfp {

// Whether a guest may still be called. Everything that would call one asks here first (K-UNLOAD-2).
struct Tie {
  nt::Guest* guest = nullptr;
  std::atomic<bool> cut{false};
};
// One for each guest; one more for callers that belong to no guest.
Tie& tie_of(nt::Guest* guest);

void register_account();

}  // namespace penstock::wfp
