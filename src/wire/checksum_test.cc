// SPDX-License-Identifier: Apache-2.0
#include "wire/checksum.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <vector>

#include "wire/sample_packets.h"

namespace penstock::wire {
namespace {

using Bytes = std::vector<std::uint8_t>;

// RFC 1071 word for word: 16 bits at a time, carries added at once.
std::uint16_t naive_checksum(const Bytes& bytes) {
  std::uint32_t sum = 0;
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    const std::uint32_t low = at + 1 < bytes.size() ? bytes[at + 1] : 0;
    sum += static_cast<std::uint32_t>(bytes[at]) << 8 | low;
    if (sum > 0xffff) sum -= 0xffff;
  }
  return static_cast<std::uint16_t>(~sum);
}

TEST(Checksum, IsThatOfTheStandardsExamples) {
  EXPECT_EQ(internet_checksum(sample::from_hex("0001f203f4f5f6f7")), 0x220d);
  EXPECT_EQ(internet_checksum(sample::from_hex("450000730000400040110000c0a80001c0a800c7")), 0xb861);
  EXPECT_EQ(internet_checksum({}), 0xffff);
}

TEST(Checksum, AgreesWithItsNaiveTwinOnAnyBytes) {
  EXPECT_TRUE(
      rc::check([](const Bytes& bytes) { RC_ASSERT(internet_checksum(bytes) == naive_checksum(bytes)); }));
}

TEST(Checksum, AgreesWithItsNaiveTwinAtEverySizeAlignmentAndCarry) {
  for (const int fill : {0x00, 0x5a, 0xff}) {
    for (std::size_t size = 0; size < 400; ++size) {
      Bytes backing(size + 9, static_cast<std::uint8_t>(fill));
      if (fill == 0x5a) backing = sample::counting_bytes(size + 9);
      for (std::size_t shift = 0; shift < 9; shift += 3) {
        const Bytes exact(backing.begin() + static_cast<long>(shift),
                          backing.begin() + static_cast<long>(shift + size));
        ASSERT_EQ(internet_checksum(std::span(backing).subspan(shift, size)), naive_checksum(exact)) << size;
        ASSERT_EQ(internet_checksum(exact), naive_checksum(exact)) << size;
      }
    }
  }
}

TEST(Checksum, OfPiecesIsThatOfTheWhole) {
  EXPECT_TRUE(rc::check([](const Bytes& whole) {
    const auto cut = static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(whole.size()) + 1));
    const std::span<const std::uint8_t> bytes(whole);
    PartialSum sum;
    sum.add(bytes.first(cut));
    cut % 2 == 0 ? sum.add(bytes.subspan(cut)) : sum.add_odd(bytes.subspan(cut));
    RC_ASSERT(sum.value() == naive_checksum(whole));
  }));
}

TEST(Checksum, OfNumbersIsThatOfTheirBytes) {
  EXPECT_TRUE(rc::check([](std::uint16_t half, std::uint32_t word) {
    Bytes bytes(6);
    base::store_big16(bytes.data(), half);
    base::store_big32(bytes.data() + 2, word);
    RC_ASSERT(PartialSum{}.add16(half).add32(word).value() == naive_checksum(bytes));
  }));
}

TEST(PseudoHeader, IsThatOfTheVersion) {
  const Bytes four = sample::from_hex(
      "0a010203c0000207"
      "0006"
      "0123");
  EXPECT_EQ(PartialSum{}.add_pseudo_header(sample::source(4), sample::destination(4), 6, 0x123).value(),
            naive_checksum(four));
  const Bytes six = sample::from_hex(
      "fd000000000000000000000000000001"
      "20010db8000000000000000000000007"
      "00010000"
      "00000011");
  EXPECT_EQ(PartialSum{}.add_pseudo_header(sample::source(6), sample::destination(6), 17, 0x10000).value(),
            naive_checksum(six));
}

TEST(UpdatedChecksum, IsThatOfTheStandardsExample) {
  EXPECT_EQ(updated_checksum(0xdd2f, std::uint16_t{0x5555}, std::uint16_t{0x3285}), 0x0000);
}

TEST(UpdatedChecksum, EqualsTheRecomputedOne) {
  EXPECT_TRUE(rc::check([](Bytes bytes, std::uint32_t after) {
    bytes.resize(bytes.size() / 2 * 2 + 8);
    bytes[1] |= 1;  // a header is never all zero, and there alone the two zeros of the sum are mixed up
    const auto last = static_cast<int>(bytes.size() - 4) / 2;
    const auto at = static_cast<std::size_t>(*rc::gen::inRange(1, last + 1)) * 2;
    const std::uint16_t checksum = naive_checksum(bytes);
    const std::uint32_t before = base::load_big32(bytes.data() + at);
    base::store_big32(bytes.data() + at, after);
    RC_ASSERT(updated_checksum32(checksum, before, after) == naive_checksum(bytes));
  }));
}

TEST(UpdatedChecksum, FollowsAChangedAddress) {
  for (const int version : {4, 6}) {
    const Bytes tail = {1, 2, 3, 4};
    const Address before = sample::source(version), after = sample::destination(version);
    const std::uint16_t checksum = PartialSum{}.add(tail).add(before.bytes()).value();
    EXPECT_EQ(updated_checksum(checksum, before, after), PartialSum{}.add(tail).add(after.bytes()).value());
  }
}

TEST(PartialSum, NeverGivesZeroWhereZeroMeansNone) {
  const Bytes ones = {0xff, 0xff};
  EXPECT_EQ(PartialSum{}.add(ones).value(), 0);
  EXPECT_EQ(PartialSum{}.add(ones).value_never_zero(), 0xffff);
  EXPECT_EQ(PartialSum{}.add16(1).value_never_zero(), PartialSum{}.add16(1).value());
}

}  // namespace
}  // namespace penstock::wire
