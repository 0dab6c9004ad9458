// SPDX-License-Identifier: Apache-2.0
// What the receiver's index in a message stands for: a session, or a handshake that waits for its response. The
// low bits are a place in a table, the rest is random, so a lookup is one compare and an index says nothing.
//
// Threads: changed under both lanes' locks, read under either.
// Memory: fixed: eight places a peer, so a free one is found at once.
// Errors: an index that was never given, or was taken back, finds nothing.
#pragma once

#include <bit>
#include <vector>

#include "allowed_ips.h"
#include "session.h"

namespace wireguard {

class IndexTable {
 public:
  struct Entry {
    std::uint32_t index = 0;
    PeerNumber peer = kNoPeer;
    Session* session = nullptr;  // null: a handshake
  };

  IndexTable(std::size_t peers, const Entropy& entropy)
      : entropy_(entropy), entries_(std::bit_ceil(peers * 8 + 8)) {}

  std::uint32_t add(PeerNumber peer) {
    for (;;) {
      std::array<std::uint8_t, 4> bytes;
      entropy_(bytes);
      const std::uint32_t index = load_le32(bytes.data());
      Entry& entry = place(index);
      if (entry.peer != kNoPeer) continue;
      entry = {index, peer, nullptr};
      return index;
    }
  }
  void set_session(std::uint32_t index, Session* session) { place(index).session = session; }
  void remove(std::uint32_t index) { place(index) = {}; }
  const Entry* find(std::uint32_t index) const {
    const Entry& entry = entries_[index & (entries_.size() - 1)];
    return entry.peer != kNoPeer && entry.index == index ? &entry : nullptr;
  }

 private:
  Entry& place(std::uint32_t index) { return entries_[index & (entries_.size() - 1)]; }

  Entropy entropy_;
  std::vector<Entry> entries_;
};

}  // namespace wireguard
