// SPDX-License-Identifier: Apache-2.0
#include "drop.h"

namespace wireguard {

const char* name_of(Drop reason) {
  switch (reason) {
    case Drop::not_a_message:
      return "not a message";
    case Drop::unknown_index:
      return "unknown index";
    case Drop::bad_mac1:
      return "wrong mac1";
    case Drop::bad_mac2:
      return "under load, no valid mac2";
    case Drop::too_many_handshakes:
      return "too many handshakes from one source";
    case Drop::bad_handshake:
      return "handshake does not verify";
    case Drop::unknown_peer:
      return "unknown peer";
    case Drop::replayed_handshake:
      return "old time stamp";
    case Drop::bad_cookie:
      return "cookie does not verify";
    case Drop::expired:
      return "session expired";
    case Drop::not_authentic:
      return "not authentic";
    case Drop::replayed:
      return "replayed";
    case Drop::not_ip:
      return "not a whole IP packet";
    case Drop::source_not_allowed:
      return "source not allowed for this peer";
    case Drop::destination_unknown:
      return "destination of no peer";
    case Drop::too_long:
      return "longer than its buffer";
    case Drop::waiting_overflow:
      return "too many wait for a handshake";
    case Drop::unreachable:
      return "no response to handshakes";
    case Drop::count_of_reasons:
      break;
  }
  return "?";
}

}  // namespace wireguard
