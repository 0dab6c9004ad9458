// SPDX-License-Identifier: Apache-2.0
#include "link/framing.h"

#include <gtest/gtest.h>
#include <pcap/dlt.h>

#include <string_view>
#include <vector>

#include "wire/sample_packets.h"

namespace penstock::link {
namespace {

namespace sample = wire::sample;
using Bytes = std::vector<std::uint8_t>;

constexpr std::string_view kMacs = "0200000000010200000000ff";

Bytes framed(std::string_view header, const Bytes& packet) {
  return sample::joined(sample::from_hex(header), packet);
}

Bytes found_in(Framing framing, const Bytes& frame) {
  const auto packet = packet_in(framing, frame);
  if (!packet.ok()) return {};
  return {packet->begin(), packet->end()};
}

std::string ethernet(std::string_view types) { return std::string(kMacs) + std::string(types); }

TEST(Framing, IsTakenOffEveryKindOfLink) {
  const Bytes four = sample::udp_packet(4, 1, 2, 30);
  const Bytes six = sample::udp_packet(6, 1, 2, 30);
  EXPECT_EQ(found_in(Framing::raw, four), four);
  EXPECT_EQ(found_in(Framing::raw, six), six);
  EXPECT_EQ(found_in(Framing::ethernet, framed(ethernet("0800"), four)), four);
  EXPECT_EQ(found_in(Framing::ethernet, framed(ethernet("86dd"), six)), six);
  EXPECT_EQ(found_in(Framing::ethernet, framed(ethernet("8100000a0800"), four)), four);
  EXPECT_EQ(found_in(Framing::ethernet, framed(ethernet("88a800648100000a86dd"), six)), six);
  EXPECT_EQ(found_in(Framing::loopback, framed("02000000", four)), four);
  EXPECT_EQ(found_in(Framing::loopback, framed("00000002", four)), four);
  for (const std::string_view family : {"0a000000", "18000000", "1c000000", "0000001e"}) {
    EXPECT_EQ(found_in(Framing::loopback, framed(family, six)), six) << family;
  }
  const std::string sll = "00000001000602000000000100000800";
  EXPECT_EQ(found_in(Framing::linux_sll, framed(sll, four)), four);
  const std::string sll2 = "86dd0000000000020001000602000000000100ff";
  EXPECT_EQ(found_in(Framing::linux_sll2, framed(sll2, six)), six);
  const std::string tagged_sll2 = "81000000000000020001000602000000000100ff000a0800";
  EXPECT_EQ(found_in(Framing::linux_sll2, framed(tagged_sll2, four)), four);
}

TEST(Framing, IsKnownByTheNumberOfTheLinkType) {
  EXPECT_EQ(framing_of(DLT_RAW), Framing::raw);
  EXPECT_EQ(framing_of(DLT_EN10MB), Framing::ethernet);
  EXPECT_EQ(framing_of(DLT_LOOP), Framing::loopback);
  EXPECT_EQ(framing_of(DLT_LINUX_SLL), Framing::linux_sll);
  EXPECT_EQ(framing_of(DLT_LINUX_SLL2), Framing::linux_sll2);
  EXPECT_EQ(framing_of(DLT_IEEE802_11), std::nullopt);
}

TEST(Framing, LosesThePaddingBehindThePacket) {
  const Bytes small = sample::udp_packet(4, 1, 2, 1);
  const Bytes padded = sample::joined(framed(ethernet("0800"), small), Bytes(17, 0));
  EXPECT_EQ(found_in(Framing::ethernet, padded), small);
}

TEST(Framing, KeepsAPacketWhoseLengthWasLeftToTheHardware) {
  Bytes large = sample::udp_packet(4, 1, 2, 3000);
  large[2] = large[3] = 0;
  EXPECT_EQ(found_in(Framing::ethernet, framed(ethernet("0800"), large)), large);
}

TEST(Framing, TellsWhyAFrameHoldsNoPacket) {
  const Bytes four = sample::udp_packet(4, 1, 2, 30);
  const auto fault = [](Framing framing, const Bytes& frame) { return packet_in(framing, frame).fault(); };
  EXPECT_EQ(fault(Framing::ethernet, framed(ethernet("0806"), four)), FrameFault::not_ip);
  EXPECT_EQ(fault(Framing::ethernet, framed(ethernet("8100000a8100000a8100000a0800"), four)),
            FrameFault::not_ip);
  EXPECT_EQ(fault(Framing::ethernet, framed(ethernet("86dd"), four)), FrameFault::bad_version);
  EXPECT_EQ(fault(Framing::loopback, framed("07000000", four)), FrameFault::not_ip);
  EXPECT_EQ(fault(Framing::raw, Bytes{0x50, 0}), FrameFault::bad_version);
  EXPECT_EQ(fault(Framing::raw, Bytes{}), FrameFault::too_short);
}

TEST(Framing, NeverReadsBehindAFrameThatEndsInItsHeader) {
  const std::vector<std::pair<Framing, Bytes>> headers = {
      {Framing::ethernet, sample::from_hex(ethernet("88a800648100000a0800"))},
      {Framing::loopback, sample::from_hex("02000000")},
      {Framing::linux_sll, sample::from_hex("00000001000602000000000100000800")},
      {Framing::linux_sll2, sample::from_hex("81000000000000020001000602000000000100ff000a0800")}};
  for (const auto& [framing, header] : headers) {
    for (std::size_t size = 0; size <= header.size(); ++size) {
      Bytes frame(header.begin(), header.begin() + static_cast<std::ptrdiff_t>(size));
      frame.shrink_to_fit();
      const auto packet = packet_in(framing, frame);
      ASSERT_FALSE(packet.ok());
      EXPECT_EQ(packet.fault(), FrameFault::too_short) << "size " << size;
    }
  }
}

}  // namespace
}  // namespace penstock::link
