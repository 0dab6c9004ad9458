// SPDX-License-Identifier: Apache-2.0
// Packets in the ring or in the peer's hands that an answer is wanted for: found by transaction, listed in the
// order they were sent. Answers come on another thread than sends.
//
// Threads: any; each call is a short spin lock.
// Memory: intrusive; the buckets grow with what is in flight and never fail (chains grow instead).
// Errors: take() of what is not there gives nullptr.
#pragma once

#include <unordered_set>
#include <vector>

#include "channel/sent_packet.h"
#include "exec/mutex.h"
#include "packet/spin_lock.h"

namespace penstock::channel {

class FlightTable {
 public:
  FlightTable() : buckets_(1024) {}
  void add(SentPacket& packet);
  SentPacket* take(std::uint64_t transaction);
  // Whether it was there; its answer may still come, and is then nobody's fault (V-TX-12).
  bool cancel(SentPacket& packet);
  // An answer to this is late, not unknown. True once.
  void expect_late(std::uint64_t transaction);
  bool was_expected_late(std::uint64_t transaction);
  bool contains(std::uint64_t transaction) const;
  // All, in the order they were sent; nothing is allocated, since this is how a restore without memory ends.
  void take_all(OutgoingQueue& into);
  std::vector<SentPacket*> list() const;
  std::size_t size() const;
  // In order, for a save.
  std::vector<std::uint64_t> late() const;
  void forget_late();

 private:
  SentPacket*& bucket(std::uint64_t transaction) { return buckets_[transaction & (buckets_.size() - 1)]; }
  void unlink(SentPacket& packet);
  void grow();

  mutable packet::SpinLock lock_;
  std::vector<SentPacket*> buckets_;
  SentPacket* first_ = nullptr;
  SentPacket* last_ = nullptr;
  std::size_t size_ = 0;
  mutable exec::Mutex late_lock_;  // rarely taken, and allocates under it
  std::unordered_set<std::uint64_t> late_;
};

}  // namespace penstock::channel
