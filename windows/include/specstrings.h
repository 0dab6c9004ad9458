// SPDX-License-Identifier: Apache-2.0
// Another name for ntdef.h.
//
// Threads: no state.
// Memory: no state.
// Errors: none.
#pragma once

#include "ntdef.h"
