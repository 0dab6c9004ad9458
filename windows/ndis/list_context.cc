// SPDX-License-Identifier: Apache-2.0
// The context area of a list: a stack of blocks, each used from its end downwards.
#include "nt/guest.h"
#include "nt/pool.h"
#include "nt/pool_account.h"
#include "nt/thread_state.h"

#include <ndis.h>

using namespace penstock;

extern "C" {

NDIS_STATUS NdisAllocateNetBufferListContext(NET_BUFFER_LIST* list, USHORT size, USHORT back_fill,
                                             ULONG tag) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  NET_BUFFER_LIST_CONTEXT* context = list->Context;
  if (context != nullptr && context->Offset >= size) {
    context->Offset = static_cast<USHORT>(context->Offset - size);
    context->Size = static_cast<USHORT>(context->Size + size);
    return NDIS_STATUS_SUCCESS;
  }
  const std::size_t bytes = sizeof(NET_BUFFER_LIST_CONTEXT) + size + back_fill;
  void* memory = nt::allocate_pool({.size_bytes = bytes, .tag = tag, .what = __func__}, PENSTOCK_CALLER);
  if (memory == nullptr) return NDIS_STATUS_RESOURCES;
  auto* added = new (memory) NET_BUFFER_LIST_CONTEXT{};
  added->Next = context;
  added->Offset = back_fill;
  added->Size = size;
  list->Context = added;
  return NDIS_STATUS_SUCCESS;
}

VOID NdisFreeNetBufferListContext(NET_BUFFER_LIST* list, USHORT size) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  NET_BUFFER_LIST_CONTEXT* context = list->Context;
  if (context == nullptr || context->Size < size) {
    nt::report("F-NBL-5", "W-NBL-9", base::Severity::error, nt::guest_of(PENSTOCK_CALLER),
               "more context freed than the list has", {}, PENSTOCK_CALLER);
    return;
  }
  context->Offset = static_cast<USHORT>(context->Offset + size);
  context->Size = static_cast<USHORT>(context->Size - size);
  if (context->Size != 0 || !nt::find_block(context)) return;  // the list's own goes with the list
  list->Context = context->Next;
  nt::free_pool(context, 0, PENSTOCK_CALLER);
}

}  // extern "C"
