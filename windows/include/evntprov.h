// SPDX-License-Identifier: Apache-2.0
// Part of wdm.h: event descriptors and providers.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "wdm.h"
