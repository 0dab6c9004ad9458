// SPDX-License-Identifier: Apache-2.0
// The macros of everyday driver code: addresses of members, sizes, alignment, bits, status tests, literal strings.
//
// Threads: no state.
// Memory: no state.
// Errors: none.
#pragma once

#include "penstock/structures.h"

// By offsetof, not through a null pointer: what drivers write with it stays clean under UBSan.
#define CONTAINING_RECORD(address, type, field) ((type*)((PCHAR)(address)-__builtin_offsetof(type, field)))
#define FIELD_OFFSET(type, field) ((LONG)__builtin_offsetof(type, field))
#define UFIELD_OFFSET(type, field) ((ULONG)__builtin_offsetof(type, field))
#define RTL_FIELD_SIZE(type, field) (sizeof(((type*)0)->field))
#define RTL_FIELD_TYPE(type, field) (((type*)0)->field)
#define RTL_SIZEOF_THROUGH_FIELD(type, field) (__builtin_offsetof(type, field) + RTL_FIELD_SIZE(type, field))
#define RTL_CONTAINS_FIELD(structure, size, field) \
  ((PCHAR)(&(structure)->field) + sizeof((structure)->field) <= (PCHAR)(structure) + (size))
#define RTL_NUMBER_OF(array) (sizeof(array) / sizeof((array)[0]))
#define RTL_NUMBER_OF_V1(array) RTL_NUMBER_OF(array)
#define RTL_NUMBER_OF_V2(array) RTL_NUMBER_OF(array)
#define RTL_NUMBER_OF_FIELD(type, field) RTL_NUMBER_OF(RTL_FIELD_TYPE(type, field))
#define ARRAYSIZE(array) RTL_NUMBER_OF(array)
#define _ARRAYSIZE(array) RTL_NUMBER_OF(array)
#define RTL_BITS_OF(type) (sizeof(type) * 8)
#define RTL_BITS_OF_FIELD(type, field) (RTL_BITS_OF(RTL_FIELD_TYPE(type, field)))

#ifdef __cplusplus
#define C_ASSERT(condition) static_assert(condition, #condition)
#define PENSTOCK_STATIC_ASSERT static_assert
#else
#define C_ASSERT(condition) _Static_assert(condition, #condition)
#define PENSTOCK_STATIC_ASSERT _Static_assert
#ifndef static_assert
#define static_assert _Static_assert
#endif
#endif

#define ALIGN_DOWN_BY(value, bytes) ((ULONG_PTR)(value) & ~((ULONG_PTR)(bytes)-1))
#define ALIGN_UP_BY(value, bytes) (ALIGN_DOWN_BY(((ULONG_PTR)(value) + (bytes)-1), bytes))
#define ALIGN_DOWN_POINTER_BY(address, bytes) ((PVOID)ALIGN_DOWN_BY((ULONG_PTR)(address), bytes))
#define ALIGN_UP_POINTER_BY(address, bytes) ((PVOID)ALIGN_UP_BY((ULONG_PTR)(address), bytes))
#define ALIGN_DOWN(value, type) ALIGN_DOWN_BY(value, sizeof(type))
#define ALIGN_UP(value, type) ALIGN_UP_BY(value, sizeof(type))
#define ALIGN_DOWN_POINTER(address, type) ALIGN_DOWN_POINTER_BY(address, sizeof(type))
#define ALIGN_UP_POINTER(address, type) ALIGN_UP_POINTER_BY(address, sizeof(type))

#undef PAGE_SIZE
#undef PAGE_SHIFT
#define PAGE_SIZE 0x1000
#define PAGE_SHIFT 12
#define PAGE_ALIGN(va) ((PVOID)((ULONG_PTR)(va) & ~(ULONG_PTR)(PAGE_SIZE - 1)))
#define BYTE_OFFSET(va) ((ULONG)((ULONG_PTR)(va) & (PAGE_SIZE - 1)))
#define ROUND_TO_PAGES(size) (((ULONG_PTR)(size) + PAGE_SIZE - 1) & ~(ULONG_PTR)(PAGE_SIZE - 1))
#define BYTES_TO_PAGES(size) (((size) >> PAGE_SHIFT) + (((size) & (PAGE_SIZE - 1)) != 0))
#define ADDRESS_AND_SIZE_TO_SPAN_PAGES(va, size) ((ULONG)((BYTE_OFFSET(va) + (SIZE_T)(size) + (PAGE_SIZE - 1)) >> PAGE_SHIFT))
#define COMPUTE_PAGES_SPANNED(va, size) ADDRESS_AND_SIZE_TO_SPAN_PAGES(va, size)

