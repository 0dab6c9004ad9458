// SPDX-License-Identifier: Apache-2.0
// Why bytes are not the packet they should be. Each fault is a reason that a drop can be counted under;
// the set is closed, so that a table of counters can be sized by it.
//
// Threads: plain values.
// Memory: none.
// Errors: this is the list of them.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/result.h"

namespace penstock::wire {

enum class Fault : std::uint8_t {
  too_short,                 // ends inside a header
  too_long,                  // a super-packet beyond what 16 bits of length can be cut from
  bad_version,               // neither IPv4 nor IPv6
  bad_header_length,         // IPv4 header below 20 bytes
  bad_total_length,          // says more than is there, or less than its own header
  bad_options,               // an IPv4 option runs past the header
  bad_extension_chain,       // IPv6 headers in an order or number that is not allowed
  extension_chain_too_long,  // more than kExtensionHeadersMax
  bad_tcp_offset,            // TCP header below 20 bytes or beyond the packet
  bad_udp_length,            // below 8 or beyond the packet
  bad_fragment_length,       // a fragment that is not the last and not a multiple of 8 bytes
  fragment_too_small,        // a first fragment without the whole transport header
  fragment_too_far,          // ends beyond 64 KiB
  fragment_overlaps_header,  // a later fragment that would rewrite the transport header
  bad_text,                  // text that is no address or prefix
  bad_field,                 // a header field that cannot be written: out of range, versions mixed
  no_room,                   // the destination is too small
  no_quoted_packet,          // not an ICMP error
  no_transport_checksum,     // fragment, source-routed, or a protocol without one
  no_answer,                 // a reset is never answered to this packet
  not_segmentable,           // cannot be cut into smaller packets
};
inline constexpr std::size_t kFaultCount = static_cast<std::size_t>(Fault::not_segmentable) + 1;

const char* to_string(Fault fault) noexcept;

template <class T>
using Result = base::Result<T, Fault>;

}  // namespace penstock::wire
