// SPDX-License-Identifier: Apache-2.0
// The C library's functions over wide characters, for characters of 16 bits. They are linked into each plug-in and hidden
// there, so that std::wstring and the plug-in's own calls find these and the rest of the process keeps the system's.
#include <cstddef>

#define HIDDEN extern "C" __attribute__((visibility("hidden"), used))

HIDDEN std::size_t wcslen(const wchar_t* text) {
  std::size_t length = 0;
  while (text[length]) ++length;
  return length;
}
HIDDEN std::size_t wcsnlen(const wchar_t* text, std::size_t limit) {
  std::size_t length = 0;
  while (length != limit && text[length]) ++length;
  return length;
}
HIDDEN wchar_t* wmemcpy(wchar_t* to, const wchar_t* from, std::size_t count) {
  return static_cast<wchar_t*>(__builtin_memcpy(to, from, count * sizeof(wchar_t)));
}
HIDDEN wchar_t* wmemmove(wchar_t* to, const wchar_t* from, std::size_t count) {
  return static_cast<wchar_t*>(__builtin_memmove(to, from, count * sizeof(wchar_t)));
}
HIDDEN wchar_t* wmemset(wchar_t* to, wchar_t value, std::size_t count) {
  for (std::size_t i = 0; i != count; ++i) to[i] = value;
  return to;
}
HIDDEN int wmemcmp(const wchar_t* a, const wchar_t* b, std::size_t count) {
  for (std::size_t i = 0; i != count; ++i)
    if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
  return 0;
}
HIDDEN wchar_t* wmemchr(const wchar_t* text, wchar_t wanted, std::size_t count) {
  for (std::size_t i = 0; i != count; ++i)
    if (text[i] == wanted) return const_cast<wchar_t*>(text + i);
  return nullptr;
}
HIDDEN wchar_t* wcscpy(wchar_t* to, const wchar_t* from) { return wmemcpy(to, from, wcslen(from) + 1); }
HIDDEN wchar_t* wcsncpy(wchar_t* to, const wchar_t* from, std::size_t count) {
  std::size_t i = 0;
  for (; i != count && from[i]; ++i) to[i] = from[i];
  for (; i != count; ++i) to[i] = 0;
  return to;
}
HIDDEN wchar_t* wcscat(wchar_t* to, const wchar_t* from) {
  wcscpy(to + wcslen(to), from);
  return to;
}
HIDDEN wchar_t* wcsncat(wchar_t* to, const wchar_t* from, std::size_t count) {
  wchar_t* end = to + wcslen(to);
  std::size_t const length = wcsnlen(from, count);
  wmemcpy(end, from, length);
  end[length] = 0;
  return to;
}
HIDDEN int wcsncmp(const wchar_t* a, const wchar_t* b, std::size_t count) {
  for (std::size_t i = 0; i != count; ++i) {
    if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
    if (!a[i]) break;
  }
  return 0;
}
HIDDEN int wcscmp(const wchar_t* a, const wchar_t* b) { return wcsncmp(a, b, static_cast<std::size_t>(-1)); }
HIDDEN int wcscoll(const wchar_t* a, const wchar_t* b) { return wcscmp(a, b); }
HIDDEN std::size_t wcsxfrm(wchar_t* to, const wchar_t* from, std::size_t count) {
  std::size_t const length = wcslen(from);
  if (length < count) wcscpy(to, from);
  return length;
}
HIDDEN wchar_t* wcschr(const wchar_t* text, wchar_t wanted) {
  for (;; ++text) {
    if (*text == wanted) return const_cast<wchar_t*>(text);
    if (!*text) return nullptr;
  }
}
HIDDEN wchar_t* wcsrchr(const wchar_t* text, wchar_t wanted) {
  wchar_t* found = nullptr;
  for (;; ++text) {
    if (*text == wanted) found = const_cast<wchar_t*>(text);
    if (!*text) return found;
  }
}
HIDDEN std::size_t wcscspn(const wchar_t* text, const wchar_t* stops) {
  std::size_t length = 0;
  while (text[length] && !(*stops && wcschr(stops, text[length]))) ++length;
  return length;
}
HIDDEN std::size_t wcsspn(const wchar_t* text, const wchar_t* accepted) {
  std::size_t length = 0;
  while (text[length] && wcschr(accepted, text[length])) ++length;
  return length;
}
HIDDEN wchar_t* wcspbrk(const wchar_t* text, const wchar_t* stops) {
  text += wcscspn(text, stops);
  return *text ? const_cast<wchar_t*>(text) : nullptr;
}
HIDDEN wchar_t* wcsstr(const wchar_t* text, const wchar_t* wanted) {
  std::size_t const length = wcslen(wanted);
  for (;; ++text) {
    if (wcsncmp(text, wanted, length) == 0) return const_cast<wchar_t*>(text);
    if (!*text) return nullptr;
  }
}
HIDDEN wchar_t* wcstok(wchar_t* text, const wchar_t* stops, wchar_t** rest) {
  if (!text) text = *rest;
  if (!text) return nullptr;
  text += wcsspn(text, stops);
  if (!*text) {
    *rest = nullptr;
    return nullptr;
  }
  wchar_t* end = text + wcscspn(text, stops);
  *rest = *end ? end + 1 : nullptr;
  *end = 0;
  return text;
}
