// SPDX-License-Identifier: Apache-2.0
// Pools of lists and of buffers, and the generic objects that stand for a driver without an adapter. A pool
// here says how its lists are made and counts them; their memory is in the account of the guest's pool
// memory, where a list that is never freed shows with the call that made it.
//
// Threads: any.
// Memory: pools live until they are freed or their guest is gone.
// Errors: F-NDIS-1 (a generic object freed before its pools, or left), F-NDIS-2 (a pool misused),
//   F-UNLOAD-8 (a pool left).
#pragma once

#include <atomic>
#include <cstdint>

#include "base/call_site.h"
#include "ndis/handle_set.h"

namespace penstock::nt {
class Guest;
}

namespace penstock::ndis {

enum class PoolKind : std::uint8_t { lists, buffers };

struct Pool {
  PoolKind kind = PoolKind::lists;
  bool with_buffer = false;  // fAllocateNetBuffer
  std::uint8_t protocol_id = 0;
  std::uint16_t context_bytes = 0;
  std::uint32_t data_bytes = 0;
  std::uint32_t tag = 0;
  nt::Guest* guest = nullptr;
  base::CallSite made_at;
  const void* owner = nullptr;  // the generic object it was made from
  std::atomic<std::uint32_t> out{0};
};

HandleSet<Pool>& pools();

// The pool of a handle; reports F-NDIS-2 where it is none of this kind.
Pool* pool_of(const void* handle, PoolKind kind, const char* function, base::CallSite site);
void report_misuse(const char* function, const char* fact, base::CallSite made, base::CallSite site);

}  // namespace penstock::ndis
