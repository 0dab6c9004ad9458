// SPDX-License-Identifier: Apache-2.0
// The header that a TUN device with IFF_VNET_HDR puts before each packet, and what it means in our words.
// Both ways are pure functions, so that hostile values can be tried without a device.
//
// Threads: pure functions.
// Memory: none.
// Errors: a header that does not fit its packet is refused; the packet is dropped.
#pragma once

#include <cstdint>
#include <span>

#include "packet/packet.h"

namespace penstock::link {

// virtio_net_hdr without the number of merged buffers, in the byte order of the machine (TUN_VNET_LE unset).
struct VirtioHeader {
  std::uint8_t flags = 0;
  std::uint8_t segmentation = 0;
  std::uint16_t header_bytes = 0;
  std::uint16_t segment_payload_bytes = 0;
  std::uint16_t checksum_start_bytes = 0;
  std::uint16_t checksum_offset_bytes = 0;
};
static_assert(sizeof(VirtioHeader) == 10);

// What the header says of the packet; false when it cannot be true of these bytes.
bool read_virtio_header(const VirtioHeader& header, std::span<const std::uint8_t> packet,
                        packet::Offload& offload);

// The header for these bytes. The checksum of a super-packet must be partial. False
// when the offload does not fit them.
bool make_virtio_header(const packet::Offload& offload, std::span<const std::uint8_t> packet,
                        VirtioHeader& header);

}  // namespace penstock::link
