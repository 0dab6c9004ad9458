// SPDX-License-Identifier: Apache-2.0
#include "nt/pool.h"

#include <array>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>

#include "exec/runtime.h"
#include "nt/guest.h"
#include "nt/held_locks.h"
#include "nt/live_objects.h"
#include "nt/pool_account.h"
#include "nt/thread_state.h"

namespace penstock::nt {

namespace {

constexpr std::size_t kPageBytes = 4096;
constexpr unsigned char kNewByte = 0xA1;
constexpr unsigned char kFreedByte = 0xDF;

std::atomic<bool> fills{true};
std::atomic<std::size_t> limit_bytes{0};
std::atomic<AllocationFault> fault{nullptr};

// Bytes in use by borrower: a guest's id is small, and two that share a slot only share a limit.
std::array<std::atomic<std::size_t>, 256> used_bytes{};

std::atomic<std::size_t>& used_by(const Guest* guest) {
  return used_bytes[guest == nullptr ? 0 : guest->borrower() % used_bytes.size()];
}

bool refused(const Guest* guest, std::size_t size_bytes, base::CallSite site) {
  const AllocationFault fails = fault.load(std::memory_order_relaxed);
  if (fails != nullptr && fails(site)) return true;
  const std::size_t limit = limit_bytes.load(std::memory_order_relaxed);
  return limit != 0 && used_by(guest).load(std::memory_order_relaxed) + size_bytes > limit;
}

void error(const char* code, const Guest* guest, std::string message, base::CallSite first,
           base::CallSite site) {
  report(code, "K-POOL-5", base::Severity::error, guest, std::move(message), first, site);
}

void report_not_a_block(void* address, base::CallSite site) {
  if (const auto freed = find_freed(address); freed.has_value()) {
    error("F-POOL-3", guest_of(site), "pool block freed twice", freed->freed_at, site);
    return;
  }
  error("F-POOL-4", guest_of(site),
        address == nullptr ? "NULL freed" : "address freed at which no pool block begins", {}, site);
}

// False: the block must stay, because something else still uses it.
bool may_free(const PoolBlock& block, std::uint32_t tag, base::CallSite site) {
  const Guest* guest = guest_of(site);
  if (tag != 0 && tag != block.tag) {
    error("F-POOL-7", guest,
          "tag '" + tag_text(tag) + "' at free, '" + tag_text(block.tag) + "' at allocation", block.site,
          site);
  }
  if (block.paged && thread_state().irql > kApc) {
    error("F-POOL-11", guest, "paged pool freed above APC_LEVEL", block.site, site);
  }
  if (const HeldLock* held = find_held_within(block.address, block.size_bytes); held != nullptr) {
    error("F-LOCK-11", guest, "pool block freed with a held lock inside", held->taken_at, site);
  }
  const auto live = find_live_within(block.address, block.size_bytes);
  if (!live.has_value()) return true;
  error("F-POOL-5", guest, std::string("pool block freed with a live object inside: ") + live->what,
        live->since, site);
  return false;
}

struct PoolAccount final : Account {
  PoolAccount() { register_account(*this); }
  const char* name() const override { return "pool"; }
  Closing closing() const override { return Closing::memory; }
  void close(Guest& guest) override;
  void show(const Guest& guest, std::vector<base::Row>& rows) const override;
};

struct Group {
  std::size_t blocks = 0;
  std::size_t bytes = 0;
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};
using Groups = std::map<std::pair<std::uint32_t, const void*>, Group>;

Groups group(const std::vector<PoolBlock>& blocks) {
  Groups groups;
  for (const PoolBlock& block : blocks) {
    Group& one = groups[{block.tag, block.site.address}];
    if (one.blocks++ == 0) one.first = block.sequence;
    one.bytes += block.size_bytes;
    one.last = block.sequence;
  }
  return groups;
}

void PoolAccount::close(Guest& guest) {
  const std::vector<PoolBlock> blocks = blocks_of(&guest);
  for (const auto& [key, one] : group(blocks)) {
    report("F-POOL-9", "K-POOL-7", base::Severity::error, &guest,
           "pool leak: tag '" + tag_text(key.first) + "', " + std::to_string(one.blocks) + " blocks, " +
               std::to_string(one.bytes) + " bytes, allocations " + std::to_string(one.first) + " to " +
               std::to_string(one.last),
           {key.second}, {});
  }
  for (const PoolBlock& block : blocks) {
    note_freed(block.address, {});
    used_by(&guest).fetch_sub(block.size_bytes, std::memory_order_relaxed);
    // Memory with something alive inside, or of a guest that still runs, is left where it is: a leak does
    // less harm than a late write.
    if (!guest.stays() && !find_live_within(block.address, block.size_bytes).has_value())
      std::free(block.address);
  }
}

void PoolAccount::show(const Guest& guest, std::vector<base::Row>& rows) const {
  for (const auto& [key, one] : group(blocks_of(&guest))) {
    rows.push_back({{"tag", tag_text(key.first)},
                    {"blocks", static_cast<std::int64_t>(one.blocks)},
                    {"bytes", static_cast<std::int64_t>(one.bytes)},
                    {"allocated at", base::name_of({key.second})}});
  }
}

PoolAccount account;

}  // namespace

void* allocate_pool(const PoolRequest& request, base::CallSite site) {
  exec::runtime().point(exec::Point::allocation);
  Guest* guest = guest_of(site);
  if (refused(guest, request.size_bytes, site)) return nullptr;
  const std::size_t size_bytes = request.size_bytes == 0 ? 1 : request.size_bytes;
  void* address = nullptr;
  if (size_bytes < kPageBytes) {
    address = std::malloc(size_bytes);
  } else if (posix_memalign(&address, kPageBytes, size_bytes) != 0) {
    address = nullptr;
  }
  if (address == nullptr) return nullptr;
  if (request.fill == Fill::zero) {
    std::memset(address, 0, size_bytes);
  } else if (fills.load(std::memory_order_relaxed)) {
    std::memset(address, kNewByte, size_bytes);
  }
  used_by(guest).fetch_add(request.size_bytes, std::memory_order_relaxed);
  note_allocated({.address = address,
                  .size_bytes = request.size_bytes,
                  .tag = request.tag,
                  .paged = request.paged,
                  .guest = guest,
                  .site = site,
                  .what = request.what});
  return address;
}

void free_pool(void* address, std::uint32_t tag, base::CallSite site) {
  exec::runtime().point(exec::Point::allocation);
  const auto block = find_block(address);
  if (!block.has_value()) return report_not_a_block(address, site);
  if (!may_free(*block, tag, site)) return;
  // Between the look and this, another thread may have freed it: then that was the first free.
  const auto freed = note_freed(address, site);
  if (!freed.has_value()) return report_not_a_block(address, site);
  used_by(freed->guest).fetch_sub(freed->size_bytes, std::memory_order_relaxed);
  if (fills.load(std::memory_order_relaxed)) std::memset(address, kFreedByte, freed->size_bytes);
  std::free(address);
}

void set_pool_fill(bool on) { fills.store(on); }
void set_pool_limit(std::size_t bytes_max) { limit_bytes.store(bytes_max); }
void set_allocation_fault(AllocationFault fails) { fault.store(fails); }

}  // namespace penstock::nt
