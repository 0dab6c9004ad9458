// SPDX-License-Identifier: Apache-2.0
#include "channel/saved_outline.h"

#include <gtest/gtest.h>

namespace penstock::channel {
namespace {

using Blob = std::vector<std::byte>;

void append(Blob& to, const Blob& bytes) { to.insert(to.end(), bytes.begin(), bytes.end()); }

Blob packet_chunk(SavedPacket::State state, std::uint64_t transaction) {
  const SavedPacket saved{.state = state, .answer_wanted = true, .transaction = transaction};
  Blob chunk(packet_chunk_bytes(saved, 0));
  write_packet_chunk(chunk.data(), saved, {});
  return chunk;
}

// Two that wait for an answer, one that waits for room, and an answer that does.
Blob saved_channel(bool open = true, std::uint64_t second = 8, std::uint32_t packets = 3) {
  Blob saved;
  append(saved, make_chunk(ChunkType::header, encode(SavedHeader{.chunks = 8, .packets = packets})));
  append(saved, make_chunk(ChunkType::channel, encode(SavedChannel{.relid = 3, .open = open})));
  append(saved, make_chunk(ChunkType::regions, encode(std::span<const Region>())));
  append(saved, packet_chunk(SavedPacket::State::unanswered, 7));
  append(saved, packet_chunk(SavedPacket::State::unanswered, second));
  append(saved, packet_chunk(SavedPacket::State::queued, 0));
  snapshot::ByteWriter answer;
  answer.put(std::uint64_t{5});
  answer.put_text("yes");
  append(saved, make_chunk(ChunkType::answer, answer.bytes()));
  append(saved, make_chunk(ChunkType::end, {}));
  return saved;
}

TEST(SavedOutline, CountsWhatIsInFlightAndWhatWaits) {
  const auto outline = outline_of(saved_channel());
  ASSERT_TRUE(outline.ok());
  EXPECT_EQ(outline->channel.relid, 3u);
  EXPECT_EQ(outline->unanswered, 2u);
  EXPECT_EQ(outline->queued, 1u);
  EXPECT_EQ(outline->answers, 1u);
  EXPECT_EQ(outline->regions, 0u);
}

TEST(SavedOutline, RefusesEachTruncationAndWhatFollowsTheEnd) {
  Blob saved = saved_channel();
  for (std::size_t size = 0; size < saved.size(); ++size) {
    ASSERT_FALSE(outline_of(Bytes(saved).first(size)).ok()) << size;
  }
  const std::size_t end = saved.size();
  saved.resize(end + 8);
  const OutlineFault fault = outline_of(saved).fault();
  EXPECT_EQ(fault.fault, Fault::damaged);
  EXPECT_EQ(fault.at, end);
}

TEST(SavedOutline, RefusesEachFlippedBit) {
  const Blob good = saved_channel();
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      Blob saved = good;
      saved[at] ^= static_cast<std::byte>(1 << bit);
      ASSERT_FALSE(outline_of(saved).ok()) << "byte " << at << " bit " << bit;
    }
  }
}

TEST(SavedOutline, RefusesWhatARestoreRefusesOfTheBytesAlone) {
  EXPECT_FALSE(outline_of(saved_channel(false)).ok()) << "unanswered packets of a channel that is not open";
  const OutlineFault twice = outline_of(saved_channel(true, 7)).fault();
  EXPECT_EQ(twice.fault, Fault::damaged) << "one transaction twice in flight";
  EXPECT_EQ(twice.chunk, 5u);
  EXPECT_FALSE(outline_of(saved_channel(true, 8, 2)).ok())
      << "another number of packets than the header says";
}

}  // namespace
}  // namespace penstock::channel
