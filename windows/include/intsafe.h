// SPDX-License-Identifier: Apache-2.0
// Arithmetic that reports overflow, with HRESULT-like results.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "winerror.h"
#include "ntintsafe.h"

PENSTOCK_SAFE_ALL(, HRESULT, S_OK, INTSAFE_E_ARITHMETIC_OVERFLOW)
PENSTOCK_SAFE_CONVERSIONS(, HRESULT, S_OK, INTSAFE_E_ARITHMETIC_OVERFLOW)
#define SIZETAdd SizeTAdd
#define SIZETMult SizeTMult
#define DWordAdd ULongAdd
#define DWordMult ULongMult
