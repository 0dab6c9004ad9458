// SPDX-License-Identifier: Apache-2.0
// A plug-in that carries packets as they are, from somebody who has nothing but the installed prefix.
#include "FerryTask.g.h"

#include <Windows.h>
#include <winrt\Windows.ApplicationModel.Background.h>
#include <winrt\Windows.Networking.Sockets.h>
#include <winrt\Windows.Networking.Vpn.h>

using namespace winrt;
using namespace winrt::Windows::Networking;
using namespace winrt::Windows::Networking::Vpn;

namespace {

struct FerryPlugIn : implements<FerryPlugIn, IVpnPlugIn> {
  void Connect(VpnChannel const& channel) {
    Sockets::DatagramSocket socket;
    channel.AssociateTransport(socket, nullptr);
    socket.ConnectAsync(channel.Configuration().ServerHostNameList().GetAt(0), L"5555").get();
    VpnRouteAssignment routes;
    routes.Ipv4InclusionRoutes().Append({HostName(L"10.0.0.0"), 8});
    channel.StartWithMainTransport({HostName(L"10.0.0.2")}, nullptr, nullptr, routes, nullptr, 1400, 1500,
                                   false, socket);
  }
  void Disconnect(VpnChannel const& channel) { channel.Stop(); }
  void GetKeepAlivePayload(VpnChannel const&, VpnPacketBuffer&) {}
  void Encapsulate(VpnChannel const&, VpnPacketBufferList const& packets, VpnPacketBufferList const& out) {
    while (packets.Size()) out.Append(packets.RemoveAtBegin());
  }
  void Decapsulate(VpnChannel const&, VpnPacketBuffer const& unit, VpnPacketBufferList const& packets,
                   VpnPacketBufferList const&) {
    packets.Append(unit);
  }
};

}  // namespace

namespace winrt::Ferry::implementation {
struct FerryTask : FerryTaskT<FerryTask> {
  void Run(Windows::ApplicationModel::Background::IBackgroundTaskInstance const& instance) {
    static auto const plug_in = make<FerryPlugIn>();
    VpnChannel::ProcessEventAsync(plug_in, instance.TriggerDetails());
  }
};
}  // namespace winrt::Ferry::implementation
namespace winrt::Ferry::factory_implementation {
struct FerryTask : FerryTaskT<FerryTask, implementation::FerryTask> {};
}  // namespace winrt::Ferry::factory_implementation

#include "FerryTask.g.cpp"
