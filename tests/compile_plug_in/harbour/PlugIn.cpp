// SPDX-License-Identifier: Apache-2.0
#include "pch.h"
#include "PlugIn.h"

#include <sstream>

#include "byte_access.h"

using namespace winrt;
using namespace Windows::Foundation;
using namespace Windows::Networking;
using namespace Windows::Networking::Sockets;
using namespace Windows::Networking::Vpn;
using namespace Windows::Data::Xml::Dom;

namespace {

uint8_t* BytesOf(Windows::Storage::Streams::IBuffer const& buffer) {
  uint8_t* bytes = nullptr;
  winrt::check_hresult(buffer.as<::IBufferByteAccess>()->Buffer(&bytes));
  return bytes;
}

}  // namespace

std::map<std::wstring, std::wstring> HarbourPlugIn::ReadSettings(hstring const& xml) {
  std::map<std::wstring, std::wstring> settings;
  XmlDocument document;
  document.LoadXml(xml);
  for (auto&& node : document.DocumentElement().ChildNodes()) {
    if (node.NodeType() != NodeType::ElementNode) continue;
    settings[std::wstring(node.NodeName())] = node.InnerText().c_str();
  }
  return settings;
}

void HarbourPlugIn::Connect(VpnChannel const& channel) {
  try {
    auto settings = ReadSettings(channel.Configuration().CustomField());
    std::wstring const port = settings[L"port"].empty() ? L"4500" : settings[L"port"];
    channel.LogDiagnosticMessage(L"connecting to port " + hstring(port));

    socket_ = DatagramSocket();
    channel.AssociateTransport(socket_, nullptr);
    HostName server = channel.Configuration().ServerHostNameList().GetAt(0);
    socket_.ConnectAsync(server, port).get();

    std::vector<HostName> addresses;
    addresses.push_back({settings[L"address"]});
    VpnRouteAssignment routes;
    std::vector<VpnRoute> inclusion;
    inclusion.push_back(VpnRoute(HostName(L"10.99.0.0"), 16));
    routes.Ipv4InclusionRoutes(winrt::single_threaded_vector<VpnRoute>(std::move(inclusion)));
    routes.ExcludeLocalSubnets(true);
    VpnDomainNameAssignment names;
    names.DomainNameList().Append({L".", VpnDomainNameType::Suffix, {HostName(L"10.99.0.1")}, nullptr});
    VpnInterfaceId const id(nullptr);
    channel.StartWithMainTransport(addresses, nullptr, nullptr, routes, names, 1400, 1512, false, socket_);
    channel.PlugInContext(*this);
  } catch (hresult_error const& e) {
    std::wstringstream text;
    text << L"failed with 0x" << std::hex << static_cast<uint32_t>(e.code()) << L": " << std::wstring_view(e.message());
    OutputDebugStringW(text.str().c_str());
    channel.SetErrorMessage(text.str());
    channel.TerminateConnection(e.message());
  }
}

void HarbourPlugIn::Disconnect(VpnChannel const& channel) {
  std::lock_guard<std::mutex> const guard(lock_);
  channel.PlugInContext(nullptr);
  channel.Stop();
  socket_ = nullptr;
}

void HarbourPlugIn::GetKeepAlivePayload(VpnChannel const&, VpnPacketBuffer& keepAlivePacket) { keepAlivePacket = nullptr; }

void HarbourPlugIn::Encapsulate(VpnChannel const&, VpnPacketBufferList const& packets,
                                VpnPacketBufferList const& encapulatedPackets) {
  auto count = packets.Size();
  while (count-- > 0) {
    auto packet = packets.RemoveAtBegin();
    auto const buffer = packet.Buffer();
    auto const length = buffer.Length();
    auto* const bytes = BytesOf(buffer);
    std::memmove(bytes + 1, bytes, length);
    bytes[0] = 0x51;
    buffer.Length(length + 1);
    encapulatedPackets.Append(packet);
  }
}

void HarbourPlugIn::Decapsulate(VpnChannel const& channel, VpnPacketBuffer const& encapBuffer,
                                VpnPacketBufferList const& decapsulatedPackets, VpnPacketBufferList const&) {
  auto const wire = encapBuffer.Buffer();
  if (wire.Length() < 2 || BytesOf(wire)[0] != 0x51) return;
  VpnPacketBuffer packet{nullptr};
  channel.RequestVpnPacketBuffer(VpnDataPathType::Receive, packet);
  auto const buffer = packet.Buffer();
  DWORD const size = std::min<uint32_t>(wire.Length() - 1, buffer.Capacity());
  memcpy(buffer.data(), wire.data() + 1, size);
  buffer.Length(size);
  decapsulatedPackets.Append(packet);
}

void HarbourTask::Run(Windows::ApplicationModel::Background::IBackgroundTaskInstance const& taskInstance) {
  auto const deferral = taskInstance.GetDeferral();
  auto const properties = Windows::ApplicationModel::Core::CoreApplication::Properties();
  auto plugIn = properties.TryLookup(L"plug-in");
  if (!plugIn) {
    plugIn = winrt::make<HarbourPlugIn>();
    properties.Insert(L"plug-in", plugIn);
  }
  VpnChannel::ProcessEventAsync(plugIn, taskInstance.TriggerDetails());
  deferral.Complete();
}
