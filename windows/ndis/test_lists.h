// SPDX-License-Identifier: Apache-2.0
// What the tests of this room begin with: packets with faces, and NET_BUFFERs over pieces of given sizes.
//
// Threads: one test.
// Memory: owns what it shows.
// Errors: a failed allocation fails the test.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "base/finding.h"
#include "ndis/net_buffer.h"
#include "ndis/packet_face.h"
#include "packet/pool.h"

#include <ndis.h>

namespace penstock::ndis {

struct FacedPackets {
  packet::PacketPool pool{{.packets_max = 8,
                           .clones_max = 8,
                           .buffer_bytes = 512,
                           .headroom_bytes = 64,
                           .face_bytes = kPacketFaceBytes,
                           .retire_face = &retire}};

  // 20 bytes of IP header that begin with 0x45, 8 of UDP header, and a payload; each byte tells its place.
  packet::PacketPtr make(std::uint32_t size_bytes = 60) {
    packet::PacketPtr made = pool.allocate();
    if (!made->set_size(size_bytes)) return nullptr;
    for (std::uint32_t i = 0; i < size_bytes; ++i) made->data()[i] = static_cast<std::uint8_t>(i);
    made->data()[0] = 0x45;
    made->marks = {.ip_version = 4, .protocol = 17, .network_bytes = 20, .transport_bytes = 8};
    return made;
  }
};

// A NET_BUFFER over several pieces of memory that count their bytes from 0.
struct Pieces {
  explicit Pieces(std::vector<std::uint32_t> sizes, std::uint32_t data_offset_bytes = 0) {
    std::uint32_t total_bytes = 0;
    for (const std::uint32_t size : sizes) total_bytes += size;
    memory.resize(sizes.size());
    descriptors.resize(sizes.size());
    std::uint8_t next = 0;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      for (std::uint32_t j = 0; j < sizes[i]; ++j) memory[i].push_back(next++);
      describe_memory(descriptors[i], memory[i].data(), sizes[i]);
      if (i > 0) descriptors[i - 1].Next = &descriptors[i];
    }
    buffer.MdlChain = &descriptors[0];
    buffer.DataOffset = data_offset_bytes;
    buffer.stDataLength = total_bytes - data_offset_bytes;
    find_current(buffer);
  }
  std::vector<std::vector<std::uint8_t>> memory;
  std::vector<MDL> descriptors;
  NET_BUFFER buffer{};
};

inline std::uint8_t first_byte(const NET_BUFFER& buffer) {
  return address_of(*buffer.CurrentMdl)[buffer.CurrentMdlOffset];
}

// How many findings of a code there are now.
inline std::uint64_t findings(const char* code) { return base::finding_log().count(std::string_view(code)); }

}  // namespace penstock::ndis
