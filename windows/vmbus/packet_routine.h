// SPDX-License-Identifier: Apache-2.0
// A guest's completion routine behind the core's: the level, the status, and what a NULL means (V-TX-3, V-TX-4).
//
// Threads: the core's, at DISPATCH_LEVEL for the guest.
// Memory: the routine's address is kept with the packet.
// Errors: none.
#pragma once

#include "vmbus/channel_face.h"

namespace penstock::vmbus {

// NULL: the packet frees itself.
void set_routine(channel::SentPacket& packet, PFN_VMB_PACKET_COMPLETION_ROUTINE routine);

}  // namespace penstock::vmbus
