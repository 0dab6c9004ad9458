// SPDX-License-Identifier: Apache-2.0
// The bounded string functions. One body serves narrow and wide text, counts of characters (Cch) and of bytes (Cb). They
// are inline, as on Windows; only the formatter is a function of the rim, since glibc's has other sizes (K-TYPE-4).
//
// Threads: any.
// Memory: the caller's buffers; a result is always terminated, except in counted strings.
// Errors: STATUS_INVALID_PARAMETER for a size of 0 or above NTSTRSAFE_MAX_CCH; STATUS_BUFFER_OVERFLOW when cut short.
#pragma once

#include "ntstatus.h"

#define NTSTRSAFE_MAX_CCH 2147483647
#define NTSTRSAFE_MAX_LENGTH (NTSTRSAFE_MAX_CCH - 1)
#define NTSTRSAFE_UNICODE_STRING_MAX_CCH (0xffff / sizeof(wchar_t))
#define STRSAFE_IGNORE_NULLS 0x00000100
#define STRSAFE_FILL_BEHIND_NULL 0x00000200
#define STRSAFE_FILL_BEHIND 0x00000200
#define STRSAFE_FILL_ON_FAILURE 0x00000400
#define STRSAFE_NULL_ON_FAILURE 0x00000800
#define STRSAFE_NO_TRUNCATION 0x00001000
#define STRSAFE_ZERO_LENGTH_ON_FAILURE STRSAFE_NULL_ON_FAILURE

typedef char* NTSTRSAFE_PSTR;
typedef const char* NTSTRSAFE_PCSTR;
typedef wchar_t* NTSTRSAFE_PWSTR;
typedef const wchar_t *NTSTRSAFE_PCWSTR, *STRSAFE_LPCWSTR;
typedef const char *STRSAFE_PCNZCH, *STRSAFE_LPCSTR;
typedef const wchar_t* STRSAFE_PCNZWCH;

EXTERN_C_START
// Return the count written without the terminator, or -1 when the text did not fit; then nothing is terminated.
int penstock_crt__vsnprintf(char* buffer, size_t characters, const char* format, va_list arguments);
int penstock_crt__vsnwprintf(wchar_t* buffer, size_t characters, const wchar_t* format, va_list arguments);
EXTERN_C_END

// Not `inline`: a driver in C has that word always inlined, which no variadic function can be.
#define PENSTOCK_TEXT_FUNCTION static __inline__ __attribute__((unused))
#define PENSTOCK_BAD_SIZE(cch) ((cch) == 0 || (cch) > NTSTRSAFE_MAX_CCH)

