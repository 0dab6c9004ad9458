// SPDX-License-Identifier: Apache-2.0
#include "channel/flight_table.h"

#include <algorithm>
#include <mutex>

namespace penstock::channel {

void FlightTable::add(SentPacket& packet) {
  grow();
  std::lock_guard hold(lock_);
  SentPacket*& chain = bucket(packet.transaction_);
  packet.next_in_bucket_ = chain;
  chain = &packet;
  packet.flight_before_ = last_;
  packet.flight_after_ = nullptr;
  (last_ == nullptr ? first_ : last_->flight_after_) = &packet;
  last_ = &packet;
  ++size_;
}

// Adders are one at a time (the send baton), so nobody else changes the number of buckets meanwhile.
void FlightTable::grow() {
  if (size() < 2 * buckets_.size()) return;
  std::vector<SentPacket*> larger;
  try {
    larger.resize(4 * buckets_.size());
  } catch (const std::bad_alloc&) {
    return;  // longer chains
  }
  std::lock_guard hold(lock_);
  buckets_.swap(larger);
  for (SentPacket* packet = first_; packet != nullptr; packet = packet->flight_after_) {
    SentPacket*& chain = bucket(packet->transaction_);
    packet->next_in_bucket_ = chain;
    chain = packet;
  }
}

void FlightTable::unlink(SentPacket& packet) {
  (packet.flight_before_ == nullptr ? first_ : packet.flight_before_->flight_after_) = packet.flight_after_;
  (packet.flight_after_ == nullptr ? last_ : packet.flight_after_->flight_before_) = packet.flight_before_;
  --size_;
}

SentPacket* FlightTable::take(std::uint64_t transaction) {
  std::lock_guard hold(lock_);
  for (SentPacket** link = &bucket(transaction); *link != nullptr; link = &(*link)->next_in_bucket_) {
    SentPacket* packet = *link;
    if (packet->transaction_ != transaction) continue;
    *link = packet->next_in_bucket_;
    unlink(*packet);
    return packet;
  }
  return nullptr;
}

bool FlightTable::cancel(SentPacket& packet) {
  const std::uint64_t transaction = packet.transaction_;
  expect_late(transaction);  // before it is gone: its answer may be on the other side of this line
  if (take(transaction) == &packet) return true;
  was_expected_late(transaction);
  return false;
}

void FlightTable::expect_late(std::uint64_t transaction) {
  std::lock_guard hold(late_lock_);
  late_.insert(transaction);
}

bool FlightTable::was_expected_late(std::uint64_t transaction) {
  std::lock_guard hold(late_lock_);
  return late_.erase(transaction) != 0;
}

bool FlightTable::contains(std::uint64_t transaction) const {
  std::lock_guard hold(lock_);
  for (const SentPacket* packet = buckets_[transaction & (buckets_.size() - 1)]; packet != nullptr;
       packet = packet->next_in_bucket_) {
    if (packet->transaction_ == transaction) return true;
  }
  return false;
}

std::vector<SentPacket*> FlightTable::list() const {
  std::vector<SentPacket*> all;
  all.reserve(size());
  std::lock_guard hold(lock_);
  for (SentPacket* packet = first_; packet != nullptr; packet = packet->flight_after_) all.push_back(packet);
  return all;
}

void FlightTable::take_all(OutgoingQueue& into) {
  std::lock_guard hold(lock_);
  std::fill(buckets_.begin(), buckets_.end(), nullptr);
  for (SentPacket* packet = first_; packet != nullptr; packet = packet->flight_after_) into.push(*packet);
  first_ = last_ = nullptr;
  size_ = 0;
}

std::size_t FlightTable::size() const {
  std::lock_guard hold(lock_);
  return size_;
}

std::vector<std::uint64_t> FlightTable::late() const {
  std::lock_guard hold(late_lock_);
  std::vector<std::uint64_t> all(late_.begin(), late_.end());
  std::sort(all.begin(), all.end());
  return all;
}

void FlightTable::forget_late() {
  std::lock_guard hold(late_lock_);
  late_.clear();
}

}  // namespace penstock::channel
