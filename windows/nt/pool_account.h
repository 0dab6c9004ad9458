// SPDX-License-Identifier: Apache-2.0
// What is known of each block of pool memory: size, tag, type, who allocated it, where and when in the
// order of allocations (K-POOL-4). The memory itself is malloc's, with nothing of ours around it, so that
// AddressSanitizer sees every overrun.
//
// Threads: any; one short lock of a shard for each call.
// Memory: an entry for each block; of freed blocks the last few, to tell a double free from a wild one.
// Errors: what a free finds is in Freed; the caller reports it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/call_site.h"

namespace penstock::nt {

class Guest;

struct PoolBlock {
  void* address = nullptr;
  std::size_t size_bytes = 0;
  std::uint32_t tag = 0;
  bool paged = false;
  std::uint64_t sequence = 0;
  Guest* guest = nullptr;
  base::CallSite site;
  const char* what = "pool";  // the function's name where the memory is a result of another one (K-POOL-7)
};

struct FreedBlock {
  void* address = nullptr;
  base::CallSite allocated_at;
  base::CallSite freed_at;
};

void note_allocated(PoolBlock block);
// Takes the block out of the books. Empty: no block begins here.
std::optional<PoolBlock> note_freed(void* address, base::CallSite site);
std::optional<PoolBlock> find_block(const void* begin);
// The block that was here and is free now, if that is not long ago.
std::optional<FreedBlock> find_freed(void* address);
// All blocks of a guest, in the order they were allocated.
std::vector<PoolBlock> blocks_of(const Guest* guest);

// "Test" for the tag 'tseT' (K-POOL-10).
std::string tag_text(std::uint32_t tag);

}  // namespace penstock::nt
