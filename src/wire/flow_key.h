// SPDX-License-Identifier: Apache-2.0
// Names a conversation by its ends, as seen in one packet: `a` is its source. Who is local is for callers to
// decide; reversed() is the key of the answer. The key is 40 bytes without padding, so that it is compared
// and hashed as five words.
//
// What stands in the ports and in `detail` (W-ALE-1):
//   TCP, UDP         the ports; 0
//   ICMP echo        the identifier in both; the request's type, also for the reply, which is the same flow
//   other ICMP       the code in both; the type
//   fragments        the identification, high half in `a`; IPv4's upper protocol. `protocol` is 44
//   anything else    0; 0
//
// Threads: pure functions.
// Memory: in place.
// Errors: a packet quoted in an ICMP error may be malformed: its Fault.
#pragma once

#include <cstdint>
#include <cstring>
#include <functional>
#include <span>
#include <type_traits>

#include "wire/address.h"
#include "wire/parse.h"

namespace penstock::wire {

struct FlowKey {
  Address a;
  Address b;
  std::uint16_t a_port = 0;
  std::uint16_t b_port = 0;
  std::uint8_t protocol = 0;
  std::uint8_t detail = 0;

  FlowKey reversed() const noexcept {
    return {.a = b, .b = a, .a_port = b_port, .b_port = a_port, .protocol = protocol, .detail = detail};
  }
  bool is_fragment() const noexcept { return protocol == kProtocolFragment; }

  // A seed that peers cannot guess keeps them from choosing flows that collide.
  std::uint64_t hash(std::uint64_t seed = 0) const noexcept;
  // Equal for a key and its reverse.
  std::uint64_t symmetric_hash(std::uint64_t seed = 0) const noexcept;

  friend bool operator==(const FlowKey& x, const FlowKey& y) noexcept {
    return std::memcmp(&x, &y, sizeof x) == 0;
  }
};
static_assert(sizeof(FlowKey) == 40 && std::has_unique_object_representations_v<FlowKey>);

// The flow of this packet; of any fragment, the first too, the key by which its datagram is collected.
FlowKey flow_key(const Parsed& parsed) noexcept;

// The same, but a first fragment is known by its ports.
FlowKey transport_key(const Parsed& parsed) noexcept;

// The flow that an ICMP error is about, oriented as the packet it quotes.
Result<FlowKey> embedded_flow(const Parsed& parsed, std::span<const std::uint8_t> bytes) noexcept;

// Which path owns a packet, modulo the number of paths (W-LNX-8): both directions, errors about a flow and
// all fragments of a datagram agree; multicast and broadcast are 0.
std::uint64_t owner_hash(const Parsed& parsed, std::span<const std::uint8_t> bytes) noexcept;

}  // namespace penstock::wire

template <>
struct std::hash<penstock::wire::FlowKey> {
  std::size_t operator()(const penstock::wire::FlowKey& key) const noexcept { return key.hash(); }
};
