// SPDX-License-Identifier: Apache-2.0
#include "nt/io_name.h"

#include <array>

#include "nt/string_conversion.h"
#include "ntddk.h"

namespace penstock::nt {
namespace {

constexpr std::u16string_view kClientDirectory = u"\\??\\";

}  // namespace

std::u16string_view view_of(const UNICODE_STRING* text) {
  if (text == nullptr || text->Buffer == nullptr) return {};
  return {reinterpret_cast<const char16_t*>(text->Buffer), text->Length / sizeof(char16_t)};
}

std::u16string folded_name(std::u16string_view name) {
  std::u16string folded(name);
  for (char16_t& letter : folded) letter = upcase(letter);
  return folded;
}

std::u16string canonical_name(std::u16string_view name) {
  static constexpr std::array<std::u16string_view, 6> kSpellings = {
      u"\\DOSDEVICES\\GLOBAL\\", u"\\??\\GLOBAL\\", u"\\DOSDEVICES\\",
      u"\\GLOBAL??\\",           u"\\\\.\\",        u"\\??\\"};
  const std::u16string folded = folded_name(name);
  for (const std::u16string_view spelling : kSpellings)
    if (folded.starts_with(spelling))
      return std::u16string(kClientDirectory).append(name.substr(spelling.size()));
  return std::u16string(name);
}

std::u16string wide_name(std::string_view utf8) { return utf16_of(utf8); }

}  // namespace penstock::nt
