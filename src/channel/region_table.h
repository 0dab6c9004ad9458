// SPDX-License-Identifier: Apache-2.0
// The memory that the other side has lent by number (GPADLs), on the side that uses it. A region arrives
// over several messages and exists when the announced bytes are there (V-MSG-5); it is mapped at most once at
// a time (V-GPADL-1), and is given back only when it is not mapped (V-GPADL-3).
//
// Threads: its owner's lock.
// Memory: the page numbers of each region; bounded by kRegionsMax and 64 KiB each.
// Errors: Added::refused, also for lack of memory, and faults; a body that belongs to nothing is dropped.
#pragma once

#include <map>
#include <vector>

#include "channel/bus_message.h"
#include "channel/descriptor.h"
#include "channel/fault.h"
#include "channel/guest_memory.h"

namespace penstock::channel {

inline constexpr std::size_t kRegionsMax = 4096;

struct RegionRange {
  std::uint32_t bytes = 0;
  std::uint32_t offset = 0;
  std::vector<std::uint64_t> pages;
};

struct Region {
  std::uint32_t id = 0;
  std::uint32_t relid = 0;
  std::uint16_t announced_bytes = 0;
  std::uint16_t announced_ranges = 0;
  bool read_only = false;
  bool complete = false;
  bool mapped = false;
  bool teardown_asked = false;
  std::vector<std::uint64_t> values;  // while it arrives
  std::vector<RegionRange> ranges;    // when it is complete
};

class RegionTable {
 public:
  enum class Added : std::uint8_t { more, created, refused, dropped };
  Added add(const RegionHeader& header);
  Added add(const RegionBody& body, std::uint32_t& relid);

  Region* find(std::uint32_t id);
  const Region* find_complete(std::uint32_t id) const;
  // Marks it mapped. Without the right to write it may be a read-only one (V-GPADL-2).
  Result<const Region*> map(std::uint32_t id, Right right);
  // True: its teardown was asked for meanwhile and is due now; it is gone.
  bool unmap(std::uint32_t id);
  // True: not mapped, gone. False: later.
  bool teardown(std::uint32_t id);
  void clear() { regions_.clear(); }
  void put(Region region) { regions_[region.id] = std::move(region); }
  const std::map<std::uint32_t, Region>& all() const { return regions_; }

 private:
  Added finish(Region& region);

  std::map<std::uint32_t, Region> regions_;
};

// The ring's pages, if this region can be a ring pair (V-GPADL-4): one whole-page range, `downstream` splits it.
Result<std::span<const std::uint64_t>> ring_pages(const Region& region, std::uint32_t downstream_page);

}  // namespace penstock::channel
