// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Security.Cryptography.1.h"
#include "Windows.Storage.Streams.1.h"

namespace winrt::Windows::Security::Cryptography {

struct CryptographicBuffer {
  CryptographicBuffer() = delete;
  static bool Compare(::winrt::Windows::Storage::Streams::IBuffer const& object1, ::winrt::Windows::Storage::Streams::IBuffer const& object2);
  static ::winrt::Windows::Storage::Streams::IBuffer GenerateRandom(uint32_t length);
  static uint32_t GenerateRandomNumber();
  static ::winrt::Windows::Storage::Streams::IBuffer CreateFromByteArray(::winrt::array_view<uint8_t const> value);
  static void CopyToByteArray(::winrt::Windows::Storage::Streams::IBuffer const& buffer, ::winrt::com_array<uint8_t>& value);
  static ::winrt::Windows::Storage::Streams::IBuffer DecodeFromHexString(::winrt::param::hstring const& value);
  static ::winrt::hstring EncodeToHexString(::winrt::Windows::Storage::Streams::IBuffer const& buffer);
  static ::winrt::Windows::Storage::Streams::IBuffer DecodeFromBase64String(::winrt::param::hstring const& value);
  static ::winrt::hstring EncodeToBase64String(::winrt::Windows::Storage::Streams::IBuffer const& buffer);
  static ::winrt::Windows::Storage::Streams::IBuffer ConvertStringToBinary(::winrt::param::hstring const& value, ::winrt::Windows::Security::Cryptography::BinaryStringEncoding encoding);
  static ::winrt::hstring ConvertBinaryToString(::winrt::Windows::Security::Cryptography::BinaryStringEncoding encoding, ::winrt::Windows::Storage::Streams::IBuffer const& buffer);
};
}  // namespace winrt::Windows::Security::Cryptography

#include "Windows.Storage.Streams.2.h"

