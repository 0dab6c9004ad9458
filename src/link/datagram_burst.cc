// SPDX-License-Identifier: Apache-2.0
#include "link/datagram_burst.h"

#include <algorithm>
#include <utility>

namespace penstock::link {

DatagramBurst::DatagramBurst(packet::PacketPool& pool) : pool_(pool), messages_(kMessagesMax) {
  datagrams_.reserve(kDatagramsMax);
}

void DatagramBurst::clear() {
  datagrams_.clear();
  for (Message& message : messages_) {
    if (message.packet != nullptr && message.packet->shared()) message.packet = nullptr;
  }
}

std::uint32_t DatagramBurst::make_ready() {
  clear();
  std::uint32_t ready = 0;
  for (std::uint32_t i = 0; i < kMessagesMax; ++i) {
    packet::PacketPtr packet = std::move(messages_[i].packet);
    if (packet == nullptr) packet = pool_.allocate();
    if (packet == nullptr) continue;
    packet->set_size(0);
    messages_[ready++].packet = std::move(packet);
  }
  return ready;
}

std::uint32_t DatagramBurst::show(std::uint32_t message, std::uint32_t bytes, std::uint32_t segment_bytes) {
  Message& shown = messages_[message];
  shown.packet->set_size(bytes);
  const std::span<std::uint8_t> all = shown.packet->bytes();
  const std::uint32_t step = segment_bytes == 0 ? std::max(bytes, 1u) : segment_bytes;
  std::uint32_t offset = 0;
  do {
    if (datagrams_.size() == kDatagramsMax) return (bytes - offset + step - 1) / step;
    const std::uint32_t length = std::min(step, bytes - offset);
    datagrams_.push_back({all.subspan(offset, length), &shown.source, shown.packet.get()});
    offset += length;
  } while (offset < bytes);
  return 0;
}

}  // namespace penstock::link
