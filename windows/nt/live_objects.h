// SPDX-License-Identifier: Apache-2.0
// What lives inside memory that a guest owns and may free: a queued timer or DPC, a work item, a resource, a
// thread that waits for an event. Such objects have an initialiser and no destructor (K-OBJ-1), so the
// knowledge about them is kept here, by address; freeing pool memory asks (K-POOL-6).
//
// Threads: any.
// Memory: an entry for each live object.
// Errors: none.
#pragma once

#include <cstddef>
#include <optional>

#include "base/call_site.h"

namespace penstock::nt {

struct LiveObject {
  const void* address = nullptr;
  const char* what = "";  // a literal: "queued timer"
  base::CallSite since;
};

// The same address may live more than once (two threads wait for one event).
void live_begin(const void* address, const char* what, base::CallSite since);
void live_end(const void* address, const char* what);
std::optional<LiveObject> find_live_within(const void* begin, std::size_t size_bytes);

}  // namespace penstock::nt
