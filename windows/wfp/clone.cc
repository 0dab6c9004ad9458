// SPDX-License-Identifier: Apache-2.0
// Clones, lists of guests' own bytes, and references on indicated lists (W-CLN, W-REF).
#include "ndis/clone.h"

#include "ndis/list_pool.h"
#include "nt/thread_state.h"
#include "wfp/list_loans.h"

#include "wfp/layout.h"

#include "ndis/list_block.h"

using namespace penstock;
using namespace penstock::wfp;

extern "C" {

NTSTATUS FwpsAllocateCloneNetBufferList0(NET_BUFFER_LIST* original, NDIS_HANDLE list_pool, NDIS_HANDLE,
                                         ULONG flags, NET_BUFFER_LIST** clone) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  if (original == nullptr || clone == nullptr) return STATUS_FWP_NULL_POINTER;
  *clone = nullptr;
  if (flags != 0) return STATUS_INVALID_PARAMETER;  // W-CLN-3
  NET_BUFFER_LIST* made =
      ndis::make_clone(*original, {.list_pool = list_pool, .function = __func__}, PENSTOCK_CALLER);
  if (made == nullptr) return STATUS_INSUFFICIENT_RESOURCES;
  if (!lend_clone(*made, PENSTOCK_CALLER)) {
    ndis::free_clone(made, 0, __func__, PENSTOCK_CALLER);
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  *clone = made;
  return STATUS_SUCCESS;
}

void FwpsFreeCloneNetBufferList0(NET_BUFFER_LIST* clone, ULONG flags) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  const ndis::ListBlock* block = ndis::find_block(clone);
  const packet::LoanId loan = block == nullptr ? 0 : block->loan.load();
  if (ndis::free_clone(clone, flags, __func__, PENSTOCK_CALLER) && loan != 0)
    settle_clone(loan, PENSTOCK_CALLER);
}

NTSTATUS FwpsAllocateNetBufferAndNetBufferList0(NDIS_HANDLE pool_handle, USHORT context_bytes,
                                                USHORT back_fill_bytes, MDL* chain, ULONG data_offset,
                                                SIZE_T data_bytes, NET_BUFFER_LIST** list) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  if (list == nullptr) return STATUS_FWP_NULL_POINTER;
  *list = nullptr;
  ndis::Pool* pool = nullptr;
  if (pool_handle != nullptr) {
    pool = ndis::pool_of(pool_handle, ndis::PoolKind::lists, __func__, PENSTOCK_CALLER);
    if (pool == nullptr) return STATUS_INVALID_PARAMETER;
  }
  *list = ndis::make_list_over({.chain = chain,
                                .data_offset_bytes = data_offset,
                                .data_bytes = static_cast<std::uint32_t>(data_bytes),
                                .context_bytes = context_bytes,
                                .back_fill_bytes = back_fill_bytes},
                               pool, __func__, PENSTOCK_CALLER);
  return *list == nullptr ? STATUS_INSUFFICIENT_RESOURCES : STATUS_SUCCESS;
}

void FwpsFreeNetBufferList0(NET_BUFFER_LIST* list) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  ndis::free_list(list, __func__, PENSTOCK_CALLER);
}

void FwpsReferenceNetBufferList0(NET_BUFFER_LIST* list, BOOLEAN) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  reference_list(*list, PENSTOCK_CALLER);
}

void FwpsDereferenceNetBufferList0(NET_BUFFER_LIST* list, BOOLEAN) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  dereference_list(*list, PENSTOCK_CALLER);
}

}  // extern "C"
