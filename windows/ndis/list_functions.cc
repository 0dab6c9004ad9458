// SPDX-License-Identifier: Apache-2.0
// Lists and buffers from pools (W-NBL-9 to W-NBL-11).
#include <algorithm>

#include "ndis/list_pool.h"
#include "ndis/net_buffer.h"
#include "nt/guest.h"
#include "nt/pool.h"
#include "nt/pool_account.h"
#include "nt/thread_state.h"

#include "ndis/list_block.h"

using namespace penstock;
using namespace penstock::ndis;

namespace {

BufferBlock* make_buffer(Pool& pool, std::uint32_t data_bytes, const char* function, base::CallSite site) {
  auto* memory = static_cast<std::uint8_t*>(nt::allocate_pool(
      {.size_bytes = sizeof(BufferBlock) + data_bytes, .tag = pool.tag, .what = function}, site));
  if (memory == nullptr) return nullptr;
  auto* block = new (memory) BufferBlock{};
  block->pool = &pool;
  block->buffer.NdisPoolHandle = &pool;
  if (data_bytes != 0) {
    describe_memory(block->descriptor, memory + sizeof(BufferBlock), data_bytes);
    set_data(block->buffer, &block->descriptor, 0, 0);
  }
  pool.out.fetch_add(1);
  return block;
}

}  // namespace

extern "C" {

NET_BUFFER_LIST* NdisAllocateNetBufferList(NDIS_HANDLE handle, USHORT context_bytes, USHORT back_fill_bytes) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  Pool* pool = pool_of(handle, PoolKind::lists, __func__, PENSTOCK_CALLER);
  if (pool == nullptr) return nullptr;
  const MadeList made = make_list({.pool = pool,
                                   .buffers = pool->with_buffer ? 1u : 0u,
                                   .context_bytes = context_room(pool, context_bytes, back_fill_bytes),
                                   .data_bytes = pool->with_buffer ? pool->data_bytes : 0},
                                  __func__, PENSTOCK_CALLER);
  if (made.block == nullptr) return nullptr;
  take_context(made.block->list, context_bytes);
  if (pool->with_buffer && pool->data_bytes != 0) {
    BufferBlock& with = made.block->buffers[0];
    describe_memory(with.descriptor, made.data, pool->data_bytes);
    set_data(with.buffer, &with.descriptor, 0, 0);
  }
  return &made.block->list;
}

NET_BUFFER_LIST* NdisAllocateNetBufferAndNetBufferList(NDIS_HANDLE handle, USHORT context_bytes,
                                                       USHORT back_fill_bytes, MDL* chain, ULONG data_offset,
                                                       SIZE_T data_bytes) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  Pool* pool = pool_of(handle, PoolKind::lists, __func__, PENSTOCK_CALLER);
  if (pool == nullptr) return nullptr;
  return make_list_over({.chain = chain,
                         .data_offset_bytes = data_offset,
                         .data_bytes = static_cast<std::uint32_t>(data_bytes),
                         .context_bytes = context_bytes,
                         .back_fill_bytes = back_fill_bytes},
                        pool, __func__, PENSTOCK_CALLER);
}

VOID NdisFreeNetBufferList(NET_BUFFER_LIST* list) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  free_list(list, __func__, PENSTOCK_CALLER);
}

NET_BUFFER* NdisAllocateNetBuffer(NDIS_HANDLE handle, MDL* chain, ULONG data_offset, SIZE_T data_bytes) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  Pool* pool = pool_of(handle, PoolKind::buffers, __func__, PENSTOCK_CALLER);
  if (pool == nullptr) return nullptr;
  BufferBlock* block = make_buffer(*pool, 0, __func__, PENSTOCK_CALLER);
  if (block == nullptr) return nullptr;
  set_data(block->buffer, chain, data_offset, static_cast<std::uint32_t>(data_bytes));
  return &block->buffer;
}

NET_BUFFER* NdisAllocateNetBufferMdlAndData(NDIS_HANDLE handle) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  Pool* pool = pool_of(handle, PoolKind::buffers, __func__, PENSTOCK_CALLER);
  if (pool == nullptr) return nullptr;
  if (pool->data_bytes == 0) {
    report_misuse(__func__, "the pool must have a DataSize", pool->made_at, PENSTOCK_CALLER);
    return nullptr;
  }
  BufferBlock* block = make_buffer(*pool, pool->data_bytes, __func__, PENSTOCK_CALLER);
  return block == nullptr ? nullptr : &block->buffer;
}

VOID NdisFreeNetBuffer(NET_BUFFER* buffer) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  if (!nt::find_block(buffer).has_value()) {
    return report_misuse(__func__, "no NET_BUFFER that was allocated by itself", {}, PENSTOCK_CALLER);
  }
  Pool* pool =
      pools().find(reinterpret_cast<BufferBlock*>(buffer)->pool);  // it may be gone before its buffers
  nt::free_pool(buffer, 0, PENSTOCK_CALLER);
  if (pool != nullptr) pool->out.fetch_sub(1);
}

NDIS_HANDLE NdisGetPoolFromNetBufferList(NET_BUFFER_LIST const* list) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  return list->NdisPoolHandle;
}

NDIS_HANDLE NdisGetPoolFromNetBuffer(NET_BUFFER const* buffer) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  return buffer->NdisPoolHandle;
}

}  // extern "C"
