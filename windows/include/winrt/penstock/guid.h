// SPDX-License-Identifier: Apache-2.0
// The name of an interface: 128 bits, written as 8-4-4-4-12 hexadecimal digits, comparable and hashable.
//
// Threads: a value.
// Memory: a value.
// Errors: text that is no GUID throws std::invalid_argument, in a constant expression it does not compile.
#pragma once

#include "configuration.h"
#include "../../um/guiddef.h"

namespace winrt {

namespace impl {
// The digits of a GUID, checked. No templates here: clang 14 would not have instantiated them in time for a constant.
struct guid_text {
  char text[36] = {};

  template <typename V>
  constexpr void take(V given) {
    if (given.size() == 38 && given[0] == '{' && given[37] == '}') given = given.substr(1, 36);
    if (given.size() != 36) throw std::invalid_argument("not a GUID");
    for (std::size_t i = 0; i != 36; ++i) text[i] = given[i] < 128 ? static_cast<char>(given[i]) : '?';
    if (text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-') throw std::invalid_argument("not a GUID");
  }
  constexpr std::uint32_t nibble(std::size_t at) const {
    char const c = text[at];
    if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<std::uint32_t>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<std::uint32_t>(c - 'A' + 10);
    throw std::invalid_argument("not a hexadecimal digit of a GUID");
  }
  constexpr std::uint32_t digits(std::size_t at, std::size_t count) const {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i != count; ++i) value = value << 4 | nibble(at + i);
    return value;
  }
  constexpr std::uint8_t byte(std::size_t at) const { return static_cast<std::uint8_t>(digits(at, 2)); }
};
constexpr guid_text text_for_guid(std::string_view given) {
  guid_text text;
  text.take(given);
  return text;
}
constexpr guid_text text_for_guid(std::wstring_view given) {
  guid_text text;
  text.take(given);
  return text;
}
}  // namespace impl

struct guid {
  std::uint32_t Data1;
  std::uint16_t Data2;
  std::uint16_t Data3;
  std::uint8_t Data4[8];

  constexpr guid() noexcept : Data1(0), Data2(0), Data3(0), Data4{} {}
  constexpr guid(std::uint32_t a, std::uint16_t b, std::uint16_t c, std::array<std::uint8_t, 8> const& d) noexcept
      : Data1(a), Data2(b), Data3(c), Data4{d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7]} {}
  constexpr guid(::GUID const& value) noexcept
      : Data1(value.Data1), Data2(value.Data2), Data3(value.Data3),
        Data4{value.Data4[0], value.Data4[1], value.Data4[2], value.Data4[3],
              value.Data4[4], value.Data4[5], value.Data4[6], value.Data4[7]} {}
  explicit constexpr guid(std::string_view text) : guid(impl::text_for_guid(text)) {}
  explicit constexpr guid(std::wstring_view text) : guid(impl::text_for_guid(text)) {}
  operator ::GUID const&() const noexcept { return reinterpret_cast<::GUID const&>(*this); }


 private:
  constexpr guid(impl::guid_text const& text)
      : Data1(text.digits(0, 8)), Data2(static_cast<std::uint16_t>(text.digits(9, 4))),
        Data3(static_cast<std::uint16_t>(text.digits(14, 4))),
        Data4{text.byte(19), text.byte(21), text.byte(24), text.byte(26), text.byte(28), text.byte(30), text.byte(32), text.byte(34)} {}
};

namespace impl {
// One comparison of two words: a query looks at many names, most of which differ in the first.
struct guid_words {
  std::uint64_t low, high;
};
inline guid_words words_of(guid const& value) noexcept {
  guid_words words;
  std::memcpy(&words, &value, sizeof words);
  return words;
}
}  // namespace impl

inline bool operator==(guid const& a, guid const& b) noexcept {
  auto const x = impl::words_of(a), y = impl::words_of(b);
  return x.low == y.low && x.high == y.high;
}
inline bool operator!=(guid const& a, guid const& b) noexcept { return !(a == b); }
inline bool operator<(guid const& a, guid const& b) noexcept {
  if (a.Data1 != b.Data1) return a.Data1 < b.Data1;
  if (a.Data2 != b.Data2) return a.Data2 < b.Data2;
  if (a.Data3 != b.Data3) return a.Data3 < b.Data3;
  return std::memcmp(a.Data4, b.Data4, sizeof a.Data4) < 0;
}

}  // namespace winrt

template <>
struct std::hash<winrt::guid> {
  std::size_t operator()(winrt::guid const& value) const noexcept {
    auto const words = winrt::impl::words_of(value);
    return static_cast<std::size_t>(words.low * 0x9E3779B97F4A7C15u ^ words.high);
  }
};
