// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once


namespace winrt::Windows::Networking::Connectivity {

enum class NetworkConnectivityLevel : int32_t {
  None = 0,
  LocalAccess = 1,
  ConstrainedInternetAccess = 2,
  InternetAccess = 3,
};

struct INetworkAdapter;
struct NetworkAdapter;
struct IIPInformation;
struct IPInformation;
struct IConnectionProfile;
struct ConnectionProfile;
struct NetworkStatusChangedEventHandler;
struct INetworkInformationStatics;
struct NetworkInformation;

}  // namespace winrt::Windows::Networking::Connectivity

namespace winrt::impl {

template <>
struct category<::winrt::Windows::Networking::Connectivity::NetworkConnectivityLevel> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Connectivity::NetworkConnectivityLevel> {
  static constexpr auto value = fixed_text{"Windows.Networking.Connectivity.NetworkConnectivityLevel"};
};
template <>
struct category<::winrt::Windows::Networking::Connectivity::INetworkAdapter> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Connectivity::INetworkAdapter> {
  static constexpr auto value = fixed_text{"Windows.Networking.Connectivity.INetworkAdapter"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Connectivity::INetworkAdapter> {
  static constexpr guid value{"ac1ca734-3072-55d1-bdab-98d2d03e62dc"};
};
template <>
struct category<::winrt::Windows::Networking::Connectivity::NetworkAdapter> {
  using type = class_category<::winrt::Windows::Networking::Connectivity::INetworkAdapter>;
};
template <>
struct type_name<::winrt::Windows::Networking::Connectivity::NetworkAdapter> {
  static constexpr auto value = fixed_text{"Windows.Networking.Connectivity.NetworkAdapter"};
};
template <>
struct category<::winrt::Windows::Networking::Connectivity::IIPInformation> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Connectivity::IIPInformation> {
  static constexpr auto value = fixed_text{"Windows.Networking.Connectivity.IIPInformation"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Connectivity::IIPInformation> {
  static constexpr guid value{"1f6528bc-e938-5794-af0a-dfa4221f4851"};
};
template <>
struct category<::winrt::Windows::Networking::Connectivity::IPInformation> {
  using type = class_category<::winrt::Windows::Networking::Connectivity::IIPInformation>;
};
template <>
struct type_name<::winrt::Windows::Networking::Connectivity::IPInformation> {
  static constexpr auto value = fixed_text{"Windows.Networking.Connectivity.IPInformation"};
};
template <>
struct category<::winrt::Windows::Networking::Connectivity::IConnectionProfile> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Connectivity::IConnectionProfile> {
  static constexpr auto value = fixed_text{"Windows.Networking.Connectivity.IConnectionProfile"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Connectivity::IConnectionProfile> {
  static constexpr guid value{"f09d1717-11d4-5781-989b-f3fcb3932148"};
};
template <>
struct category<::winrt::Windows::Networking::Connectivity::ConnectionProfile> {
  using type = class_category<::winrt::Windows::Networking::Connectivity::IConnectionProfile>;
};
template <>
struct type_name<::winrt::Windows::Networking::Connectivity::ConnectionProfile> {
  static constexpr auto value = fixed_text{"Windows.Networking.Connectivity.ConnectionProfile"};
};
template <>
struct category<::winrt::Windows::Networking::Connectivity::NetworkStatusChangedEventHandler> {
  using type = delegate_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Connectivity::NetworkStatusChangedEventHandler> {
  static constexpr auto value = fixed_text{"Windows.Networking.Connectivity.NetworkStatusChangedEventHandler"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Connectivity::NetworkStatusChangedEventHandler> {
  static constexpr guid value{"0438e696-5fbb-523a-b028-5af15617e791"};
};
template <>
struct category<::winrt::Windows::Networking::Connectivity::INetworkInformationStatics> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Connectivity::INetworkInformationStatics> {
  static constexpr auto value = fixed_text{"Windows.Networking.Connectivity.INetworkInformationStatics"};
};
template <>
struct type_guid<::winrt::Windows::Networking::Connectivity::INetworkInformationStatics> {
  static constexpr guid value{"5c3a9cfd-6966-5d46-986c-e67450dbd8ba"};
};
template <>
struct category<::winrt::Windows::Networking::Connectivity::NetworkInformation> {
  using type = basic_category;
};
template <>
struct type_name<::winrt::Windows::Networking::Connectivity::NetworkInformation> {
  static constexpr auto value = fixed_text{"Windows.Networking.Connectivity.NetworkInformation"};
};
}  // namespace winrt::impl
