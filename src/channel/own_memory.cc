// SPDX-License-Identifier: Apache-2.0
#include "channel/own_memory.h"

#include <sys/mman.h>

#include <cstring>
#include <mutex>

#include "base/assert.h"

namespace penstock::channel {
namespace {

std::byte* pointer_of(std::uint64_t address) { return reinterpret_cast<std::byte*>(address); }
std::uint64_t address_of(const void* at) { return reinterpret_cast<std::uint64_t>(at); }

class InPlace final : public ShownPages {
 public:
  explicit InPlace(std::byte* data) : data_(data) {}
  std::byte* data() const override { return data_; }

 private:
  std::byte* data_;
};

}  // namespace

OwnMemory::~OwnMemory() {
  for (const auto& [address, bytes] : allocated_bytes_) ::munmap(pointer_of(address), bytes);
}

void OwnMemory::add_region(const void* at, std::uint64_t bytes) {
  std::lock_guard hold(lock_);
  regions_.emplace(address_of(at), address_of(at) + bytes);
}

void OwnMemory::remove_region(const void* at, std::uint64_t bytes) {
  std::lock_guard hold(lock_);
  const auto [first, last] = regions_.equal_range(address_of(at));
  for (auto it = first; it != last; ++it) {
    if (it->second != address_of(at) + bytes) continue;
    regions_.erase(it);
    return;
  }
  PENSTOCK_ASSERT(!"a region that was never registered");
}

// Regions may touch and overlap: what begins in one may end in the next.
bool OwnMemory::backed(std::uint64_t address, std::uint64_t bytes) {
  if (bytes > ~address) return false;
  const std::uint64_t end = address + bytes;
  std::uint64_t reached = address;
  std::lock_guard hold(lock_);
  for (const auto& [first, last] : regions_) {
    if (first > reached) break;
    if (last > reached) reached = last;
    if (reached >= end) return true;
  }
  return bytes == 0;
}

std::byte* OwnMemory::view(std::uint64_t address, std::uint64_t bytes, Right) {
  return backed(address, bytes) ? pointer_of(address) : nullptr;
}

Result<std::unique_ptr<ShownPages>> OwnMemory::show(std::span<const std::uint64_t> pages) {
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (pages[i] > ~std::uint64_t{0} / kPageBytes) return Fault::unbacked;
    if (pages[i] != pages[0] + i) return Fault::not_contiguous;
  }
  if (pages.empty()) return Fault::unbacked;
  std::byte* data = view(pages[0] * kPageBytes, pages.size() * kPageBytes, Right::write);
  if (data == nullptr) return Fault::unbacked;
  return std::unique_ptr<ShownPages>(std::make_unique<InPlace>(data));
}

bool OwnMemory::read(std::uint64_t address, MutableBytes into) {
  if (!backed(address, into.size())) return false;
  std::memcpy(into.data(), pointer_of(address), into.size());
  return true;
}

bool OwnMemory::write(std::uint64_t address, Bytes from) {
  if (!backed(address, from.size())) return false;
  std::memcpy(pointer_of(address), from.data(), from.size());
  return true;
}

Result<std::uint64_t> OwnMemory::allocate(std::uint32_t pages) {
  const std::uint64_t bytes = std::uint64_t{pages} * kPageBytes;
  void* at = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (at == MAP_FAILED) return Fault::no_memory;
  add_region(at, bytes);
  std::lock_guard hold(lock_);
  allocated_bytes_.emplace(address_of(at), bytes);
  return address_of(at);
}

void OwnMemory::free(std::uint64_t address, std::uint32_t pages) {
  const std::uint64_t bytes = std::uint64_t{pages} * kPageBytes;
  {
    std::lock_guard hold(lock_);
    PENSTOCK_ASSERT(allocated_bytes_.erase(address) == 1);
  }
  remove_region(pointer_of(address), bytes);
  ::munmap(pointer_of(address), bytes);
}

}  // namespace penstock::channel
