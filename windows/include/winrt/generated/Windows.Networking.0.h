// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once


namespace winrt::Windows::Networking {

enum class HostNameType : int32_t {
  DomainName = 0,
  Ipv4 = 1,
  Ipv6 = 2,
  Bluetooth = 3,
};

enum class HostNameSortOptions : int32_t {
  None = 0,
  OptimizeForLongConnections = 2,
};

enum class DomainNameType : int32_t {
  Suffix = 0,
  FullyQualified = 1,
};

struct IHostName;
struct IHostNameFactory;
struct IHostNameStatics;
struct HostName;
struct IEndpointPair;
struct IEndpointPairFactory;
struct EndpointPair;

}  // namespace winrt::Windows::Networking

namespace winrt::impl {

template <>
struct category<::winrt::Windows::Networking::HostNameType> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Networking::HostNameType> {
  static constexpr auto value = fixed_text{"Windows.Networking.HostNameType"};
};
template <>
struct category<::winrt::Windows::Networking::HostNameSortOptions> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Networking::HostNameSortOptions> {
  static constexpr auto value = fixed_text{"Windows.Networking.HostNameSortOptions"};
};
template <>
struct category<::winrt::Windows::Networking::DomainNameType> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Networking::DomainNameType> {
  static constexpr auto value = fixed_text{"Windows.Networking.DomainNameType"};
};
template <>
struct category<::winrt::Windows::Networking::IHostName> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::IHostName> {
  static constexpr auto value = fixed_text{"Windows.Networking.IHostName"};
};
template <>
struct type_guid<::winrt::Windows::Networking::IHostName> {
  static constexpr guid value{"bf8ecaad-ed96-49a7-9084-d416cae88dcb"};
};
template <>
struct category<::winrt::Windows::Networking::IHostNameFactory> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::IHostNameFactory> {
  static constexpr auto value = fixed_text{"Windows.Networking.IHostNameFactory"};
};
template <>
struct type_guid<::winrt::Windows::Networking::IHostNameFactory> {
  static constexpr guid value{"458c23ed-712f-4576-adf1-c20b2c643558"};
};
template <>
struct category<::winrt::Windows::Networking::IHostNameStatics> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::IHostNameStatics> {
  static constexpr auto value = fixed_text{"Windows.Networking.IHostNameStatics"};
};
template <>
struct type_guid<::winrt::Windows::Networking::IHostNameStatics> {
  static constexpr guid value{"f68cd4bf-a388-4e8b-91ea-54dd6dd901c0"};
};
template <>
struct category<::winrt::Windows::Networking::HostName> {
  using type = class_category<::winrt::Windows::Networking::IHostName>;
};
template <>
struct type_name<::winrt::Windows::Networking::HostName> {
  static constexpr auto value = fixed_text{"Windows.Networking.HostName"};
};
template <>
struct category<::winrt::Windows::Networking::IEndpointPair> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::IEndpointPair> {
  static constexpr auto value = fixed_text{"Windows.Networking.IEndpointPair"};
};
template <>
struct type_guid<::winrt::Windows::Networking::IEndpointPair> {
  static constexpr guid value{"33a0aa36-f8fa-4b30-b856-76517c3bd06d"};
};
template <>
struct category<::winrt::Windows::Networking::IEndpointPairFactory> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::IEndpointPairFactory> {
  static constexpr auto value = fixed_text{"Windows.Networking.IEndpointPairFactory"};
};
template <>
struct type_guid<::winrt::Windows::Networking::IEndpointPairFactory> {
  static constexpr guid value{"b609d971-64e0-442b-aa6f-cc8c8f181f78"};
};
template <>
struct category<::winrt::Windows::Networking::EndpointPair> {
  using type = class_category<::winrt::Windows::Networking::IEndpointPair>;
};
template <>
struct type_name<::winrt::Windows::Networking::EndpointPair> {
  static constexpr auto value = fixed_text{"Windows.Networking.EndpointPair"};
};
}  // namespace winrt::impl
