// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once


namespace winrt::Windows::Security::Cryptography::Certificates {

enum class ChainValidationResult : int32_t {
  Success = 0,
  Untrusted = 1,
  Revoked = 2,
  Expired = 3,
  IncompleteChain = 4,
  InvalidSignature = 5,
  WrongUsage = 6,
  InvalidName = 7,
  InvalidCertificateAuthorityPolicy = 8,
  BasicConstraintsError = 9,
  UnknownCriticalExtension = 10,
  RevocationInformationMissing = 11,
  RevocationFailure = 12,
  OtherErrors = 13,
};

struct ICertificate;
struct ICertificateFactory;
struct Certificate;

}  // namespace winrt::Windows::Security::Cryptography::Certificates

namespace winrt::impl {

template <>
struct category<::winrt::Windows::Security::Cryptography::Certificates::ChainValidationResult> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Security::Cryptography::Certificates::ChainValidationResult> {
  static constexpr auto value = fixed_text{"Windows.Security.Cryptography.Certificates.ChainValidationResult"};
};
template <>
struct category<::winrt::Windows::Security::Cryptography::Certificates::ICertificate> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Security::Cryptography::Certificates::ICertificate> {
  static constexpr auto value = fixed_text{"Windows.Security.Cryptography.Certificates.ICertificate"};
};
template <>
struct type_guid<::winrt::Windows::Security::Cryptography::Certificates::ICertificate> {
  static constexpr guid value{"3f273eb6-f4d0-5fa9-951d-b75f5b8170f7"};
};
template <>
struct category<::winrt::Windows::Security::Cryptography::Certificates::ICertificateFactory> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Security::Cryptography::Certificates::ICertificateFactory> {
  static constexpr auto value = fixed_text{"Windows.Security.Cryptography.Certificates.ICertificateFactory"};
};
template <>
struct type_guid<::winrt::Windows::Security::Cryptography::Certificates::ICertificateFactory> {
  static constexpr guid value{"17cc53b4-cde8-53f0-80ee-c69b41434b16"};
};
template <>
struct category<::winrt::Windows::Security::Cryptography::Certificates::Certificate> {
  using type = class_category<::winrt::Windows::Security::Cryptography::Certificates::ICertificate>;
};
template <>
struct type_name<::winrt::Windows::Security::Cryptography::Certificates::Certificate> {
  static constexpr auto value = fixed_text{"Windows.Security.Cryptography.Certificates.Certificate"};
};
}  // namespace winrt::impl
