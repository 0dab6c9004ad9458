// SPDX-License-Identifier: Apache-2.0
// What stands between a packet's head and its payload: a list of pages with data (from the side that lends
// memory), or ranges of a buffer that both know (from the other side). Parsed from our own copy only.
//
// Threads: plain functions.
// Memory: a parsed range points into the descriptor it was parsed from.
// Errors: false when a count, a range or the length makes no sense.
#pragma once

#include <vector>

#include "channel/ring_layout.h"

namespace penstock::channel {

// Bytes in pages that need not follow each other; `offset` lies in the first page.
struct PageRange {
  std::uint32_t bytes = 0;
  std::uint32_t offset = 0;
  std::span<const std::uint64_t> pages;
};

inline std::uint64_t pages_spanned(std::uint64_t offset, std::uint64_t bytes) {
  return (offset + bytes + kPageBytes - 1) / kPageBytes;
}

// `descriptor` is aligned to 8. `ranges_max` bounds what a peer can make us keep.
bool parse_page_list(Bytes descriptor, std::uint32_t ranges_max, std::vector<PageRange>& ranges);
void write_page_list(std::span<const PageRange> ranges, std::vector<std::byte>& descriptor);

struct TransferRange {
  std::uint32_t bytes = 0;
  std::uint32_t offset = 0;
};

struct TransferPages {
  std::uint16_t set = 0;
  std::vector<TransferRange> ranges;
};

bool parse_transfer_pages(Bytes descriptor, TransferPages& pages);
void write_transfer_pages(const TransferPages& pages, std::vector<std::byte>& descriptor);

}  // namespace penstock::channel
