// SPDX-License-Identifier: Apache-2.0
#include "wire/parse.h"
#ifndef PENSTOCK_FENCE_KEPT
#include "packet/packet.h"  // not a room that this one may include
#endif
