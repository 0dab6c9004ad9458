// SPDX-License-Identifier: Apache-2.0
// The bounded functions on UNICODE_STRING. A result need not be terminated and may fill the buffer.
//
// Threads: any.
// Memory: the caller's buffers.
// Errors: STATUS_INVALID_PARAMETER, STATUS_BUFFER_OVERFLOW.
#pragma once

#include "penstock/string_functions.h"

PENSTOCK_TEXT_FUNCTION NTSTATUS RtlUnicodeStringValidate(PCUNICODE_STRING s) {
  if (s == NULL || s->Length % 2 != 0 || s->MaximumLength % 2 != 0 || s->Length > s->MaximumLength) {
    return STATUS_INVALID_PARAMETER;
  }
  return s->Buffer == NULL && s->MaximumLength != 0 ? STATUS_INVALID_PARAMETER : STATUS_SUCCESS;
}

PENSTOCK_TEXT_FUNCTION NTSTATUS RtlUnicodeStringInit(PUNICODE_STRING to, NTSTRSAFE_PCWSTR from) {
  size_t length = 0;
  to->Length = to->MaximumLength = 0;
  to->Buffer = NULL;
  if (from == NULL) return STATUS_SUCCESS;
  if (!NT_SUCCESS(penstock_text_lengthW(from, NTSTRSAFE_UNICODE_STRING_MAX_CCH, &length))) return STATUS_INVALID_PARAMETER;
  to->Buffer = (PWCH)from;
  to->Length = (USHORT)(length * sizeof(WCHAR));
  to->MaximumLength = (USHORT)((length + 1) * sizeof(WCHAR));
  return STATUS_SUCCESS;
}

PENSTOCK_TEXT_FUNCTION NTSTATUS penstock_counted_append(PUNICODE_STRING to, USHORT at, const wchar_t* from, size_t cch) {
  size_t room = (size_t)(to->MaximumLength - at) / sizeof(WCHAR);
  size_t count = cch < room ? cch : room;
  if (count != 0) __builtin_memmove((char*)to->Buffer + at, from, count * sizeof(WCHAR));
  to->Length = (USHORT)(at + count * sizeof(WCHAR));
  return count < cch ? STATUS_BUFFER_OVERFLOW : STATUS_SUCCESS;
}

PENSTOCK_TEXT_FUNCTION size_t penstock_counted_length(const wchar_t* s, size_t max) {
  size_t n = 0;
  while (n < max && s[n] != 0) n++;
  return n;
}

PENSTOCK_TEXT_FUNCTION NTSTATUS RtlUnicodeStringCopy(PUNICODE_STRING to, PCUNICODE_STRING from) {
  return penstock_counted_append(to, 0, from->Buffer, from->Length / sizeof(WCHAR));
}
PENSTOCK_TEXT_FUNCTION NTSTATUS RtlUnicodeStringCopyString(PUNICODE_STRING to, NTSTRSAFE_PCWSTR from) {
  return penstock_counted_append(to, 0, from, penstock_counted_length(from, NTSTRSAFE_MAX_CCH));
}
PENSTOCK_TEXT_FUNCTION NTSTATUS RtlUnicodeStringCchCopyStringN(PUNICODE_STRING to, NTSTRSAFE_PCWSTR from, size_t cch) {
  return penstock_counted_append(to, 0, from, penstock_counted_length(from, cch));
}
PENSTOCK_TEXT_FUNCTION NTSTATUS RtlUnicodeStringCbCopyStringN(PUNICODE_STRING to, NTSTRSAFE_PCWSTR from, size_t cb) {
  return RtlUnicodeStringCchCopyStringN(to, from, cb / sizeof(WCHAR));
}
PENSTOCK_TEXT_FUNCTION NTSTATUS RtlUnicodeStringCat(PUNICODE_STRING to, PCUNICODE_STRING from) {
  return penstock_counted_append(to, to->Length, from->Buffer, from->Length / sizeof(WCHAR));
}
PENSTOCK_TEXT_FUNCTION NTSTATUS RtlUnicodeStringCatString(PUNICODE_STRING to, NTSTRSAFE_PCWSTR from) {
  return penstock_counted_append(to, to->Length, from, penstock_counted_length(from, NTSTRSAFE_MAX_CCH));
}
PENSTOCK_TEXT_FUNCTION NTSTATUS RtlUnicodeStringCchCatStringN(PUNICODE_STRING to, NTSTRSAFE_PCWSTR from, size_t cch) {
  return penstock_counted_append(to, to->Length, from, penstock_counted_length(from, cch));
}

PENSTOCK_TEXT_FUNCTION NTSTATUS RtlUnicodeStringVPrintf(PUNICODE_STRING to, NTSTRSAFE_PCWSTR format, va_list arguments) {
  size_t room = to->MaximumLength / sizeof(WCHAR);
  int n = penstock_crt__vsnwprintf(to->Buffer, room, format, arguments);
  to->Length = (USHORT)((n < 0 ? room : (size_t)n) * sizeof(WCHAR));
  return n < 0 ? STATUS_BUFFER_OVERFLOW : STATUS_SUCCESS;
}
PENSTOCK_TEXT_FUNCTION NTSTATUS RtlUnicodeStringPrintf(PUNICODE_STRING to, NTSTRSAFE_PCWSTR format, ...) {
  va_list arguments;
  va_start(arguments, format);
  NTSTATUS status = RtlUnicodeStringVPrintf(to, format, arguments);
  va_end(arguments);
  return status;
}
