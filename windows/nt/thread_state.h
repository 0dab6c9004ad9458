// SPDX-License-Identifier: Apache-2.0
// What Windows knows of the executing thread: its IRQL, the regions it is in, the locks it holds, whose
// code it runs. IRQL is a property of the thread (K-IRQL-1); nothing is masked by it.
//
// Threads: each its own.
// Memory: thread-local, no destructor work.
// Errors: a level above a function's bound is a finding (F-IRQL-1); the call goes on when that is safe.
#pragma once

#include <cstdint>

#include "base/call_site.h"

namespace penstock::nt {

class Guest;

enum : std::uint8_t { kPassive = 0, kApc = 1, kDispatch = 2 };

// sleeping: mutexes, push locks, resources, wait locks.
enum class LockFamily : std::uint8_t { spin, queued_spin, interlocked, reader_writer_spin, sleeping };

struct HeldLock {
  const void* lock = nullptr;
  base::CallSite taken_at;
  std::uint8_t irql_before = 0;  // what the acquisition saved
  LockFamily family = LockFamily::spin;
  bool shared = false;
};

struct ThreadState {
  static constexpr std::uint32_t kHeldLocksMax = 32;

  std::uint8_t irql = kPassive;
  base::CallSite irql_raised_at;
  std::int32_t critical_regions = 0;
  std::int32_t guarded_regions = 0;
  std::uint32_t held_count = 0;
  HeldLock held[kHeldLocksMax];
  Guest* guest = nullptr;         // whose callback is running, outermost last
  std::uint32_t guest_calls = 0;  // callbacks that are running, one inside the other
  void* system_thread = nullptr;  // the thread object, for threads that a guest created
  bool is_path = false;           // a path's own thread: blocking calls are findings
  std::uint32_t processor = 0;
};

ThreadState& thread_state();

// A guest's callback: enters at a level, checks on return that level, regions and locks are as they were
// (K-IRQL-6: F-IRQL-6, F-APC-1, F-LOCK-6), and says whose code runs meanwhile.
class GuestCall {
 public:
  GuestCall(Guest* guest, std::uint8_t irql, const char* what);
  ~GuestCall();
  GuestCall(const GuestCall&) = delete;
  GuestCall& operator=(const GuestCall&) = delete;

 private:
  Guest* outer_guest_;
  std::uint8_t outer_irql_;
  std::uint8_t entry_irql_;
  std::int32_t critical_regions_;
  std::int32_t guarded_regions_;
  std::uint32_t held_count_;
  const char* what_;
};

// The entry check of an exported function: F-IRQL-1 when the level is above the bound.
void check_irql_at_most(std::uint8_t bound, const char* function, base::CallSite caller);
void check_irql_at_least(std::uint8_t bound, const char* function, base::CallSite caller);

}  // namespace penstock::nt

// The first line of an exported function: its bound, and where it was called from.
#define PENSTOCK_IRQL_MAX(bound) ::penstock::nt::check_irql_at_most((bound), __func__, PENSTOCK_CALLER)
