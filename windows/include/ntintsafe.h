// SPDX-License-Identifier: Apache-2.0
// Arithmetic that reports overflow.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "wdm.h"
#include "penstock/safe_arithmetic.h"
