// SPDX-License-Identifier: Apache-2.0
// The one place where a thread of ours sleeps: a word that one thread waits on and another sets. A set that
// comes first is kept, so there is no order between the two to get wrong.
//
// Threads: one waits; any sets.
// Memory: the waiter's; set() does not touch it after the waiter can see the word.
// Errors: none.
#pragma once

#include <atomic>
#include <cstdint>

namespace penstock::exec {

class WakeWord {
 public:
  WakeWord() = default;
  WakeWord(const WakeWord&) = delete;
  WakeWord& operator=(const WakeWord&) = delete;

  void set();
  // Waits until it is set, and clears it.
  void wait();
  // The same until a deadline on the machine's monotonic clock (kForever: none). False: it passed.
  bool wait_until(std::int64_t deadline_ns);

 private:
  std::atomic<std::uint32_t> word_{0};
};

}  // namespace penstock::exec
