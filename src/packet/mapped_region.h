// SPDX-License-Identifier: Apache-2.0
// Zeroed pages for as long as it lives: a pool's descriptors, a pool's bytes. Pages cost memory when they
// are first touched, large regions ask for huge ones.
//
// Threads: made and ended by one.
// Memory: what it says; page-aligned.
// Errors: throws std::bad_alloc, as `new` would in its place: a pool is made at start or not at all.
#pragma once

#include <cstddef>

namespace penstock::packet {

class MappedRegion {
 public:
  explicit MappedRegion(std::size_t size_bytes);
  ~MappedRegion();
  MappedRegion(const MappedRegion&) = delete;
  MappedRegion& operator=(const MappedRegion&) = delete;

  std::byte* data() const { return data_; }
  std::size_t size_bytes() const { return size_bytes_; }

 private:
  std::byte* data_ = nullptr;
  std::size_t size_bytes_;
};

}  // namespace penstock::packet
