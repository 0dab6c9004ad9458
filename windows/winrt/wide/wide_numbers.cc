// SPDX-License-Identifier: Apache-2.0
// Numbers out of wide text: the number is narrowed, which loses nothing, and read by the system's function.
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <string>

#define HIDDEN extern "C" __attribute__((visibility("hidden"), used))

namespace {

bool is_number_character(wchar_t c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' || c == '-' ||
         c == '.' || c == ' ' || (c >= '\t' && c <= '\r') || c == '(' || c == ')' || c == '_';
}

template <typename F>
auto read_number(const wchar_t* text, wchar_t** end, F read) {
  std::string narrow;
  for (const wchar_t* c = text; is_number_character(*c); ++c) narrow += static_cast<char>(*c);
  char* stop = nullptr;
  auto const value = read(narrow.c_str(), &stop);
  if (end) *end = const_cast<wchar_t*>(text) + (stop - narrow.c_str());
  return value;
}

}  // namespace

HIDDEN long wcstol(const wchar_t* text, wchar_t** end, int base) {
  return read_number(text, end, [base](const char* t, char** e) { return std::strtol(t, e, base); });
}
HIDDEN unsigned long wcstoul(const wchar_t* text, wchar_t** end, int base) {
  return read_number(text, end, [base](const char* t, char** e) { return std::strtoul(t, e, base); });
}
HIDDEN long long wcstoll(const wchar_t* text, wchar_t** end, int base) {
  return read_number(text, end, [base](const char* t, char** e) { return std::strtoll(t, e, base); });
}
HIDDEN unsigned long long wcstoull(const wchar_t* text, wchar_t** end, int base) {
  return read_number(text, end, [base](const char* t, char** e) { return std::strtoull(t, e, base); });
}
HIDDEN float wcstof(const wchar_t* text, wchar_t** end) {
  return read_number(text, end, [](const char* t, char** e) { return std::strtof(t, e); });
}
HIDDEN double wcstod(const wchar_t* text, wchar_t** end) {
  return read_number(text, end, [](const char* t, char** e) { return std::strtod(t, e); });
}
HIDDEN long double wcstold(const wchar_t* text, wchar_t** end) {
  return read_number(text, end, [](const char* t, char** e) { return std::strtold(t, e); });
}
