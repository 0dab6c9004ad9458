// SPDX-License-Identifier: Apache-2.0
#include "ndis/out_of_band.h"

#include <cstdint>

#include <ndis.h>

namespace penstock::ndis {
namespace {

using packet::ChecksumState;
using packet::Segmentation;

constexpr std::uint16_t kTcpChecksumOffset = 16;
constexpr std::uint16_t kUdpChecksumOffset = 6;

PVOID sent_checksum(const packet::Packet& packet) {
  NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO info{};
  if (packet.offload.checksum != ChecksumState::partial) return info.Value;
  info.Transmit.IsIPv4 = packet.marks.ip_version == 4;
  info.Transmit.IsIPv6 = packet.marks.ip_version == 6;
  info.Transmit.TcpChecksum = packet.marks.protocol == IPPROTO_TCP;
  info.Transmit.UdpChecksum = packet.marks.protocol == IPPROTO_UDP;
  info.Transmit.TcpHeaderOffset = packet.offload.checksum_start_bytes;
  return info.Value;
}

// A partial checksum on arrival comes from this very machine: nothing can have harmed it.
PVOID received_checksum(const packet::Packet& packet) {
  NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO info{};
  if (packet.offload.checksum == ChecksumState::unknown) return info.Value;
  info.Receive.TcpChecksumSucceeded = packet.marks.protocol == IPPROTO_TCP;
  info.Receive.UdpChecksumSucceeded = packet.marks.protocol == IPPROTO_UDP;
  info.Receive.TcpChecksumValueInvalid = packet.offload.checksum == ChecksumState::partial;
  return info.Value;
}

PVOID large_send(const packet::Packet& packet) {
  NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO info{};
  info.LsoV2Transmit.MSS = packet.offload.segment_payload_bytes;
  info.LsoV2Transmit.TcpHeaderOffset = packet.marks.network_bytes;
  info.LsoV2Transmit.Type = 1;
  info.LsoV2Transmit.IPVersion = packet.offload.segmentation == Segmentation::tcp6;
  return info.Value;
}

PVOID large_datagram(const packet::Packet& packet) {
  NDIS_UDP_SEGMENTATION_OFFLOAD_NET_BUFFER_LIST_INFO info{};
  info.Transmit.MSS = packet.offload.segment_payload_bytes;
  info.Transmit.UdpHeaderOffset = packet.marks.network_bytes;
  info.Transmit.IPVersion = packet.marks.ip_version == 6;
  return info.Value;
}

PVOID coalesced(const packet::Packet& packet) {
  NDIS_RSC_NBL_INFO info{};
  const std::uint32_t headers_bytes = packet.marks.network_bytes + packet.marks.transport_bytes;
  const std::uint32_t payload_bytes =
      packet.size_bytes() > headers_bytes ? packet.size_bytes() - headers_bytes : 0;
  const std::uint32_t each_bytes = packet.offload.segment_payload_bytes;
  if (each_bytes != 0)
    info.Info.CoalescedSegCount = static_cast<USHORT>((payload_bytes + each_bytes - 1) / each_bytes);
  return info.Value;
}

}  // namespace

void write_out_of_band(const packet::Packet& packet, Way way, NET_BUFFER_LIST& list) {
  const bool sent = way == Way::outbound;
  const bool many = packet.offload.segmentation != Segmentation::none;
  const bool udp = packet.offload.segmentation == Segmentation::udp;
  auto& slots = list.NetBufferListInfo;
  slots[TcpIpChecksumNetBufferListInfo] = sent ? sent_checksum(packet) : received_checksum(packet);
  slots[TcpLargeSendNetBufferListInfo] = many && sent && !udp ? large_send(packet) : nullptr;
  slots[UdpRecvSegCoalesceOffloadInfo] = many && !sent && udp ? coalesced(packet) : nullptr;
  slots[TcpRecvSegCoalesceInfo] = !many  ? nullptr
                                  : sent ? (udp ? large_datagram(packet) : nullptr)
                                         : (udp ? nullptr : coalesced(packet));
}

namespace {

bool same_slots(const NET_BUFFER_LIST& a, const NET_BUFFER_LIST& b) {
  for (const int slot : {TcpIpChecksumNetBufferListInfo, TcpLargeSendNetBufferListInfo,
                         UdpRecvSegCoalesceOffloadInfo, TcpRecvSegCoalesceInfo}) {
    if (a.NetBufferListInfo[slot] != b.NetBufferListInfo[slot]) return false;
  }
  return true;
}

packet::Offload decode(const NET_BUFFER_LIST& list) {
  packet::Offload offload;
  NDIS_TCP_IP_CHECKSUM_NET_BUFFER_LIST_INFO checksum{};
  checksum.Value = list.NetBufferListInfo[TcpIpChecksumNetBufferListInfo];
  NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO large{};
  large.Value = list.NetBufferListInfo[TcpLargeSendNetBufferListInfo];
  const bool tcp = checksum.Transmit.TcpChecksum != 0;
  if (tcp || checksum.Transmit.UdpChecksum != 0) {
    offload.checksum = ChecksumState::partial;
    offload.checksum_start_bytes = checksum.Transmit.TcpHeaderOffset;
    offload.checksum_offset_bytes = tcp ? kTcpChecksumOffset : kUdpChecksumOffset;
  }
  if (large.LsoV2Transmit.MSS != 0) {
    offload.segmentation = large.LsoV2Transmit.IPVersion != 0 ? Segmentation::tcp6 : Segmentation::tcp4;
    offload.segment_payload_bytes = static_cast<std::uint16_t>(large.LsoV2Transmit.MSS);
    offload.checksum = ChecksumState::partial;
    offload.checksum_start_bytes = large.LsoV2Transmit.TcpHeaderOffset;
    offload.checksum_offset_bytes = kTcpChecksumOffset;
  }
  return offload;
}

}  // namespace

packet::Offload read_out_of_band(const NET_BUFFER_LIST& list, Way way) {
  const NET_BUFFER_LIST* root = &list;
  while (root->ParentNetBufferList != nullptr) root = root->ParentNetBufferList;
  const packet::Packet* original = packet_behind(root);
  if (original != nullptr && same_slots(list, *root)) return original->offload;
  return way == Way::outbound ? decode(list) : packet::Offload{};
}

}  // namespace penstock::ndis
