// SPDX-License-Identifier: Apache-2.0
#include "entrance_watch.h"

#include "packet_text.h"

namespace penstock::app {

void EntranceWatch::process(packet::PacketBatch& batch, path::Direction direction, path::Onward& onward) {
  if (direction == path::Direction::outbound) {
    for (std::uint32_t i = 0; i < batch.count(); ++i) look_at(batch[i]);
  }
  before_->process(batch, direction, onward);
}

void EntranceWatch::look_at(const packet::Packet& packet) {
  const bool super = packet.offload.segmentation != packet::Segmentation::none;
  const auto parsed = wire::parse(packet.bytes(), {.allow_super = super});
  if (!parsed.ok()) return;
  const wire::FlowKey key = wire::transport_key(*parsed);
  if (key.a_port == 0 || key.is_fragment() || !told_.insert(key).second) return;
  listener_(protocol_name(key.protocol, key.a.version) + " " + end_text(key.a, key.a_port) + " > " +
            end_text(key.b, key.b_port));
}

}  // namespace penstock::app
