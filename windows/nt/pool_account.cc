// SPDX-License-Identifier: Apache-2.0
#include "nt/pool_account.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <unordered_map>

#include "exec/mutex.h"
#include "nt/guest.h"

namespace penstock::nt {

namespace {

constexpr std::size_t kShards = 64;
constexpr std::size_t kFreedKept = 64;

struct alignas(64) Shard {
  exec::Mutex lock;
  std::unordered_map<const void*, PoolBlock> blocks;
  std::array<FreedBlock, kFreedKept> freed{};
  std::size_t freed_next = 0;
};

std::array<Shard, kShards>& shards() {
  static auto* all = new std::array<Shard, kShards>;
  return *all;
}

Shard& shard_of(const void* address) {
  const auto bits = reinterpret_cast<std::uintptr_t>(address);
  return shards()[((bits >> 4) ^ (bits >> 12)) % kShards];
}

std::atomic<std::uint64_t> last_sequence{0};

}  // namespace

void note_allocated(PoolBlock block) {
  block.sequence = ++last_sequence;
  Shard& shard = shard_of(block.address);
  std::lock_guard hold(shard.lock);
  for (FreedBlock& freed : shard.freed) {
    if (freed.address == block.address) freed = {};
  }
  shard.blocks[block.address] = block;
}

std::optional<PoolBlock> note_freed(void* address, base::CallSite site) {
  Shard& shard = shard_of(address);
  std::lock_guard hold(shard.lock);
  const auto found = shard.blocks.find(address);
  if (found == shard.blocks.end()) return std::nullopt;
  const PoolBlock block = found->second;
  shard.blocks.erase(found);
  shard.freed[shard.freed_next++ % kFreedKept] = {address, block.site, site};
  return block;
}

std::optional<PoolBlock> find_block(const void* begin) {
  Shard& shard = shard_of(begin);
  std::lock_guard hold(shard.lock);
  const auto found = shard.blocks.find(begin);
  return found == shard.blocks.end() ? std::nullopt : std::optional(found->second);
}

std::optional<FreedBlock> find_freed(void* address) {
  if (address == nullptr) return std::nullopt;
  Shard& shard = shard_of(address);
  std::lock_guard hold(shard.lock);
  const auto found = std::ranges::find(shard.freed, address, &FreedBlock::address);
  return found == shard.freed.end() ? std::nullopt : std::optional(*found);
}

std::vector<PoolBlock> blocks_of(const Guest* guest) {
  std::vector<PoolBlock> all;
  for (Shard& shard : shards()) {
    std::lock_guard hold(shard.lock);
    for (const auto& [address, block] : shard.blocks) {
      if (block.guest == guest) all.push_back(block);
    }
  }
  std::ranges::sort(all, {}, &PoolBlock::sequence);
  return all;
}

std::string tag_text(std::uint32_t tag) {
  std::string text;
  for (int shift = 0; shift < 32; shift += 8) {
    const char c = static_cast<char>(tag >> shift);
    text += c >= 0x20 && c < 0x7F ? c : '.';
  }
  return text;
}

}  // namespace penstock::nt
