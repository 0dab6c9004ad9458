// SPDX-License-Identifier: Apache-2.0
// The module registrar: providers and clients of one host that bind to each other.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "wdm.h"
#include "ifdef.h"
#include "generated/netioddk_enums.h"
#include "generated/netioddk_types.h"
#include "generated/netioddk_functions.h"
#include "penstock/module_registrar.h"
