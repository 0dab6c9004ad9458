// SPDX-License-Identifier: Apache-2.0
// The types and idioms that all other headers build on.
//
// Threads: no state.
// Memory: no state.
// Errors: a build with a wide character of other than 16 bits stops here.
#pragma once

#include "penstock/sal.h"
#include "penstock/compiler.h"
#include "penstock/scalars.h"
#include "penstock/structures.h"
#include "penstock/idioms.h"
#include "guiddef.h"
#ifdef PENSTOCK_GUEST
// Windows' own headers bring these along, and drivers rely on it.
#include <ctype.h>
#include <stdarg.h>
#include <string.h>
#include <wchar.h>
#endif
