// SPDX-License-Identifier: Apache-2.0
#include "link/tun_link.h"

#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/byte_order.h"
#include "exec/runtime.h"
#include "wire/checksum.h"
#include "wire/parse.h"

namespace penstock::link {
namespace {

using packet::ChecksumState;
using packet::Packet;
using packet::PacketPtr;
using packet::Segmentation;

// The longest packet the kernel hands over: IP's 16 bits of length behind an IPv6 header.
constexpr std::size_t kSuperPacketBytesMax = 65535 + 40;
// Headers that a super-packet may have: IP with options or extension headers, TCP with options.
constexpr std::size_t kHeaderBytesMax = 512;

constexpr std::uint16_t kTcpChecksumAt = 16;
constexpr std::uint16_t kUdpChecksumAt = 6;

}  // namespace

// The packets that the next read goes into. They are kept from one read to the next within a batch.
struct TunLink::ReadBuffers {
  PacketPtr small;
  PacketPtr big;
  std::uint32_t small_room() const { return small == nullptr ? 0 : small->tailroom_bytes(); }
  std::uint32_t big_room() const { return big == nullptr ? 0 : big->tailroom_bytes(); }
};

TunLink::TunLink(std::string name, Descriptor queue, TunFeatures features, std::uint32_t mtu_bytes,
                 PacketPools pools)
    : name_(std::move(name)),
      queue_(std::move(queue)),
      features_(features),
      mtu_bytes_(mtu_bytes),
      pools_(pools),
      spill_(kSuperPacketBytesMax + 1) {}

std::uint32_t TunLink::receive(packet::PacketBatch& batch) {
  const std::int64_t now_ns = exec::runtime().now_ns();
  ReadBuffers buffers;
  std::uint32_t added = 0;
  // Dropped packets count too: a flood without buffers must not keep the path in here.
  for (std::uint32_t reads = std::min(batch.room(), reads_max_); reads > 0; --reads) {
    PacketPtr packet;
    const ReadResult result = read_one(buffers, packet);
    if (result == ReadResult::nothing) break;
    if (result == ReadResult::dropped) continue;
    packet->arrived_ns = now_ns;
    counters_.received(packet->size_bytes());
    batch.push_back(std::move(packet));
    ++added;
  }
  // After a pause, the first packet is on its way before the device is asked whether there is another.
  reads_max_ = added == 0 ? 1 : packet::kBatchPacketsMax;
  return added;
}

TunLink::ReadResult TunLink::read_one(ReadBuffers& buffers, PacketPtr& packet) {
  if (buffers.small == nullptr) buffers.small = pools_.small.allocate();
  const bool wants_big =
      features_.tcp_segments || features_.udp_segments || mtu_bytes_ > buffers.small_room();
  if (buffers.big == nullptr && wants_big) buffers.big = pools_.big.allocate();

  VirtioHeader header;
  const std::size_t packet_bytes = read_queue(buffers, header);
  if (packet_bytes == 0) return ReadResult::nothing;
  packet = packet_of(buffers, static_cast<std::uint32_t>(packet_bytes));
  if (packet == nullptr) return ReadResult::dropped;
  if (features_.virtio_header && !read_virtio_header(header, packet->bytes(), packet->offload)) {
    packet = nullptr;
    counters_.malformed.add(1);
    return ReadResult::dropped;
  }
  return ReadResult::packet;
}

// The bytes of the packet that was read, over both buffers and the spill; 0 when there was none.
std::size_t TunLink::read_queue(const ReadBuffers& buffers, VirtioHeader& header) {
  std::array<iovec, 4> parts{};
  int part_count = 0;
  const auto add = [&](void* to, std::size_t bytes) { parts[part_count++] = {to, bytes}; };
  const std::uint32_t small_room = buffers.small_room();
  const std::size_t header_bytes = features_.virtio_header ? sizeof header : 0;
  if (header_bytes != 0) add(&header, sizeof header);
  if (small_room != 0) add(buffers.small->data(), small_room);
  // The big packet leaves its front free for what lies in the small one.
  if (buffers.big_room() > small_room) add(buffers.big->data() + small_room, buffers.big_room() - small_room);
  add(spill_.data(), spill_.size());

  while (true) {
    const ssize_t count = ::readv(queue_.get(), parts.data(), part_count);
    if (count > static_cast<ssize_t>(header_bytes)) return static_cast<std::size_t>(count) - header_bytes;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno != EAGAIN) state_ = LinkState::failed;
    return 0;
  }
}

PacketPtr TunLink::packet_of(ReadBuffers& buffers, std::uint32_t packet_bytes) {
  const std::uint32_t small_room = buffers.small_room();
  if (packet_bytes <= small_room) {
    buffers.small->set_size(packet_bytes);
    return std::move(buffers.small);
  }
  if (packet_bytes <= buffers.big_room()) {
    if (small_room != 0) std::memcpy(buffers.big->data(), buffers.small->data(), small_room);
    buffers.big->set_size(packet_bytes);
    return std::move(buffers.big);
  }
  const bool too_long = buffers.small != nullptr && buffers.big != nullptr;
  (too_long ? counters_.too_long : counters_.no_buffer).add(1);
  return nullptr;
}

void TunLink::send(packet::PacketBatch& batch) {
  const bool takes_large = features_.virtio_header && (features_.tcp_segments || features_.udp_segments);
  if (features_.coalesce && takes_large && batch.count() > 1) return write_runs(batch);
  for (std::uint32_t i = 0; i < batch.count(); ++i) send_one(batch.take(i));
  batch.reset();
}

