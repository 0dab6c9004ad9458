// SPDX-License-Identifier: Apache-2.0
// Random numbers of the kernel cryptography interface; nothing else of it.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "wdm.h"
#include "penstock/random.h"
