// SPDX-License-Identifier: Apache-2.0
// What is there before the first line of a driver's source.
//
// Threads: no state.
// Memory: no state.
// Errors: none.
#pragma once

#include "predefined.h"
#include "wpp.h"

// __FUNCTION__ where no function is: see tools/guest_lowering/function_names.py.
#define PENSTOCK_FUNCTION_LITERAL "?"

// Products as wide as both factors together; drivers compute their timeouts with them.
#define Int32x32To64(a, b) ((LONGLONG)(LONG)(a) * (LONGLONG)(LONG)(b))
#define UInt32x32To64(a, b) ((ULONGLONG)(ULONG)(a) * (ULONGLONG)(ULONG)(b))
