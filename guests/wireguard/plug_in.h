// SPDX-License-Identifier: Apache-2.0
// WireGuard as a VPN plug-in. The profile's custom field is the text of a wg-quick file; everything else follows
// from it. The platform calls, the tunnel of the current connection works.
//
// Threads: as the platform calls: encapsulate and decapsulate may overlap.
// Memory: the tunnel, from Connect to Disconnect.
// Errors: Connect throws what is wrong with the file, with its line; keys are in no message.
#pragma once

#include <winrt/Penstock.Vpn.h>
#include <winrt/Windows.Foundation.h>
#include <winrt/Windows.Networking.Vpn.h>

#include <memory>

#include "tunnel.h"

namespace wireguard {

struct PlugIn : winrt::implements<PlugIn, winrt::Windows::Networking::Vpn::IVpnPlugIn,
                                  winrt::Penstock::Vpn::IVpnPlugInBurst> {
  void Connect(const VpnChannel& channel);
  void Disconnect(const VpnChannel& channel);
  void GetKeepAlivePayload(const VpnChannel& channel, VpnPacketBuffer& keep_alive);
  void Encapsulate(const VpnChannel& channel, const VpnPacketBufferList& packets,
                   const VpnPacketBufferList& encapsulated);
  void Decapsulate(const VpnChannel& channel, const VpnPacketBuffer& unit,
                   const VpnPacketBufferList& decapsulated, const VpnPacketBufferList& control);

  // Ours, found by query where the platform is Penstock.
  void EncapsulateBurst(const VpnChannel& channel,
                        winrt::array_view<winrt::Penstock::Vpn::VpnBurstUnit> packets,
                        const VpnPacketBufferList& encapsulated);
  void DecapsulateBurst(const VpnChannel& channel,
                        winrt::array_view<winrt::Penstock::Vpn::VpnBurstUnit> units,
                        const VpnPacketBufferList& decapsulated, const VpnPacketBufferList& control);

 private:
  std::unique_ptr<Tunnel> tunnel_;
};

}  // namespace wireguard
