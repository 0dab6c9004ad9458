// SPDX-License-Identifier: Apache-2.0
// The order in which locks are taken, over all threads and for the whole run: which class was acquired while which was
// held. An acquisition that closes a circle is a deadlock that may happen, and is told (F-LOCK-15) although it
// did not (K-LOCK-4). Acquisitions that do not wait, and those of a class that is held already, say nothing.
//
// Threads: any; a pair that the thread has seen before takes no lock but that of a pool shard.
// Memory: an entry for each pair, kLockPairsMax at most.
// Errors: beyond the bound new pairs are not kept.
#pragma once

#include <cstddef>

#include "base/call_site.h"

namespace penstock::nt {

constexpr std::size_t kLockPairsMax = 10'000;

// This thread is about to wait for the lock, with what it holds.
void note_lock_order(const void* lock, base::CallSite site);

// Code was unloaded: static locks at its addresses are others from now on.
void forget_lock_order();

}  // namespace penstock::nt
