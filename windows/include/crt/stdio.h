// SPDX-License-Identifier: Apache-2.0
// Formatting into buffers with Windows formats; _snprintf does not terminate when full.
//
// Threads: as the C library.
// Memory: as the C library.
// Errors: as the C library of Windows.
#pragma once

#include <penstock_crt.h>
#include <stdarg.h>
#include <wchar.h>

PENSTOCK_CRT_START
int sprintf(char* buffer, const char* format, ...) PENSTOCK_CRT(sprintf);
int vsprintf(char* buffer, const char* format, va_list arguments) PENSTOCK_CRT(vsprintf);
int snprintf(char* buffer, size_t characters, const char* format, ...) PENSTOCK_CRT(snprintf);
int vsnprintf(char* buffer, size_t characters, const char* format, va_list arguments) PENSTOCK_CRT(vsnprintf);
int _snprintf(char* buffer, size_t characters, const char* format, ...) PENSTOCK_CRT(_snprintf);
int _vsnprintf(char* buffer, size_t characters, const char* format, va_list arguments) PENSTOCK_CRT(_vsnprintf);
int sscanf(const char* text, const char* format, ...) PENSTOCK_CRT(sscanf);
PENSTOCK_CRT_END
