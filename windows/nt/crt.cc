// SPDX-License-Identifier: Apache-2.0
// The C library functions of guests that differ from the host's: Windows' formats, 16-bit wide characters,
// names with an underscore. Guests reach them by the labels of windows/include/crt.
#include <algorithm>
#include <cctype>
#include <cstdarg>
#include <cstdlib>
#include <limits>
#include <string_view>

#include "nt/printf.h"
#include "nt/string_conversion.h"

#include <ntifs.h>

using namespace penstock::nt;

namespace {

const char16_t* units(const wchar_t* text) { return reinterpret_cast<const char16_t*>(text); }

// Windows' way: -1 when it does not fit, and then no terminator (1.10 of the contract).
template <class Char, class Text>
int copy_unterminated(Char* to, size_t room, const Text& text) {
  const size_t copied = std::min(room, text.size());
  std::copy_n(text.begin(), copied, to);
  if (text.size() < room) to[text.size()] = 0;
  return text.size() <= room ? static_cast<int>(text.size()) : -1;
}

// The C standard's way: always terminated, the length that was wanted.
int copy_terminated(char* to, size_t room, const std::string& text) {
  if (room > 0) {
    const size_t copied = std::min(room - 1, text.size());
    std::copy_n(text.begin(), copied, to);
    to[copied] = 0;
  }
  return static_cast<int>(text.size());
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
wchar_t lower(wchar_t c) { return static_cast<wchar_t>(downcase(static_cast<char16_t>(c))); }
wchar_t upper(wchar_t c) { return static_cast<wchar_t>(upcase(static_cast<char16_t>(c))); }

template <class Char>
int compare(const Char* a, const Char* b, size_t count, bool ignore_case) {
  for (size_t i = 0; i < count; ++i) {
    const Char x = ignore_case ? lower(a[i]) : a[i], y = ignore_case ? lower(b[i]) : b[i];
    if (x != y) return x < y ? -1 : 1;
    if (x == 0) break;
  }
  return 0;
}

constexpr size_t kAll = std::numeric_limits<size_t>::max();

size_t length(const wchar_t* s, size_t max = kAll) {
  size_t n = 0;
  while (n < max && s[n] != 0) ++n;
  return n;
}

std::string ascii_of(const wchar_t* s) {
  std::string text;
  for (; *s != 0 && *s < 0x80; ++s) text += static_cast<char>(*s);
  return text;
}

// 32 bits wide: a Windows long.
template <class Wanted>
Wanted clamp(long long value) {
  return static_cast<Wanted>(
      std::clamp<long long>(value, std::numeric_limits<Wanted>::min(), std::numeric_limits<Wanted>::max()));
}

thread_local unsigned random_state = 1;

}  // namespace

extern "C" {

int penstock_crt__vsnprintf(char* to, size_t room, const char* format, va_list arguments) {
  return copy_unterminated(to, room, format_text(format, arguments));
}
int penstock_crt__vsnwprintf(wchar_t* to, size_t room, const wchar_t* format, va_list arguments) {
  return copy_unterminated(to, room, format_text(units(format), arguments));
}
int penstock_crt_vsnprintf(char* to, size_t room, const char* format, va_list arguments) {
  return copy_terminated(to, room, format_text(format, arguments));
}
int penstock_crt_vsprintf(char* to, const char* format, va_list arguments) {
  return copy_terminated(to, kAll, format_text(format, arguments));
}

int penstock_crt__snprintf(char* to, size_t room, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int written = penstock_crt__vsnprintf(to, room, format, arguments);
  va_end(arguments);
  return written;
}
int penstock_crt__snwprintf(wchar_t* to, size_t room, const wchar_t* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int written = penstock_crt__vsnwprintf(to, room, format, arguments);
  va_end(arguments);
  return written;
}
int penstock_crt_snprintf(char* to, size_t room, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int written = penstock_crt_vsnprintf(to, room, format, arguments);
  va_end(arguments);
  return written;
}
int penstock_crt_sprintf(char* to, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int written = penstock_crt_vsprintf(to, format, arguments);
  va_end(arguments);
  return written;
}
int penstock_crt_swprintf(wchar_t* to, const wchar_t* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int written = penstock_crt__vsnwprintf(to, kAll, format, arguments);
  va_end(arguments);
  return written;
}

int penstock_crt__stricmp(const char* a, const char* b) { return compare(a, b, kAll, true); }
int penstock_crt__strnicmp(const char* a, const char* b, size_t count) { return compare(a, b, count, true); }
char* penstock_crt__strlwr(char* s) {
  for (char* at = s; *at != 0; ++at) *at = lower(*at);
  return s;
}
char* penstock_crt__strupr(char* s) {
  for (char* at = s; *at != 0; ++at) *at = upper(*at);
  return s;
}

size_t penstock_crt_wcslen(const wchar_t* s) { return length(s); }
size_t penstock_crt_wcsnlen(const wchar_t* s, size_t max) { return length(s, max); }
int penstock_crt_wcscmp(const wchar_t* a, const wchar_t* b) { return compare(a, b, kAll, false); }
int penstock_crt_wcsncmp(const wchar_t* a, const wchar_t* b, size_t count) {
  return compare(a, b, count, false);
}
int penstock_crt__wcsicmp(const wchar_t* a, const wchar_t* b) { return compare(a, b, kAll, true); }
int penstock_crt__wcsnicmp(const wchar_t* a, const wchar_t* b, size_t count) {
  return compare(a, b, count, true);
}

wchar_t* penstock_crt_wcscpy(wchar_t* to, const wchar_t* from) {
  std::copy_n(from, length(from) + 1, to);
  return to;
}
wchar_t* penstock_crt_wcsncpy(wchar_t* to, const wchar_t* from, size_t count) {
  const size_t copied = length(from, count);
  std::copy_n(from, copied, to);
  std::fill_n(to + copied, count - copied, wchar_t{0});
  return to;
}
wchar_t* penstock_crt_wcscat(wchar_t* to, const wchar_t* from) {
  penstock_crt_wcscpy(to + length(to), from);
  return to;
}
wchar_t* penstock_crt_wcsncat(wchar_t* to, const wchar_t* from, size_t count) {
  wchar_t* end = to + length(to);
  const size_t copied = length(from, count);
  std::copy_n(from, copied, end);
  end[copied] = 0;
  return to;
}

wchar_t* penstock_crt_wcschr(const wchar_t* in, wchar_t what) {
  for (;; ++in) {
    if (*in == what) return const_cast<wchar_t*>(in);
    if (*in == 0) return nullptr;
  }
}
wchar_t* penstock_crt_wcsrchr(const wchar_t* in, wchar_t what) {
  for (const wchar_t* at = in + length(in);; --at) {
    if (*at == what) return const_cast<wchar_t*>(at);
    if (at == in) return nullptr;
  }
}
wchar_t* penstock_crt_wcsstr(const wchar_t* in, const wchar_t* what) {
  const std::u16string_view text(units(in), length(in));
  const std::size_t at = text.find(std::u16string_view(units(what), length(what)));
  return at == std::u16string_view::npos ? nullptr : const_cast<wchar_t*>(in) + at;
}
wchar_t* penstock_crt__wcslwr(wchar_t* s) {
  for (wchar_t* at = s; *at != 0; ++at) *at = lower(*at);
  return s;
}
wchar_t* penstock_crt__wcsupr(wchar_t* s) {
  for (wchar_t* at = s; *at != 0; ++at) *at = upper(*at);
  return s;
}

wchar_t penstock_crt_towlower(wchar_t c) { return lower(c); }
wchar_t penstock_crt_towupper(wchar_t c) { return upper(c); }
int penstock_crt_iswdigit(wchar_t c) { return c >= '0' && c <= '9'; }
int penstock_crt_iswspace(wchar_t c) { return c == ' ' || (c >= 9 && c <= 13); }
int penstock_crt_iswalpha(wchar_t c) { return c < 0x80 ? std::isalpha(c) : upper(c) != lower(c); }

int penstock_crt_strtol(const char* s, char** end, int base) {
  return clamp<int>(std::strtoll(s, end, base));
}
unsigned int penstock_crt_strtoul(const char* s, char** end, int base) {
  return static_cast<unsigned int>(std::min<unsigned long long>(std::strtoull(s, end, base), 0xFFFFFFFF));
}
long long penstock_crt__strtoi64(const char* s, char** end, int base) { return std::strtoll(s, end, base); }
unsigned long long penstock_crt__strtoui64(const char* s, char** end, int base) {
  return std::strtoull(s, end, base);
}
int penstock_crt_wcstol(const wchar_t* s, wchar_t** end, int base) {
  const std::string text = ascii_of(s);
  char* stop = nullptr;
  const long long value = std::strtoll(text.c_str(), &stop, base);
  if (end != nullptr) *end = const_cast<wchar_t*>(s) + (stop - text.c_str());
  return clamp<int>(value);
}
unsigned int penstock_crt_wcstoul(const wchar_t* s, wchar_t** end, int base) {
  const std::string text = ascii_of(s);
  char* stop = nullptr;
  const unsigned long long value = std::strtoull(text.c_str(), &stop, base);
  if (end != nullptr) *end = const_cast<wchar_t*>(s) + (stop - text.c_str());
  return static_cast<unsigned int>(std::min<unsigned long long>(value, 0xFFFFFFFF));
}
int penstock_crt__wtoi(const wchar_t* s) { return penstock_crt_wcstol(s, nullptr, 10); }

// The generator that Windows documents by example: 15 bits of a linear congruence.
int penstock_crt_rand(void) {
  random_state = random_state * 214013 + 2531011;
  return static_cast<int>(random_state >> 16 & 0x7FFF);
}
void penstock_crt_srand(unsigned int seed) { random_state = seed; }

}  // extern "C"
