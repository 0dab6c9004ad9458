// SPDX-License-Identifier: Apache-2.0
// Rows of frames as the messages that the kernel takes: a run of one size, its last frame perhaps shorter, is
// one message with a segment size. Frames that lie one behind the other are named once. This room's own.
//
// Threads: one.
// Memory: in place; points at the caller's frames until they are planned anew.
// Errors: none.
#pragma once

#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <cstdint>
#include <span>

#include "link/endpoint.h"
#include "link/frame.h"

namespace penstock::link {

class DatagramMessages {
 public:
  static constexpr std::uint32_t kMessagesMax = 16;
  static constexpr std::uint32_t kSegmentsMax = 64;         // of a message
  static constexpr std::uint32_t kMessageBytesMax = 65507;  // what a datagram over IPv4 has room for

  // As many frames from the first as make `messages_max` messages. Frames longer than `segment_bytes_max` go
  // alone. `destination` nullptr: the connected peer. Returns how many messages.
  std::uint32_t plan(std::span<const Frame> frames, std::uint32_t messages_max,
                     std::uint32_t segment_bytes_max, const Endpoint* destination, int family);

  mmsghdr* headers() { return headers_.data(); }
  std::uint32_t frames_in(std::uint32_t message) const { return sizes_[message].frames; }
  std::uint32_t bytes_in(std::uint32_t message) const { return sizes_[message].bytes; }
  std::uint32_t segment_bytes_of(std::uint32_t message) const { return sizes_[message].segment_bytes; }

 private:
  struct Size {
    std::uint32_t frames = 0;
    std::uint32_t bytes = 0;
    std::uint32_t segment_bytes = 0;  // of the first frame
  };
  struct alignas(cmsghdr) Control {
    std::array<std::uint8_t, CMSG_SPACE(sizeof(std::uint16_t))> bytes;
  };

  void name_frames(std::uint32_t message, std::span<const Frame> frames);
  void ask_for_segments(std::uint32_t message);

  std::array<mmsghdr, kMessagesMax> headers_;
  std::array<Size, kMessagesMax> sizes_;
  std::array<Control, kMessagesMax> controls_;
  std::array<std::array<iovec, kSegmentsMax>, kMessagesMax> parts_;
  sockaddr_storage destination_{};
};

}  // namespace penstock::link
