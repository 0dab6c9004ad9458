// SPDX-License-Identifier: Apache-2.0
#include "allowed_ips.h"

#include <algorithm>
#include <bit>

namespace wireguard {
namespace {

Key4 key4_at(const std::uint8_t* address) { return __builtin_bswap32(load_le32(address)); }

Key6 key6_at(const std::uint8_t* address) {
  return (Key6{__builtin_bswap64(load_le64(address))} << 64u) | __builtin_bswap64(load_le64(address + 8));
}

unsigned leading_zeros(Key4 value) { return static_cast<unsigned>(std::countl_zero(value)); }

unsigned leading_zeros(Key6 value) {
  const auto high = static_cast<std::uint64_t>(value >> 64u);
  return static_cast<unsigned>(high ? std::countl_zero(high)
                                    : 64 + std::countl_zero(static_cast<std::uint64_t>(value)));
}

}  // namespace

template <typename Key>
unsigned PrefixTrie<Key>::shared_bits(Key one, Key other) {
  return leading_zeros(static_cast<Key>(one ^ other));
}

template <typename Key>
typename PrefixTrie<Key>::Index PrefixTrie<Key>::add(Key key, unsigned bits, PeerNumber peer) {
  nodes_.push_back({masked(key, bits), bits, peer});
  return static_cast<Index>(nodes_.size() - 1);
}

// A node for what both have in common, above the one that was there.
template <typename Key>
typename PrefixTrie<Key>::Index PrefixTrie<Key>::split(Index lower, unsigned shared, Key key, unsigned bits,
                                                       PeerNumber peer) {
  const bool whole = shared == bits;
  const Index upper = add(key, shared, whole ? peer : kNoPeer);
  nodes_[upper].children[bit(nodes_[lower].key, shared)] = lower;
  if (!whole) {
    const Index beside = add(key, bits, peer);
    nodes_[upper].children[bit(key, shared)] = beside;
  }
  return upper;
}

template <typename Key>
void PrefixTrie<Key>::insert(Key key, unsigned bits, PeerNumber peer) {
  key = masked(key, bits);
  Index above = kNone;
  unsigned side = 0;
  Index at = root_;
  const auto hang_below = [&](Index index) {
    (above == kNone ? root_ : nodes_[above].children[side]) = index;
  };
  while (at != kNone) {
    const unsigned shared = std::min({shared_bits(nodes_[at].key, key), nodes_[at].bits, bits});
    if (shared < nodes_[at].bits) return hang_below(split(at, shared, key, bits, peer));
    if (bits == nodes_[at].bits) {
      nodes_[at].peer = peer;
      return;
    }
    above = at;
    side = bit(key, nodes_[at].bits);
    at = nodes_[at].children[side];
  }
  hang_below(add(key, bits, peer));
}

template <typename Key>
PeerNumber PrefixTrie<Key>::find(Key key) const {
  PeerNumber best = kNoPeer;
  for (Index at = root_; at != kNone;) {
    const Node& node = nodes_[at];
    if (shared_bits(node.key, key) < node.bits) break;
    if (node.peer != kNoPeer) best = node.peer;
    if (node.bits == kBits) break;
    at = node.children[bit(key, node.bits)];
  }
  return best;
}

template class PrefixTrie<Key4>;
template class PrefixTrie<Key6>;

void AllowedIps::insert(const Address& address, unsigned bits, PeerNumber peer) {
  if (address.family == Family::ipv4) ipv4_.insert(key4_at(address.bytes.data()), std::min(bits, 32u), peer);
  if (address.family == Family::ipv6) ipv6_.insert(key6_at(address.bytes.data()), std::min(bits, 128u), peer);
}

PeerNumber AllowedIps::find(const Address& address) const {
  if (address.family == Family::ipv4) return ipv4_.find(key4_at(address.bytes.data()));
  if (address.family == Family::ipv6) return ipv6_.find(key6_at(address.bytes.data()));
  return kNoPeer;
}

PeerNumber AllowedIps::find_at(const std::uint8_t* packet, std::size_t offset4, std::size_t offset6) const {
  return packet[0] >> 4u == 4 ? ipv4_.find(key4_at(packet + offset4)) : ipv6_.find(key6_at(packet + offset6));
}

}  // namespace wireguard
