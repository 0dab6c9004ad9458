// SPDX-License-Identifier: Apache-2.0
// Kernel sockets; registration only.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "netioddk.h"
#include "ws2ipdef.h"
#include "generated/wsk_types.h"
#include "generated/wsk_functions.h"
