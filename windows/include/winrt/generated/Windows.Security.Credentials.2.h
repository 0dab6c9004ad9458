// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Security.Credentials.1.h"
#include "Windows.Foundation.Collections.1.h"

namespace winrt::Windows::Security::Credentials {

struct PasswordCredential : ::winrt::Windows::Security::Credentials::IPasswordCredential {
  PasswordCredential(std::nullptr_t) noexcept : ::winrt::Windows::Security::Credentials::IPasswordCredential(nullptr) {}
  PasswordCredential(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Security::Credentials::IPasswordCredential(object, take_ownership_from_abi) {}
  PasswordCredential();
  PasswordCredential(::winrt::param::hstring const& resource, ::winrt::param::hstring const& userName, ::winrt::param::hstring const& password);
};
}  // namespace winrt::Windows::Security::Credentials

#include "Windows.Foundation.Collections.2.h"

namespace winrt::impl {

template <typename D>
::winrt::hstring consume<::winrt::Windows::Security::Credentials::IPasswordCredential>::type<D>::Resource() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Security::Credentials::IPasswordCredential>(static_cast<D const*>(this))->get_Resource(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Security::Credentials::IPasswordCredential>::type<D>::Resource(::winrt::param::hstring const& value) const {
  check_hresult(call<::winrt::Windows::Security::Credentials::IPasswordCredential>(static_cast<D const*>(this))->put_Resource(get_abi(value)));
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Security::Credentials::IPasswordCredential>::type<D>::UserName() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Security::Credentials::IPasswordCredential>(static_cast<D const*>(this))->get_UserName(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Security::Credentials::IPasswordCredential>::type<D>::UserName(::winrt::param::hstring const& value) const {
  check_hresult(call<::winrt::Windows::Security::Credentials::IPasswordCredential>(static_cast<D const*>(this))->put_UserName(get_abi(value)));
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Security::Credentials::IPasswordCredential>::type<D>::Password() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Security::Credentials::IPasswordCredential>(static_cast<D const*>(this))->get_Password(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Security::Credentials::IPasswordCredential>::type<D>::Password(::winrt::param::hstring const& value) const {
  check_hresult(call<::winrt::Windows::Security::Credentials::IPasswordCredential>(static_cast<D const*>(this))->put_Password(get_abi(value)));
}
template <typename D>
void consume<::winrt::Windows::Security::Credentials::IPasswordCredential>::type<D>::RetrievePassword() const {
  check_hresult(call<::winrt::Windows::Security::Credentials::IPasswordCredential>(static_cast<D const*>(this))->RetrievePassword());
}
template <typename D>
::winrt::Windows::Foundation::Collections::IPropertySet consume<::winrt::Windows::Security::Credentials::IPasswordCredential>::type<D>::Properties() const {
  answer<::winrt::Windows::Foundation::Collections::IPropertySet> result;
  check_hresult(call<::winrt::Windows::Security::Credentials::IPasswordCredential>(static_cast<D const*>(this))->get_Properties(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Security::Credentials::IPasswordCredential> : produce_base<D, ::winrt::Windows::Security::Credentials::IPasswordCredential> {
  int32_t get_Resource(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Resource());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_Resource(void* p_value) noexcept final try {
    this->shim().Resource(borrow<::winrt::hstring>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_UserName(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().UserName());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_UserName(void* p_value) noexcept final try {
    this->shim().UserName(borrow<::winrt::hstring>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Password(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Password());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_Password(void* p_value) noexcept final try {
    this->shim().Password(borrow<::winrt::hstring>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t RetrievePassword() noexcept final try {
    this->shim().RetrievePassword();
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Properties(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Collections::IPropertySet>(result);
    give<::winrt::Windows::Foundation::Collections::IPropertySet>(result, this->shim().Properties());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Security::Credentials::PasswordCredential consume<::winrt::Windows::Security::Credentials::IPasswordCredentialFactory>::type<D>::CreatePasswordCredential(::winrt::param::hstring const& resource, ::winrt::param::hstring const& userName, ::winrt::param::hstring const& password) const {
  answer<::winrt::Windows::Security::Credentials::PasswordCredential> result;
  check_hresult(call<::winrt::Windows::Security::Credentials::IPasswordCredentialFactory>(static_cast<D const*>(this))->CreatePasswordCredential(get_abi(resource), get_abi(userName), get_abi(password), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Security::Credentials::IPasswordCredentialFactory> : produce_base<D, ::winrt::Windows::Security::Credentials::IPasswordCredentialFactory> {
  int32_t CreatePasswordCredential(void* p_resource, void* p_userName, void* p_password, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Security::Credentials::PasswordCredential>(result);
    give<::winrt::Windows::Security::Credentials::PasswordCredential>(result, this->shim().CreatePasswordCredential(borrow<::winrt::hstring>(p_resource), borrow<::winrt::hstring>(p_userName), borrow<::winrt::hstring>(p_password)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
}  // namespace winrt::impl

namespace winrt::Windows::Security::Credentials {

inline PasswordCredential::PasswordCredential() : PasswordCredential(::winrt::impl::activate<PasswordCredential>()) {}
inline PasswordCredential::PasswordCredential(::winrt::param::hstring const& resource, ::winrt::param::hstring const& userName, ::winrt::param::hstring const& password)
    : PasswordCredential(::winrt::impl::cached_factory<PasswordCredential, ::winrt::Windows::Security::Credentials::IPasswordCredentialFactory>().CreatePasswordCredential(resource, userName, password)) {}
}  // namespace winrt::Windows::Security::Credentials
