// SPDX-License-Identifier: Apache-2.0
#include "plug_in.h"

#include <winrt/Windows.Foundation.Collections.h>
#include <winrt/Windows.Networking.h>

#include <sstream>
#include <string>

using namespace winrt;
using namespace winrt::Windows::Networking;
using namespace winrt::Windows::Networking::Vpn;

namespace nothing {

namespace {

constexpr std::uint32_t kMtu = 1420;
constexpr std::uint32_t kFrameMax = 1500;

}  // namespace

void PlugIn::Connect(Channel const& channel) try {
  auto const configuration = channel.Configuration();
  std::istringstream words(to_string(configuration.CustomField()));
  std::string own, covered;
  unsigned prefix = 32;
  words >> own >> covered >> prefix;
  socket_ = Sockets::DatagramSocket();
  channel.AssociateTransport(socket_, nullptr);
  auto const port = configuration.ServerServiceName();
  socket_.BindServiceNameAsync(port).get();
  socket_.ConnectAsync(configuration.ServerHostNameList().GetAt(0), port).get();
  VpnRouteAssignment routes;
  routes.Ipv4InclusionRoutes().Append(
      VpnRoute(HostName(to_hstring(covered)), static_cast<std::uint8_t>(prefix)));
  channel.StartWithMainTransport({HostName(to_hstring(own))}, nullptr, nullptr, routes,
                                 VpnDomainNameAssignment(), kMtu, kFrameMax, false, socket_);
} catch (hresult_error const& error) {
  channel.SetErrorMessage(error.message());
  throw;
}

void PlugIn::Disconnect(Channel const& channel) {
  channel.Stop();
  socket_ = nullptr;
}

void PlugIn::GetKeepAlivePayload(Channel const&, Buffer& payload) { payload = nullptr; }

void PlugIn::Encapsulate(Channel const&, List const& packets, List const& encapsulated) {
  for (auto count = packets.Size(); count != 0; --count) encapsulated.Append(packets.RemoveAtBegin());
}

void PlugIn::Decapsulate(Channel const&, Buffer const& unit, List const& decapsulated, List const&) {
  decapsulated.Append(unit);
}

}  // namespace nothing
