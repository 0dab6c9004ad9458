// SPDX-License-Identifier: Apache-2.0
// Slots in a row. A SlotChain is the platform's own, without a lock. A SlotList is what a callback is shown:
// the plug-in takes from it and puts into it, and when the callback returns the list ends: whoever kept it
// holds something that refuses every call (N-LIST-5).
//
// Threads: a chain has one holder. A list takes calls from any thread, each under a short spin lock; begin()
//   and end() are its channel's.
// Memory: both link slots through the slots. A list is counted by reference and has room behind it for a
//   foreign face.
// Errors: Fault, and then nothing has changed.
#pragma once

#include <atomic>
#include <cstdint>
#include <utility>
#include <vector>

#include "packet/spin_lock.h"
#include "tunnel/lease_clock.h"
#include "tunnel/slot.h"
#include "tunnel/slot_pool.h"

namespace penstock::tunnel {

class SlotChain {
 public:
  SlotChain() = default;
  SlotChain(const SlotChain&) = delete;
  SlotChain& operator=(const SlotChain&) = delete;

  bool empty() const { return first_ == nullptr; }
  std::uint32_t count() const { return count_; }
  SlotHandle* first() const { return first_; }
  static SlotHandle* next(const SlotHandle& handle) { return handle.next_; }
  void push_back(SlotHandle& handle);
  void push_front(SlotHandle& handle);
  SlotHandle* pop_front();
  SlotHandle* pop_back();
  // Takes all of the other to its end.
  void splice(SlotChain& other);

 private:
  SlotHandle* first_ = nullptr;
  SlotHandle* last_ = nullptr;
  std::uint32_t count_ = 0;
};

inline void SlotChain::push_back(SlotHandle& handle) {
  handle.next_ = nullptr;
  handle.previous_ = last_;
  (last_ == nullptr ? first_ : last_->next_) = &handle;
  last_ = &handle;
  ++count_;
}

inline void SlotChain::push_front(SlotHandle& handle) {
  handle.previous_ = nullptr;
  handle.next_ = first_;
  (first_ == nullptr ? last_ : first_->previous_) = &handle;
  first_ = &handle;
  ++count_;
}

inline SlotHandle* SlotChain::pop_front() {
  SlotHandle* taken = first_;
  if (taken == nullptr) return nullptr;
  first_ = taken->next_;
  (first_ == nullptr ? last_ : first_->previous_) = nullptr;
  --count_;
  return taken;
}

inline SlotHandle* SlotChain::pop_back() {
  SlotHandle* taken = last_;
  if (taken == nullptr) return nullptr;
  last_ = taken->previous_;
  (last_ == nullptr ? first_ : last_->next_) = nullptr;
  --count_;
  return taken;
}

inline void SlotChain::splice(SlotChain& other) {
  if (other.first_ == nullptr) return;
  other.first_->previous_ = last_;
  (last_ == nullptr ? first_ : last_->next_) = other.first_;
  last_ = std::exchange(other.last_, nullptr);
  other.first_ = nullptr;
  count_ += std::exchange(other.count_, 0);
}

// What the slots of one channel have in common.
struct SlotHome {
  const void* owner = nullptr;  // equals SlotPoolOptions::owner of this channel's pools
  packet::BorrowerId holder = 0;
  LeaseClock* clock = nullptr;
  Fidelity fidelity = Fidelity::lenient;
};

// Whether a plug-in may put this buffer anywhere: null, foreign, of an earlier start.
Result<void> check_own(const SlotHandle* handle, const SlotHome& home);

class SlotList {
 public:
  // With one reference.
  static SlotList* make(const SlotHome& home, const FaceKind& face);
  SlotList(const SlotList&) = delete;
  SlotList& operator=(const SlotList&) = delete;
  void add_reference() { references_.fetch_add(1, std::memory_order_relaxed); }
  void release();
  bool shared() const { return references_.load(std::memory_order_acquire) > 1; }

  Result<void> append(SlotHandle* handle) { return put(handle, false); }
  Result<void> add_at_begin(SlotHandle* handle) { return put(handle, true); }
  // The taker owns one reference; `from` is whom the pool's views name.
  Result<SlotRef> remove_at_begin(base::CallSite from) { return take(from, true); }
  Result<SlotRef> remove_at_end(base::CallSite from) { return take(from, false); }
  Result<void> clear();
  Result<std::uint32_t> size() const;
  Result<BufferStatus> status() const;
  Result<void> set_status(BufferStatus status);
  // References to what is in the list now; nothing changes hands (N-LIST-6).
  Result<std::vector<SlotRef>> snapshot() const;

  std::byte* face() { return reinterpret_cast<std::byte*>(this + 1); }
  bool face_built = false;

  // For the channel. `shown` are listed already.
  void begin(SlotChain& shown);
  // Ends the list and takes what is in it, in the state `listed`. Says its status.
  BufferStatus end(SlotChain& left);
  std::uint32_t cleared() const { return cleared_.load(std::memory_order_relaxed); }

 private:
  SlotList(const SlotHome& home, const FaceKind& face) : home_(home), face_(face) {}
  ~SlotList() = default;
  Result<void> put(SlotHandle* handle, bool at_begin);
  Result<SlotRef> take(base::CallSite from, bool at_begin);

  const SlotHome& home_;
  const FaceKind face_;
  std::atomic<std::uint32_t> references_{1};
  std::atomic<std::uint32_t> cleared_{0};  // slots given back by clear(), since begin()
  mutable packet::SpinLock lock_;          // guards what follows
  SlotChain slots_;
  bool valid_ = false;
  BufferStatus status_ = BufferStatus::ok;
};
using ListRef = packet::Ref<SlotList>;

// Gives a chain of slots in `listed` or `queued` back to their pools.
std::uint32_t recycle_all(SlotChain& chain);

}  // namespace penstock::tunnel
