// SPDX-License-Identifier: Apache-2.0
// Names of scalar types, annotations and attributes. Long is 32 bits in these names, as on Windows; the keyword stays what
// the compiler makes of it.
//
// Threads: no state.
// Memory: no state.
// Errors: none.
#pragma once

#include <cstddef>
#include <cstdint>

#include "guiddef.h"
#include "sal.h"

typedef int BOOL;
typedef unsigned char BYTE, UCHAR, BOOLEAN;
typedef char CHAR;
typedef char CCHAR;
typedef short SHORT;
typedef unsigned short WORD, USHORT;
typedef int INT, LONG, HRESULT, NTSTATUS;
typedef unsigned int UINT, DWORD, ULONG;
typedef long long LONGLONG, LONG64, INT64;
typedef unsigned long long ULONGLONG, ULONG64, DWORD64, DWORDLONG, UINT64;
typedef signed char INT8;
typedef unsigned char UINT8;
typedef short INT16;
typedef unsigned short UINT16;
typedef int INT32, LONG32;
typedef unsigned int UINT32, ULONG32, DWORD32;
typedef float FLOAT;
typedef wchar_t WCHAR;
typedef long INT_PTR, LONG_PTR;
typedef unsigned long UINT_PTR, ULONG_PTR, DWORD_PTR, SIZE_T;
typedef long SSIZE_T;
typedef void *PVOID, *LPVOID, *HANDLE, *HMODULE, *HINSTANCE, *HWND;
typedef const void* LPCVOID;
typedef BYTE *PBYTE, *LPBYTE;
typedef DWORD *PDWORD, *LPDWORD;
typedef WORD* PWORD;
typedef UINT* PUINT;
typedef ULONG* PULONG;
typedef LONG* PLONG;
typedef BOOL *PBOOL, *LPBOOL;
typedef HANDLE* PHANDLE;
typedef CHAR *PSTR, *LPSTR;
typedef const CHAR *PCSTR, *LPCSTR;
typedef WCHAR *PWSTR, *LPWSTR, *PWCHAR, *BSTR;
typedef const WCHAR *PCWSTR, *LPCWSTR, *LPCOLESTR;
typedef WCHAR OLECHAR;
typedef OLECHAR* LPOLESTR;
typedef union _LARGE_INTEGER {
  struct {
    DWORD LowPart;
    LONG HighPart;
  };
  LONGLONG QuadPart;
} LARGE_INTEGER, *PLARGE_INTEGER;
typedef union _ULARGE_INTEGER {
  struct {
    DWORD LowPart;
    DWORD HighPart;
  };
  ULONGLONG QuadPart;
} ULARGE_INTEGER, *PULARGE_INTEGER;
typedef struct _FILETIME {
  DWORD dwLowDateTime;
  DWORD dwHighDateTime;
} FILETIME, *PFILETIME, *LPFILETIME;

#ifndef VOID
#define VOID void
#endif
#ifndef CONST
#define CONST const
#endif
#ifndef TRUE
#define TRUE 1
#define FALSE 0
#endif
#ifndef WINAPI
#define WINAPI
#define APIENTRY
#define CALLBACK
#define NTAPI
#endif
#ifndef STDMETHODCALLTYPE
#define STDMETHODCALLTYPE
#define STDAPICALLTYPE
#define STDMETHOD(method) virtual HRESULT STDMETHODCALLTYPE method
#define STDMETHOD_(type, method) virtual type STDMETHODCALLTYPE method
#define STDMETHODIMP HRESULT STDMETHODCALLTYPE
#define STDMETHODIMP_(type) type STDMETHODCALLTYPE
#define PURE = 0
#endif
#ifndef __stdcall
#define __stdcall
#endif
#ifndef __cdecl
#define __cdecl
#endif
#define STDAPI extern "C" __attribute__((visibility("default"))) HRESULT STDAPICALLTYPE
#define STDAPI_(type) extern "C" __attribute__((visibility("default"))) type STDAPICALLTYPE
#ifndef EXTERN_C
#define EXTERN_C extern "C"
#endif
#ifndef FORCEINLINE
#define FORCEINLINE inline __attribute__((always_inline))
#endif
#ifndef __forceinline
#define __forceinline inline __attribute__((always_inline))
#endif
#define DECLSPEC_NOVTABLE
#define DECLSPEC_UUID(text) __declspec(uuid(text))
#define MIDL_INTERFACE(text) struct __declspec(uuid(text))
#define DECLARE_INTERFACE_(name, base) struct name : public base
#define UNREFERENCED_PARAMETER(parameter) ((void)(parameter))
#define ARRAYSIZE(array) (sizeof(array) / sizeof((array)[0]))
#define _countof(array) (sizeof(array) / sizeof((array)[0]))
#define MAKEWORD(low, high) ((WORD)(((BYTE)(low)) | ((WORD)((BYTE)(high))) << 8))
#define MAKELONG(low, high) ((LONG)(((WORD)(low)) | ((DWORD)((WORD)(high))) << 16))
#define LOWORD(value) ((WORD)((DWORD_PTR)(value)&0xFFFF))
#define HIWORD(value) ((WORD)((DWORD_PTR)(value) >> 16 & 0xFFFF))
#define LOBYTE(value) ((BYTE)((DWORD_PTR)(value)&0xFF))
#define HIBYTE(value) ((BYTE)((DWORD_PTR)(value) >> 8 & 0xFF))
#define TEXT(text) L##text
#define INFINITE 0xFFFFFFFF
#define MAX_PATH 260
#define INVALID_HANDLE_VALUE ((HANDLE)(LONG_PTR)-1)

// gcc knows no __declspec: each attribute becomes a macro of its own; an unknown one is an error that names it. The build
// puts a uuid into the class itself (penstock_add_vpn_plugin).
#if !defined(__clang__) && !defined(__declspec)
#define __declspec(attribute) PENSTOCK_DECLSPEC_##attribute
#define PENSTOCK_DECLSPEC_uuid(text)
#define PENSTOCK_DECLSPEC_novtable
#define PENSTOCK_DECLSPEC_dllexport __attribute__((visibility("default")))
#define PENSTOCK_DECLSPEC_dllimport
#define PENSTOCK_DECLSPEC_noinline __attribute__((noinline))
#define PENSTOCK_DECLSPEC_noreturn __attribute__((noreturn))
#define PENSTOCK_DECLSPEC_selectany __attribute__((weak))
#define PENSTOCK_DECLSPEC_empty_bases
#define PENSTOCK_DECLSPEC_nothrow
#define PENSTOCK_DECLSPEC_restrict
#define PENSTOCK_DECLSPEC_deprecated __attribute__((deprecated))
#define PENSTOCK_DECLSPEC_thread thread_local
#define PENSTOCK_DECLSPEC_align(bytes) __attribute__((aligned(bytes)))
#endif
