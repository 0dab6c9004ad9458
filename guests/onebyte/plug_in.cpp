// SPDX-License-Identifier: Apache-2.0
#include "plug_in.h"

#include <winrt/Windows.Foundation.Collections.h>
#include <winrt/Windows.Networking.h>
#include <winrt/Windows.Storage.Streams.h>

using namespace winrt;
using namespace winrt::Windows::Networking;
using namespace winrt::Windows::Networking::Sockets;
using namespace winrt::Windows::Networking::Vpn;
using winrt::Windows::Foundation::IInspectable;

namespace onebyte {

namespace {

constexpr std::uint32_t kMtu = 1400;
constexpr std::uint32_t kFrameMax = 1500;

}  // namespace

// First associated, then connected, then started: in this order the platform can keep the socket out of the tunnel.
IInspectable PlugIn::connect_socket(VpnChannel const& channel) {
  auto const configuration = channel.Configuration();
  auto const server = configuration.ServerHostNameList().GetAt(0);
  auto const service = configuration.ServerServiceName();
  if (settings_.tcp) {
    stream_ = StreamSocket();
    stream_.Control().NoDelay(true);
    channel.AssociateTransport(stream_, nullptr);
    stream_.ConnectAsync(server, service).get();
    return stream_;
  }
  datagrams_ = DatagramSocket();
  channel.AssociateTransport(datagrams_, nullptr);
  datagrams_.ConnectAsync(server, service).get();
  return datagrams_;
}

void PlugIn::Connect(VpnChannel const& channel) try {
  settings_ = read_settings(channel.Configuration().CustomField());
  reassembly_ = Reassembly();
  auto const transport = connect_socket(channel);
  VpnRouteAssignment routes;
  routes.Ipv4InclusionRoutes().Append(VpnRoute(HostName(settings_.route), settings_.prefix));
  channel.StartWithMainTransport({HostName(settings_.address)}, nullptr, nullptr, routes,
                                 VpnDomainNameAssignment(), kMtu, kFrameMax, false, transport);
} catch (hresult_error const& error) {
  channel.SetErrorMessage(error.message());
  throw;
}

void PlugIn::Disconnect(VpnChannel const& channel) {
  channel.Stop();
  datagrams_ = nullptr;
  stream_ = nullptr;
}

void PlugIn::GetKeepAlivePayload(VpnChannel const&, VpnPacketBuffer& payload) { payload = nullptr; }

// Send buffers are larger than packets, so the byte fits in front of the packet in its own buffer.
void PlugIn::Encapsulate(VpnChannel const& channel, VpnPacketBufferList const& packets,
                         VpnPacketBufferList const& encapsulated) {
  bool queued = false;
  for (auto count = packets.Size(); count != 0; --count) {
    auto const packet = packets.RemoveAtBegin();
    auto const buffer = packet.Buffer();
    auto const length = buffer.Length();
    if (length + 1 > buffer.Capacity()) {
      packets.Append(packet);  // given back unsent
      continue;
    }
    auto* const bytes = buffer.data();
    std::memmove(bytes + 1, bytes, length);
    bytes[0] = kMark;
    buffer.Length(length + 1);
    if (settings_.flush_lane) {
      channel.AppendVpnSendPacketBuffer(packet);
      queued = true;
    } else {
      encapsulated.Append(packet);
    }
  }
  if (queued) channel.FlushVpnSendPacketBuffers();
}

void PlugIn::inject(VpnChannel const& channel, std::uint8_t const* packet, std::size_t size,
                    VpnPacketBufferList const& decapsulated) {
  auto const fresh = channel.GetVpnReceivePacketBuffer();
  auto const buffer = fresh.Buffer();
  if (size > buffer.Capacity()) return;  // dropping the handle gives the buffer back
  std::memcpy(buffer.data(), packet, size);
  buffer.Length(static_cast<std::uint32_t>(size));
  if (settings_.flush_lane)
    channel.AppendVpnReceivePacketBuffer(fresh);
  else
    decapsulated.Append(fresh);
}

void PlugIn::Decapsulate(VpnChannel const& channel, VpnPacketBuffer const& unit,
                         VpnPacketBufferList const& decapsulated, VpnPacketBufferList const&) {
  auto const buffer = unit.Buffer();
  std::uint8_t const* bytes = buffer.data();
  std::size_t const size = buffer.Length();
  if (settings_.tcp) {
    reassembly_.add(bytes, size);
    std::uint8_t const* packet = nullptr;
    std::size_t length = 0;
    while (reassembly_.next(packet, length)) inject(channel, packet, length, decapsulated);
  } else if (size > 1 && bytes[0] == kMark) {
    inject(channel, bytes + 1, size - 1, decapsulated);
  }
  if (settings_.flush_lane) channel.FlushVpnReceivePacketBuffers();
}

}  // namespace onebyte
