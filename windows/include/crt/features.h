// SPDX-License-Identifier: Apache-2.0
// The freestanding part of the C++ library asks for glibc's features; there are none.
//
// Threads: as the C library.
// Memory: as the C library.
// Errors: as the C library of Windows.
#pragma once

#define __GLIBC_PREREQ(major, minor) 0
