// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Networking.Connectivity.0.h"
#include "Windows.Foundation.0.h"
#include "Windows.Foundation.Collections.0.h"
#include "Windows.Networking.0.h"

namespace winrt::impl {

template <>
struct abi<::winrt::Windows::Networking::Connectivity::INetworkAdapter> {
  struct type : inspectable_abi {
    virtual int32_t get_OutboundMaxBitsPerSecond(uint64_t* result) noexcept = 0;
    virtual int32_t get_InboundMaxBitsPerSecond(uint64_t* result) noexcept = 0;
    virtual int32_t get_IanaInterfaceType(uint32_t* result) noexcept = 0;
    virtual int32_t get_NetworkAdapterId(::winrt::guid* result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Connectivity::IIPInformation> {
  struct type : inspectable_abi {
    virtual int32_t get_NetworkAdapter(void** result) noexcept = 0;
    virtual int32_t get_PrefixLength(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Connectivity::IConnectionProfile> {
  struct type : inspectable_abi {
    virtual int32_t get_ProfileName(void** result) noexcept = 0;
    virtual int32_t GetNetworkConnectivityLevel(::winrt::Windows::Networking::Connectivity::NetworkConnectivityLevel* result) noexcept = 0;
    virtual int32_t get_NetworkAdapter(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Connectivity::INetworkInformationStatics> {
  struct type : inspectable_abi {
    virtual int32_t GetConnectionProfiles(void** result) noexcept = 0;
    virtual int32_t GetInternetConnectionProfile(void** result) noexcept = 0;
    virtual int32_t GetHostNames(void** result) noexcept = 0;
    virtual int32_t add_NetworkStatusChanged(void* p_handler, ::winrt::event_token* result) noexcept = 0;
    virtual int32_t remove_NetworkStatusChanged(::winrt::event_token p_token) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::Connectivity::NetworkStatusChangedEventHandler> {
  using type = delegate_abi<::winrt::Windows::Foundation::IInspectable>;
};
template <>
struct consume<::winrt::Windows::Networking::Connectivity::INetworkAdapter> {
  template <typename D>
  struct type {
    uint64_t OutboundMaxBitsPerSecond() const;
    uint64_t InboundMaxBitsPerSecond() const;
    uint32_t IanaInterfaceType() const;
    ::winrt::guid NetworkAdapterId() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Connectivity::IIPInformation> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::Connectivity::NetworkAdapter NetworkAdapter() const;
    ::winrt::Windows::Foundation::IReference<uint8_t> PrefixLength() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Connectivity::IConnectionProfile> {
  template <typename D>
  struct type {
    ::winrt::hstring ProfileName() const;
    ::winrt::Windows::Networking::Connectivity::NetworkConnectivityLevel GetNetworkConnectivityLevel() const;
    ::winrt::Windows::Networking::Connectivity::NetworkAdapter NetworkAdapter() const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::Connectivity::INetworkInformationStatics> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::Connectivity::ConnectionProfile> GetConnectionProfiles() const;
    ::winrt::Windows::Networking::Connectivity::ConnectionProfile GetInternetConnectionProfile() const;
    ::winrt::Windows::Foundation::Collections::IVectorView<::winrt::Windows::Networking::HostName> GetHostNames() const;
    ::winrt::event_token NetworkStatusChanged(::winrt::Windows::Networking::Connectivity::NetworkStatusChangedEventHandler const& handler) const;
    using NetworkStatusChanged_revoker = event_revoker<::winrt::Windows::Networking::Connectivity::INetworkInformationStatics>;
    event_revoker<::winrt::Windows::Networking::Connectivity::INetworkInformationStatics> NetworkStatusChanged(auto_revoke_t, ::winrt::Windows::Networking::Connectivity::NetworkStatusChangedEventHandler const& handler) const;
    void NetworkStatusChanged(::winrt::event_token const& token) const;
  };
};
}  // namespace winrt::impl

namespace winrt::Windows::Networking::Connectivity {

struct INetworkAdapter : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<INetworkAdapter> {
  INetworkAdapter(std::nullptr_t = nullptr) noexcept {}
  INetworkAdapter(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IIPInformation : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IIPInformation> {
  IIPInformation(std::nullptr_t = nullptr) noexcept {}
  IIPInformation(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IConnectionProfile : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IConnectionProfile> {
  IConnectionProfile(std::nullptr_t = nullptr) noexcept {}
  IConnectionProfile(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct INetworkInformationStatics : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<INetworkInformationStatics> {
  INetworkInformationStatics(std::nullptr_t = nullptr) noexcept {}
  INetworkInformationStatics(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct NetworkStatusChangedEventHandler : ::winrt::impl::delegate_base<NetworkStatusChangedEventHandler, ::winrt::Windows::Foundation::IInspectable> {
  using ::winrt::impl::delegate_base<NetworkStatusChangedEventHandler, ::winrt::Windows::Foundation::IInspectable>::delegate_base;
};
}  // namespace winrt::Windows::Networking::Connectivity
