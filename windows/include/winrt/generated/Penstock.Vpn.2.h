// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Penstock.Vpn.1.h"
#include "Windows.Networking.Vpn.1.h"

namespace winrt::Penstock::Vpn {

}  // namespace winrt::Penstock::Vpn

#include "Windows.Networking.Vpn.2.h"

namespace winrt::impl {

template <typename D>
void consume<::winrt::Penstock::Vpn::IVpnPlugInBurst>::type<D>::EncapsulateBurst(::winrt::Windows::Networking::Vpn::VpnChannel const& channel, ::winrt::array_view<::winrt::Penstock::Vpn::VpnBurstUnit> packets, ::winrt::Windows::Networking::Vpn::VpnPacketBufferList const& encapsulatedPackets) const {
  check_hresult(call<::winrt::Penstock::Vpn::IVpnPlugInBurst>(static_cast<D const*>(this))->EncapsulateBurst(get_abi(channel), packets.size(), reinterpret_cast<::winrt::Penstock::Vpn::VpnBurstUnit*>(const_cast<::winrt::Penstock::Vpn::VpnBurstUnit*>(packets.data())), get_abi(encapsulatedPackets)));
}
template <typename D>
void consume<::winrt::Penstock::Vpn::IVpnPlugInBurst>::type<D>::DecapsulateBurst(::winrt::Windows::Networking::Vpn::VpnChannel const& channel, ::winrt::array_view<::winrt::Penstock::Vpn::VpnBurstUnit> units, ::winrt::Windows::Networking::Vpn::VpnPacketBufferList const& decapsulatedPackets, ::winrt::Windows::Networking::Vpn::VpnPacketBufferList const& controlPacketsToSend) const {
  check_hresult(call<::winrt::Penstock::Vpn::IVpnPlugInBurst>(static_cast<D const*>(this))->DecapsulateBurst(get_abi(channel), units.size(), reinterpret_cast<::winrt::Penstock::Vpn::VpnBurstUnit*>(const_cast<::winrt::Penstock::Vpn::VpnBurstUnit*>(units.data())), get_abi(decapsulatedPackets), get_abi(controlPacketsToSend)));
}
template <typename D>
struct produce<D, ::winrt::Penstock::Vpn::IVpnPlugInBurst> : produce_base<D, ::winrt::Penstock::Vpn::IVpnPlugInBurst> {
  int32_t EncapsulateBurst(void* p_channel, uint32_t p_packets_size, ::winrt::Penstock::Vpn::VpnBurstUnit* p_packets, void* p_encapsulatedPackets) noexcept final try {
    this->shim().EncapsulateBurst(borrow<::winrt::Windows::Networking::Vpn::VpnChannel>(p_channel), array_view<::winrt::Penstock::Vpn::VpnBurstUnit>(reinterpret_cast<::winrt::Penstock::Vpn::VpnBurstUnit*>(p_packets), p_packets_size), borrow<::winrt::Windows::Networking::Vpn::VpnPacketBufferList>(p_encapsulatedPackets));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t DecapsulateBurst(void* p_channel, uint32_t p_units_size, ::winrt::Penstock::Vpn::VpnBurstUnit* p_units, void* p_decapsulatedPackets, void* p_controlPacketsToSend) noexcept final try {
    this->shim().DecapsulateBurst(borrow<::winrt::Windows::Networking::Vpn::VpnChannel>(p_channel), array_view<::winrt::Penstock::Vpn::VpnBurstUnit>(reinterpret_cast<::winrt::Penstock::Vpn::VpnBurstUnit*>(p_units), p_units_size), borrow<::winrt::Windows::Networking::Vpn::VpnPacketBufferList>(p_decapsulatedPackets), borrow<::winrt::Windows::Networking::Vpn::VpnPacketBufferList>(p_controlPacketsToSend));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Penstock::Vpn::IVpnPacketBufferHeadroom>::type<D>::PushFront(uint32_t count) const {
  check_hresult(call<::winrt::Penstock::Vpn::IVpnPacketBufferHeadroom>(static_cast<D const*>(this))->PushFront(count));
}
template <typename D>
void consume<::winrt::Penstock::Vpn::IVpnPacketBufferHeadroom>::type<D>::PullFront(uint32_t count) const {
  check_hresult(call<::winrt::Penstock::Vpn::IVpnPacketBufferHeadroom>(static_cast<D const*>(this))->PullFront(count));
}
template <typename D>
struct produce<D, ::winrt::Penstock::Vpn::IVpnPacketBufferHeadroom> : produce_base<D, ::winrt::Penstock::Vpn::IVpnPacketBufferHeadroom> {
  int32_t PushFront(uint32_t p_count) noexcept final try {
    this->shim().PushFront(p_count);
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t PullFront(uint32_t p_count) noexcept final try {
    this->shim().PullFront(p_count);
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Penstock::Vpn::IDatagramSocketPortSharing>::type<D>::SharePort() const {
  check_hresult(call<::winrt::Penstock::Vpn::IDatagramSocketPortSharing>(static_cast<D const*>(this))->SharePort());
}
template <typename D>
struct produce<D, ::winrt::Penstock::Vpn::IDatagramSocketPortSharing> : produce_base<D, ::winrt::Penstock::Vpn::IDatagramSocketPortSharing> {
  int32_t SharePort() noexcept final try {
    this->shim().SharePort();
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
}  // namespace winrt::impl

namespace winrt::Penstock::Vpn {

}  // namespace winrt::Penstock::Vpn
