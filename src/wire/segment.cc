// SPDX-License-Identifier: Apache-2.0
#include "wire/segment.h"

#include <algorithm>
#include <cstring>

#include "base/byte_order.h"
#include "wire/checksum.h"

namespace penstock::wire {
namespace {

using base::load_big16;
using base::load_big32;
using base::store_big16;
using base::store_big32;
using Bytes = std::span<const std::uint8_t>;

constexpr std::uint32_t kLengthFieldMax = 0xffff;
constexpr std::size_t kTcpChecksumAt = 16;
constexpr std::size_t kUdpChecksumAt = 6;

bool segmentable(const Parsed& parsed) noexcept {
  if (!parsed.has_ports() || parsed.fragment.fragment || parsed.source_routed) return false;
  // SYN takes a sequence number of its own, and a reset carries no stream: neither has a rule for a cut.
  return parsed.protocol == kProtocolUdp || (parsed.tcp_flags & (kTcpSyn | kTcpRst)) == 0;
}

// Whether the largest segment's length can be written into its IP header.
bool length_can_be_written(const Parsed& parsed, std::uint32_t header_bytes,
                           std::uint32_t payload_bytes) noexcept {
  const std::uint32_t counted = parsed.version == 4 ? header_bytes : header_bytes - kIpv6HeaderBytes;
  return payload_bytes <= kLengthFieldMax - counted;
}

void write_network(std::uint8_t* header, const Parsed& parsed, std::uint32_t index,
                   std::uint32_t total_bytes) noexcept {
  if (parsed.version == 6) {
    store_big16(header + 4, static_cast<std::uint16_t>(total_bytes - kIpv6HeaderBytes));
    return;
  }
  store_big16(header + 2, static_cast<std::uint16_t>(total_bytes));
  store_big16(header + 4, static_cast<std::uint16_t>(load_big16(header + 4) + index));
  store_big16(header + 10, 0);
  store_big16(header + 10, internet_checksum({header, parsed.network_header_bytes}));
}

// The urgent pointer counts from the segment's sequence number.
void move_urgent(std::uint8_t* tcp, std::uint32_t payload_position) noexcept {
  if ((tcp[13] & kTcpUrg) == 0) return;
  const std::uint16_t urgent = load_big16(tcp + 18);
  const bool passed = urgent <= payload_position && payload_position != 0;
  if (passed) tcp[13] = static_cast<std::uint8_t>(tcp[13] & ~kTcpUrg);
  store_big16(tcp + 18, passed ? std::uint16_t{0} : static_cast<std::uint16_t>(urgent - payload_position));
}

void write_tcp(std::uint8_t* tcp, std::uint32_t payload_position, bool first, bool last) noexcept {
  store_big32(tcp + 4, load_big32(tcp + 4) + payload_position);
  std::uint8_t flags = tcp[13];
  if (!last) flags = static_cast<std::uint8_t>(flags & ~(kTcpFin | kTcpPsh));
  if (!first) flags = static_cast<std::uint8_t>(flags & ~kTcpCwr);
  tcp[13] = flags;
  move_urgent(tcp, payload_position);
}

// `transport` is the header alone, with 0 in its checksum.
std::uint16_t checksum_of(const Parsed& parsed, Bytes transport, Bytes payload,
                          SegmentChecksum mode) noexcept {
  PartialSum sum;
  sum.add_pseudo_header(parsed.source, parsed.destination, parsed.protocol,
                        static_cast<std::uint32_t>(transport.size() + payload.size()));
  if (mode == SegmentChecksum::partial) return sum.sum();
  sum.add(transport).add(payload);  // both headers have even sizes
  return parsed.protocol == kProtocolUdp ? sum.value_never_zero() : sum.value();
}

}  // namespace

Result<SegmentPlan> plan_segments(Bytes packet, const Parsed& parsed,
                                  std::uint32_t segment_payload_bytes) noexcept {
  if (packet.size() < parsed.total_bytes) return Fault::too_short;
  if (segment_payload_bytes == 0 || !segmentable(parsed)) return Fault::not_segmentable;
  const std::uint32_t largest = std::min(segment_payload_bytes, parsed.payload_bytes);
  if (!length_can_be_written(parsed, parsed.payload_offset, largest)) return Fault::not_segmentable;
  const std::uint32_t full = parsed.payload_bytes / segment_payload_bytes;
  const std::uint32_t rest = parsed.payload_bytes % segment_payload_bytes != 0;
  return SegmentPlan{.parsed = parsed,
                     .header_bytes = parsed.payload_offset,
                     .payload_bytes = parsed.payload_bytes,
                     .segment_payload_bytes = segment_payload_bytes,
                     .count = std::max<std::uint32_t>(1, full + rest)};
}

Result<Segment> write_segment_header(Bytes packet, const SegmentPlan& plan, std::uint32_t index,
                                     std::span<std::uint8_t> header, SegmentChecksum checksum) noexcept {
  const Parsed& parsed = plan.parsed;
  if (index >= plan.count) return Fault::not_segmentable;
  if (packet.size() < parsed.total_bytes) return Fault::too_short;
  if (header.size() < plan.header_bytes) return Fault::no_room;
  const std::uint32_t position = index * plan.segment_payload_bytes;
  const Segment segment{.header_bytes = plan.header_bytes,
                        .payload_offset = plan.header_bytes + position,
                        .payload_bytes = std::min(plan.segment_payload_bytes, plan.payload_bytes - position)};
  std::memcpy(header.data(), packet.data(), plan.header_bytes);
  write_network(header.data(), parsed, index, segment.header_bytes + segment.payload_bytes);

  const std::span<std::uint8_t> transport =
      header.subspan(parsed.network_header_bytes, parsed.transport_header_bytes);
  const bool tcp = parsed.protocol == kProtocolTcp;
  if (tcp) {
    write_tcp(transport.data(), position, index == 0, index + 1 == plan.count);
  } else {
    store_big16(transport.data() + 4, static_cast<std::uint16_t>(transport.size() + segment.payload_bytes));
  }
  std::uint8_t* field = transport.data() + (tcp ? kTcpChecksumAt : kUdpChecksumAt);
  store_big16(field, 0);
  store_big16(field, checksum_of(parsed, transport,
                                 packet.subspan(segment.payload_offset, segment.payload_bytes), checksum));
  return segment;
}

}  // namespace penstock::wire
