// SPDX-License-Identifier: Apache-2.0
#include "ndis/clone.h"

#include <algorithm>
#include <string>

#include "ndis/list_pool.h"
#include "ndis/net_buffer.h"
#include "ndis/packet_face.h"
#include "nt/guest.h"
#include "nt/thread_state.h"

#include "ndis/list_block.h"

namespace penstock::ndis {
namespace {

std::uint32_t count_buffers(const NET_BUFFER_LIST& list) {
  std::uint32_t count = 0;
  for (const NET_BUFFER* each = list.FirstNetBuffer; each != nullptr; each = each->Next) ++count;
  return count;
}

std::uint32_t count_pieces(const NET_BUFFER& buffer) {
  std::uint32_t count = 0;
  walk_bytes(buffer, 0, buffer.DataLength, [&](const std::uint8_t*, std::uint32_t) { ++count; });
  return count;
}

std::uint32_t count_pieces(const NET_BUFFER_LIST& list) {
  std::uint32_t count = 0;
  for (const NET_BUFFER* each = list.FirstNetBuffer; each != nullptr; each = each->Next)
    count += count_pieces(*each);
  return count;
}

// Describes the used bytes anew, from the data start on. Returns the next free descriptor.
MDL* describe_anew(const NET_BUFFER& original, NET_BUFFER& copy, MDL* free) {
  MDL* first = nullptr;
  MDL** link = &first;
  walk_bytes(original, 0, original.DataLength, [&](std::uint8_t* at, std::uint32_t count_bytes) {
    describe_memory(*free, at, count_bytes);
    *link = free;
    link = &free->Next;
    ++free;
  });
  set_data(copy, first, 0, original.DataLength);
  return free;
}

void describe_buffers(const NET_BUFFER_LIST& original, const CloneRequest& request, const MadeList& made) {
  MDL* free = made.descriptors;
  NET_BUFFER* copy = made.block->list.FirstNetBuffer;
  for (const NET_BUFFER* each = original.FirstNetBuffer; each != nullptr;
       each = each->Next, copy = copy->Next) {
    if (request.use_original_descriptors) {
      set_data(*copy, each->CurrentMdl, each->CurrentMdlOffset, each->DataLength);
    } else {
      free = describe_anew(*each, *copy, free);
    }
  }
}

void join_parent(ListBlock& block, NET_BUFFER_LIST& original) {
  block.is_clone = true;
  block.list.ParentNetBufferList = &original;
  block.list.NblFlags = original.NblFlags;
  block.list.SourceHandle = original.SourceHandle;
  std::copy(std::begin(original.NetBufferListInfo), std::end(original.NetBufferListInfo),
            std::begin(block.list.NetBufferListInfo));  // W-CLN-4
  __atomic_fetch_add(&original.ChildRefCount, 1, __ATOMIC_ACQ_REL);
  block.kept = packet_at_root(&original);
  if (block.kept != nullptr) block.kept->add_reference();
}

}  // namespace

NET_BUFFER_LIST* make_clone(NET_BUFFER_LIST& original, const CloneRequest& request, base::CallSite site) {
  Pool* pool = nullptr;
  if (request.list_pool != nullptr) {
    pool = pool_of(request.list_pool, PoolKind::lists, request.function, site);
    if (pool == nullptr) return nullptr;
  }
  const MadeList made =
      make_list({.pool = pool,
                 .buffers = count_buffers(original),
                 .descriptors = request.use_original_descriptors ? 0 : count_pieces(original)},
                request.function, site);
  if (made.block == nullptr) return nullptr;
  made.block->clone_flags = request.flags;
  describe_buffers(original, request, made);
  join_parent(*made.block, original);
  return &made.block->list;
}

bool free_clone(NET_BUFFER_LIST* clone, std::uint32_t flags, const char* function, base::CallSite site) {
  const ListBlock* block = block_of(clone, function, site);
  if (block == nullptr) return false;
  if (!block->is_clone || block->clone_flags != flags) {
    nt::report("F-NBL-4", "W-CLN-1", base::Severity::error, nt::guest_of(site),
               std::string(function) + (block->is_clone ? ": other flags than the clone was made with"
                                                        : ": the list is no clone"),
               {}, site);
    return false;
  }
  NET_BUFFER_LIST* parent = clone->ParentNetBufferList;
  const bool stays = block->injected.load() || __atomic_load_n(&clone->ChildRefCount, __ATOMIC_ACQUIRE) != 0;
  if (!stays) __atomic_fetch_sub(&parent->ChildRefCount, 1, __ATOMIC_ACQ_REL);
  return free_list(clone, function, site);
}

}  // namespace penstock::ndis

using namespace penstock;
using namespace penstock::ndis;

extern "C" {

NET_BUFFER_LIST* NdisAllocateCloneNetBufferList(NET_BUFFER_LIST* original, NDIS_HANDLE list_pool, NDIS_HANDLE,
                                                ULONG flags) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  return make_clone(*original,
                    {.list_pool = list_pool,
                     .flags = flags,
                     .use_original_descriptors = (flags & NDIS_CLONE_FLAGS_USE_ORIGINAL_MDLS) != 0,
                     .function = __func__},
                    PENSTOCK_CALLER);
}

VOID NdisFreeCloneNetBufferList(NET_BUFFER_LIST* clone, ULONG flags) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  free_clone(clone, flags, __func__, PENSTOCK_CALLER);
}

}  // extern "C"
