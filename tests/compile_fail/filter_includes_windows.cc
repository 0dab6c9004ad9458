// SPDX-License-Identifier: Apache-2.0
#include "filter/engine.h"
#ifndef PENSTOCK_FENCE_KEPT
#include "fwpsk.h"  // not a room that this one may include
#endif