#define Add2Ptr(address, bytes) ((PVOID)((PUCHAR)(address) + (bytes)))
#define PtrOffset(base, address) ((ULONG)((ULONG_PTR)(address) - (ULONG_PTR)(base)))
#define LOWORD(value) ((WORD)((DWORD_PTR)(value)&0xffff))
#define HIWORD(value) ((WORD)(((DWORD_PTR)(value) >> 16) & 0xffff))
#define LOBYTE(value) ((BYTE)((DWORD_PTR)(value)&0xff))
#define HIBYTE(value) ((BYTE)(((DWORD_PTR)(value) >> 8) & 0xff))
#define MAKEWORD(low, high) ((WORD)(((BYTE)((DWORD_PTR)(low)&0xff)) | ((WORD)((BYTE)((DWORD_PTR)(high)&0xff))) << 8))
#define MAKELONG(low, high) ((LONG)(((WORD)((DWORD_PTR)(low)&0xffff)) | ((DWORD)((WORD)((DWORD_PTR)(high)&0xffff))) << 16))
#define FlagOn(flags, bits) ((flags) & (bits))
#define BooleanFlagOn(flags, bits) ((BOOLEAN)(((flags) & (bits)) != 0))
#define SetFlag(flags, bits) ((flags) |= (bits))
#define ClearFlag(flags, bits) ((flags) &= ~(bits))

#if defined(PENSTOCK_GUEST) && !defined(NOMINMAX)
#ifndef __cplusplus
#define min(a, b) (((a) < (b)) ? (a) : (b))
#define max(a, b) (((a) > (b)) ? (a) : (b))
#else
// Macros would break the standard headers a guest may include after ours. Without the casts the result of two equal types
// would be a reference to a parameter.
extern "C++" {
template <class A, class B>
constexpr auto min(A a, B b) -> decltype(true ? static_cast<A>(a) : static_cast<B>(b)) { return a < b ? a : b; }
template <class A, class B>
constexpr auto max(A a, B b) -> decltype(true ? static_cast<A>(a) : static_cast<B>(b)) { return a > b ? a : b; }
}
#endif
#endif

#define UNREFERENCED_PARAMETER(name) ((void)(name))
#define UNREFERENCED_LOCAL_VARIABLE(name) ((void)(name))
#define DBG_UNREFERENCED_PARAMETER(name) ((void)(name))
#define DBG_UNREFERENCED_LOCAL_VARIABLE(name) ((void)(name))
#define DEFAULT_UNREACHABLE default: __builtin_unreachable()

#define NT_SUCCESS(status) (((NTSTATUS)(status)) >= 0)
#define NT_INFORMATION(status) ((((ULONG)(status)) >> 30) == 1)
#define NT_WARNING(status) ((((ULONG)(status)) >> 30) == 2)
#define NT_ERROR(status) ((((ULONG)(status)) >> 30) == 3)
#define NTSTATUS_FROM_WIN32(code) PENSTOCK_STATUS_FROM_WIN32(code)
#define PENSTOCK_STATUS_FROM_WIN32(code) ((NTSTATUS)(((code) == 0) ? 0 : (((code)&0x0000FFFF) | 0xC0070000)))

#define HandleToULong(handle) ((ULONG)(ULONG_PTR)(handle))
#define HandleToUlong(handle) HandleToULong(handle)
#define HandleToLong(handle) ((LONG)(LONG_PTR)(handle))
#define ULongToHandle(value) ((HANDLE)(ULONG_PTR)(ULONG)(value))
#define UlongToHandle(value) ULongToHandle(value)
#define LongToHandle(value) ((HANDLE)(LONG_PTR)(value))
#define PtrToUlong(address) ((ULONG)(ULONG_PTR)(address))
#define PtrToULong(address) PtrToUlong(address)
#define PtrToLong(address) ((LONG)(LONG_PTR)(address))
#define PtrToUint(address) ((UINT)(UINT_PTR)(address))
#define PtrToInt(address) ((INT)(INT_PTR)(address))
#define UlongToPtr(value) ((PVOID)(ULONG_PTR)(ULONG)(value))
#define ULongToPtr(value) UlongToPtr(value)
#define LongToPtr(value) ((PVOID)(LONG_PTR)(LONG)(value))
#define UintToPtr(value) ((PVOID)(UINT_PTR)(UINT)(value))
#define IntToPtr(value) ((PVOID)(INT_PTR)(INT)(value))

