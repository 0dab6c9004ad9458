// SPDX-License-Identifier: Apache-2.0
// The scalar types, result codes and the few functions of user mode that plug-ins use beside the projection.
//
// Threads: functions from any thread.
// Memory: none of their own.
// Errors: as each says.
#pragma once

#include "windef_um.h"
#include "winerror_um.h"
#include "crt_extensions.h"
#include "kernel_functions.h"
#include "synchronization.h"
#include "critical_sections.h"
// Also without the rest of COM: interfaces of a plug-in's own derive from it.
#include "unknwn.h"
