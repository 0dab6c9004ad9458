// SPDX-License-Identifier: Apache-2.0
#include "link/virtio_header.h"

#include <algorithm>

#include "wire/protocol.h"

namespace penstock::link {
namespace {

using packet::ChecksumState;
using packet::Offload;
using packet::Segmentation;

// Values of virtio 1.2, 5.1.6. Named here because UDP_L4 is younger than the headers we build with.
constexpr std::uint8_t kNeedsChecksum = 1;
constexpr std::uint8_t kDataValid = 2;
constexpr std::uint8_t kSegmentNone = 0;
constexpr std::uint8_t kSegmentTcp4 = 1;
constexpr std::uint8_t kSegmentTcp6 = 4;
constexpr std::uint8_t kSegmentUdp = 5;
constexpr std::uint8_t kSegmentEcn = 0x80;

constexpr std::uint32_t kTcpFlagsAt = 13;

bool read_segmentation(std::uint8_t kind, std::uint8_t ip_version, Segmentation& segmentation) {
  switch (kind & ~kSegmentEcn) {
    case kSegmentNone:
      segmentation = Segmentation::none;
      return kind == kSegmentNone;
    case kSegmentTcp4:
      segmentation = Segmentation::tcp4;
      return ip_version == 4;
    case kSegmentTcp6:
      segmentation = Segmentation::tcp6;
      return ip_version == 6;
    case kSegmentUdp:
      segmentation = Segmentation::udp;
      return kind == kSegmentUdp && (ip_version == 4 || ip_version == 6);
    default:  // UFO and what is not invented yet: never asked for
      return false;
  }
}

bool checksum_field_is_inside(std::uint32_t start, std::uint32_t offset, std::size_t packet_bytes) {
  return start != 0 && start + offset + 2 <= packet_bytes;
}

std::uint8_t segmentation_code(Segmentation segmentation) {
  switch (segmentation) {
    case Segmentation::none:
      return kSegmentNone;
    case Segmentation::tcp4:
      return kSegmentTcp4;
    case Segmentation::tcp6:
      return kSegmentTcp6;
    case Segmentation::udp:
      return kSegmentUdp;
  }
  return kSegmentNone;
}

// CWR belongs on the first segment only, which the kernel must be told.
bool is_congestion_reply(const Offload& offload, std::span<const std::uint8_t> packet) {
  if (offload.segmentation != Segmentation::tcp4 && offload.segmentation != Segmentation::tcp6) return false;
  const std::uint32_t at = offload.checksum_start_bytes + kTcpFlagsAt;
  return at < packet.size() && (packet[at] & wire::kTcpCwr) != 0;
}

}  // namespace

bool read_virtio_header(const VirtioHeader& header, std::span<const std::uint8_t> packet, Offload& offload) {
  if (packet.empty()) return false;
  const auto ip_version = static_cast<std::uint8_t>(packet[0] >> 4);
  Offload read;
  if (!read_segmentation(header.segmentation, ip_version, read.segmentation)) return false;
  if ((header.flags & kNeedsChecksum) != 0) {
    if (!checksum_field_is_inside(header.checksum_start_bytes, header.checksum_offset_bytes, packet.size())) {
      return false;
    }
    read.checksum = ChecksumState::partial;
    read.checksum_start_bytes = header.checksum_start_bytes;
    read.checksum_offset_bytes = header.checksum_offset_bytes;
  } else if ((header.flags & kDataValid) != 0) {
    read.checksum = ChecksumState::verified;
  }
  if (read.segmentation != Segmentation::none) {
    if (header.segment_payload_bytes == 0 || header.header_bytes > packet.size()) return false;
    read.segment_payload_bytes = header.segment_payload_bytes;
    read.coalesced = read.checksum != ChecksumState::partial;
  }
  offload = read;
  return true;
}

bool make_virtio_header(const Offload& offload, std::span<const std::uint8_t> packet, VirtioHeader& header) {
  VirtioHeader made;
  if (offload.checksum == ChecksumState::partial) {
    if (!checksum_field_is_inside(offload.checksum_start_bytes, offload.checksum_offset_bytes,
                                  packet.size())) {
      return false;
    }
    made.flags = kNeedsChecksum;
    made.checksum_start_bytes = offload.checksum_start_bytes;
    made.checksum_offset_bytes = offload.checksum_offset_bytes;
  } else if (offload.checksum == ChecksumState::verified) {
    made.flags = kDataValid;
  }
  if (offload.segmentation != Segmentation::none) {
    if (offload.segment_payload_bytes == 0 || offload.checksum != ChecksumState::partial) return false;
    made.segmentation = segmentation_code(offload.segmentation);
    if (is_congestion_reply(offload, packet)) made.segmentation |= kSegmentEcn;
    made.segment_payload_bytes = offload.segment_payload_bytes;
    const bool tcp = offload.segmentation != Segmentation::udp;
    const std::uint32_t transport_bytes = tcp && offload.checksum_start_bytes + 12u < packet.size()
                                              ? (packet[offload.checksum_start_bytes + 12u] >> 4) * 4u
                                              : wire::kUdpHeaderBytes;
    made.header_bytes = static_cast<std::uint16_t>(
        std::min<std::size_t>(packet.size(), offload.checksum_start_bytes + transport_bytes));
  }
  header = made;
  return true;
}

}  // namespace penstock::link
