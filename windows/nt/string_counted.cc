// SPDX-License-Identifier: Apache-2.0
// Counted strings: initialise, copy, append, compare, change case, allocate and free.
#include <algorithm>
#include <cstring>

#include "nt/guest.h"
#include "nt/pool.h"
#include "nt/string_conversion.h"
#include "nt/thread_state.h"

#include <ntifs.h>
#include <ntstrsafe.h>

using namespace penstock::nt;
using penstock::base::CallSite;

namespace {

constexpr std::size_t kUnicodeBytesMax = 0xFFFC;
constexpr std::size_t kAnsiBytesMax = 0xFFFE;
constexpr NTSTATUS kNameTooLong = static_cast<NTSTATUS>(0xC0000106);
constexpr ULONG kStringTag = 0x69727453;  // "Stri"

std::u16string_view view(PCUNICODE_STRING string) { return view_of(*string); }
std::string_view view(const STRING* string) { return {string->Buffer, string->Length}; }

template <class Char>
std::size_t length_of(const Char* text) {
  std::size_t length = 0;
  while (text[length] != 0) ++length;
  return length;
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
int order(char16_t a, char16_t b) { return int{a} - int{b}; }
int order(char a, char b) { return int{static_cast<unsigned char>(a)} - int{static_cast<unsigned char>(b)}; }
char16_t folded(char16_t c) { return upcase(c); }
char folded(char c) { return upper(c); }

template <class Char>
LONG compare(std::basic_string_view<Char> a, std::basic_string_view<Char> b, bool ignore_case) {
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    const int difference = ignore_case ? order(folded(a[i]), folded(b[i])) : order(a[i], b[i]);
    if (difference != 0) return difference;
  }
  return static_cast<LONG>(a.size()) - static_cast<LONG>(b.size());
}

// Makes room for `bytes` in the destination, by allocation when asked.
NTSTATUS make_room(void** buffer, USHORT* maximum, std::size_t bytes, std::size_t bytes_max, bool allocate,
                   CallSite site) {
  if (bytes > bytes_max) return STATUS_INVALID_PARAMETER_2;
  if (!allocate) return bytes <= *maximum ? STATUS_SUCCESS : STATUS_BUFFER_OVERFLOW;
  *buffer = allocate_pool({.size_bytes = bytes, .tag = kStringTag, .what = "Rtl string"}, site);
  if (*buffer == nullptr) return STATUS_NO_MEMORY;
  *maximum = static_cast<USHORT>(bytes);
  return STATUS_SUCCESS;
}

NTSTATUS change_case(PUNICODE_STRING to, PCUNICODE_STRING from, bool allocate, char16_t (*change)(char16_t),
                     CallSite site) {
  void* buffer = to->Buffer;
  const NTSTATUS status =
      make_room(&buffer, &to->MaximumLength, from->Length, kUnicodeBytesMax, allocate, site);
  if (!NT_SUCCESS(status) || status == STATUS_BUFFER_OVERFLOW) return status;
  to->Buffer = static_cast<PWCH>(buffer);
  to->Length = from->Length;
  for (std::size_t i = 0; i < from->Length / sizeof(WCHAR); ++i) {
    to->Buffer[i] = static_cast<WCHAR>(change(static_cast<char16_t>(from->Buffer[i])));
  }
  return STATUS_SUCCESS;
}

NTSTATUS append_units(PUNICODE_STRING to, const WCHAR* from, std::size_t bytes) {
  if (to->Length + bytes > to->MaximumLength) return STATUS_BUFFER_TOO_SMALL;
  std::memmove(reinterpret_cast<char*>(to->Buffer) + to->Length, from, bytes);
  to->Length = static_cast<USHORT>(to->Length + bytes);
  if (to->Length + sizeof(WCHAR) <= to->MaximumLength) to->Buffer[to->Length / sizeof(WCHAR)] = 0;
  return STATUS_SUCCESS;
}

void free_buffer(void* buffer, CallSite site) {
  if (buffer != nullptr) free_pool(buffer, 0, site);
}

}  // namespace

