// SPDX-License-Identifier: Apache-2.0
// A plug-in's object as the tunnel core calls it: each callback is one call through the plug-in's vtable, whose HRESULT is
// the answer. No exception comes back through a vtable, and none of ours goes in.
//
// Threads: as tunnel/plug_in.h.
// Memory: holds the plug-in's object and the channel that it is shown.
// Errors: Answer.
#pragma once

#include <winrt/Windows.Networking.Vpn.h>

#include "tunnel/plug_in.h"
#include "winrt/vpn_channel.h"

namespace penstock::projection {

class PlugInAdapter final : public tunnel::PlugIn, tunnel::ReconnectTransport, tunnel::BurstCallbacks {
 public:
  PlugInAdapter(winrt::Windows::Networking::Vpn::IVpnPlugIn plug_in, winrt::com_ptr<VpnChannel> channel);
  ~PlugInAdapter() override;

  tunnel::Answer connect(tunnel::Channel& channel) override;
  tunnel::Answer disconnect(tunnel::Channel& channel) override;
  tunnel::Answer keep_alive_payload(tunnel::Channel& channel, tunnel::SlotRef& payload) override;
  tunnel::Answer encapsulate(tunnel::Channel& channel, tunnel::SlotList& packets,
                             tunnel::SlotList& encapsulated) override;
  tunnel::Answer decapsulate(tunnel::Channel& channel, tunnel::SlotHandle& unit,
                             tunnel::SlotList& decapsulated, tunnel::SlotList& control) override;
  tunnel::BurstCallbacks* burst_callbacks() override { return burst_ ? this : nullptr; }
  tunnel::ReconnectTransport* reconnect_transport() override { return reconnect_ ? this : nullptr; }

 private:
  tunnel::Answer reconnect_transport(tunnel::Channel& channel, tunnel::ForeignObject* context) override;
  tunnel::Answer encapsulate_burst(tunnel::Channel& channel, std::span<tunnel::BurstUnit> packets,
                                   tunnel::SlotList& encapsulated) override;
  tunnel::Answer decapsulate_burst(tunnel::Channel& channel, std::span<tunnel::BurstUnit> units,
                                   tunnel::SlotList& decapsulated, tunnel::SlotList& control) override;

  struct Vtables;
  winrt::Windows::Networking::Vpn::IVpnPlugIn plug_in_;
  winrt::Windows::Foundation::IInspectable reconnect_;
  winrt::Windows::Foundation::IInspectable burst_;
  winrt::com_ptr<VpnChannel> channel_;
  void* channel_pointer_;  // what crosses the binary interface
};

}  // namespace penstock::projection
