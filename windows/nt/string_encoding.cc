// SPDX-License-Identifier: Apache-2.0
// Conversions of plain buffers, and of numbers and GUIDs to and from text. The ANSI code page is UTF-8.
#include <algorithm>
#include <cstring>
#include <optional>

#include "nt/guest.h"
#include "nt/pool.h"
#include "nt/string_conversion.h"
#include "nt/thread_state.h"

#include <ntifs.h>
#include <ntstrsafe.h>

using namespace penstock::nt;

namespace {

constexpr NTSTATUS kSomeNotMapped = 0x107;

// As many whole characters as fit.
template <class To, class From>
NTSTATUS convert(To* to, ULONG to_bytes, PULONG actual, const From* from, ULONG from_bytes,
                 NTSTATUS overflow) {
  const std::basic_string_view<From> source(from, from_bytes / sizeof(From));
  std::basic_string<To> all;
  bool replaced = false;
  std::size_t fits = 0;
  for (std::size_t at = 0; at < source.size();) {
    const char32_t code_point = next_code_point(source, at);
    replaced |= code_point == 0xFFFD;
    append(all, code_point);
    if (all.size() * sizeof(To) <= to_bytes) fits = all.size();
  }
  if (to != nullptr) std::memcpy(to, all.data(), fits * sizeof(To));
  const bool only_size = to == nullptr;
  if (actual != nullptr) *actual = static_cast<ULONG>((only_size ? all.size() : fits) * sizeof(To));
  if (!only_size && fits < all.size()) return overflow;
  return replaced ? kSomeNotMapped : STATUS_SUCCESS;
}

// Multi-byte functions truncate and are content.
NTSTATUS contented(NTSTATUS status) { return status == kSomeNotMapped ? STATUS_SUCCESS : status; }

const char16_t* units(const WCHAR* text) { return reinterpret_cast<const char16_t*>(text); }
char16_t* units(WCHAR* text) { return reinterpret_cast<char16_t*>(text); }

NTSTATUS number_to_text(ULONGLONG value, ULONG base, PUNICODE_STRING string) {
  if (base == 0) base = 10;
  if (base != 2 && base != 8 && base != 10 && base != 16) return STATUS_INVALID_PARAMETER;
  std::u16string digits;
  do {
    digits.insert(digits.begin(), u"0123456789ABCDEF"[value % base]);
    value /= base;
  } while (value != 0);
  const std::size_t bytes = digits.size() * sizeof(WCHAR);
  if (bytes > string->MaximumLength) return STATUS_BUFFER_OVERFLOW;
  std::memcpy(string->Buffer, digits.data(), bytes);
  string->Length = static_cast<USHORT>(bytes);
  if (bytes + sizeof(WCHAR) <= string->MaximumLength) string->Buffer[digits.size()] = 0;
  return STATUS_SUCCESS;
}

int digit_of(char16_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 99;
}

// Spaces, a sign, a prefix when no base is given, then digits as far as they go.
ULONG number_in(std::u16string_view text, ULONG base) {
  while (!text.empty() && text[0] <= ' ') text.remove_prefix(1);
  const bool negative = !text.empty() && text[0] == '-';
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  if (base == 0) {
    base = 10;
    if (text.size() > 1 && text[0] == '0') {
      const char16_t kind = downcase(text[1]);
      base = kind == 'x' ? 16 : kind == 'o' ? 8 : kind == 'b' ? 2 : 10;
      if (base != 10) text.remove_prefix(2);
    }
  }
  ULONG value = 0;
  for (const char16_t c : text) {
    const int digit = digit_of(c);
    if (digit >= static_cast<int>(base)) break;
    value = value * base + static_cast<ULONG>(digit);
  }
  return negative ? 0 - value : value;
}

bool is_base(ULONG base) { return base == 0 || base == 2 || base == 8 || base == 10 || base == 16; }

std::optional<ULONGLONG> hexadecimal(std::u16string_view text) {
  ULONGLONG value = 0;
  for (const char16_t c : text) {
    if (digit_of(c) > 15) return std::nullopt;
    value = value << 4 | static_cast<ULONGLONG>(digit_of(c));
  }
  return value;
}

}  // namespace

