// SPDX-License-Identifier: Apache-2.0
#include "nt/shared_word.h"

#include "exec/runtime.h"

namespace penstock::nt {

bool SharedWord::try_exclusive() {
  std::uint32_t free = word_.load(std::memory_order_relaxed) & kWriterWaits;
  return word_.compare_exchange_strong(free, kWriter, std::memory_order_acquire);
}

bool SharedWord::try_shared(bool past_writers) {
  const std::uint32_t excluded = past_writers ? kWriter : kWriter | kWriterWaits;
  std::uint32_t seen = word_.load(std::memory_order_relaxed);
  while ((seen & excluded) == 0) {
    if (word_.compare_exchange_weak(seen, seen + 1, std::memory_order_acquire)) return true;
  }
  return false;
}

void SharedWord::exclusive() {
  exec::runtime().point(exec::Point::lock);
  const auto blocked = [this] { return (word_.load(std::memory_order_acquire) & (kWriter | kReaders)) != 0; };
  while (!try_exclusive()) {
    word_.fetch_or(kWriterWaits, std::memory_order_relaxed);
    exec::runtime().park(this, blocked, exec::kForever);
  }
}

void SharedWord::shared(bool past_writers) {
  exec::runtime().point(exec::Point::lock);
  const std::uint32_t excluded = past_writers ? kWriter : kWriter | kWriterWaits;
  const auto blocked = [&] { return (word_.load(std::memory_order_acquire) & excluded) != 0; };
  while (!try_shared(past_writers)) exec::runtime().park(this, blocked, exec::kForever);
}

// The mark of a waiting writer goes too: those who still wait set it again.
void SharedWord::release_exclusive() {
  word_.store(0, std::memory_order_release);
  exec::runtime().unpark_all(this);
  exec::runtime().point(exec::Point::lock);
}

void SharedWord::release_shared() {
  if ((word_.fetch_sub(1, std::memory_order_release) & kReaders) == 1) exec::runtime().unpark_all(this);
  exec::runtime().point(exec::Point::lock);
}

void SharedWord::downgrade(std::uint32_t readers) {
  word_.store(readers, std::memory_order_release);
  exec::runtime().unpark_all(this);
}

}  // namespace penstock::nt
