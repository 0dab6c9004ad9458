// SPDX-License-Identifier: Apache-2.0
// Protocol headers as structures.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "ws2ipdef.h"
#include "generated/netiodef_types.h"
