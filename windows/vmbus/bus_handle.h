// SPDX-License-Identifier: Apache-2.0
// A bus as guests name it: a handle that somebody opened and gave them (the worker process of a virtual machine, on
// Windows). It is an object of the kernel's like any other: converting makes one more handle, ZwClose ends it.
//
// Threads: any.
// Memory: the bus outlives its handles.
// Errors: nullptr for what is no handle of a bus; a handle that is closed or none is F-OBJ-3.
#pragma once

#include <vector>

#include "base/call_site.h"
#include "channel/server_endpoint.h"

namespace penstock::nt {
class Guest;
}

namespace penstock::vmbus {

// For whoever speaks to guests in a user's place. Closed by close_bus().
void* open_bus(channel::BusServer& bus);
void close_bus(void* handle);

// The channels that guests offer on a bus now; good as long as their guests do not disable them.
std::vector<channel::ServerEndpoint*> offered_on(const channel::BusServer& bus);

channel::BusServer* bus_of(void* handle, base::CallSite site);
// One more handle of the same, on the guest's account. nullptr: it was none of a bus.
void* duplicate_bus(void* handle, nt::Guest* guest, base::CallSite site);

}  // namespace penstock::vmbus
