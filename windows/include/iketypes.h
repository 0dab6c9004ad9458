// SPDX-License-Identifier: Apache-2.0
// Part of fwpmtypes.h.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "fwpmtypes.h"
