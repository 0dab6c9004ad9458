// SPDX-License-Identifier: Apache-2.0
// The Rtl memory macros. They are the C library's functions, so that a sanitizer sees overlap and overrun (F-MEM-3).
//
// Threads: any.
// Memory: the caller's.
// Errors: none.
#pragma once

#include "penstock/structures.h"

#define RtlCopyMemory(to, from, bytes) __builtin_memcpy((to), (from), (bytes))
#define RtlCopyBytes(to, from, bytes) RtlCopyMemory(to, from, bytes)
#define RtlCopyMemoryNonTemporal(to, from, bytes) RtlCopyMemory(to, from, bytes)
#define RtlMoveMemory(to, from, bytes) __builtin_memmove((to), (from), (bytes))
#define RtlFillMemory(to, bytes, fill) __builtin_memset((to), (fill), (bytes))
#define RtlFillBytes(to, bytes, fill) RtlFillMemory(to, bytes, fill)
#define RtlZeroMemory(to, bytes) __builtin_memset((to), 0, (bytes))
#define RtlZeroBytes(to, bytes) RtlZeroMemory(to, bytes)
#define RtlEqualMemory(a, b, bytes) (!__builtin_memcmp((a), (b), (bytes)))
#define CopyMemory RtlCopyMemory
#define MoveMemory RtlMoveMemory
#define FillMemory RtlFillMemory
#define ZeroMemory RtlZeroMemory

PENSTOCK_FORCE_INLINE PVOID RtlSecureZeroMemory(PVOID address, SIZE_T bytes) {
  volatile char* at = (volatile char*)address;
  while (bytes-- != 0) *at++ = 0;
  return address;
}
#define SecureZeroMemory RtlSecureZeroMemory
