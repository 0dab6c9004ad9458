// SPDX-License-Identifier: Apache-2.0
#include "channel/saved_chunk.h"

#include "base/assert.h"
#include "snapshot/crc32c.h"

namespace penstock::channel {

using snapshot::ByteReader;
using snapshot::ByteWriter;

namespace {

constexpr std::uint32_t kAnswerWanted = 1;
constexpr std::uint32_t kOwnTransaction = 2;
constexpr std::uint16_t kRecordVersion = 1;
constexpr std::size_t kRecordFixedBytes = 28;
constexpr std::uint8_t kReadOnly = 1;
constexpr std::uint8_t kComplete = 2;
constexpr std::uint8_t kTeardownAsked = 4;

// The head of a chunk, and of its body what comes before the first bytes of any length.
class FixedPart {
 public:
  explicit FixedPart(std::byte* at) : at_(at) {}
  template <class T>
  void put(T value) {
    std::memcpy(at_, &value, sizeof value);
    at_ += sizeof value;
  }
  std::byte* at() const { return at_; }

 private:
  std::byte* at_;
};

void put_chunk_head(std::byte* at, ChunkType type, std::size_t body_bytes, std::uint32_t checksum) {
  FixedPart head(at);
  head.put(kChunkMagic);
  head.put(type);
  head.put(std::uint16_t{0});
  head.put(static_cast<std::uint32_t>(body_bytes));
  head.put(checksum);
}

std::size_t record_bytes(const SavedPacket& packet) {
  return kRecordFixedBytes + packet.descriptor.size() + packet.payload.size();
}

}  // namespace

std::size_t packet_chunk_bytes(const SavedPacket& packet, std::size_t own_bytes) {
  return kChunkHeadBytes + (8 + record_bytes(packet) + own_bytes + 7) / 8 * 8;
}

void write_packet_chunk(std::byte* at, const SavedPacket& packet, Bytes own) {
  std::byte* const body = at + kChunkHeadBytes;
  FixedPart fixed(body);
  fixed.put(static_cast<std::uint32_t>(record_bytes(packet)));
  fixed.put(static_cast<std::uint32_t>(own.size()));
  fixed.put(kRecordVersion);
  fixed.put(packet.state);
  fixed.put((packet.answer_wanted ? kAnswerWanted : 0) | (packet.own_transaction ? kOwnTransaction : 0));
  fixed.put(packet.transaction);
  fixed.put(packet.type);
  fixed.put(std::uint16_t{0});
  fixed.put(static_cast<std::uint32_t>(packet.descriptor.size()));
  fixed.put(static_cast<std::uint32_t>(packet.payload.size()));
  std::byte* to = fixed.at();
  std::uint32_t checksum = snapshot::crc32c({body, to});
  for (const Bytes part : {packet.descriptor, packet.payload, own}) {
    checksum = snapshot::crc32c_copy(to, part, checksum);
    to += part.size();
  }
  const auto body_bytes = static_cast<std::size_t>(to - body);
  PENSTOCK_ASSERT(body_bytes <= kChunkBodyMax);
  std::memset(to, 0, packet_chunk_bytes(packet, own.size()) - kChunkHeadBytes - body_bytes);
  put_chunk_head(at, ChunkType::packet, body_bytes, checksum);
}

std::vector<std::byte> make_chunk(ChunkType type, Bytes body) {
  PENSTOCK_ASSERT(body.size() <= kChunkBodyMax);
  std::vector<std::byte> chunk(kChunkHeadBytes + (body.size() + 7) / 8 * 8);
  const std::uint32_t checksum = snapshot::crc32c_copy(chunk.data() + kChunkHeadBytes, body);
  put_chunk_head(chunk.data(), type, body.size(), checksum);
  return chunk;
}

Result<Chunk> take_chunk(Bytes& buffer) {
  ByteReader reader(buffer);
  const auto magic = reader.get<std::uint32_t>();
  Chunk chunk;
  chunk.type = reader.get<std::uint16_t>();
  chunk.flags = reader.get<std::uint16_t>();
  const auto bytes = reader.get<std::uint32_t>();
  const auto checksum = reader.get<std::uint32_t>();
  if (reader.failed()) return Fault::truncated;
  if (magic != kChunkMagic) return Fault::damaged;
  chunk.body = reader.get_bytes(bytes);
  const Bytes padding = reader.get_bytes(round_up8(bytes) - bytes);
  if (reader.failed() || bytes > kChunkBodyMax) return Fault::truncated;
  if (snapshot::crc32c(chunk.body) != checksum) return Fault::damaged;
  for (const std::byte one : padding) {
    if (one != std::byte{0}) return Fault::damaged;
  }
  buffer = buffer.subspan(reader.at());
  return chunk;
}

ChunkRun whole_chunks(Bytes buffer) {
  ChunkRun run;
  for (;;) {
    ByteReader reader(buffer.subspan(run.bytes));
    run.bytes_needed = kChunkHeadBytes;
    const auto magic = reader.get<std::uint32_t>();
    reader.get<std::uint32_t>();
    const auto body_bytes = reader.get<std::uint32_t>();
    reader.get<std::uint32_t>();
    if (reader.failed()) return run;
    if (magic != kChunkMagic || body_bytes > kChunkBodyMax) return {buffer.size(), 0};
    run.bytes_needed += round_up8(body_bytes);
    if (buffer.size() - run.bytes < run.bytes_needed) return run;
    run.bytes += run.bytes_needed;
  }
}

Result<std::optional<ChunkType>> type_of(const Chunk& chunk, std::uint32_t known_before) {
  const bool known = chunk.type >= 1 && chunk.type <= static_cast<std::uint16_t>(ChunkType::end);
  if (!known) {
    if ((chunk.flags & kChunkMaySkip) == 0) return Fault::damaged;
    return std::optional<ChunkType>();
  }
  if (chunk.flags != 0) return Fault::damaged;
  const auto type = static_cast<ChunkType>(chunk.type);
  // The first three come once each and in this order.
  if (known_before < 3 ? chunk.type != known_before + 1 : type < ChunkType::packet) return Fault::damaged;
  return std::optional<ChunkType>(type);
}

Result<PacketChunk> decode_packet_chunk(Bytes body) {
  ByteReader reader(body);
  const auto library_bytes = reader.get<std::uint32_t>();
  const auto own_bytes = reader.get<std::uint32_t>();
  PacketChunk packet;
  packet.library = reader.get_bytes(library_bytes);
  packet.own = reader.get_bytes(own_bytes);
  if (reader.failed() || reader.left() != 0) return Fault::truncated;
  return packet;
}

Result<AnswerChunk> decode_answer(Bytes body) {
  ByteReader reader(body);
  AnswerChunk answer;
  answer.transaction = reader.get<std::uint64_t>();
  answer.payload = reader.get_sized();
  if (reader.failed() || reader.left() != 0) return Fault::truncated;
  return answer;
}

void put_guid(ByteWriter& writer, const Guid& guid) {
  writer.put_bytes(std::as_bytes(std::span(guid.bytes)));
}

Guid get_guid(ByteReader& reader) {
  Guid guid;
  const Bytes bytes = reader.get_bytes(guid.bytes.size());
  if (!bytes.empty()) std::memcpy(guid.bytes.data(), bytes.data(), guid.bytes.size());
  return guid;
}

void put_request(ByteWriter& writer, const OpenRequest& request) {
  writer.put(request.relid);
  writer.put(request.open_id);
  writer.put(request.ring_region);
  writer.put(request.target_processor);
  writer.put(request.downstream_page);
  writer.put_bytes(request.user_data);
}

OpenRequest get_request(ByteReader& reader) {
  OpenRequest request;
  request.relid = reader.get<std::uint32_t>();
  request.open_id = reader.get<std::uint32_t>();
  request.ring_region = reader.get<std::uint32_t>();
  request.target_processor = reader.get<std::uint32_t>();
  request.downstream_page = reader.get<std::uint32_t>();
  const Bytes data = reader.get_bytes(request.user_data.size());
  if (!data.empty()) std::memcpy(request.user_data.data(), data.data(), data.size());
  return request;
}

// A region that is still arriving keeps its raw values (V-REST-12).
void put_region(ByteWriter& writer, const Region& region) {
  writer.put(region.id);
  writer.put(region.relid);
  writer.put(region.announced_bytes);
  writer.put(region.announced_ranges);
  writer.put(static_cast<std::uint8_t>((region.read_only ? kReadOnly : 0) |
                                       (region.complete ? kComplete : 0) |
                                       (region.teardown_asked ? kTeardownAsked : 0)));
  writer.put(static_cast<std::uint32_t>(region.values.size()));
  for (const std::uint64_t value : region.values) writer.put(value);
  writer.put(static_cast<std::uint32_t>(region.ranges.size()));
  for (const RegionRange& range : region.ranges) {
    writer.put(range.bytes);
    writer.put(range.offset);
    writer.put(static_cast<std::uint32_t>(range.pages.size()));
    for (const std::uint64_t page : range.pages) writer.put(page);
  }
}

std::optional<Region> get_region(ByteReader& reader) {
  Region region;
  region.id = reader.get<std::uint32_t>();
  region.relid = reader.get<std::uint32_t>();
  region.announced_bytes = reader.get<std::uint16_t>();
  region.announced_ranges = reader.get<std::uint16_t>();
  const auto flags = reader.get<std::uint8_t>();
  region.read_only = (flags & kReadOnly) != 0;
  region.complete = (flags & kComplete) != 0;
  region.teardown_asked = (flags & kTeardownAsked) != 0;
  const auto values = reader.get<std::uint32_t>();
  if (!reader.can_hold(values, 8)) return std::nullopt;
  for (std::uint32_t i = 0; i < values; ++i) region.values.push_back(reader.get<std::uint64_t>());
  const auto ranges = reader.get<std::uint32_t>();
  if (!reader.can_hold(ranges, 12)) return std::nullopt;
  for (std::uint32_t i = 0; i < ranges; ++i) {
    RegionRange range;
    range.bytes = reader.get<std::uint32_t>();
    range.offset = reader.get<std::uint32_t>();
    const auto pages = reader.get<std::uint32_t>();
    if (!reader.can_hold(pages, 8)) return std::nullopt;
    for (std::uint32_t k = 0; k < pages; ++k) range.pages.push_back(reader.get<std::uint64_t>());
    if (range.offset >= kPageBytes || pages_spanned(range.offset, range.bytes) != pages) return std::nullopt;
    region.ranges.push_back(std::move(range));
  }
  if (reader.failed()) return std::nullopt;
  return region;
}

std::vector<std::byte> encode(const SavedHeader& header) {
  ByteWriter writer;
  writer.put(header.major);
  writer.put(header.minor);
  writer.put(header.chunks);
  writer.put(header.packets);
  writer.put(header.flags);
  put_guid(writer, header.interface_type);
  put_guid(writer, header.instance);
  return writer.take();
}

Result<SavedHeader> decode_header(Bytes body) {
  ByteReader reader(body);
  SavedHeader header;
  header.major = reader.get<std::uint16_t>();
  header.minor = reader.get<std::uint16_t>();
  if (reader.failed()) return Fault::truncated;
  if (header.major > kSavedMajor) return Fault::newer_version;
  header.chunks = reader.get<std::uint32_t>();
  header.packets = reader.get<std::uint32_t>();
  header.flags = reader.get<std::uint32_t>();
  header.interface_type = get_guid(reader);
  header.instance = get_guid(reader);
  if (reader.failed()) return Fault::truncated;
  return header;
}

std::vector<std::byte> encode(const SavedChannel& channel) {
  ByteWriter writer;
  writer.put(channel.sub_channel);
  writer.put(channel.monitor);
  writer.put(static_cast<std::uint8_t>((channel.open ? 1 : 0) | (channel.may_block ? 2 : 0)));
  writer.put(channel.relid);
  writer.put(channel.connection);
  put_request(writer, channel.request);
  writer.put(channel.next_transaction);
  writer.put(channel.quota);
  writer.put(channel.write_index);
  writer.put(channel.read_index);
  writer.put(static_cast<std::uint32_t>(channel.late.size()));
  for (const std::uint64_t transaction : channel.late) writer.put(transaction);
  return writer.take();
}

Result<SavedChannel> decode_channel(Bytes body) {
  ByteReader reader(body);
  SavedChannel channel;
  channel.sub_channel = reader.get<std::uint16_t>();
  channel.monitor = reader.get<std::uint8_t>();
  const auto flags = reader.get<std::uint8_t>();
  channel.open = (flags & 1) != 0;
  channel.may_block = (flags & 2) != 0;
  channel.relid = reader.get<std::uint32_t>();
  channel.connection = reader.get<std::uint32_t>();
  channel.request = get_request(reader);
  channel.next_transaction = reader.get<std::uint64_t>();
  channel.quota = reader.get<std::uint32_t>();
  channel.write_index = reader.get<std::uint32_t>();
  channel.read_index = reader.get<std::uint32_t>();
  const auto late = reader.get<std::uint32_t>();
  if (!reader.can_hold(late, 8)) return Fault::truncated;
  for (std::uint32_t i = 0; i < late; ++i) channel.late.push_back(reader.get<std::uint64_t>());
  if (reader.failed()) return Fault::truncated;
  return channel;
}

Result<SavedPacket> decode_packet(Bytes body) {
  ByteReader reader(body);
  SavedPacket packet;
  if (reader.get<std::uint16_t>() != kRecordVersion) return Fault::newer_version;
  packet.state = reader.get<SavedPacket::State>();
  const auto flags = reader.get<std::uint32_t>();
  packet.answer_wanted = (flags & kAnswerWanted) != 0;
  packet.own_transaction = (flags & kOwnTransaction) != 0;
  packet.transaction = reader.get<std::uint64_t>();
  packet.type = reader.get<WireType>();
  reader.get<std::uint16_t>();
  const auto descriptor = reader.get<std::uint32_t>();
  const auto payload = reader.get<std::uint32_t>();
  packet.descriptor = reader.get_bytes(descriptor);
  packet.payload = reader.get_bytes(payload);
  if (reader.failed()) return Fault::truncated;
  const bool known_state =
      packet.state == SavedPacket::State::queued || packet.state == SavedPacket::State::unanswered;
  const bool known_type = packet.type == WireType::in_band || packet.type == WireType::transfer_pages;
  if (!known_state || !known_type ||
      (packet.state == SavedPacket::State::unanswered && !packet.answer_wanted)) {
    return Fault::damaged;
  }
  return packet;
}

std::vector<std::byte> encode(std::span<const Region> regions) {
  ByteWriter writer;
  writer.put(static_cast<std::uint32_t>(regions.size()));
  for (const Region& region : regions) put_region(writer, region);
  return writer.take();
}

Result<std::vector<Region>> decode_regions(Bytes body) {
  ByteReader reader(body);
  const auto count = reader.get<std::uint32_t>();
  if (count > kRegionsMax || reader.failed()) return Fault::truncated;
  std::vector<Region> regions;
  for (std::uint32_t i = 0; i < count; ++i) {
    auto region = get_region(reader);
    if (!region) return Fault::damaged;
    regions.push_back(std::move(*region));
  }
  return regions;
}

}  // namespace penstock::channel
