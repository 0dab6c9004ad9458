// SPDX-License-Identifier: Apache-2.0
// The spin lock in a guest's 64-bit word: tickets, so that it is granted in order of arrival (K-LOCK-3),
// and the owner's number. All zero is free, so a lock in zeroed memory needs no initialisation. A waiter
// turns a little and then sleeps on the word: Windows' waiters never have to let another thread of the same
// processor run, ours do.
//
// Threads: any.
// Memory: the word.
// Errors: acquisition by the owner, release by another and release of a free lock are told and absorbed.
#pragma once

#include <atomic>
#include <cstdint>

#include "base/call_site.h"
#include "nt/thread_state.h"

namespace penstock::nt {

class SpinWord {
 public:
  enum class Release : std::uint8_t { released, was_free, not_owner };

  static SpinWord& at(void* word) { return *static_cast<SpinWord*>(word); }

  void initialize() { word_.store(0, std::memory_order_release); }
  bool held() const { return owner(word_.load(std::memory_order_acquire)) != 0; }
  bool held_by_me() const;
  // Never initialised: filled as new or freed pool memory is.
  bool is_garbage() const;
  void acquire();
  bool try_acquire();
  Release release();

 private:
  static std::uint16_t next(std::uint64_t word) { return static_cast<std::uint16_t>(word); }
  static std::uint16_t serving(std::uint64_t word) { return static_cast<std::uint16_t>(word >> 16); }
  static std::uint32_t owner(std::uint64_t word) { return static_cast<std::uint32_t>(word >> 32); }
  void wait_for(std::uint16_t ticket);

  std::atomic<std::uint64_t> word_;
};
static_assert(sizeof(SpinWord) == 8);

// What the exported functions of all families do around the word: checks, findings, the list of held locks.
// The level was raised before and is lowered after by them.
void acquire_spin_lock(void* word, LockFamily family, std::uint8_t irql_before, base::CallSite site);
bool try_acquire_spin_lock(void* word, LockFamily family, std::uint8_t irql_before, base::CallSite site);
// Returns what the acquisition saved, or `irql_given` when it is not known.
std::uint8_t release_spin_lock(void* word, LockFamily family, std::uint8_t irql_given, base::CallSite site);

}  // namespace penstock::nt