extern "C" {

NTSTATUS RtlUnicodeToUTF8N(PCHAR to, ULONG to_bytes, PULONG actual, PCWCH from, ULONG from_bytes) {
  return convert(to, to_bytes, actual, units(from), from_bytes, STATUS_BUFFER_TOO_SMALL);
}
NTSTATUS RtlUTF8ToUnicodeN(PWSTR to, ULONG to_bytes, PULONG actual, PCCH from, ULONG from_bytes) {
  return convert(units(to), to_bytes, actual, from, from_bytes, STATUS_BUFFER_TOO_SMALL);
}
NTSTATUS RtlUnicodeToMultiByteN(PCHAR to, ULONG to_bytes, PULONG actual, PCWCH from, ULONG from_bytes) {
  return contented(convert(to, to_bytes, actual, units(from), from_bytes, STATUS_BUFFER_OVERFLOW));
}
NTSTATUS RtlMultiByteToUnicodeN(PWCH to, ULONG to_bytes, PULONG actual, const CHAR* from, ULONG from_bytes) {
  return contented(convert(units(to), to_bytes, actual, from, from_bytes, STATUS_BUFFER_OVERFLOW));
}
NTSTATUS RtlUnicodeToMultiByteSize(PULONG bytes, PCWCH from, ULONG from_bytes) {
  return contented(convert<char>(nullptr, 0, bytes, units(from), from_bytes, STATUS_SUCCESS));
}
NTSTATUS RtlMultiByteToUnicodeSize(PULONG bytes, const CHAR* from, ULONG from_bytes) {
  return contented(convert<char16_t>(nullptr, 0, bytes, from, from_bytes, STATUS_SUCCESS));
}

NTSTATUS RtlIntegerToUnicodeString(ULONG value, ULONG base, PUNICODE_STRING string) {
  return number_to_text(value, base, string);
}
NTSTATUS RtlInt64ToUnicodeString(ULONGLONG value, ULONG base, PUNICODE_STRING string) {
  return number_to_text(value, base, string);
}

NTSTATUS RtlUnicodeStringToInteger(PCUNICODE_STRING string, ULONG base, PULONG value) {
  if (!is_base(base)) return STATUS_INVALID_PARAMETER;
  *value = number_in(view_of(*string), base);
  return STATUS_SUCCESS;
}

NTSTATUS RtlCharToInteger(PCSZ string, ULONG base, PULONG value) {
  if (!is_base(base)) return STATUS_INVALID_PARAMETER;
  *value = number_in(utf16_of(string), base);
  return STATUS_SUCCESS;
}

NTSTATUS RtlStringFromGUID(REFGUID given, PUNICODE_STRING string) {
  PENSTOCK_IRQL_MAX(kPassive);
  const GUID guid = reinterpret_cast<const GUID&>(given);
  constexpr std::size_t kCharacters = 38;
  std::u16string text = u"{";
  const auto add = [&](ULONGLONG value, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
      text += u"0123456789ABCDEF"[(value >> shift) & 15];
  };
  add(guid.Data1, 8);
  text += u'-';
  add(guid.Data2, 4);
  text += u'-';
  add(guid.Data3, 4);
  for (int i = 0; i < 8; ++i) {
    if (i == 0 || i == 2) text += u'-';
    add(guid.Data4[i], 2);
  }
  text += u'}';
  const std::size_t bytes = kCharacters * sizeof(WCHAR);
  auto* buffer = static_cast<PWCH>(
      allocate_pool({.size_bytes = bytes + sizeof(WCHAR), .tag = 0x69727453, .what = "RtlStringFromGUID"},
                    PENSTOCK_CALLER));
  if (buffer == nullptr) return STATUS_NO_MEMORY;
  std::memcpy(buffer, text.data(), bytes);
  *string = {static_cast<USHORT>(bytes), static_cast<USHORT>(bytes + sizeof(WCHAR)), buffer};
  return STATUS_SUCCESS;
}

NTSTATUS RtlGUIDFromString(PCUNICODE_STRING string, GUID* guid) {
  PENSTOCK_IRQL_MAX(kPassive);
  const std::u16string_view text = view_of(*string);
  if (text.size() != 38 || text[0] != '{' || text[37] != '}') return STATUS_INVALID_PARAMETER;
  for (const int dash : {9, 14, 19, 24}) {
    if (text[static_cast<std::size_t>(dash)] != '-') return STATUS_INVALID_PARAMETER;
  }
  const auto first = hexadecimal(text.substr(1, 8)), second = hexadecimal(text.substr(10, 4)),
             third = hexadecimal(text.substr(15, 4)), fourth = hexadecimal(text.substr(20, 4)),
             last = hexadecimal(text.substr(25, 12));
  if (!first || !second || !third || !fourth || !last) return STATUS_INVALID_PARAMETER;
  guid->Data1 = static_cast<ULONG>(*first);
  guid->Data2 = static_cast<USHORT>(*second);
  guid->Data3 = static_cast<USHORT>(*third);
  const ULONGLONG rest = *fourth << 48 | *last;
  for (int i = 0; i < 8; ++i) guid->Data4[i] = static_cast<UCHAR>(rest >> (56 - 8 * i));
  return STATUS_SUCCESS;
}

}  // extern "C"
