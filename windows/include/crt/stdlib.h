// SPDX-License-Identifier: Apache-2.0
// Numbers, sorting and the seeded random source; strtol has 32 bits here.
//
// Threads: as the C library.
// Memory: as the C library.
// Errors: as the C library of Windows.
#pragma once

#include <penstock_crt.h>

#define _countof(array) (sizeof(array) / sizeof((array)[0]))

PENSTOCK_CRT_START
int abs(int value);
int atoi(const char* s);
int strtol(const char* s, char** end, int base) PENSTOCK_CRT(strtol);
unsigned int strtoul(const char* s, char** end, int base) PENSTOCK_CRT(strtoul);
int wcstol(const wchar_t* s, wchar_t** end, int base) PENSTOCK_CRT(wcstol);
unsigned int wcstoul(const wchar_t* s, wchar_t** end, int base) PENSTOCK_CRT(wcstoul);
long long _strtoi64(const char* s, char** end, int base) PENSTOCK_CRT(_strtoi64);
unsigned long long _strtoui64(const char* s, char** end, int base) PENSTOCK_CRT(_strtoui64);
int rand(void) PENSTOCK_CRT(rand);
void srand(unsigned int seed) PENSTOCK_CRT(srand);
void qsort(void* base, size_t count, size_t bytes, int (*compare)(const void*, const void*));
void* bsearch(const void* key, const void* base, size_t count, size_t bytes, int (*compare)(const void*, const void*));
PENSTOCK_CRT_END
