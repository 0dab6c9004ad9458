// SPDX-License-Identifier: Apache-2.0
#include "link/coalescer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "base/byte_order.h"
#include "link/packet_copy.h"
#include "link/segmenter.h"
#include "wire/sample_packets.h"

namespace penstock::link {
namespace {

namespace sample = wire::sample;
using packet::PacketBatch;
using packet::PacketPtr;
using Bytes = std::vector<std::uint8_t>;

constexpr std::uint32_t kMtuBytes = 1500;

// The packets of one flow, one after the other.
struct Flow {
  int version = 4;
  bool tcp = true;
  std::uint16_t port = 1000;
  bool dont_fragment = false;
  std::uint32_t sequence = 0xfffff000;  // wraps soon
  std::uint16_t identification = 0xfffe;
  wire::TcpFields fields{.acknowledgment = 7, .flags = wire::kTcpAck, .window = 100};

  Bytes next(std::size_t payload_bytes) {
    Bytes made;
    if (tcp) {
      fields.source_port = port;
      fields.destination_port = 80;
      fields.sequence = sequence;
      made = sample::tcp_packet(version, fields, payload_bytes);
      sequence += static_cast<std::uint32_t>(payload_bytes);
    } else {
      made = sample::udp_packet(version, port, 80, payload_bytes);
    }
    if (version == 4) {
      base::store_big16(made.data() + 4, identification++);
      if (dont_fragment) made[6] |= 0x40;
      reseal(made);
    }
    return made;
  }
  static void reseal(Bytes& packet) {
    const auto parsed = wire::parse(packet);
    ASSERT_TRUE(parsed.ok());
    EXPECT_TRUE(fill_network_checksum(packet, *parsed).ok());
  }
};

class Coalesced : public ::testing::Test {
 protected:
  void add(const Bytes& bytes, packet::ChecksumState state = packet::ChecksumState::unknown) {
    PacketPtr packet = packet_with_bytes(bytes, small_);
    packet->offload.checksum = state;
    batch_.push_back(std::move(packet));
  }
  std::vector<std::vector<std::uint32_t>> arrange(CoalesceOptions options = {.mtu_bytes = kMtuBytes}) {
    views_.clear();
    for (std::uint32_t i = 0; i < batch_.count(); ++i) views_.push_back(PacketView::of(batch_[i]));
    coalescer_.arrange(views_, options);
    std::vector<std::vector<std::uint32_t>> runs;
    for (std::uint32_t i = 0; i < coalescer_.run_count(); ++i) {
      const Coalescer::Run& run = coalescer_.run(i);
      runs.emplace_back();
      for (std::uint32_t packet = run.first; runs.back().size() < run.packets;
           packet = coalescer_.next(packet)) {
        runs.back().push_back(packet);
      }
      EXPECT_EQ(runs.back().back(), run.last);
    }
    return runs;
  }
  std::vector<std::size_t> sizes() {
    std::vector<std::size_t> sizes;
    for (const auto& run : arrange()) sizes.push_back(run.size());
    return sizes;
  }
  // What the twin makes of a run.
  std::vector<Bytes> cut_again(std::uint32_t index) {
    const Coalescer::Run& run = coalescer_.run(index);
    Coalescer::Header header;
    coalescer_.write_header(run, header);
    Bytes whole(header.bytes.begin(), header.bytes.begin() + header.size_bytes);
    coalescer_.for_each(run, [&](std::uint32_t packet) {
      const auto payload = coalescer_.payload_of(packet);
      whole.insert(whole.end(), payload.begin(), payload.end());
    });
    PacketPtr super = packet_with_bytes(whole, big_);
    super->offload = header.offload;
    auto pieces = cut(std::move(super), kMtuBytes, small_);
    EXPECT_TRUE(pieces.ok());
    std::vector<Bytes> cut_apart;
    while (PacketPtr piece = pieces->pop_front()) {
      cut_apart.emplace_back(piece->bytes().begin(), piece->bytes().end());
    }
    return cut_apart;
  }
  Bytes bytes_of(std::uint32_t packet) {
    return {batch_[packet].bytes().begin(), batch_[packet].bytes().end()};
  }

