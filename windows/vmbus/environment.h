// SPDX-License-Identifier: Apache-2.0
// What the functions of this room find where they have no argument to carry it: the bus that a client's channels
// look for offers on, and the memory they lend out of. A server's channel is told its bus by handle
// (bus_handle.h).
//
// Threads: install() and uninstall() while no guest runs; the rest from any.
// Memory: what is installed outlives its installation.
// Errors: without a bus a client's channel is not connected.
#pragma once

#include "channel/bus_client.h"
#include "channel/own_memory.h"

namespace penstock::vmbus {

struct Environment {
  channel::BusClient* client_bus = nullptr;
  channel::OwnMemory* own_memory = nullptr;  // where the client's memory is this process's own
};

// Registers the account "vmbus" too.
void install(const Environment& environment);
void uninstall();
const Environment& environment();

}  // namespace penstock::vmbus
