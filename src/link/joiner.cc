// SPDX-License-Identifier: Apache-2.0
#include "link/joiner.h"

#include <algorithm>
#include <cstring>

#include "link/packet_copy.h"
#include "wire/parse.h"

namespace penstock::link {
namespace {

packet::PacketPtr copy_of(const PacketView& view, const PacketPools& pools) {
  packet::PacketPtr made = packet_with_bytes(view.bytes(), pools.small);
  if (made == nullptr) made = packet_with_bytes(view.bytes(), pools.big);
  if (made != nullptr) made->offload = view.offload;
  return made;
}

packet::PacketPtr whole_of(const Coalescer& joined, const Coalescer::Run& run, packet::PacketPool& pool) {
  Coalescer::Header header;
  joined.write_header(run, header);
  packet::PacketPtr made = pool.allocate();
  if (made == nullptr || !made->set_size(header.size_bytes + run.payload_bytes)) return nullptr;
  std::uint8_t* end = made->data();
  const auto put = [&end](std::span<const std::uint8_t> bytes) {
    std::memcpy(end, bytes.data(), bytes.size());
    end += bytes.size();
  };
  put(std::span(header.bytes).first(header.size_bytes));
  joined.for_each(run, [&](std::uint32_t packet) { put(joined.payload_of(packet)); });
  made->offload = header.offload;
  return made;
}

}  // namespace

std::uint32_t join_packets(std::span<const PacketView> packets, const CoalesceOptions& options,
                           PacketPools pools, packet::PacketChain& made) {
  std::uint32_t lost = 0;
  const auto copy_one = [&](const PacketView& view) {
    packet::PacketPtr copy = copy_of(view, pools);
    copy != nullptr ? made.push_back(std::move(copy)) : void(++lost);
  };
  if (packets.size() == 1) {
    copy_one(packets[0]);
    return lost;
  }
  Coalescer joined;
  joined.arrange(packets, options);
  for (std::uint32_t index = 0; index < joined.run_count(); ++index) {
    const Coalescer::Run& run = joined.run(index);
    packet::PacketPtr whole = run.packets > 1 ? whole_of(joined, run, pools.big) : nullptr;
    if (whole != nullptr) {
      made.push_back(std::move(whole));
      continue;
    }
    joined.for_each(run, [&](std::uint32_t packet) { copy_one(packets[packet]); });
  }
  return lost;
}

std::uint32_t packets_in(const packet::Packet& packet) {
  const std::uint32_t each_bytes = packet.offload.segment_payload_bytes;
  if (packet.offload.segmentation == packet::Segmentation::none || each_bytes == 0) return 1;
  const auto parsed = wire::parse(packet.bytes(), {.allow_super = true});
  return parsed.ok() ? std::max((parsed->payload_bytes + each_bytes - 1) / each_bytes, 1u) : 1;
}

}  // namespace penstock::link
