// SPDX-License-Identifier: Apache-2.0
#include "nt/string_conversion.h"

namespace penstock::nt {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

bool is_high_surrogate(char32_t c) { return c >= 0xD800 && c < 0xDC00; }
bool is_low_surrogate(char32_t c) { return c >= 0xDC00 && c < 0xE000; }

struct Lead {
  int following;
  char32_t bits;
  char32_t least;  // what needs this many bytes: less is an overlong form
};

Lead lead_of(unsigned char byte) {
  if (byte < 0x80) return {0, byte, 0};
  if (byte >= 0xC2 && byte < 0xE0) return {1, byte & 0x1Fu, 0x80};
  if (byte >= 0xE0 && byte < 0xF0) return {2, byte & 0x0Fu, 0x800};
  if (byte >= 0xF0 && byte < 0xF5) return {3, byte & 0x07u, 0x10000};
  return {-1, 0, 0};
}

}  // namespace

char32_t next_code_point(std::u16string_view text, std::size_t& at) {
  const char32_t first = text[at++];
  if (!is_high_surrogate(first)) return is_low_surrogate(first) ? kReplacement : first;
  if (at == text.size() || !is_low_surrogate(text[at])) return kReplacement;
  return 0x10000 + ((first - 0xD800) << 10) + (text[at++] - 0xDC00u);
}

char32_t next_code_point(std::string_view text, std::size_t& at) {
  const Lead lead = lead_of(static_cast<unsigned char>(text[at++]));
  if (lead.following < 0) return kReplacement;
  char32_t code_point = lead.bits;
  for (int i = 0; i < lead.following; ++i) {
    if (at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) return kReplacement;
    code_point = code_point << 6 | (static_cast<unsigned char>(text[at++]) & 0x3Fu);
  }
  const bool valid =
      code_point >= lead.least && code_point < 0x110000 && (code_point < 0xD800 || code_point >= 0xE000);
  return valid ? code_point : kReplacement;
}

void append(std::u16string& text, char32_t code_point) {
  if (code_point < 0x10000) {
    text += static_cast<char16_t>(code_point);
    return;
  }
  text += static_cast<char16_t>(0xD800 + ((code_point - 0x10000) >> 10));
  text += static_cast<char16_t>(0xDC00 + ((code_point - 0x10000) & 0x3FF));
}

void append(std::string& text, char32_t code_point) {
  if (code_point < 0x80) {
    text += static_cast<char>(code_point);
    return;
  }
  const int following = code_point < 0x800 ? 1 : code_point < 0x10000 ? 2 : 3;
  constexpr unsigned kLead[] = {0, 0xC0, 0xE0, 0xF0};
  text += static_cast<char>(kLead[following] | code_point >> (6 * following));
  for (int i = following - 1; i >= 0; --i) text += static_cast<char>(0x80 | ((code_point >> (6 * i)) & 0x3F));
}

std::u16string utf16_of(std::string_view utf8) {
  std::u16string wide;
  for (std::size_t at = 0; at < utf8.size();) append(wide, next_code_point(utf8, at));
  return wide;
}

std::string utf8_of(std::u16string_view utf16) {
  std::string narrow;
  for (std::size_t at = 0; at < utf16.size();) append(narrow, next_code_point(utf16, at));
  return narrow;
}

std::u16string_view view_of(const UNICODE_STRING& string) {
  return {reinterpret_cast<const char16_t*>(string.Buffer), string.Length / sizeof(WCHAR)};
}

std::string utf8_of(const UNICODE_STRING& string) { return utf8_of(view_of(string)); }

UNICODE_STRING unicode_string_of(const std::u16string& text) {
  const auto bytes = static_cast<USHORT>(text.size() * sizeof(WCHAR));
  return {bytes, bytes, const_cast<PWCH>(reinterpret_cast<const WCHAR*>(text.data()))};
}

bool equal_ignoring_case(std::u16string_view a, std::u16string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (upcase(a[i]) != upcase(b[i])) return false;
  }
  return true;
}

}  // namespace penstock::nt
