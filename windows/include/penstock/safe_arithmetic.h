// SPDX-License-Identifier: Apache-2.0
// Addition, subtraction, multiplication and conversion that report overflow. The result is then all ones.
//
// Threads: any.
// Memory: none.
// Errors: STATUS_INTEGER_OVERFLOW; the user-mode spelling answers an HRESULT.
#pragma once

#include "ntstatus.h"

#define INTSAFE_E_ARITHMETIC_OVERFLOW ((HRESULT)0x80070216)
#define PENSTOCK_SAFE_OPERATION(prefix, R, ok, overflow, N, T, name, builtin)   \
  PENSTOCK_FORCE_INLINE R prefix##N##name(T a, T b, T* result) {                          \
    if (!builtin(a, b, result)) return ok;                                      \
    *result = (T)-1;                                                            \
    return overflow;                                                            \
  }
#define PENSTOCK_SAFE_TYPE(prefix, R, ok, overflow, N, T)                                \
  PENSTOCK_SAFE_OPERATION(prefix, R, ok, overflow, N, T, Add, __builtin_add_overflow)    \
  PENSTOCK_SAFE_OPERATION(prefix, R, ok, overflow, N, T, Sub, __builtin_sub_overflow)    \
  PENSTOCK_SAFE_OPERATION(prefix, R, ok, overflow, N, T, Mult, __builtin_mul_overflow)
#define PENSTOCK_SAFE_ALL(prefix, R, ok, overflow)                                      \
  PENSTOCK_SAFE_TYPE(prefix, R, ok, overflow, UChar, UCHAR)                             \
  PENSTOCK_SAFE_TYPE(prefix, R, ok, overflow, UShort, USHORT)                           \
  PENSTOCK_SAFE_TYPE(prefix, R, ok, overflow, Short, SHORT)                             \
  PENSTOCK_SAFE_TYPE(prefix, R, ok, overflow, Int, INT)                                 \
  PENSTOCK_SAFE_TYPE(prefix, R, ok, overflow, UInt, UINT)                               \
  PENSTOCK_SAFE_TYPE(prefix, R, ok, overflow, Long, LONG)                               \
  PENSTOCK_SAFE_TYPE(prefix, R, ok, overflow, ULong, ULONG)                             \
  PENSTOCK_SAFE_TYPE(prefix, R, ok, overflow, LongLong, LONGLONG)                       \
  PENSTOCK_SAFE_TYPE(prefix, R, ok, overflow, ULongLong, ULONGLONG)                     \
  PENSTOCK_SAFE_TYPE(prefix, R, ok, overflow, ULongPtr, ULONG_PTR)                      \
  PENSTOCK_SAFE_TYPE(prefix, R, ok, overflow, UIntPtr, UINT_PTR)                        \
  PENSTOCK_SAFE_TYPE(prefix, R, ok, overflow, SizeT, SIZE_T)
#define PENSTOCK_TO(prefix, R, ok, overflow, A, From, B, To)               \
  PENSTOCK_FORCE_INLINE R prefix##A##To##B(From from, To* result) {                  \
    if (!__builtin_add_overflow(from, (From)0, result)) return ok;         \
    *result = (To)-1;                                                      \
    return overflow;                                                       \
  }
#define PENSTOCK_SAFE_CONVERSIONS(prefix, R, ok, overflow)                        \
  PENSTOCK_TO(prefix, R, ok, overflow, UShort, USHORT, UChar, UCHAR)              \
  PENSTOCK_TO(prefix, R, ok, overflow, ULong, ULONG, UChar, UCHAR)                \
  PENSTOCK_TO(prefix, R, ok, overflow, ULong, ULONG, UShort, USHORT)              \
  PENSTOCK_TO(prefix, R, ok, overflow, ULong, ULONG, Long, LONG)                  \
  PENSTOCK_TO(prefix, R, ok, overflow, Long, LONG, ULong, ULONG)                  \
  PENSTOCK_TO(prefix, R, ok, overflow, Int, INT, ULong, ULONG)                    \
  PENSTOCK_TO(prefix, R, ok, overflow, SizeT, SIZE_T, ULong, ULONG)               \
  PENSTOCK_TO(prefix, R, ok, overflow, SizeT, SIZE_T, UShort, USHORT)             \
  PENSTOCK_TO(prefix, R, ok, overflow, SizeT, SIZE_T, UInt, UINT)                 \
  PENSTOCK_TO(prefix, R, ok, overflow, SizeT, SIZE_T, Long, LONG)                 \
  PENSTOCK_TO(prefix, R, ok, overflow, ULongLong, ULONGLONG, ULong, ULONG)        \
  PENSTOCK_TO(prefix, R, ok, overflow, ULongLong, ULONGLONG, SizeT, SIZE_T)       \
  PENSTOCK_TO(prefix, R, ok, overflow, ULongLong, ULONGLONG, ULongPtr, ULONG_PTR) \
  PENSTOCK_TO(prefix, R, ok, overflow, ULongLong, ULONGLONG, LongLong, LONGLONG)  \
  PENSTOCK_TO(prefix, R, ok, overflow, LongLong, LONGLONG, Long, LONG)            \
  PENSTOCK_TO(prefix, R, ok, overflow, LongLong, LONGLONG, ULong, ULONG)

PENSTOCK_SAFE_ALL(Rtl, NTSTATUS, STATUS_SUCCESS, STATUS_INTEGER_OVERFLOW)
PENSTOCK_SAFE_CONVERSIONS(Rtl, NTSTATUS, STATUS_SUCCESS, STATUS_INTEGER_OVERFLOW)
#define RtlSIZETAdd RtlSizeTAdd
#define RtlSIZETSub RtlSizeTSub
#define RtlSIZETMult RtlSizeTMult
#define RtlDWordAdd RtlULongAdd
#define RtlDWordMult RtlULongMult
#define RtlUInt32Add RtlUIntAdd
#define RtlUInt32Mult RtlUIntMult
#define RtlUInt64Add RtlULongLongAdd
#define RtlUInt64Mult RtlULongLongMult
