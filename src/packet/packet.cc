// SPDX-License-Identifier: Apache-2.0
#include "packet/packet.h"

#include "base/assert.h"
#include "packet/pool.h"

namespace penstock::packet {

bool Packet::push_front(std::uint32_t count_bytes) {
  if (count_bytes > headroom_bytes()) return false;
  data_ -= count_bytes;
  size_bytes_ += count_bytes;
  return true;
}

bool Packet::pull_front(std::uint32_t count_bytes) {
  if (count_bytes > size_bytes_) return false;
  data_ += count_bytes;
  size_bytes_ -= count_bytes;
  return true;
}

bool Packet::set_size(std::uint32_t size_bytes) {
  if (size_bytes > storage_bytes_ - headroom_bytes()) return false;
  size_bytes_ = size_bytes;
  return true;
}

void Packet::release() {
  // A sole holder needs no atomic exchange: nobody else can add a reference to what only we hold.
  const std::uint32_t references = references_.load(std::memory_order_acquire);
  PENSTOCK_ASSERT(references != 0);
  if (references != 1 && references_.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  pool_->take_back(*this);
}

void Packet::set_attachment(Attachment* attachment) {
  if (attachment != nullptr) attachment->add_reference();
  if (attachment_ != nullptr) attachment_->release();
  attachment_ = attachment;
}

}  // namespace penstock::packet
