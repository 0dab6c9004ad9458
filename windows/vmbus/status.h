// SPDX-License-Identifier: Apache-2.0
// The one place where the channel room's faults become status codes. A few faults have another code in another
// family of functions; nothing else in this room names a failure of the core.
//
// Threads: pure functions.
// Memory: none.
// Errors: these are they.
#pragma once

#include <cstdint>

#include "channel/fault.h"
#include "channel/sent_packet.h"

namespace penstock::vmbus {

using Status = std::int32_t;  // NTSTATUS

// setting: what is configured before a channel is enabled. region: shared buffers. saved: saving, restoring.
enum class Family : std::uint8_t { setting, life, packet, region, saved };

Status to_status(channel::Fault fault, Family family);
// What a completion routine is told (V-TX-3, V-TX-7).
Status to_status(channel::Outcome outcome);

template <class T>
Status status_of(const channel::Result<T>& result, Family family) {
  return result.ok() ? 0 : to_status(result.fault(), family);
}

}  // namespace penstock::vmbus
