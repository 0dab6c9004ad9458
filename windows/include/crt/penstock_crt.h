// SPDX-License-Identifier: Apache-2.0
// Functions that differ from the host's C library carry another symbol, so that a guest never calls glibc's by accident.
//
// Threads: as the C library.
// Memory: as the C library.
// Errors: as the C library of Windows.
#pragma once

#include <stddef.h>

#ifdef __cplusplus
#define PENSTOCK_CRT_START extern "C" {
#define PENSTOCK_CRT_END }
#else
#define PENSTOCK_CRT_START
#define PENSTOCK_CRT_END
#endif
#define PENSTOCK_CRT(name) __asm__("penstock_crt_" #name)
