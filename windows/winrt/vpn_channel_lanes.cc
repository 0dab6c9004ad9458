// SPDX-License-Identifier: Apache-2.0
#include "winrt/vpn_buffer.h"
#include "winrt/vpn_channel.h"
#include "winrt/vpn_fault.h"

namespace vpn = winrt::Windows::Networking::Vpn;
using penstock::projection::code_of;
using penstock::projection::hresult_of;
using penstock::projection::packet_buffer_of;
using penstock::projection::slot_of;
using penstock::tunnel::Channel;
using penstock::tunnel::Lane;

namespace {

std::int32_t lease(Channel& core, Lane lane, void** buffer, penstock::base::CallSite from) {
  if (!buffer) return winrt::impl::error_pointer;
  *buffer = nullptr;
  auto slot = core.request(lane, from);
  if (!slot.ok()) return hresult_of(slot.fault());
  *buffer = packet_buffer_of(*slot.value().detach());
  return 0;
}

std::int32_t append(Channel& core, Lane lane, void* buffer) {
  auto* const slot = slot_of(buffer);
  if (buffer && !slot) return winrt::impl::error_invalid_argument;  // somebody else's object
  return code_of(core.append(lane, slot));
}

}  // namespace

namespace winrt::impl {

template <>
std::int32_t produce<PenstockChannel, vpn::IVpnChannel>::RequestVpnPacketBuffer(vpn::VpnDataPathType lane,
                                                                                void** buffer) noexcept {
  if (lane != vpn::VpnDataPathType::Send && lane != vpn::VpnDataPathType::Receive) {
    if (buffer) *buffer = nullptr;
    return buffer ? error_invalid_argument : error_pointer;
  }
  return lease(shim().core(), static_cast<Lane>(lane), buffer, PENSTOCK_CALLER);
}

template <>
std::int32_t produce<PenstockChannel, vpn::IVpnChannel2>::GetVpnSendPacketBuffer(void** result) noexcept {
  return lease(shim().core(), Lane::send, result, PENSTOCK_CALLER);
}
template <>
std::int32_t produce<PenstockChannel, vpn::IVpnChannel2>::GetVpnReceivePacketBuffer(void** result) noexcept {
  return lease(shim().core(), Lane::receive, result, PENSTOCK_CALLER);
}
template <>
std::int32_t produce<PenstockChannel, vpn::IVpnChannel5>::AppendVpnReceivePacketBuffer(
    void* buffer) noexcept {
  return append(shim().core(), Lane::receive, buffer);
}
template <>
std::int32_t produce<PenstockChannel, vpn::IVpnChannel5>::AppendVpnSendPacketBuffer(void* buffer) noexcept {
  return append(shim().core(), Lane::send, buffer);
}
template <>
std::int32_t produce<PenstockChannel, vpn::IVpnChannel5>::FlushVpnReceivePacketBuffers() noexcept {
  return code_of(shim().core().flush(Lane::receive));
}
template <>
std::int32_t produce<PenstockChannel, vpn::IVpnChannel5>::FlushVpnSendPacketBuffers() noexcept {
  return code_of(shim().core().flush(Lane::send));
}

}  // namespace winrt::impl
