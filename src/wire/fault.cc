// SPDX-License-Identifier: Apache-2.0
#include "wire/fault.h"

namespace penstock::wire {
namespace {

// In the order of the enum; the array's size makes a forgotten name a compile error.
constexpr const char* kNames[] = {
    "too_short",
    "too_long",
    "bad_version",
    "bad_header_length",
    "bad_total_length",
    "bad_options",
    "bad_extension_chain",
    "extension_chain_too_long",
    "bad_tcp_offset",
    "bad_udp_length",
    "bad_fragment_length",
    "fragment_too_small",
    "fragment_too_far",
    "fragment_overlaps_header",
    "bad_text",
    "bad_field",
    "no_room",
    "no_quoted_packet",
    "no_transport_checksum",
    "no_answer",
    "not_segmentable",
};
static_assert(sizeof kNames / sizeof kNames[0] == kFaultCount);

}  // namespace

const char* to_string(Fault fault) noexcept {
  const auto index = static_cast<std::size_t>(fault);
  return index < kFaultCount ? kNames[index] : "?";
}

}  // namespace penstock::wire
