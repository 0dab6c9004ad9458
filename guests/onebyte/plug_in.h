// SPDX-License-Identifier: Apache-2.0
// The smallest plug-in that is a whole one: UDP or TCP, both ways of giving packets back.
#pragma once

#include <winrt/Windows.Foundation.h>
#include <winrt/Windows.Networking.Sockets.h>
#include <winrt/Windows.Networking.Vpn.h>

#include "framing.h"
#include "settings.h"

namespace onebyte {

namespace vpn = winrt::Windows::Networking::Vpn;

struct PlugIn : winrt::implements<PlugIn, vpn::IVpnPlugIn> {
  void Connect(vpn::VpnChannel const& channel);
  void Disconnect(vpn::VpnChannel const& channel);
  void GetKeepAlivePayload(vpn::VpnChannel const& channel, vpn::VpnPacketBuffer& payload);
  void Encapsulate(vpn::VpnChannel const& channel, vpn::VpnPacketBufferList const& packets,
                   vpn::VpnPacketBufferList const& encapsulated);
  void Decapsulate(vpn::VpnChannel const& channel, vpn::VpnPacketBuffer const& unit,
                   vpn::VpnPacketBufferList const& decapsulated, vpn::VpnPacketBufferList const& control);

 private:
  winrt::Windows::Foundation::IInspectable connect_socket(vpn::VpnChannel const& channel);
  void inject(vpn::VpnChannel const& channel, std::uint8_t const* packet, std::size_t size,
              vpn::VpnPacketBufferList const& decapsulated);

  Settings settings_;
  winrt::Windows::Networking::Sockets::DatagramSocket datagrams_{nullptr};
  winrt::Windows::Networking::Sockets::StreamSocket stream_{nullptr};
  Reassembly reassembly_;
};

}  // namespace onebyte
