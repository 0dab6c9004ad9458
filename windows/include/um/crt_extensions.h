// SPDX-License-Identifier: Apache-2.0
// Functions of Microsoft's C library that code of this kind uses beside the standard's.
//
// Threads: pure functions.
// Memory: none of their own.
// Errors: a target that is too small is emptied and answered with ERANGE.
#pragma once

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cwchar>

#include <strings.h>

typedef int errno_t;

template <std::size_t N, typename... A>
int swprintf_s(wchar_t (&target)[N], wchar_t const* format, A... arguments) {
  return std::swprintf(target, N, format, arguments...);
}
template <typename... A>
int swprintf_s(wchar_t* target, std::size_t size, wchar_t const* format, A... arguments) {
  return std::swprintf(target, size, format, arguments...);
}
template <std::size_t N, typename... A>
int sprintf_s(char (&target)[N], char const* format, A... arguments) {
  return std::snprintf(target, N, format, arguments...);
}
template <typename... A>
int sprintf_s(char* target, std::size_t size, char const* format, A... arguments) {
  return std::snprintf(target, size, format, arguments...);
}
#ifndef _TRUNCATE
#define _TRUNCATE (static_cast<std::size_t>(-1))
#endif
// At most `count` characters and never more than there is room for; -1 where something was left out. Microsoft's library ends
// the program where the room is too small and _TRUNCATE was not said; here that is a -1 and an empty text.
inline int _vsnwprintf_s(wchar_t* target, std::size_t room, std::size_t count, wchar_t const* format, va_list arguments) {
  if (!target || !room) return -1;
  std::size_t const wanted = count < room ? count : room - 1;
  // Written where all of it fits, since what a call leaves of a longer text is not said.
  for (std::size_t size = 256; size <= (std::size_t{1} << 24); size *= 4) {
    auto* const all = static_cast<wchar_t*>(std::malloc(size * sizeof(wchar_t)));
    if (!all) break;
    va_list again;
    va_copy(again, arguments);
    int const length = std::vswprintf(all, size, format, again);
    va_end(again);
    if (length >= 0) {
      bool const is_whole = static_cast<std::size_t>(length) <= wanted;
      bool const is_refused = !is_whole && count >= room && count != _TRUNCATE;
      std::size_t const kept = is_refused ? 0 : is_whole ? static_cast<std::size_t>(length) : wanted;
      std::memcpy(target, all, kept * sizeof(wchar_t));
      target[kept] = 0;
      std::free(all);
      return is_whole ? length : -1;
    }
    std::free(all);
  }
  target[0] = 0;
  return -1;
}
inline int _snwprintf_s(wchar_t* target, std::size_t room, std::size_t count, wchar_t const* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int const length = _vsnwprintf_s(target, room, count, format, arguments);
  va_end(arguments);
  return length;
}
template <std::size_t N, typename... A>
int _snwprintf_s(wchar_t (&target)[N], std::size_t count, wchar_t const* format, A... arguments) {
  return _snwprintf_s(&target[0], N, count, format, arguments...);
}

// A number in letters, of 2 to 36 digits' values; negative ones have a sign in base 10 only.
inline errno_t _ui64tow_s(unsigned long long value, wchar_t* target, std::size_t room, int radix) {
  if (!target || !room) return EINVAL;
  target[0] = 0;
  if (radix < 2 || radix > 36) return EINVAL;
  wchar_t digits[65];
  std::size_t first = 64;
  digits[first] = 0;
  do {
    digits[--first] = static_cast<wchar_t>(L"0123456789abcdefghijklmnopqrstuvwxyz"[value % static_cast<unsigned>(radix)]);
    value /= static_cast<unsigned>(radix);
  } while (value != 0);
  if (64 - first >= room) return ERANGE;
  std::memcpy(target, digits + first, (65 - first) * sizeof(wchar_t));
  return 0;
}
inline errno_t _i64tow_s(long long value, wchar_t* target, std::size_t room, int radix) {
  if (value >= 0 || radix != 10) return _ui64tow_s(static_cast<unsigned long long>(value), target, room, radix);
  if (!target || !room) return EINVAL;
  errno_t const failure = _ui64tow_s(0 - static_cast<unsigned long long>(value), target + 1, room - 1, radix);
  target[0] = failure ? L'\0' : L'-';
  return failure == EINVAL ? ERANGE : failure;
}
inline errno_t _itow_s(int value, wchar_t* target, std::size_t room, int radix) {
  return radix == 10 ? _i64tow_s(value, target, room, radix) : _ui64tow_s(static_cast<unsigned>(value), target, room, radix);
}
template <std::size_t N>
errno_t _itow_s(int value, wchar_t (&target)[N], int radix) {
  return _itow_s(value, target, N, radix);
}
template <std::size_t N>
errno_t _i64tow_s(long long value, wchar_t (&target)[N], int radix) {
  return _i64tow_s(value, target, N, radix);
}
template <std::size_t N>
errno_t _ui64tow_s(unsigned long long value, wchar_t (&target)[N], int radix) {
  return _ui64tow_s(value, target, N, radix);
}

