// SPDX-License-Identifier: Apache-2.0
#include "tunnel/slot_list.h"

#include <mutex>
#include <new>

#include "base/assert.h"

namespace penstock::tunnel {

Result<void> check_own(const SlotHandle* handle, const SlotHome& home) {
  if (handle == nullptr) return Fault::null_argument;
  if (handle->pool().options().owner != home.owner || !handle->pool().current(*handle)) {
    return Fault::invalid_argument;
  }
  return {};
}

SlotList* SlotList::make(const SlotHome& home, const FaceKind& face) {
  return new (::operator new(sizeof(SlotList) + face.bytes)) SlotList(home, face);
}

void SlotList::release() {
  if (references_.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  PENSTOCK_ASSERT(slots_.empty());
  if (face_built && face_.retire != nullptr) face_.retire(face());
  this->~SlotList();
  ::operator delete(this);
}

Result<void> SlotList::put(SlotHandle* handle, bool at_begin) {
  if (handle == nullptr) return Fault::null_argument;
  std::lock_guard hold(lock_);
  if (!valid_) return Fault::illegal_call;
  if (const auto own = check_own(handle, home_); !own) return own.fault();
  if (!handle->pool().list(*handle)) return Fault::invalid_argument;  // N-BUF-14
  at_begin ? slots_.push_front(*handle) : slots_.push_back(*handle);
  return {};
}

Result<SlotRef> SlotList::take(base::CallSite from, bool at_begin) {
  std::lock_guard hold(lock_);
  if (!valid_) return Fault::illegal_call;
  SlotHandle* taken = at_begin ? slots_.pop_front() : slots_.pop_back();
  if (taken == nullptr) return Fault::out_of_bounds;
  taken->pool().hand_out(*taken, home_.holder, from, home_.clock->now_ns());
  return SlotRef::adopt(taken);
}

Result<void> SlotList::clear() {
  SlotChain left;
  {
    std::lock_guard hold(lock_);
    if (!valid_) return Fault::illegal_call;
    left.splice(slots_);
  }
  cleared_.fetch_add(recycle_all(left), std::memory_order_relaxed);
  return {};
}

Result<std::uint32_t> SlotList::size() const {
  std::lock_guard hold(lock_);
  if (!valid_) return Fault::illegal_call;
  return slots_.count();
}

Result<BufferStatus> SlotList::status() const {
  std::lock_guard hold(lock_);
  if (!valid_) return Fault::illegal_call;
  return status_;
}

Result<void> SlotList::set_status(BufferStatus status) {
  std::lock_guard hold(lock_);
  if (!valid_) return Fault::illegal_call;
  status_ = status;
  return {};
}

Result<std::vector<SlotRef>> SlotList::snapshot() const {
  std::vector<SlotRef> seen;
  std::lock_guard hold(lock_);
  if (!valid_) return Fault::illegal_call;
  if (home_.fidelity == Fidelity::strict) return Fault::no_iteration;
  seen.reserve(slots_.count());
  for (SlotHandle* one = slots_.first(); one != nullptr; one = SlotChain::next(*one)) {
    seen.push_back(SlotRef::share(one));
  }
  return seen;
}

// Nobody else has it yet, or any more: no lock.
void SlotList::begin(SlotChain& shown) {
  PENSTOCK_ASSERT(!shared() && !valid_ && slots_.empty());
  slots_.splice(shown);
  status_ = BufferStatus::ok;
  valid_ = true;
  cleared_.store(0, std::memory_order_relaxed);
}

// Who kept it counts as a reference; without one there is nobody to be locked out.
BufferStatus SlotList::end(SlotChain& left) {
  const bool kept = shared();
  if (kept) lock_.lock();
  valid_ = false;
  left.splice(slots_);
  const BufferStatus status = status_;
  if (kept) lock_.unlock();
  return status;
}

std::uint32_t recycle_all(SlotChain& chain) {
  const std::uint32_t count = chain.count();
  for (SlotHandle* one = chain.first(); one != nullptr; one = SlotChain::next(*one)) {
    one->pool().take_back(*one);
  }
  SlotPool::recycle_row(chain);
  return count;
}

}  // namespace penstock::tunnel