#define RTL_CONSTANT_STRING(text) \
  { sizeof(text) - sizeof((text)[0]), sizeof(text), (PENSTOCK_STRING_POINTER(text)) }
#ifdef __cplusplus
extern "C++" {
constexpr PWCH penstock_literal(const wchar_t* text) { return const_cast<PWCH>(text); }
constexpr PCHAR penstock_literal(const char* text) { return const_cast<PCHAR>(text); }
}
#define PENSTOCK_STRING_POINTER(text) penstock_literal(text)
#else
#define PENSTOCK_STRING_POINTER(text) (void*)(text)
#endif
#define DECLARE_CONST_UNICODE_STRING(name, text)     \
  static const WCHAR name##_buffer[] = text;         \
  static const UNICODE_STRING name = {sizeof(text) - sizeof(WCHAR), sizeof(text), (PWCH)name##_buffer}
#define DECLARE_GLOBAL_CONST_UNICODE_STRING(name, text)                            \
  extern const __attribute__((weak, visibility("hidden"))) UNICODE_STRING name;    \
  const UNICODE_STRING name = {sizeof(text) - sizeof(WCHAR), sizeof(text), (PWCH)(text)}
#define DECLARE_UNICODE_STRING_SIZE(name, characters) \
  WCHAR name##_buffer[characters];                    \
  UNICODE_STRING name = {0, (characters) * sizeof(WCHAR), name##_buffer}
#define DECLARE_STATIC_UNICODE_STRING_SIZE(name, characters) \
  static WCHAR name##_buffer[characters];                    \
  static UNICODE_STRING name = {0, (characters) * sizeof(WCHAR), name##_buffer}

#define OBJ_INHERIT 0x00000002
#define OBJ_PERMANENT 0x00000010
#define OBJ_EXCLUSIVE 0x00000020
#define OBJ_CASE_INSENSITIVE 0x00000040
#define OBJ_OPENIF 0x00000080
#define OBJ_OPENLINK 0x00000100
#define OBJ_KERNEL_HANDLE 0x00000200
#define OBJ_FORCE_ACCESS_CHECK 0x00000400
#define OBJ_DONT_REPARSE 0x00001000
#define InitializeObjectAttributes(p, name, flags, root, descriptor) \
  do {                                                               \
    (p)->Length = sizeof(OBJECT_ATTRIBUTES);                         \
    (p)->RootDirectory = (root);                                     \
    (p)->Attributes = (flags);                                       \
    (p)->ObjectName = (name);                                        \
    (p)->SecurityDescriptor = (descriptor);                          \
    (p)->SecurityQualityOfService = NULL;                            \
  } while (0)
#define RTL_CONSTANT_OBJECT_ATTRIBUTES(name, flags) \
  { sizeof(OBJECT_ATTRIBUTES), NULL, (PUNICODE_STRING)(name), (flags), NULL, NULL }

#define CTL_CODE(type, function, method, access) \
  (((ULONG)(type) << 16) | ((ULONG)(access) << 14) | ((ULONG)(function) << 2) | (ULONG)(method))
#define DEVICE_TYPE_FROM_CTL_CODE(code) (((ULONG)((code)&0xffff0000)) >> 16)
#define METHOD_FROM_CTL_CODE(code) ((ULONG)((code)&3))

#define DEFINE_ENUM_FLAG_OPERATORS(type)
#ifdef __cplusplus
#undef DEFINE_ENUM_FLAG_OPERATORS
#define DEFINE_ENUM_FLAG_OPERATORS(type)                                                        \
  extern "C++" {                                                                                \
  inline constexpr type operator|(type a, type b) { return type(int(a) | int(b)); }             \
  inline constexpr type operator&(type a, type b) { return type(int(a) & int(b)); }             \
  inline constexpr type operator^(type a, type b) { return type(int(a) ^ int(b)); }             \
  inline constexpr type operator~(type a) { return type(~int(a)); }                             \
  inline type& operator|=(type& a, type b) { return a = a | b; }                                \
  inline type& operator&=(type& a, type b) { return a = a & b; }                                \
  }
#endif
