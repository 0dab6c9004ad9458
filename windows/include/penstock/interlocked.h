// SPDX-License-Identifier: Apache-2.0
// Interlocked functions and typed atomic access. Each is a full barrier; forms with a weaker name are the same function.
// Increment, Decrement and Add return the new value, all others the old one. A build that explores interleavings defines
// PENSTOCK_INTERLOCKED_POINTS, and each becomes a scheduling point (K-DET-3).
//
// Threads: any.
// Memory: operands must be aligned to their size.
// Errors: none.
#pragma once

#include "penstock/diagnostics.h"

#ifdef PENSTOCK_INTERLOCKED_POINTS
#define PENSTOCK_INTERLOCKED_POINT() penstock_scheduling_point()
#else
#define PENSTOCK_INTERLOCKED_POINT() ((void)0)
#endif

#define PENSTOCK_ATOMIC_RETURN(expression) \
  {                                        \
    PENSTOCK_INTERLOCKED_POINT();          \
    return expression;                     \
  }

#define PENSTOCK_INTERLOCKED_FAMILY(T, S)                                                                            \
  PENSTOCK_FORCE_INLINE T InterlockedIncrement##S(T volatile* p) PENSTOCK_ATOMIC_RETURN(__atomic_add_fetch(p, (T)1, 5))        \
  PENSTOCK_FORCE_INLINE T InterlockedDecrement##S(T volatile* p) PENSTOCK_ATOMIC_RETURN(__atomic_sub_fetch(p, (T)1, 5))        \
  PENSTOCK_FORCE_INLINE T InterlockedAdd##S(T volatile* p, T v) PENSTOCK_ATOMIC_RETURN(__atomic_add_fetch(p, v, 5))            \
  PENSTOCK_FORCE_INLINE T InterlockedExchange##S(T volatile* p, T v) PENSTOCK_ATOMIC_RETURN(__atomic_exchange_n(p, v, 5))      \
  PENSTOCK_FORCE_INLINE T InterlockedExchangeAdd##S(T volatile* p, T v) PENSTOCK_ATOMIC_RETURN(__atomic_fetch_add(p, v, 5))    \
  PENSTOCK_FORCE_INLINE T InterlockedAnd##S(T volatile* p, T v) PENSTOCK_ATOMIC_RETURN(__atomic_fetch_and(p, v, 5))            \
  PENSTOCK_FORCE_INLINE T InterlockedOr##S(T volatile* p, T v) PENSTOCK_ATOMIC_RETURN(__atomic_fetch_or(p, v, 5))              \
  PENSTOCK_FORCE_INLINE T InterlockedXor##S(T volatile* p, T v) PENSTOCK_ATOMIC_RETURN(__atomic_fetch_xor(p, v, 5))            \
  PENSTOCK_FORCE_INLINE T InterlockedCompareExchange##S(T volatile* p, T v, T expected) {                                      \
    PENSTOCK_INTERLOCKED_POINT();                                                                                    \
    __atomic_compare_exchange_n(p, &expected, v, 0, 5, 5);                                                           \
    return expected;                                                                                                 \
  }

PENSTOCK_INTERLOCKED_FAMILY(LONG, )
PENSTOCK_INTERLOCKED_FAMILY(CHAR, 8)
PENSTOCK_INTERLOCKED_FAMILY(SHORT, 16)
PENSTOCK_INTERLOCKED_FAMILY(LONG64, 64)
#undef PENSTOCK_INTERLOCKED_FAMILY

PENSTOCK_FORCE_INLINE PVOID InterlockedExchangePointer(PVOID volatile* p, PVOID v)
    PENSTOCK_ATOMIC_RETURN(__atomic_exchange_n(p, v, 5))
