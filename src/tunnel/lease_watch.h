// SPDX-License-Identifier: Apache-2.0
// Notices that a plug-in keeps what it should give back, long before the pool is empty: at the return of a
// callback, when the leases that are left pass an eighth of the pool and each doubling of that; when a lease
// gets old; when a request finds nothing. Each is a warning that names holder, call site and age, and changes
// nothing.
//
// Threads: after_callback() by the two data directions, which may overlap; tick() by the attendant.
// Memory: a few words a pool.
// Errors: none; what it finds goes to the finding log.
#pragma once

#include <atomic>
#include <cstdint>

#include "tunnel/slot_pool.h"

namespace penstock::tunnel {

class LeaseWatch {
 public:
  void begin(const SlotPool& pool);
  // Costs a subtraction while little is out.
  void after_callback(const SlotPool& pool, std::int64_t now_ns);
  // `age_max_ns` 0: no limit.
  void tick(const SlotPool& pool, std::int64_t now_ns, std::int64_t age_max_ns);
  void exhausted(const SlotPool& pool, std::int64_t now_ns);

 private:
  static std::uint32_t first_level(const SlotPool& pool) { return pool.size() / 8 > 1 ? pool.size() / 8 : 1; }
  void warn(const SlotPool& pool, const char* code, const char* what, std::int64_t now_ns) const;

  std::atomic<std::uint32_t> level_{1};
  std::atomic<std::int64_t> looked_ns_{0};
  std::atomic<std::int64_t> told_exhausted_ns_{-1};
  std::atomic<std::int64_t> told_lease_ns_{-1};  // the lease told of as old
};

}  // namespace penstock::tunnel
