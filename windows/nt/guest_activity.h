// SPDX-License-Identifier: Apache-2.0
// Code of a guest that threads of ours run, or will: DPCs and work items. Each says so from the moment it can
// no longer be taken back until it has left the guest. When a guest goes, the account "activities" finds what
// its DriverUnload did not wait for (F-UNLOAD-3), lets nothing of that begin any more (K-UNLOAD-2), and waits
// for what has begun, because code is not unmapped under a thread that runs it.
//
// Threads: any; one short lock at begin and end.
// Memory: in place, linked while it lives.
// Errors: one that does not leave in time keeps its guest in memory (Guest::stay()).
#pragma once

#include <cstdint>

#include "base/call_site.h"

namespace penstock::nt {

class Guest;

// How long a guest that goes is waited for, before it stays instead. A wait without a bound would let one
// driver stop the unloading of all others.
inline constexpr std::int64_t kLeavingNsMax = 1'000'000'000;

class GuestActivity {
 public:
  // owed: it is run also after DriverUnload and is no finding, as its device keeps the driver (K-WORK-4).
  enum class Promise : std::uint8_t { none, owed };

  // `guest` may be nullptr: code of ours, which nobody waits for.
  GuestActivity(Guest* guest, const char* what, base::CallSite since, Promise promise = Promise::none);
  ~GuestActivity();
  GuestActivity(const GuestActivity&) = delete;
  GuestActivity& operator=(const GuestActivity&) = delete;

  // Before the guest is called. False: it is gone and must not be entered.
  bool begin();

 private:
  friend struct GuestActivities;

  Guest* const guest_;
  const char* const what_;
  const base::CallSite since_;
  const Promise promise_;
  bool begun_ = false;
  bool reported_ = false;
  GuestActivity* before_ = nullptr;
  GuestActivity* after_ = nullptr;
};

}  // namespace penstock::nt
