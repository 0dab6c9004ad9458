// SPDX-License-Identifier: Apache-2.0
#include "channel/ring_layout.h"

namespace penstock::channel {

const char* to_string(RingFault fault) {
  switch (fault) {
    case RingFault::none:
      return "none";
    case RingFault::bad_index:
      return "bad index";
    case RingFault::short_packet:
      return "short packet";
    case RingFault::beyond_used:
      return "longer than what was written";
    case RingFault::bad_offset:
      return "bad offset";
    case RingFault::bad_flags:
      return "bad flags";
    case RingFault::bad_type:
      return "bad type";
    case RingFault::bad_descriptor:
      return "bad descriptor";
    case RingFault::payload_too_long:
      return "payload too long";
    case RingFault::unknown_transaction:
      return "unknown transaction";
    case RingFault::count:
      break;
  }
  return "?";
}

}  // namespace penstock::channel
