// SPDX-License-Identifier: Apache-2.0
// The scalar types of Windows (K-TYPE-1): 32-bit LONG, 64-bit LONGLONG, 16-bit WCHAR, and pointer-sized integers that are
// the compiler's own size_t, since guests pass size_t* where a SIZE_T* is declared. The keyword long appears nowhere: it
// has 64 bits here and 32 on Windows.
//
// Threads: no state.
// Memory: no state.
// Errors: a wide character of other than 16 bits does not compile (K-WCHAR-1).
#pragma once

#include "penstock/compiler.h"

#include <stddef.h>
#include <stdarg.h>

#ifdef __cplusplus
static_assert(sizeof(wchar_t) == 2, "compile with -fshort-wchar");
#else
_Static_assert(sizeof(wchar_t) == 2, "compile with -fshort-wchar");
#endif

#ifndef VOID
#define VOID void
#endif
#ifndef CONST
#define CONST const
#endif
#ifndef TRUE
#define TRUE 1
#endif
#ifndef FALSE
#define FALSE 0
#endif
#define FAR
#define NEAR
#define far
#define near
#ifndef PENSTOCK_GUEST
#undef far
#undef near
#endif

typedef void *PVOID, *LPVOID, *HANDLE, **PHANDLE, *PVOID64;
typedef const void *LPCVOID, *PCVOID;
typedef char CHAR, CCHAR, *PCHAR, *PSTR, *LPSTR, *NPSTR, *PSZ, *PCH, *PCCHAR, *PNZCH;
typedef const char *PCSTR, *LPCSTR, *PCSZ, *PCCH, *PCNZCH;
typedef signed char INT8, *PINT8, SCHAR, *PSCHAR;
typedef unsigned char UCHAR, BYTE, BOOLEAN, UINT8, *PUCHAR, *PBYTE, *LPBYTE, *PBOOLEAN, *PUINT8;
typedef const unsigned char* PCUCHAR;
typedef short SHORT, CSHORT, INT16, *PSHORT, *PINT16, *PCSHORT;
typedef unsigned short USHORT, WORD, UINT16, *PUSHORT, *PWORD, *PUINT16, *LPWORD;
typedef wchar_t WCHAR, *PWCHAR, *PWCH, *PWSTR, *LPWSTR, *NWPSTR, *PZZWSTR, *LPWCH, **PZPWSTR;
typedef const wchar_t *PCWSTR, *LPCWSTR, *PCWCH, *LPCWCH, *PCZZWSTR, *PCNZWCH, *LCPWCHAR;
typedef int LONG, INT, INT32, LONG32, BOOL, NTSTATUS, HRESULT, KPRIORITY, *PLONG, *PINT, *PINT32, *PLONG32, *PBOOL, *LPBOOL, *PNTSTATUS, *LPLONG;
typedef const NTSTATUS* PCNTSTATUS;
typedef unsigned int ULONG, UINT, DWORD, UINT32, ULONG32, DWORD32, LOGICAL, CLONG, LCID, ACCESS_MASK, SECURITY_INFORMATION, DEVICE_TYPE;
typedef unsigned int *PULONG, *PUINT, *PDWORD, *PUINT32, *PULONG32, *PLOGICAL, *PACCESS_MASK, *LPDWORD, *PCLONG, *PLCID, *PSECURITY_INFORMATION;
typedef float FLOAT, *PFLOAT;
typedef double DOUBLE;
typedef long long LONGLONG, LONG64, INT64, *PLONGLONG, *PLONG64, *PINT64;
typedef unsigned long long ULONGLONG, ULONG64, UINT64, DWORDLONG, DWORD64, REGHANDLE, POOL_FLAGS;
typedef unsigned long long *PULONGLONG, *PULONG64, *PUINT64, *PDWORDLONG, *PDWORD64, *PREGHANDLE, *PPOOL_FLAGS;
typedef LONGLONG USN;

typedef __PTRDIFF_TYPE__ INT_PTR, LONG_PTR, SSIZE_T, *PINT_PTR, *PLONG_PTR, *PSSIZE_T;
typedef __SIZE_TYPE__ UINT_PTR, ULONG_PTR, DWORD_PTR, SIZE_T, KAFFINITY, KSPIN_LOCK, PFN_NUMBER, ERESOURCE_THREAD, EX_PUSH_LOCK;
typedef __SIZE_TYPE__ *PUINT_PTR, *PULONG_PTR, *PDWORD_PTR, *PSIZE_T, *PKAFFINITY, *PKSPIN_LOCK, *PPFN_NUMBER, *PERESOURCE_THREAD, *PEX_PUSH_LOCK;
typedef LONG EX_SPIN_LOCK, *PEX_SPIN_LOCK;
typedef UCHAR KIRQL, *PKIRQL;
typedef signed char KPROCESSOR_MODE;

typedef BOOLEAN SECURITY_CONTEXT_TRACKING_MODE, *PSECURITY_CONTEXT_TRACKING_MODE;
typedef WORD SECURITY_DESCRIPTOR_CONTROL, *PSECURITY_DESCRIPTOR_CONTROL;
typedef PVOID PSECURITY_DESCRIPTOR, PSID, PACCESS_TOKEN;

#define ANYSIZE_ARRAY 1
#define MINCHAR 0x80
#define MAXCHAR 0x7f
#define MINSHORT 0x8000
#define MAXSHORT 0x7fff
#define MINLONG 0x80000000
#define MAXLONG 0x7fffffff
#define MAXLONGLONG 0x7fffffffffffffffLL
#define MAXUCHAR 0xff
#define MAXUSHORT 0xffff
#define MAXULONG 0xffffffffU
#define MAXDWORD 0xffffffffU
#define MAXULONGLONG 0xffffffffffffffffULL
#define MAXULONG64 MAXULONGLONG
#define MAXUINT8 0xff
#define MAXUINT16 0xffff
#define MAXUINT32 0xffffffffU
#define MAXUINT64 0xffffffffffffffffULL
#define MAXINT8 0x7f
#define MAXINT16 0x7fff
#define MAXINT32 0x7fffffff
#define MAXINT64 0x7fffffffffffffffLL
#define MAXLONG64 MAXLONGLONG
#define MAXULONG_PTR (~(ULONG_PTR)0)
#define MAXSIZE_T (~(SIZE_T)0)
#define MAXUINT_PTR (~(UINT_PTR)0)
#define MAXDWORD_PTR (~(DWORD_PTR)0)
#define UNICODE_STRING_MAX_BYTES ((USHORT)65534)
#define UNICODE_STRING_MAX_CHARS (32767)
#define UNICODE_NULL ((WCHAR)0)
#define ANSI_NULL ((CHAR)0)
#define TEXT(text) PENSTOCK_TEXT(text)
#define PENSTOCK_TEXT(text) L##text
