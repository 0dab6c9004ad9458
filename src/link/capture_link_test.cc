// SPDX-License-Identifier: Apache-2.0
#include "link/capture_link.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string_view>
#include <vector>

#include "exec/seeded_runtime.h"
#include "link/pcapng_writer.h"
#include "link/scratch_file.h"
#include "wire/sample_packets.h"

namespace penstock::link {
namespace {

namespace sample = wire::sample;
using packet::PacketBatch;
using packet::PacketPool;
using Bytes = std::vector<std::uint8_t>;

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kStartNs = 1'700'000'000 * kSecond;

struct Stored {
  std::int64_t at_ns;
  Bytes bytes;
  friend bool operator==(const Stored&, const Stored&) = default;
};

void write_capture(const ScratchFile& file, const std::vector<Stored>& packets,
                   std::uint16_t link_type = kLinkTypeRaw) {
  auto writer = PcapngWriter::create(file.path());
  ASSERT_TRUE(writer.ok());
  const std::uint32_t interface = (*writer)->add_interface("pen0", link_type);
  const std::array<std::string_view, 2> comments = {"outbound transport v4: permit", "second line"};
  for (const Stored& packet : packets) {
    (*writer)->write(interface, packet.at_ns, packet.bytes,
                     {.direction = PacketDirection::outbound, .comments = comments});
  }
  ASSERT_TRUE((*writer)->flush().ok());
}

std::unique_ptr<CaptureLink> open_capture(const ScratchFile& file, PacketPool& pool, bool paced = false) {
  auto link = CaptureLink::open({.path = file.path(), .paced = paced}, pool);
  EXPECT_TRUE(link.ok()) << to_string(link.fault());
  return std::move(link).value();
}

std::vector<Stored> read_all(CaptureLink& link) {
  std::vector<Stored> packets;
  PacketBatch batch;
  while (link.receive(batch) > 0) {
    for (std::uint32_t i = 0; i < batch.count(); ++i) {
      packets.push_back({batch[i].arrived_ns, {batch[i].bytes().begin(), batch[i].bytes().end()}});
    }
    batch.clear();
  }
  return packets;
}

TEST(CaptureLink, ReadsWhatTheWriterWroteWithItsTimes) {
  PacketPool pool({.packets_max = 256});
  std::vector<Stored> packets;
  for (std::size_t i = 0; i < 300; ++i) {
    packets.push_back({kStartNs + static_cast<std::int64_t>(i) * 1'000'000'007,
                       sample::udp_packet(i % 2 == 0 ? 4 : 6, 1, 2, i)});
  }
  ScratchFile file;
  write_capture(file, packets);
  const auto link = open_capture(file, pool);
  EXPECT_EQ(link->next_arrival_ns(), kStartNs);
  EXPECT_EQ(read_all(*link), packets);
  EXPECT_EQ(link->state(), LinkState::drained);
  EXPECT_EQ(link->next_arrival_ns(), exec::kForever);
  EXPECT_EQ(link->counts().received_packets, 300u);
}

void put16(Bytes& to, bool big, std::uint16_t value) {
  const std::uint8_t low = static_cast<std::uint8_t>(value);
  const std::uint8_t high = static_cast<std::uint8_t>(value >> 8);
  to.push_back(big ? high : low);
  to.push_back(big ? low : high);
}
void put32(Bytes& to, bool big, std::uint32_t value) {
  const auto low = static_cast<std::uint16_t>(value);
  const auto high = static_cast<std::uint16_t>(value >> 16);
  put16(to, big, big ? high : low);
  put16(to, big, big ? low : high);
}

// The older format, with microseconds, in either byte order.
Bytes old_capture(bool big, std::uint32_t link_type, const Bytes& frame, std::uint32_t original_bytes) {
  Bytes file;
  put32(file, big, 0xa1b2c3d4);
  put16(file, big, 2);
  put16(file, big, 4);
  put32(file, big, 0);
  put32(file, big, 0);
  put32(file, big, 262144);
  put32(file, big, link_type);
  put32(file, big, 1'700'000'000);
  put32(file, big, 250'000);
  put32(file, big, static_cast<std::uint32_t>(frame.size()));
  put32(file, big, original_bytes);
  file.insert(file.end(), frame.begin(), frame.end());
  return file;
}

TEST(CaptureLink, ReadsOldCapturesOfEitherByteOrder) {
  PacketPool pool({.packets_max = 8});
  const Bytes packet = sample::udp_packet(4, 1, 2, 50);
  for (const bool big : {false, true}) {
    ScratchFile file(old_capture(big, 101, packet, static_cast<std::uint32_t>(packet.size())));
    const std::vector<Stored> expected = {{kStartNs + kSecond / 4, packet}};
    EXPECT_EQ(read_all(*open_capture(file, pool)), expected);
  }
}

TEST(CaptureLink, HandsOnAPacketThatTheCaptureCutShort) {
  PacketPool pool({.packets_max = 8});
  Bytes packet = sample::udp_packet(4, 1, 2, 500);
  packet.resize(64);
  ScratchFile file(old_capture(false, 101, packet, 528));
  const auto packets = read_all(*open_capture(file, pool));
  ASSERT_EQ(packets.size(), 1u);
  EXPECT_EQ(packets[0].bytes, packet);
}

TEST(CaptureLink, CountsFramesWithoutIpByReason) {
  PacketPool pool({.packets_max = 8});
  const Bytes arp = sample::from_hex("ffffffffffff02000000000108060001080006040001020000000001");
  const Bytes cut_off = sample::from_hex("ffffffffffff0200");
  const Bytes liar = sample::from_hex("ffffffffffff02000000000186dd45000014");
  const Bytes udp = sample::udp_packet(4, 1, 2, 50);
  const Bytes sound = sample::joined(sample::from_hex("ffffffffffff0200000000010800"), udp);
  ScratchFile file;
  write_capture(file, {{1, arp}, {2, cut_off}, {3, liar}, {4, arp}, {5, sound}, {6, arp}}, 1);
  const auto link = open_capture(file, pool);
  const std::vector<Stored> expected = {{5, udp}};
  EXPECT_EQ(read_all(*link), expected);
  EXPECT_EQ(link->counts().dropped_malformed, 5u);
  EXPECT_EQ(link->frame_faults(FrameFault::not_ip), 3u);
  EXPECT_EQ(link->frame_faults(FrameFault::too_short), 1u);
  EXPECT_EQ(link->frame_faults(FrameFault::bad_version), 1u);
}

TEST(CaptureLink, CountsPacketsForWhichThereIsNoBuffer) {
  PacketPool pool({.packets_max = 2, .clones_max = 0, .buffer_bytes = 512, .headroom_bytes = 64});
  ScratchFile file;
  const Bytes small = sample::udp_packet(4, 1, 2, 50);
  write_capture(file, {{1, small}, {2, sample::udp_packet(4, 1, 2, 1000)}, {3, small}, {4, small}});
  const auto link = open_capture(file, pool);
  PacketBatch batch;
  EXPECT_EQ(link->receive(batch), 2u);
  EXPECT_EQ(link->counts().dropped_too_long, 1u);
  EXPECT_EQ(link->counts().dropped_no_buffer, 1u);
}

TEST(CaptureLink, TakesNoPackets) {
  PacketPool pool({.packets_max = 8});
  ScratchFile file;
  write_capture(file, {});
  const auto link = open_capture(file, pool);
  PacketBatch batch;
  batch.push_back(pool.allocate());
  link->send(batch);
  EXPECT_EQ(link->counts().dropped_refused, 1u);
  EXPECT_EQ(pool.counts().out, 0u);
}

TEST(CaptureLink, NamesTheFileAndTheLinkTypeThatItDoesNotRead) {
  PacketPool pool({.packets_max = 8});
  ScratchFile file(old_capture(false, 105, {}, 0));
  const auto link = CaptureLink::open({.path = file.path()}, pool);
  ASSERT_FALSE(link.ok());
  EXPECT_EQ(link.fault().reason, Reason::unknown_link_type);
  const std::string text = to_string(link.fault());
  EXPECT_NE(text.find(file.path()), std::string::npos) << text;
  EXPECT_NE(text.find("link type 105 (IEEE802_11)"), std::string::npos) << text;
}

TEST(CaptureLink, SaysWhyAFileCannotBeOpened) {
  PacketPool pool({.packets_max = 8});
  const auto missing = CaptureLink::open({.path = "/nowhere/at/all.pcap"}, pool);
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.fault().reason, Reason::not_found);
  EXPECT_EQ(to_string(missing.fault()), "file /nowhere/at/all.pcap: open: No such file or directory");
  const Bytes letters = {'h', 'e', 'l', 'l', 'o', ' ', 't', 'h', 'e', 'r', 'e', '\n'};
  ScratchFile text(letters);
  const auto other = CaptureLink::open({.path = text.path()}, pool);
  ASSERT_FALSE(other.ok());
  EXPECT_EQ(other.fault().reason, Reason::not_a_capture);
}

TEST(CaptureLink, KeepsWhatCameBeforeTheFileBroke) {
  PacketPool pool({.packets_max = 8});
  const Bytes packet = sample::udp_packet(4, 1, 2, 50);
  ScratchFile whole;
  write_capture(whole, {{1, packet}, {2, packet}});
  Bytes content = whole.content();
  content.resize(content.size() - 20);
  ScratchFile broken(content);
  const auto link = open_capture(broken, pool);
  EXPECT_EQ(read_all(*link).size(), 1u);
  EXPECT_EQ(link->state(), LinkState::failed);
  ASSERT_TRUE(link->fault().has_value());
  EXPECT_EQ(link->fault()->reason, Reason::broken_file);
  EXPECT_NE(to_string(*link->fault()).find(broken.path()), std::string::npos);
}

TEST(CaptureLink, SurvivesFilesWithBytesChanged) {
  PacketPool pool({.packets_max = 8});
  const Bytes frame =
      sample::joined(sample::from_hex("ffffffffffff0200000000010800"), sample::udp_packet(4, 1, 2, 50));
  ScratchFile sound;
  write_capture(sound, {{1, frame}, {kStartNs, frame}}, 1);
  const Bytes content = sound.content();
  std::mt19937 random(3);
  int ended = 0;
  for (int round = 0; round < 3000; ++round) {
    Bytes changed = content;
    for (int i = 0; i < 3; ++i) changed[random() % changed.size()] = static_cast<std::uint8_t>(random());
    ScratchFile file(changed);
    auto link = CaptureLink::open({.path = file.path()}, pool);
    if (!link.ok()) continue;
    for (const Stored& packet : read_all(**link)) EXPECT_GE(packet.at_ns, 0);
    EXPECT_NE((*link)->state(), LinkState::open);
    ++ended;
  }
  EXPECT_GT(ended, 100);
}

TEST(PacedCapture, HandsOutNothingBeforeItsTime) {
  exec::SeededRuntime runtime({.seed = 1});
  exec::RuntimeScope scope(runtime);
  PacketPool pool({.packets_max = 8});
  const Bytes packet = sample::udp_packet(4, 1, 2, 50);
  ScratchFile file;
  write_capture(file,
                {{kStartNs, packet}, {kStartNs + 5 * kSecond, packet}, {kStartNs + 2 * kSecond, packet}});
  const auto link = open_capture(file, pool, true);
  const std::int64_t opened_ns = link->next_arrival_ns();
  PacketBatch batch;
  EXPECT_EQ(link->receive(batch), 1u);
  EXPECT_EQ(link->next_arrival_ns(), opened_ns + 5 * kSecond);
  EXPECT_EQ(link->receive(batch), 0u);
  runtime.sleep_until(link->next_arrival_ns());
  EXPECT_EQ(link->receive(batch), 2u);
  EXPECT_EQ(batch[1].arrived_ns, opened_ns + 5 * kSecond);
}

}  // namespace
}  // namespace penstock::link
