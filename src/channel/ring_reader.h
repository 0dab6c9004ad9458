// SPDX-License-Identifier: Apache-2.0
// The consuming end of a ring. Each byte of shared memory is copied once, and what is checked is the copy:
// the producer's index once a look, a head once a packet, a body once. What was read is given back with
// one store of our index, and that store alone decides whether a producer that waits for room is woken.
//
// Threads: one at a time.
// Memory: borrows the ring.
// Errors: the first fault breaks the ring for good; next() says broken from then on.
#pragma once

#include "channel/ring_access.h"
#include "channel/ring_layout.h"

namespace penstock::channel {

enum class Next : std::uint8_t { packet, empty, broken };

template <class Access>
class BasicRingReader {
 public:
  RingFault attach(RingSpan ring) {
    ring_ = ring;
    position_ = released_ = limit_ = Access::load(ring.control + kReadIndex);
    fault_ = valid(position_) ? RingFault::none : RingFault::bad_index;
    return fault_;
  }
  void detach() { *this = BasicRingReader(); }
  bool attached() const { return ring_.data != nullptr; }
  RingFault fault() const { return fault_; }
  std::uint32_t position() const { return position_; }

  // The head of the next packet, checked; the same again until take() or skip().
  Next next(PacketHead& head) {
    if (fault_ != RingFault::none) return Next::broken;
    if (position_ == limit_ && !look()) return fault_ == RingFault::none ? Next::empty : Next::broken;
    if (!have_head_) {
      copy(0, reinterpret_cast<std::byte*>(&head_), kHeadBytes);
      fault_ = check(head_, used());
      if (fault_ != RingFault::none) return Next::broken;
      have_head_ = true;
    }
    head = head_;
    return Next::packet;
  }
  // Bytes of the packet at hand, counted from its head. Once for each byte.
  void copy(std::uint32_t offset, std::byte* to, std::uint32_t bytes) {
    std::uint32_t at = position_ + offset;
    if (at >= ring_.bytes) at -= ring_.bytes;
    if (at + bytes <= ring_.bytes) [[likely]] {
      Access::copy_in(to, ring_.data + at, bytes);
    } else {
      const std::uint32_t first = ring_.bytes - at;
      Access::copy_in(to, ring_.data + at, first);
      Access::copy_in(to + first, ring_.data, bytes - first);
    }
  }
  // Done with the packet at hand.
  void advance() {
    position_ += head_.length8 * 8u + kTrailerBytes;
    if (position_ >= ring_.bytes) position_ -= ring_.bytes;
    have_head_ = false;
  }
  // Whoever reads the packets may find more wrong with them than the ring can.
  void set_fault(RingFault fault) { fault_ = fault; }

  // Gives back what was read. True: the producer waits for room and now has it (V-SIG-4, V-SIG-5).
  bool release() {
    if (position_ == released_) return false;
    const std::uint32_t before = released_;
    released_ = position_;
    Access::store(ring_.control + kReadIndex, position_);
    const std::uint32_t wanted = Access::load(ring_.control + kPendingSend) & ~7u;
    if (wanted == 0) [[likely]]
      return false;
    if ((Access::load(ring_.control + kFeatureBits) & kFeaturePendingSend) == 0) return false;
    const std::uint32_t write = Access::load(ring_.control + kWriteIndex);
    if (!valid(write)) return false;
    return free_with(write, before) < wanted && free_with(write, position_) >= wanted;
  }
  // While masked the producer does not signal. V-SIG-2: unmask, then look again.
  void mask() { Access::store(ring_.control + kInterruptMask, 1); }
  // True: there is something after all.
  bool unmask() {
    Access::store(ring_.control + kInterruptMask, 0);
    return fault_ == RingFault::none && (position_ != limit_ || look());
  }

 private:
  bool valid(std::uint32_t index) const { return (index & 7u) == 0 && index < ring_.bytes; }
  std::uint32_t used() const {
    return limit_ >= position_ ? limit_ - position_ : limit_ + ring_.bytes - position_;
  }
  std::uint32_t free_with(std::uint32_t write, std::uint32_t read) const {
    return ring_.bytes - (write >= read ? write - read : write + ring_.bytes - read) - 8;
  }
  bool look() {
    const std::uint32_t index = Access::load(ring_.control + kWriteIndex);
    if (!valid(index)) {
      fault_ = RingFault::bad_index;
      return false;
    }
    limit_ = index;
    if (position_ != limit_ && used() < kHeadBytes) {
      fault_ = RingFault::short_packet;
      return false;
    }
    return position_ != limit_;
  }
  static RingFault check(const PacketHead& head, std::uint32_t used) {
    if (used < kHeadBytes) return RingFault::short_packet;
    if (head.length8 * 8u + kTrailerBytes > used) return RingFault::beyond_used;
    if (head.data_offset8 < 2 || head.data_offset8 > head.length8) return RingFault::bad_offset;
    if ((head.flags & ~kCompletionRequested) != 0) return RingFault::bad_flags;
    if (head.type != 6 && head.type != 7 && head.type != 9 && head.type != 11) return RingFault::bad_type;
    return RingFault::none;
  }

  RingSpan ring_;
  PacketHead head_;
  std::uint32_t position_ = 0;  // the packet at hand
  std::uint32_t released_ = 0;  // what the producer was told
  std::uint32_t limit_ = 0;     // what the producer told, when it was last looked at
  bool have_head_ = false;
  RingFault fault_ = RingFault::none;
};

using RingReader = BasicRingReader<DirectAccess>;

}  // namespace penstock::channel
