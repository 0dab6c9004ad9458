// SPDX-License-Identifier: Apache-2.0
#include "link/tap_link.h"

namespace penstock::link {

std::uint32_t TapLink::receive(packet::PacketBatch& batch) {
  const std::uint32_t before = batch.count();
  const std::uint32_t added = inside_.receive(batch);
  for (std::uint32_t i = before; i < batch.count(); ++i) {
    observer_.saw(inside_, Direction::received, batch[i]);
  }
  return added;
}

void TapLink::send(packet::PacketBatch& batch) {
  for (std::uint32_t i = 0; i < batch.count(); ++i) observer_.saw(inside_, Direction::sent, batch[i]);
  inside_.send(batch);
}

}  // namespace penstock::link
