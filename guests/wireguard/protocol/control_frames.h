// SPDX-License-Identifier: Apache-2.0
// Datagrams that the protocol sends of its own accord: handshakes, cookies, keep-alives, and packets that had to
// wait for a handshake. They are collected here and sent by the caller after the call, when no lock is held.
//
// Threads: the caller's own.
// Memory: one buffer that is kept from call to call; a frame's bytes live until clear().
// Errors: none.
#pragma once

#include <vector>

#include "allowed_ips.h"
#include "endpoint.h"

namespace wireguard {

class ControlFrames {
 public:
  struct Frame {
    PeerNumber peer;  // kNoPeer: an answer to somebody who has not shown who he is
    Endpoint to;
    std::size_t offset;
    std::size_t size;
  };

  // The bytes are the caller's to fill until the next add().
  MutableBytes add(PeerNumber peer, const Endpoint& to, std::size_t size) {
    const std::size_t offset = bytes_.size();
    bytes_.resize(offset + size);
    frames_.push_back({peer, to, offset, size});
    return MutableBytes(bytes_).subspan(offset, size);
  }
  void drop_last() {
    bytes_.resize(frames_.back().offset);
    frames_.pop_back();
  }
  void clear() {
    bytes_.clear();
    frames_.clear();
  }
  bool empty() const { return frames_.empty(); }
  const std::vector<Frame>& frames() const { return frames_; }
  Bytes bytes_of(const Frame& frame) const { return Bytes(bytes_).subspan(frame.offset, frame.size); }

 private:
  std::vector<Frame> frames_;
  std::vector<std::uint8_t> bytes_;
};

}  // namespace wireguard
