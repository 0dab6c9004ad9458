// SPDX-License-Identifier: Apache-2.0
// The packets of channels as a pcapng file: an interface for each channel, the payload of each packet with its
// direction, and as comment what the ring says of it. What a payload means only the provider knows, so its link
// type is one of those kept for private use.
//
// Threads: any; a lock around the writer.
// Memory: the writer's buffer.
// Errors: the writer's: what the file did not take is counted as lost.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "channel/packet_watch.h"
#include "exec/mutex.h"
#include "link/pcapng_writer.h"

namespace penstock::channel {

inline constexpr std::uint16_t kLinkTypePrivate = 147;

class ChannelCapture {
 public:
  explicit ChannelCapture(std::unique_ptr<link::PcapngWriter> writer);
  ~ChannelCapture();

  // For Endpoint::set_watch; lives as long as the capture.
  PacketWatch& add(std::string_view channel);
  link::Result<void> flush();
  std::uint64_t lost_packets() const;

 private:
  class Watch;
  void write(std::uint32_t interface, const SeenPacket& packet);

  mutable exec::Mutex lock_;
  std::unique_ptr<link::PcapngWriter> writer_;
  std::vector<std::unique_ptr<Watch>> watches_;
};

// "in-band packet, transaction 1048576, 64 bytes, answer wanted"
std::string described(const SeenPacket& packet);

}  // namespace penstock::channel
