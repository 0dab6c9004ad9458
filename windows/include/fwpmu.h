// SPDX-License-Identifier: Apache-2.0
// The user-mode name of fwpmk.h; a driver includes it for the GUIDs.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "fwpmk.h"
