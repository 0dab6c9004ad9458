// SPDX-License-Identifier: Apache-2.0
// The account "ports": what a guest has open, and what it leaves open.
//
// Threads: registered once; closed by the host.
// Memory: the account lives as long as the process.
// Errors: F-UNLOAD-8 for a port left open.
#pragma once

namespace penstock::port {

void register_account();

}  // namespace penstock::port