namespace winrt::impl {

template <typename D>
bool consume<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>::type<D>::Compare(::winrt::Windows::Storage::Streams::IBuffer const& object1, ::winrt::Windows::Storage::Streams::IBuffer const& object2) const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>(static_cast<D const*>(this))->Compare(get_abi(object1), get_abi(object2), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::Streams::IBuffer consume<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>::type<D>::GenerateRandom(uint32_t length) const {
  answer<::winrt::Windows::Storage::Streams::IBuffer> result;
  check_hresult(call<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>(static_cast<D const*>(this))->GenerateRandom(length, result.put()));
  return result.take();
}
template <typename D>
uint32_t consume<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>::type<D>::GenerateRandomNumber() const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>(static_cast<D const*>(this))->GenerateRandomNumber(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::Streams::IBuffer consume<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>::type<D>::CreateFromByteArray(::winrt::array_view<uint8_t const> value) const {
  answer<::winrt::Windows::Storage::Streams::IBuffer> result;
  check_hresult(call<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>(static_cast<D const*>(this))->CreateFromByteArray(value.size(), reinterpret_cast<uint8_t*>(const_cast<uint8_t*>(value.data())), result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>::type<D>::CopyToByteArray(::winrt::Windows::Storage::Streams::IBuffer const& buffer, ::winrt::com_array<uint8_t>& value) const {
  answer<com_array<uint8_t>> value_answer;
  check_hresult(call<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>(static_cast<D const*>(this))->CopyToByteArray(get_abi(buffer), &value_answer.size, reinterpret_cast<uint8_t**>(&value_answer.data)));
  value = value_answer.take();
}
template <typename D>
::winrt::Windows::Storage::Streams::IBuffer consume<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>::type<D>::DecodeFromHexString(::winrt::param::hstring const& value) const {
  answer<::winrt::Windows::Storage::Streams::IBuffer> result;
  check_hresult(call<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>(static_cast<D const*>(this))->DecodeFromHexString(get_abi(value), result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>::type<D>::EncodeToHexString(::winrt::Windows::Storage::Streams::IBuffer const& buffer) const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>(static_cast<D const*>(this))->EncodeToHexString(get_abi(buffer), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::Streams::IBuffer consume<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>::type<D>::DecodeFromBase64String(::winrt::param::hstring const& value) const {
  answer<::winrt::Windows::Storage::Streams::IBuffer> result;
  check_hresult(call<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>(static_cast<D const*>(this))->DecodeFromBase64String(get_abi(value), result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>::type<D>::EncodeToBase64String(::winrt::Windows::Storage::Streams::IBuffer const& buffer) const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>(static_cast<D const*>(this))->EncodeToBase64String(get_abi(buffer), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Storage::Streams::IBuffer consume<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>::type<D>::ConvertStringToBinary(::winrt::param::hstring const& value, ::winrt::Windows::Security::Cryptography::BinaryStringEncoding encoding) const {
  answer<::winrt::Windows::Storage::Streams::IBuffer> result;
  check_hresult(call<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>(static_cast<D const*>(this))->ConvertStringToBinary(get_abi(value), encoding, result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>::type<D>::ConvertBinaryToString(::winrt::Windows::Security::Cryptography::BinaryStringEncoding encoding, ::winrt::Windows::Storage::Streams::IBuffer const& buffer) const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>(static_cast<D const*>(this))->ConvertBinaryToString(encoding, get_abi(buffer), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics> : produce_base<D, ::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics> {
  int32_t Compare(void* p_object1, void* p_object2, bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().Compare(borrow<::winrt::Windows::Storage::Streams::IBuffer>(p_object1), borrow<::winrt::Windows::Storage::Streams::IBuffer>(p_object2)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GenerateRandom(uint32_t p_length, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::IBuffer>(result);
    give<::winrt::Windows::Storage::Streams::IBuffer>(result, this->shim().GenerateRandom(p_length));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GenerateRandomNumber(uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().GenerateRandomNumber());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateFromByteArray(uint32_t p_value_size, uint8_t* p_value, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::IBuffer>(result);
    give<::winrt::Windows::Storage::Streams::IBuffer>(result, this->shim().CreateFromByteArray(array_view<uint8_t const>(reinterpret_cast<uint8_t const*>(p_value), p_value_size)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CopyToByteArray(void* p_buffer, uint32_t* p_value_size, uint8_t** p_value) noexcept final try {
    need_place(p_value_size), need_place(p_value);
    com_array<uint8_t> p_value_values;
    this->shim().CopyToByteArray(borrow<::winrt::Windows::Storage::Streams::IBuffer>(p_buffer), p_value_values);
    give_array<uint8_t>(p_value_size, reinterpret_cast<uint8_t**>(p_value), std::move(p_value_values));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t DecodeFromHexString(void* p_value, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::IBuffer>(result);
    give<::winrt::Windows::Storage::Streams::IBuffer>(result, this->shim().DecodeFromHexString(borrow<::winrt::hstring>(p_value)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t EncodeToHexString(void* p_buffer, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().EncodeToHexString(borrow<::winrt::Windows::Storage::Streams::IBuffer>(p_buffer)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t DecodeFromBase64String(void* p_value, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::IBuffer>(result);
    give<::winrt::Windows::Storage::Streams::IBuffer>(result, this->shim().DecodeFromBase64String(borrow<::winrt::hstring>(p_value)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t EncodeToBase64String(void* p_buffer, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().EncodeToBase64String(borrow<::winrt::Windows::Storage::Streams::IBuffer>(p_buffer)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ConvertStringToBinary(void* p_value, ::winrt::Windows::Security::Cryptography::BinaryStringEncoding p_encoding, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::IBuffer>(result);
    give<::winrt::Windows::Storage::Streams::IBuffer>(result, this->shim().ConvertStringToBinary(borrow<::winrt::hstring>(p_value), p_encoding));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t ConvertBinaryToString(::winrt::Windows::Security::Cryptography::BinaryStringEncoding p_encoding, void* p_buffer, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().ConvertBinaryToString(p_encoding, borrow<::winrt::Windows::Storage::Streams::IBuffer>(p_buffer)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
}  // namespace winrt::impl

namespace winrt::Windows::Security::Cryptography {

inline bool CryptographicBuffer::Compare(::winrt::Windows::Storage::Streams::IBuffer const& object1, ::winrt::Windows::Storage::Streams::IBuffer const& object2) {
  return ::winrt::impl::cached_factory<CryptographicBuffer, ::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>().Compare(object1, object2);
}
inline ::winrt::Windows::Storage::Streams::IBuffer CryptographicBuffer::GenerateRandom(uint32_t length) {
  return ::winrt::impl::cached_factory<CryptographicBuffer, ::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>().GenerateRandom(length);
}
inline uint32_t CryptographicBuffer::GenerateRandomNumber() {
  return ::winrt::impl::cached_factory<CryptographicBuffer, ::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>().GenerateRandomNumber();
}
inline ::winrt::Windows::Storage::Streams::IBuffer CryptographicBuffer::CreateFromByteArray(::winrt::array_view<uint8_t const> value) {
  return ::winrt::impl::cached_factory<CryptographicBuffer, ::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>().CreateFromByteArray(value);
}
inline void CryptographicBuffer::CopyToByteArray(::winrt::Windows::Storage::Streams::IBuffer const& buffer, ::winrt::com_array<uint8_t>& value) {
  return ::winrt::impl::cached_factory<CryptographicBuffer, ::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>().CopyToByteArray(buffer, value);
}
inline ::winrt::Windows::Storage::Streams::IBuffer CryptographicBuffer::DecodeFromHexString(::winrt::param::hstring const& value) {
  return ::winrt::impl::cached_factory<CryptographicBuffer, ::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>().DecodeFromHexString(value);
}
inline ::winrt::hstring CryptographicBuffer::EncodeToHexString(::winrt::Windows::Storage::Streams::IBuffer const& buffer) {
  return ::winrt::impl::cached_factory<CryptographicBuffer, ::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>().EncodeToHexString(buffer);
}
inline ::winrt::Windows::Storage::Streams::IBuffer CryptographicBuffer::DecodeFromBase64String(::winrt::param::hstring const& value) {
  return ::winrt::impl::cached_factory<CryptographicBuffer, ::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>().DecodeFromBase64String(value);
}
inline ::winrt::hstring CryptographicBuffer::EncodeToBase64String(::winrt::Windows::Storage::Streams::IBuffer const& buffer) {
  return ::winrt::impl::cached_factory<CryptographicBuffer, ::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>().EncodeToBase64String(buffer);
}
inline ::winrt::Windows::Storage::Streams::IBuffer CryptographicBuffer::ConvertStringToBinary(::winrt::param::hstring const& value, ::winrt::Windows::Security::Cryptography::BinaryStringEncoding encoding) {
  return ::winrt::impl::cached_factory<CryptographicBuffer, ::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>().ConvertStringToBinary(value, encoding);
}
inline ::winrt::hstring CryptographicBuffer::ConvertBinaryToString(::winrt::Windows::Security::Cryptography::BinaryStringEncoding encoding, ::winrt::Windows::Storage::Streams::IBuffer const& buffer) {
  return ::winrt::impl::cached_factory<CryptographicBuffer, ::winrt::Windows::Security::Cryptography::ICryptographicBufferStatics>().ConvertBinaryToString(encoding, buffer);
}
}  // namespace winrt::Windows::Security::Cryptography
