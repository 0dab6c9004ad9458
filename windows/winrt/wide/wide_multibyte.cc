// SPDX-License-Identifier: Apache-2.0
// Between wide and multibyte text, which is UTF-8 here whatever the locale says.
#include <cstddef>
#include <string>
#include <string_view>

#include "../../include/winrt/penstock/string_conversion.h"

#define HIDDEN extern "C" __attribute__((visibility("hidden"), used))

HIDDEN std::size_t mbstowcs(wchar_t* to, const char* from, std::size_t count) {
  std::string_view const text(from);
  std::wstring wide;
  for (std::size_t at = 0; at < text.size();)
    winrt::impl::append_utf16(wide, winrt::impl::next_utf8(text, at));
  if (!to) return wide.size();
  std::size_t i = 0;
  for (; i != count && i != wide.size(); ++i) to[i] = wide[i];
  if (i != count) to[i] = 0;
  return i;
}
HIDDEN std::size_t wcstombs(char* to, const wchar_t* from, std::size_t count) {
  std::size_t length = 0;
  while (from[length]) ++length;
  std::string const narrow = winrt::to_string(std::wstring_view(from, length));
  if (!to) return narrow.size();
  std::size_t i = 0;
  for (; i != count && i != narrow.size(); ++i) to[i] = narrow[i];
  if (i != count) to[i] = 0;
  return i;
}
