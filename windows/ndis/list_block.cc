// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <cstring>
#include <string>

#include "ndis/data_start.h"
#include "ndis/list_pool.h"
#include "ndis/net_buffer.h"
#include "nt/guest.h"
#include "nt/pool.h"
#include "nt/pool_account.h"

#include "ndis/list_block.h"

namespace penstock::ndis {
namespace {

constexpr std::uint32_t kDefaultTag = 0x6C626E50;  // "Pnbl"

constexpr std::size_t rounded(std::size_t bytes) { return (bytes + 15) & ~std::size_t{15}; }

bool report_still_needed(const char* function, const char* fact, base::CallSite site) {
  nt::report("F-NBL-3", "W-NBL-10", base::Severity::error, nt::guest_of(site),
             std::string(function) + ": " + fact, {}, site);
  return false;
}

// The context area lies with the list: its data grows down from the end (W-NBL-9).
void place_context(NET_BUFFER_LIST& list, void* memory, std::uint32_t context_bytes) {
  auto* context = new (memory) NET_BUFFER_LIST_CONTEXT{};
  context->Offset = static_cast<USHORT>(context_bytes);
  list.Context = context;
}

void place_buffers(ListBlock& block, std::uint8_t* memory, std::uint32_t count) {
  block.buffer_count = count;
  block.buffers = reinterpret_cast<BufferBlock*>(memory);
  for (std::uint32_t i = 0; i < count; ++i) {
    auto* made = new (&block.buffers[i]) BufferBlock{};
    made->buffer.NdisPoolHandle = block.pool;
    if (i > 0) block.buffers[i - 1].buffer.Next = &made->buffer;
  }
  block.list.FirstNetBuffer = count == 0 ? nullptr : &block.buffers[0].buffer;
}

}  // namespace

MadeList make_list(const ListShape& shape, const char* function, base::CallSite site) {
  const std::size_t buffers_at = rounded(sizeof(ListBlock));
  const std::size_t descriptors_at = buffers_at + rounded(sizeof(BufferBlock) * shape.buffers);
  const std::size_t context_at = descriptors_at + rounded(sizeof(MDL) * shape.descriptors);
  const bool has_context = shape.context_bytes != 0;
  const std::size_t data_at =
      context_at + (has_context ? sizeof(NET_BUFFER_LIST_CONTEXT) + rounded(shape.context_bytes) : 0);
  auto* memory = static_cast<std::uint8_t*>(
      nt::allocate_pool({.size_bytes = data_at + shape.data_bytes,
                         .tag = shape.pool != nullptr && shape.pool->tag != 0 ? shape.pool->tag : kDefaultTag,
                         .what = function},
                        site));
  if (memory == nullptr) return {};
  auto* block = new (memory) ListBlock{};
  block->mark = kListMark;
  block->pool = shape.pool;
  block->list.NdisPoolHandle = shape.pool;
  place_buffers(*block, memory + buffers_at, shape.buffers);
  if (has_context) place_context(block->list, memory + context_at, shape.context_bytes);
  if (shape.pool != nullptr) shape.pool->out.fetch_add(1);
  return {block, reinterpret_cast<MDL*>(memory + descriptors_at), memory + data_at};
}

ListBlock* find_block(const NET_BUFFER_LIST* list) {
  const auto known = nt::find_block(list);
  if (!known || known->size_bytes < sizeof(ListBlock)) return nullptr;
  auto* block = reinterpret_cast<ListBlock*>(const_cast<NET_BUFFER_LIST*>(list));
  return block->mark == kListMark ? block : nullptr;
}

ListBlock* block_of(NET_BUFFER_LIST* list, const char* function, base::CallSite site) {
  ListBlock* block = find_block(list);
  if (block != nullptr) return block;
  const auto freed = nt::find_freed(list);
  nt::report(
      "F-NBL-4", "W-NBL-9", base::Severity::error, nt::guest_of(site),
      std::string(function) + (freed ? ": the list was freed before" : ": no list that a guest allocated"),
      freed ? freed->freed_at : base::CallSite{}, site);
  return nullptr;
}

bool free_list(NET_BUFFER_LIST* list, const char* function, base::CallSite site) {
  ListBlock* block = block_of(list, function, site);
  if (block == nullptr) return false;
  if (block->injected.load())
    return report_still_needed(function, "the list is injected and not completed", site);
  if (__atomic_load_n(&list->ChildRefCount, __ATOMIC_ACQUIRE) != 0) {
    return report_still_needed(function, "clones of the list are still out", site);
  }
  for (std::uint32_t i = 0; i < block->buffer_count; ++i) free_header_of_ours(block->buffers[i].buffer, site);
  packet::Packet* kept = block->kept;
  Pool* pool = pools().find(block->pool);  // it may be gone before its lists
  block->mark = 0;
  nt::free_pool(list, 0, site);
  if (pool != nullptr) pool->out.fetch_sub(1);
  if (kept != nullptr) kept->release();
  return true;
}

std::uint32_t context_room(const Pool* pool, std::uint16_t context_bytes, std::uint16_t back_fill_bytes) {
  const std::uint32_t asked_bytes = std::uint32_t{context_bytes} + back_fill_bytes;
  return pool == nullptr ? asked_bytes : std::max<std::uint32_t>(pool->context_bytes, asked_bytes);
}

void take_context(NET_BUFFER_LIST& list, std::uint16_t bytes) {
  if (list.Context == nullptr) return;
  list.Context->Offset = static_cast<USHORT>(list.Context->Offset - bytes);
  list.Context->Size = bytes;
}

NET_BUFFER_LIST* make_list_over(const ListOver& over, Pool* pool, const char* function, base::CallSite site) {
  if (pool != nullptr && (!pool->with_buffer || pool->data_bytes != 0)) {
    report_misuse(function, "the pool must have fAllocateNetBuffer and DataSize 0", pool->made_at, site);
    return nullptr;
  }
  const MadeList made =
      make_list({.pool = pool,
                 .buffers = 1,
                 .context_bytes = context_room(pool, over.context_bytes, over.back_fill_bytes)},
                function, site);
  if (made.block == nullptr) return nullptr;
  take_context(made.block->list, over.context_bytes);
  set_data(made.block->buffers[0].buffer, over.chain, over.data_offset_bytes, over.data_bytes);
  return &made.block->list;
}

void set_data(NET_BUFFER& buffer, MDL* chain, std::uint32_t data_offset_bytes, std::uint32_t data_bytes) {
  buffer.MdlChain = chain;
  buffer.DataOffset = data_offset_bytes;
  buffer.stDataLength = data_bytes;
  find_current(buffer);
}

}  // namespace penstock::ndis
