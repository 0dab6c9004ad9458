// SPDX-License-Identifier: Apache-2.0
// Values, conditions and blobs that both halves of the filtering platform share.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "wdm.h"
#include "ws2ipdef.h"
#include "ifdef.h"
#include "generated/fwptypes_constants.h"
#include "generated/fwptypes_enums.h"
#include "generated/fwptypes_types.h"
