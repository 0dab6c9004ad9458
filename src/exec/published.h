// SPDX-License-Identifier: Apache-2.0
// An immutable version of something global, published to readers that look at one number when nothing has
// changed. A reader keeps the version that it last saw alive; the writer never waits for readers.
//
// Threads: publish from any (one at a time wins); a Reader belongs to one thread.
// Memory: a version is freed with its last holder.
// Errors: none.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>

namespace penstock::exec {

template <class T>
class Published {
 public:
  explicit Published(std::shared_ptr<const T> first) : version_(std::move(first)) {}

  void publish(std::shared_ptr<const T> next) {
    std::shared_ptr<const T> last;  // freed outside the lock
    std::lock_guard hold(lock_);
    last = std::exchange(version_, std::move(next));
    revision_.fetch_add(1, std::memory_order_release);
  }
  std::shared_ptr<const T> load() const {
    std::lock_guard hold(lock_);
    return version_;
  }
  std::uint64_t revision() const { return revision_.load(std::memory_order_acquire); }

  class Reader {
   public:
    explicit Reader(const Published& source) : source_(source) { refresh(); }
    // Call once a batch. True when the version changed.
    bool refresh() {
      const std::uint64_t now = source_.revision();
      if (now == seen_) return false;
      version_ = source_.load();
      seen_ = now;
      return true;
    }
    const T& operator*() const { return *version_; }
    const T* operator->() const { return version_.get(); }

   private:
    const Published& source_;
    std::shared_ptr<const T> version_;
    std::uint64_t seen_ = 0;
  };

 private:
  mutable std::mutex lock_;
  std::shared_ptr<const T> version_;
  std::atomic<std::uint64_t> revision_{1};
};

}  // namespace penstock::exec
