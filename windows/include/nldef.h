// SPDX-License-Identifier: Apache-2.0
// Types of the network layer.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "ntdef.h"
#include "generated/nldef_enums.h"
#include "generated/nldef_types.h"