PENSTOCK_FORCE_INLINE PVOID InterlockedCompareExchangePointer(PVOID volatile* p, PVOID v, PVOID expected) {
  PENSTOCK_INTERLOCKED_POINT();
  __atomic_compare_exchange_n(p, &expected, v, 0, 5, 5);
  return expected;
}
PENSTOCK_FORCE_INLINE BOOLEAN InterlockedBitTestAndSet(LONG volatile* p, LONG bit)
    PENSTOCK_ATOMIC_RETURN((BOOLEAN)(((ULONG)__atomic_fetch_or(p, (LONG)(1u << (bit & 31)), 5) >> (bit & 31)) & 1))
PENSTOCK_FORCE_INLINE BOOLEAN InterlockedBitTestAndReset(LONG volatile* p, LONG bit)
    PENSTOCK_ATOMIC_RETURN((BOOLEAN)(((ULONG)__atomic_fetch_and(p, (LONG)~(1u << (bit & 31)), 5) >> (bit & 31)) & 1))
PENSTOCK_FORCE_INLINE BOOLEAN InterlockedBitTestAndSet64(LONG64 volatile* p, LONG64 bit)
    PENSTOCK_ATOMIC_RETURN((BOOLEAN)(((ULONG64)__atomic_fetch_or(p, (LONG64)(1ull << (bit & 63)), 5) >> (bit & 63)) & 1))

// The operand must be aligned to 16 bytes; comparand receives the old value.
PENSTOCK_FORCE_INLINE BOOLEAN InterlockedCompareExchange128(LONG64 volatile* p, LONG64 high, LONG64 low, LONG64* comparand) {
  unsigned char equal;
  PENSTOCK_INTERLOCKED_POINT();
  __asm__ __volatile__("lock cmpxchg16b %1"
                       : "=@ccz"(equal), "+m"(*(__int128 volatile*)p), "+a"(comparand[0]), "+d"(comparand[1])
                       : "b"(low), "c"(high)
                       : "memory");
  return equal;
}

#define InterlockedIncrementNoFence InterlockedIncrement
#define InterlockedIncrementAcquire InterlockedIncrement
#define InterlockedIncrementRelease InterlockedIncrement
#define InterlockedIncrementNoFence64 InterlockedIncrement64
#define InterlockedIncrementAcquire64 InterlockedIncrement64
#define InterlockedIncrementRelease64 InterlockedIncrement64
#define InterlockedDecrementNoFence InterlockedDecrement
#define InterlockedDecrementAcquire InterlockedDecrement
#define InterlockedDecrementRelease InterlockedDecrement
#define InterlockedDecrementNoFence64 InterlockedDecrement64
#define InterlockedDecrementAcquire64 InterlockedDecrement64
#define InterlockedDecrementRelease64 InterlockedDecrement64
#define InterlockedAddNoFence InterlockedAdd
#define InterlockedAddNoFence64 InterlockedAdd64
#define InterlockedExchangeNoFence InterlockedExchange
#define InterlockedExchangeAcquire InterlockedExchange
#define InterlockedExchangeAcquire64 InterlockedExchange64
#define InterlockedExchangeNoFence64 InterlockedExchange64
#define InterlockedExchangePointerNoFence InterlockedExchangePointer
#define InterlockedExchangePointerAcquire InterlockedExchangePointer
#define InterlockedExchangeAddNoFence InterlockedExchangeAdd
#define InterlockedExchangeAddNoFence64 InterlockedExchangeAdd64
#define InterlockedCompareExchangeNoFence InterlockedCompareExchange
#define InterlockedCompareExchangeAcquire InterlockedCompareExchange
#define InterlockedCompareExchangeRelease InterlockedCompareExchange
#define InterlockedCompareExchangeNoFence64 InterlockedCompareExchange64
#define InterlockedCompareExchangeAcquire64 InterlockedCompareExchange64
#define InterlockedCompareExchangeRelease64 InterlockedCompareExchange64
#define InterlockedCompareExchangePointerNoFence InterlockedCompareExchangePointer
#define InterlockedCompareExchangePointerAcquire InterlockedCompareExchangePointer
#define InterlockedCompareExchangePointerRelease InterlockedCompareExchangePointer
#define InterlockedAndNoFence InterlockedAnd
#define InterlockedOrNoFence InterlockedOr
#define _InterlockedIncrement InterlockedIncrement
#define _InterlockedIncrement16 InterlockedIncrement16
#define _InterlockedIncrement64 InterlockedIncrement64
#define _InterlockedDecrement InterlockedDecrement
#define _InterlockedDecrement16 InterlockedDecrement16
#define _InterlockedDecrement64 InterlockedDecrement64
#define _InterlockedExchange InterlockedExchange
#define _InterlockedExchange8 InterlockedExchange8
#define _InterlockedExchange16 InterlockedExchange16
#define _InterlockedExchange64 InterlockedExchange64
#define _InterlockedExchangeAdd InterlockedExchangeAdd
#define _InterlockedExchangeAdd64 InterlockedExchangeAdd64
#define _InterlockedExchangePointer InterlockedExchangePointer
#define _InterlockedCompareExchange InterlockedCompareExchange
#define _InterlockedCompareExchange8 InterlockedCompareExchange8
#define _InterlockedCompareExchange16 InterlockedCompareExchange16
#define _InterlockedCompareExchange64 InterlockedCompareExchange64
#define _InterlockedCompareExchange128 InterlockedCompareExchange128
#define _InterlockedCompareExchangePointer InterlockedCompareExchangePointer
#define _InterlockedAnd InterlockedAnd
#define _InterlockedAnd8 InterlockedAnd8
#define _InterlockedAnd64 InterlockedAnd64
#define _InterlockedOr InterlockedOr
#define _InterlockedOr8 InterlockedOr8
#define _InterlockedOr64 InterlockedOr64
#define _InterlockedXor InterlockedXor
#define _InterlockedXor64 InterlockedXor64
#define _interlockedbittestandset InterlockedBitTestAndSet
#define _interlockedbittestandreset InterlockedBitTestAndReset

