// SPDX-License-Identifier: Apache-2.0
// Looking at the bytes of a NET_BUFFER and copying them.
#include <algorithm>
#include <cstdint>
#include <span>

#include "ndis/gather.h"
#include "ndis/net_buffer.h"
#include "nt/thread_state.h"

#include <ndis.h>

using namespace penstock;
using namespace penstock::ndis;

namespace {

bool is_aligned(const std::uint8_t* at, ULONG multiple, ULONG offset) {
  return multiple <= 1 || (reinterpret_cast<std::uintptr_t>(at) - offset) % multiple == 0;
}

}  // namespace

extern "C" {

// W-NBL-7.
PVOID NdisGetDataBuffer(NET_BUFFER* buffer, ULONG needed_bytes, PVOID storage, ULONG align_multiple,
                        ULONG align_offset) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  if (buffer->DataLength < needed_bytes || buffer->CurrentMdl == nullptr) return nullptr;
  const MDL& current = *buffer->CurrentMdl;
  std::uint8_t* first = address_of(current) + buffer->CurrentMdlOffset;
  const bool contiguous = current.ByteCount - buffer->CurrentMdlOffset >= needed_bytes;
  if (contiguous && is_aligned(first, align_multiple, align_offset)) return first;
  if (storage == nullptr) return nullptr;
  const std::span out(static_cast<std::uint8_t*>(storage), needed_bytes);
  return gather(*buffer, out) == needed_bytes ? storage : nullptr;
}

// W-NBL-8: the destination's own lengths say nothing, its chain does.
NDIS_STATUS NdisCopyFromNetBufferToNetBuffer(NET_BUFFER* destination, ULONG destination_offset, ULONG wanted,
                                             NET_BUFFER const* source, ULONG source_offset, ULONG* copied) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  const ULONG left = source->DataLength > source_offset ? source->DataLength - source_offset : 0;
  const ULONG space = chain_bytes_after_start(*destination);
  const ULONG room = space > destination_offset ? space - destination_offset : 0;
  ULONG done = 0;
  walk_bytes(*source, source_offset, std::min({wanted, left, room}),
             [&](const std::uint8_t* from, std::uint32_t count) {
               const std::uint8_t* next = from;
               done += walk_bytes(*destination, destination_offset + done, count,
                                  [&](std::uint8_t* to, std::uint32_t here) {
                                    std::copy_n(next, here, to);
                                    next += here;
                                  });
             });
  *copied = done;
  return NDIS_STATUS_SUCCESS;
}

}  // extern "C"
