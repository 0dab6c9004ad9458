// SPDX-License-Identifier: Apache-2.0
// Anything a peer may send, through everything that room wire does with a packet. Beyond not reading past
// the end, what a Parsed says about itself must hold, what we write must be readable by us, and a checksum
// we filled in must verify. An input is two option bytes and a packet (tests/corpus/make_wire_corpus.py) or
// text.
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/assert.h"
#include "wire/flow_key.h"
#include "wire/packet_checksum.h"
#include "wire/parse.h"
#include "wire/segment.h"
#include "wire/tcp_reset.h"

namespace penstock::wire {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::uint8_t kAllowSuper = 1;
constexpr std::uint32_t kSegmentsMax = 64;

void check_extents(Bytes packet, const Parsed& parsed) {
  PENSTOCK_ASSERT(parsed.total_bytes + parsed.trailing_bytes == packet.size());
  PENSTOCK_ASSERT(parsed.payload_offset == parsed.network_header_bytes + parsed.transport_header_bytes + 0u);
  PENSTOCK_ASSERT(parsed.payload_offset + parsed.payload_bytes <= parsed.total_bytes);
}

void check_keys(Bytes packet, const Parsed& parsed) {
  const FlowKey key = flow_key(parsed);
  PENSTOCK_ASSERT(key.symmetric_hash() == key.reversed().symmetric_hash());
  PENSTOCK_ASSERT(owner_hash(parsed, packet) == owner_hash(parsed, packet));
  if (const Result<Parsed> quoted = parse_quoted(parsed, packet)) {
    PENSTOCK_ASSERT(quoted->payload_offset + quoted->payload_bytes <= quoted->total_bytes);
    PENSTOCK_ASSERT(parsed.payload_offset + quoted->total_bytes <= parsed.total_bytes);
    PENSTOCK_ASSERT(embedded_flow(parsed, packet).ok());
  }
}

void check_checksums(Bytes packet, const Parsed& parsed) {
  const ChecksumVerdict before = verify_transport_checksum(packet, parsed);
  std::vector<std::uint8_t> copy(packet.begin(), packet.end());
  PENSTOCK_ASSERT(fill_checksums(copy, parsed).ok());
  PENSTOCK_ASSERT(verify_network_checksum(copy, parsed) != ChecksumVerdict::wrong);
  const ChecksumVerdict after = verify_transport_checksum(copy, parsed);
  PENSTOCK_ASSERT((after == ChecksumVerdict::not_covered) == (before == ChecksumVerdict::not_covered));
  PENSTOCK_ASSERT(after == ChecksumVerdict::correct || after == ChecksumVerdict::not_covered);

  copy.resize(parsed.total_bytes);
  if (const Result<PartialChecksum> where = leave_partial_checksum(copy, parsed)) {
    const std::span<std::uint8_t> covered =
        std::span(copy).first(parsed.payload_offset + parsed.payload_bytes);
    PENSTOCK_ASSERT(complete_partial_checksum(covered, *where).ok());
    PENSTOCK_ASSERT(verify_transport_checksum(copy, parsed) == ChecksumVerdict::correct);
  }
}

void check_reset(Bytes packet) {
  std::vector<std::uint8_t> reset(kTcpResetBytesMax);
  const Result<std::size_t> made = make_tcp_reset(packet, reset);
  if (!made) return;
  reset.resize(*made);
  const Result<Parsed> parsed = parse(reset);
  PENSTOCK_ASSERT(parsed.ok() && (parsed->tcp_flags & kTcpRst) != 0);
  PENSTOCK_ASSERT(verify_transport_checksum(reset, *parsed) == ChecksumVerdict::correct);
  PENSTOCK_ASSERT(make_tcp_reset(reset, reset).fault() == Fault::no_answer);
}

void check_segments(Bytes packet, const Parsed& parsed, std::uint32_t size, SegmentChecksum mode) {
  const Result<SegmentPlan> plan = plan_segments(packet, parsed, size);
  if (!plan) return;
  std::uint32_t carried = 0;
  for (std::uint32_t index = 0; index < plan->count && index < kSegmentsMax; ++index) {
    std::vector<std::uint8_t> bytes(plan->header_bytes);
    const Result<Segment> segment = write_segment_header(packet, *plan, index, bytes, mode);
    PENSTOCK_ASSERT(segment.ok() && segment->payload_offset == plan->header_bytes + carried);
    carried += segment->payload_bytes;
    const Bytes payload = packet.subspan(segment->payload_offset, segment->payload_bytes);
    bytes.insert(bytes.end(), payload.begin(), payload.end());
    const Result<Parsed> again = parse(bytes);
    PENSTOCK_ASSERT(again.ok() && again->payload_bytes == segment->payload_bytes);
    const ChecksumVerdict verdict = verify_transport_checksum(bytes, *again);
    PENSTOCK_ASSERT(mode == SegmentChecksum::partial || verdict == ChecksumVerdict::correct);
  }
  PENSTOCK_ASSERT(plan->count > kSegmentsMax || carried == plan->payload_bytes);
}

// What an operator may write where a prefix is asked for.
void check_text(Bytes bytes) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const Result<Prefix> prefix = parse_prefix(text);
  if (!prefix) return;
  const Result<Prefix> again = parse_prefix(to_string(*prefix));
  PENSTOCK_ASSERT(again.ok() && *again == *prefix);
  PENSTOCK_ASSERT(prefix->contains(prefix->address));
  (void)kind_on(prefix->address, *prefix);
}

}  // namespace
}  // namespace penstock::wire

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace penstock::wire;
  if (size < 2) return 0;
  const bool super = (data[0] & kAllowSuper) != 0;
  // A copy of exactly its size, so that the sanitizer sees the first byte past it.
  const std::vector<std::uint8_t> packet(data + 2, data + size);
  check_text(packet);
  check_reset(packet);
  const Result<Parsed> parsed = parse(packet, {.allow_super = super});
  if (!parsed) {
    PENSTOCK_ASSERT(to_string(parsed.fault())[0] != '?');
    return 0;
  }
  check_extents(packet, *parsed);
  check_keys(packet, *parsed);
  check_checksums(packet, *parsed);
  const auto mode = (data[0] & 2) != 0 ? SegmentChecksum::partial : SegmentChecksum::complete;
  check_segments(packet, *parsed, data[1] * 8u, mode);
  return 0;
}
