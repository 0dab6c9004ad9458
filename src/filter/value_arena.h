// SPDX-License-Identifier: Apache-2.0
// Where the values of one filter's conditions live: everything a value points to is copied in here, ranges
// and what their ends point to included, so that a specification may vanish when its call returns.
//
// Threads: filled by one; read by any afterwards.
// Memory: grows by blocks; all of it goes with the arena.
// Errors: a type that it does not know is copied as empty; conditions of such types are refused before.
#pragma once

#include <cstddef>
#include <memory_resource>

#include "filter/value.h"

namespace penstock::filter {

class ValueArena {
 public:
  Value copy(const Value& value);

 private:
  const void* copy_bytes(const void* from, std::size_t size_bytes, std::size_t alignment);
  template <class T>
  const T* copy_of(const T& from) {
    return static_cast<const T*>(copy_bytes(&from, sizeof from, alignof(T)));
  }
  const ByteBlob* copy_blob(const ByteBlob& from);

  std::pmr::monotonic_buffer_resource memory_;
};

// The length of a zero-terminated string in code units.
std::size_t length_of(const char16_t* text);
// The bytes of a security identifier: eight, and four for each sub-authority.
std::size_t sid_size_bytes(const void* sid);

}  // namespace penstock::filter
