// SPDX-License-Identifier: Apache-2.0
// Names and numbers of network interfaces.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "ntdef.h"
#include "generated/ifdef_constants.h"
#include "generated/ifdef_enums.h"
#include "generated/ifdef_types.h"
