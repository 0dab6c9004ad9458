// SPDX-License-Identifier: Apache-2.0
// Why something was dropped. Each reason is counted by the device, and none is told to the sender.
//
// Threads: none of its own.
// Memory: none.
// Errors: none.
#pragma once

#include <cstdint>

namespace wireguard {

enum class Drop : std::uint8_t {
  not_a_message,
  unknown_index,
  bad_mac1,
  bad_mac2,
  too_many_handshakes,
  bad_handshake,
  unknown_peer,
  replayed_handshake,
  bad_cookie,
  expired,
  not_authentic,
  replayed,
  not_ip,
  source_not_allowed,
  destination_unknown,
  too_long,
  waiting_overflow,
  unreachable,
  count_of_reasons
};
const char* name_of(Drop reason);

}  // namespace wireguard
