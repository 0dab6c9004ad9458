// SPDX-License-Identifier: Apache-2.0
// Where the IP packet lies in a captured frame. Captures come with the headers of whatever link they were
// made on; ours begin at the IP header. Padding behind the packet, as Ethernet adds it, is cut off.
//
// Threads: pure functions.
// Memory: a part of the frame given.
// Errors: FrameFault, counted for each. A packet that the capture cut short is no fault here: parsing tells.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/result.h"

namespace penstock::link {

enum class Framing : std::uint8_t {
  raw,        // no link header: RAW, IPV4, IPV6
  loopback,   // an address family in four bytes, in either order: NULL, LOOP
  ethernet,   // with up to two VLAN tags
  linux_sll,  // "any" of tcpdump, the older and the newer form
  linux_sll2,
};

// By libpcap's number (DLT_...). Nothing for what carries no IP that we could find.
std::optional<Framing> framing_of(int link_type);

enum class FrameFault : std::uint8_t {
  too_short,    // ends inside the link header, or holds no byte behind it
  not_ip,       // ARP, LLDP, ...
  bad_version,  // said to be IP, but the packet says otherwise
};
inline constexpr std::size_t kFrameFaultCount = 3;
const char* to_string(FrameFault fault);

base::Result<std::span<const std::uint8_t>, FrameFault> packet_in(Framing framing,
                                                                  std::span<const std::uint8_t> frame);

}  // namespace penstock::link
