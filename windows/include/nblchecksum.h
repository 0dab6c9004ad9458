// SPDX-License-Identifier: Apache-2.0
// A part of ndis.h that can be named alone.
//
// Threads: no state.
// Memory: no state.
// Errors: none.
#pragma once

#include "ndis.h"
