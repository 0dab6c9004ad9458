// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Foundation.1.h"

namespace winrt::Windows::Foundation {

struct PropertyValue {
  PropertyValue() = delete;
  static ::winrt::Windows::Foundation::IInspectable CreateEmpty();
  static ::winrt::Windows::Foundation::IInspectable CreateUInt8(uint8_t value);
  static ::winrt::Windows::Foundation::IInspectable CreateInt16(int16_t value);
  static ::winrt::Windows::Foundation::IInspectable CreateUInt16(uint16_t value);
  static ::winrt::Windows::Foundation::IInspectable CreateInt32(int32_t value);
  static ::winrt::Windows::Foundation::IInspectable CreateUInt32(uint32_t value);
  static ::winrt::Windows::Foundation::IInspectable CreateInt64(int64_t value);
  static ::winrt::Windows::Foundation::IInspectable CreateUInt64(uint64_t value);
  static ::winrt::Windows::Foundation::IInspectable CreateSingle(float value);
  static ::winrt::Windows::Foundation::IInspectable CreateDouble(double value);
  static ::winrt::Windows::Foundation::IInspectable CreateChar16(char16_t value);
  static ::winrt::Windows::Foundation::IInspectable CreateBoolean(bool value);
  static ::winrt::Windows::Foundation::IInspectable CreateString(::winrt::param::hstring const& value);
  static ::winrt::Windows::Foundation::IInspectable CreateInspectable(::winrt::Windows::Foundation::IInspectable const& value);
  static ::winrt::Windows::Foundation::IInspectable CreateGuid(::winrt::guid const& value);
  static ::winrt::Windows::Foundation::IInspectable CreateDateTime(::winrt::Windows::Foundation::DateTime const& value);
  static ::winrt::Windows::Foundation::IInspectable CreateTimeSpan(::winrt::Windows::Foundation::TimeSpan const& value);
};
struct GuidHelper {
  GuidHelper() = delete;
  static ::winrt::guid CreateNewGuid();
  static ::winrt::guid Empty();
  static bool Equals(::winrt::guid const& target, ::winrt::guid const& value);
};
struct WwwFormUrlDecoder : ::winrt::Windows::Foundation::IWwwFormUrlDecoderRuntimeClass {
  WwwFormUrlDecoder(std::nullptr_t) noexcept : ::winrt::Windows::Foundation::IWwwFormUrlDecoderRuntimeClass(nullptr) {}
  WwwFormUrlDecoder(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IWwwFormUrlDecoderRuntimeClass(object, take_ownership_from_abi) {}
};
struct Uri : ::winrt::Windows::Foundation::IUriRuntimeClass {
  Uri(std::nullptr_t) noexcept : ::winrt::Windows::Foundation::IUriRuntimeClass(nullptr) {}
  Uri(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IUriRuntimeClass(object, take_ownership_from_abi) {}
  Uri(::winrt::param::hstring const& uri);
  Uri(::winrt::param::hstring const& baseUri, ::winrt::param::hstring const& relativeUri);
  static ::winrt::hstring UnescapeComponent(::winrt::param::hstring const& toUnescape);
  static ::winrt::hstring EscapeComponent(::winrt::param::hstring const& toEscape);
};
struct Deferral : ::winrt::Windows::Foundation::IDeferral {
  Deferral(std::nullptr_t) noexcept : ::winrt::Windows::Foundation::IDeferral(nullptr) {}
  Deferral(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IDeferral(object, take_ownership_from_abi) {}
  Deferral(::winrt::Windows::Foundation::DeferralCompletedHandler const& handler);
};
}  // namespace winrt::Windows::Foundation


namespace winrt::impl {

template <typename D>
::winrt::hstring consume<::winrt::Windows::Foundation::IStringable>::type<D>::ToString() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Foundation::IStringable>(static_cast<D const*>(this))->ToString(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Foundation::IStringable> : produce_base<D, ::winrt::Windows::Foundation::IStringable> {
  int32_t ToString(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().ToString());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Foundation::IClosable>::type<D>::Close() const {
  check_hresult(call<::winrt::Windows::Foundation::IClosable>(static_cast<D const*>(this))->Close());
}
template <typename D>
struct produce<D, ::winrt::Windows::Foundation::IClosable> : produce_base<D, ::winrt::Windows::Foundation::IClosable> {
  int32_t Close() noexcept final try {
    this->shim().Close();
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename T>
template <typename D>
T consume<::winrt::Windows::Foundation::IReference<T>>::template type<D>::Value() const {
  answer<T> result;
  check_hresult(call<::winrt::Windows::Foundation::IReference<T>>(static_cast<D const*>(this))->get_Value(result.put()));
  return result.take();
}
template <typename D, typename T>
struct produce<D, ::winrt::Windows::Foundation::IReference<T>> : produce_base<D, ::winrt::Windows::Foundation::IReference<T>> {
  int32_t get_Value(arg_in<T>* result) noexcept final try {
    need_place(result);
    clear_out<T>(result);
    give<T>(result, this->shim().Value());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::PropertyType consume<::winrt::Windows::Foundation::IPropertyValue>::type<D>::Type() const {
  answer<::winrt::Windows::Foundation::PropertyType> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValue>(static_cast<D const*>(this))->get_Type(result.put()));
  return result.take();
}
template <typename D>
bool consume<::winrt::Windows::Foundation::IPropertyValue>::type<D>::IsNumericScalar() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValue>(static_cast<D const*>(this))->get_IsNumericScalar(result.put()));
  return result.take();
}
template <typename D>
uint8_t consume<::winrt::Windows::Foundation::IPropertyValue>::type<D>::GetUInt8() const {
  answer<uint8_t> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValue>(static_cast<D const*>(this))->GetUInt8(result.put()));
  return result.take();
}
template <typename D>
int16_t consume<::winrt::Windows::Foundation::IPropertyValue>::type<D>::GetInt16() const {
  answer<int16_t> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValue>(static_cast<D const*>(this))->GetInt16(result.put()));
  return result.take();
}
template <typename D>
uint16_t consume<::winrt::Windows::Foundation::IPropertyValue>::type<D>::GetUInt16() const {
  answer<uint16_t> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValue>(static_cast<D const*>(this))->GetUInt16(result.put()));
  return result.take();
}
template <typename D>
int32_t consume<::winrt::Windows::Foundation::IPropertyValue>::type<D>::GetInt32() const {
  answer<int32_t> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValue>(static_cast<D const*>(this))->GetInt32(result.put()));
  return result.take();
}
template <typename D>
uint32_t consume<::winrt::Windows::Foundation::IPropertyValue>::type<D>::GetUInt32() const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValue>(static_cast<D const*>(this))->GetUInt32(result.put()));
  return result.take();
}
template <typename D>
int64_t consume<::winrt::Windows::Foundation::IPropertyValue>::type<D>::GetInt64() const {
  answer<int64_t> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValue>(static_cast<D const*>(this))->GetInt64(result.put()));
  return result.take();
}
template <typename D>
uint64_t consume<::winrt::Windows::Foundation::IPropertyValue>::type<D>::GetUInt64() const {
  answer<uint64_t> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValue>(static_cast<D const*>(this))->GetUInt64(result.put()));
  return result.take();
}
template <typename D>
float consume<::winrt::Windows::Foundation::IPropertyValue>::type<D>::GetSingle() const {
  answer<float> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValue>(static_cast<D const*>(this))->GetSingle(result.put()));
  return result.take();
}
template <typename D>
double consume<::winrt::Windows::Foundation::IPropertyValue>::type<D>::GetDouble() const {
  answer<double> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValue>(static_cast<D const*>(this))->GetDouble(result.put()));
  return result.take();
}
template <typename D>
char16_t consume<::winrt::Windows::Foundation::IPropertyValue>::type<D>::GetChar16() const {
  answer<char16_t> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValue>(static_cast<D const*>(this))->GetChar16(result.put()));
  return result.take();
}
template <typename D>
bool consume<::winrt::Windows::Foundation::IPropertyValue>::type<D>::GetBoolean() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValue>(static_cast<D const*>(this))->GetBoolean(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Foundation::IPropertyValue>::type<D>::GetString() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValue>(static_cast<D const*>(this))->GetString(result.put()));
  return result.take();
}
template <typename D>
::winrt::guid consume<::winrt::Windows::Foundation::IPropertyValue>::type<D>::GetGuid() const {
  answer<::winrt::guid> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValue>(static_cast<D const*>(this))->GetGuid(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Foundation::IPropertyValue> : produce_base<D, ::winrt::Windows::Foundation::IPropertyValue> {
  int32_t get_Type(::winrt::Windows::Foundation::PropertyType* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::PropertyType>(result);
    give<::winrt::Windows::Foundation::PropertyType>(result, this->shim().Type());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_IsNumericScalar(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().IsNumericScalar());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetUInt8(uint8_t* result) noexcept final try {
    need_place(result);
    clear_out<uint8_t>(result);
    give<uint8_t>(result, this->shim().GetUInt8());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetInt16(int16_t* result) noexcept final try {
    need_place(result);
    clear_out<int16_t>(result);
    give<int16_t>(result, this->shim().GetInt16());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetUInt16(uint16_t* result) noexcept final try {
    need_place(result);
    clear_out<uint16_t>(result);
    give<uint16_t>(result, this->shim().GetUInt16());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetInt32(int32_t* result) noexcept final try {
    need_place(result);
    clear_out<int32_t>(result);
    give<int32_t>(result, this->shim().GetInt32());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetUInt32(uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().GetUInt32());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetInt64(int64_t* result) noexcept final try {
    need_place(result);
    clear_out<int64_t>(result);
    give<int64_t>(result, this->shim().GetInt64());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetUInt64(uint64_t* result) noexcept final try {
    need_place(result);
    clear_out<uint64_t>(result);
    give<uint64_t>(result, this->shim().GetUInt64());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetSingle(float* result) noexcept final try {
    need_place(result);
    clear_out<float>(result);
    give<float>(result, this->shim().GetSingle());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetDouble(double* result) noexcept final try {
    need_place(result);
    clear_out<double>(result);
    give<double>(result, this->shim().GetDouble());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetChar16(char16_t* result) noexcept final try {
    need_place(result);
    clear_out<char16_t>(result);
    give<char16_t>(result, this->shim().GetChar16());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetBoolean(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().GetBoolean());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetString(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().GetString());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetGuid(::winrt::guid* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::guid>(result);
    give<::winrt::guid>(result, this->shim().GetGuid());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::IInspectable consume<::winrt::Windows::Foundation::IPropertyValueStatics>::type<D>::CreateEmpty() const {
  answer<::winrt::Windows::Foundation::IInspectable> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValueStatics>(static_cast<D const*>(this))->CreateEmpty(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IInspectable consume<::winrt::Windows::Foundation::IPropertyValueStatics>::type<D>::CreateUInt8(uint8_t value) const {
  answer<::winrt::Windows::Foundation::IInspectable> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValueStatics>(static_cast<D const*>(this))->CreateUInt8(value, result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IInspectable consume<::winrt::Windows::Foundation::IPropertyValueStatics>::type<D>::CreateInt16(int16_t value) const {
  answer<::winrt::Windows::Foundation::IInspectable> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValueStatics>(static_cast<D const*>(this))->CreateInt16(value, result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IInspectable consume<::winrt::Windows::Foundation::IPropertyValueStatics>::type<D>::CreateUInt16(uint16_t value) const {
  answer<::winrt::Windows::Foundation::IInspectable> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValueStatics>(static_cast<D const*>(this))->CreateUInt16(value, result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IInspectable consume<::winrt::Windows::Foundation::IPropertyValueStatics>::type<D>::CreateInt32(int32_t value) const {
  answer<::winrt::Windows::Foundation::IInspectable> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValueStatics>(static_cast<D const*>(this))->CreateInt32(value, result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IInspectable consume<::winrt::Windows::Foundation::IPropertyValueStatics>::type<D>::CreateUInt32(uint32_t value) const {
  answer<::winrt::Windows::Foundation::IInspectable> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValueStatics>(static_cast<D const*>(this))->CreateUInt32(value, result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IInspectable consume<::winrt::Windows::Foundation::IPropertyValueStatics>::type<D>::CreateInt64(int64_t value) const {
  answer<::winrt::Windows::Foundation::IInspectable> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValueStatics>(static_cast<D const*>(this))->CreateInt64(value, result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IInspectable consume<::winrt::Windows::Foundation::IPropertyValueStatics>::type<D>::CreateUInt64(uint64_t value) const {
  answer<::winrt::Windows::Foundation::IInspectable> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValueStatics>(static_cast<D const*>(this))->CreateUInt64(value, result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IInspectable consume<::winrt::Windows::Foundation::IPropertyValueStatics>::type<D>::CreateSingle(float value) const {
  answer<::winrt::Windows::Foundation::IInspectable> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValueStatics>(static_cast<D const*>(this))->CreateSingle(value, result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IInspectable consume<::winrt::Windows::Foundation::IPropertyValueStatics>::type<D>::CreateDouble(double value) const {
  answer<::winrt::Windows::Foundation::IInspectable> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValueStatics>(static_cast<D const*>(this))->CreateDouble(value, result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IInspectable consume<::winrt::Windows::Foundation::IPropertyValueStatics>::type<D>::CreateChar16(char16_t value) const {
  answer<::winrt::Windows::Foundation::IInspectable> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValueStatics>(static_cast<D const*>(this))->CreateChar16(value, result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IInspectable consume<::winrt::Windows::Foundation::IPropertyValueStatics>::type<D>::CreateBoolean(bool value) const {
  answer<::winrt::Windows::Foundation::IInspectable> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValueStatics>(static_cast<D const*>(this))->CreateBoolean(value, result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IInspectable consume<::winrt::Windows::Foundation::IPropertyValueStatics>::type<D>::CreateString(::winrt::param::hstring const& value) const {
  answer<::winrt::Windows::Foundation::IInspectable> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValueStatics>(static_cast<D const*>(this))->CreateString(get_abi(value), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IInspectable consume<::winrt::Windows::Foundation::IPropertyValueStatics>::type<D>::CreateInspectable(::winrt::Windows::Foundation::IInspectable const& value) const {
  answer<::winrt::Windows::Foundation::IInspectable> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValueStatics>(static_cast<D const*>(this))->CreateInspectable(get_abi(value), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IInspectable consume<::winrt::Windows::Foundation::IPropertyValueStatics>::type<D>::CreateGuid(::winrt::guid const& value) const {
  answer<::winrt::Windows::Foundation::IInspectable> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValueStatics>(static_cast<D const*>(this))->CreateGuid(value, result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IInspectable consume<::winrt::Windows::Foundation::IPropertyValueStatics>::type<D>::CreateDateTime(::winrt::Windows::Foundation::DateTime const& value) const {
  answer<::winrt::Windows::Foundation::IInspectable> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValueStatics>(static_cast<D const*>(this))->CreateDateTime(value, result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::IInspectable consume<::winrt::Windows::Foundation::IPropertyValueStatics>::type<D>::CreateTimeSpan(::winrt::Windows::Foundation::TimeSpan const& value) const {
  answer<::winrt::Windows::Foundation::IInspectable> result;
  check_hresult(call<::winrt::Windows::Foundation::IPropertyValueStatics>(static_cast<D const*>(this))->CreateTimeSpan(value, result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Foundation::IPropertyValueStatics> : produce_base<D, ::winrt::Windows::Foundation::IPropertyValueStatics> {
  int32_t CreateEmpty(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IInspectable>(result);
    give<::winrt::Windows::Foundation::IInspectable>(result, this->shim().CreateEmpty());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateUInt8(uint8_t p_value, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IInspectable>(result);
    give<::winrt::Windows::Foundation::IInspectable>(result, this->shim().CreateUInt8(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateInt16(int16_t p_value, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IInspectable>(result);
    give<::winrt::Windows::Foundation::IInspectable>(result, this->shim().CreateInt16(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateUInt16(uint16_t p_value, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IInspectable>(result);
    give<::winrt::Windows::Foundation::IInspectable>(result, this->shim().CreateUInt16(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateInt32(int32_t p_value, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IInspectable>(result);
    give<::winrt::Windows::Foundation::IInspectable>(result, this->shim().CreateInt32(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateUInt32(uint32_t p_value, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IInspectable>(result);
    give<::winrt::Windows::Foundation::IInspectable>(result, this->shim().CreateUInt32(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateInt64(int64_t p_value, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IInspectable>(result);
    give<::winrt::Windows::Foundation::IInspectable>(result, this->shim().CreateInt64(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateUInt64(uint64_t p_value, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IInspectable>(result);
    give<::winrt::Windows::Foundation::IInspectable>(result, this->shim().CreateUInt64(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateSingle(float p_value, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IInspectable>(result);
    give<::winrt::Windows::Foundation::IInspectable>(result, this->shim().CreateSingle(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateDouble(double p_value, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IInspectable>(result);
    give<::winrt::Windows::Foundation::IInspectable>(result, this->shim().CreateDouble(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateChar16(char16_t p_value, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IInspectable>(result);
    give<::winrt::Windows::Foundation::IInspectable>(result, this->shim().CreateChar16(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateBoolean(bool p_value, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IInspectable>(result);
    give<::winrt::Windows::Foundation::IInspectable>(result, this->shim().CreateBoolean(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateString(void* p_value, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IInspectable>(result);
    give<::winrt::Windows::Foundation::IInspectable>(result, this->shim().CreateString(borrow<::winrt::hstring>(p_value)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateInspectable(void* p_value, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IInspectable>(result);
    give<::winrt::Windows::Foundation::IInspectable>(result, this->shim().CreateInspectable(borrow<::winrt::Windows::Foundation::IInspectable>(p_value)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateGuid(::winrt::guid p_value, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IInspectable>(result);
    give<::winrt::Windows::Foundation::IInspectable>(result, this->shim().CreateGuid(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateDateTime(::winrt::Windows::Foundation::DateTime p_value, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IInspectable>(result);
    give<::winrt::Windows::Foundation::IInspectable>(result, this->shim().CreateDateTime(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateTimeSpan(::winrt::Windows::Foundation::TimeSpan p_value, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::IInspectable>(result);
    give<::winrt::Windows::Foundation::IInspectable>(result, this->shim().CreateTimeSpan(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::guid consume<::winrt::Windows::Foundation::IGuidHelperStatics>::type<D>::CreateNewGuid() const {
  answer<::winrt::guid> result;
  check_hresult(call<::winrt::Windows::Foundation::IGuidHelperStatics>(static_cast<D const*>(this))->CreateNewGuid(result.put()));
  return result.take();
}
template <typename D>
::winrt::guid consume<::winrt::Windows::Foundation::IGuidHelperStatics>::type<D>::Empty() const {
  answer<::winrt::guid> result;
  check_hresult(call<::winrt::Windows::Foundation::IGuidHelperStatics>(static_cast<D const*>(this))->get_Empty(result.put()));
  return result.take();
}
template <typename D>
bool consume<::winrt::Windows::Foundation::IGuidHelperStatics>::type<D>::Equals(::winrt::guid const& target, ::winrt::guid const& value) const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Foundation::IGuidHelperStatics>(static_cast<D const*>(this))->Equals(target, value, result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Foundation::IGuidHelperStatics> : produce_base<D, ::winrt::Windows::Foundation::IGuidHelperStatics> {
  int32_t CreateNewGuid(::winrt::guid* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::guid>(result);
    give<::winrt::guid>(result, this->shim().CreateNewGuid());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Empty(::winrt::guid* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::guid>(result);
    give<::winrt::guid>(result, this->shim().Empty());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t Equals(::winrt::guid p_target, ::winrt::guid p_value, bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().Equals(p_target, p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename T>
template <typename D>
::winrt::com_array<T> consume<::winrt::Windows::Foundation::IReferenceArray<T>>::template type<D>::Value() const {
  answer<::winrt::com_array<T>> result;
  check_hresult(call<::winrt::Windows::Foundation::IReferenceArray<T>>(static_cast<D const*>(this))->get_Value(&result.size, reinterpret_cast<arg_in<T>**>(&result.data)));
  return result.take();
}
template <typename D, typename T>
struct produce<D, ::winrt::Windows::Foundation::IReferenceArray<T>> : produce_base<D, ::winrt::Windows::Foundation::IReferenceArray<T>> {
  int32_t get_Value(uint32_t* result_size, arg_in<T>** result) noexcept final try {
    need_place(result_size), need_place(result);
    give_array<T>(result_size, reinterpret_cast<T**>(result), this->shim().Value());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
uint32_t consume<::winrt::Windows::Foundation::IAsyncInfo>::type<D>::Id() const {
  answer<uint32_t> result;
  check_hresult(call<::winrt::Windows::Foundation::IAsyncInfo>(static_cast<D const*>(this))->get_Id(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::AsyncStatus consume<::winrt::Windows::Foundation::IAsyncInfo>::type<D>::Status() const {
  answer<::winrt::Windows::Foundation::AsyncStatus> result;
  check_hresult(call<::winrt::Windows::Foundation::IAsyncInfo>(static_cast<D const*>(this))->get_Status(result.put()));
  return result.take();
}
template <typename D>
::winrt::hresult consume<::winrt::Windows::Foundation::IAsyncInfo>::type<D>::ErrorCode() const {
  answer<::winrt::hresult> result;
  check_hresult(call<::winrt::Windows::Foundation::IAsyncInfo>(static_cast<D const*>(this))->get_ErrorCode(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Foundation::IAsyncInfo>::type<D>::Cancel() const {
  check_hresult(call<::winrt::Windows::Foundation::IAsyncInfo>(static_cast<D const*>(this))->Cancel());
}
template <typename D>
void consume<::winrt::Windows::Foundation::IAsyncInfo>::type<D>::Close() const {
  check_hresult(call<::winrt::Windows::Foundation::IAsyncInfo>(static_cast<D const*>(this))->Close());
}
template <typename D>
struct produce<D, ::winrt::Windows::Foundation::IAsyncInfo> : produce_base<D, ::winrt::Windows::Foundation::IAsyncInfo> {
  int32_t get_Id(uint32_t* result) noexcept final try {
    need_place(result);
    clear_out<uint32_t>(result);
    give<uint32_t>(result, this->shim().Id());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Status(::winrt::Windows::Foundation::AsyncStatus* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::AsyncStatus>(result);
    give<::winrt::Windows::Foundation::AsyncStatus>(result, this->shim().Status());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_ErrorCode(::winrt::hresult* result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hresult>(result);
    give<::winrt::hresult>(result, this->shim().ErrorCode());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t Cancel() noexcept final try {
    this->shim().Cancel();
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t Close() noexcept final try {
    this->shim().Close();
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Foundation::IAsyncAction>::type<D>::Completed(::winrt::Windows::Foundation::AsyncActionCompletedHandler const& value) const {
  check_hresult(call<::winrt::Windows::Foundation::IAsyncAction>(static_cast<D const*>(this))->put_Completed(get_abi(value)));
}
template <typename D>
::winrt::Windows::Foundation::AsyncActionCompletedHandler consume<::winrt::Windows::Foundation::IAsyncAction>::type<D>::Completed() const {
  answer<::winrt::Windows::Foundation::AsyncActionCompletedHandler> result;
  check_hresult(call<::winrt::Windows::Foundation::IAsyncAction>(static_cast<D const*>(this))->get_Completed(result.put()));
  return result.take();
}
template <typename D>
void consume<::winrt::Windows::Foundation::IAsyncAction>::type<D>::GetResults() const {
  check_hresult(call<::winrt::Windows::Foundation::IAsyncAction>(static_cast<D const*>(this))->GetResults());
}
template <typename D>
struct produce<D, ::winrt::Windows::Foundation::IAsyncAction> : produce_base<D, ::winrt::Windows::Foundation::IAsyncAction> {
  int32_t put_Completed(void* p_value) noexcept final try {
    this->shim().Completed(borrow<::winrt::Windows::Foundation::AsyncActionCompletedHandler>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Completed(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::AsyncActionCompletedHandler>(result);
    give<::winrt::Windows::Foundation::AsyncActionCompletedHandler>(result, this->shim().Completed());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetResults() noexcept final try {
    this->shim().GetResults();
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename TProgress>
template <typename D>
void consume<::winrt::Windows::Foundation::IAsyncActionWithProgress<TProgress>>::template type<D>::Progress(::winrt::Windows::Foundation::AsyncActionProgressHandler<TProgress> const& value) const {
  check_hresult(call<::winrt::Windows::Foundation::IAsyncActionWithProgress<TProgress>>(static_cast<D const*>(this))->put_Progress(get_abi(value)));
}
template <typename TProgress>
template <typename D>
::winrt::Windows::Foundation::AsyncActionProgressHandler<TProgress> consume<::winrt::Windows::Foundation::IAsyncActionWithProgress<TProgress>>::template type<D>::Progress() const {
  answer<::winrt::Windows::Foundation::AsyncActionProgressHandler<TProgress>> result;
  check_hresult(call<::winrt::Windows::Foundation::IAsyncActionWithProgress<TProgress>>(static_cast<D const*>(this))->get_Progress(result.put()));
  return result.take();
}
template <typename TProgress>
template <typename D>
void consume<::winrt::Windows::Foundation::IAsyncActionWithProgress<TProgress>>::template type<D>::Completed(::winrt::Windows::Foundation::AsyncActionWithProgressCompletedHandler<TProgress> const& value) const {
  check_hresult(call<::winrt::Windows::Foundation::IAsyncActionWithProgress<TProgress>>(static_cast<D const*>(this))->put_Completed(get_abi(value)));
}
template <typename TProgress>
template <typename D>
::winrt::Windows::Foundation::AsyncActionWithProgressCompletedHandler<TProgress> consume<::winrt::Windows::Foundation::IAsyncActionWithProgress<TProgress>>::template type<D>::Completed() const {
  answer<::winrt::Windows::Foundation::AsyncActionWithProgressCompletedHandler<TProgress>> result;
  check_hresult(call<::winrt::Windows::Foundation::IAsyncActionWithProgress<TProgress>>(static_cast<D const*>(this))->get_Completed(result.put()));
  return result.take();
}
template <typename TProgress>
template <typename D>
void consume<::winrt::Windows::Foundation::IAsyncActionWithProgress<TProgress>>::template type<D>::GetResults() const {
  check_hresult(call<::winrt::Windows::Foundation::IAsyncActionWithProgress<TProgress>>(static_cast<D const*>(this))->GetResults());
}
template <typename D, typename TProgress>
struct produce<D, ::winrt::Windows::Foundation::IAsyncActionWithProgress<TProgress>> : produce_base<D, ::winrt::Windows::Foundation::IAsyncActionWithProgress<TProgress>> {
  int32_t put_Progress(void* p_value) noexcept final try {
    this->shim().Progress(borrow<::winrt::Windows::Foundation::AsyncActionProgressHandler<TProgress>>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Progress(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::AsyncActionProgressHandler<TProgress>>(result);
    give<::winrt::Windows::Foundation::AsyncActionProgressHandler<TProgress>>(result, this->shim().Progress());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_Completed(void* p_value) noexcept final try {
    this->shim().Completed(borrow<::winrt::Windows::Foundation::AsyncActionWithProgressCompletedHandler<TProgress>>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Completed(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::AsyncActionWithProgressCompletedHandler<TProgress>>(result);
    give<::winrt::Windows::Foundation::AsyncActionWithProgressCompletedHandler<TProgress>>(result, this->shim().Completed());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetResults() noexcept final try {
    this->shim().GetResults();
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename TResult>
template <typename D>
void consume<::winrt::Windows::Foundation::IAsyncOperation<TResult>>::template type<D>::Completed(::winrt::Windows::Foundation::AsyncOperationCompletedHandler<TResult> const& value) const {
  check_hresult(call<::winrt::Windows::Foundation::IAsyncOperation<TResult>>(static_cast<D const*>(this))->put_Completed(get_abi(value)));
}
template <typename TResult>
template <typename D>
::winrt::Windows::Foundation::AsyncOperationCompletedHandler<TResult> consume<::winrt::Windows::Foundation::IAsyncOperation<TResult>>::template type<D>::Completed() const {
  answer<::winrt::Windows::Foundation::AsyncOperationCompletedHandler<TResult>> result;
  check_hresult(call<::winrt::Windows::Foundation::IAsyncOperation<TResult>>(static_cast<D const*>(this))->get_Completed(result.put()));
  return result.take();
}
template <typename TResult>
template <typename D>
TResult consume<::winrt::Windows::Foundation::IAsyncOperation<TResult>>::template type<D>::GetResults() const {
  answer<TResult> result;
  check_hresult(call<::winrt::Windows::Foundation::IAsyncOperation<TResult>>(static_cast<D const*>(this))->GetResults(result.put()));
  return result.take();
}
template <typename D, typename TResult>
struct produce<D, ::winrt::Windows::Foundation::IAsyncOperation<TResult>> : produce_base<D, ::winrt::Windows::Foundation::IAsyncOperation<TResult>> {
  int32_t put_Completed(void* p_value) noexcept final try {
    this->shim().Completed(borrow<::winrt::Windows::Foundation::AsyncOperationCompletedHandler<TResult>>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Completed(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::AsyncOperationCompletedHandler<TResult>>(result);
    give<::winrt::Windows::Foundation::AsyncOperationCompletedHandler<TResult>>(result, this->shim().Completed());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetResults(arg_in<TResult>* result) noexcept final try {
    need_place(result);
    clear_out<TResult>(result);
    give<TResult>(result, this->shim().GetResults());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename TResult, typename TProgress>
template <typename D>
void consume<::winrt::Windows::Foundation::IAsyncOperationWithProgress<TResult, TProgress>>::template type<D>::Progress(::winrt::Windows::Foundation::AsyncOperationProgressHandler<TResult, TProgress> const& value) const {
  check_hresult(call<::winrt::Windows::Foundation::IAsyncOperationWithProgress<TResult, TProgress>>(static_cast<D const*>(this))->put_Progress(get_abi(value)));
}
template <typename TResult, typename TProgress>
template <typename D>
::winrt::Windows::Foundation::AsyncOperationProgressHandler<TResult, TProgress> consume<::winrt::Windows::Foundation::IAsyncOperationWithProgress<TResult, TProgress>>::template type<D>::Progress() const {
  answer<::winrt::Windows::Foundation::AsyncOperationProgressHandler<TResult, TProgress>> result;
  check_hresult(call<::winrt::Windows::Foundation::IAsyncOperationWithProgress<TResult, TProgress>>(static_cast<D const*>(this))->get_Progress(result.put()));
  return result.take();
}
template <typename TResult, typename TProgress>
template <typename D>
void consume<::winrt::Windows::Foundation::IAsyncOperationWithProgress<TResult, TProgress>>::template type<D>::Completed(::winrt::Windows::Foundation::AsyncOperationWithProgressCompletedHandler<TResult, TProgress> const& value) const {
  check_hresult(call<::winrt::Windows::Foundation::IAsyncOperationWithProgress<TResult, TProgress>>(static_cast<D const*>(this))->put_Completed(get_abi(value)));
}
template <typename TResult, typename TProgress>
template <typename D>
::winrt::Windows::Foundation::AsyncOperationWithProgressCompletedHandler<TResult, TProgress> consume<::winrt::Windows::Foundation::IAsyncOperationWithProgress<TResult, TProgress>>::template type<D>::Completed() const {
  answer<::winrt::Windows::Foundation::AsyncOperationWithProgressCompletedHandler<TResult, TProgress>> result;
  check_hresult(call<::winrt::Windows::Foundation::IAsyncOperationWithProgress<TResult, TProgress>>(static_cast<D const*>(this))->get_Completed(result.put()));
  return result.take();
}
template <typename TResult, typename TProgress>
template <typename D>
TResult consume<::winrt::Windows::Foundation::IAsyncOperationWithProgress<TResult, TProgress>>::template type<D>::GetResults() const {
  answer<TResult> result;
  check_hresult(call<::winrt::Windows::Foundation::IAsyncOperationWithProgress<TResult, TProgress>>(static_cast<D const*>(this))->GetResults(result.put()));
  return result.take();
}
template <typename D, typename TResult, typename TProgress>
struct produce<D, ::winrt::Windows::Foundation::IAsyncOperationWithProgress<TResult, TProgress>> : produce_base<D, ::winrt::Windows::Foundation::IAsyncOperationWithProgress<TResult, TProgress>> {
  int32_t put_Progress(void* p_value) noexcept final try {
    this->shim().Progress(borrow<::winrt::Windows::Foundation::AsyncOperationProgressHandler<TResult, TProgress>>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Progress(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::AsyncOperationProgressHandler<TResult, TProgress>>(result);
    give<::winrt::Windows::Foundation::AsyncOperationProgressHandler<TResult, TProgress>>(result, this->shim().Progress());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t put_Completed(void* p_value) noexcept final try {
    this->shim().Completed(borrow<::winrt::Windows::Foundation::AsyncOperationWithProgressCompletedHandler<TResult, TProgress>>(p_value));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Completed(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::AsyncOperationWithProgressCompletedHandler<TResult, TProgress>>(result);
    give<::winrt::Windows::Foundation::AsyncOperationWithProgressCompletedHandler<TResult, TProgress>>(result, this->shim().Completed());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t GetResults(arg_in<TResult>* result) noexcept final try {
    need_place(result);
    clear_out<TResult>(result);
    give<TResult>(result, this->shim().GetResults());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::hstring consume<::winrt::Windows::Foundation::IUriRuntimeClass>::type<D>::AbsoluteUri() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Foundation::IUriRuntimeClass>(static_cast<D const*>(this))->get_AbsoluteUri(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Foundation::IUriRuntimeClass>::type<D>::DisplayUri() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Foundation::IUriRuntimeClass>(static_cast<D const*>(this))->get_DisplayUri(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Foundation::IUriRuntimeClass>::type<D>::Domain() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Foundation::IUriRuntimeClass>(static_cast<D const*>(this))->get_Domain(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Foundation::IUriRuntimeClass>::type<D>::Extension() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Foundation::IUriRuntimeClass>(static_cast<D const*>(this))->get_Extension(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Foundation::IUriRuntimeClass>::type<D>::Fragment() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Foundation::IUriRuntimeClass>(static_cast<D const*>(this))->get_Fragment(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Foundation::IUriRuntimeClass>::type<D>::Host() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Foundation::IUriRuntimeClass>(static_cast<D const*>(this))->get_Host(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Foundation::IUriRuntimeClass>::type<D>::Password() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Foundation::IUriRuntimeClass>(static_cast<D const*>(this))->get_Password(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Foundation::IUriRuntimeClass>::type<D>::Path() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Foundation::IUriRuntimeClass>(static_cast<D const*>(this))->get_Path(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Foundation::IUriRuntimeClass>::type<D>::Query() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Foundation::IUriRuntimeClass>(static_cast<D const*>(this))->get_Query(result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::WwwFormUrlDecoder consume<::winrt::Windows::Foundation::IUriRuntimeClass>::type<D>::QueryParsed() const {
  answer<::winrt::Windows::Foundation::WwwFormUrlDecoder> result;
  check_hresult(call<::winrt::Windows::Foundation::IUriRuntimeClass>(static_cast<D const*>(this))->get_QueryParsed(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Foundation::IUriRuntimeClass>::type<D>::RawUri() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Foundation::IUriRuntimeClass>(static_cast<D const*>(this))->get_RawUri(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Foundation::IUriRuntimeClass>::type<D>::SchemeName() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Foundation::IUriRuntimeClass>(static_cast<D const*>(this))->get_SchemeName(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Foundation::IUriRuntimeClass>::type<D>::UserName() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Foundation::IUriRuntimeClass>(static_cast<D const*>(this))->get_UserName(result.put()));
  return result.take();
}
template <typename D>
int32_t consume<::winrt::Windows::Foundation::IUriRuntimeClass>::type<D>::Port() const {
  answer<int32_t> result;
  check_hresult(call<::winrt::Windows::Foundation::IUriRuntimeClass>(static_cast<D const*>(this))->get_Port(result.put()));
  return result.take();
}
template <typename D>
bool consume<::winrt::Windows::Foundation::IUriRuntimeClass>::type<D>::Suspicious() const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Foundation::IUriRuntimeClass>(static_cast<D const*>(this))->get_Suspicious(result.put()));
  return result.take();
}
template <typename D>
bool consume<::winrt::Windows::Foundation::IUriRuntimeClass>::type<D>::Equals(::winrt::Windows::Foundation::Uri const& uri) const {
  answer<bool> result;
  check_hresult(call<::winrt::Windows::Foundation::IUriRuntimeClass>(static_cast<D const*>(this))->Equals(get_abi(uri), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::Uri consume<::winrt::Windows::Foundation::IUriRuntimeClass>::type<D>::CombineUri(::winrt::param::hstring const& relativeUri) const {
  answer<::winrt::Windows::Foundation::Uri> result;
  check_hresult(call<::winrt::Windows::Foundation::IUriRuntimeClass>(static_cast<D const*>(this))->CombineUri(get_abi(relativeUri), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Foundation::IUriRuntimeClass> : produce_base<D, ::winrt::Windows::Foundation::IUriRuntimeClass> {
  int32_t get_AbsoluteUri(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().AbsoluteUri());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_DisplayUri(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().DisplayUri());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Domain(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Domain());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Extension(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Extension());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Fragment(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Fragment());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Host(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Host());
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
  int32_t get_Path(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Path());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Query(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Query());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_QueryParsed(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::WwwFormUrlDecoder>(result);
    give<::winrt::Windows::Foundation::WwwFormUrlDecoder>(result, this->shim().QueryParsed());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_RawUri(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().RawUri());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_SchemeName(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().SchemeName());
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
  int32_t get_Port(int32_t* result) noexcept final try {
    need_place(result);
    clear_out<int32_t>(result);
    give<int32_t>(result, this->shim().Port());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Suspicious(bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().Suspicious());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t Equals(void* p_uri, bool* result) noexcept final try {
    need_place(result);
    clear_out<bool>(result);
    give<bool>(result, this->shim().Equals(borrow<::winrt::Windows::Foundation::Uri>(p_uri)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CombineUri(void* p_relativeUri, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Uri>(result);
    give<::winrt::Windows::Foundation::Uri>(result, this->shim().CombineUri(borrow<::winrt::hstring>(p_relativeUri)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::hstring consume<::winrt::Windows::Foundation::IWwwFormUrlDecoderEntry>::type<D>::Name() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Foundation::IWwwFormUrlDecoderEntry>(static_cast<D const*>(this))->get_Name(result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Foundation::IWwwFormUrlDecoderEntry>::type<D>::Value() const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Foundation::IWwwFormUrlDecoderEntry>(static_cast<D const*>(this))->get_Value(result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Foundation::IWwwFormUrlDecoderEntry> : produce_base<D, ::winrt::Windows::Foundation::IWwwFormUrlDecoderEntry> {
  int32_t get_Name(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Name());
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t get_Value(void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().Value());
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::hstring consume<::winrt::Windows::Foundation::IWwwFormUrlDecoderRuntimeClass>::type<D>::GetFirstValueByName(::winrt::param::hstring const& name) const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Foundation::IWwwFormUrlDecoderRuntimeClass>(static_cast<D const*>(this))->GetFirstValueByName(get_abi(name), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Foundation::IWwwFormUrlDecoderRuntimeClass> : produce_base<D, ::winrt::Windows::Foundation::IWwwFormUrlDecoderRuntimeClass> {
  int32_t GetFirstValueByName(void* p_name, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().GetFirstValueByName(borrow<::winrt::hstring>(p_name)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::Uri consume<::winrt::Windows::Foundation::IUriRuntimeClassFactory>::type<D>::CreateUri(::winrt::param::hstring const& uri) const {
  answer<::winrt::Windows::Foundation::Uri> result;
  check_hresult(call<::winrt::Windows::Foundation::IUriRuntimeClassFactory>(static_cast<D const*>(this))->CreateUri(get_abi(uri), result.put()));
  return result.take();
}
template <typename D>
::winrt::Windows::Foundation::Uri consume<::winrt::Windows::Foundation::IUriRuntimeClassFactory>::type<D>::CreateWithRelativeUri(::winrt::param::hstring const& baseUri, ::winrt::param::hstring const& relativeUri) const {
  answer<::winrt::Windows::Foundation::Uri> result;
  check_hresult(call<::winrt::Windows::Foundation::IUriRuntimeClassFactory>(static_cast<D const*>(this))->CreateWithRelativeUri(get_abi(baseUri), get_abi(relativeUri), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Foundation::IUriRuntimeClassFactory> : produce_base<D, ::winrt::Windows::Foundation::IUriRuntimeClassFactory> {
  int32_t CreateUri(void* p_uri, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Uri>(result);
    give<::winrt::Windows::Foundation::Uri>(result, this->shim().CreateUri(borrow<::winrt::hstring>(p_uri)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t CreateWithRelativeUri(void* p_baseUri, void* p_relativeUri, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Uri>(result);
    give<::winrt::Windows::Foundation::Uri>(result, this->shim().CreateWithRelativeUri(borrow<::winrt::hstring>(p_baseUri), borrow<::winrt::hstring>(p_relativeUri)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::hstring consume<::winrt::Windows::Foundation::IUriEscapeStatics>::type<D>::UnescapeComponent(::winrt::param::hstring const& toUnescape) const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Foundation::IUriEscapeStatics>(static_cast<D const*>(this))->UnescapeComponent(get_abi(toUnescape), result.put()));
  return result.take();
}
template <typename D>
::winrt::hstring consume<::winrt::Windows::Foundation::IUriEscapeStatics>::type<D>::EscapeComponent(::winrt::param::hstring const& toEscape) const {
  answer<::winrt::hstring> result;
  check_hresult(call<::winrt::Windows::Foundation::IUriEscapeStatics>(static_cast<D const*>(this))->EscapeComponent(get_abi(toEscape), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Foundation::IUriEscapeStatics> : produce_base<D, ::winrt::Windows::Foundation::IUriEscapeStatics> {
  int32_t UnescapeComponent(void* p_toUnescape, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().UnescapeComponent(borrow<::winrt::hstring>(p_toUnescape)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
  int32_t EscapeComponent(void* p_toEscape, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::hstring>(result);
    give<::winrt::hstring>(result, this->shim().EscapeComponent(borrow<::winrt::hstring>(p_toEscape)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
void consume<::winrt::Windows::Foundation::IDeferral>::type<D>::Complete() const {
  check_hresult(call<::winrt::Windows::Foundation::IDeferral>(static_cast<D const*>(this))->Complete());
}
template <typename D>
struct produce<D, ::winrt::Windows::Foundation::IDeferral> : produce_base<D, ::winrt::Windows::Foundation::IDeferral> {
  int32_t Complete() noexcept final try {
    this->shim().Complete();
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
template <typename D>
::winrt::Windows::Foundation::Deferral consume<::winrt::Windows::Foundation::IDeferralFactory>::type<D>::Create(::winrt::Windows::Foundation::DeferralCompletedHandler const& handler) const {
  answer<::winrt::Windows::Foundation::Deferral> result;
  check_hresult(call<::winrt::Windows::Foundation::IDeferralFactory>(static_cast<D const*>(this))->Create(get_abi(handler), result.put()));
  return result.take();
}
template <typename D>
struct produce<D, ::winrt::Windows::Foundation::IDeferralFactory> : produce_base<D, ::winrt::Windows::Foundation::IDeferralFactory> {
  int32_t Create(void* p_handler, void** result) noexcept final try {
    need_place(result);
    clear_out<::winrt::Windows::Foundation::Deferral>(result);
    give<::winrt::Windows::Foundation::Deferral>(result, this->shim().Create(borrow<::winrt::Windows::Foundation::DeferralCompletedHandler>(p_handler)));
    return 0;
  } catch (...) {
    return to_hresult();
  }
};
}  // namespace winrt::impl

namespace winrt::Windows::Foundation {

inline ::winrt::Windows::Foundation::IInspectable PropertyValue::CreateEmpty() {
  return ::winrt::impl::cached_factory<PropertyValue, ::winrt::Windows::Foundation::IPropertyValueStatics>().CreateEmpty();
}
inline ::winrt::Windows::Foundation::IInspectable PropertyValue::CreateUInt8(uint8_t value) {
  return ::winrt::impl::cached_factory<PropertyValue, ::winrt::Windows::Foundation::IPropertyValueStatics>().CreateUInt8(value);
}
inline ::winrt::Windows::Foundation::IInspectable PropertyValue::CreateInt16(int16_t value) {
  return ::winrt::impl::cached_factory<PropertyValue, ::winrt::Windows::Foundation::IPropertyValueStatics>().CreateInt16(value);
}
inline ::winrt::Windows::Foundation::IInspectable PropertyValue::CreateUInt16(uint16_t value) {
  return ::winrt::impl::cached_factory<PropertyValue, ::winrt::Windows::Foundation::IPropertyValueStatics>().CreateUInt16(value);
}
inline ::winrt::Windows::Foundation::IInspectable PropertyValue::CreateInt32(int32_t value) {
  return ::winrt::impl::cached_factory<PropertyValue, ::winrt::Windows::Foundation::IPropertyValueStatics>().CreateInt32(value);
}
inline ::winrt::Windows::Foundation::IInspectable PropertyValue::CreateUInt32(uint32_t value) {
  return ::winrt::impl::cached_factory<PropertyValue, ::winrt::Windows::Foundation::IPropertyValueStatics>().CreateUInt32(value);
}
inline ::winrt::Windows::Foundation::IInspectable PropertyValue::CreateInt64(int64_t value) {
  return ::winrt::impl::cached_factory<PropertyValue, ::winrt::Windows::Foundation::IPropertyValueStatics>().CreateInt64(value);
}
inline ::winrt::Windows::Foundation::IInspectable PropertyValue::CreateUInt64(uint64_t value) {
  return ::winrt::impl::cached_factory<PropertyValue, ::winrt::Windows::Foundation::IPropertyValueStatics>().CreateUInt64(value);
}
inline ::winrt::Windows::Foundation::IInspectable PropertyValue::CreateSingle(float value) {
  return ::winrt::impl::cached_factory<PropertyValue, ::winrt::Windows::Foundation::IPropertyValueStatics>().CreateSingle(value);
}
inline ::winrt::Windows::Foundation::IInspectable PropertyValue::CreateDouble(double value) {
  return ::winrt::impl::cached_factory<PropertyValue, ::winrt::Windows::Foundation::IPropertyValueStatics>().CreateDouble(value);
}
inline ::winrt::Windows::Foundation::IInspectable PropertyValue::CreateChar16(char16_t value) {
  return ::winrt::impl::cached_factory<PropertyValue, ::winrt::Windows::Foundation::IPropertyValueStatics>().CreateChar16(value);
}
inline ::winrt::Windows::Foundation::IInspectable PropertyValue::CreateBoolean(bool value) {
  return ::winrt::impl::cached_factory<PropertyValue, ::winrt::Windows::Foundation::IPropertyValueStatics>().CreateBoolean(value);
}
inline ::winrt::Windows::Foundation::IInspectable PropertyValue::CreateString(::winrt::param::hstring const& value) {
  return ::winrt::impl::cached_factory<PropertyValue, ::winrt::Windows::Foundation::IPropertyValueStatics>().CreateString(value);
}
inline ::winrt::Windows::Foundation::IInspectable PropertyValue::CreateInspectable(::winrt::Windows::Foundation::IInspectable const& value) {
  return ::winrt::impl::cached_factory<PropertyValue, ::winrt::Windows::Foundation::IPropertyValueStatics>().CreateInspectable(value);
}
inline ::winrt::Windows::Foundation::IInspectable PropertyValue::CreateGuid(::winrt::guid const& value) {
  return ::winrt::impl::cached_factory<PropertyValue, ::winrt::Windows::Foundation::IPropertyValueStatics>().CreateGuid(value);
}
inline ::winrt::Windows::Foundation::IInspectable PropertyValue::CreateDateTime(::winrt::Windows::Foundation::DateTime const& value) {
  return ::winrt::impl::cached_factory<PropertyValue, ::winrt::Windows::Foundation::IPropertyValueStatics>().CreateDateTime(value);
}
inline ::winrt::Windows::Foundation::IInspectable PropertyValue::CreateTimeSpan(::winrt::Windows::Foundation::TimeSpan const& value) {
  return ::winrt::impl::cached_factory<PropertyValue, ::winrt::Windows::Foundation::IPropertyValueStatics>().CreateTimeSpan(value);
}
inline ::winrt::guid GuidHelper::CreateNewGuid() {
  return ::winrt::impl::cached_factory<GuidHelper, ::winrt::Windows::Foundation::IGuidHelperStatics>().CreateNewGuid();
}
inline ::winrt::guid GuidHelper::Empty() {
  return ::winrt::impl::cached_factory<GuidHelper, ::winrt::Windows::Foundation::IGuidHelperStatics>().Empty();
}
inline bool GuidHelper::Equals(::winrt::guid const& target, ::winrt::guid const& value) {
  return ::winrt::impl::cached_factory<GuidHelper, ::winrt::Windows::Foundation::IGuidHelperStatics>().Equals(target, value);
}
inline Uri::Uri(::winrt::param::hstring const& uri)
    : Uri(::winrt::impl::cached_factory<Uri, ::winrt::Windows::Foundation::IUriRuntimeClassFactory>().CreateUri(uri)) {}
inline Uri::Uri(::winrt::param::hstring const& baseUri, ::winrt::param::hstring const& relativeUri)
    : Uri(::winrt::impl::cached_factory<Uri, ::winrt::Windows::Foundation::IUriRuntimeClassFactory>().CreateWithRelativeUri(baseUri, relativeUri)) {}
inline ::winrt::hstring Uri::UnescapeComponent(::winrt::param::hstring const& toUnescape) {
  return ::winrt::impl::cached_factory<Uri, ::winrt::Windows::Foundation::IUriEscapeStatics>().UnescapeComponent(toUnescape);
}
inline ::winrt::hstring Uri::EscapeComponent(::winrt::param::hstring const& toEscape) {
  return ::winrt::impl::cached_factory<Uri, ::winrt::Windows::Foundation::IUriEscapeStatics>().EscapeComponent(toEscape);
}
inline Deferral::Deferral(::winrt::Windows::Foundation::DeferralCompletedHandler const& handler)
    : Deferral(::winrt::impl::cached_factory<Deferral, ::winrt::Windows::Foundation::IDeferralFactory>().Create(handler)) {}
}  // namespace winrt::Windows::Foundation
