// SPDX-License-Identifier: Apache-2.0
// The packets of channels as a pcapng file: an interface for each channel, the payload of each packet with its
// direction, and as comment what the ring says of it. What a payload means only the provider knows, so its link
// type is one of those kept for private use. A capture may begin and end while packets move; between two files, what
// is seen is let go.
//
// Threads: any; a lock around the writer.
// Memory: the writer's buffer. Watches stay as long as the capture, which outlives the endpoints that show it packets.
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
  ChannelCapture();
  ~ChannelCapture();

  // For Endpoint::set_watch. Before the first begin().
  PacketWatch& add(std::string_view channel);
  // Into this file from now on; what was written before goes to its own.
  void begin(std::unique_ptr<link::PcapngWriter> writer);
  // What was seen is in the file then, for whoever may be killed next.
  link::Result<void> flush();
  // Everything is in the file then, or the fault says why not. Nothing to do where none has begun.
  link::Result<void> end();
  bool running() const;
  // Of the file at hand, or the last one.
  std::uint64_t packets() const;
  std::uint64_t lost_packets() const;

 private:
  class Watch;
  void write(const Watch& watch, const SeenPacket& packet);

  mutable exec::Mutex lock_;
  std::unique_ptr<link::PcapngWriter> writer_;
  std::vector<std::unique_ptr<Watch>> watches_;
  std::uint64_t packets_ = 0;
  std::uint64_t lost_packets_ = 0;  // of the last file
};

// "in-band packet, transaction 1048576, 64 bytes, answer wanted"
std::string described(const SeenPacket& packet);

}  // namespace penstock::channel
