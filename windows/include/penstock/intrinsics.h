// SPDX-License-Identifier: Apache-2.0
// Compiler intrinsics of Windows code: fences, byte order, bit scans, string instructions. What cannot be meant on a
// hosted path (__readgsqword, __halt) is absent, so that its use does not compile.
//
// Threads: any.
// Memory: none.
// Errors: none.
#pragma once

#include "penstock/diagnostics.h"

#define MemoryBarrier() __atomic_thread_fence(__ATOMIC_SEQ_CST)
#define KeMemoryBarrier() __atomic_thread_fence(__ATOMIC_SEQ_CST)
#define KeMemoryBarrierWithoutFence() __asm__ __volatile__("" ::: "memory")
#define _ReadWriteBarrier() __asm__ __volatile__("" ::: "memory")
#define _ReadBarrier() __asm__ __volatile__("" ::: "memory")
#define _WriteBarrier() __asm__ __volatile__("" ::: "memory")
#define __faststorefence() __atomic_thread_fence(__ATOMIC_SEQ_CST)
#define YieldProcessor() penstock_yield_processor()
#define __nop() __asm__ __volatile__("nop")
#ifdef PENSTOCK_GUEST
#define _mm_mfence() __atomic_thread_fence(__ATOMIC_SEQ_CST)
#define _mm_lfence() __atomic_thread_fence(__ATOMIC_SEQ_CST)
#define _mm_sfence() __atomic_thread_fence(__ATOMIC_SEQ_CST)
#define _mm_pause() penstock_yield_processor()
EXTERN_C_START
ULONG64 penstock_read_time_stamp(void);
EXTERN_C_END
#define __rdtsc() penstock_read_time_stamp()
#define ReadTimeStampCounter() penstock_read_time_stamp()
#define _ReturnAddress() __builtin_return_address(0)
#define _AddressOfReturnAddress() ((void*)((char*)__builtin_frame_address(0) + 8))

PENSTOCK_FORCE_INLINE USHORT penstock_byteswap_16(USHORT value) { return __builtin_bswap16(value); }
PENSTOCK_FORCE_INLINE ULONG penstock_byteswap_32(ULONG value) { return __builtin_bswap32(value); }
PENSTOCK_FORCE_INLINE ULONG64 penstock_byteswap_64(ULONG64 value) { return __builtin_bswap64(value); }

PENSTOCK_FORCE_INLINE UCHAR penstock_bit_scan_forward(ULONG* index, ULONG mask) {
  if (mask == 0) return 0;
  *index = (ULONG)__builtin_ctz(mask);
  return 1;
}
PENSTOCK_FORCE_INLINE UCHAR penstock_bit_scan_reverse(ULONG* index, ULONG mask) {
  if (mask == 0) return 0;
  *index = 31u - (ULONG)__builtin_clz(mask);
  return 1;
}
PENSTOCK_FORCE_INLINE UCHAR penstock_bit_scan_forward_64(ULONG* index, ULONG64 mask) {
  if (mask == 0) return 0;
  *index = (ULONG)__builtin_ctzll(mask);
  return 1;
}
PENSTOCK_FORCE_INLINE UCHAR penstock_bit_scan_reverse_64(ULONG* index, ULONG64 mask) {
  if (mask == 0) return 0;
  *index = 63u - (ULONG)__builtin_clzll(mask);
  return 1;
}
#define BitScanForward _BitScanForward
#define BitScanReverse _BitScanReverse
#define BitScanForward64 _BitScanForward64
#define BitScanReverse64 _BitScanReverse64
#define __popcnt(value) ((ULONG)__builtin_popcount(value))
#define __popcnt64(value) ((ULONG64)__builtin_popcountll(value))
#define __lzcnt(value) ((value) == 0 ? 32u : (ULONG)__builtin_clz(value))
#define __lzcnt64(value) ((value) == 0 ? 64u : (ULONG64)__builtin_clzll(value))
#ifndef _rotl
#define _rotl(value, bits) (((ULONG)(value) << ((bits)&31)) | ((ULONG)(value) >> ((-(bits)) & 31)))
#define _rotr(value, bits) (((ULONG)(value) >> ((bits)&31)) | ((ULONG)(value) << ((-(bits)) & 31)))
#endif
#define _rotl64(value, bits) (((ULONG64)(value) << ((bits)&63)) | ((ULONG64)(value) >> ((-(bits)) & 63)))
#define _rotr64(value, bits) (((ULONG64)(value) >> ((bits)&63)) | ((ULONG64)(value) << ((-(bits)) & 63)))
#define RotateLeft32 _rotl
#define RotateRight32 _rotr
#define RotateLeft64 _rotl64
#define RotateRight64 _rotr64

