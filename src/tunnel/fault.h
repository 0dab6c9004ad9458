// SPDX-License-Identifier: Apache-2.0
// Why a call of a plug-in or of its host was refused. Each value stands for one kind of refusal of the
// contract, so that a projection maps them one to one and decides nothing.
//
// Threads: plain values.
// Memory: none.
// Errors: this is the list of them.
#pragma once

#include <cstdint>

#include "base/result.h"

namespace penstock::tunnel {

enum class Fault : std::uint8_t {
  access_denied,         // not connected, or not allowed from here
  invalid_argument,      // a value outside its range, a foreign or stale buffer, a buffer that is not leased
  null_argument,         // nothing where something is needed
  out_of_slots,          // the pool is empty
  closed,                // the buffer has left the caller's hands
  out_of_bounds,         // an empty list
  illegal_call,          // the wrong phase: a list after its callback, a start after a failed one
  illegal_state_change,  // the change needs what is in use
  no_iteration,          // a list that does not iterate (strict)
  already_connected,     // another dial of this profile is up or under way
  not_implemented,       // said to be so by the contract
  cancelled,             // by the user
  timed_out,             // by a watchdog
  refused_by_host,       // the interface, a route or a name could not be set up
};
const char* to_string(Fault fault);

template <class T>
using Result = base::Result<T, Fault>;

}  // namespace penstock::tunnel
