// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once


namespace winrt::Penstock::Vpn {

struct VpnBurstUnit;
struct IVpnPlugInBurst;
struct IVpnPacketBufferHeadroom;
struct IDatagramSocketPortSharing;

struct VpnBurstUnit {
  uint64_t Data;
  uint32_t Length;
  uint32_t Headroom;
  uint32_t Growth;
  uint32_t TransportAffinity;
};
inline bool operator==(VpnBurstUnit const& a, VpnBurstUnit const& b) noexcept { return a.Data == b.Data && a.Length == b.Length && a.Headroom == b.Headroom && a.Growth == b.Growth && a.TransportAffinity == b.TransportAffinity; }
inline bool operator!=(VpnBurstUnit const& a, VpnBurstUnit const& b) noexcept { return !(a == b); }

}  // namespace winrt::Penstock::Vpn

namespace winrt::impl {

template <>
struct category<::winrt::Penstock::Vpn::VpnBurstUnit> {
  using type = struct_category<uint64_t, uint32_t, uint32_t, uint32_t, uint32_t>;
};
template <>
struct type_name<::winrt::Penstock::Vpn::VpnBurstUnit> {
  static constexpr auto value = fixed_text{"Penstock.Vpn.VpnBurstUnit"};
};
template <>
struct category<::winrt::Penstock::Vpn::IVpnPlugInBurst> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Penstock::Vpn::IVpnPlugInBurst> {
  static constexpr auto value = fixed_text{"Penstock.Vpn.IVpnPlugInBurst"};
};
template <>
struct type_guid<::winrt::Penstock::Vpn::IVpnPlugInBurst> {
  static constexpr guid value{"af5440bb-61bc-5383-a778-a90ba0617a08"};
};
template <>
struct category<::winrt::Penstock::Vpn::IVpnPacketBufferHeadroom> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Penstock::Vpn::IVpnPacketBufferHeadroom> {
  static constexpr auto value = fixed_text{"Penstock.Vpn.IVpnPacketBufferHeadroom"};
};
template <>
struct type_guid<::winrt::Penstock::Vpn::IVpnPacketBufferHeadroom> {
  static constexpr guid value{"9bbe3fae-2a67-5606-a1f0-4f4639f1dfda"};
};
template <>
struct category<::winrt::Penstock::Vpn::IDatagramSocketPortSharing> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Penstock::Vpn::IDatagramSocketPortSharing> {
  static constexpr auto value = fixed_text{"Penstock.Vpn.IDatagramSocketPortSharing"};
};
template <>
struct type_guid<::winrt::Penstock::Vpn::IDatagramSocketPortSharing> {
  static constexpr guid value{"50e1ffd8-ebc2-5525-aece-ff51ccf51cd4"};
};
}  // namespace winrt::impl
