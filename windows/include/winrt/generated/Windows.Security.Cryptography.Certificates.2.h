// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Security.Cryptography.Certificates.1.h"
#include "Windows.Storage.Streams.1.h"

namespace winrt::Windows::Security::Cryptography::Certificates {

struct Certificate : ::winrt::Windows::Security::Cryptography::Certificates::ICertificate {
  Certificate(std::nullptr_t) noexcept : ::winrt::Windows::Security::Cryptography::Certificates::ICertificate(nullptr) {}
  Certificate(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Security::Cryptography::Certificates::ICertificate(object, take_ownership_from_abi) {}
  Certificate(::winrt::Windows::Storage::Streams::IBuffer const& certBlob);
};
}  // namespace winrt::Windows::Security::Cryptography::Certificates

#include "Windows.Storage.Streams.2.h"

namespace winrt::impl {

template <typename D>
::winrt::Windows::Storage::Streams::IBuffer consume<::winrt::Windows::Security::Cryptography::Certificates::ICertificate>::type<D>::GetCertificateBlob() const {
  answer<::winrt::Windows::Storage::Streams::IBuffer> result;
  check_hresult(call<::winrt::Windows::Security::Cryptography::Certificates::ICertificate>(static_cast<D const*>(this))->GetCertificateBlob(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Security::Cryptography::Certificates::ICertificate>::type<D>::Subject() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Security::Cryptography::Certificates::ICertificate>(static_cast<D const*>(this))->get_Subject(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Security::Cryptography::Certificates::ICertificate>::type<D>::Issuer() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Security::Cryptography::Certificates::ICertificate>(static_cast<D const*>(this))->get_Issuer(result.put()));
  return result.take();
}
template <typename D>
bool consume<::winrt::Windows::Security::Cryptography::Certificates::ICertificate>::type<D>::HasPrivateKey() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Security::Cryptography::Certificates::ICertificate>(static_cast<D const*>(this))->get_HasPrivateKey(result.put()));
  return result.take();
}
template <typename D>
::winrt::com_array<uint8_t> consume<::winrt::Windows::Security::Cryptography::Certificates::ICertificate>::type<D>::SerialNumber() const {
  answer<::winrt::com_array<uint8_t>> result;
  check_hresult(call<::winrt::Windows::Security::Cryptography::Certificates::ICertificate>(static_cast<D const*>(this))->get_SerialNumber(&result.size, reinterpret_cast<uint8_t**>(&result.data)));
  return result.take();
}
template <typename D>
::winrt::com_array<uint8_t> consume<::winrt::Windows::Security::Cryptography::Certificates::ICertificate>::type<D>::GetHashValue() const {
  answer<::winrt::com_array<uint8_t>> result;
  check_hresult(call<::winrt::Windows::Security::Cryptography::Certificates::ICertificate>(static_cast<D const*>(this))->GetHashValue(&result.size, reinterpret_cast<uint8_t**>(&result.data)));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::DateTime consume<::winrt::Windows::Security::Cryptography::Certificates::ICertificate>::type<D>::ValidFrom() const {
  answer<::winrt::Windows::Foundation::DateTime> result;
  check_hresult(call<::winrt::Windows::Security::Cryptography::Certificates::ICertificate>(static_cast<D const*>(this))->get_ValidFrom(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::DateTime consume<::winrt::Windows::Security::Cryptography::Certificates::ICertificate>::type<D>::ValidTo() const {
  answer<::winrt::Windows::Foundation::DateTime> result;
  check_hresult(call<::winrt::Windows::Security::Cryptography::Certificates::ICertificate>(static_cast<D const*>(this))->get_ValidTo(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Security::Cryptography::Certificates::ICertificate>::type<D>::FriendlyName() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Security::Cryptography::Certificates::ICertificate>(static_cast<D const*>(this))->get_FriendlyName(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Security::Cryptography::Certificates::ICertificate>::type<D>::FriendlyName(::winrt::param::hstring const& value) const {
  check_hresult(call<::winrt::Windows::Security::Cryptography::Certificates::ICertificate>(static_cast<D const*>(this))->put_FriendlyName(get_abi(value)));
}
template <typename D>
struct produce<D, ::winrt::Windows::Security::Cryptography::Certificates::ICertificate> : produce_base<D, ::winrt::Windows::Security::Cryptography::Certificates::ICertificate> {
  int32_t GetCertificateBlob(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Storage::Streams::IBuffer>(result);
    give<::winrt::Windows::Storage::Streams::IBuffer>(result, this->shim().GetCertificateBlob());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Subject(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Subject());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Issuer(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Issuer());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_HasPrivateKey(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().HasPrivateKey());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_SerialNumber(uint32_t* result_size, uint8_t** result) noexcept final try {
    need_place(result_size), need_place(result);
    give_array<uint8_t>(result_size, reinterpret_cast<uint8_t**>(result), this->shim().SerialNumber());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetHashValue(uint32_t* result_size, uint8_t** result) noexcept final try {
    need_place(result_size), need_place(result);
    give_array<uint8_t>(result_size, reinterpret_cast<uint8_t**>(result), this->shim().GetHashValue());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_ValidFrom(::winrt::Windows::Foundation::DateTime* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::DateTime>(result);
    give<::winrt::Windows::Foundation::DateTime>(result, this->shim().ValidFrom());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_ValidTo(::winrt::Windows::Foundation::DateTime* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::DateTime>(result);
    give<::winrt::Windows::Foundation::DateTime>(result, this->shim().ValidTo());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_FriendlyName(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().FriendlyName());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_FriendlyName(void* p_value) noexcept final try {
    this->shim().FriendlyName(borrow<::winrt::hstring>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Security::Cryptography::Certificates::Certificate consume<::winrt::Windows::Security::Cryptography::Certificates::ICertificateFactory>::type<D>::CreateCertificate(::winrt::Windows::Storage::Streams::IBuffer const& certBlob) const {
  answer<::winrt::Windows::Security::Cryptography::Certificates::Certificate> result;
  check_hresult(call<::winrt::Windows::Security::Cryptography::Certificates::ICertificateFactory>(static_cast<D const*>(this))->CreateCertificate(get_abi(certBlob), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Security::Cryptography::Certificates::ICertificateFactory> : produce_base<D, ::winrt::Windows::Security::Cryptography::Certificates::ICertificateFactory> {
  int32_t CreateCertificate(void* p_certBlob, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Security::Cryptography::Certificates::Certificate>(result);
    give<::winrt::Windows::Security::Cryptography::Certificates::Certificate>(result, this->shim().CreateCertificate(borrow<::winrt::Windows::Storage::Streams::IBuffer>(p_certBlob)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
}  // namespace winrt::impl

namespace winrt::Windows::Security::Cryptography::Certificates {

inline Certificate::Certificate(::winrt::Windows::Storage::Streams::IBuffer const& certBlob)
    : Certificate(::winrt::impl::cached_factory<Certificate, ::winrt::Windows::Security::Cryptography::Certificates::ICertificateFactory>().CreateCertificate(certBlob)) {}
}  // namespace winrt::Windows::Security::Cryptography::Certificates
