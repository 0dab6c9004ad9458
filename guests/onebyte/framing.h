// SPDX-License-Identifier: Apache-2.0
// The protocol: before each IP packet stands one byte, 0x51. A datagram is one frame; in a stream the packet's own length
// says where its frame ends, and a frame may come in pieces.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace onebyte {

inline constexpr std::uint8_t kMark = 0x51;

// The length that an IP packet states, 0 when that cannot be told from so few bytes, and more than 65575 never.
inline std::size_t stated_length(std::uint8_t const* packet, std::size_t size) {
  if (size >= 20 && packet[0] >> 4 == 4) return std::size_t{packet[2]} << 8 | packet[3];
  if (size >= 40 && packet[0] >> 4 == 6) return 40 + (std::size_t{packet[4]} << 8 | packet[5]);
  return 0;
}
inline bool begins_packet(std::uint8_t first) { return first >> 4 == 4 || first >> 4 == 6; }

// Puts a stream together again: add() what came, next() while it gives packets.
class Reassembly {
 public:
  void add(std::uint8_t const* bytes, std::size_t size) {
    held_.erase(held_.begin(), held_.begin() + static_cast<std::ptrdiff_t>(at_));
    at_ = 0;
    held_.insert(held_.end(), bytes, bytes + size);
  }
  // False: no whole packet is there. What is no frame is skipped, byte by byte, to the next mark.
  bool next(std::uint8_t const*& packet, std::size_t& size) {
    while (at_ < held_.size()) {
      if (held_[at_] != kMark || (held_.size() - at_ > 1 && !begins_packet(held_[at_ + 1]))) {
        ++at_;
        continue;
      }
      auto const left = held_.size() - at_ - 1;
      auto const length = stated_length(held_.data() + at_ + 1, left);
      if (length == 0 && left >= 40) {
        ++at_;
        continue;
      }
      if (length == 0 || length > left) return false;
      packet = held_.data() + at_ + 1;
      size = length;
      at_ += 1 + length;
      return true;
    }
    return false;
  }

 private:
  std::vector<std::uint8_t> held_;
  std::size_t at_ = 0;
};

}  // namespace onebyte
