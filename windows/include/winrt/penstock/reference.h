// SPDX-License-Identifier: Apache-2.0
// A plain value as an object: box_value puts one into IReference<T>, unbox_value takes it out again. What is an object
// already stays what it is.
//
// Threads: immutable.
// Memory: counted.
// Errors: taking out another type throws E_NOINTERFACE; IPropertyValue's getters throw for other types.
#pragma once

#include "collections.h"

namespace winrt {
namespace impl {

template <typename T>
constexpr Windows::Foundation::PropertyType property_type_of() noexcept {
  using P = Windows::Foundation::PropertyType;
  if constexpr (std::is_same_v<T, bool>) return P::Boolean;
  else if constexpr (std::is_same_v<T, std::uint8_t>) return P::UInt8;
  else if constexpr (std::is_same_v<T, std::int16_t>) return P::Int16;
  else if constexpr (std::is_same_v<T, std::uint16_t>) return P::UInt16;
  else if constexpr (std::is_same_v<T, std::int32_t>) return P::Int32;
  else if constexpr (std::is_same_v<T, std::uint32_t>) return P::UInt32;
  else if constexpr (std::is_same_v<T, std::int64_t>) return P::Int64;
  else if constexpr (std::is_same_v<T, std::uint64_t>) return P::UInt64;
  else if constexpr (std::is_same_v<T, float>) return P::Single;
  else if constexpr (std::is_same_v<T, double>) return P::Double;
  else if constexpr (std::is_same_v<T, char16_t>) return P::Char16;
  else if constexpr (std::is_same_v<T, hstring>) return P::String;
  else if constexpr (std::is_same_v<T, guid>) return P::Guid;
  else if constexpr (std::is_same_v<T, Windows::Foundation::TimeSpan>) return P::TimeSpan;
  else if constexpr (std::is_same_v<T, Windows::Foundation::DateTime>) return P::DateTime;
  else return P::OtherType;
}

template <typename T>
struct boxed : implements<boxed<T>, Windows::Foundation::IReference<T>, Windows::Foundation::IPropertyValue> {
  explicit boxed(T const& value) : value_(value) {}
  hstring GetRuntimeClassName() const { return hstring(name_of<Windows::Foundation::IReference<T>>()); }
  T Value() const { return value_; }
  Windows::Foundation::PropertyType Type() const noexcept { return property_type_of<T>(); }
  bool IsNumericScalar() const noexcept { return std::is_arithmetic_v<T> && !std::is_same_v<T, bool>; }
  std::uint8_t GetUInt8() const { return number<std::uint8_t>(); }
  std::int16_t GetInt16() const { return number<std::int16_t>(); }
  std::uint16_t GetUInt16() const { return number<std::uint16_t>(); }
  std::int32_t GetInt32() const { return number<std::int32_t>(); }
  std::uint32_t GetUInt32() const { return number<std::uint32_t>(); }
  std::int64_t GetInt64() const { return number<std::int64_t>(); }
  std::uint64_t GetUInt64() const { return number<std::uint64_t>(); }
  float GetSingle() const { return exact<float>(); }
  double GetDouble() const { return exact<double>(); }
  char16_t GetChar16() const { return exact<char16_t>(); }
  bool GetBoolean() const { return exact<bool>(); }
  hstring GetString() const { return exact<hstring>(); }
  guid GetGuid() const { return exact<guid>(); }

 private:
  template <typename To>
  To exact() const {
    if constexpr (std::is_same_v<To, T>) return value_;
    else throw hresult_error(hresult(0x80028CA0u));  // TYPE_E_TYPEMISMATCH
  }
  // Numbers convert into each other as far as they fit.
  template <typename To>
  To number() const {
    if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool> && !std::is_same_v<T, char16_t>) {
      auto const converted = static_cast<To>(value_);
      if (static_cast<T>(converted) != value_ || (converted < To{}) != (value_ < T{})) throw hresult_error(hresult(0x8002000Au));
      return converted;
    } else {
      return exact<To>();
    }
  }
  T const value_;
};

// What has text in it boxes as a string.
template <typename T>
struct box_type {
  using type = std::decay_t<T>;
};
template <>
struct box_type<wchar_t const*> {
  using type = hstring;
};
template <>
struct box_type<wchar_t*> {
  using type = hstring;
};
template <>
struct box_type<std::wstring> {
  using type = hstring;
};
template <>
struct box_type<std::wstring_view> {
  using type = hstring;
};

}  // namespace impl

template <typename T>
Windows::Foundation::IInspectable box_value(T const& value) {
  using type = typename impl::box_type<std::decay_t<T const>>::type;
  if constexpr (std::is_base_of_v<Windows::Foundation::IInspectable, T>) return value;
  else return make<impl::boxed<type>>(static_cast<type>(value));
}
inline Windows::Foundation::IInspectable box_value(param::hstring const& value) {
  return make<impl::boxed<hstring>>(static_cast<hstring const&>(value));
}
template <std::size_t N>
Windows::Foundation::IInspectable box_value(wchar_t const (&value)[N]) {
  return make<impl::boxed<hstring>>(hstring(value));
}

namespace Windows::Foundation {
template <typename T>
IReference<T>::IReference(T const& value) : IReference(make<winrt::impl::boxed<T>>(value)) {}
}  // namespace Windows::Foundation

// An enumeration may be boxed as itself or as its number.
template <typename T>
std::optional<T> try_unbox(Windows::Foundation::IInspectable const& value) {
  if (!value) return std::nullopt;
  if (auto reference = value.try_as<Windows::Foundation::IReference<T>>()) return reference.Value();
  if constexpr (std::is_enum_v<T>) {
    if (auto number = value.try_as<Windows::Foundation::IReference<std::underlying_type_t<T>>>()) return static_cast<T>(number.Value());
  }
  return std::nullopt;
}
template <typename T>
T unbox_value(Windows::Foundation::IInspectable const& value) {
  if constexpr (std::is_base_of_v<Windows::Foundation::IInspectable, T>) {
    return value.as<T>();
  } else {
    auto found = try_unbox<T>(value);
    if (!found) throw hresult_no_interface();
    return std::move(*found);
  }
}
template <typename T, typename Default>
T unbox_value_or(Windows::Foundation::IInspectable const& value, Default const& otherwise) {
  if constexpr (std::is_base_of_v<Windows::Foundation::IInspectable, T>) {
    if (auto found = value.try_as<T>()) return found;
    return otherwise;
  } else {
    if (auto found = try_unbox<T>(value)) return *found;
    return static_cast<T>(otherwise);
  }
}
template <typename T>
auto box_value_or_null(std::optional<T> const& value) {
  return value ? box_value(*value) : nullptr;
}

namespace impl {
template <typename T>
T take_value(unknown_abi* from) {
  void* object = from;
  return unbox_value<T>(borrow<Windows::Foundation::IInspectable>(object));
}
template <typename T>
std::optional<T> try_take_value(unknown_abi* from) noexcept {
  void* object = from;
  return try_unbox<T>(borrow<Windows::Foundation::IInspectable>(object));
}
}  // namespace impl

inline hstring to_hstring(Windows::Foundation::IStringable const& value) { return value.ToString(); }

}  // namespace winrt
