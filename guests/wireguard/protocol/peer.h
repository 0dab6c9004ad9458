// SPDX-License-Identifier: Apache-2.0
// One peer: who it is, where it was last heard from, its sessions and the handshake that may be under way. There
// are up to three sessions: `current` is used for sending; `previous` still opens what was under way; `next` was
// made by a response of ours and becomes current with the first packet that arrives in it.
//
// Threads: sessions, endpoint and handshake are changed under both lanes' locks and read under either.
// Memory: sessions by ownership; keys are wiped with them.
// Errors: none.
#pragma once

#include <memory>

#include "cookies.h"
#include "peer_timers.h"
#include "staged_packets.h"

namespace wireguard {

struct PeerTraffic {
  std::atomic<std::uint64_t> sent_bytes{0};
  std::atomic<std::uint64_t> received_bytes{0};
};

struct Peer {
  Peer(PeerNumber own_number, const Remote& own_remote, const Endpoint& known_endpoint, Nanoseconds keepalive,
       std::size_t packet_bytes_max)
      : number(own_number),
        remote(own_remote),
        endpoint(known_endpoint),
        timers(keepalive),
        staged(packet_bytes_max) {}

  const PeerNumber number;
  const Remote remote;
  Endpoint endpoint;
  PeerTimers timers;
  StagedPackets staged;
  PeerTraffic traffic;

  std::unique_ptr<Session> current;
  std::unique_ptr<Session> previous;
  std::unique_ptr<Session> next;

  Initiation initiation;
  std::uint32_t initiation_index = 0;
  CookieJar cookies;
  Timestamp greatest_timestamp{};
  Nanoseconds initiation_accepted = -kSecond;
  Nanoseconds handshake_wall = 0;  // when the last one was completed, for people
};

}  // namespace wireguard
