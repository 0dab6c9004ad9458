// SPDX-License-Identifier: Apache-2.0
// What a handshake leaves: two keys, a counter out, a window in, and how long they may be used. The send half
// belongs to the outbound lane and the receive half to the inbound lane, so the two work at the same time.
//
// Threads: each half under its lane's lock; what is const is free to read.
// Memory: fixed, with two cipher contexts; keys are wiped at the end.
// Errors: usable_…() say false when a limit is reached; nothing is sealed or opened past one.
#pragma once

#include "aead_key.h"
#include "handshake.h"
#include "replay_window.h"

namespace wireguard {

constexpr std::uint64_t kRekeyAfterMessages = std::uint64_t{1} << 60u;
constexpr Nanoseconds kRekeyAfterTime = 120 * kSecond;
constexpr Nanoseconds kRejectAfterTime = 180 * kSecond;
constexpr Nanoseconds kKeepaliveTimeout = 10 * kSecond;
constexpr Nanoseconds kRekeyTimeout = 5 * kSecond;

class Session {
 public:
  Session(const TransportKeys& keys, bool began, std::uint32_t local, std::uint32_t remote, Nanoseconds now)
      : we_began(began),
        local_index(local),
        remote_index(remote),
        born(now),
        send_key(keys.send, AeadKey::Way::seal),
        receive_key(keys.receive, AeadKey::Way::open) {}

  bool usable_for_sending(Nanoseconds now) const {
    return now - born < kRejectAfterTime && next_counter < kRejectAfterMessages;
  }
  bool usable_for_receiving(Nanoseconds now) const { return now - born < kRejectAfterTime; }
  // Only who began the handshake begins the next one for age, or both would at once.
  bool wants_rekey_on_send(Nanoseconds now) const {
    return next_counter >= kRekeyAfterMessages || (we_began && now - born >= kRekeyAfterTime);
  }
  bool wants_rekey_on_receive(Nanoseconds now) const {
    return we_began && now - born >= kRejectAfterTime - kKeepaliveTimeout - kRekeyTimeout;
  }

  const bool we_began;
  const std::uint32_t local_index;
  const std::uint32_t remote_index;
  const Nanoseconds born;

  // The outbound lane's.
  AeadKey send_key;
  std::uint64_t next_counter = 0;

  // The inbound lane's.
  AeadKey receive_key;
  ReplayWindow window;
};

}  // namespace wireguard
