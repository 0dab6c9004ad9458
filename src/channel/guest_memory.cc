// SPDX-License-Identifier: Apache-2.0
#include "channel/guest_memory.h"

#include "channel/descriptor.h"

namespace penstock::channel {

bool show_range(GuestMemory& memory, const PageRange& range, Right right, std::vector<MemoryPiece>& pieces) {
  std::uint64_t left = range.bytes;
  std::uint64_t offset = range.offset;
  std::size_t at = 0;
  while (left != 0) {
    if (at == range.pages.size() || range.pages[at] > ~std::uint64_t{0} / kPageBytes) return false;
    const std::uint64_t address = range.pages[at] * kPageBytes + offset;
    std::uint64_t bytes = kPageBytes - offset;
    for (++at; bytes < left && at < range.pages.size() && range.pages[at] == range.pages[at - 1] + 1; ++at) {
      bytes += kPageBytes;
    }
    if (bytes > left) bytes = left;
    std::byte* data = memory.view(address, bytes, right);
    if (data == nullptr) return false;
    pieces.push_back({.data = data, .address = address, .bytes = static_cast<std::uint32_t>(bytes)});
    left -= bytes;
    offset = 0;
  }
  return true;
}

}  // namespace penstock::channel
