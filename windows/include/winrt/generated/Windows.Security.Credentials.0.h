// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once


namespace winrt::Windows::Security::Credentials {

struct IPasswordCredential;
struct IPasswordCredentialFactory;
struct PasswordCredential;

}  // namespace winrt::Windows::Security::Credentials

namespace winrt::impl {

template <>
struct category<::winrt::Windows::Security::Credentials::IPasswordCredential> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Security::Credentials::IPasswordCredential> {
  static constexpr auto value = fixed_text{"Windows.Security.Credentials.IPasswordCredential"};
};
template <>
struct type_guid<::winrt::Windows::Security::Credentials::IPasswordCredential> {
  static constexpr guid value{"1f1875a2-8a7e-52b5-b415-a12d1774fc8e"};
};
template <>
struct category<::winrt::Windows::Security::Credentials::IPasswordCredentialFactory> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Security::Credentials::IPasswordCredentialFactory> {
  static constexpr auto value = fixed_text{"Windows.Security.Credentials.IPasswordCredentialFactory"};
};
template <>
struct type_guid<::winrt::Windows::Security::Credentials::IPasswordCredentialFactory> {
  static constexpr guid value{"cfafb59b-8a19-5373-91a0-874722aaf93e"};
};
template <>
struct category<::winrt::Windows::Security::Credentials::PasswordCredential> {
  using type = class_category<::winrt::Windows::Security::Credentials::IPasswordCredential>;
};
template <>
struct type_name<::winrt::Windows::Security::Credentials::PasswordCredential> {
  static constexpr auto value = fixed_text{"Windows.Security.Credentials.PasswordCredential"};
};
}  // namespace winrt::impl
