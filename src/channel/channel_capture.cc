// SPDX-License-Identifier: Apache-2.0
#include "channel/channel_capture.h"

#include <array>
#include <mutex>

#include "exec/runtime.h"

namespace penstock::channel {
namespace {

const char* kind_of(WireType type) {
  switch (type) {
    case WireType::in_band:
      return "in-band packet";
    case WireType::transfer_pages:
      return "transfer pages";
    case WireType::page_list:
      return "page list";
    case WireType::completion:
      return "completion";
  }
  return "packet of an unknown kind";
}

}  // namespace

class ChannelCapture::Watch final : public PacketWatch {
 public:
  Watch(ChannelCapture& capture, std::uint32_t interface) : capture_(capture), interface_(interface) {}
  void seen(const SeenPacket& packet) override { capture_.write(interface_, packet); }

 private:
  ChannelCapture& capture_;
  const std::uint32_t interface_;
};

ChannelCapture::ChannelCapture(std::unique_ptr<link::PcapngWriter> writer) : writer_(std::move(writer)) {}
ChannelCapture::~ChannelCapture() = default;

PacketWatch& ChannelCapture::add(std::string_view channel) {
  std::lock_guard hold(lock_);
  const std::uint32_t interface = writer_->add_interface(channel, kLinkTypePrivate);
  return *watches_.emplace_back(std::make_unique<Watch>(*this, interface));
}

link::Result<void> ChannelCapture::flush() {
  std::lock_guard hold(lock_);
  return writer_->flush();
}

std::uint64_t ChannelCapture::lost_packets() const {
  std::lock_guard hold(lock_);
  return writer_->lost_packets();
}

void ChannelCapture::write(std::uint32_t interface, const SeenPacket& packet) {
  const std::string text = described(packet);
  const std::array<std::string_view, 1> comments = {text};
  const std::span<const std::uint8_t> payload(reinterpret_cast<const std::uint8_t*>(packet.payload.data()),
                                              packet.payload.size());
  std::lock_guard hold(lock_);
  writer_->write(
      interface, exec::runtime().wall_ns(), payload,
      {.direction = packet.way == Way::in ? link::PacketDirection::inbound : link::PacketDirection::outbound,
       .comments = comments});
}

std::string described(const SeenPacket& packet) {
  std::string text = kind_of(packet.head.wire_type());
  text += ", transaction " + std::to_string(packet.head.transaction);
  text += ", " + std::to_string(packet.payload.size()) + " bytes";
  if (!packet.descriptor.empty())
    text += ", descriptor of " + std::to_string(packet.descriptor.size()) + " bytes";
  if (packet.head.completion_requested()) text += ", answer wanted";
  return text;
}

}  // namespace penstock::channel