PENSTOCK_FORCE_INLINE ULONG64 penstock_multiply_unsigned(UINT a, UINT b) { return (ULONG64)a * b; }
PENSTOCK_FORCE_INLINE LONG64 penstock_multiply_signed(INT a, INT b) { return (LONG64)a * b; }
PENSTOCK_FORCE_INLINE ULONG64 penstock_multiply_128(ULONG64 a, ULONG64 b, ULONG64* high) {
  unsigned __int128 product = (unsigned __int128)a * b;
  *high = (ULONG64)(product >> 64);
  return (ULONG64)product;
}
PENSTOCK_FORCE_INLINE VOID penstock_store_8(PUCHAR to, UCHAR value, SIZE_T count) { __builtin_memset(to, value, count); }
PENSTOCK_FORCE_INLINE VOID penstock_move_8(PUCHAR to, const UCHAR* from, SIZE_T count) {
  while (count-- != 0) *to++ = *from++;
}
PENSTOCK_FORCE_INLINE VOID penstock_store_32(PULONG to, ULONG value, SIZE_T count) {
  while (count-- != 0) *to++ = value;
}
PENSTOCK_FORCE_INLINE VOID penstock_store_64(PULONG64 to, ULONG64 value, SIZE_T count) {
  while (count-- != 0) *to++ = value;
}
PENSTOCK_FORCE_INLINE VOID penstock_store_16(PUSHORT to, USHORT value, SIZE_T count) {
  while (count-- != 0) *to++ = value;
}
PENSTOCK_FORCE_INLINE VOID penstock_cpuid(int info[4], int leaf) {
  __asm__ __volatile__("cpuid" : "=a"(info[0]), "=b"(info[1]), "=c"(info[2]), "=d"(info[3]) : "a"(leaf), "c"(0));
}

// Macros, because some of the names are built into clang and cannot be defined.
#define _BitScanForward penstock_bit_scan_forward
#define _BitScanReverse penstock_bit_scan_reverse
#define _BitScanForward64 penstock_bit_scan_forward_64
#define _BitScanReverse64 penstock_bit_scan_reverse_64
#define _byteswap_ushort penstock_byteswap_16
#define _byteswap_ulong penstock_byteswap_32
#define _byteswap_uint64 penstock_byteswap_64
#define __emulu penstock_multiply_unsigned
#define __emul penstock_multiply_signed
#define _umul128 penstock_multiply_128
#define __stosb penstock_store_8
#define __stosd penstock_store_32
#define __stosq penstock_store_64
#define __movsb penstock_move_8
#define __cpuid penstock_cpuid
#define __stosw penstock_store_16
#endif

PENSTOCK_FORCE_INLINE USHORT RtlUshortByteSwap(USHORT value) { return __builtin_bswap16(value); }
PENSTOCK_FORCE_INLINE ULONG RtlUlongByteSwap(ULONG value) { return __builtin_bswap32(value); }
PENSTOCK_FORCE_INLINE ULONGLONG RtlUlonglongByteSwap(ULONGLONG value) { return __builtin_bswap64(value); }
#define RtlPrefetchMemoryNonTemporal(address, bytes) ((void)(address), (void)(bytes))
#define PreFetchCacheLine(level, address) ((void)0)
