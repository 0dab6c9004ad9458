// SPDX-License-Identifier: Apache-2.0
#include "path/covered_routes.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "testing/rule.h"

namespace penstock::path {
namespace {

std::vector<wire::Prefix> prefixes(std::vector<const char*> texts) {
  std::vector<wire::Prefix> made;
  for (const char* text : texts) made.push_back(*wire::parse_prefix(text));
  return made;
}

TEST(CoveredRoutes, AreDecidedByTheLongestPrefixAndOfTwoAlikeByTheExclusion) {
  RULE("N-RT-2");
  const CoveredRoutes routes(prefixes({"0.0.0.0/0", "10.1.0.0/16", "10.1.2.0/24", "fd00::/8"}),
                             prefixes({"10.1.2.0/24", "10.0.0.0/8", "198.51.100.7/32"}));
  const std::pair<const char*, bool> expected[] = {
      {"10.1.2.3", false},    {"10.1.3.3", true}, {"10.2.0.1", false}, {"198.51.100.7", false},
      {"198.51.100.8", true}, {"fd00::1", true},  {"2001::1", false}};
  for (const auto& [address, covered] : expected) {
    EXPECT_EQ(routes.covers(*wire::parse_address(address)), covered) << address;
  }
  EXPECT_FALSE(CoveredRoutes().covers(*wire::parse_address("10.1.2.3")));
}

// The slow way to say the same.
bool naive(const std::vector<wire::Prefix>& inclusions, const std::vector<wire::Prefix>& exclusions,
           const wire::Address& address) {
  int included = -1;
  int excluded = -1;
  for (const wire::Prefix& one : inclusions)
    included = one.contains(address) ? std::max<int>(included, one.length) : included;
  for (const wire::Prefix& one : exclusions)
    excluded = one.contains(address) ? std::max<int>(excluded, one.length) : excluded;
  return included > excluded;
}

TEST(CoveredRoutes, AgreeWithTheSlowWayOnRandomTables) {
  std::mt19937 random(4);
  for (int round = 0; round < 200; ++round) {
    std::vector<wire::Prefix> tables[2];
    for (unsigned i = 0; i < random() % 40; ++i) {
      const auto length = static_cast<std::uint8_t>(random() % 33);
      tables[random() % 2].push_back(wire::Prefix::of(wire::Address::from_v4(random() & 0xc0f00fff), length));
    }
    const CoveredRoutes routes(tables[0], tables[1]);
    for (int i = 0; i < 100; ++i) {
      const auto address = wire::Address::from_v4(random() & 0xc0f00fff);
      ASSERT_EQ(routes.covers(address), naive(tables[0], tables[1], address));
    }
  }
}

}  // namespace
}  // namespace penstock::path
