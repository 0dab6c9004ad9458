// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once


namespace winrt::Windows::Security::Cryptography {

enum class BinaryStringEncoding : int32_t {
  Utf8 = 0,
  Utf16LE = 1,
  Utf16BE = 2,
};

struct ICryptographicBufferStatics;
struct CryptographicBuffer;

}  // namespace winrt::Windows::Security::Cryptography

namespace winrt::impl {

template <>
struct category<::winrt::Windows::Security::Cryptography::BinaryStringEncoding> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Security::Cryptography::BinaryStringEncoding> {
  static constexpr auto value = fixed_text{"Windows.Security.Cryptography.BinaryStringEncoding"};
};
template <>
struct category<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics> {
  static constexpr auto value = fixed_text{"Windows.Security.Cryptography.ICryptographicBufferStatics"};
};
template <>
struct type_guid<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics> {
  static constexpr guid value{"a86988cd-c566-5842-8213-8bdb767ce6ae"};
};
template <>
struct category<::winrt::Windows::Security::Cryptography::CryptographicBuffer> {
  using type = basic_category;
};
template <>
struct type_name<::winrt::Windows::Security::Cryptography::CryptographicBuffer> {
  static constexpr auto value = fixed_text{"Windows.Security.Cryptography.CryptographicBuffer"};
};
}  // namespace winrt::impl