// X: suffix; C: character type; format: the rim's formatter.
#define PENSTOCK_TEXT_CORE(X, C, format)                                                                             \
  PENSTOCK_TEXT_FUNCTION NTSTATUS penstock_text_length##X(const C* s, size_t max, size_t* length) {                  \
    size_t n = 0;                                                                                                    \
    if (length != NULL) *length = 0;                                                                                 \
    if (s == NULL || PENSTOCK_BAD_SIZE(max)) return STATUS_INVALID_PARAMETER;                                        \
    while (n < max && s[n] != 0) n++;                                                                                \
    if (n == max) return STATUS_INVALID_PARAMETER;                                                                   \
    if (length != NULL) *length = n;                                                                                 \
    return STATUS_SUCCESS;                                                                                           \
  }                                                                                                                  \
  PENSTOCK_TEXT_FUNCTION NTSTATUS penstock_text_copy##X(C* to, size_t cch, const C* from, size_t max, size_t* done) { \
    size_t n = 0;                                                                                                    \
    if (PENSTOCK_BAD_SIZE(cch)) return STATUS_INVALID_PARAMETER;                                                     \
    while (n < cch - 1 && n < max && from[n] != 0) {                                                                 \
      to[n] = from[n];                                                                                               \
      n++;                                                                                                           \
    }                                                                                                                \
    to[n] = 0;                                                                                                       \
    *done = n;                                                                                                       \
    return n == cch - 1 && n < max && from[n] != 0 ? STATUS_BUFFER_OVERFLOW : STATUS_SUCCESS;                        \
  }                                                                                                                  \
  PENSTOCK_TEXT_FUNCTION NTSTATUS penstock_text_append##X(C* to, size_t cch, const C* from, size_t max, size_t* done) { \
    size_t length, added = 0;                                                                                        \
    NTSTATUS status = penstock_text_length##X(to, cch, &length);                                                     \
    if (!NT_SUCCESS(status)) return status;                                                                          \
    status = penstock_text_copy##X(to + length, cch - length, from, max, &added);                                    \
    *done = length + added;                                                                                          \
    return status;                                                                                                   \
  }                                                                                                                  \
  PENSTOCK_TEXT_FUNCTION NTSTATUS penstock_text_format##X(C* to, size_t cch, const C* text, va_list a, size_t* done) { \
    int n;                                                                                                           \
    if (PENSTOCK_BAD_SIZE(cch)) return STATUS_INVALID_PARAMETER;                                                     \
    n = format(to, cch, text, a);                                                                                    \
    *done = n < 0 || (size_t)n > cch - 1 ? cch - 1 : (size_t)n;                                                      \
    to[*done] = 0;                                                                                                   \
    return n < 0 || (size_t)n > cch - 1 ? STATUS_BUFFER_OVERFLOW : STATUS_SUCCESS;                                   \
  }                                                                                                                  \
  PENSTOCK_TEXT_FUNCTION NTSTATUS penstock_text_finish##X(NTSTATUS status, C* to, size_t cch, size_t done,           \
                                                          ULONG flags, C** end, size_t* left) {                     \
    if (NT_SUCCESS(status) && (flags & STRSAFE_FILL_BEHIND) != 0 && done + 1 < cch) {                                \
      __builtin_memset(to + done + 1, (int)(flags & 0xff), (cch - done - 1) * sizeof(C));                            \
    }                                                                                                                \
    if (!NT_SUCCESS(status) && !PENSTOCK_BAD_SIZE(cch)) {                                                            \
      if ((flags & STRSAFE_FILL_ON_FAILURE) != 0) {                                                                  \
        __builtin_memset(to, (int)(flags & 0xff), cch * sizeof(C));                                                  \
        done = (flags & 0xff) == 0 ? 0 : cch - 1;                                                                    \
        to[cch - 1] = 0;                                                                                             \
      }                                                                                                              \
      if ((flags & (STRSAFE_NULL_ON_FAILURE | STRSAFE_NO_TRUNCATION)) != 0) to[done = 0] = 0;                        \
    }                                                                                                                \
    if (end != NULL) *end = to + done;                                                                               \
    if (left != NULL) *left = cch - done;                                                                            \
    return status;                                                                                                   \
  }

