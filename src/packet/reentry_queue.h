// SPDX-License-Identifier: Apache-2.0
// The one queue through which settled and injected things come back to a path. Any thread puts an item in;
// the path takes all of them at the start of its next batch, in the order they were put, and lets each
// resume where it left. A queue that turns non-empty wakes the path.
//
// Threads: put from any, without a lock; take_all and the waker's owner: the path's thread.
// Memory: intrusive: putting allocates nothing. An item is the queue's from put() until it is taken.
// Errors: a closed queue refuses; the putter keeps the item and settles otherwise.
#pragma once

#include <atomic>
#include <cstdint>

namespace penstock::packet {

// What comes back. resume() runs on the path's thread with its state in hand, and the item may destroy
// itself there.
class Reentry {
 public:
  virtual ~Reentry() = default;
  virtual void resume() = 0;
  // The queue goes away with the item still inside (shutdown): give back what it holds.
  virtual void abandon() = 0;

 private:
  friend class ReentryQueue;
  Reentry* next_ = nullptr;
};

class Waker {
 public:
  virtual ~Waker() = default;
  // From any thread; must not block.
  virtual void wake() = 0;
};

class ReentryQueue {
 public:
  explicit ReentryQueue(Waker* waker = nullptr) : waker_(waker) {}
  ~ReentryQueue();  // abandons what is left
  ReentryQueue(const ReentryQueue&) = delete;
  ReentryQueue& operator=(const ReentryQueue&) = delete;

  // False when closed.
  [[nodiscard]] bool put(Reentry& item);
  bool empty() const {
    const Reentry* newest = newest_.load(std::memory_order_acquire);
    return newest == nullptr || newest == closed();
  }
  // Resumes everything that was there at the call, oldest first; returns how many.
  std::uint32_t resume_all();
  // Refuses what comes from now on and abandons what is there.
  void close();

 private:
  // Stands in place of the newest item once closed: one word says both, so that no item can be put
  // between the closing and the abandoning.
  static Reentry* closed() { return reinterpret_cast<Reentry*>(std::uintptr_t{1}); }
  static Reentry* oldest_first(Reentry* newest);

  std::atomic<Reentry*> newest_{nullptr};
  Waker* waker_;
};

}  // namespace penstock::packet
