// SPDX-License-Identifier: Apache-2.0
// DPDK's ring functions, as Debian ships them, on one side of a ring of ours: what they write we read, what we write
// they read, and both agree on when the other is to be woken.
#include <gtest/gtest.h>

#include <sys/mman.h>

#include <cstring>
#include <random>
#include <string_view>
#include <thread>
#include <vector>

#include "channel/descriptor.h"
#include "channel/ring_reader.h"
#include "channel/ring_writer.h"
#include "testing/rule.h"

// What the library exports; its headers want the whole of its configuration.
extern "C" {
struct vmbus_channel;
struct vmbus_gpa {
  std::uint32_t len;
  std::uint32_t ofs;
  std::uint64_t page;
};
int rte_vmbus_chan_send(vmbus_channel*, std::uint16_t type, void* data, std::uint32_t length,
                        std::uint64_t transaction, std::uint32_t flags, bool* need_signal);
int rte_vmbus_chan_send_sglist(vmbus_channel*, vmbus_gpa ranges[], std::uint32_t count, void* data,
                               std::uint32_t length, std::uint64_t transaction, bool* need_signal);
int rte_vmbus_chan_recv_raw(vmbus_channel*, void* data, std::uint32_t* length);
bool rte_vmbus_chan_rx_empty(const vmbus_channel*);
}

namespace penstock::channel {
namespace {

constexpr std::uint32_t kRingBytes = 16384;

// The library's channel, which it would make itself from a device; here it gets two rings and no device.
struct LibraryRing {
  std::byte* control = nullptr;
  std::uint32_t data_bytes = 0;
  std::uint32_t position = 0;
};
struct LibraryChannel {
  void* subchannels[2] = {};
  void* next = nullptr;
  const void* device = nullptr;
  LibraryRing receive;
  LibraryRing transmit;
  std::uint16_t number = 0;
  std::uint16_t subchannel = 0;
  std::uint8_t monitor = 0xFF;
};

class DpdkRing : public testing::Test {
 protected:
  DpdkRing() {
    theirs_.receive = {to_them_.control, kRingBytes, 0};
    theirs_.transmit = {from_them_.control, kRingBytes, 0};
    EXPECT_EQ(reader_.attach(from_them_), RingFault::none);
    EXPECT_EQ(writer_.attach(to_them_), RingFault::none);
  }
  ~DpdkRing() override {
    munmap(to_them_.control, kPageBytes + kRingBytes);
    munmap(from_them_.control, kPageBytes + kRingBytes);
  }

