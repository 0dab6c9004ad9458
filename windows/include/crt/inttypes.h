// SPDX-License-Identifier: Apache-2.0
// Formats of the fixed-size integers, for the rim's formatter.
//
// Threads: as the C library.
// Memory: as the C library.
// Errors: as the C library of Windows.
#pragma once

#include <stdint.h>

#define PRId8 "hhd"
#define PRId16 "hd"
#define PRId32 "d"
#define PRId64 "lld"
#define PRIi32 "i"
#define PRIi64 "lli"
#define PRIu8 "hhu"
#define PRIu16 "hu"
#define PRIu32 "u"
#define PRIu64 "llu"
#define PRIx8 "hhx"
#define PRIx16 "hx"
#define PRIx32 "x"
#define PRIx64 "llx"
#define PRIX32 "X"
#define PRIX64 "llX"
#define PRIxPTR "llx"
#define PRIuPTR "llu"
#define PRIdPTR "lld"
