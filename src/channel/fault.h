// SPDX-License-Identifier: Apache-2.0
// Why something about a channel was refused. A closed list: whoever speaks a foreign interface translates it
// once. What a peer does wrong on a ring is a RingFault (ring_layout.h): it is counted and closes the way in.
//
// Threads: plain values.
// Memory: none.
// Errors: none.
#pragma once

#include <cstdint>

#include "base/result.h"

namespace penstock::channel {

enum class Fault : std::uint8_t {
  wrong_state,            // not in this state of life
  not_configured,         // enabled before what it needs was set
  zero_size,              // a size, count or quota of zero
  zero_chain,             // a chain length of zero
  unknown_flags,          // flag bits that mean nothing
  bad_version,            // a table of another version or size
  bad_length,             // longer than the ring or the channel allows
  not_aligned,            // a size that is not a multiple of 8
  not_supported,          // not on this side of a channel
  no_routine,             // a packet in foreign memory was sent without a completion routine
  in_use,                 // sent and not finished yet
  no_room,                // the ring is full and queueing was not wanted
  no_memory,              // no memory, or no page of the shared memory
  cancelled,              // ended before it was answered
  removed,                // the channel went away
  unknown_packet,         // never lent, settled before, or somebody else's
  no_external_data,       // the packet names no memory
  too_much_data,          // more ranges or bytes than the channel was set up for
  unbacked,               // names memory that is not there
  not_contiguous,         // a ring whose pages cannot be shown in a row
  unknown_region,         // no such GPADL
  mapped,                 // mapped already
  read_only,              // write access to what was given for reading
  refused,                // the peer said no
  not_connected,          // no bus on the other side
  saving,                 // between the beginning and the end of a save
  active,                 // must be paused first
  would_wait_for_itself,  // a blocking call from inside a callback of the same channel
  damaged,                // saved bytes with a wrong check, or altered
  truncated,              // saved bytes that end too early
  newer_version,          // saved by a later version
  other_channel,          // saved from another interface, instance or sub-channel
  limit_lowered,          // a saved packet no longer fits the channel's limits
  rings_disagree,         // the rings are not where the saved state left them
  provider_refused,       // a callback said no; its own status is beside it
};
const char* to_string(Fault fault);

template <class T>
using Result = base::Result<T, Fault>;

}  // namespace penstock::channel
