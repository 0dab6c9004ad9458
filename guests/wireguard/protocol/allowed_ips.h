// SPDX-License-Identifier: Apache-2.0
// Which peer an inner address belongs to: the longest prefix wins. A binary trie whose paths are compressed, its
// nodes side by side in a vector: a lookup visits at most as many nodes as prefixes contain the address, plus one.
//
// Threads: filled by one, then read by any number.
// Memory: two nodes a prefix at most.
// Errors: an address nobody owns is kNoPeer.
#pragma once

#include <vector>

#include "endpoint.h"

namespace wireguard {

using PeerNumber = std::uint32_t;
constexpr PeerNumber kNoPeer = UINT32_MAX;

// Addresses as numbers, the first bit of the address being the highest.
using Key4 = std::uint32_t;
using Key6 = unsigned __int128;

template <typename Key>
class PrefixTrie {
 public:
  static constexpr unsigned kBits = sizeof(Key) * 8;

  // Bits past the prefix are ignored. A prefix has one owner: the last.
  void insert(Key key, unsigned bits, PeerNumber peer);
  PeerNumber find(Key key) const;
  std::size_t nodes() const { return nodes_.size(); }

 private:
  using Index = std::uint32_t;
  static constexpr Index kNone = UINT32_MAX;
  struct Node {
    Key key;
    unsigned bits;
    PeerNumber peer;
    std::array<Index, 2> children{kNone, kNone};
  };

  static unsigned bit(Key key, unsigned position) {
    return static_cast<unsigned>(key >> (kBits - 1 - position)) & 1u;
  }
  static unsigned shared_bits(Key one, Key other);
  static Key masked(Key key, unsigned bits) {
    return bits == 0 ? Key{0} : static_cast<Key>(key & (~Key{0} << (kBits - bits)));
  }
  Index add(Key key, unsigned bits, PeerNumber peer);
  Index split(Index lower, unsigned shared, Key key, unsigned bits, PeerNumber peer);

  std::vector<Node> nodes_;
  Index root_ = kNone;
};

class AllowedIps {
 public:
  void insert(const Address& address, unsigned bits, PeerNumber peer);
  PeerNumber find(const Address& address) const;
  // Of a whole IP packet, whose header is long enough for its version.
  PeerNumber find_destination(const std::uint8_t* packet) const { return find_at(packet, 16, 24); }
  PeerNumber find_source(const std::uint8_t* packet) const { return find_at(packet, 12, 8); }

 private:
  PeerNumber find_at(const std::uint8_t* packet, std::size_t offset4, std::size_t offset6) const;
  PrefixTrie<Key4> ipv4_;
  PrefixTrie<Key6> ipv6_;
};

}  // namespace wireguard
