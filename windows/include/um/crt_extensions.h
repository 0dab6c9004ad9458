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