// U: Cch or Cb; to characters and back.
#define PENSTOCK_TEXT_UNIT(X, U, C, bytes)                                                                           \
  PENSTOCK_TEXT_FUNCTION NTSTATUS RtlString##U##Length##X(const C* s, size_t max, size_t* length) {                  \
    NTSTATUS status = penstock_text_length##X(s, max / (bytes), length);                                             \
    if (length != NULL) *length *= (bytes);                                                                          \
    return status;                                                                                                   \
  }                                                                                                                  \
  PENSTOCK_TEXT_FUNCTION NTSTATUS RtlString##U##CopyN##X(C* to, size_t size, const C* from, size_t count) {          \
    size_t done = 0;                                                                                                 \
    return penstock_text_copy##X(to, size / (bytes), from, count / (bytes), &done);                                  \
  }                                                                                                                  \
  PENSTOCK_TEXT_FUNCTION NTSTATUS RtlString##U##Copy##X(C* to, size_t size, const C* from) {                         \
    size_t done = 0;                                                                                                 \
    return penstock_text_copy##X(to, size / (bytes), from, NTSTRSAFE_MAX_CCH, &done);                                \
  }                                                                                                                  \
  PENSTOCK_TEXT_FUNCTION NTSTATUS RtlString##U##CatN##X(C* to, size_t size, const C* from, size_t count) {           \
    size_t done = 0;                                                                                                 \
    return penstock_text_append##X(to, size / (bytes), from, count / (bytes), &done);                                \
  }                                                                                                                  \
  PENSTOCK_TEXT_FUNCTION NTSTATUS RtlString##U##Cat##X(C* to, size_t size, const C* from) {                          \
    size_t done = 0;                                                                                                 \
    return penstock_text_append##X(to, size / (bytes), from, NTSTRSAFE_MAX_CCH, &done);                              \
  }                                                                                                                  \
  PENSTOCK_TEXT_FUNCTION NTSTATUS RtlString##U##CopyEx##X(C* to, size_t size, const C* from, C** end, size_t* left,  \
                                                          ULONG flags) {                                             \
    static const C empty[1] = {0};                                                                                   \
    size_t done = 0;                                                                                                 \
    NTSTATUS status = penstock_text_copy##X(to, size / (bytes), from == NULL ? empty : from, NTSTRSAFE_MAX_CCH, &done); \
    status = penstock_text_finish##X(status, to, size / (bytes), done, flags, end, left);                            \
    if (left != NULL) *left *= (bytes);                                                                              \
    return status;                                                                                                   \
  }                                                                                                                  \
  PENSTOCK_TEXT_FUNCTION NTSTATUS RtlString##U##CatEx##X(C* to, size_t size, const C* from, C** end, size_t* left,   \
                                                         ULONG flags) {                                              \
    static const C empty[1] = {0};                                                                                   \
    size_t done = 0;                                                                                                 \
    NTSTATUS status = penstock_text_append##X(to, size / (bytes), from == NULL ? empty : from, NTSTRSAFE_MAX_CCH, &done); \
    status = penstock_text_finish##X(status, to, size / (bytes), done, flags, end, left);                            \
    if (left != NULL) *left *= (bytes);                                                                              \
    return status;                                                                                                   \
  }                                                                                                                  \
  PENSTOCK_TEXT_FUNCTION NTSTATUS RtlString##U##VPrintf##X(C* to, size_t size, const C* text, va_list arguments) {   \
    size_t done = 0;                                                                                                 \
    return penstock_text_format##X(to, size / (bytes), text, arguments, &done);                                      \
  }                                                                                                                  \
  PENSTOCK_TEXT_FUNCTION NTSTATUS RtlString##U##Printf##X(C* to, size_t size, const C* text, ...) {                  \
    va_list arguments;                                                                                               \
    va_start(arguments, text);                                                                                       \
    NTSTATUS status = RtlString##U##VPrintf##X(to, size, text, arguments);                                           \
    va_end(arguments);                                                                                               \
    return status;                                                                                                   \
  }                                                                                                                  \
  PENSTOCK_TEXT_FUNCTION NTSTATUS RtlString##U##VPrintfEx##X(C* to, size_t size, C** end, size_t* left, ULONG flags, \
                                                             const C* text, va_list arguments) {                     \
    size_t done = 0;                                                                                                 \
    NTSTATUS status = penstock_text_format##X(to, size / (bytes), text, arguments, &done);                           \
    status = penstock_text_finish##X(status, to, size / (bytes), done, flags, end, left);                            \
    if (left != NULL) *left *= (bytes);                                                                              \
    return status;                                                                                                   \
  }                                                                                                                  \
  PENSTOCK_TEXT_FUNCTION NTSTATUS RtlString##U##PrintfEx##X(C* to, size_t size, C** end, size_t* left, ULONG flags,  \
                                                            const C* text, ...) {                                    \
    va_list arguments;                                                                                               \
    va_start(arguments, text);                                                                                       \
    NTSTATUS status = RtlString##U##VPrintfEx##X(to, size, end, left, flags, text, arguments);                       \
    va_end(arguments);                                                                                               \
    return status;                                                                                                   \
  }

PENSTOCK_TEXT_CORE(A, char, penstock_crt__vsnprintf)
PENSTOCK_TEXT_CORE(W, wchar_t, penstock_crt__vsnwprintf)
PENSTOCK_TEXT_UNIT(A, Cch, char, 1)
PENSTOCK_TEXT_UNIT(W, Cch, wchar_t, 1)
PENSTOCK_TEXT_UNIT(A, Cb, char, 1)
PENSTOCK_TEXT_UNIT(W, Cb, wchar_t, sizeof(wchar_t))
#undef PENSTOCK_TEXT_CORE
#undef PENSTOCK_TEXT_UNIT
