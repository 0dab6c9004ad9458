// SPDX-License-Identifier: Apache-2.0
// Sending a request down to a driver and taking it back up: the dispatch call with its pending rule (K-IO-2),
// completion through the stack, cancellation.
//
// Threads: any; a dispatch routine runs on the calling thread at its level, completion routines on the
//   completing one.
// Memory: the record holds the IRP; see io_irp.h.
// Errors: F-IO-1, 2, 3, 5, 6; the request ends with a status in every case.
#pragma once

#include <cstdint>

#include "base/call_site.h"
#include "nt/io_irp.h"

namespace penstock::nt {

// Gives the IRP, whose next stack location is filled in, to the device's driver. Returns the routine's
// status.
std::int32_t send_irp(const DevicePin& device, IrpRecord& record, base::CallSite from);

// As IoCompleteRequest, on behalf of `from`.
void complete_irp(_IRP* irp, base::CallSite from);

// As IoCancelIrp. False when there was no cancel routine to call.
bool cancel_irp(_IRP* irp);

}  // namespace penstock::nt