  static RingSpan make_ring() {
    void* memory =
        mmap(nullptr, kPageBytes + kRingBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    auto* bytes = static_cast<std::byte*>(memory);
    return {bytes, bytes + kPageBytes, kRingBytes};
  }
  vmbus_channel* library() { return reinterpret_cast<vmbus_channel*>(&theirs_); }
  bool send(std::string_view text, std::uint64_t transaction, bool* need_signal, std::uint32_t flags = 1) {
    std::string copy(text);
    return rte_vmbus_chan_send(library(), 6, copy.data(), static_cast<std::uint32_t>(copy.size()),
                               transaction, flags, need_signal) == 0;
  }
  std::string payload_of(const PacketHead& head) {
    std::string payload(head.payload_bytes(), '\0');
    reader_.copy(head.data_offset8 * 8u, reinterpret_cast<std::byte*>(payload.data()), head.payload_bytes());
    return payload;
  }

  RingSpan to_them_ = make_ring();
  RingSpan from_them_ = make_ring();
  LibraryChannel theirs_;
  RingReader reader_;
  RingWriter writer_;
};

std::string text_of_number(std::uint32_t number, std::size_t bytes) {
  std::string text = std::to_string(number) + ":";
  text.resize(std::max(bytes, text.size()), static_cast<char>('a' + number % 26));
  return text;
}

TEST_F(DpdkRing, WritesThePacketOfTheContractByteForByte) {
  bool need_signal = false;
  ASSERT_TRUE(send(std::string_view("hello vmbus\0", 12), 0x1122334455667700, &need_signal));
  EXPECT_TRUE(need_signal);
  const std::uint8_t expected[] = {0x06, 0x00, 0x02, 0x00, 0x04, 0x00, 0x01, 0x00, 0x00, 0x77,
                                   0x66, 0x55, 0x44, 0x33, 0x22, 0x11, 0x68, 0x65, 0x6c, 0x6c,
                                   0x6f, 0x20, 0x76, 0x6d, 0x62, 0x75, 0x73, 0x00, 0x00, 0x00,
                                   0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00};
  EXPECT_EQ(std::memcmp(from_them_.data, expected, sizeof expected), 0);
  PacketHead head;
  ASSERT_EQ(reader_.next(head), Next::packet);
  EXPECT_EQ(head.transaction, 0x1122334455667700u);
  EXPECT_TRUE(head.completion_requested());
  EXPECT_EQ(payload_of(head), std::string("hello vmbus\0\0\0\0\0", 16));
}

TEST_F(DpdkRing, SaysThatWeAreToBeWokenOnlyWhenTheRingWasEmpty) {
  RULE("V-SIG-1");
  PacketHead head;
  bool need_signal = false;
  ASSERT_TRUE(send("first", 1, &need_signal));
  EXPECT_TRUE(need_signal);
  need_signal = false;
  ASSERT_TRUE(send("second", 2, &need_signal));
  EXPECT_FALSE(need_signal);
  for (int i = 0; i < 2; ++i) {
    ASSERT_EQ(reader_.next(head), Next::packet);
    reader_.advance();
  }
  reader_.release();
  ASSERT_TRUE(send("third", 3, &need_signal));
  EXPECT_TRUE(need_signal);
}

TEST_F(DpdkRing, IsReadByUsOverManyTurns) {
  std::mt19937 random(1);
  std::uint32_t sent = 0, received = 0;
  while (received < 20'000) {
    bool need_signal = false;
    while (sent < 20'000 && send(text_of_number(sent, random() % 1500), sent, &need_signal, sent % 2)) ++sent;
    PacketHead head;
    while (reader_.next(head) == Next::packet) {
      ASSERT_EQ(head.transaction, received);
      ASSERT_EQ(head.flags, received % 2);
      const std::string payload = payload_of(head);
      ASSERT_EQ(payload.substr(0, payload.find(':')), std::to_string(received));
      reader_.advance();
      ++received;
    }
    ASSERT_EQ(reader_.fault(), RingFault::none);
    reader_.release();
  }
}

TEST_F(DpdkRing, ReadsWhatWeWriteOverManyTurnsAndFromAnotherThread) {
  constexpr std::uint32_t kPackets = 20'000;
  std::thread writing([this] {
    std::mt19937 random(2);
    for (std::uint32_t number = 0; number < kPackets; ++number) {
      const std::string text = text_of_number(number, random() % 1500);
      const PacketHead head{.type = 6, .transaction = number};
      while (writer_.put(head, {}, std::as_bytes(std::span(text))) != Put::written) {
        writer_.publish();
        std::this_thread::yield();
      }
      if (number % 7 == 0) writer_.publish();
    }
    writer_.publish();
  });
  std::vector<std::uint64_t> buffer(512);
  std::uint32_t wrong = 0;
  for (std::uint32_t number = 0; number < kPackets;) {
    auto bytes = static_cast<std::uint32_t>(buffer.size() * 8);
    if (rte_vmbus_chan_rx_empty(library())) {
      std::this_thread::yield();
      continue;
    }
    const int read = rte_vmbus_chan_recv_raw(library(), buffer.data(), &bytes);
    if (read <= 0) continue;
    PacketHead head;
    std::memcpy(static_cast<void*>(&head), buffer.data(), sizeof head);
    const std::string payload(reinterpret_cast<const char*>(buffer.data()) + head.data_offset8 * 8u,
                              head.payload_bytes());
    if (head.transaction != number || payload.substr(0, payload.find(':')) != std::to_string(number)) ++wrong;
    ++number;
  }
  writing.join();
  EXPECT_EQ(wrong, 0u);
}

TEST_F(DpdkRing, NamesPagesAsWeReadThem) {
  vmbus_gpa ranges[3] = {{100, 3000, 17}, {4096, 0, 18}, {8, 8, 0x123456789}};
  char message[40] = "pages";
  bool need_signal = false;
  ASSERT_EQ(rte_vmbus_chan_send_sglist(library(), ranges, 3, message, sizeof message, 5, &need_signal), 0);
  PacketHead head;
  ASSERT_EQ(reader_.next(head), Next::packet);
  EXPECT_EQ(head.wire_type(), WireType::page_list);
  EXPECT_TRUE(head.completion_requested());
  std::vector<std::uint64_t> words(head.descriptor_bytes() / 8);
  reader_.copy(kHeadBytes, reinterpret_cast<std::byte*>(words.data()), head.descriptor_bytes());
  std::vector<PageRange> parsed;
  ASSERT_TRUE(parse_page_list(std::as_bytes(std::span(words)), 34, parsed));
  ASSERT_EQ(parsed.size(), 3u);
  EXPECT_EQ(parsed[2].pages[0], 0x123456789u);
  EXPECT_EQ(parsed[2].bytes, 8u);
  EXPECT_EQ(parsed[1].bytes, 4096u);
}

TEST_F(DpdkRing, ReadsThePagesThatWeLend) {
  std::vector<std::byte> descriptor;
  write_transfer_pages({.set = 0xCAFE, .ranges = {{120, 0}, {64, 1856}}}, descriptor);
  const std::string message(40, 'x');
  ASSERT_EQ(
      writer_.put({.type = 7, .flags = 1, .transaction = 9}, descriptor, std::as_bytes(std::span(message))),
      Put::written);
  writer_.publish();
  std::vector<std::uint32_t> words(64);
  std::uint32_t bytes = 256;
  ASSERT_GT(rte_vmbus_chan_recv_raw(library(), words.data(), &bytes), 0);
  EXPECT_EQ(words[0] & 0xFFFF, 7u);
  EXPECT_EQ(words[4] & 0xFFFF, 0xCAFEu);
  EXPECT_EQ(words[5], 2u);
  EXPECT_EQ(words[6], 120u);
  EXPECT_EQ(words[9], 1856u);
}

}  // namespace
}  // namespace penstock::channel
