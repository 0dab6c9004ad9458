// SPDX-License-Identifier: Apache-2.0
// Names without a version number; each stands for the newest version that NTDDI_VERSION allows (W-ENV-4).
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "penstock/compiler.h"
#include "generated/version_independent.h"
