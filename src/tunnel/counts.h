// SPDX-License-Identifier: Apache-2.0
// What can be counted about a pool (N-BUF-23) and about a channel's two directions (N-THR-6). A pool's states
// are counted by looking at its slots when somebody asks, so the way of a packet keeps no sum; what cannot be
// seen afterwards (requests, drops) is counted as it happens.
//
// Threads: plain values; a copy taken while packets move may be off by what moves.
// Memory: none.
// Errors: none.
#pragma once

#include <cstdint>

namespace penstock::tunnel {

struct PoolCounts {
  std::uint64_t size = 0;
  std::uint64_t free = 0;
  std::uint64_t leased = 0;     // held by the plug-in; in strict mode also what it lost
  std::uint64_t listed = 0;     // in a list of a running callback
  std::uint64_t queued = 0;     // appended, not flushed
  std::uint64_t in_flight = 0;  // with the platform: being sent, injected or filled
  std::uint64_t requests_ok = 0;
  std::uint64_t requests_denied = 0;
  std::uint64_t requests_oom = 0;
  std::uint64_t leaked_reclaimed = 0;
  std::uint64_t leaked_lost = 0;  // strict: dropped and not given back before the end
  std::uint64_t oversize_dropped = 0;
  std::uint64_t zero_len = 0;
};

// One direction: in == delivered + the drops + what is still on its way.
struct OutboundCounts {
  std::uint64_t offered_packets = 0;  // after super-packets are cut
  std::uint64_t encapsulate_calls = 0;
  std::uint64_t encapsulate_errors = 0;
  std::uint64_t shown_packets = 0;         // to Encapsulate
  std::uint64_t dropped_rules = 0;         // traffic rules said no
  std::uint64_t dropped_malformed = 0;     // too long, not what its offload says
  std::uint64_t dropped_disconnected = 0;  // still waiting when the channel ended
  std::uint64_t returned_unsent = 0;       // what a callback, a Clear or an end gave back without sending
  std::uint64_t frames_handed_over = 0;  // by callbacks, flushes and keep-alives; what became of them follows
  std::uint64_t frames_sent = 0;
  std::uint64_t bytes_sent = 0;
  std::uint64_t frames_no_transport = 0;  // an affinity or a context that names none (N-ENC-6)
  std::uint64_t frames_refused = 0;       // the transport would not have it (N-ENC-5, N-TRN-3)
  std::uint64_t frames_zero_length = 0;
  std::uint64_t frames_abandoned = 0;  // the channel ended, or lost its transport
  std::uint64_t starved = 0;           // times that packets waited because the send pool was empty (N-BUF-13)
};

struct InboundCounts {
  std::uint64_t units_received = 0;  // datagrams, or reads of a stream
  std::uint64_t bytes_received = 0;
  std::uint64_t units_unshown = 0;  // the channel ended, or the plug-in keeps every wire buffer
  std::uint64_t decapsulate_calls = 0;
  std::uint64_t decapsulate_errors = 0;
  std::uint64_t packets_handed_over = 0;  // by callbacks and flushes; what became of them follows
  std::uint64_t injected_packets = 0;
  std::uint64_t dropped_invalid = 0;    // N-BUF-18
  std::uint64_t dropped_no_buffer = 0;  // the interface's packets were all elsewhere
  std::uint64_t dropped_rules = 0;
  std::uint64_t dropped_disconnected = 0;
  std::uint64_t returned_uninjected = 0;
  std::uint64_t zero_length = 0;
};

struct ChannelCounts {
  OutboundCounts outbound;
  InboundCounts inbound;
  std::uint64_t keep_alive_calls = 0;
  std::uint64_t keep_alive_errors = 0;
  std::uint64_t reconnects = 0;
  std::uint64_t callbacks_late = 0;  // took longer than the warning limit
};

}  // namespace penstock::tunnel
