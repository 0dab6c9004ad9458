// SPDX-License-Identifier: Apache-2.0
#include "tunnel/fault.h"

namespace penstock::tunnel {

const char* to_string(Fault fault) {
  switch (fault) {
    case Fault::access_denied:
      return "access denied";
    case Fault::invalid_argument:
      return "invalid argument";
    case Fault::null_argument:
      return "null argument";
    case Fault::out_of_slots:
      return "pool exhausted";
    case Fault::closed:
      return "buffer is no longer held";
    case Fault::out_of_bounds:
      return "list is empty";
    case Fault::illegal_call:
      return "not callable in this phase";
    case Fault::illegal_state_change:
      return "in use, cannot change";
    case Fault::no_iteration:
      return "list does not iterate";
    case Fault::already_connected:
      return "already connected";
    case Fault::not_implemented:
      return "not implemented";
    case Fault::cancelled:
      return "cancelled";
    case Fault::timed_out:
      return "timed out";
    case Fault::refused_by_host:
      return "refused by the host's network";
  }
  return "?";
}

}  // namespace penstock::tunnel
