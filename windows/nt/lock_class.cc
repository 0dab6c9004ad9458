// SPDX-License-Identifier: Apache-2.0
#include "nt/lock_class.h"

#include <dlfcn.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>

#include "exec/mutex.h"
#include "nt/pool_account.h"

namespace penstock::nt {

namespace {

constexpr std::uintptr_t kPoolAlignment = 16;
// A lock further into its block than this has no class.
constexpr std::uintptr_t kOffsetMax = 4096;
// Memory changes hands: what was unknown is looked up again after so many questions.
constexpr int kAnswersOfUnknown = 1000;

struct Known {
  const void* lock = nullptr;
  const void* block = nullptr;  // nullptr: not in a block
  std::uint64_t sequence = 0;
  std::optional<LockClass> found;
  int answers_left = 0;
};

exec::Mutex names_lock;
std::atomic<std::size_t> names_count{0};

std::map<const void*, base::CallSite>& names() {
  static auto* all = new std::map<const void*, base::CallSite>;
  return *all;
}

std::optional<LockClass> named(const void* lock) {
  if (names_count.load(std::memory_order_relaxed) == 0) return std::nullopt;
  const std::lock_guard hold(names_lock);
  const auto found = names().find(lock);
  if (found == names().end()) return std::nullopt;
  return LockClass{found->second.address, 0};
}

bool is_static(const void* lock) {
  Dl_info module;
  return dladdr(lock, &module) != 0;
}

// Blocks are found by where they begin.
std::optional<PoolBlock> block_around(const void* lock) {
  const auto at = reinterpret_cast<std::uintptr_t>(lock);
  for (std::uintptr_t begin = at & ~(kPoolAlignment - 1); begin + kOffsetMax > at; begin -= kPoolAlignment) {
    const auto block = find_block(reinterpret_cast<const void*>(begin));
    if (block.has_value()) return at < begin + block->size_bytes ? block : std::nullopt;
  }
  return std::nullopt;
}

Known look_up(const void* lock) {
  Known known{.lock = lock, .answers_left = kAnswersOfUnknown};
  if (is_static(lock)) {
    known.found = LockClass{lock, 0};
  } else if (const auto block = block_around(lock); block.has_value()) {
    known.block = block->address;
    known.sequence = block->sequence;
    known.found = LockClass{block->site.address, reinterpret_cast<std::uintptr_t>(lock) -
                                                     reinterpret_cast<std::uintptr_t>(block->address)};
  }
  return known;
}

bool still_true(Known& known) {
  if (known.block != nullptr) {
    const auto block = find_block(known.block);
    return block.has_value() && block->sequence == known.sequence;
  }
  return known.found.has_value() || known.answers_left-- > 0;
}

}  // namespace

std::optional<LockClass> class_of_lock(const void* lock) {
  if (const auto name = named(lock); name.has_value()) return name;
  thread_local std::array<Known, 64> cache;
  Known& known = cache[(reinterpret_cast<std::uintptr_t>(lock) >> 3) % cache.size()];
  if (known.lock != lock || !still_true(known)) known = look_up(lock);
  return known.found;
}

void name_lock(const void* lock, base::CallSite created_at) {
  const std::lock_guard hold(names_lock);
  names()[lock] = created_at;
  names_count.store(names().size(), std::memory_order_relaxed);
}

void forget_lock(const void* lock) {
  const std::lock_guard hold(names_lock);
  names().erase(lock);
  names_count.store(names().size(), std::memory_order_relaxed);
}

}  // namespace penstock::nt