inline errno_t wcsncpy_s(wchar_t* target, std::size_t room, wchar_t const* source, std::size_t count) {
  if (!target || !room) return EINVAL;
  target[0] = 0;
  if (!source) return EINVAL;
  std::size_t const wanted = wcsnlen(source, count == _TRUNCATE ? room : count);
  if (wanted >= room && count != _TRUNCATE) return ERANGE;
  std::size_t const kept = wanted < room ? wanted : room - 1;
  std::memcpy(target, source, kept * sizeof(wchar_t));
  target[kept] = 0;
  return kept == wanted ? 0 : 80;  // STRUNCATE
}
template <std::size_t N>
errno_t wcsncpy_s(wchar_t (&target)[N], wchar_t const* source, std::size_t count) {
  return wcsncpy_s(target, N, source, count);
}
inline errno_t memcpy_s(void* target, std::size_t room, void const* source, std::size_t size) {
  if (size == 0) return 0;
  if (!target || !source || size > room) {
    if (target) std::memset(target, 0, room);
    return !target || !source ? EINVAL : ERANGE;
  }
  std::memcpy(target, source, size);
  return 0;
}
inline errno_t memmove_s(void* target, std::size_t room, void const* source, std::size_t size) {
  if (!target || !source || size > room) return !target || !source ? EINVAL : ERANGE;
  std::memmove(target, source, size);
  return 0;
}
inline errno_t wcscpy_s(wchar_t* target, std::size_t room, wchar_t const* source) {
  if (!target || !room) return EINVAL;
  if (!source || std::wcslen(source) >= room) {
    target[0] = 0;
    return source ? ERANGE : EINVAL;
  }
  std::wcscpy(target, source);
  return 0;
}
template <std::size_t N>
errno_t wcscpy_s(wchar_t (&target)[N], wchar_t const* source) {
  return wcscpy_s(target, N, source);
}
inline errno_t wcscat_s(wchar_t* target, std::size_t room, wchar_t const* source) {
  if (!target || !room) return EINVAL;
  std::size_t const used = wcsnlen(target, room);
  return used == room ? EINVAL : wcscpy_s(target + used, room - used, source);
}
template <std::size_t N>
errno_t wcscat_s(wchar_t (&target)[N], wchar_t const* source) {
  return wcscat_s(target, N, source);
}
inline errno_t strcpy_s(char* target, std::size_t room, char const* source) {
  if (!target || !room) return EINVAL;
  if (!source || std::strlen(source) >= room) {
    target[0] = 0;
    return source ? ERANGE : EINVAL;
  }
  std::strcpy(target, source);
  return 0;
}
template <std::size_t N>
errno_t strcpy_s(char (&target)[N], char const* source) {
  return strcpy_s(target, N, source);
}
inline int _stricmp(char const* a, char const* b) { return strcasecmp(a, b); }
inline int _strnicmp(char const* a, char const* b, std::size_t count) { return strncasecmp(a, b, count); }
inline int _wcsnicmp(wchar_t const* a, wchar_t const* b, std::size_t count) {
  for (; count != 0; --count, ++a, ++b) {
    wchar_t const x = *a >= L'A' && *a <= L'Z' ? static_cast<wchar_t>(*a + 32) : *a;
    wchar_t const y = *b >= L'A' && *b <= L'Z' ? static_cast<wchar_t>(*b + 32) : *b;
    if (x != y) return x < y ? -1 : 1;
    if (!x) break;
  }
  return 0;
}
inline int _wcsicmp(wchar_t const* a, wchar_t const* b) { return _wcsnicmp(a, b, static_cast<std::size_t>(-1)); }
inline int _wtoi(wchar_t const* text) { return static_cast<int>(std::wcstol(text, nullptr, 10)); }
