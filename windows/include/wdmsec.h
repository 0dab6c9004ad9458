// SPDX-License-Identifier: Apache-2.0
// Devices with a security descriptor in text form.
//
// Threads: each function says its level in the contract.
// Memory: as documented for each function.
// Errors: NTSTATUS.
#pragma once

#include "wdm.h"
#include "penstock/device_security.h"
