// SPDX-License-Identifier: Apache-2.0
// What Windows code expects of the compiler: names of calling conventions, storage attributes, inline forms, and the
// version of Windows it is built for. Everything here must hold for gcc and clang, in C and in C++.
//
// Threads: no state.
// Memory: no state.
// Errors: a build without -fshort-wchar stops in ntdef.h.
#pragma once

#include "predefined.h"

#define OSVER(version) ((version) & 0xFFFF0000)
#define NTDDI_ATLEAST(version) (NTDDI_VERSION >= (version))

#define NTAPI
#define WINAPI
#define CALLBACK
#define STDCALL
#define FASTCALL
#define APIENTRY
#define NDIS_EXPORTED_ROUTINE
#define NTAPI_INLINE
#define EXPORT
#define PASCAL
#undef __stdcall
#define __stdcall
#undef __fastcall
#define __fastcall
#undef __cdecl
#define __cdecl
#undef _cdecl
#define _cdecl
#undef __vectorcall
#define __vectorcall
#define __ptr64
#define __ptr32
#define __unaligned
#define UNALIGNED
#define UNALIGNED64
#define RESTRICTED_POINTER
#define NTSYSAPI
#define NTKERNELAPI
#define NTHALAPI
#define NTSYSCALLAPI
#define DECLSPEC_IMPORT
#define DECLSPEC_EXPORT
#define NETIOAPI_API_

#ifdef __cplusplus
#define EXTERN_C extern "C"
#define EXTERN_C_START extern "C" {
#define EXTERN_C_END }
#else
#define EXTERN_C extern
#define EXTERN_C_START
#define EXTERN_C_END
#endif

// A function inlined from these headers must not stand between the guest's frame and ours (K-GUEST-3). The word static is
// not part of the guest's FORCEINLINE: guests write it in front, and in C++ it would change a member function. Ours say it
// in C, where a function whose address is taken needs a definition.
#ifdef __cplusplus
#define FORCEINLINE inline __attribute__((always_inline))
#define PENSTOCK_FORCE_INLINE FORCEINLINE
#else
#define FORCEINLINE __inline__ __attribute__((always_inline))
#define PENSTOCK_FORCE_INLINE static __inline__ __attribute__((always_inline, unused))
#endif
#define CFORCEINLINE FORCEINLINE
#define PENSTOCK_EXPORTED __attribute__((visibility("default")))
#define DECLSPEC_NOINLINE __attribute__((noinline))
#define DECLSPEC_NORETURN __attribute__((noreturn))
#define DECLSPEC_ALIGN(bytes) __attribute__((aligned(bytes)))
#define DECLSPEC_CACHEALIGN DECLSPEC_ALIGN(64)
#define DECLSPEC_SELECTANY __attribute__((weak))
#define DECLSPEC_DEPRECATED
#define DECLSPEC_NOVTABLE
#define DECLSPEC_UUID(text)
#define DECLSPEC_RESTRICT
#define DECLSPEC_GUARDNOCF
#define DECLSPEC_NOINITALL
#define DECLSPEC_ADDRSAFE
#define POINTER_ALIGNMENT DECLSPEC_ALIGN(8)
#define MEMORY_ALLOCATION_ALIGNMENT 16
#define SYSTEM_CACHE_ALIGNMENT_SIZE 64
#define ALLOC_PRAGMA 1
#define ALLOC_DATA_PRAGMA 1

#ifdef PENSTOCK_GUEST
#define __forceinline inline __attribute__((always_inline))
#define _forceinline __forceinline
#define __inline inline
#define _inline inline
#ifndef __cplusplus
// In C a plain inline function has no definition outside, and at -O0 would not be inlined either.
#define inline inline __attribute__((always_inline))
#endif
#undef __int8
#undef __int16
#undef __int32
#undef __int64
// Macros, because "unsigned __int64" must be a type.
#define __int8 char
#define __int16 short
#define __int32 int
#define __int64 long long
#define _int64 long long
#define __noop(...) ((void)0)
#define __assume(condition) ((void)0)
#define __debugbreak() DbgBreakPoint()
#if !defined(__clang__)
#define __pragma(text)
// gcc knows no __declspec: each attribute name becomes its own macro, an unknown one is a compile error that names it.
#undef __declspec
#define __declspec(attribute) PENSTOCK_DECLSPEC_##attribute
#define PENSTOCK_DECLSPEC_align(bytes) __attribute__((aligned(bytes)))
#define PENSTOCK_DECLSPEC_allocate(section)
#define PENSTOCK_DECLSPEC_code_seg(section)
#define PENSTOCK_DECLSPEC_deprecated
#define PENSTOCK_DECLSPEC_dllexport
#define PENSTOCK_DECLSPEC_dllimport
#define PENSTOCK_DECLSPEC_guard(kind)
#define PENSTOCK_DECLSPEC_naked __attribute__((naked))
#define PENSTOCK_DECLSPEC_noalias
#define PENSTOCK_DECLSPEC_noinline __attribute__((noinline))
#define PENSTOCK_DECLSPEC_noreturn __attribute__((noreturn))
#define PENSTOCK_DECLSPEC_nothrow
#define PENSTOCK_DECLSPEC_novtable
#define PENSTOCK_DECLSPEC_restrict
#define PENSTOCK_DECLSPEC_safebuffers
#define PENSTOCK_DECLSPEC_selectany __attribute__((weak))
#define PENSTOCK_DECLSPEC_thread __thread
#define PENSTOCK_DECLSPEC_uuid(text)
#endif
#endif
