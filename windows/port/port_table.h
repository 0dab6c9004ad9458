// SPDX-License-Identifier: Apache-2.0
// The ports that are open, by the handles that drivers have. A call keeps its port while it runs, so that closing on
// another thread takes nothing from under it.
//
// Threads: any; one short lock.
// Memory: a port that cannot be closed for good (its path's own thread closed it) is kept for the life of the process.
// Errors: nullptr for what is no handle.
#pragma once

#include <memory>
#include <vector>

#include "port/port.h"

namespace penstock::port {

const void* add(std::shared_ptr<Port> port);
std::shared_ptr<Port> find(const void* handle);
std::shared_ptr<Port> take(const void* handle);
void keep(std::shared_ptr<Port> port);
std::vector<std::shared_ptr<Port>> ports_of(const nt::Guest* guest);

}  // namespace penstock::port
