// SPDX-License-Identifier: Apache-2.0
#include "ndis/data_start.h"

#include <cstring>
#include <string>

#include "ndis/net_buffer.h"
#include "nt/guest.h"
#include "nt/pool.h"
#include "nt/pool_account.h"
#include "nt/thread_state.h"

#include <ndis.h>

namespace penstock::ndis {
namespace {

constexpr std::uint32_t kTag = 0x6264684E;  // "Nhdb"

// How many MDLs in front of the chain a retreat put there.
std::uintptr_t retreats_of(const NET_BUFFER& buffer) {
  return reinterpret_cast<std::uintptr_t>(buffer.NdisReserved[0]);
}
void set_retreats(NET_BUFFER& buffer, std::uintptr_t count) {
  buffer.NdisReserved[0] = reinterpret_cast<PVOID>(count);
}

MDL* allocate_ours(std::uint32_t size_bytes, const char* function, base::CallSite site) {
  auto* memory = static_cast<std::uint8_t*>(nt::allocate_pool(
      {.size_bytes = sizeof(MDL) + size_bytes, .tag = kTag, .fill = nt::Fill::pattern, .what = function},
      site));
  if (memory == nullptr) return nullptr;
  auto* descriptor = reinterpret_cast<MDL*>(memory);
  describe_memory(*descriptor, memory + sizeof(MDL), size_bytes);
  return descriptor;
}

MDL* unlink_first(NET_BUFFER& buffer) {
  MDL* first = buffer.MdlChain;
  buffer.MdlChain = first->Next;
  buffer.DataOffset -= first->ByteCount;
  set_retreats(buffer, retreats_of(buffer) - 1);
  return first;
}

}  // namespace

bool retreat(NET_BUFFER& buffer, const Retreat& how, base::CallSite site) {
  if (buffer.DataOffset >= how.delta_bytes) {
    buffer.DataOffset -= how.delta_bytes;
  } else {
    const std::uint32_t missing_bytes = how.delta_bytes - buffer.DataOffset;
    std::uint32_t size_bytes = missing_bytes + how.back_fill_bytes;
    MDL* front =
        how.allocate != nullptr ? how.allocate(&size_bytes) : allocate_ours(size_bytes, how.function, site);
    if (front == nullptr || front->ByteCount < missing_bytes) return false;
    front->Next = buffer.MdlChain;
    buffer.MdlChain = front;
    buffer.DataOffset = front->ByteCount - missing_bytes;
    set_retreats(buffer, retreats_of(buffer) + 1);
  }
  buffer.stDataLength = buffer.DataLength + how.delta_bytes;
  find_current(buffer);
  return true;
}

void advance(NET_BUFFER& buffer, const Advance& how, base::CallSite site) {
  std::uint32_t delta_bytes = how.delta_bytes;
  if (delta_bytes > buffer.DataLength) {
    nt::report("F-NBL-2", "W-NBL-3", base::Severity::error, nt::guest_of(site),
               "data start advanced by " + std::to_string(delta_bytes) + " bytes, the buffer has " +
                   std::to_string(buffer.DataLength),
               {}, site);
    delta_bytes = buffer.DataLength;
  }
  buffer.DataOffset += delta_bytes;
  buffer.stDataLength = buffer.DataLength - delta_bytes;
  while (how.free_descriptors && retreats_of(buffer) > 0 && buffer.DataOffset >= buffer.MdlChain->ByteCount) {
    MDL* unused = unlink_first(buffer);
    if (how.free != nullptr) {
      how.free(unused);
    } else {
      nt::free_pool(unused, 0, site);
    }
  }
  find_current(buffer);
}

void free_header_of_ours(NET_BUFFER& buffer, base::CallSite site) {
  while (retreats_of(buffer) > 0) {
    const auto block = nt::find_block(buffer.MdlChain);
    if (!block || std::strcmp(block->what, kOurHeader) != 0) return;
    nt::free_pool(unlink_first(buffer), 0, site);
  }
}

}  // namespace penstock::ndis

using namespace penstock;
using namespace penstock::ndis;

extern "C" {

NDIS_STATUS NdisRetreatNetBufferDataStart(NET_BUFFER* buffer, ULONG delta, ULONG back_fill,
                                          NET_BUFFER_ALLOCATE_MDL* allocate) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  return retreat(*buffer, {delta, back_fill, allocate, __func__}, PENSTOCK_CALLER) ? NDIS_STATUS_SUCCESS
                                                                                   : NDIS_STATUS_RESOURCES;
}

VOID NdisAdvanceNetBufferDataStart(NET_BUFFER* buffer, ULONG delta, BOOLEAN free_mdl,
                                   NET_BUFFER_FREE_MDL* free) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  advance(*buffer, {delta, free_mdl != FALSE, free}, PENSTOCK_CALLER);
}

// All or nothing (W-NBL-4).
NDIS_STATUS NdisRetreatNetBufferListDataStart(NET_BUFFER_LIST* list, ULONG delta, ULONG back_fill,
                                              NET_BUFFER_ALLOCATE_MDL* allocate, NET_BUFFER_FREE_MDL* free) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  for (NET_BUFFER* each = list->FirstNetBuffer; each != nullptr; each = each->Next) {
    if (retreat(*each, {delta, back_fill, allocate, __func__}, PENSTOCK_CALLER)) continue;
    for (NET_BUFFER* done = list->FirstNetBuffer; done != each; done = done->Next) {
      advance(*done, {delta, true, free}, PENSTOCK_CALLER);
    }
    return NDIS_STATUS_RESOURCES;
  }
  return NDIS_STATUS_SUCCESS;
}

VOID NdisAdvanceNetBufferListDataStart(NET_BUFFER_LIST* list, ULONG delta, BOOLEAN free_mdl,
                                       NET_BUFFER_FREE_MDL* free) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  for (NET_BUFFER* each = list->FirstNetBuffer; each != nullptr; each = each->Next) {
    advance(*each, {delta, free_mdl != FALSE, free}, PENSTOCK_CALLER);
  }
}

VOID NdisAdjustNetBufferCurrentMdl(NET_BUFFER* buffer) { find_current(*buffer); }

}  // extern "C"
