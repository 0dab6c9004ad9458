// SPDX-License-Identifier: Apache-2.0
// Wide strings of 16-bit characters; glibc's have 32 bits, so all of them are the rim's.
//
// Threads: as the C library.
// Memory: as the C library.
// Errors: as the C library of Windows.
#pragma once

#include <penstock_crt.h>
#include <stdarg.h>

#ifndef WCHAR_MAX
#define WCHAR_MIN 0
#define WCHAR_MAX 0xffff
#endif
#ifndef WEOF
#define WEOF ((unsigned short)0xffff)
#endif

PENSTOCK_CRT_START
size_t wcslen(const wchar_t* s) PENSTOCK_CRT(wcslen);
size_t wcsnlen(const wchar_t* s, size_t max) PENSTOCK_CRT(wcsnlen);
int wcscmp(const wchar_t* a, const wchar_t* b) PENSTOCK_CRT(wcscmp);
int wcsncmp(const wchar_t* a, const wchar_t* b, size_t count) PENSTOCK_CRT(wcsncmp);
int _wcsicmp(const wchar_t* a, const wchar_t* b) PENSTOCK_CRT(_wcsicmp);
int _wcsnicmp(const wchar_t* a, const wchar_t* b, size_t count) PENSTOCK_CRT(_wcsnicmp);
wchar_t* wcscpy(wchar_t* to, const wchar_t* from) PENSTOCK_CRT(wcscpy);
wchar_t* wcsncpy(wchar_t* to, const wchar_t* from, size_t count) PENSTOCK_CRT(wcsncpy);
wchar_t* wcscat(wchar_t* to, const wchar_t* from) PENSTOCK_CRT(wcscat);
wchar_t* wcsncat(wchar_t* to, const wchar_t* from, size_t count) PENSTOCK_CRT(wcsncat);
wchar_t* wcschr(const wchar_t* in, wchar_t what) PENSTOCK_CRT(wcschr);
wchar_t* wcsrchr(const wchar_t* in, wchar_t what) PENSTOCK_CRT(wcsrchr);
wchar_t* wcsstr(const wchar_t* in, const wchar_t* what) PENSTOCK_CRT(wcsstr);
wchar_t* _wcslwr(wchar_t* s) PENSTOCK_CRT(_wcslwr);
wchar_t* _wcsupr(wchar_t* s) PENSTOCK_CRT(_wcsupr);
int _snwprintf(wchar_t* buffer, size_t characters, const wchar_t* format, ...) PENSTOCK_CRT(_snwprintf);
int _vsnwprintf(wchar_t* buffer, size_t characters, const wchar_t* format, va_list arguments) PENSTOCK_CRT(_vsnwprintf);
int swprintf(wchar_t* buffer, const wchar_t* format, ...) PENSTOCK_CRT(swprintf);
wchar_t towlower(wchar_t c) PENSTOCK_CRT(towlower);
wchar_t towupper(wchar_t c) PENSTOCK_CRT(towupper);
int iswdigit(wchar_t c) PENSTOCK_CRT(iswdigit);
int iswspace(wchar_t c) PENSTOCK_CRT(iswspace);
int iswalpha(wchar_t c) PENSTOCK_CRT(iswalpha);
int _wtoi(const wchar_t* s) PENSTOCK_CRT(_wtoi);
PENSTOCK_CRT_END
