// SPDX-License-Identifier: Apache-2.0
#include "ndis/packet_face.h"

#include <atomic>
#include <new>

#include "base/assert.h"
#include "ndis/net_buffer.h"
#include "ndis/out_of_band.h"
#include "packet/pool.h"

#include <ndis.h>

namespace penstock::ndis {
namespace {

struct PacketFace {
  NET_BUFFER_LIST list;
  NET_BUFFER buffer;
  MDL descriptor;
  std::atomic<std::uint32_t> holders;
};
static_assert(sizeof(PacketFace) <= kPacketFaceBytes);
static_assert(alignof(PacketFace) <= 16);

// The pool that indicated lists name: what tells them from guests' own.
char indicated_pool;

PacketFace& face_of(packet::Packet& packet) {
  PENSTOCK_ASSERT(packet.pool().options().face_bytes >= kPacketFaceBytes);
  return *std::launder(reinterpret_cast<PacketFace*>(packet.face()));
}

ULONG protocol_flags(const packet::HeaderMarks& marks) {
  ULONG flags = marks.ip_version == 4   ? NDIS_NBL_FLAGS_IS_IPV4
                : marks.ip_version == 6 ? NDIS_NBL_FLAGS_IS_IPV6
                                        : 0;
  if (marks.protocol == IPPROTO_TCP) flags |= NDIS_NBL_FLAGS_IS_TCP;
  if (marks.protocol == IPPROTO_UDP) flags |= NDIS_NBL_FLAGS_IS_UDP;
  return flags;
}

void build(PacketFace& face, packet::Packet& packet) {
  new (&face) PacketFace{};
  face.list.NdisPoolHandle = &indicated_pool;
  face.buffer.NdisPoolHandle = &indicated_pool;
  packet.face_built = true;
}

void aim(PacketFace& face, packet::Packet& packet, std::uint32_t data_offset_bytes) {
  describe_memory(face.descriptor, packet.storage(), packet.headroom_bytes() + packet.size_bytes());
  face.buffer.Next = nullptr;
  face.buffer.MdlChain = &face.descriptor;
  face.buffer.DataOffset = packet.headroom_bytes() + data_offset_bytes;
  face.buffer.stDataLength = packet.size_bytes() - data_offset_bytes;
  face.buffer.CurrentMdl = &face.descriptor;
  face.buffer.CurrentMdlOffset = face.buffer.DataOffset;
  face.list.Next = nullptr;
  face.list.FirstNetBuffer = &face.buffer;
}

}  // namespace

NET_BUFFER_LIST* show(packet::Packet& packet, std::uint32_t data_offset_bytes, Way way) {
  PENSTOCK_ASSERT(data_offset_bytes <= packet.size_bytes());
  PacketFace& face = face_of(packet);
  if (!packet.face_built) build(face, packet);
  aim(face, packet, data_offset_bytes);
  face.list.NblFlags = protocol_flags(packet.marks);
  face.list.Status = NDIS_STATUS_SUCCESS;
  write_out_of_band(packet, way, face.list);
  return &face.list;
}

bool put_back(packet::Packet& packet, std::uint32_t data_offset_bytes, Way way) {
  PacketFace& face = face_of(packet);
  if (face.holders.load(std::memory_order_acquire) != 0) return true;
  const NET_BUFFER& buffer = face.buffer;
  const bool as_shown = face.list.Next == nullptr && face.list.FirstNetBuffer == &buffer &&
                        buffer.Next == nullptr && buffer.MdlChain == &face.descriptor &&
                        face.descriptor.Next == nullptr &&
                        buffer.DataOffset == packet.headroom_bytes() + data_offset_bytes &&
                        buffer.DataLength == packet.size_bytes() - data_offset_bytes;
  if (!as_shown) show(packet, data_offset_bytes, way);
  return as_shown;
}

packet::Packet* packet_behind(const NET_BUFFER_LIST* list) {
  if (list == nullptr || list->NdisPoolHandle != &indicated_pool) return nullptr;
  const std::byte* face = reinterpret_cast<const std::byte*>(list);
  return reinterpret_cast<packet::Packet*>(const_cast<std::byte*>(face) - packet::Packet::kFaceOffset);
}

packet::Packet* packet_at_root(const NET_BUFFER_LIST* list) {
  while (list != nullptr && list->ParentNetBufferList != nullptr) list = list->ParentNetBufferList;
  return packet_behind(list);
}

void hold(packet::Packet& packet) {
  packet.add_reference();
  face_of(packet).holders.fetch_add(1, std::memory_order_acq_rel);
}

void let_go(packet::Packet& packet) {
  face_of(packet).holders.fetch_sub(1, std::memory_order_acq_rel);
  packet.release();
}

bool is_held(packet::Packet& packet) {
  return packet.face_built && face_of(packet).holders.load(std::memory_order_acquire) != 0;
}

void retire(packet::Packet& packet) {
  PENSTOCK_ASSERT(face_of(packet).holders.load(std::memory_order_acquire) == 0);
}

}  // namespace penstock::ndis
