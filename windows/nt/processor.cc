// SPDX-License-Identifier: Apache-2.0
#include "nt/processor.h"

#include <atomic>

#include "base/assert.h"
#include "exec/runtime.h"
#include "nt/thread_state.h"

// Last, since it defines names as macros.
#include <ntifs.h>

namespace penstock::nt {

namespace {

std::atomic<std::uint32_t> count{16};
std::atomic<std::uint64_t> taken{0};

void give_back(std::uint32_t index);

// A thread that ends at a raised level must not take its processor with it.
struct Ownership {
  bool owned = false;
  bool permanent = false;
  std::uint32_t index = 0;

  ~Ownership() {
    if (owned) give_back(index);
  }
};
thread_local Ownership mine;

std::uint64_t all_processors() {
  const std::uint32_t n = count.load(std::memory_order_relaxed);
  return n == kProcessorsMax ? ~std::uint64_t{0} : (std::uint64_t{1} << n) - 1;
}

bool try_take(std::uint32_t index, std::uint64_t& seen) {
  const std::uint64_t bit = std::uint64_t{1} << index;
  return (seen & bit) == 0 && taken.compare_exchange_strong(seen, seen | bit, std::memory_order_acquire,
                                                            std::memory_order_relaxed);
}

void give_back(std::uint32_t index) {
  const std::uint64_t before = taken.fetch_and(~(std::uint64_t{1} << index), std::memory_order_acq_rel);
  if ((before & all_processors()) == all_processors()) exec::runtime().unpark(&taken, 1);
}

}  // namespace

void set_processor_count(std::uint32_t n) {
  PENSTOCK_ASSERT(n >= 1 && n <= kProcessorsMax);
  count.store(n);
}

std::uint32_t processor_count() { return count.load(std::memory_order_relaxed); }

void take_processor() {
  if (mine.owned) return;
  ThreadState& state = thread_state();
  for (;;) {
    std::uint64_t seen = taken.load(std::memory_order_relaxed);
    // The one it had last: whatever the guest keeps per processor is still in the cache.
    if (state.processor < processor_count() && try_take(state.processor, seen)) break;
    if (const std::uint64_t free = all_processors() & ~seen; free != 0) {
      const auto lowest = static_cast<std::uint32_t>(__builtin_ctzll(free));
      if (!try_take(lowest, seen)) continue;
      state.processor = lowest;
      break;
    }
    exec::runtime().park(
        &taken, [] { return (all_processors() & ~taken.load(std::memory_order_acquire)) == 0; },
        exec::kForever);
  }
  mine.owned = true;
  mine.index = state.processor;
}

void give_back_processor() {
  if (!mine.owned || mine.permanent) return;
  mine.owned = false;
  give_back(mine.index);
}

PermanentProcessor::PermanentProcessor() {
  take_processor();
  mine.permanent = true;
}

PermanentProcessor::~PermanentProcessor() {
  mine.permanent = false;
  if (thread_state().irql < kDispatch) give_back_processor();
}

}  // namespace penstock::nt

using penstock::nt::processor_count;
using penstock::nt::thread_state;

extern "C" {

ULONG KeGetCurrentProcessorNumber(void) { return thread_state().processor; }
ULONG KeGetCurrentProcessorIndex(void) { return thread_state().processor; }

ULONG KeGetCurrentProcessorNumberEx(PPROCESSOR_NUMBER number) {
  const ULONG index = thread_state().processor;
  if (number != nullptr) KeGetProcessorNumberFromIndex(index, number);
  return index;
}

ULONG KeQueryActiveProcessorCount(PKAFFINITY active) {
  const ULONG n = processor_count();
  if (active != nullptr) *active = n == 64 ? ~KAFFINITY{0} : (KAFFINITY{1} << n) - 1;
  return n;
}
ULONG KeQueryMaximumProcessorCount(void) { return processor_count(); }
ULONG KeQueryActiveProcessorCountEx(USHORT) { return processor_count(); }
ULONG KeQueryMaximumProcessorCountEx(USHORT) { return processor_count(); }

ULONG KeGetProcessorIndexFromNumber(PPROCESSOR_NUMBER number) {
  return number->Group == 0 && number->Number < processor_count() ? number->Number : MAXULONG;
}

NTSTATUS KeGetProcessorNumberFromIndex(ULONG index, PPROCESSOR_NUMBER number) {
  if (index >= processor_count()) return STATUS_INVALID_PARAMETER;
  *number = {};
  number->Number = static_cast<UCHAR>(index);
  return STATUS_SUCCESS;
}

}  // extern "C"