extern "C" {

VOID RtlInitUnicodeString(PUNICODE_STRING to, PCWSTR from) {
  const std::size_t bytes = from != nullptr ? std::min(length_of(from) * sizeof(WCHAR), kUnicodeBytesMax) : 0;
  to->Buffer = const_cast<PWCH>(from);
  to->Length = static_cast<USHORT>(bytes);
  to->MaximumLength = static_cast<USHORT>(from != nullptr ? bytes + sizeof(WCHAR) : 0);
}

NTSTATUS RtlInitUnicodeStringEx(PUNICODE_STRING to, PCWSTR from) {
  if (from != nullptr && length_of(from) * sizeof(WCHAR) > kUnicodeBytesMax) return kNameTooLong;
  RtlInitUnicodeString(to, from);
  return STATUS_SUCCESS;
}

VOID RtlInitAnsiString(PANSI_STRING to, PCSZ from) {
  const std::size_t bytes = from != nullptr ? std::min(length_of(from), kAnsiBytesMax) : 0;
  to->Buffer = const_cast<PCHAR>(from);
  to->Length = static_cast<USHORT>(bytes);
  to->MaximumLength = static_cast<USHORT>(from != nullptr ? bytes + 1 : 0);
}
VOID RtlInitString(PSTRING to, PCSZ from) { RtlInitAnsiString(to, from); }
VOID RtlInitUTF8String(PUTF8_STRING to, PCSZ from) { RtlInitAnsiString(to, from); }

VOID RtlCopyUnicodeString(PUNICODE_STRING to, PCUNICODE_STRING from) {
  to->Length = 0;
  if (from == nullptr) return;
  to->Length = std::min(from->Length, to->MaximumLength);
  std::memmove(to->Buffer, from->Buffer, to->Length);
  if (to->Length + sizeof(WCHAR) <= to->MaximumLength) to->Buffer[to->Length / sizeof(WCHAR)] = 0;
}

VOID RtlCopyString(PSTRING to, const STRING* from) {
  to->Length = from != nullptr ? std::min(from->Length, to->MaximumLength) : 0;
  if (from != nullptr) std::memmove(to->Buffer, from->Buffer, to->Length);
}

NTSTATUS RtlAppendUnicodeStringToString(PUNICODE_STRING to, PCUNICODE_STRING from) {
  return append_units(to, from->Buffer, from->Length);
}
NTSTATUS RtlAppendUnicodeToString(PUNICODE_STRING to, PCWSTR from) {
  return from == nullptr ? STATUS_SUCCESS : append_units(to, from, length_of(from) * sizeof(WCHAR));
}

LONG RtlCompareUnicodeString(PCUNICODE_STRING a, PCUNICODE_STRING b, BOOLEAN ignore_case) {
  return compare(view(a), view(b), ignore_case);
}
BOOLEAN RtlEqualUnicodeString(PCUNICODE_STRING a, PCUNICODE_STRING b, BOOLEAN ignore_case) {
  return a->Length == b->Length && compare(view(a), view(b), ignore_case) == 0;
}
BOOLEAN RtlPrefixUnicodeString(PCUNICODE_STRING prefix, PCUNICODE_STRING string, BOOLEAN ignore_case) {
  return prefix->Length <= string->Length &&
         compare(view(prefix), view(string).substr(0, prefix->Length / sizeof(WCHAR)), ignore_case) == 0;
}
LONG RtlCompareString(const STRING* a, const STRING* b, BOOLEAN ignore_case) {
  return compare(view(a), view(b), ignore_case);
}
BOOLEAN RtlEqualString(const STRING* a, const STRING* b, BOOLEAN ignore_case) {
  return compare(view(a), view(b), ignore_case) == 0;
}

WCHAR RtlUpcaseUnicodeChar(WCHAR c) { return static_cast<WCHAR>(upcase(static_cast<char16_t>(c))); }
WCHAR RtlDowncaseUnicodeChar(WCHAR c) { return static_cast<WCHAR>(downcase(static_cast<char16_t>(c))); }
CHAR RtlUpperChar(CHAR c) { return upper(c); }
VOID RtlUpperString(PSTRING to, const STRING* from) {
  RtlCopyString(to, from);
  std::transform(to->Buffer, to->Buffer + to->Length, to->Buffer, upper);
}
NTSTATUS RtlUpcaseUnicodeString(PUNICODE_STRING to, PCUNICODE_STRING from, BOOLEAN allocate) {
  return change_case(to, from, allocate, upcase, PENSTOCK_CALLER);
}
NTSTATUS RtlDowncaseUnicodeString(PUNICODE_STRING to, PCUNICODE_STRING from, BOOLEAN allocate) {
  return change_case(to, from, allocate, downcase, PENSTOCK_CALLER);
}

VOID RtlFreeUnicodeString(PUNICODE_STRING string) {
  free_buffer(string->Buffer, PENSTOCK_CALLER);
  *string = {};
}
VOID RtlFreeAnsiString(PANSI_STRING string) {
  free_buffer(string->Buffer, PENSTOCK_CALLER);
  *string = {};
}

NTSTATUS RtlDuplicateUnicodeString(ULONG flags, PCUNICODE_STRING from, PUNICODE_STRING to) {
  const std::size_t bytes = from->Length + ((flags & 1) != 0 ? sizeof(WCHAR) : 0);
  if (bytes == 0) {
    *to = {};
    return STATUS_SUCCESS;
  }
  void* buffer = nullptr;
  const NTSTATUS status =
      make_room(&buffer, &to->MaximumLength, bytes, kUnicodeBytesMax + 2, true, PENSTOCK_CALLER);
  if (!NT_SUCCESS(status)) return status;
  to->Buffer = static_cast<PWCH>(buffer);
  RtlCopyUnicodeString(to, from);
  return STATUS_SUCCESS;
}

NTSTATUS RtlValidateUnicodeString(ULONG flags, PCUNICODE_STRING string) {
  const bool valid =
      flags == 0 && (string == nullptr || (string->Length % 2 == 0 && string->MaximumLength % 2 == 0 &&
                                           string->Length <= string->MaximumLength &&
                                           (string->Buffer != nullptr || string->MaximumLength == 0)));
  return valid ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
}

// The hash is ours (x65599); guests may only compare values of one run.
NTSTATUS RtlHashUnicodeString(PCUNICODE_STRING string, BOOLEAN ignore_case, ULONG algorithm, PULONG hash) {
  if (string == nullptr || hash == nullptr || algorithm > 1) return STATUS_INVALID_PARAMETER;
  *hash = 0;
  for (const char16_t unit : view(string)) *hash = *hash * 65599 + (ignore_case ? upcase(unit) : unit);
  return STATUS_SUCCESS;
}

NTSTATUS RtlUnicodeStringToAnsiString(PANSI_STRING to, PCUNICODE_STRING from, BOOLEAN allocate) {
  PENSTOCK_IRQL_MAX(kPassive);
  const std::string text = utf8_of(*from);
  void* buffer = to->Buffer;
  const NTSTATUS status =
      make_room(&buffer, &to->MaximumLength, text.size() + 1, kAnsiBytesMax, allocate, PENSTOCK_CALLER);
  if (!NT_SUCCESS(status) || (!allocate && to->MaximumLength == 0)) return status;
  to->Buffer = static_cast<PCHAR>(buffer);
  to->Length = static_cast<USHORT>(std::min<std::size_t>(text.size(), to->MaximumLength - 1u));
  std::memcpy(to->Buffer, text.data(), to->Length);
  to->Buffer[to->Length] = 0;
  return status;
}

NTSTATUS RtlAnsiStringToUnicodeString(PUNICODE_STRING to, PCANSI_STRING from, BOOLEAN allocate) {
  PENSTOCK_IRQL_MAX(kPassive);
  const std::u16string text = utf16_of(view(from));
  const std::size_t bytes = text.size() * sizeof(WCHAR);
  void* buffer = to->Buffer;
  const NTSTATUS status = make_room(&buffer, &to->MaximumLength, bytes + sizeof(WCHAR), kUnicodeBytesMax,
                                    allocate, PENSTOCK_CALLER);
  if (status != STATUS_SUCCESS) return status;
  to->Buffer = static_cast<PWCH>(buffer);
  to->Length = static_cast<USHORT>(bytes);
  std::memcpy(to->Buffer, text.data(), bytes);
  to->Buffer[text.size()] = 0;
  return STATUS_SUCCESS;
}

ULONG RtlxUnicodeStringToAnsiSize(PCUNICODE_STRING string) {
  return static_cast<ULONG>(utf8_of(*string).size() + 1);
}
ULONG RtlxAnsiStringToUnicodeSize(const STRING* string) {
  return static_cast<ULONG>((utf16_of(view(string)).size() + 1) * sizeof(WCHAR));
}

}  // extern "C"
