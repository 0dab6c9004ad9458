// SPDX-License-Identifier: Apache-2.0
#include "allowed_ips.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "wg_quick_values.h"

namespace wireguard {
namespace {

Address address_of(const char* text) {
  Address address;
  EXPECT_TRUE(read_address(text, address)) << text;
  return address;
}

// Every prefix is tried, the longest that fits wins.
template <typename Key>
class NaiveTable {
 public:
  void insert(Key key, unsigned bits, PeerNumber peer) { owners_[{bits, masked(key, bits)}] = peer; }
  PeerNumber find(Key key) const {
    for (unsigned bits = sizeof(Key) * 8 + 1; bits-- > 0;)
      if (const auto found = owners_.find({bits, masked(key, bits)}); found != owners_.end())
        return found->second;
    return kNoPeer;
  }

 private:
  static Key masked(Key key, unsigned bits) {
    const unsigned cut = sizeof(Key) * 8 - bits;
    return bits == 0 ? Key{0} : static_cast<Key>(key >> cut << cut);
  }
  std::map<std::pair<unsigned, Key>, PeerNumber> owners_;
};

// Few distinct bits, so that prefixes share and contain each other.
template <typename Key>
Key crowded_key() {
  Key key = *rc::gen::inRange(0, 16);
  key <<= sizeof(Key) * 8 - 4;
  return static_cast<Key>(key | static_cast<Key>(*rc::gen::inRange(0, 64)));
}

template <typename Key>
void agrees_with_twin() {
  PrefixTrie<Key> trie;
  NaiveTable<Key> naive;
  const int count = *rc::gen::inRange(0, 60);
  for (int i = 0; i < count; ++i) {
    const Key key = crowded_key<Key>();
    const auto bits = static_cast<unsigned>(*rc::gen::inRange(0, static_cast<int>(sizeof(Key) * 8 + 1)));
    trie.insert(key, bits, static_cast<PeerNumber>(i % 7));
    naive.insert(key, bits, static_cast<PeerNumber>(i % 7));
  }
  RC_ASSERT(trie.nodes() <= 2 * static_cast<std::size_t>(count));
  for (int i = 0; i < 100; ++i) {
    const Key key = crowded_key<Key>();
    RC_ASSERT(trie.find(key) == naive.find(key));
  }
}

RC_GTEST_PROP(AllowedIps, Ipv4AgreesWithANaiveTwin, ()) { agrees_with_twin<Key4>(); }
RC_GTEST_PROP(AllowedIps, Ipv6AgreesWithANaiveTwin, ()) { agrees_with_twin<Key6>(); }

TEST(AllowedIps, LongestPrefixWinsInBothFamilies) {
  AllowedIps table;
  table.insert(address_of("0.0.0.0"), 0, 1);
  table.insert(address_of("10.1.0.0"), 16, 2);
  table.insert(address_of("10.1.2.3"), 32, 3);
  table.insert(address_of("2001:db8::"), 32, 4);
  table.insert(address_of("2001:db8::1"), 128, 5);
  EXPECT_EQ(table.find(address_of("9.9.9.9")), 1u);
  EXPECT_EQ(table.find(address_of("10.1.2.4")), 2u);
  EXPECT_EQ(table.find(address_of("10.1.2.3")), 3u);
  EXPECT_EQ(table.find(address_of("2001:db8::2")), 4u);
  EXPECT_EQ(table.find(address_of("2001:db8::1")), 5u);
  EXPECT_EQ(table.find(address_of("2001:db9::")), kNoPeer);
  EXPECT_EQ(table.find(Address{}), kNoPeer);
}

TEST(AllowedIps, PrefixBelongsToItsLastOwner) {
  AllowedIps table;
  table.insert(address_of("10.0.0.0"), 8, 1);
  table.insert(address_of("10.255.0.1"), 8, 2);
  EXPECT_EQ(table.find(address_of("10.4.4.4")), 2u);
}

}  // namespace
}  // namespace wireguard
