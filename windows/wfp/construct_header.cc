// SPDX-License-Identifier: Apache-2.0
// Building or rebuilding the IP header of a clone (W-INJ-16). The engine writes the header and completes the
// checksums of a packet of its own; here the result goes back into the clone's bytes.
#include <algorithm>
#include <array>
#include <cstring>
#include <span>

#include "ndis/data_start.h"
#include "ndis/gather.h"
#include "nt/thread_state.h"
#include "wfp/environment.h"
#include "wfp/status.h"

#include "wfp/layout.h"

using namespace penstock;
using namespace penstock::wfp;

namespace {

constexpr std::uint32_t kIpv4HeaderBytes = 20;
constexpr std::uint32_t kIpv4HeaderBytesMax = 60;

// The transport bytes of a buffer behind a new header; nullptr without memory.
filter::Result<packet::PacketPtr> completed(const NET_BUFFER& buffer, std::uint32_t old_header_bytes,
                                            const filter::TransportSend& send) {
  packet::PacketPtr made = engine().allocate_packet();
  if (made == nullptr || buffer.DataLength < old_header_bytes ||
      !made->set_size(buffer.DataLength - old_header_bytes)) {
    return filter::Fault::no_memory;
  }
  ndis::gather(buffer, old_header_bytes, made->bytes());
  const auto done = engine().complete_transport_packet(*made, send);
  if (!done) return done.fault();
  return made;
}

// In front of a send clone a new header of ours is put; on a receive clone the old one makes room.
bool make_room(NET_BUFFER& buffer, std::uint32_t old_header_bytes, std::uint32_t header_bytes,
               base::CallSite site) {
  if (old_header_bytes != 0) ndis::advance(buffer, {.delta_bytes = old_header_bytes}, site);
  return ndis::retreat(buffer, {.delta_bytes = header_bytes, .function = ndis::kOurHeader}, site);
}

// The options of the header that is replaced stay (W-INJ-16); what is no IPv4 header has none.
std::span<const std::uint8_t> options_of(const NET_BUFFER& buffer, std::uint32_t old_header_bytes,
                                         std::span<std::uint8_t, kIpv4HeaderBytesMax> header) {
  if (old_header_bytes <= kIpv4HeaderBytes || ndis::gather(buffer, header) < kIpv4HeaderBytes) return {};
  const std::uint32_t claimed_bytes = (header[0] & 0xFu) * 4;
  if (header[0] >> 4 != 4 || claimed_bytes <= kIpv4HeaderBytes || claimed_bytes > old_header_bytes) return {};
  return header.subspan(kIpv4HeaderBytes, claimed_bytes - kIpv4HeaderBytes);
}

Status rebuild(NET_BUFFER& buffer, std::uint32_t old_header_bytes, filter::TransportSend send,
               base::CallSite site) {
  std::array<std::uint8_t, kIpv4HeaderBytesMax> old_header{};
  if (send.ip_version == 4) send.ipv4_options = options_of(buffer, old_header_bytes, old_header);
  const auto made = completed(buffer, old_header_bytes, send);
  if (!made) return to_status(made.fault(), Family::injection);
  const packet::Packet& packet = **made;
  const std::uint32_t header_bytes = packet.size_bytes() - (buffer.DataLength - old_header_bytes);
  if (!make_room(buffer, old_header_bytes, header_bytes, site)) return STATUS_INSUFFICIENT_RESOURCES;
  ndis::scatter(buffer, 0, packet.bytes());
  return STATUS_SUCCESS;
}

void forget_offload(NET_BUFFER_LIST& list) {
  list.NetBufferListInfo[TcpIpChecksumNetBufferListInfo] = nullptr;
  list.NetBufferListInfo[TcpLargeSendNetBufferListInfo] = nullptr;
}

}  // namespace

extern "C" {

NTSTATUS FwpsConstructIpHeaderForTransportPacket0(NET_BUFFER_LIST* list, ULONG old_header_bytes,
                                                  ADDRESS_FAMILY family, const UCHAR* source,
                                                  const UCHAR* remote, IPPROTO protocol, UINT64 endpoint,
                                                  const WSACMSGHDR*, ULONG, UINT32, PVOID, IF_INDEX,
                                                  IF_INDEX) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  if (list == nullptr || list->FirstNetBuffer == nullptr || source == nullptr || remote == nullptr) {
    return STATUS_FWP_NULL_POINTER;
  }
  if (family != AF_INET && family != AF_INET6) return STATUS_INVALID_PARAMETER;
  if (old_header_bytes != 0 && list->FirstNetBuffer->Next != nullptr) return STATUS_INVALID_PARAMETER;
  filter::TransportSend send{.endpoint_id = endpoint,
                             .ip_version = static_cast<std::uint8_t>(family == AF_INET ? 4 : 6),
                             .has_source = true,
                             .protocol = static_cast<std::uint8_t>(protocol)};
  const std::size_t address_bytes = family == AF_INET ? 4 : 16;
  std::memcpy(send.source_address, source, address_bytes);
  std::memcpy(send.remote_address, remote, address_bytes);
  for (NET_BUFFER* each = list->FirstNetBuffer; each != nullptr; each = each->Next) {
    const Status status = rebuild(*each, old_header_bytes, send, PENSTOCK_CALLER);
    if (!NT_SUCCESS(status)) return status;
  }
  forget_offload(*list);
  return STATUS_SUCCESS;
}

}  // extern "C"
