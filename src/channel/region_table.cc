// SPDX-License-Identifier: Apache-2.0
#include "channel/region_table.h"

#include <new>

namespace penstock::channel {

// The peer says how much there is to remember: where there is no memory for it, the region is refused like any other.
RegionTable::Added RegionTable::add(const RegionHeader& header) try {
  if (regions_.contains(header.region)) return Added::refused;
  if (regions_.size() >= kRegionsMax || header.ranges == 0) return Added::refused;
  if (header.range_bytes % 8 != 0 || header.values.size() * 8 > header.range_bytes) return Added::refused;
  Region region{.id = header.region,
                .relid = header.relid,
                .announced_bytes = header.range_bytes,
                .announced_ranges = header.ranges,
                .read_only = header.read_only,
                .values = header.values};
  return finish(regions_.emplace(header.region, std::move(region)).first->second);
} catch (const std::bad_alloc&) {
  regions_.erase(header.region);  // nothing was allocated for one that was there before
  return Added::refused;
}

RegionTable::Added RegionTable::add(const RegionBody& body, std::uint32_t& relid) try {
  const auto found = regions_.find(body.region);
  if (found == regions_.end() || found->second.complete) return Added::dropped;
  Region& region = found->second;
  relid = region.relid;
  if ((region.values.size() + body.values.size()) * 8 > region.announced_bytes) {
    regions_.erase(found);
    return Added::refused;
  }
  region.values.insert(region.values.end(), body.values.begin(), body.values.end());
  return finish(region);
} catch (const std::bad_alloc&) {
  regions_.erase(body.region);
  return Added::refused;
}

RegionTable::Added RegionTable::finish(Region& region) {
  if (region.values.size() * 8 < region.announced_bytes) return Added::more;
  std::size_t at = 0;
  const std::vector<std::uint64_t>& values = region.values;
  for (std::uint16_t i = 0; i < region.announced_ranges; ++i) {
    RegionRange range;
    if (at < values.size()) {
      range.bytes = static_cast<std::uint32_t>(values[at]);
      range.offset = static_cast<std::uint32_t>(values[at] >> 32);
      ++at;
    }
    const std::uint64_t pages = pages_spanned(range.offset, range.bytes);
    if (range.bytes == 0 || range.offset >= kPageBytes || pages > values.size() - at) {
      regions_.erase(region.id);
      return Added::refused;
    }
    range.pages.assign(values.begin() + static_cast<std::ptrdiff_t>(at),
                       values.begin() + static_cast<std::ptrdiff_t>(at + pages));
    at += pages;
    region.ranges.push_back(std::move(range));
  }
  region.values.clear();
  region.complete = true;
  return Added::created;
}

Region* RegionTable::find(std::uint32_t id) {
  const auto found = regions_.find(id);
  return found == regions_.end() ? nullptr : &found->second;
}

const Region* RegionTable::find_complete(std::uint32_t id) const {
  const auto found = regions_.find(id);
  return found == regions_.end() || !found->second.complete ? nullptr : &found->second;
}

Result<const Region*> RegionTable::map(std::uint32_t id, Right right) {
  Region* region = find(id);
  if (region == nullptr || !region->complete || region->teardown_asked) return Fault::unknown_region;
  if (region->mapped) return Fault::mapped;
  if (region->read_only && right == Right::write) return Fault::read_only;
  region->mapped = true;
  return static_cast<const Region*>(region);
}

bool RegionTable::unmap(std::uint32_t id) {
  Region* region = find(id);
  if (region == nullptr) return false;
  region->mapped = false;
  if (!region->teardown_asked) return false;
  regions_.erase(id);
  return true;
}

bool RegionTable::teardown(std::uint32_t id) {
  Region* region = find(id);
  if (region == nullptr) return true;
  if (!region->mapped) {
    regions_.erase(id);
    return true;
  }
  region->teardown_asked = true;
  return false;
}

Result<std::span<const std::uint64_t>> ring_pages(const Region& region, std::uint32_t downstream_page) {
  if (region.ranges.size() != 1) return Fault::refused;
  const RegionRange& range = region.ranges[0];
  const std::size_t pages = range.pages.size();
  if (range.offset != 0 || range.bytes % kPageBytes != 0) return Fault::refused;
  if (downstream_page < 2 || pages < downstream_page || pages - downstream_page < 2) return Fault::refused;
  return std::span<const std::uint64_t>(range.pages);
}

}  // namespace penstock::channel
