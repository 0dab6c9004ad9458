// SPDX-License-Identifier: Apache-2.0
#include "link/datagram_message.h"

#include <netinet/in.h>
#include <netinet/udp.h>

#include <cstring>

#include "link/socket_address.h"

namespace penstock::link {
namespace {

// How many frames from the first make one message.
std::size_t frames_of_one_size(std::span<const Frame> frames, std::uint32_t segment_bytes_max) {
  const std::size_t segment_bytes = frames[0].size();
  if (segment_bytes == 0 || segment_bytes > segment_bytes_max) return 1;
  std::size_t bytes = segment_bytes;
  std::size_t count = 1;
  while (count < frames.size() && count < DatagramMessages::kSegmentsMax) {
    const std::size_t next_bytes = frames[count].size();
    const bool fits = bytes + next_bytes <= DatagramMessages::kMessageBytesMax;
    if (next_bytes == 0 || next_bytes > segment_bytes || !fits) break;
    bytes += next_bytes;
    ++count;
    if (next_bytes < segment_bytes) break;  // a shorter one is the last
  }
  return count;
}

}  // namespace

std::uint32_t DatagramMessages::plan(std::span<const Frame> frames, std::uint32_t messages_max,
                                     std::uint32_t segment_bytes_max, const Endpoint* destination,
                                     int family) {
  socklen_t name_bytes = 0;
  if (destination != nullptr) name_bytes = write_socket_address(*destination, family, destination_);
  std::uint32_t planned = 0;
  while (!frames.empty() && planned < messages_max && planned < kMessagesMax) {
    const std::size_t count = frames_of_one_size(frames, segment_bytes_max);
    msghdr& header = headers_[planned].msg_hdr;
    header = {};
    if (name_bytes != 0) header.msg_name = &destination_;
    header.msg_namelen = name_bytes;
    name_frames(planned, frames.first(count));
    if (count > 1) ask_for_segments(planned);
    frames = frames.subspan(count);
    ++planned;
  }
  return planned;
}

void DatagramMessages::name_frames(std::uint32_t message, std::span<const Frame> frames) {
  auto& parts = parts_[message];
  std::size_t part_count = 0;
  std::size_t bytes = 0;
  const std::uint8_t* end = nullptr;
  for (const Frame& frame : frames) {
    if (part_count != 0 && frame.data() == end) {
      parts[part_count - 1].iov_len += frame.size();
    } else {
      parts[part_count++] = {const_cast<std::uint8_t*>(frame.data()), frame.size()};
    }
    end = frame.data() + frame.size();
    bytes += frame.size();
  }
  headers_[message].msg_hdr.msg_iov = parts.data();
  headers_[message].msg_hdr.msg_iovlen = part_count;
  sizes_[message] = {static_cast<std::uint32_t>(frames.size()), static_cast<std::uint32_t>(bytes),
                     static_cast<std::uint32_t>(frames[0].size())};
}

void DatagramMessages::ask_for_segments(std::uint32_t message) {
  msghdr& header = headers_[message].msg_hdr;
  header.msg_control = controls_[message].bytes.data();
  header.msg_controllen = controls_[message].bytes.size();
  cmsghdr* control = CMSG_FIRSTHDR(&header);
  control->cmsg_level = SOL_UDP;
  control->cmsg_type = UDP_SEGMENT;
  control->cmsg_len = CMSG_LEN(sizeof(std::uint16_t));
  const auto segment_bytes = static_cast<std::uint16_t>(sizes_[message].segment_bytes);
  std::memcpy(CMSG_DATA(control), &segment_bytes, sizeof segment_bytes);
}

}  // namespace penstock::link
