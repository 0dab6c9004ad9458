// SPDX-License-Identifier: Apache-2.0
// The producing end of a ring. Packets are written one after the other and published together with one
// store of the index; only that store decides whether the consumer is woken (V-RING-2, V-SIG-1). Our own
// index is kept here and never read back; the consumer's is copied once and checked.
//
// Threads: one at a time.
// Memory: borrows the ring.
// Errors: a consumer's index that is none breaks the ring for good; put() says so.
#pragma once

#include <cstring>

#include "channel/ring_access.h"
#include "channel/ring_layout.h"

namespace penstock::channel {

enum class Put : std::uint8_t { written, full, broken };

template <class Access>
class BasicRingWriter {
 public:
  // Goes on where the ring is: the other side made it, or we before a restore (V-SIG-7).
  RingFault attach(RingSpan ring) {
    ring_ = ring;
    position_ = published_ = Access::load(ring.control + kWriteIndex);
    broken_ = !valid(position_);
    if (!broken_) refresh();
    Access::store(ring.control + kFeatureBits, kFeaturePendingSend);
    Access::store(ring.control + kPendingSend, 0);
    waiting_ = false;
    return broken_ ? RingFault::bad_index : RingFault::none;
  }
  void detach() { *this = BasicRingWriter(); }
  bool attached() const { return ring_.data != nullptr; }
  bool broken() const { return broken_; }
  std::uint32_t ring_bytes() const { return ring_.bytes; }
  std::uint32_t position() const { return position_; }

  static std::uint32_t bytes_needed(std::uint32_t descriptor_bytes, std::uint32_t payload_bytes) {
    return kHeadBytes + round_up8(descriptor_bytes) + round_up8(payload_bytes) + kTrailerBytes;
  }

  // `head` needs type, flags and transaction. Written, not yet seen by the consumer.
  Put put(PacketHead head, Bytes descriptor, Bytes payload) {
    const auto descriptor_bytes = static_cast<std::uint32_t>(descriptor.size());
    const auto payload_bytes = static_cast<std::uint32_t>(payload.size());
    const std::uint32_t needed = bytes_needed(descriptor_bytes, payload_bytes);
    if (!room_for(needed)) return broken_ ? Put::broken : Put::full;
    // A word at a time: put together from its fields in memory, the head could not be read back at once.
    const std::uint64_t offset8 = (kHeadBytes + round_up8(descriptor_bytes)) / 8;
    const std::uint64_t length8 = (needed - kTrailerBytes) / 8;
    const std::uint64_t first = head.type | offset8 << 16 | length8 << 32 | std::uint64_t{head.flags} << 48;
    const std::uint64_t trailer = std::uint64_t{position_} << 32;
    std::uint32_t at = position_;
    if (at + needed <= ring_.bytes) [[likely]] {
      std::byte* to = ring_.data + at;
      Access::will_write(to, kAheadBytes);
      put_word(to, first);
      put_word(to + 8, head.transaction);
      to += kHeadBytes;
      if (descriptor_bytes != 0) to = write_padded(to, descriptor);
      if (payload_bytes != 0) to = write_padded(to, payload);
      put_word(to, trailer);
      at += needed;
      position_ = at == ring_.bytes ? 0 : at;
    } else {
      wrap_word(first);
      wrap_word(head.transaction);
      wrap_padded(descriptor);
      wrap_padded(payload);
      wrap_word(trailer);
    }
    return Put::written;
  }

  // One store for all that was put since the last. True: the consumer must be signalled (V-SIG-1).
  bool publish() {
    if (position_ == published_) return false;
    const std::uint32_t before = published_;
    published_ = position_;
    Access::store(ring_.control + kWriteIndex, position_);
    return refresh() == before && !broken_ && Access::load(ring_.control + kInterruptMask) == 0;
  }
  bool unpublished() const { return position_ != published_; }

  // The ring is full: says how much room is needed, then looks again (V-SIG-3). True: there is room now.
  bool wait_for(std::uint32_t needed) {
    Access::store(ring_.control + kPendingSend, needed);
    waiting_ = true;
    refresh();
    return !broken_ && free_bytes() >= needed;
  }
  void stop_waiting() {
    if (!waiting_) return;
    waiting_ = false;
    Access::store(ring_.control + kPendingSend, 0);
  }
  bool waiting() const { return waiting_; }
  // Room by what was last seen of the consumer.
  std::uint32_t free_bytes() const {
    const std::uint32_t used =
        position_ >= consumed_ ? position_ - consumed_ : position_ + ring_.bytes - consumed_;
    return ring_.bytes - used - 8;
  }
  // Whether the consumer has taken everything.
  bool drained() { return refresh() == position_; }

 private:
  // Of short packets a few, so that the line is there when its packet comes.
  static constexpr std::uintptr_t kAheadBytes = 256;

  bool valid(std::uint32_t index) const { return (index & 7u) == 0 && index < ring_.bytes; }
  std::uint32_t refresh() {
    const std::uint32_t index = Access::load(ring_.control + kReadIndex);
    if (valid(index)) [[likely]] {
      consumed_ = index;
    } else {
      broken_ = true;
    }
    return index;
  }
  bool room_for(std::uint32_t needed) {
    if (broken_) return false;
    if (free_bytes() >= needed) [[likely]]
      return true;
    refresh();
    return !broken_ && free_bytes() >= needed;
  }
  static std::byte* write_padded(std::byte* to, Bytes bytes) {
    const auto whole = static_cast<std::uint32_t>(bytes.size()) & ~7u;
    if (whole != 0) Access::copy_out(to, bytes.data(), whole);  // nothing may be a null pointer
    to += whole;
    if (whole == bytes.size()) return to;
    std::uint64_t last = 0;
    std::memcpy(&last, bytes.data() + whole, bytes.size() - whole);
    put_word(to, last);
    return to + 8;
  }
  static void put_word(std::byte* to, std::uint64_t word) {
    Access::copy_out(to, reinterpret_cast<const std::byte*>(&word), 8);
  }
  void wrap_word(std::uint64_t word) { wrap(reinterpret_cast<const std::byte*>(&word), 8); }
  void wrap(const std::byte* from, std::uint32_t bytes) {
    if (bytes == 0) return;
    const std::uint32_t first = bytes < ring_.bytes - position_ ? bytes : ring_.bytes - position_;
    Access::copy_out(ring_.data + position_, from, first);
    Access::copy_out(ring_.data, from + first, bytes - first);
    position_ = (position_ + bytes) % ring_.bytes;
  }
  void wrap_padded(Bytes bytes) {
    if (bytes.empty()) return;
    const auto whole = static_cast<std::uint32_t>(bytes.size()) & ~7u;
    wrap(bytes.data(), whole);
    if (whole == bytes.size()) return;
    std::uint64_t last = 0;
    std::memcpy(&last, bytes.data() + whole, bytes.size() - whole);
    wrap_word(last);
  }

  RingSpan ring_;
  std::uint32_t position_ = 0;   // where the next packet goes
  std::uint32_t published_ = 0;  // what the consumer was told
  std::uint32_t consumed_ = 0;   // what the consumer told, when it was last looked at
  bool waiting_ = false;
  bool broken_ = false;
};

using RingWriter = BasicRingWriter<DirectAccess>;

}  // namespace penstock::channel
