// SPDX-License-Identifier: Apache-2.0
#include "packet/custody.h"
#ifndef PENSTOCK_FENCE_KEPT
#include "filter/engine.h"  // not a room that this one may include
#endif
