// SPDX-License-Identifier: Apache-2.0
#include "ndis/list_pool.h"

#include <string>

#include "nt/guest.h"
#include "nt/thread_state.h"

#include <ndis.h>

namespace penstock::ndis {

HandleSet<Pool>& pools() {
  static auto* one = new HandleSet<Pool>;
  return *one;
}

void report_misuse(const char* function, const char* fact, base::CallSite made, base::CallSite site) {
  nt::report("F-NDIS-2", "W-NBL-9", base::Severity::error, nt::guest_of(site),
             std::string(function) + ": " + fact, made, site);
}

Pool* pool_of(const void* handle, PoolKind kind, const char* function, base::CallSite site) {
  Pool* pool = pools().find(handle);
  if (pool != nullptr && pool->kind == kind) return pool;
  report_misuse(function,
                kind == PoolKind::lists ? "needs a pool of NET_BUFFER_LISTs" : "needs a pool of NET_BUFFERs",
                pool == nullptr ? base::CallSite{} : pool->made_at, site);
  return nullptr;
}

namespace {

void free_pool_handle(const void* handle, PoolKind kind, const char* function, base::CallSite site) {
  const Pool* pool = pool_of(handle, kind, function, site);
  if (pool == nullptr) return;
  if (pool->out.load() != 0) {
    report_misuse(function, "the pool is freed while what came from it is still out", pool->made_at, site);
  }
  pools().take(handle);
}

}  // namespace
}  // namespace penstock::ndis

using namespace penstock;
using namespace penstock::ndis;

extern "C" {

NDIS_HANDLE NdisAllocateNetBufferListPool(NDIS_HANDLE owner,
                                          NET_BUFFER_LIST_POOL_PARAMETERS const* parameters) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  auto pool = std::make_unique<Pool>();
  pool->with_buffer = parameters->fAllocateNetBuffer != FALSE;
  pool->protocol_id = parameters->ProtocolId;
  pool->context_bytes = parameters->ContextSize;
  pool->data_bytes = parameters->DataSize;
  pool->tag = parameters->PoolTag;
  pool->guest = nt::guest_of(PENSTOCK_CALLER);
  pool->made_at = PENSTOCK_CALLER;
  pool->owner = owner;
  return pools().add(std::move(pool));
}

VOID NdisFreeNetBufferListPool(NDIS_HANDLE handle) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  free_pool_handle(handle, PoolKind::lists, __func__, PENSTOCK_CALLER);
}

NDIS_HANDLE NdisAllocateNetBufferPool(NDIS_HANDLE owner, NET_BUFFER_POOL_PARAMETERS const* parameters) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  auto pool = std::make_unique<Pool>();
  pool->kind = PoolKind::buffers;
  pool->data_bytes = parameters->DataSize;
  pool->tag = parameters->PoolTag;
  pool->guest = nt::guest_of(PENSTOCK_CALLER);
  pool->made_at = PENSTOCK_CALLER;
  pool->owner = owner;
  return pools().add(std::move(pool));
}

VOID NdisFreeNetBufferPool(NDIS_HANDLE handle) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  free_pool_handle(handle, PoolKind::buffers, __func__, PENSTOCK_CALLER);
}

}  // extern "C"
