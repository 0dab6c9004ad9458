// SPDX-License-Identifier: Apache-2.0
// The end of the system as drivers see it: those that registered get IRP_MJ_SHUTDOWN. DriverUnload is not
// called then (K-UNLOAD-4).
//
// Threads: any; send_shutdown() at PASSIVE.
// Memory: a short list.
// Errors: a registration left at unload is F-UNLOAD-5.
#pragma once

namespace penstock::nt {

// Sends IRP_MJ_SHUTDOWN to every registered device, the last registered first.
void send_shutdown();

}  // namespace penstock::nt
