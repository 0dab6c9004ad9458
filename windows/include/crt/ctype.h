// SPDX-License-Identifier: Apache-2.0
// Classes of characters in the C locale.
//
// Threads: as the C library.
// Memory: as the C library.
// Errors: as the C library of Windows.
#pragma once

#include <penstock_crt.h>

PENSTOCK_CRT_START
int isalnum(int c);
int isalpha(int c);
int isdigit(int c);
int isxdigit(int c);
int isspace(int c);
int isupper(int c);
int islower(int c);
int isprint(int c);
int ispunct(int c);
int iscntrl(int c);
int tolower(int c);
int toupper(int c);
PENSTOCK_CRT_END
