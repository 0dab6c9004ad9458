// SPDX-License-Identifier: Apache-2.0
// Memory and narrow strings; what is the same on Windows binds to the host's C library (K-ENV-4).
//
// Threads: as the C library.
// Memory: as the C library.
// Errors: as the C library of Windows.
#pragma once

#include <penstock_crt.h>

PENSTOCK_CRT_START
void* memcpy(void* to, const void* from, size_t bytes);
void* memmove(void* to, const void* from, size_t bytes);
void* memset(void* to, int value, size_t bytes);
int memcmp(const void* a, const void* b, size_t bytes);
#ifdef __cplusplus
extern "C++" {
inline const void* memchr(const void* in, int value, size_t bytes) { return __builtin_memchr(in, value, bytes); }
inline void* memchr(void* in, int value, size_t bytes) { return __builtin_memchr(in, value, bytes); }
inline const char* strchr(const char* in, int value) { return __builtin_strchr(in, value); }
inline char* strchr(char* in, int value) { return __builtin_strchr(in, value); }
inline const char* strrchr(const char* in, int value) { return __builtin_strrchr(in, value); }
inline char* strrchr(char* in, int value) { return __builtin_strrchr(in, value); }
inline const char* strstr(const char* in, const char* what) { return __builtin_strstr(in, what); }
inline char* strstr(char* in, const char* what) { return __builtin_strstr(in, what); }
}
#else
void* memchr(const void* in, int value, size_t bytes);
char* strchr(const char* in, int value);
char* strrchr(const char* in, int value);
char* strstr(const char* in, const char* what);
#endif
size_t strlen(const char* s);
size_t strnlen(const char* s, size_t max);
int strcmp(const char* a, const char* b);
int strncmp(const char* a, const char* b, size_t count);
char* strcpy(char* to, const char* from);
char* strncpy(char* to, const char* from, size_t count);
char* strcat(char* to, const char* from);
char* strncat(char* to, const char* from, size_t count);
char* strtok(char* s, const char* separators);
size_t strspn(const char* s, const char* set);
size_t strcspn(const char* s, const char* set);
int _stricmp(const char* a, const char* b) PENSTOCK_CRT(_stricmp);
int _strnicmp(const char* a, const char* b, size_t count) PENSTOCK_CRT(_strnicmp);
char* _strlwr(char* s) PENSTOCK_CRT(_strlwr);
char* _strupr(char* s) PENSTOCK_CRT(_strupr);
PENSTOCK_CRT_END
#define stricmp _stricmp
#define strnicmp _strnicmp

#include <wchar.h>
