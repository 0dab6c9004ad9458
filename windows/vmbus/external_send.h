// SPDX-License-Identifier: Apache-2.0
// A client's memory that goes with a packet, as MDLs or page numbers describe it. Where the bus's memory is this
// process's own, what is named is there for the other side from the send to the completion, and no longer.
//
// Threads: any.
// Memory: an entry for each packet that is on its way with memory.
// Errors: an empty list where a chain or a length makes no sense.
#pragma once

#include <cstdint>
#include <vector>

#include "channel/descriptor.h"
#include "channel/sent_packet.h"
#include "vmbus/status.h"

#include "vmbus/channel_library.h"

namespace penstock::vmbus {

class ExternalRanges {
 public:
  // One range for each MDL. `length` 0: to the end (V-EXT-8).
  static ExternalRanges of_chain(const MDL* chain, std::uint32_t offset, std::uint32_t length);
  // The first MDL alone from that offset; all of it reaches to the end of its last page (V-EXT-9).
  static ExternalRanges of_first(const MDL* mdl, std::uint32_t offset, std::uint32_t length);
  // Whole pages, in this order.
  static ExternalRanges of_pages(const PFN_NUMBER* pages, std::uint32_t count);
  static ExternalRanges of_buffer(const void* buffer, std::uint32_t bytes);

  bool empty() const { return ranges_.empty(); }
  std::vector<channel::PageRange> view() const;
  // Here and gone again, for the other side.
  void add_to_memory() const;
  void remove_from_memory() const;

 private:
  struct Range {
    std::uint32_t bytes;
    std::uint32_t offset;
    std::vector<std::uint64_t> pages;
  };
  void add(std::uint64_t address, std::uint32_t bytes);

  std::vector<Range> ranges_;
};

// What a send with these flags means by a chain.
ExternalRanges described(const MDL* chain, std::uint32_t offset, std::uint32_t length, UINT32 flags);

Status send_external(channel::SentPacket& packet, channel::Bytes payload, ExternalRanges ranges,
                     bool answer_wanted);
// At the completion; does nothing for a packet without memory.
void end_external(const channel::SentPacket& packet);

}  // namespace penstock::vmbus
