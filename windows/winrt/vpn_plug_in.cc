// SPDX-License-Identifier: Apache-2.0
#include "winrt/vpn_plug_in.h"

#include <cstddef>

#include <winrt/Penstock.Vpn.h>

#include "winrt/vpn_buffer.h"
#include "winrt/vpn_list.h"

namespace penstock::projection {

namespace vpn = winrt::Windows::Networking::Vpn;
namespace own = winrt::Penstock::Vpn;
using tunnel::Answer;
using tunnel::Channel;

namespace {

template <typename I>
winrt::impl::abi_t<I>* vtable_of(winrt::Windows::Foundation::IUnknown const& object) {
  return static_cast<winrt::impl::abi_t<I>*>(winrt::get_abi(object));
}

// The core's units are the projection's, byte for byte.
own::VpnBurstUnit* row_of(std::span<tunnel::BurstUnit> units) {
  using Ours = own::VpnBurstUnit;
  using Core = tunnel::BurstUnit;
  static_assert(sizeof(Ours) == sizeof(Core) && offsetof(Ours, Data) == offsetof(Core, data) &&
                offsetof(Ours, Length) == offsetof(Core, length_bytes) &&
                offsetof(Ours, Headroom) == offsetof(Core, headroom_bytes) &&
                offsetof(Ours, Growth) == offsetof(Core, growth_bytes) &&
                offsetof(Ours, TransportAffinity) == offsetof(Core, affinity));
  return reinterpret_cast<Ours*>(units.data());
}

// The message of a failure goes to the channel's log: the code is what the core gets.
Answer answer_of(std::int32_t code, Channel& channel, const char* callback) {
  if (code >= 0) return {};
  winrt::hresult_error const error(code, winrt::take_ownership_from_abi);
  if (auto const message = error.message(); !message.empty())
    channel.log(std::string(callback) + " failed: " + winrt::to_string(message));
  return {.code = code};
}

}  // namespace

PlugInAdapter::PlugInAdapter(vpn::IVpnPlugIn plug_in, winrt::com_ptr<VpnChannel> channel)
    : plug_in_(std::move(plug_in)),
      reconnect_(plug_in_.try_as<vpn::IVpnPlugInReconnectTransport>()),
      burst_(plug_in_.try_as<own::IVpnPlugInBurst>()),
      channel_(std::move(channel)),
      channel_pointer_(channel_->penstock_unknown()) {}
PlugInAdapter::~PlugInAdapter() = default;

Answer PlugInAdapter::connect(Channel& channel) {
  return answer_of(vtable_of<vpn::IVpnPlugIn>(plug_in_)->Connect(channel_pointer_), channel, "Connect");
}

Answer PlugInAdapter::disconnect(Channel& channel) {
  return answer_of(vtable_of<vpn::IVpnPlugIn>(plug_in_)->Disconnect(channel_pointer_), channel, "Disconnect");
}

Answer PlugInAdapter::keep_alive_payload(Channel& channel, tunnel::SlotRef& payload) {
  void* given = nullptr;
  auto const code = vtable_of<vpn::IVpnPlugIn>(plug_in_)->GetKeepAlivePayload(channel_pointer_, &given);
  vpn::VpnPacketBuffer const buffer{given, winrt::take_ownership_from_abi};
  if (auto* const slot = code >= 0 ? slot_of(given) : nullptr) payload = tunnel::SlotRef::share(slot);
  return answer_of(code, channel, "GetKeepAlivePayload");
}

Answer PlugInAdapter::encapsulate(Channel& channel, tunnel::SlotList& packets,
                                  tunnel::SlotList& encapsulated) {
  auto const code = vtable_of<vpn::IVpnPlugIn>(plug_in_)->Encapsulate(
      channel_pointer_, packet_list_of(packets), packet_list_of(encapsulated));
  return answer_of(code, channel, "Encapsulate");
}

Answer PlugInAdapter::decapsulate(Channel& channel, tunnel::SlotHandle& unit, tunnel::SlotList& decapsulated,
                                  tunnel::SlotList& control) {
  auto const code = vtable_of<vpn::IVpnPlugIn>(plug_in_)->Decapsulate(
      channel_pointer_, packet_buffer_of(unit), packet_list_of(decapsulated), packet_list_of(control));
  return answer_of(code, channel, "Decapsulate");
}

Answer PlugInAdapter::reconnect_transport(Channel& channel, tunnel::ForeignObject* context) {
  auto const object = object_of(context);
  auto const code = vtable_of<vpn::IVpnPlugInReconnectTransport>(reconnect_)
                        ->ReconnectTransport(channel_pointer_, winrt::get_abi(object));
  return answer_of(code, channel, "ReconnectTransport");
}

Answer PlugInAdapter::encapsulate_burst(Channel& channel, std::span<tunnel::BurstUnit> packets,
                                        tunnel::SlotList& encapsulated) {
  auto const code = vtable_of<own::IVpnPlugInBurst>(burst_)->EncapsulateBurst(
      channel_pointer_, static_cast<std::uint32_t>(packets.size()), row_of(packets),
      packet_list_of(encapsulated));
  return answer_of(code, channel, "EncapsulateBurst");
}

Answer PlugInAdapter::decapsulate_burst(Channel& channel, std::span<tunnel::BurstUnit> units,
                                        tunnel::SlotList& decapsulated, tunnel::SlotList& control) {
  auto const code = vtable_of<own::IVpnPlugInBurst>(burst_)->DecapsulateBurst(
      channel_pointer_, static_cast<std::uint32_t>(units.size()), row_of(units), packet_list_of(decapsulated),
      packet_list_of(control));
  return answer_of(code, channel, "DecapsulateBurst");
}

}  // namespace penstock::projection
