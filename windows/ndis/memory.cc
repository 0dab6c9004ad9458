// SPDX-License-Identifier: Apache-2.0
// Memory and MDLs by their NDIS names.
#include <cstdint>

#include "ndis/net_buffer.h"
#include "nt/pool.h"
#include "nt/thread_state.h"

#include <ndis.h>

using namespace penstock;

namespace {

constexpr std::uint32_t kMdlTag = 0x6C646D4E;  // "Nmdl"

}  // namespace

extern "C" {

PVOID NdisAllocateMemoryWithTagPriority(NDIS_HANDLE, UINT bytes, ULONG tag, EX_POOL_PRIORITY) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  return nt::allocate_pool({.size_bytes = bytes, .tag = tag, .fill = nt::Fill::pattern, .what = __func__},
                           PENSTOCK_CALLER);
}

VOID NdisFreeMemory(PVOID address, UINT, UINT) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  nt::free_pool(address, 0, PENSTOCK_CALLER);
}

PMDL NdisAllocateMdl(NDIS_HANDLE, PVOID address, UINT bytes) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  void* memory =
      nt::allocate_pool({.size_bytes = sizeof(MDL), .tag = kMdlTag, .what = __func__}, PENSTOCK_CALLER);
  if (memory == nullptr) return nullptr;
  auto* descriptor = static_cast<MDL*>(memory);
  ndis::describe_memory(*descriptor, address, bytes);
  return descriptor;
}

void NdisFreeMdl(PMDL descriptor) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  nt::free_pool(descriptor, kMdlTag, PENSTOCK_CALLER);
}

}  // extern "C"
