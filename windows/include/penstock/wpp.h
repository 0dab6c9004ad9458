// SPDX-License-Identifier: Apache-2.0
// Names of the trace preprocessor that guests use before any of its headers is included. It is included ahead of each
// guest source; a guest may undefine or redefine every one (K-WPP-4).
//
// Threads: no state.
// Memory: no state.
// Errors: none.
#pragma once

#include "predefined.h"

#define WPP_DEFINE_BIT(name) name,
#define WPP_DEFINE_CONTROL_GUID(name, guid, bits) bits
#define WPP_CONTROL(bit) penstock_trace_control
#define WPP_LEVEL_LOGGER(flag) 0,
#define WPP_LEVEL_ENABLED(flag) 0
