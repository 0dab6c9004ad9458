// SPDX-License-Identifier: Apache-2.0
// Text between UTF-16 and UTF-8, and values as text. What is not well formed becomes U+FFFD, one for each unit that is wrong.
//
// Threads: pure functions.
// Memory: answers are new strings.
// Errors: std::bad_alloc.
#pragma once

#include <cstdio>

#include "hstring.h"

namespace winrt {
namespace impl {

inline void append_utf8(std::string& out, char32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | code >> 18);
    out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

template <typename Out>
void append_utf16(Out& out, char32_t code) {
  if (code < 0x10000) {
    out += static_cast<wchar_t>(code);
  } else {
    out += static_cast<wchar_t>(0xD800 + ((code - 0x10000) >> 10));
    out += static_cast<wchar_t>(0xDC00 + ((code - 0x10000) & 0x3FF));
  }
}

// One code point of UTF-8, at least one byte further.
inline char32_t next_utf8(std::string_view text, std::size_t& at) {
  auto const first = static_cast<unsigned char>(text[at++]);
  if (first < 0x80) return first;
  int const more = first >= 0xF0 && first < 0xF5 ? 3 : first >= 0xE0 && first < 0xF0 ? 2 : first >= 0xC2 && first < 0xE0 ? 1 : 0;
  if (more == 0 || at + more > text.size()) return 0xFFFD;
  char32_t code = first & (0x3F >> more);
  for (int i = 0; i != more; ++i) {
    auto const byte = static_cast<unsigned char>(text[at + i]);
    if ((byte & 0xC0) != 0x80) return 0xFFFD;
    code = code << 6 | (byte & 0x3F);
  }
  char32_t const least = more == 3 ? 0x10000 : more == 2 ? 0x800 : 0x80;
  if (code < least || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return 0xFFFD;
  at += more;
  return code;
}

inline char32_t next_utf16(std::wstring_view text, std::size_t& at) {
  char32_t const first = static_cast<std::uint16_t>(text[at++]);
  if (first < 0xD800 || first >= 0xE000) return first;
  if (first >= 0xDC00 || at == text.size()) return 0xFFFD;
  char32_t const second = static_cast<std::uint16_t>(text[at]);
  if (second < 0xDC00 || second >= 0xE000) return 0xFFFD;
  ++at;
  return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
}

template <typename T>
hstring number_text(char const* format, T value) {
  char text[64];
  int const length = std::snprintf(text, sizeof text, format, value);
  wchar_t wide[64];
  for (int i = 0; i != length; ++i) wide[i] = static_cast<wchar_t>(text[i]);
  return hstring(wide, static_cast<std::uint32_t>(length));
}

}  // namespace impl

inline std::string to_string(std::wstring_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) impl::append_utf8(out, impl::next_utf16(text, at));
  return out;
}

inline hstring to_hstring(std::string_view text) {
  std::wstring out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) impl::append_utf16(out, impl::next_utf8(text, at));
  return hstring(out);
}
inline hstring to_hstring(char const* text) { return to_hstring(std::string_view(text)); }
inline hstring to_hstring(std::string const& text) { return to_hstring(std::string_view(text)); }
inline hstring to_hstring(hstring const& text) { return text; }
inline hstring to_hstring(std::wstring_view text) { return hstring(text); }
inline hstring to_hstring(bool value) { return value ? L"true" : L"false"; }
inline hstring to_hstring(char16_t value) { return hstring{static_cast<wchar_t>(value)}; }
inline hstring to_hstring(wchar_t value) { return hstring{value}; }
inline hstring to_hstring(float value) { return impl::number_text("%g", static_cast<double>(value)); }
inline hstring to_hstring(double value) { return impl::number_text("%g", value); }
inline hstring to_hstring(guid const& value) {
  char text[40];
  auto const* d = value.Data4;
  std::snprintf(text, sizeof text, "{%08x-%04x-%04x-%02x%02x-%02x%02x%02x%02x%02x%02x}", value.Data1, value.Data2,
                value.Data3, d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7]);
  return to_hstring(std::string_view(text));
}
template <typename T, std::enable_if_t<std::is_integral_v<T> && !std::is_same_v<T, bool> && !std::is_same_v<T, char16_t> &&
                                           !std::is_same_v<T, wchar_t>,
                                       int> = 0>
hstring to_hstring(T value) {
  if constexpr (std::is_signed_v<T>) return impl::number_text("%lld", static_cast<long long>(value));
  else return impl::number_text("%llu", static_cast<unsigned long long>(value));
}

}  // namespace winrt
