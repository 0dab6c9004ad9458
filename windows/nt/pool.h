// SPDX-License-Identifier: Apache-2.0
// Pool memory for the rim itself: what a function hands to a guest that the guest must free is in the same
// books as what the guest allocated, under the function's name (K-POOL-7).
//
// Threads: any.
// Memory: 16-byte aligned, page aligned from one page on.
// Errors: nullptr when the machine has no memory or the guest is over its limit (K-POOL-8).
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/call_site.h"

namespace penstock::nt {

enum class Fill : std::uint8_t { zero, pattern };

struct PoolRequest {
  std::size_t size_bytes = 0;
  std::uint32_t tag = 0;
  bool paged = false;
  Fill fill = Fill::zero;
  const char* what = "pool";
};

void* allocate_pool(const PoolRequest& request, base::CallSite site);
// `tag` 0 accepts any. Misuse is reported and absorbed: then nothing is freed.
void free_pool(void* address, std::uint32_t tag, base::CallSite site);

// Fills new memory with 0xA1 and freed memory with 0xDF (K-POOL-3). On by default.
void set_pool_fill(bool on);
// Per guest; 0: none.
void set_pool_limit(std::size_t bytes_max);
// Asked before each allocation: true makes it fail (K-FAULT-1). nullptr: none.
using AllocationFault = bool (*)(base::CallSite);
void set_allocation_fault(AllocationFault fault);

}  // namespace penstock::nt
