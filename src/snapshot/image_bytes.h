// SPDX-License-Identifier: Apache-2.0
// Memory for an image that is read: a vector whose bytes are not set before they are read over, in large pages
// where the system has them. Page by page, an image of 150 MB costs more in faults than in reading.
//
// Threads: any.
// Memory: the caller's.
// Errors: std::bad_alloc.
#pragma once

#include <cstddef>
#include <new>
#include <utility>
#include <vector>

namespace penstock::snapshot {

void* take_pages(std::size_t bytes);
void give_pages(void* memory, std::size_t bytes);

template <class T>
struct UntouchedMemory {
  using value_type = T;
  UntouchedMemory() = default;
  template <class U>
  explicit UntouchedMemory(const UntouchedMemory<U>&) {}
  T* allocate(std::size_t count) { return static_cast<T*>(take_pages(count * sizeof(T))); }
  void deallocate(T* memory, std::size_t count) { give_pages(memory, count * sizeof(T)); }
  template <class U>
  void construct(U* at) noexcept {
    ::new (static_cast<void*>(at)) U;
  }
  template <class U, class... Values>
  void construct(U* at, Values&&... values) {
    ::new (static_cast<void*>(at)) U(std::forward<Values>(values)...);
  }
  bool operator==(const UntouchedMemory&) const = default;
};

using ImageBytes = std::vector<std::byte, UntouchedMemory<std::byte>>;

}  // namespace penstock::snapshot
