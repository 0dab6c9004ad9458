// SPDX-License-Identifier: Apache-2.0
#include "packet/mapped_region.h"

#include <sys/mman.h>

#include <new>

namespace penstock::packet {
namespace {

constexpr std::size_t kHugePageBytes = std::size_t{2} << 20;

}  // namespace

MappedRegion::MappedRegion(std::size_t size_bytes) : size_bytes_(size_bytes) {
  if (size_bytes_ == 0) return;
  void* mapped =
      mmap(nullptr, size_bytes_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (mapped == MAP_FAILED) throw std::bad_alloc();
  // Advice: a kernel without huge pages refuses it and nothing is lost.
  if (size_bytes_ >= kHugePageBytes) madvise(mapped, size_bytes_, MADV_HUGEPAGE);
  data_ = static_cast<std::byte*>(mapped);
}

MappedRegion::~MappedRegion() {
  if (data_ != nullptr) munmap(data_, size_bytes_);
}

}  // namespace penstock::packet
