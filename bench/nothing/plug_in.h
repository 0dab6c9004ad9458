// SPDX-License-Identifier: Apache-2.0
// A plug-in that does nothing to packets: each is a datagram as it is. It keeps to the documented contract; with
// NOTHING_IN_BURSTS it takes bursts as well. The custom field is "OWN_IPV4 COVERED_IPV4 PREFIX_LENGTH"; the service is the UDP
// port of both ends.
#pragma once

#include <winrt/Penstock.Vpn.h>
#include <winrt/Windows.Foundation.h>
#include <winrt/Windows.Networking.Sockets.h>
#include <winrt/Windows.Networking.Vpn.h>

namespace nothing {

#ifdef NOTHING_IN_BURSTS
struct PlugIn : winrt::implements<PlugIn, winrt::Windows::Networking::Vpn::IVpnPlugIn,
                                  winrt::Penstock::Vpn::IVpnPlugInBurst> {
#else
struct PlugIn : winrt::implements<PlugIn, winrt::Windows::Networking::Vpn::IVpnPlugIn> {
#endif
  using Channel = winrt::Windows::Networking::Vpn::VpnChannel;
  using Buffer = winrt::Windows::Networking::Vpn::VpnPacketBuffer;
  using List = winrt::Windows::Networking::Vpn::VpnPacketBufferList;

  void Connect(Channel const& channel);
  void Disconnect(Channel const& channel);
  void GetKeepAlivePayload(Channel const& channel, Buffer& payload);
  void Encapsulate(Channel const& channel, List const& packets, List const& encapsulated);
  void Decapsulate(Channel const& channel, Buffer const& unit, List const& decapsulated, List const& control);

  using Units = winrt::array_view<winrt::Penstock::Vpn::VpnBurstUnit>;
  void EncapsulateBurst(Channel const&, Units, List const&) {}
  void DecapsulateBurst(Channel const&, Units, List const&, List const&) {}

 private:
  winrt::Windows::Networking::Sockets::DatagramSocket socket_{nullptr};
};

}  // namespace nothing
