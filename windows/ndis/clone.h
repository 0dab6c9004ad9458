// SPDX-License-Identifier: Apache-2.0
// Clones of lists: new descriptors for the same bytes, beginning at the original's data start (W-CLN-1). A
// clone keeps the packet below alive (W-CLN-5) and is counted by its parent (W-CLN-2).
//
// Threads: any that may read the original.
// Memory: one block for the list, its NET_BUFFERs and MDLs.
// Errors: nullptr without memory; F-NBL-4 for what is no clone.
#pragma once

#include <cstdint>

#include "base/call_site.h"

struct _NET_BUFFER_LIST;

namespace penstock::ndis {

struct CloneRequest {
  const void* list_pool = nullptr;  // a handle; nullptr: the default pool
  std::uint32_t flags = 0;
  bool use_original_descriptors = false;  // NDIS_CLONE_FLAGS_USE_ORIGINAL_MDLS
  const char* function = "";
};
_NET_BUFFER_LIST* make_clone(_NET_BUFFER_LIST& original, const CloneRequest& request, base::CallSite site);
// False, with a finding, where it may not be freed.
bool free_clone(_NET_BUFFER_LIST* clone, std::uint32_t flags, const char* function, base::CallSite site);

}  // namespace penstock::ndis
