// SPDX-License-Identifier: Apache-2.0
// From here on DEFINE_GUID defines (K-GUID-1).
//
// Threads: no state.
// Memory: no state.
// Errors: none.
#ifndef INITGUID
#define INITGUID
#endif
#include "guiddef.h"
