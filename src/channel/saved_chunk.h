// SPDX-License-Identifier: Apache-2.0
// A saved channel is a row of chunks: header, channel, regions, packets and queued answers in their order, end.
// A chunk says its type, its length and the checksum of its body, and is padded to 8; it is never split, so
// any run of chunks can be stored and brought back as it is.
//
// Threads: plain values.
// Memory: a parsed chunk borrows its buffer.
// Errors: Fault.
#pragma once

#include <optional>
#include <vector>

#include "channel/bus.h"
#include "channel/fault.h"
#include "channel/region_table.h"
#include "snapshot/byte_reader.h"
#include "snapshot/byte_writer.h"

namespace penstock::channel {

inline constexpr std::uint32_t kChunkMagic = 0x48435350;  // "PSCH"
inline constexpr std::uint32_t kChunkHeadBytes = 16;
inline constexpr std::uint16_t kChunkMaySkip = 1;
inline constexpr std::uint32_t kChunkBodyMax = 64u << 20;
inline constexpr std::uint16_t kSavedMajor = 1;
inline constexpr std::uint16_t kSavedMinor = 0;

enum class ChunkType : std::uint16_t { header = 1, channel, regions, packet, answer, end };

struct Chunk {
  std::uint16_t type = 0;
  std::uint16_t flags = 0;
  Bytes body;
};

// A packet's two halves, and an answer that waits for room.
struct PacketChunk {
  Bytes library;
  Bytes own;  // the provider's
};
struct AnswerChunk {
  std::uint64_t transaction = 0;
  Bytes payload;
};

// What the library knows of a packet in use; the provider's own bytes stand beside it.
struct SavedPacket {
  enum class State : std::uint16_t { queued = 1, unanswered = 2 };
  State state = State::queued;
  bool answer_wanted = false;
  bool own_transaction = false;
  std::uint64_t transaction = 0;
  WireType type = WireType::in_band;
  Bytes descriptor;
  Bytes payload;
};

std::vector<std::byte> make_chunk(ChunkType type, Bytes body);
// A packet's chunk, written where it is to stay: each byte is copied once and its checksum made on the way.
std::size_t packet_chunk_bytes(const SavedPacket& packet, std::size_t own_bytes);
void write_packet_chunk(std::byte* at, const SavedPacket& packet, Bytes own);
// Takes the first chunk off the buffer.
Result<Chunk> take_chunk(Bytes& buffer);
// How many of these bytes are whole chunks, by what their heads claim; if there is none, how many the first one needs.
// Behind a head that is wrong all counts as one: whoever takes it will refuse it.
struct ChunkRun {
  std::size_t bytes = 0;
  std::size_t bytes_needed = 0;
};
ChunkRun whole_chunks(Bytes buffer);
// What a chunk is, if it may stand where it does: behind so many known ones. Nothing: of a later version, to be
// skipped.
Result<std::optional<ChunkType>> type_of(const Chunk& chunk, std::uint32_t known_before);

struct SavedHeader {
  std::uint16_t major = kSavedMajor;
  std::uint16_t minor = kSavedMinor;
  std::uint32_t chunks = 0;
  std::uint32_t packets = 0;
  std::uint32_t flags = 0;
  Guid interface_type;
  Guid instance;
};

struct SavedChannel {
  std::uint16_t sub_channel = 0;
  std::uint32_t relid = 0;
  std::uint32_t connection = 0;
  std::uint8_t monitor = 0xFF;
  bool open = false;
  bool may_block = false;
  OpenRequest request;
  std::uint64_t next_transaction = 0;
  std::uint32_t quota = 0;
  // Where both rings stood: a peer that went on without us is noticed.
  std::uint32_t write_index = 0;
  std::uint32_t read_index = 0;
  std::vector<std::uint64_t> late;  // answers that nobody waits for any more
};

std::vector<std::byte> encode(const SavedHeader& header);
std::vector<std::byte> encode(const SavedChannel& channel);
std::vector<std::byte> encode(std::span<const Region> regions);
Result<SavedHeader> decode_header(Bytes body);
Result<SavedChannel> decode_channel(Bytes body);
Result<SavedPacket> decode_packet(Bytes body);
Result<std::vector<Region>> decode_regions(Bytes body);
Result<PacketChunk> decode_packet_chunk(Bytes body);
Result<AnswerChunk> decode_answer(Bytes body);

void put_guid(snapshot::ByteWriter& writer, const Guid& guid);
Guid get_guid(snapshot::ByteReader& reader);
void put_request(snapshot::ByteWriter& writer, const OpenRequest& request);
OpenRequest get_request(snapshot::ByteReader& reader);
void put_region(snapshot::ByteWriter& writer, const Region& region);
std::optional<Region> get_region(snapshot::ByteReader& reader);

}  // namespace penstock::channel
