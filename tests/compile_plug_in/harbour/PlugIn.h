// SPDX-License-Identifier: Apache-2.0
// The older style: a class over winrt::implements, sockets connected with get(), settings from XML.
#pragma once

#include "pch.h"

struct HarbourPlugIn : winrt::implements<HarbourPlugIn, winrt::Windows::Networking::Vpn::IVpnPlugIn> {
  void Connect(winrt::Windows::Networking::Vpn::VpnChannel const& channel);
  void Disconnect(winrt::Windows::Networking::Vpn::VpnChannel const& channel);
  void GetKeepAlivePayload(winrt::Windows::Networking::Vpn::VpnChannel const& channel,
                           winrt::Windows::Networking::Vpn::VpnPacketBuffer& keepAlivePacket);
  void Encapsulate(winrt::Windows::Networking::Vpn::VpnChannel const& channel,
                   winrt::Windows::Networking::Vpn::VpnPacketBufferList const& packets,
                   winrt::Windows::Networking::Vpn::VpnPacketBufferList const& encapulatedPackets);
  void Decapsulate(winrt::Windows::Networking::Vpn::VpnChannel const& channel,
                   winrt::Windows::Networking::Vpn::VpnPacketBuffer const& encapBuffer,
                   winrt::Windows::Networking::Vpn::VpnPacketBufferList const& decapsulatedPackets,
                   winrt::Windows::Networking::Vpn::VpnPacketBufferList const& controlPacketsToSend);

 private:
  std::map<std::wstring, std::wstring> ReadSettings(winrt::hstring const& xml);
  winrt::Windows::Networking::Sockets::DatagramSocket socket_{nullptr};
  std::mutex lock_;
};

struct HarbourTask : winrt::implements<HarbourTask, winrt::Windows::ApplicationModel::Background::IBackgroundTask> {
  void Run(winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance const& taskInstance);
};
