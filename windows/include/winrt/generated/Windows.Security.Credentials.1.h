// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Security.Credentials.0.h"
#include "Windows.Foundation.Collections.0.h"

namespace winrt::impl {

template <>
struct abi<::winrt::Windows::Security::Credentials::IPasswordCredential> {
  struct type : inspectable_abi {
    virtual int32_t get_Resource(void** result) noexcept = 0;
    virtual int32_t put_Resource(void* p_value) noexcept = 0;
    virtual int32_t get_UserName(void** result) noexcept = 0;
    virtual int32_t put_UserName(void* p_value) noexcept = 0;
    virtual int32_t get_Password(void** result) noexcept = 0;
    virtual int32_t put_Password(void* p_value) noexcept = 0;
    virtual int32_t RetrievePassword() noexcept = 0;
    virtual int32_t get_Properties(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Security::Credentials::IPasswordCredentialFactory> {
  struct type : inspectable_abi {
    virtual int32_t CreatePasswordCredential(void* p_resource, void* p_userName, void* p_password, void** result) noexcept = 0;
  };
};
template <>
struct consume<::winrt::Windows::Security::Credentials::IPasswordCredential> {
  template <typename D>
  struct type {
    ::winrt::hstring Resource() const;
    void Resource(::winrt::param::hstring const& value) const;
    ::winrt::hstring UserName() const;
    void UserName(::winrt::param::hstring const& value) const;
    ::winrt::hstring Password() const;
    void Password(::winrt::param::hstring const& value) const;
    void RetrievePassword() const;
    ::winrt::Windows::Foundation::Collections::IPropertySet Properties() const;
  };
};
template <>
struct consume<::winrt::Windows::Security::Credentials::IPasswordCredentialFactory> {
  template <typename D>
  struct type {
    ::winrt::Windows::Security::Credentials::PasswordCredential CreatePasswordCredential(::winrt::param::hstring const& resource, ::winrt::param::hstring const& userName, ::winrt::param::hstring const& password) const;
  };
};
}  // namespace winrt::impl

namespace winrt::Windows::Security::Credentials {

struct IPasswordCredential : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IPasswordCredential> {
  IPasswordCredential(std::nullptr_t = nullptr) noexcept {}
  IPasswordCredential(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IPasswordCredentialFactory : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IPasswordCredentialFactory> {
  IPasswordCredentialFactory(std::nullptr_t = nullptr) noexcept {}
  IPasswordCredentialFactory(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
}  // namespace winrt::Windows::Security::Credentials
