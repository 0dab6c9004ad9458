// SPDX-License-Identifier: Apache-2.0
// The one way to shared memory. Ring code is written over an access policy; this is the policy of the
// product, and a test has another that notices a byte which is read twice. Indices are sequentially
// consistent: both sides store one word and then look at another, and neither may miss the other.
//
// Threads: the other side of the memory is another thread or another process, and may be hostile.
// Memory: nothing is kept.
// Errors: none.
#pragma once

#include <atomic>
#include <cstdint>
#include <cstring>

#if defined(__SANITIZE_THREAD__)
#define PENSTOCK_RING_BY_WORDS
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define PENSTOCK_RING_BY_WORDS
#endif
#endif

namespace penstock::channel {

struct DirectAccess {
  static std::uint32_t load(const std::byte* at) {
    return std::atomic_ref(word(at)).load(std::memory_order_seq_cst);
  }
  static void store(std::byte* at, std::uint32_t value) {
    std::atomic_ref(word(at)).store(value, std::memory_order_seq_cst);
  }
  // Nothing is read: the line so many bytes on is asked for, which will be written soon. Behind the ring there may be none.
  static void will_write(const std::byte* at, std::uintptr_t ahead) {
    __builtin_prefetch(reinterpret_cast<const void*>(reinterpret_cast<std::uintptr_t>(at) + ahead), 1);
  }
#ifdef PENSTOCK_RING_BY_WORDS
  // The sanitizer must not call a hostile peer's writing a race of ours: word by word, without order.
  static void copy_in(std::byte* to, const std::byte* from, std::uint32_t bytes) {
    for (std::uint32_t at = 0; at < bytes; at += 4) {
      const std::uint32_t value = std::atomic_ref(word(from + at)).load(std::memory_order_relaxed);
      std::memcpy(to + at, &value, bytes - at < 4 ? bytes - at : 4);
    }
  }
  static void copy_out(std::byte* to, const std::byte* from, std::uint32_t bytes) {
    for (std::uint32_t at = 0; at < bytes; at += 4) {
      std::uint32_t value = 0;
      std::memcpy(&value, from + at, bytes - at < 4 ? bytes - at : 4);
      std::atomic_ref(word(to + at)).store(value, std::memory_order_relaxed);
    }
  }
#else
  static void copy_in(std::byte* to, const std::byte* from, std::uint32_t bytes) { copy(to, from, bytes); }
  static void copy_out(std::byte* to, const std::byte* from, std::uint32_t bytes) { copy(to, from, bytes); }
#endif

 private:
  // Short ones here, without a call: at 64 bytes the call of memcpy and its choice of a way are half the cost.
  static void copy(std::byte* to, const std::byte* from, std::uint32_t bytes) {
    constexpr std::uint32_t kStep = 16;
    if (bytes < kStep || bytes > kInlineBytesMax) {
      if (bytes != 0) std::memcpy(to, from, bytes);  // an empty payload may be nowhere
      return;
    }
    for (; bytes > 4 * kStep; bytes -= 4 * kStep, to += 4 * kStep, from += 4 * kStep) {
      __builtin_memcpy(to, from, 4 * kStep);
      asm("" : "+r"(to));  // or the compiler makes it one call again
    }
    // The last steps may overlap those before: nothing is counted.
    if (bytes > 2 * kStep) {
      __builtin_memcpy(to, from, 2 * kStep);
      __builtin_memcpy(to + bytes - 2 * kStep, from + bytes - 2 * kStep, 2 * kStep);
      return;
    }
    if (bytes > kStep) __builtin_memcpy(to, from, kStep);
    __builtin_memcpy(to + bytes - kStep, from + bytes - kStep, kStep);
  }
  static constexpr std::uint32_t kInlineBytesMax = 256;

  static std::uint32_t& word(const std::byte* at) {
    return *reinterpret_cast<std::uint32_t*>(const_cast<std::byte*>(at));
  }
};

}  // namespace penstock::channel
