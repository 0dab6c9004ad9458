// SPDX-License-Identifier: Apache-2.0
#include "link/segmenter.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "link/packet_copy.h"
#include "wire/packet_checksum.h"
#include "wire/segment.h"

namespace penstock::link {
namespace {

using packet::ChecksumState;
using packet::Packet;
using packet::PacketChain;
using packet::PacketPool;
using packet::PacketPtr;
using packet::Segmentation;

bool is_what_it_says(const wire::Parsed& parsed, Segmentation segmentation) {
  switch (segmentation) {
    case Segmentation::tcp4:
      return parsed.version == 4 && parsed.protocol == wire::kProtocolTcp;
    case Segmentation::tcp6:
      return parsed.version == 6 && parsed.protocol == wire::kProtocolTcp;
    case Segmentation::udp:
      return parsed.protocol == wire::kProtocolUdp;
    case Segmentation::none:
      return false;
  }
  return false;
}

// How much payload each segment carries, or why there is no such size.
CutResult<std::uint32_t> segment_payload(const Packet& packet, const wire::Parsed& parsed,
                                         std::uint32_t mtu_bytes) {
  const std::uint32_t wanted = packet.offload.segment_payload_bytes;
  const std::uint32_t header_bytes = parsed.network_header_bytes + parsed.transport_header_bytes;
  if (wanted == 0 || !is_what_it_says(parsed, packet.offload.segmentation)) return CutFault::not_segmentable;
  if (header_bytes + std::min(wanted, parsed.payload_bytes) <= mtu_bytes) return wanted;
  if (parsed.protocol == wire::kProtocolUdp || header_bytes >= mtu_bytes) return CutFault::too_long;
  return mtu_bytes - header_bytes;
}

CutResult<PacketPtr> make_segment(const Packet& packet, const wire::SegmentPlan& plan, std::uint32_t index,
                                  PacketPool& pool) {
  const std::uint32_t longest = plan.header_bytes + plan.segment_payload_bytes;
  PacketPtr made = pool.allocate();
  if (made == nullptr || !made->set_size(longest)) return CutFault::no_buffer;
  const auto header = made->bytes().first(plan.header_bytes);
  const auto segment = wire::write_segment_header(packet.bytes(), plan, index, header);
  if (!segment.ok()) return CutFault::not_segmentable;
  std::memcpy(made->data() + segment->header_bytes, packet.data() + segment->payload_offset,
              segment->payload_bytes);
  made->set_size(segment->header_bytes + segment->payload_bytes);
  inherit(*made, packet);
  made->offload = {.checksum = ChecksumState::verified};
  return made;
}

CutResult<PacketChain> segments_of(const Packet& packet, std::uint32_t mtu_bytes, PacketPool& pool) {
  const auto parsed = wire::parse(packet.bytes(), {.allow_super = true});
  if (!parsed.ok()) return CutFault::not_segmentable;
  const auto payload = segment_payload(packet, *parsed, mtu_bytes);
  if (!payload.ok()) return payload.fault();
  const auto plan = wire::plan_segments(packet.bytes(), *parsed, *payload);
  if (!plan.ok()) return CutFault::not_segmentable;
  PacketChain chain;
  for (std::uint32_t index = 0; index < plan->count; ++index) {
    auto segment = make_segment(packet, *plan, index, pool);
    if (!segment.ok()) return segment.fault();
    chain.push_back(std::move(segment).value());
  }
  return chain;
}

}  // namespace

const char* to_string(CutFault fault) {
  switch (fault) {
    case CutFault::no_buffer:
      return "no buffer";
    case CutFault::too_long:
      return "too long";
    case CutFault::not_segmentable:
      return "not segmentable";
  }
  return "?";
}

CutResult<PacketPtr> complete_checksum(PacketPtr packet, PacketPool& pool) {
  if (packet->offload.checksum != ChecksumState::partial) return packet;
  if (packet->shared()) {
    packet = copy_packet(*packet, pool);
    if (packet == nullptr) return CutFault::no_buffer;
  }
  // What lies behind the IP packet is not summed.
  const auto parsed = wire::parse(packet->bytes(), {.allow_super = true});
  if (!parsed.ok()) return CutFault::not_segmentable;
  const auto covered = packet->bytes().first(parsed->total_bytes);
  const auto done = wire::complete_partial_checksum(
      covered, {packet->offload.checksum_start_bytes, packet->offload.checksum_offset_bytes});
  if (!done.ok()) return CutFault::not_segmentable;
  packet->offload.checksum = ChecksumState::verified;
  return packet;
}

CutResult<PacketChain> cut(PacketPtr packet, std::uint32_t mtu_bytes, PacketPool& pool) {
  if (packet->offload.segmentation != Segmentation::none) return segments_of(*packet, mtu_bytes, pool);
  if (packet->size_bytes() > mtu_bytes) return CutFault::too_long;
  auto whole = complete_checksum(std::move(packet), pool);
  if (!whole.ok()) return whole.fault();
  PacketChain chain;
  chain.push_back(std::move(whole).value());
  return chain;
}

}  // namespace penstock::link
