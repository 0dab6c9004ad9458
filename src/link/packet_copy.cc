// SPDX-License-Identifier: Apache-2.0
#include "link/packet_copy.h"

#include <cstring>

namespace penstock::link {

packet::PacketPtr packet_with_bytes(std::span<const std::uint8_t> bytes, packet::PacketPool& pool) {
  packet::PacketPtr made = pool.allocate();
  if (made == nullptr || !made->set_size(static_cast<std::uint32_t>(bytes.size()))) return nullptr;
  if (!bytes.empty()) std::memcpy(made->data(), bytes.data(), bytes.size());
  return made;
}

void inherit(packet::Packet& heir, const packet::Packet& original) {
  heir.marks = original.marks;
  heir.link = original.link;
  heir.flow_hash = original.flow_hash;
  heir.id = original.id;
  heir.arrived_ns = original.arrived_ns;
  heir.set_attachment(original.attachment());
}

packet::PacketPtr copy_packet(const packet::Packet& original, packet::PacketPool& pool) {
  packet::PacketPtr made = packet_with_bytes(original.bytes(), pool);
  if (made == nullptr) return nullptr;
  inherit(*made, original);
  made->offload = original.offload;
  return made;
}

}  // namespace penstock::link
