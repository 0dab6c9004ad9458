// SPDX-License-Identifier: Apache-2.0
#include "ndis/net_buffer.h"

#include <algorithm>

#include <ndis.h>

namespace penstock::ndis {

void describe_memory(MDL& descriptor, void* memory, std::uint32_t size_bytes) {
  descriptor = {};
  descriptor.Size = sizeof(MDL);
  descriptor.MdlFlags = MDL_SOURCE_IS_NONPAGED_POOL;
  descriptor.MappedSystemVa = memory;
  descriptor.StartVa = PAGE_ALIGN(memory);
  descriptor.ByteOffset = BYTE_OFFSET(memory);
  descriptor.ByteCount = size_bytes;
}

std::uint8_t* address_of(const MDL& descriptor) {
  return static_cast<std::uint8_t*>(descriptor.StartVa) + descriptor.ByteOffset;
}

void find_current(NET_BUFFER& buffer) {
  MDL* at = buffer.MdlChain;
  std::uint32_t offset_bytes = buffer.DataOffset;
  while (at != nullptr && at->Next != nullptr && offset_bytes >= at->ByteCount) {
    offset_bytes -= at->ByteCount;
    at = at->Next;
  }
  buffer.CurrentMdl = at;
  buffer.CurrentMdlOffset = offset_bytes;
}

std::uint32_t chain_bytes_after_start(const NET_BUFFER& buffer) {
  std::uint32_t total_bytes = 0;
  for (const MDL* at = buffer.MdlChain; at != nullptr; at = at->Next) total_bytes += at->ByteCount;
  return total_bytes > buffer.DataOffset ? total_bytes - buffer.DataOffset : 0;
}

std::uint32_t walk_bytes(const NET_BUFFER& buffer, std::uint32_t offset_bytes, std::uint32_t count_bytes,
                         Piece piece) {
  std::uint64_t skip_bytes = std::uint64_t{buffer.CurrentMdlOffset} + offset_bytes;
  std::uint32_t done_bytes = 0;
  for (const MDL* at = buffer.CurrentMdl; at != nullptr && done_bytes < count_bytes; at = at->Next) {
    if (skip_bytes >= at->ByteCount) {
      skip_bytes -= at->ByteCount;
      continue;
    }
    const auto skipped = static_cast<std::uint32_t>(skip_bytes);
    const std::uint32_t here_bytes = std::min(at->ByteCount - skipped, count_bytes - done_bytes);
    piece(address_of(*at) + skipped, here_bytes);
    done_bytes += here_bytes;
    skip_bytes = 0;
  }
  return done_bytes;
}

}  // namespace penstock::ndis
