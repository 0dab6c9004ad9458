// SPDX-License-Identifier: Apache-2.0
// Packets that wait for a handshake, in copies: the buffers they came in belong to a pool that may be small, and
// a handshake can take 90 seconds. The oldest gives way when it is full.
//
// Threads: the outbound lane's lock.
// Memory: one block for kPacketsMax packets, taken when the first packet has to wait, given back when none does.
// Errors: push() says whether an older packet was lost for it.
#pragma once

#include <memory>

#include "bytes.h"

namespace wireguard {

class StagedPackets {
 public:
  static constexpr std::size_t kPacketsMax = 128;

  explicit StagedPackets(std::size_t packet_bytes_max) : packet_bytes_max_(packet_bytes_max) {}

  bool push(Bytes packet) {
    if (!block_) block_ = std::make_unique<std::uint8_t[]>(kPacketsMax * packet_bytes_max_);
    const bool full = count_ == kPacketsMax;
    if (full) pop();
    const std::size_t place = (first_ + count_) % kPacketsMax;
    std::memcpy(block_.get() + place * packet_bytes_max_, packet.data(), packet.size());
    sizes_[place] = packet.size();
    ++count_;
    return full;
  }
  bool empty() const { return count_ == 0; }
  std::size_t count() const { return count_; }
  Bytes front() const { return {block_.get() + first_ * packet_bytes_max_, sizes_[first_]}; }
  void pop() {
    first_ = (first_ + 1) % kPacketsMax;
    --count_;
  }
  void clear() {
    count_ = 0;
    block_.reset();
  }

 private:
  std::size_t packet_bytes_max_;
  std::unique_ptr<std::uint8_t[]> block_;
  std::array<std::size_t, kPacketsMax> sizes_{};
  std::size_t first_ = 0;
  std::size_t count_ = 0;
};

}  // namespace wireguard
