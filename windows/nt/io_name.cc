// SPDX-License-Identifier: Apache-2.0
#include "nt/io_name.h"

#include <array>

#include "ntddk.h"

namespace penstock::nt {
namespace {

constexpr std::u16string_view kClientDirectory = u"\\??\\";

// Latin, Greek and Cyrillic: the letters that device names are made of.
char16_t upper(char16_t letter) {
  if (letter >= u'a' && letter <= u'z') return static_cast<char16_t>(letter - 32);
  if (letter >= 0xe0 && letter <= 0xfe && letter != 0xf7) return static_cast<char16_t>(letter - 32);
  if (letter >= 0x3b1 && letter <= 0x3c9 && letter != 0x3c2) return static_cast<char16_t>(letter - 32);
  if (letter >= 0x430 && letter <= 0x44f) return static_cast<char16_t>(letter - 32);
  if (letter >= 0x450 && letter <= 0x45f) return static_cast<char16_t>(letter - 80);
  return letter;
}

void append_utf8(std::string& text, char32_t code) {
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xc0 | (code >> 6));
    text += static_cast<char>(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    text += static_cast<char>(0xe0 | (code >> 12));
    text += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
    text += static_cast<char>(0x80 | (code & 0x3f));
  } else {
    text += static_cast<char>(0xf0 | (code >> 18));
    text += static_cast<char>(0x80 | ((code >> 12) & 0x3f));
    text += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
    text += static_cast<char>(0x80 | (code & 0x3f));
  }
}

bool is_high_surrogate(char16_t unit) { return (unit & 0xfc00) == 0xd800; }
bool is_low_surrogate(char16_t unit) { return (unit & 0xfc00) == 0xdc00; }

}  // namespace

std::u16string_view view_of(const UNICODE_STRING* text) {
  if (text == nullptr || text->Buffer == nullptr) return {};
  return {reinterpret_cast<const char16_t*>(text->Buffer), text->Length / sizeof(char16_t)};
}

std::u16string folded_name(std::u16string_view name) {
  std::u16string folded(name);
  for (char16_t& letter : folded) letter = upper(letter);
  return folded;
}

std::u16string canonical_name(std::u16string_view name) {
  static constexpr std::array<std::u16string_view, 6> kSpellings = {
      u"\\DOSDEVICES\\GLOBAL\\", u"\\??\\GLOBAL\\", u"\\DOSDEVICES\\", u"\\GLOBAL??\\", u"\\\\.\\", u"\\??\\"};
  const std::u16string folded = folded_name(name);
  for (const std::u16string_view spelling : kSpellings)
    if (folded.starts_with(spelling)) return std::u16string(kClientDirectory).append(name.substr(spelling.size()));
  return std::u16string(name);
}

std::string to_utf8(std::u16string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    char32_t code = text[at];
    if (is_high_surrogate(text[at]) && at + 1 < text.size() && is_low_surrogate(text[at + 1])) {
      code = 0x10000 + ((code & 0x3ff) << 10) + (text[at + 1] & 0x3ff);
      ++at;
    }
    append_utf8(out, code);
  }
  return out;
}

std::u16string to_utf16(std::string_view text) {
  std::u16string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (at + bytes > text.size()) break;
    char32_t code = bytes == 1 ? lead : lead & (0x7fu >> bytes);
    for (std::size_t next = 1; next < bytes; ++next) code = (code << 6) | (static_cast<unsigned char>(text[at + next]) & 0x3f);
    at += bytes;
    if (code >= 0x10000) {
      out += static_cast<char16_t>(0xd800 + ((code - 0x10000) >> 10));
      code = 0xdc00 + ((code - 0x10000) & 0x3ff);
    }
    out += static_cast<char16_t>(code);
  }
  return out;
}

}  // namespace penstock::nt
