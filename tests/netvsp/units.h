// SPDX-License-Identifier: Apache-2.0
// The protocol units of guests/netvsp, as C++ sees C.
//
// Threads: as the units.
// Memory: as the units.
// Errors: as the units.
#pragma once

#include <ntddk.h>

extern "C" {
#include "netvsp/byte_source.h"
#include "netvsp/ethernet.h"
#include "netvsp/lending.h"
#include "netvsp/nvsp.h"
#include "netvsp/oid.h"
#include "netvsp/rndis.h"
}
