// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Security.Cryptography.0.h"
#include "Windows.Storage.Streams.0.h"

namespace winrt::impl {

template <>
struct abi<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics> {
  struct type : inspectable_abi {
    virtual int32_t Compare(void* p_object1, void* p_object2, bool* result) noexcept = 0;
    virtual int32_t GenerateRandom(uint32_t p_length, void** result) noexcept = 0;
    virtual int32_t GenerateRandomNumber(uint32_t* result) noexcept = 0;
    virtual int32_t CreateFromByteArray(uint32_t p_value_size, uint8_t* p_value, void** result) noexcept = 0;
    virtual int32_t CopyToByteArray(void* p_buffer, uint32_t* p_value_size, uint8_t** p_value) noexcept = 0;
    virtual int32_t DecodeFromHexString(void* p_value, void** result) noexcept = 0;
    virtual int32_t EncodeToHexString(void* p_buffer, void** result) noexcept = 0;
    virtual int32_t DecodeFromBase64String(void* p_value, void** result) noexcept = 0;
    virtual int32_t EncodeToBase64String(void* p_buffer, void** result) noexcept = 0;
    virtual int32_t ConvertStringToBinary(void* p_value, ::winrt::Windows::Security::Cryptography::BinaryStringEncoding p_encoding, void** result) noexcept = 0;
    virtual int32_t ConvertBinaryToString(::winrt::Windows::Security::Cryptography::BinaryStringEncoding p_encoding, void* p_buffer, void** result) noexcept = 0;
  };
};
template <>
struct consume<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics> {
  template <typename D>
  struct type {
    bool Compare(::winrt::Windows::Storage::Streams::IBuffer const& object1, ::winrt::Windows::Storage::Streams::IBuffer const& object2) const;
    ::winrt::Windows::Storage::Streams::IBuffer GenerateRandom(uint32_t length) const;
    uint32_t GenerateRandomNumber() const;
    ::winrt::Windows::Storage::Streams::IBuffer CreateFromByteArray(::winrt::array_view<uint8_t const> value) const;
    void CopyToByteArray(::winrt::Windows::Storage::Streams::IBuffer const& buffer, ::winrt::com_array<uint8_t>& value) const;
    ::winrt::Windows::Storage::Streams::IBuffer DecodeFromHexString(::winrt::param::hstring const& value) const;
    ::winrt::hstring EncodeToHexString(::winrt::Windows::Storage::Streams::IBuffer const& buffer) const;
    ::winrt::Windows::Storage::Streams::IBuffer DecodeFromBase64String(::winrt::param::hstring const& value) const;
    ::winrt::hstring EncodeToBase64String(::winrt::Windows::Storage::Streams::IBuffer const& buffer) const;
    ::winrt::Windows::Storage::Streams::IBuffer ConvertStringToBinary(::winrt::param::hstring const& value, ::winrt::Windows::Security::Cryptography::BinaryStringEncoding encoding) const;
    ::winrt::hstring ConvertBinaryToString(::winrt::Windows::Security::Cryptography::BinaryStringEncoding encoding, ::winrt::Windows::Storage::Streams::IBuffer const& buffer) const;
  };
};
}  // namespace winrt::impl

namespace winrt::Windows::Security::Cryptography {

struct ICryptographicBufferStatics : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<ICryptographicBufferStatics> {
  ICryptographicBufferStatics(std::nullptr_t = nullptr) noexcept {}
  ICryptographicBufferStatics(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
}  // namespace winrt::Windows::Security::Cryptography
