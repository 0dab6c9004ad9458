// SPDX-License-Identifier: Apache-2.0
#include "channel/endpoint_fixture.h"
#include "channel/ring_fixture.h"
#include "testing/rule.h"

namespace penstock::channel {
namespace {

PacketHead in_band(std::uint64_t transaction, bool answer = false) {
  return {.type = 6, .flags = static_cast<std::uint16_t>(answer ? 1 : 0), .transaction = transaction};
}

struct Ends {
  explicit Ends(std::uint32_t index = 0) {
    ring.start_at(index);
    EXPECT_EQ(writer.attach(ring.span()), RingFault::none);
    EXPECT_EQ(reader.attach(ring.span()), RingFault::none);
  }
  std::vector<std::byte> take() {
    PacketHead head;
    if (reader.next(head) != Next::packet) return {};
    std::vector<std::byte> payload(head.payload_bytes());
    reader.copy(head.data_offset8 * 8u, payload.data(), head.payload_bytes());
    reader.advance();
    return payload;
  }
  TestRing ring;
  RingWriter writer;
  RingReader reader;
};

// The bytes of a packet that another implementation's library wrote.
TEST(RingWriter, WritesWhatAnotherLibraryWrote) {
  Ends ends;
  const char text[] = "hello vmbus";
  PacketHead head = in_band(0x1122334455667700, true);
  ASSERT_EQ(ends.writer.put(head, {}, std::as_bytes(std::span(text))), Put::written);
  EXPECT_EQ(ends.ring.control(kWriteIndex), 0u);
  ends.writer.publish();
  EXPECT_EQ(ends.ring.control(kWriteIndex), 40u);
  EXPECT_EQ(ends.ring.data(0, 40),
            hex("06000200040001000077665544332211 68656c6c6f20766d 6275730000000000 0000000000000000"));
}

TEST(RingReader, ReadsTheFirstPacketOfALinuxGuest) {
  Ends ends;
  std::vector<std::uint32_t> payload(10);
  payload[0] = 1, payload[1] = payload[2] = 0x00060001;
  ASSERT_EQ(ends.writer.put(in_band(7, true), {}, std::as_bytes(std::span(payload))), Put::written);
  ends.writer.publish();
  EXPECT_EQ(ends.ring.control(kWriteIndex), 64u);
  EXPECT_EQ(ends.ring.data(0, 8), hex("0600020007000100"));
  EXPECT_EQ(ends.take().size(), 40u);
}

TEST(RingWriter, TrailerSaysWhereThePacketBegan) {
  Ends ends(64);
  ASSERT_EQ(ends.writer.put(in_band(1), {}, bytes_of("12345678")), Put::written);
  EXPECT_EQ(ends.ring.data(64 + 24, 8), hex("0000000040000000"));
}

// Every place where a packet can wrap, also inside its head.
TEST(Ring, CarriesAPacketFromEveryOffset) {
  RULE("V-RING-3");
  for (std::uint32_t index = 0; index < kPageBytes; index += 8) {
    Ends ends(index);
    ASSERT_EQ(ends.writer.put(in_band(index), {}, bytes_of("0123456789abcdefghijklmn")), Put::written);
    ends.writer.publish();
    PacketHead head;
    ASSERT_EQ(ends.reader.next(head), Next::packet);
    ASSERT_EQ(head.transaction, index);
    ASSERT_EQ(text_of(ends.take()), "0123456789abcdefghijklmn");
  }
}

TEST(Ring, NothingIsSeenBeforeTheIndexIsStored) {
  RULE("V-RING-1");
  Ends ends;
  ASSERT_EQ(ends.writer.put(in_band(1), {}, bytes_of("a")), Put::written);
  EXPECT_TRUE(ends.take().empty());
  ends.writer.publish();
  EXPECT_EQ(text_of(ends.take()), "a");
  EXPECT_EQ(ends.ring.control(kReadIndex), 0u);
  ends.reader.release();
  EXPECT_EQ(ends.ring.control(kReadIndex), 32u);
}

TEST(RingWriter, SignalsOnceForABatchIntoAnEmptyRing) {
  RULE("V-RING-2");
  RULE("V-SIG-1");
  Ends ends;
  for (int i = 0; i < 10; ++i) ASSERT_EQ(ends.writer.put(in_band(1), {}, bytes_of("a")), Put::written);
  EXPECT_TRUE(ends.writer.publish());
  ASSERT_EQ(ends.writer.put(in_band(1), {}, bytes_of("a")), Put::written);
  EXPECT_FALSE(ends.writer.publish()) << "the ring was not empty";
  for (int i = 0; i < 11; ++i) ends.take();
  ends.reader.release();
  ASSERT_EQ(ends.writer.put(in_band(1), {}, bytes_of("a")), Put::written);
  EXPECT_TRUE(ends.writer.publish());
}

TEST(RingWriter, DoesNotSignalAMaskedConsumer) {
  RULE("V-SIG-2");
  Ends ends;
  ends.reader.mask();
  ASSERT_EQ(ends.writer.put(in_band(1), {}, bytes_of("a")), Put::written);
  EXPECT_FALSE(ends.writer.publish());
  EXPECT_TRUE(ends.reader.unmask()) << "the consumer looks again after it unmasked";
}

void fill(Ends& ends, std::uint32_t payload_bytes = 100) {
  const std::vector<std::byte> payload(payload_bytes);
  while (ends.writer.put(in_band(1), {}, payload) == Put::written) {
  }
  ends.writer.publish();
}

TEST(RingWriter, SaysWhatItWaitsForAndLooksAgain) {
  RULE("V-SIG-3");
  Ends ends;
  fill(ends);
  EXPECT_FALSE(ends.writer.wait_for(128));
  EXPECT_EQ(ends.ring.control(kPendingSend), 128u);
  ends.take();
  ends.reader.release();
  EXPECT_TRUE(ends.writer.wait_for(128));
  ends.writer.stop_waiting();
  EXPECT_EQ(ends.ring.control(kPendingSend), 0u);
}

TEST(RingReader, SignalsWhenTheWantedRoomIsReachedAndOnlyThen) {
  RULE("V-SIG-4");
  Ends ends;
  fill(ends);
  const std::uint32_t free = ends.writer.free_bytes();
  ASSERT_FALSE(ends.writer.wait_for(free + 2 * 128));
  ends.take();
  EXPECT_FALSE(ends.reader.release()) << "not enough yet";
  ends.take();
  EXPECT_TRUE(ends.reader.release());
  ends.take();
  EXPECT_FALSE(ends.reader.release()) << "it was enough before";
}

TEST(RingReader, SignalsForAWishThatIsNotAMultipleOfEight) {
  RULE("V-SIG-4");
  Ends ends;
  fill(ends);
  ends.ring.set_control(kPendingSend, ends.writer.free_bytes() + 128 + 7);
  ends.take();
  EXPECT_TRUE(ends.reader.release());
}

TEST(RingReader, SignalsForRoomAlsoWhileMasked) {
  RULE("V-SIG-5");
  Ends ends;
  fill(ends);
  ends.reader.mask();
  ASSERT_FALSE(ends.writer.wait_for(ends.writer.free_bytes() + 8));
  ends.take();
  EXPECT_TRUE(ends.reader.release());
}

TEST(RingReader, SignalsOnlyAPeerThatSaysItExpectsSo) {
  RULE("V-SIG-6");
  Ends ends;
  EXPECT_EQ(ends.ring.control(kFeatureBits), 1u) << "the producer says so when it attaches";
  fill(ends);
  ASSERT_FALSE(ends.writer.wait_for(ends.writer.free_bytes() + 8));
  ends.ring.set_control(kFeatureBits, 0);
  ends.take();
  EXPECT_FALSE(ends.reader.release());
}

TEST(RingWriter, GoesOnWhereTheOtherSideLeftTheRing) {
  RULE("V-SIG-7");
  TestRing ring;
  ring.start_at(256);
  ring.set_control(kPendingSend, 99);
  RingWriter writer;
  ASSERT_EQ(writer.attach(ring.span()), RingFault::none);
  EXPECT_EQ(writer.position(), 256u);
  EXPECT_EQ(ring.control(kWriteIndex), 256u);
  EXPECT_EQ(ring.control(kPendingSend), 0u);
  EXPECT_EQ(ring.control(kFeatureBits), 1u);
}

TEST(RingWriter, NeverFillsTheLastEightBytes) {
  Ends ends;
  const std::vector<std::byte> payload(kPageBytes - 8 - kHeadBytes - kTrailerBytes);
  const std::vector<std::byte> longer(payload.size() + 8);
  EXPECT_EQ(ends.writer.put(in_band(1), {}, longer), Put::full);
  EXPECT_EQ(ends.writer.put(in_band(1), {}, payload), Put::written);
  EXPECT_EQ(ends.writer.free_bytes(), 0u);
}

// Each way in which a head can lie, as it lies in memory.
struct Lie {
  const char* what;
  const char* head;
  RingFault fault;
};

class RingLies : public ::testing::TestWithParam<Lie> {};

TEST_P(RingLies, CloseTheWayInForGood) {
  RULE("V-RX-14");
  TestRing ring;
  RingReader reader;
  ASSERT_EQ(reader.attach(ring.span()), RingFault::none);
  std::vector<std::byte> bytes;
  for (const int one : hex(GetParam().head)) bytes.push_back(static_cast<std::byte>(one));
  ring.set_data(0, bytes.data(), bytes.size());
  ring.set_control(kWriteIndex, 64);
  PacketHead head;
  ASSERT_EQ(reader.next(head), Next::broken);
  EXPECT_EQ(reader.fault(), GetParam().fault);
  ring.set_control(kWriteIndex, 0);
  EXPECT_EQ(reader.next(head), Next::broken) << "a broken ring does not mend";
}

INSTANTIATE_TEST_SUITE_P(
    Each, RingLies,
    ::testing::Values(Lie{"length past what was written", "06000200 08000000", RingFault::beyond_used},
                      Lie{"length of all ones", "06000200 ffff0000", RingFault::beyond_used},
                      Lie{"offset inside the head", "06000100 07000000", RingFault::bad_offset},
                      Lie{"offset zero", "06000000 07000000", RingFault::bad_offset},
                      Lie{"offset after the end", "06000300 02000000", RingFault::bad_offset},
                      Lie{"unknown flag", "06000200 07000200", RingFault::bad_flags},
                      Lie{"type zero", "00000200 07000000", RingFault::bad_type},
                      Lie{"historic type 8", "08000200 07000000", RingFault::bad_type},
                      Lie{"cancel request", "0a000200 07000000", RingFault::bad_type},
                      Lie{"type 12", "0c000200 07000000", RingFault::bad_type}));

TEST(RingReader, RefusesAnIndexThatIsNone) {
  RULE("V-RX-14");
  for (const std::uint32_t index : {4u, kPageBytes, kPageBytes + 8, 0xFFFFFFF8u, 8u}) {
    TestRing ring;
    RingReader reader;
    ASSERT_EQ(reader.attach(ring.span()), RingFault::none);
    ring.set_control(kWriteIndex, index);
    PacketHead head;
    EXPECT_EQ(reader.next(head), Next::broken);
    EXPECT_EQ(reader.fault(), index == 8 ? RingFault::short_packet : RingFault::bad_index);
  }
}

TEST(RingWriter, BreaksAtAConsumersIndexThatIsNone) {
  Ends ends;
  fill(ends);
  ends.ring.set_control(kReadIndex, 12);
  EXPECT_EQ(ends.writer.put(in_band(1), {}, bytes_of(std::string(100, 'a'))), Put::broken);
  EXPECT_TRUE(ends.writer.broken());
}

// V-RX-5's other half: nothing is read from shared memory a second time.
TEST(RingReader, CopiesEachByteOnce) {
  RULE("V-RX-5");
  Ends ends(kPageBytes - 32);
  BasicRingReader<TwiceAccess> reader;
  TwiceAccess::forget();
  ASSERT_EQ(reader.attach(ends.ring.span()), RingFault::none);
  for (int i = 0; i < 20; ++i) {
    ASSERT_EQ(ends.writer.put(in_band(1), {}, bytes_of("some bytes of a payload")), Put::written);
  }
  ends.writer.publish();
  PacketHead head;
  int packets = 0;
  while (reader.next(head) == Next::packet) {
    ASSERT_EQ(reader.next(head), Next::packet) << "asking twice reads once";
    std::vector<std::byte> payload(head.payload_bytes());
    reader.copy(head.data_offset8 * 8u, payload.data(), head.payload_bytes());
    reader.advance();
    reader.release();
    ++packets;
  }
  EXPECT_EQ(packets, 20);
  EXPECT_EQ(TwiceAccess::most_reads(), 1);
}

TEST(RingReader, KeepsItsHeadWhenThePeerRewritesIt) {
  RULE("V-RX-5");
  Ends ends;
  ASSERT_EQ(ends.writer.put(in_band(1), {}, bytes_of("12345678")), Put::written);
  ends.writer.publish();
  PacketHead head;
  ASSERT_EQ(ends.reader.next(head), Next::packet);
  const std::uint16_t longer = 0x100;
  ends.ring.set_data(4, &longer, sizeof longer);
  ASSERT_EQ(ends.reader.next(head), Next::packet);
  EXPECT_EQ(head.length8, 3);
  ends.reader.advance();
  EXPECT_EQ(ends.reader.position(), 32u);
}

}  // namespace
}  // namespace penstock::channel
