// SPDX-License-Identifier: Apache-2.0
#include "channel/saved_outline.h"

#include <unordered_set>

namespace penstock::channel {

class OutlineReader::Reading {
 public:
  Result<void> take(const Chunk& chunk);
  bool finished() const { return finished_; }
  const SavedOutline& outline() const { return outline_; }

 private:
  Result<void> take_packet(Bytes body);
  Result<void> take_body(ChunkType type, Bytes body);

  SavedOutline outline_;
  std::unordered_set<std::uint64_t> in_flight_;
  std::uint32_t known_ = 0;
  bool finished_ = false;
};

Result<void> OutlineReader::Reading::take(const Chunk& chunk) {
  const auto type = type_of(chunk, known_);
  if (!type) return type.fault();
  if (!type->has_value()) return {};
  ++known_;
  return take_body(**type, chunk.body);
}

Result<void> OutlineReader::Reading::take_packet(Bytes body) {
  const auto packet = decode_packet_chunk(body);
  if (!packet) return packet.fault();
  const auto saved = decode_packet(packet->library);
  if (!saved) return saved.fault();
  if (saved->state == SavedPacket::State::queued) {
    ++outline_.queued;
    return {};
  }
  ++outline_.unanswered;
  if (!outline_.channel.open || !in_flight_.insert(saved->transaction).second) return Fault::damaged;
  return {};
}

Result<void> OutlineReader::Reading::take_body(ChunkType type, Bytes body) {
  const auto keep = [](auto decoded, auto& into) -> Result<void> {
    if (!decoded) return decoded.fault();
    into = std::move(*decoded);
    return {};
  };
  switch (type) {
    case ChunkType::header:
      return keep(decode_header(body), outline_.header);
    case ChunkType::channel:
      return keep(decode_channel(body), outline_.channel);
    case ChunkType::regions: {
      const auto regions = decode_regions(body);
      if (!regions) return regions.fault();
      outline_.regions = static_cast<std::uint32_t>(regions->size());
      return {};
    }
    case ChunkType::packet:
      return take_packet(body);
    case ChunkType::answer: {
      ++outline_.answers;
      const auto answer = decode_answer(body);
      return answer ? Result<void>() : answer.fault();
    }
    case ChunkType::end:
      finished_ = true;
      if (known_ != outline_.header.chunks) return Fault::damaged;
      if (outline_.queued + outline_.unanswered != outline_.header.packets) return Fault::damaged;
      return {};
  }
  return Fault::damaged;
}

OutlineReader::OutlineReader() : reading_(std::make_unique<Reading>()) {}
OutlineReader::~OutlineReader() = default;

void OutlineReader::take(Bytes chunks) {
  while (!failed_ && !chunks.empty()) {
    ++fault_.chunk;
    const std::size_t before = chunks.size();
    const auto chunk = reading_->finished() ? Result<Chunk>(Fault::damaged) : take_chunk(chunks);
    const Result<void> taken = chunk ? reading_->take(*chunk) : Result<void>(chunk.fault());
    failed_ = !taken.ok();
    if (failed_) {
      fault_.fault = taken.fault();
    } else {
      fault_.at += before - chunks.size();
    }
  }
}

base::Result<SavedOutline, OutlineFault> OutlineReader::end() const {
  if (failed_) return fault_;
  if (reading_->finished()) return reading_->outline();
  return OutlineFault{Fault::truncated, fault_.chunk + 1, fault_.at};
}

base::Result<SavedOutline, OutlineFault> outline_of(Bytes saved) {
  OutlineReader outline;
  outline.take(saved);
  return outline.end();
}

}  // namespace penstock::channel