void TunLink::write_runs(packet::PacketBatch& batch) {
  std::array<PacketView, packet::kBatchPacketsMax> views;
  for (std::uint32_t i = 0; i < batch.count(); ++i) views[i] = PacketView::of(batch[i]);
  coalescer_.arrange(std::span(views).first(batch.count()),
                     {.tcp = features_.tcp_segments, .udp = features_.udp_segments, .mtu_bytes = mtu_bytes_});
  for (std::uint32_t i = 0; i < coalescer_.run_count(); ++i) {
    const Coalescer::Run& run = coalescer_.run(i);
    if (run.packets == 1) {
      send_one(batch.take(run.first));
    } else {
      write_run(run);
    }
  }
  batch.clear();
}

// One write of all payloads where they lie, behind headers of their own.
void TunLink::write_run(const Coalescer::Run& run) {
  Coalescer::Header header;
  coalescer_.write_header(run, header);
  VirtioHeader virtio;
  const std::span<std::uint8_t> header_bytes(header.bytes.data(), header.size_bytes);
  if (!make_virtio_header(header.offload, header_bytes, virtio)) return counters_.malformed.add(run.packets);
  std::array<iovec, packet::kBatchPacketsMax + 1> parts;
  int part_count = 0;
  parts[part_count++] = {header_bytes.data(), header_bytes.size()};
  coalescer_.for_each(run, [&](std::uint32_t packet) {
    const std::span<const std::uint8_t> payload = coalescer_.payload_of(packet);
    parts[part_count++] = {const_cast<std::uint8_t*>(payload.data()), payload.size()};
  });
  write(virtio, parts.data(), part_count, header.size_bytes + run.payload_bytes, run.packets);
}

bool TunLink::device_takes(const Packet& packet) const {
  switch (packet.offload.segmentation) {
    case Segmentation::none:
      return features_.virtio_header || packet.offload.checksum != ChecksumState::partial;
    case Segmentation::tcp4:
    case Segmentation::tcp6:
      return features_.virtio_header && features_.tcp_segments;
    case Segmentation::udp:
      return features_.virtio_header && features_.udp_segments;
  }
  return false;
}

void TunLink::send_one(PacketPtr packet) {
  const bool super = packet->offload.segmentation != Segmentation::none;
  if (!super && packet->size_bytes() > mtu_bytes_) return counters_.too_long.add(1);
  if (!device_takes(*packet)) return cut_and_write(std::move(packet));
  if (super && packet->offload.checksum != ChecksumState::partial) return write_with_offload(*packet);
  VirtioHeader header;
  if (features_.virtio_header && !make_virtio_header(packet->offload, packet->bytes(), header)) {
    return counters_.malformed.add(1);
  }
  const iovec whole = {packet->data(), packet->size_bytes()};
  write(header, &whole, 1, packet->size_bytes());
}

void TunLink::cut_and_write(PacketPtr packet) {
  auto pieces = cut(std::move(packet), mtu_bytes_, pools_.small);
  if (!pieces.ok()) return count_drop(pieces.fault());
  while (PacketPtr piece = pieces->pop_front()) send_one(std::move(piece));
}

// A super-packet whose checksum is done, as after receive coalescing: the kernel wants the pseudo header's
// sum in its place. The headers are changed in a copy, since others may see the packet's bytes.
void TunLink::write_with_offload(const Packet& packet) {
  const auto parsed = wire::parse(packet.bytes(), {.allow_super = true});
  if (!parsed.ok() || !parsed->has_ports() || parsed->source_routed) return counters_.malformed.add(1);
  const std::uint32_t header_bytes = parsed->network_header_bytes + parsed->transport_header_bytes;
  std::array<std::uint8_t, kHeaderBytesMax> headers;
  if (header_bytes > headers.size()) return counters_.malformed.add(1);
  std::memcpy(headers.data(), packet.data(), header_bytes);

  packet::Offload offload = packet.offload;
  offload.checksum = ChecksumState::partial;
  offload.checksum_start_bytes = parsed->network_header_bytes;
  offload.checksum_offset_bytes = parsed->protocol == wire::kProtocolTcp ? kTcpChecksumAt : kUdpChecksumAt;
  wire::PartialSum sum;
  sum.add_pseudo_header(parsed->source, parsed->destination, parsed->protocol,
                        parsed->total_bytes - parsed->network_header_bytes);
  base::store_big16(headers.data() + offload.checksum_start_bytes + offload.checksum_offset_bytes, sum.sum());

  VirtioHeader header;
  if (!make_virtio_header(offload, packet.bytes(), header)) return counters_.malformed.add(1);
  const std::array<iovec, 2> parts = {{
      {headers.data(), header_bytes},
      {const_cast<std::uint8_t*>(packet.data()) + header_bytes, parsed->total_bytes - header_bytes},
  }};
  write(header, parts.data(), 2, parsed->total_bytes);
}

void TunLink::write(const VirtioHeader& header, const iovec* parts, int part_count,
                    std::uint32_t packet_bytes, std::uint32_t packets) {
  std::array<iovec, packet::kBatchPacketsMax + 2> all;
  int count = 0;
  if (features_.virtio_header) all[count++] = {const_cast<VirtioHeader*>(&header), sizeof header};
  for (int i = 0; i < part_count; ++i) all[count++] = parts[i];
  ssize_t written;
  do {
    written = ::writev(queue_.get(), all.data(), count);
  } while (written < 0 && errno == EINTR);
  if (written < 0) return counters_.refused.add(packets);
  counters_.sent(packet_bytes, packets);
}

void TunLink::count_drop(CutFault fault) {
  switch (fault) {
    case CutFault::no_buffer:
      return counters_.no_buffer.add(1);
    case CutFault::too_long:
      return counters_.too_long.add(1);
    case CutFault::not_segmentable:
      return counters_.malformed.add(1);
  }
}

}  // namespace penstock::link
