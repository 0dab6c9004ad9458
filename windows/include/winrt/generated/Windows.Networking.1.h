// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Networking.0.h"
#include "Windows.Foundation.0.h"
#include "Windows.Networking.Connectivity.0.h"
#include "Windows.Foundation.1.h"

namespace winrt::impl {

template <>
struct abi<::winrt::Windows::Networking::IHostName> {
  struct type : inspectable_abi {
    virtual int32_t get_IPInformation(void** result) noexcept = 0;
    virtual int32_t get_RawName(void** result) noexcept = 0;
    virtual int32_t get_DisplayName(void** result) noexcept = 0;
    virtual int32_t get_CanonicalName(void** result) noexcept = 0;
    virtual int32_t get_Type(::winrt::Windows::Networking::HostNameType* result) noexcept = 0;
    virtual int32_t IsEqual(void* p_hostName, bool* result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::IHostNameFactory> {
  struct type : inspectable_abi {
    virtual int32_t CreateHostName(void* p_hostName, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::IHostNameStatics> {
  struct type : inspectable_abi {
    virtual int32_t Compare(void* p_value1, void* p_value2, int32_t* result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::IEndpointPair> {
  struct type : inspectable_abi {
    virtual int32_t get_LocalHostName(void** result) noexcept = 0;
    virtual int32_t put_LocalHostName(void* p_value) noexcept = 0;
    virtual int32_t get_LocalServiceName(void** result) noexcept = 0;
    virtual int32_t put_LocalServiceName(void* p_value) noexcept = 0;
    virtual int32_t get_RemoteHostName(void** result) noexcept = 0;
    virtual int32_t put_RemoteHostName(void* p_value) noexcept = 0;
    virtual int32_t get_RemoteServiceName(void** result) noexcept = 0;
    virtual int32_t put_RemoteServiceName(void* p_value) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Networking::IEndpointPairFactory> {
  struct type : inspectable_abi {
    virtual int32_t CreateEndpointPair(void* p_localHostName, void* p_localServiceName, void* p_remoteHostName, void* p_remoteServiceName, void** result) noexcept = 0;
  };
};
template <>
struct consume<::winrt::Windows::Networking::IHostName> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::Connectivity::IPInformation IPInformation() const;
    ::winrt::hstring RawName() const;
    ::winrt::hstring DisplayName() const;
    ::winrt::hstring CanonicalName() const;
    ::winrt::Windows::Networking::HostNameType Type() const;
    bool IsEqual(::winrt::Windows::Networking::HostName const& hostName) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::IHostNameFactory> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::HostName CreateHostName(::winrt::param::hstring const& hostName) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::IHostNameStatics> {
  template <typename D>
  struct type {
    int32_t Compare(::winrt::param::hstring const& value1, ::winrt::param::hstring const& value2) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::IEndpointPair> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::HostName LocalHostName() const;
    void LocalHostName(::winrt::Windows::Networking::HostName const& value) const;
    ::winrt::hstring LocalServiceName() const;
    void LocalServiceName(::winrt::param::hstring const& value) const;
    ::winrt::Windows::Networking::HostName RemoteHostName() const;
    void RemoteHostName(::winrt::Windows::Networking::HostName const& value) const;
    ::winrt::hstring RemoteServiceName() const;
    void RemoteServiceName(::winrt::param::hstring const& value) const;
  };
};
template <>
struct consume<::winrt::Windows::Networking::IEndpointPairFactory> {
  template <typename D>
  struct type {
    ::winrt::Windows::Networking::EndpointPair CreateEndpointPair(::winrt::Windows::Networking::HostName const& localHostName, ::winrt::param::hstring const& localServiceName, ::winrt::Windows::Networking::HostName const& remoteHostName, ::winrt::param::hstring const& remoteServiceName) const;
  };
};
}  // namespace winrt::impl

namespace winrt::Windows::Networking {

struct IHostName : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IHostName>, ::winrt::impl::require<IHostName, ::winrt::Windows::Foundation::IStringable> {
  IHostName(std::nullptr_t = nullptr) noexcept {}
  IHostName(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IHostNameFactory : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IHostNameFactory> {
  IHostNameFactory(std::nullptr_t = nullptr) noexcept {}
  IHostNameFactory(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IHostNameStatics : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IHostNameStatics> {
  IHostNameStatics(std::nullptr_t = nullptr) noexcept {}
  IHostNameStatics(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IEndpointPair : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IEndpointPair> {
  IEndpointPair(std::nullptr_t = nullptr) noexcept {}
  IEndpointPair(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IEndpointPairFactory : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IEndpointPairFactory> {
  IEndpointPairFactory(std::nullptr_t = nullptr) noexcept {}
  IEndpointPairFactory(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
}  // namespace winrt::Windows::Networking