  packet::PacketPool small_{{.packets_max = 400}};
  packet::PacketPool big_{{.packets_max = 2, .buffer_bytes = 70'000}};
  PacketBatch batch_;
  std::vector<PacketView> views_;
  Coalescer coalescer_;
};

// Where fragments are forbidden an identification means nothing.
Bytes without_identification(Bytes packet) {
  if (packet[0] >> 4 == 4 && (packet[6] & 0x40) != 0) {
    base::store_big16(packet.data() + 4, 0);
    base::store_big16(packet.data() + 10, 0);
  }
  return packet;
}

TEST_F(Coalesced, BulkOfOneFlowIsOneSuperPacketOfAtMost64KiB) {
  for (const int version : {4, 6}) {
    batch_.clear();
    Flow flow{.version = version};
    for (int i = 0; i < 50; ++i) add(flow.next(1400));
    EXPECT_EQ(sizes(), (std::vector<std::size_t>{46, 4}));
  }
}

TEST_F(Coalesced, DatagramsOfOneSizeAreOneSuperPacketOfAtMost64) {
  Flow flow{.tcp = false};
  for (int i = 0; i < 70; ++i) add(flow.next(200));
  EXPECT_EQ(sizes(), (std::vector<std::size_t>{64, 6}));
}

TEST_F(Coalesced, FlowsAreJoinedThroughEachOther) {
  Flow one{.port = 1};
  Flow two{.version = 6, .port = 2};
  Flow three{.tcp = false, .port = 1};
  for (int i = 0; i < 10; ++i) {
    for (Flow* flow : {&one, &two, &three}) add(flow->next(500));
  }
  EXPECT_EQ(sizes(), (std::vector<std::size_t>{10, 10, 10}));
}

TEST_F(Coalesced, AShorterOneOrAPushIsTheLast) {
  Flow flow;
  for (const std::size_t bytes : {1000, 1000, 999, 1000, 1000}) add(flow.next(bytes));
  flow.fields.flags |= wire::kTcpPsh;
  add(flow.next(1000));
  flow.fields.flags = wire::kTcpAck;
  add(flow.next(1000));
  EXPECT_EQ(sizes(), (std::vector<std::size_t>{3, 3, 1}));
}

TEST_F(Coalesced, WhatDiffersStaysApart) {
  const std::vector<std::function<void(Flow&, Bytes&)>> differences = {
      [](Flow&, Bytes& packet) { packet[1] ^= 3; },                    // congestion marks
      [](Flow&, Bytes& packet) { --packet[8]; },                       // hop limit
      [](Flow&, Bytes& packet) { packet[6] ^= 0x40; },                 // fragments forbidden
      [](Flow&, Bytes& packet) { base::store_big16(&packet[4], 1); },  // identification
      [](Flow&, Bytes& packet) { packet[20 + 7] ^= 1; },               // a gap
      [](Flow&, Bytes& packet) { packet[20 + 11] ^= 1; },              // acknowledgment
      [](Flow&, Bytes& packet) { packet[20 + 13] |= wire::kTcpFin; },  // flags
      [](Flow&, Bytes& packet) { packet[20 + 13] |= wire::kTcpEce; },
      [](Flow&, Bytes& packet) { packet[20 + 15] ^= 1; },  // window
      [](Flow&, Bytes& packet) { packet[20 + 1] ^= 1; },   // another flow
  };
  for (std::size_t i = 0; i < differences.size(); ++i) {
    batch_.clear();
    Flow flow;
    add(flow.next(100));
    Bytes other = flow.next(100);
    differences[i](flow, other);
    EXPECT_TRUE(fill_checksums(other, *wire::parse(other)).ok());
    add(other);
    EXPECT_EQ(sizes(), (std::vector<std::size_t>{1, 1})) << "difference " << i;
  }
}

TEST_F(Coalesced, AWrongChecksumIsNeverMadeRight) {
  for (const bool first : {true, false}) {
    for (const std::size_t at : {std::size_t{10}, std::size_t{30}, std::size_t{60}}) {  // IP, TCP, payload
      batch_.clear();
      Flow flow;
      Bytes one = flow.next(100);
      Bytes two = flow.next(100);
      (first ? one : two)[at] ^= 0x10;
      add(one);
      add(two);
      EXPECT_EQ(sizes(), (std::vector<std::size_t>{1, 1}));
    }
  }
}

TEST_F(Coalesced, ADatagramWithoutAChecksumStaysWithoutOne) {
  Flow flow{.tcp = false};
  for (int i = 0; i < 2; ++i) {
    Bytes packet = flow.next(100);
    base::store_big16(packet.data() + 26, 0);
    add(packet);
  }
  EXPECT_EQ(sizes(), (std::vector<std::size_t>{1, 1}));
}

TEST_F(Coalesced, WhatTheDeviceDoesNotTakeStaysApart) {
  Flow tcp;
  Flow udp{.tcp = false};
  for (int i = 0; i < 3; ++i) {
    add(tcp.next(100));
    add(udp.next(100));
  }
  EXPECT_EQ(arrange({.udp = false, .mtu_bytes = kMtuBytes}).size(), 4u);
  EXPECT_EQ(arrange({.tcp = false, .mtu_bytes = kMtuBytes}).size(), 4u);
  EXPECT_EQ(arrange({.mtu_bytes = 100}).size(), 6u);
}

TEST_F(Coalesced, APacketBehindAnEndedRunDoesNotOvertake) {
  Flow flow;
  add(flow.next(100));
  Bytes acknowledgment = flow.next(0);
  add(acknowledgment);
  add(flow.next(100));
  EXPECT_EQ(sizes(), (std::vector<std::size_t>{1, 1, 1}));

  batch_.clear();
  Flow udp{.tcp = false};
  add(udp.next(100));
  add(sample::fragment4(wire::kProtocolUdp, 0, true, sample::counting_bytes(64)));  // of which flow?
  add(udp.next(100));
  EXPECT_EQ(sizes(), (std::vector<std::size_t>{1, 1, 1}));
}

// One step of a random life: what every kind of traffic might send next.
Bytes random_packet(std::vector<Flow>& flows, std::mt19937& random) {
  const auto below = [&](unsigned count) {
    return std::uniform_int_distribution<unsigned>(0, count - 1)(random);
  };
  Flow& flow = flows[below(static_cast<unsigned>(flows.size()))];
  if (below(20) == 0) flow.sequence += 1 + below(3);
  if (below(20) == 0) flow.identification = static_cast<std::uint16_t>(below(65536));
  if (below(20) == 0) flow.fields.window = static_cast<std::uint16_t>(below(3));
  if (below(30) == 0) flow.fields.acknowledgment += below(3);
  if (below(15) == 0) flow.dont_fragment = !flow.dont_fragment;
  flow.fields.flags = wire::kTcpAck;
  if (below(10) == 0) flow.fields.flags |= wire::kTcpPsh;
  if (below(30) == 0) flow.fields.flags |= std::uint8_t{1} << below(8);
  static const Bytes timestamps = {1, 1, 8, 10, 0, 0, 0, 1, 0, 0, 0, 2};
  flow.fields.options = {};
  if (flow.port % 2 == 0) flow.fields.options = timestamps;
  constexpr std::array<std::size_t, 4> kSizes = {100, 100, 1200, 1};
  Bytes packet = flow.next(below(12) == 0 ? below(200) : kSizes[flow.port % kSizes.size()]);
  if (below(40) == 0) packet[below(static_cast<unsigned>(packet.size()))] ^= 1 << below(8);
  return packet;
}

std::string flow_name(const Bytes& bytes) {
  const auto parsed = wire::parse(bytes);
  if (!parsed.ok() || !parsed->has_ports()) return "";
  return to_string(parsed->source) + " " + to_string(parsed->destination) + " " +
         std::to_string(parsed->source_port) + " " + std::to_string(parsed->destination_port) + " " +
         std::to_string(parsed->protocol);
}

TEST_F(Coalesced, CutAgainIsByteForByteWhatItWasAndFlowsKeepTheirOrder) {
  std::mt19937 random(20230413);
  std::size_t joined = 0;
  for (int round = 0; round < 400; ++round) {
    batch_.clear();
    std::vector<Flow> flows;
    for (unsigned i = 0; i < 1 + random() % 12; ++i) {
      flows.push_back({.version = random() % 2 == 0 ? 4 : 6,
                       .tcp = random() % 3 != 0,
                       .port = static_cast<std::uint16_t>(1000 + i),
                       .dont_fragment = random() % 2 == 0});
    }
    for (unsigned i = 0; i < 128; ++i) add(random_packet(flows, random));

    std::map<std::string, std::vector<std::uint32_t>> order;
    std::vector<bool> seen(batch_.count(), false);
    const auto runs = arrange();
    for (std::uint32_t i = 0; i < runs.size(); ++i) {
      std::vector<Bytes> pieces;
      if (runs[i].size() > 1) {
        pieces = cut_again(i);
        ASSERT_EQ(pieces.size(), runs[i].size());
      }
      for (std::size_t j = 0; j < runs[i].size(); ++j) {
        const std::uint32_t packet = runs[i][j];
        ASSERT_FALSE(seen[packet]);
        seen[packet] = true;
        const Bytes original = bytes_of(packet);
        if (!pieces.empty()) {
          ASSERT_EQ(without_identification(pieces[j]), without_identification(original)) << "round " << round;
        }
        const std::string name = flow_name(original);
        if (!name.empty()) order[name].push_back(packet);
      }
      joined += runs[i].size() > 1 ? runs[i].size() : 0;
    }
    EXPECT_EQ(std::count(seen.begin(), seen.end(), true), batch_.count());
    for (const auto& [name, packets] : order) {
      EXPECT_TRUE(std::is_sorted(packets.begin(), packets.end())) << name << ", round " << round;
    }
  }
  EXPECT_GT(joined, 20'000u) << "of 51,200";
}

}  // namespace
}  // namespace penstock::link
