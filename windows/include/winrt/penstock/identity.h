// SPDX-License-Identifier: Apache-2.0
// What a type is called and what its 128-bit identity is. An instance of a generic interface has an identity of its own,
// computed from the identity of the generic and the signatures of its arguments: a name-based GUID (SHA-1) under a fixed
// name space, here as constant expressions.
//
// Threads: constants.
// Memory: static.
// Errors: a type without identity does not compile.
#pragma once

#include "abi.h"

namespace winrt::impl {

template <std::size_t N>
struct fixed_text {
  char data[N + 1] = {};
  static constexpr std::size_t size = N;
  constexpr fixed_text() = default;
  constexpr fixed_text(char const (&text)[N + 1]) {
    for (std::size_t i = 0; i != N; ++i) data[i] = text[i];
  }
};
template <std::size_t N>
fixed_text(char const (&)[N]) -> fixed_text<N - 1>;

template <std::size_t A, std::size_t B>
constexpr auto operator+(fixed_text<A> const& a, fixed_text<B> const& b) {
  fixed_text<A + B> joined;
  for (std::size_t i = 0; i != A; ++i) joined.data[i] = a.data[i];
  for (std::size_t i = 0; i != B; ++i) joined.data[A + i] = b.data[i];
  return joined;
}

constexpr fixed_text<38> text_of_guid(guid const& id) {
  fixed_text<38> text;
  std::uint8_t bytes[16] = {};
  for (int i = 0; i != 4; ++i) bytes[i] = static_cast<std::uint8_t>(id.Data1 >> (24 - 8 * i));
  for (int i = 0; i != 2; ++i) bytes[4 + i] = static_cast<std::uint8_t>(id.Data2 >> (8 - 8 * i));
  for (int i = 0; i != 2; ++i) bytes[6 + i] = static_cast<std::uint8_t>(id.Data3 >> (8 - 8 * i));
  for (int i = 0; i != 8; ++i) bytes[8 + i] = id.Data4[i];
  std::size_t at = 0;
  text.data[at++] = '{';
  for (int i = 0; i != 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text.data[at++] = '-';
    text.data[at++] = "0123456789abcdef"[bytes[i] >> 4];
    text.data[at++] = "0123456789abcdef"[bytes[i] & 15];
  }
  text.data[at] = '}';
  return text;
}

constexpr std::uint32_t rotate_left(std::uint32_t value, int by) { return value << by | value >> (32 - by); }

// SHA-1 over the name space and the text; the first 16 bytes become a version 5 GUID.
template <std::size_t N>
constexpr guid guid_of_name(fixed_text<N> const& name) {
  constexpr std::uint8_t space[16] = {0x11, 0xf4, 0x7a, 0xd5, 0x7b, 0x73, 0x42, 0xc0,
                                      0xab, 0xae, 0x87, 0x8b, 0x1e, 0x16, 0xad, 0xee};
  constexpr std::size_t length = 16 + N;
  constexpr std::size_t padded = (length + 9 + 63) / 64 * 64;
  std::uint8_t message[padded] = {};
  for (std::size_t i = 0; i != 16; ++i) message[i] = space[i];
  for (std::size_t i = 0; i != N; ++i) message[16 + i] = static_cast<std::uint8_t>(name.data[i]);
  message[length] = 0x80;
  for (int i = 0; i != 8; ++i) message[padded - 1 - i] = static_cast<std::uint8_t>((length * 8) >> (8 * i));
  std::uint32_t h[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
  for (std::size_t block = 0; block != padded; block += 64) {
    std::uint32_t w[80] = {};
    for (int i = 0; i != 16; ++i)
      for (int j = 0; j != 4; ++j) w[i] = w[i] << 8 | message[block + i * 4 + j];
    for (int i = 16; i != 80; ++i) w[i] = rotate_left(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    std::uint32_t a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
    for (int i = 0; i != 80; ++i) {
      std::uint32_t const f = i < 20 ? (b & c) | (~b & d) : i < 40 || i >= 60 ? b ^ c ^ d : (b & c) | (b & d) | (c & d);
      std::uint32_t const k = i < 20 ? 0x5A827999 : i < 40 ? 0x6ED9EBA1 : i < 60 ? 0x8F1BBCDC : 0xCA62C1D6;
      std::uint32_t const next = rotate_left(a, 5) + f + e + k + w[i];
      e = d, d = c, c = rotate_left(b, 30), b = a, a = next;
    }
    h[0] += a, h[1] += b, h[2] += c, h[3] += d, h[4] += e;
  }
  auto const byte = [&h](int i) { return static_cast<std::uint8_t>(h[i / 4] >> (24 - 8 * (i % 4))); };
  return {h[0], static_cast<std::uint16_t>(h[1] >> 16), static_cast<std::uint16_t>((h[1] & 0x0FFF) | 0x5000),
          {static_cast<std::uint8_t>((byte(8) & 0x3F) | 0x80), byte(9), byte(10), byte(11), byte(12), byte(13), byte(14),
           byte(15)}};
}

// The dotted name of a type; specialised with each.
template <typename T>
struct type_name;
// The identity of an interface, a delegate or a generic; specialised with each.
template <typename T, typename = void>
struct type_guid;
template <typename T>
struct signature;

#define PENSTOCK_BASIC_TYPE(Type, Name, Text)                       \
  template <>                                                       \
  struct type_name<Type> {                                          \
    static constexpr fixed_text value{Name};                        \
  };                                                                \
  template <>                                                       \
  struct category<Type> {                                           \
    using type = basic_category;                                    \
  };                                                                \
  template <>                                                       \
  struct signature<Type> {                                          \
    static constexpr fixed_text value{Text};                        \
  };
PENSTOCK_BASIC_TYPE(bool, "Boolean", "b1")
PENSTOCK_BASIC_TYPE(std::int8_t, "Int8", "i1")
PENSTOCK_BASIC_TYPE(std::uint8_t, "UInt8", "u1")
PENSTOCK_BASIC_TYPE(std::int16_t, "Int16", "i2")
PENSTOCK_BASIC_TYPE(std::uint16_t, "UInt16", "u2")
PENSTOCK_BASIC_TYPE(std::int32_t, "Int32", "i4")
PENSTOCK_BASIC_TYPE(std::uint32_t, "UInt32", "u4")
PENSTOCK_BASIC_TYPE(std::int64_t, "Int64", "i8")
PENSTOCK_BASIC_TYPE(std::uint64_t, "UInt64", "u8")
PENSTOCK_BASIC_TYPE(float, "Single", "f4")
PENSTOCK_BASIC_TYPE(double, "Double", "f8")
PENSTOCK_BASIC_TYPE(char16_t, "Char16", "c2")
PENSTOCK_BASIC_TYPE(hstring, "String", "string")
PENSTOCK_BASIC_TYPE(guid, "Guid", "g16")
PENSTOCK_BASIC_TYPE(Windows::Foundation::IInspectable, "Object", "cinterface(IInspectable)")
#undef PENSTOCK_BASIC_TYPE

template <typename First, typename... Rest>
constexpr auto join_signatures() {
  if constexpr (sizeof...(Rest) == 0) return signature<First>::value;
  else return signature<First>::value + fixed_text{";"} + join_signatures<Rest...>();
}

template <typename T>
constexpr auto signature_of(interface_category) {
  return text_of_guid(type_guid<T>::value);
}
template <typename T>
constexpr auto signature_of(delegate_category) {
  return fixed_text{"delegate("} + text_of_guid(type_guid<T>::value) + fixed_text{")"};
}
template <typename T, typename Default>
constexpr auto signature_of(class_category<Default>) {
  return fixed_text{"rc("} + type_name<T>::value + fixed_text{";"} + signature<Default>::value + fixed_text{")"};
}
template <typename T>
constexpr auto signature_of(enum_category) {
  return fixed_text{"enum("} + type_name<T>::value + fixed_text{";"} + signature<std::underlying_type_t<T>>::value +
         fixed_text{")"};
}
template <typename T, typename... Fields>
constexpr auto signature_of(struct_category<Fields...>) {
  return fixed_text{"struct("} + type_name<T>::value + fixed_text{";"} + join_signatures<Fields...>() + fixed_text{")"};
}
template <typename T, typename... Arguments>
constexpr auto signature_of(generic_category<Arguments...>) {
  return fixed_text{"pinterface("} + text_of_guid(type_guid<T>::generic) + fixed_text{";"} +
         join_signatures<Arguments...>() + fixed_text{")"};
}
template <typename T>
struct signature {
  static constexpr auto value = signature_of<T>(category_t<T>{});
};

template <typename First, typename... Rest>
constexpr auto join_names() {
  if constexpr (sizeof...(Rest) == 0) return type_name<First>::value;
  else return type_name<First>::value + fixed_text{", "} + join_names<Rest...>();
}

// The identity of each instance of a generic.
template <typename T>
struct generic_guid {
  static constexpr guid value = guid_of_name(signature<T>::value);
};

// Classic interfaces name theirs by __uuidof, by a constant that the build put into them, or by what they are called.
template <typename T, typename = void>
inline constexpr bool carries_uuid = false;
template <typename T>
inline constexpr bool carries_uuid<T, std::void_t<decltype(T::penstock_uuid)>> = true;

constexpr bool ends_with_word(std::string_view text, std::string_view word) {
  if (text.size() < word.size() || text.substr(text.size() - word.size()) != word) return false;
  if (text.size() == word.size()) return true;
  char const before = text[text.size() - word.size() - 1];
  return before == ':' || before == ' ';
}
template <typename T>
constexpr std::string_view spelling_of() {
  std::string_view text = __PRETTY_FUNCTION__;
  auto const from = text.find("T = ") + 4;
  auto const to = text.find_first_of(";]", from);
  return text.substr(from, to - from);
}
constexpr guid guid_of_classic_name(std::string_view name) {
  if (ends_with_word(name, "IUnknown")) return guid("00000000-0000-0000-c000-000000000046");
  if (ends_with_word(name, "IInspectable")) return guid("af86e2e0-b12d-4c6a-9c5a-d7aa65101e90");
  if (ends_with_word(name, "IBufferByteAccess")) return guid("905a0fef-bc53-11df-8c49-001e4fc686da");
  if (ends_with_word(name, "IMemoryBufferByteAccess")) return guid("5b0d3235-4dba-4d44-865e-8f1d0e4fd04d");
  if (ends_with_word(name, "IAgileObject")) return guid("94ea2b94-e9cc-49e0-c0ff-ee64ca8f5b90");
  if (ends_with_word(name, "IWeakReference")) return guid("00000037-0000-0000-c000-000000000046");
  if (ends_with_word(name, "IWeakReferenceSource")) return guid("00000038-0000-0000-c000-000000000046");
  if (ends_with_word(name, "IActivationFactory")) return guid("00000035-0000-0000-c000-000000000046");
  throw std::invalid_argument("an interface without a uuid; give it one, or build with penstock_add_vpn_plugin");
}

#if defined(__has_declspec_attribute)
#if __has_declspec_attribute(uuid)
#define PENSTOCK_UUIDOF 1
template <typename T, typename = void>
inline constexpr bool has_uuidof = false;
template <typename T>
inline constexpr bool has_uuidof<T, std::void_t<decltype(__uuidof(T))>> = true;
#endif
#endif

template <typename T>
constexpr guid classic_guid() {
  if constexpr (carries_uuid<T>) {
    return guid(T::penstock_uuid);
#ifdef PENSTOCK_UUIDOF
  } else if constexpr (has_uuidof<T>) {
    return guid(__uuidof(T));
#endif
  } else {
    return guid_of_classic_name(spelling_of<T>());
  }
}
template <typename T>
struct type_guid<T, std::enable_if_t<is_classic<T>>> {
  static constexpr guid value = classic_guid<T>();
};

}  // namespace winrt::impl

namespace winrt {

template <typename T>
constexpr guid const& guid_of() noexcept {
  return impl::type_guid<impl::default_interface_t<T>>::value;
}

namespace impl {
template <std::size_t N>
struct wide_text {
  wchar_t data[N + 1] = {};
  constexpr explicit wide_text(fixed_text<N> const& text) {
    for (std::size_t i = 0; i != N; ++i) data[i] = static_cast<wchar_t>(text.data[i]);
  }
};
template <typename T>
struct wide_name {
  static constexpr auto text = wide_text(type_name<T>::value);
  static constexpr std::wstring_view value{text.data, decltype(type_name<T>::value)::size};
};
}  // namespace impl

template <typename T>
constexpr std::wstring_view name_of() noexcept {
  return impl::wide_name<T>::value;
}

}  // namespace winrt
