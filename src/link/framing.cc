// SPDX-License-Identifier: Apache-2.0
#include "link/framing.h"

#include <pcap/dlt.h>

#include "base/byte_order.h"

namespace penstock::link {
namespace {

using Bytes = std::span<const std::uint8_t>;
using Found = base::Result<Bytes, FrameFault>;

constexpr std::size_t kFamilyBytes = 4;
constexpr std::size_t kEthernetTypeAt = 12;
constexpr std::size_t kSllTypeAt = 14;
constexpr std::size_t kSll2HeaderBytes = 20;
constexpr int kVlanTagsMax = 2;

bool is_vlan_tag(std::uint16_t type) { return type == 0x8100 || type == 0x88a8 || type == 0x9100; }

// IP's own length, if it can be one: 0 is what segmentation offload leaves there.
std::size_t length_by_header(Bytes packet) {
  if (packet[0] >> 4 == 4 && packet.size() >= 20) return base::load_big16(packet.data() + 2);
  if (packet[0] >> 4 == 6 && packet.size() >= 40) {
    const std::size_t payload_bytes = base::load_big16(packet.data() + 4);
    return payload_bytes == 0 ? 0 : payload_bytes + 40;
  }
  return 0;
}

Bytes without_padding(Bytes packet) {
  const std::size_t length = length_by_header(packet);
  return length >= 20 && length < packet.size() ? packet.first(length) : packet;
}

// `version` 0 takes either.
Found ip_packet(Bytes packet, int version) {
  if (packet.empty()) return FrameFault::too_short;
  const int found = packet[0] >> 4;
  if (found != 4 && found != 6) return FrameFault::bad_version;
  if (version != 0 && version != found) return FrameFault::bad_version;
  return packet;
}

// `type_at` is where the type field (or the first tag's) lies; the packet begins behind the last type.
Found behind_type(Bytes frame, std::size_t type_at, int tags_max = kVlanTagsMax) {
  for (int tags = 0;; ++tags, type_at += 4) {
    if (frame.size() < type_at + 2) return FrameFault::too_short;
    const std::uint16_t type = base::load_big16(frame.data() + type_at);
    if (is_vlan_tag(type) && tags < tags_max) continue;
    if (type != 0x0800 && type != 0x86dd) return FrameFault::not_ip;
    const auto packet = ip_packet(frame.subspan(type_at + 2), type == 0x0800 ? 4 : 6);
    if (!packet.ok()) return packet.fault();
    return without_padding(*packet);
  }
}

int version_of_family(std::uint32_t family) {
  switch (family) {
    case 2:
      return 4;
    case 10:  // Linux
    case 24:  // NetBSD, OpenBSD
    case 28:  // FreeBSD
    case 30:  // macOS
      return 6;
    default:
      return 0;
  }
}

Found behind_family(Bytes frame) {
  if (frame.size() < kFamilyBytes) return FrameFault::too_short;
  const std::uint32_t big = base::load_big32(frame.data());
  int version = version_of_family(big);
  if (version == 0) version = version_of_family(__builtin_bswap32(big));
  if (version == 0) return FrameFault::not_ip;
  return ip_packet(frame.subspan(kFamilyBytes), version);
}

Found behind_sll2(Bytes frame) {
  if (frame.size() < kSll2HeaderBytes) return FrameFault::too_short;
  const std::uint16_t type = base::load_big16(frame.data());
  if (is_vlan_tag(type)) return behind_type(frame, kSll2HeaderBytes + 2, kVlanTagsMax - 1);
  if (type != 0x0800 && type != 0x86dd) return FrameFault::not_ip;
  const auto packet = ip_packet(frame.subspan(kSll2HeaderBytes), type == 0x0800 ? 4 : 6);
  if (!packet.ok()) return packet.fault();
  return without_padding(*packet);
}

}  // namespace

std::optional<Framing> framing_of(int link_type) {
  switch (link_type) {
    case DLT_RAW:
    case DLT_IPV4:
    case DLT_IPV6:
      return Framing::raw;
    case DLT_NULL:
    case DLT_LOOP:
      return Framing::loopback;
    case DLT_EN10MB:
      return Framing::ethernet;
    case DLT_LINUX_SLL:
      return Framing::linux_sll;
    case DLT_LINUX_SLL2:
      return Framing::linux_sll2;
    default:
      return std::nullopt;
  }
}

const char* to_string(FrameFault fault) {
  switch (fault) {
    case FrameFault::too_short:
      return "too short";
    case FrameFault::not_ip:
      return "not IP";
    case FrameFault::bad_version:
      return "bad version";
  }
  return "?";
}

Found packet_in(Framing framing, Bytes frame) {
  switch (framing) {
    case Framing::raw:
      return ip_packet(frame, 0);
    case Framing::loopback:
      return behind_family(frame);
    case Framing::ethernet:
      return behind_type(frame, kEthernetTypeAt);
    case Framing::linux_sll:
      return behind_type(frame, kSllTypeAt);
    case Framing::linux_sll2:
      return behind_sll2(frame);
  }
  return FrameFault::not_ip;
}

}  // namespace penstock::link
