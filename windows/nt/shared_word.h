// SPDX-License-Identifier: Apache-2.0
// A sleeping reader/writer lock in a word: the number of readers, a mark that a writer waits and a mark that
// one is in. Whoever makes room wakes all who sleep: each looks for itself.
//
// Threads: any; the holders are not known.
// Memory: the word; zero is free.
// Errors: none.
#pragma once

#include <atomic>
#include <cstdint>

namespace penstock::nt {

class SharedWord {
 public:
  static SharedWord& at(void* word) { return *static_cast<SharedWord*>(word); }

  bool try_exclusive();
  // `past_writers`: also while one waits (a reader that recurses, or that starves writers).
  bool try_shared(bool past_writers);
  void exclusive();
  void shared(bool past_writers);
  void release_exclusive();
  void release_shared();
  // The writer becomes a reader, as often as it was the writer.
  void downgrade(std::uint32_t readers);

  bool held_exclusive() const { return (word_.load(std::memory_order_acquire) & kWriter) != 0; }
  std::uint32_t readers() const { return word_.load(std::memory_order_acquire) & kReaders; }

 private:
  static constexpr std::uint32_t kWriter = 0x80000000, kWriterWaits = 0x40000000, kReaders = 0x3FFFFFFF;

  std::atomic<std::uint32_t> word_;
  [[maybe_unused]] std::uint32_t reserved_;
};
static_assert(sizeof(SharedWord) == 8);

}  // namespace penstock::nt
