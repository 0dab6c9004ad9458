// SPDX-License-Identifier: Apache-2.0
#include "channel/channel_capture.h"

#include <array>
#include <mutex>

#include "base/assert.h"
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
  Watch(ChannelCapture& capture, std::string_view channel) : capture_(capture), channel_(channel) {}
  void seen(const SeenPacket& packet) override { capture_.write(*this, packet); }
  const std::string& channel() const { return channel_; }

  std::uint32_t interface = 0;  // of the file at hand

 private:
  ChannelCapture& capture_;
  const std::string channel_;
};

ChannelCapture::ChannelCapture() = default;
ChannelCapture::~ChannelCapture() = default;

PacketWatch& ChannelCapture::add(std::string_view channel) {
  std::lock_guard hold(lock_);
  PENSTOCK_ASSERT(writer_ == nullptr);
  return *watches_.emplace_back(std::make_unique<Watch>(*this, channel));
}

void ChannelCapture::begin(std::unique_ptr<link::PcapngWriter> writer) {
  std::lock_guard hold(lock_);
  writer_ = std::move(writer);
  packets_ = 0;
  for (const auto& watch : watches_)
    watch->interface = writer_->add_interface(watch->channel(), kLinkTypePrivate);
}

link::Result<void> ChannelCapture::flush() {
  std::lock_guard hold(lock_);
  return writer_ == nullptr ? link::Result<void>() : writer_->flush();
}

link::Result<void> ChannelCapture::end() {
  std::lock_guard hold(lock_);
  if (writer_ == nullptr) return {};
  const auto flushed = writer_->flush();
  lost_packets_ = writer_->lost_packets();
  writer_.reset();
  return flushed;
}

bool ChannelCapture::running() const {
  std::lock_guard hold(lock_);
  return writer_ != nullptr;
}

std::uint64_t ChannelCapture::packets() const {
  std::lock_guard hold(lock_);
  return packets_;
}

std::uint64_t ChannelCapture::lost_packets() const {
  std::lock_guard hold(lock_);
  return writer_ != nullptr ? writer_->lost_packets() : lost_packets_;
}

void ChannelCapture::write(const Watch& watch, const SeenPacket& packet) {
  const std::string text = described(packet);
  const std::array<std::string_view, 1> comments = {text};
  const std::span<const std::uint8_t> payload(reinterpret_cast<const std::uint8_t*>(packet.payload.data()),
                                              packet.payload.size());
  std::lock_guard hold(lock_);
  if (writer_ == nullptr) return;
  ++packets_;
  writer_->write(
      watch.interface, exec::runtime().wall_ns(), payload,
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
