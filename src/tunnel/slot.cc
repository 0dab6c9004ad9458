// SPDX-License-Identifier: Apache-2.0
#include "tunnel/slot.h"

#include <utility>

#include "base/assert.h"
#include "tunnel/slot_pool.h"

namespace penstock::tunnel {

const char* to_string(SlotState state) {
  switch (state) {
    case SlotState::free:
      return "free";
    case SlotState::leased:
      return "leased";
    case SlotState::listed:
      return "listed";
    case SlotState::queued:
      return "queued";
    case SlotState::platform:
      return "in flight";
    case SlotState::closed:
      return "closed";
  }
  return "?";
}

void SlotHandle::release() {
  const std::uint64_t before = word_.fetch_sub(1, std::memory_order_acq_rel);
  PENSTOCK_ASSERT((before & kReferences) != 0);
  if ((before & kReferences) == 1) pool_->last_released(*this, state_of(before));
}

Result<std::uint8_t*> SlotHandle::data() const {
  if (!held()) return Fault::closed;
  return data_;
}

Result<std::uint32_t> SlotHandle::length_bytes() const {
  if (!held()) return Fault::closed;
  return length_bytes_;
}

Result<void> SlotHandle::set_length(std::uint32_t length_bytes) {
  if (!held()) return Fault::closed;
  if (length_bytes > capacity_bytes_) return Fault::invalid_argument;
  length_bytes_ = length_bytes;
  return {};
}

Result<void> SlotHandle::push_front(std::uint32_t count_bytes) {
  if (!held()) return Fault::closed;
  const auto room = static_cast<std::uint64_t>(data_ - packet_->storage());
  if (count_bytes > room || std::uint64_t{length_bytes_} + count_bytes > capacity_bytes_) {
    return Fault::invalid_argument;
  }
  data_ -= count_bytes;
  length_bytes_ += count_bytes;
  return {};
}

Result<void> SlotHandle::pull_front(std::uint32_t count_bytes) {
  if (!held()) return Fault::closed;
  const std::uint64_t end =
      static_cast<std::uint64_t>(data_ - packet_->storage()) + count_bytes + capacity_bytes_;
  // The capacity that was promised must still be there behind the new front.
  if (count_bytes > length_bytes_ || end > packet_->storage_bytes()) return Fault::invalid_argument;
  data_ += count_bytes;
  length_bytes_ -= count_bytes;
  return {};
}

Result<void> SlotHandle::set_status(BufferStatus status) {
  if (!held()) return Fault::closed;
  status_.store(status, std::memory_order_relaxed);
  return {};
}

Result<void> SlotHandle::set_affinity(std::uint32_t index) {
  if (!held()) return Fault::closed;
  affinity_ = index;
  return {};
}

Result<ForeignRef> SlotHandle::context() const {
  if (!held()) return Fault::closed;
  return ForeignRef::share(context_);
}

Result<const std::string*> SlotHandle::application() const {
  if (!held()) return Fault::closed;
  return application_;
}

Result<void> SlotHandle::set_context(ForeignRef context) {
  if (!held()) return Fault::closed;
  if (ForeignObject* before = std::exchange(context_, context.detach())) before->release();
  return {};
}

}  // namespace penstock::tunnel
