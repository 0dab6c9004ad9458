// SPDX-License-Identifier: Apache-2.0
// The memory that the other side of a channel lends: named by addresses of its own, lying wherever it lies.
// Three backings: regions of this process (own_memory.h), a file that both map (shared_memory.h), the
// memory of another process, copied (process_memory.h).
//
// Threads: any.
// Memory: a view borrows; it is good while the lender's region is there.
// Errors: what is not backed, or cannot be shown, has no view.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "channel/fault.h"
#include "channel/ring_layout.h"

namespace penstock::channel {

enum class Right : std::uint8_t { read, write };

// A run of bytes as we see it. Through one for reading alone, writing faults where the backing can do that.
struct MemoryPiece {
  std::byte* data = nullptr;
  std::uint64_t address = 0;  // the lender's
  std::uint32_t bytes = 0;
};

// Pages shown in a row for as long as this lives.
class ShownPages {
 public:
  virtual ~ShownPages() = default;
  virtual std::byte* data() const = 0;
};

struct PageRange;

class GuestMemory {
 public:
  virtual ~GuestMemory() = default;

  // nullptr: not backed from end to end, not in a row here, or only to be copied.
  virtual std::byte* view(std::uint64_t address, std::uint64_t bytes, Right right) = 0;
  // Pages by number, in this order, in a row: what a ring needs.
  virtual Result<std::unique_ptr<ShownPages>> show(std::span<const std::uint64_t> pages) = 0;

  // False, and nothing promised about `into`, when not backed.
  virtual bool read(std::uint64_t address, MutableBytes into) = 0;
  virtual bool write(std::uint64_t address, Bytes from) = 0;
};

// The pieces of a range, pages that lie in a row joined; false when a page is not backed.
bool show_range(GuestMemory& memory, const PageRange& range, Right right, std::vector<MemoryPiece>& pieces);

// Memory that this side can lend out of.
class LendingMemory : public GuestMemory {
 public:
  // Zeroed pages in a row; the address of the first. no_memory when there are none.
  virtual Result<std::uint64_t> allocate(std::uint32_t pages) = 0;
  virtual void free(std::uint64_t address, std::uint32_t pages) = 0;
};

}  // namespace penstock::channel
