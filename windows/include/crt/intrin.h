// SPDX-License-Identifier: Apache-2.0
// Compiler intrinsics; all of them are in wdm.h.
//
// Threads: as the C library.
// Memory: as the C library.
// Errors: as the C library of Windows.
#pragma once

#include <wdm.h>
