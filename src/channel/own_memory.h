// SPDX-License-Identifier: Apache-2.0
// Memory of this process as a guest's: an address is the pointer's value. Only regions that were registered
// are there, so that an address out of the blue is unbacked and not a crash.
//
// Threads: any; registering takes a lock.
// Memory: pages that were allocated here go with it; registered regions are the registrar's.
// Errors: read-only is a promise here, not enforced: the pages have one owner and one set of rights.
#pragma once

#include <map>

#include "channel/guest_memory.h"
#include "exec/mutex.h"

namespace penstock::channel {

class OwnMemory final : public LendingMemory {
 public:
  OwnMemory() = default;
  ~OwnMemory() override;
  OwnMemory(const OwnMemory&) = delete;
  OwnMemory& operator=(const OwnMemory&) = delete;

  // A region may be registered several times, or within another, and is there until the last is gone.
  void add_region(const void* at, std::uint64_t bytes);
  void remove_region(const void* at, std::uint64_t bytes);

  std::byte* view(std::uint64_t address, std::uint64_t bytes, Right right) override;
  Result<std::unique_ptr<ShownPages>> show(std::span<const std::uint64_t> pages) override;
  bool read(std::uint64_t address, MutableBytes into) override;
  bool write(std::uint64_t address, Bytes from) override;
  Result<std::uint64_t> allocate(std::uint32_t pages) override;
  void free(std::uint64_t address, std::uint32_t pages) override;

 private:
  bool backed(std::uint64_t address, std::uint64_t bytes);

  exec::Mutex lock_;
  std::multimap<std::uint64_t, std::uint64_t> regions_;     // begin, end
  std::map<std::uint64_t, std::uint64_t> allocated_bytes_;  // by address
};

}  // namespace penstock::channel
