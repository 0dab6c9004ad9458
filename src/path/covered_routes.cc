// SPDX-License-Identifier: Apache-2.0
#include "path/covered_routes.h"

#include <algorithm>

namespace penstock::path {

CoveredRoutes::CoveredRoutes(std::span<const wire::Prefix> inclusions,
                             std::span<const wire::Prefix> exclusions) {
  for (const wire::Prefix& prefix : exclusions) add(prefix, false);
  for (const wire::Prefix& prefix : inclusions) add(prefix, true);
  std::sort(rows_.begin(), rows_.end(),
            [](const Row& one, const Row& other) { return one.length > other.length; });
  for (Row& row : rows_) {
    std::stable_sort(row.entries.begin(), row.entries.end(),
                     [](const Entry& one, const Entry& other) { return one.address < other.address; });
  }
}

void CoveredRoutes::add(const wire::Prefix& prefix, bool included) {
  const auto here = [&](const Row& row) {
    return row.version == prefix.address.version && row.length == prefix.length;
  };
  auto row = std::find_if(rows_.begin(), rows_.end(), here);
  if (row == rows_.end()) {
    row = rows_.insert(rows_.end(),
                       Row{.version = prefix.address.version, .length = prefix.length, .entries = {}});
  }
  row->entries.push_back({prefix.address, included});
}

bool CoveredRoutes::covers(const wire::Address& destination) const {
  for (const Row& row : rows_) {
    if (row.version != destination.version) continue;
    const wire::Address network = wire::Prefix::of(destination, row.length).address;
    const auto found = std::lower_bound(
        row.entries.begin(), row.entries.end(), network,
        [](const Entry& entry, const wire::Address& address) { return entry.address < address; });
    // Exclusions were added first, so of two alike one of them is found.
    if (found != row.entries.end() && found->address == network) return found->included;
  }
  return false;
}

}  // namespace penstock::path
