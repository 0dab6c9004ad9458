// SPDX-License-Identifier: Apache-2.0
// A GUID lies in memory as on the wire, on both sides.
//
// Threads: pure functions.
// Memory: none.
// Errors: none.
#pragma once

#include <cstring>

#include "channel/bus_message.h"

#include "vmbus/channel_library.h"

namespace penstock::vmbus {

static_assert(sizeof(GUID) == sizeof(channel::Guid));

inline channel::Guid guid_of(const GUID& guid) {
  channel::Guid made;
  std::memcpy(made.bytes.data(), &guid, sizeof guid);
  return made;
}

inline GUID guid_of(const channel::Guid& guid) {
  GUID made;
  std::memcpy(&made, guid.bytes.data(), sizeof made);
  return made;
}

}  // namespace penstock::vmbus
