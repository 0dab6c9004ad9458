// SPDX-License-Identifier: Apache-2.0
// Which locks are the same one for questions of order (K-LOCK-4): a lock in static memory is itself; locks at the same
// offset of blocks that one place allocated are one class; a lock of the framework is where it was created. Others
// (on a stack, in memory that is not known here) have no class and no order.
//
// Threads: any; a short lock of a pool shard, nothing else.
// Memory: a small cache for each thread.
// Errors: none.
#pragma once

#include <compare>
#include <cstddef>
#include <optional>

#include "base/call_site.h"

namespace penstock::nt {

struct LockClass {
  const void* where = nullptr;  // the lock itself, or the place that allocated it
  std::size_t offset = 0;       // in the block

  friend auto operator<=>(const LockClass&, const LockClass&) = default;
};

// `lock` is the word that was acquired.
std::optional<LockClass> class_of_lock(const void* lock);

// Locks in memory of ours, while they live.
void name_lock(const void* lock, base::CallSite created_at);
void forget_lock(const void* lock);

}  // namespace penstock::nt