#define PENSTOCK_TYPED_ATOMIC(T, N, S)                                                                            \
  PENSTOCK_FORCE_INLINE T Read##N##Acquire##S(T const volatile* p) PENSTOCK_ATOMIC_RETURN(__atomic_load_n(p, __ATOMIC_ACQUIRE)) \
  PENSTOCK_FORCE_INLINE T Read##N##NoFence##S(T const volatile* p) PENSTOCK_ATOMIC_RETURN(__atomic_load_n(p, __ATOMIC_RELAXED)) \
  PENSTOCK_FORCE_INLINE T Read##N##Raw##S(T const volatile* p) PENSTOCK_ATOMIC_RETURN(__atomic_load_n(p, __ATOMIC_RELAXED))     \
  PENSTOCK_FORCE_INLINE VOID Write##N##Release##S(T volatile* p, T v) { __atomic_store_n(p, v, __ATOMIC_RELEASE); }         \
  PENSTOCK_FORCE_INLINE VOID Write##N##NoFence##S(T volatile* p, T v) { __atomic_store_n(p, v, __ATOMIC_RELAXED); }         \
  PENSTOCK_FORCE_INLINE VOID Write##N##Raw##S(T volatile* p, T v) { __atomic_store_n(p, v, __ATOMIC_RELAXED); }

PENSTOCK_TYPED_ATOMIC(LONG, , )
PENSTOCK_TYPED_ATOMIC(CHAR, , 8)
PENSTOCK_TYPED_ATOMIC(SHORT, , 16)
PENSTOCK_TYPED_ATOMIC(LONG64, , 64)
PENSTOCK_TYPED_ATOMIC(PVOID, Pointer, )
PENSTOCK_TYPED_ATOMIC(BOOLEAN, Boolean, )
PENSTOCK_TYPED_ATOMIC(UCHAR, UChar, )
PENSTOCK_TYPED_ATOMIC(USHORT, UShort, )
PENSTOCK_TYPED_ATOMIC(ULONG, ULong, )
PENSTOCK_TYPED_ATOMIC(ULONG64, ULong64, )
PENSTOCK_TYPED_ATOMIC(ULONG_PTR, ULongPtr, )
#undef PENSTOCK_TYPED_ATOMIC
