// SPDX-License-Identifier: Apache-2.0
#include "exec/wake_word.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>

#include "exec/runtime.h"

namespace penstock::exec {
namespace {

constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;

static_assert(sizeof(std::atomic<std::uint32_t>) == sizeof(std::uint32_t), "the kernel sees the bare word");

}  // namespace

void WakeWord::set() {
  word_.store(1, std::memory_order_release);
  // The waiter may be gone by now. The kernel only looks the address up, and whoever sleeps there by then
  // treats a wake as a hint, as every futex user must.
  syscall(SYS_futex, &word_, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0);
}

void WakeWord::wait() { wait_until(kForever); }

bool WakeWord::wait_until(std::int64_t deadline_ns) {
  timespec until{};
  if (deadline_ns > 0) {
    until.tv_sec = static_cast<time_t>(deadline_ns / kNanosecondsPerSecond);
    until.tv_nsec = static_cast<long>(deadline_ns % kNanosecondsPerSecond);
  }
  const timespec* timeout = deadline_ns == kForever ? nullptr : &until;
  while (word_.exchange(0, std::memory_order_acquire) == 0) {
    // BITSET is the variant with an absolute time.
    const long outcome =
        syscall(SYS_futex, &word_, FUTEX_WAIT_BITSET_PRIVATE, 0, timeout, nullptr, FUTEX_BITSET_MATCH_ANY);
    if (outcome == -1 && errno == ETIMEDOUT) return word_.exchange(0, std::memory_order_acquire) != 0;
  }
  return true;
}

}  // namespace penstock::exec
