// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Penstock.Vpn.0.h"
#include "Windows.Networking.Vpn.0.h"

namespace winrt::impl {

template <>
struct abi<::winrt::Penstock::Vpn::IVpnPlugInBurst> {
  struct type : inspectable_abi {
    virtual int32_t EncapsulateBurst(void* p_channel, uint32_t p_packets_size, ::winrt::Penstock::Vpn::VpnBurstUnit* p_packets, void* p_encapsulatedPackets) noexcept = 0;
    virtual int32_t DecapsulateBurst(void* p_channel, uint32_t p_units_size, ::winrt::Penstock::Vpn::VpnBurstUnit* p_units, void* p_decapsulatedPackets, void* p_controlPacketsToSend) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Penstock::Vpn::IVpnPacketBufferHeadroom> {
  struct type : inspectable_abi {
    virtual int32_t PushFront(uint32_t p_count) noexcept = 0;
    virtual int32_t PullFront(uint32_t p_count) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Penstock::Vpn::IDatagramSocketPortSharing> {
  struct type : inspectable_abi {
    virtual int32_t SharePort() noexcept = 0;
  };
};
template <>
struct consume<::winrt::Penstock::Vpn::IVpnPlugInBurst> {
  template <typename D>
  struct type {
    void EncapsulateBurst(::winrt::Windows::Networking::Vpn::VpnChannel const& channel, ::winrt::array_view<::winrt::Penstock::Vpn::VpnBurstUnit> packets, ::winrt::Windows::Networking::Vpn::VpnPacketBufferList const& encapsulatedPackets) const;
    void DecapsulateBurst(::winrt::Windows::Networking::Vpn::VpnChannel const& channel, ::winrt::array_view<::winrt::Penstock::Vpn::VpnBurstUnit> units, ::winrt::Windows::Networking::Vpn::VpnPacketBufferList const& decapsulatedPackets, ::winrt::Windows::Networking::Vpn::VpnPacketBufferList const& controlPacketsToSend) const;
  };
};
template <>
struct consume<::winrt::Penstock::Vpn::IVpnPacketBufferHeadroom> {
  template <typename D>
  struct type {
    void PushFront(uint32_t count) const;
    void PullFront(uint32_t count) const;
  };
};
template <>
struct consume<::winrt::Penstock::Vpn::IDatagramSocketPortSharing> {
  template <typename D>
  struct type {
    void SharePort() const;
  };
};
}  // namespace winrt::impl

namespace winrt::Penstock::Vpn {

struct IVpnPlugInBurst : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnPlugInBurst> {
  IVpnPlugInBurst(std::nullptr_t = nullptr) noexcept {}
  IVpnPlugInBurst(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IVpnPacketBufferHeadroom : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IVpnPacketBufferHeadroom> {
  IVpnPacketBufferHeadroom(std::nullptr_t = nullptr) noexcept {}
  IVpnPacketBufferHeadroom(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IDatagramSocketPortSharing : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IDatagramSocketPortSharing> {
  IDatagramSocketPortSharing(std::nullptr_t = nullptr) noexcept {}
  IDatagramSocketPortSharing(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
}  // namespace winrt::Penstock::Vpn
