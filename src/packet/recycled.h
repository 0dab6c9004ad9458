// SPDX-License-Identifier: Apache-2.0
// For records that come and go with each connection: each thread keeps some of the memory that it freed last and uses it
// first, so that a record is warm in its cache and the allocator is not asked. Under a sanitizer every record is the
// allocator's, since who uses one after its end must be found.
//
//   class Flow : public Recycled<Flow>
//
// Threads: any; memory that one thread allocated and another freed stays with the other.
// Memory: at most kKept records a thread, given back when it ends.
// Errors: as operator new.
#pragma once

#include <cstddef>
#include <new>

namespace penstock::packet {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kRecycles = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool kRecycles = false;
#else
inline constexpr bool kRecycles = true;
#endif
#else
inline constexpr bool kRecycles = true;
#endif

template <class Record>
class Recycled {
 public:
  static void* operator new(std::size_t bytes) {
    Kept& kept = kept_here();
    if (!kRecycles || bytes != sizeof(Record) || kept.newest == nullptr) return ::operator new(bytes);
    --kept.count;
    Free* const taken = kept.newest;
    kept.newest = taken->next;
    return taken;
  }
  static void operator delete(void* memory, std::size_t bytes) {
    Kept& kept = kept_here();
    if (!kRecycles || bytes != sizeof(Record) || kept.count >= kKept) return ::operator delete(memory);
    ++kept.count;
    kept.newest = new (memory) Free{kept.newest};
  }

 private:
  static constexpr std::size_t kKept = 512;
  struct Free {
    Free* next;
  };
  struct Kept {
    Free* newest = nullptr;
    std::size_t count = 0;
    ~Kept() {
      count = kKept;  // what other ends of the thread free goes to the allocator
      while (newest != nullptr) {
        Free* const last = newest;
        newest = last->next;
        ::operator delete(last);
      }
    }
  };
  static Kept& kept_here() {
    thread_local Kept kept;
    return kept;
  }
};

}  // namespace penstock::packet
