// SPDX-License-Identifier: Apache-2.0
#include "filter/station.h"
#ifndef PENSTOCK_FENCE_KEPT
#include "path/path.h"  // not a room that this one may include
#endif
