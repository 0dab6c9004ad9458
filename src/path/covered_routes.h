// SPDX-License-Identifier: Apache-2.0
// Which destinations are to be reached through a connection: inclusions and exclusions, the longest prefix
// decides, and of two alike the exclusion (N-RT-2). Compiled once for a plan and read by every packet.
//
// Threads: immutable.
// Memory: one sorted row for each prefix length that occurs.
// Errors: none.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "wire/address.h"

namespace penstock::path {

class CoveredRoutes {
 public:
  CoveredRoutes() = default;
  CoveredRoutes(std::span<const wire::Prefix> inclusions, std::span<const wire::Prefix> exclusions);

  bool covers(const wire::Address& destination) const;
  bool empty() const { return rows_.empty(); }

 private:
  struct Entry {
    wire::Address address;
    bool included = false;
  };
  struct Row {
    std::uint8_t version = 0;
    std::uint8_t length = 0;
    std::vector<Entry> entries;  // by address
  };
  void add(const wire::Prefix& prefix, bool included);

  std::vector<Row> rows_;  // the longest first
};

}  // namespace penstock::path
