// SPDX-License-Identifier: Apache-2.0
#include "plug_in.h"

#include "network_request.h"

namespace wireguard {

// Called again after the transport was lost: the old tunnel goes first.
void PlugIn::Connect(const VpnChannel& channel) {
  tunnel_.reset();
  try {
    std::string text = winrt::to_string(channel.Configuration().CustomField());
    WgQuickError error;
    const auto file = read_wg_quick(text, error);
    OPENSSL_cleanse(text.data(), text.size());
    if (!file) throw winrt::hresult_invalid_argument(winrt::to_hstring(error.text()));
    check_possible(*file);
    log_unheeded(channel, *file);
    tunnel_ = std::make_unique<Tunnel>(channel, *file);
    tunnel_->start(*file);
  } catch (const winrt::hresult_error& failure) {
    tunnel_.reset();
    channel.SetErrorMessage(failure.message());
    throw;
  }
}

void PlugIn::Disconnect(const VpnChannel& channel) {
  tunnel_.reset();
  channel.Stop();
}

// WireGuard says by itself that it is still there, when somebody waits for it.
void PlugIn::GetKeepAlivePayload(const VpnChannel&, VpnPacketBuffer& keep_alive) { keep_alive = nullptr; }

void PlugIn::Encapsulate(const VpnChannel&, const VpnPacketBufferList& packets,
                         const VpnPacketBufferList& encapsulated) {
  if (tunnel_) tunnel_->encapsulate(packets, encapsulated);
}

void PlugIn::Decapsulate(const VpnChannel&, const VpnPacketBuffer& unit,
                         const VpnPacketBufferList& decapsulated, const VpnPacketBufferList& control) {
  if (tunnel_) tunnel_->decapsulate(unit, decapsulated, control);
}

void PlugIn::EncapsulateBurst(const VpnChannel&,
                              winrt::array_view<winrt::Penstock::Vpn::VpnBurstUnit> packets,
                              const VpnPacketBufferList& encapsulated) {
  if (tunnel_) return tunnel_->encapsulate_burst({packets.data(), packets.size()}, encapsulated);
  for (auto& packet : packets) packet.Length = 0;
}

void PlugIn::DecapsulateBurst(const VpnChannel&, winrt::array_view<winrt::Penstock::Vpn::VpnBurstUnit> units,
                              const VpnPacketBufferList&, const VpnPacketBufferList& control) {
  if (tunnel_) return tunnel_->decapsulate_burst({units.data(), units.size()}, control);
  for (auto& unit : units) unit.Length = 0;
}

}  // namespace wireguard
