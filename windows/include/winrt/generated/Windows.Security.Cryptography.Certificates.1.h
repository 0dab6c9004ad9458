// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Security.Cryptography.Certificates.0.h"
#include "Windows.Storage.Streams.0.h"

namespace winrt::impl {

template <>
struct abi<::winrt::Windows::Security::Cryptography::Certificates::ICertificate> {
  struct type : inspectable_abi {
    virtual int32_t GetCertificateBlob(void** result) noexcept = 0;
    virtual int32_t get_Subject(void** result) noexcept = 0;
    virtual int32_t get_Issuer(void** result) noexcept = 0;
    virtual int32_t get_HasPrivateKey(bool* result) noexcept = 0;
    virtual int32_t get_SerialNumber(uint32_t* result_size, uint8_t** result) noexcept = 0;
    virtual int32_t GetHashValue(uint32_t* result_size, uint8_t** result) noexcept = 0;
    virtual int32_t get_ValidFrom(::winrt::Windows::Foundation::DateTime* result) noexcept = 0;
    virtual int32_t get_ValidTo(::winrt::Windows::Foundation::DateTime* result) noexcept = 0;
    virtual int32_t get_FriendlyName(void** result) noexcept = 0;
    virtual int32_t put_FriendlyName(void* p_value) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Security::Cryptography::Certificates::ICertificateFactory> {
  struct type : inspectable_abi {
    virtual int32_t CreateCertificate(void* p_certBlob, void** result) noexcept = 0;
  };
};
template <>
struct consume<::winrt::Windows::Security::Cryptography::Certificates::ICertificate> {
  template <typename D>
  struct type {
    ::winrt::Windows::Storage::Streams::IBuffer GetCertificateBlob() const;
    ::winrt::hstring Subject() const;
    ::winrt::hstring Issuer() const;
    bool HasPrivateKey() const;
    ::winrt::com_array<uint8_t> SerialNumber() const;
    ::winrt::com_array<uint8_t> GetHashValue() const;
    ::winrt::Windows::Foundation::DateTime ValidFrom() const;
    ::winrt::Windows::Foundation::DateTime ValidTo() const;
    ::winrt::hstring FriendlyName() const;
    void FriendlyName(::winrt::param::hstring const& value) const;
  };
};
template <>
struct consume<::winrt::Windows::Security::Cryptography::Certificates::ICertificateFactory> {
  template <typename D>
  struct type {
    ::winrt::Windows::Security::Cryptography::Certificates::Certificate CreateCertificate(::winrt::Windows::Storage::Streams::IBuffer const& certBlob) const;
  };
};
}  // namespace winrt::impl

namespace winrt::Windows::Security::Cryptography::Certificates {

struct ICertificate : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<ICertificate> {
  ICertificate(std::nullptr_t = nullptr) noexcept {}
  ICertificate(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct ICertificateFactory : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<ICertificateFactory> {
  ICertificateFactory(std::nullptr_t = nullptr) noexcept {}
  ICertificateFactory(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
}  // namespace winrt::Windows::Security::Cryptography::Certificates
