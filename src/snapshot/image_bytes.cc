// SPDX-License-Identifier: Apache-2.0
#include "snapshot/image_bytes.h"

#include <sys/mman.h>

#include <cstdint>

namespace penstock::snapshot {
namespace {

constexpr std::size_t kLargePageBytes = std::size_t{2} << 20;

std::size_t whole_pages(std::size_t bytes) {
  return (bytes + kLargePageBytes - 1) / kLargePageBytes * kLargePageBytes;
}

}  // namespace

void* take_pages(std::size_t bytes) {
  if (bytes < kLargePageBytes) return ::operator new(bytes);
  const std::size_t whole = whole_pages(bytes);
  if (whole < bytes || whole > SIZE_MAX - kLargePageBytes) throw std::bad_alloc();
  void* const memory = ::mmap(nullptr, whole + kLargePageBytes, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  // A large page lies at a multiple of its size: what is before and behind goes back.
  auto* const begin = static_cast<std::byte*>(memory);
  const std::size_t before =
      (kLargePageBytes - reinterpret_cast<std::uintptr_t>(memory) % kLargePageBytes) % kLargePageBytes;
  if (before != 0) ::munmap(begin, before);
  ::munmap(begin + before + whole, kLargePageBytes - before);
  ::madvise(begin + before, whole, MADV_HUGEPAGE);  // where there are none, small ones do
  return begin + before;
}

void give_pages(void* memory, std::size_t bytes) {
  if (bytes < kLargePageBytes) return ::operator delete(memory);
  ::munmap(memory, whole_pages(bytes));
}

}  // namespace penstock::snapshot
