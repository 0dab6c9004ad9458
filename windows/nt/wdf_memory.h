// SPDX-License-Identifier: Apache-2.0
// Memory objects of the framework: pool that goes with its object, or a view of a buffer that somebody else
// owns.
//
// Threads: any.
// Memory: as above.
// Errors: NTSTATUS; a copy beyond the end is STATUS_BUFFER_TOO_SMALL.
#pragma once

#include <algorithm>
#include <memory>
#include <string>

#include "nt/wdf_object.h"
#include "wdf.h"

namespace penstock::nt {

NTSTATUS make_wdf_memory_over(const WdfRef& parent, void* buffer, size_t bytes, WDFMEMORY* memory);

}  // namespace penstock::nt
