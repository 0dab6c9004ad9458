// SPDX-License-Identifier: Apache-2.0
// Packets in a row. PacketChain owns any number through Packet::next; PacketBatch holds up to
// kBatchPacketsMax by pointer for one run through the stations.
//
// Threads: one holder.
// Memory: owns its packets: what is left in it when it ends is released.
// Errors: pushing into a full batch is a bug and asserts; ask full().
#pragma once

#include <array>
#include <cstdint>
#include <utility>

#include "base/assert.h"
#include "packet/packet.h"

namespace penstock::packet {

inline constexpr std::uint32_t kBatchPacketsMax = 128;

class PacketChain {
 public:
  PacketChain() = default;
  PacketChain(PacketChain&& other) noexcept { swap(other); }
  PacketChain& operator=(PacketChain&& other) noexcept {
    PacketChain ended(std::move(*this));
    swap(other);
    return *this;
  }
  ~PacketChain() {
    while (pop_front()) {
    }
  }

  bool empty() const { return first_ == nullptr; }
  std::uint32_t count() const { return count_; }
  void push_back(PacketPtr packet) {
    Packet* added = packet.release();
    added->next = nullptr;
    if (first_ == nullptr) {
      first_ = added;
    } else {
      last_->next = added;
    }
    last_ = added;
    ++count_;
  }
  PacketPtr pop_front() {
    Packet* taken = first_;
    if (taken == nullptr) return nullptr;
    first_ = taken->next;
    if (first_ == nullptr) last_ = nullptr;
    taken->next = nullptr;
    --count_;
    return PacketPtr(taken);
  }
  Packet* first() const { return first_; }
  // The other's packets, behind these.
  void splice(PacketChain& other) {
    if (other.first_ == nullptr) return;
    (first_ == nullptr ? first_ : last_->next) = other.first_;
    last_ = std::exchange(other.last_, nullptr);
    count_ += std::exchange(other.count_, 0);
    other.first_ = nullptr;
  }

 private:
  void swap(PacketChain& other) noexcept {
    std::swap(first_, other.first_);
    std::swap(last_, other.last_);
    std::swap(count_, other.count_);
  }
  Packet* first_ = nullptr;
  Packet* last_ = nullptr;
  std::uint32_t count_ = 0;
};

class PacketBatch {
 public:
  PacketBatch() = default;
  PacketBatch(const PacketBatch&) = delete;
  PacketBatch& operator=(const PacketBatch&) = delete;
  ~PacketBatch() { clear(); }

  std::uint32_t count() const { return count_; }
  bool empty() const { return count_ == 0; }
  bool full() const { return count_ == kBatchPacketsMax; }
  std::uint32_t room() const { return kBatchPacketsMax - count_; }
  void push_back(PacketPtr packet) {
    PENSTOCK_ASSERT(!full());
    packets_[count_++] = packet.release();
  }
  Packet& operator[](std::uint32_t index) { return *packets_[index]; }
  // Takes the packet out and leaves a hole: every packet of a batch is taken once, then reset() is said.
  PacketPtr take(std::uint32_t index) { return PacketPtr(std::exchange(packets_[index], nullptr)); }
  void reset() { count_ = 0; }
  void clear() {
    for (std::uint32_t i = 0; i < count_; ++i) {
      if (packets_[i] != nullptr) packets_[i]->release();
    }
    count_ = 0;
  }

 private:
  std::array<Packet*, kBatchPacketsMax> packets_;
  std::uint32_t count_ = 0;
};

}  // namespace penstock::packet
