// SPDX-License-Identifier: Apache-2.0
// The least that a tunnel can do, as a measure for ours: what a TUN device gives is cut, sealed or not, and sent to
// one peer; what comes is opened, joined again and written. No handshake, no routes, no timers, no drops counted.
// Two threads, one a direction. Runs until it is killed.
//
// usage: bare_tunnel NAMESPACE INTERFACE OWN_IPV4 PEER_IPV4 PORT sealed|plain
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <netinet/udp.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include "aead_key.h"
#include "base/byte_order.h"
#include "link/virtio_header.h"
#include "wire/checksum.h"
#include "wire/packet_checksum.h"
#include "wire/segment.h"

namespace {

using namespace penstock;
using wireguard::AeadKey;
using wireguard::AeadMessage;

// Of the header before each packet of a TUN device.
constexpr std::uint8_t kNeedsChecksum = 1;
constexpr std::uint8_t kSegmentNone = 0;
constexpr std::uint8_t kSegmentTcp4 = 1;

constexpr std::uint32_t kHeaderBytes = 16;  // a kind, a receiver, a counter
constexpr std::uint32_t kTagBytes = 16;
constexpr std::uint32_t kLargestBytes = 65536;
constexpr std::uint32_t kMessageBytesMax = 65000;
constexpr std::uint32_t kSegmentsMax = 64;
constexpr std::uint32_t kMessagesMax = 16;
constexpr int kSocketBufferBytes = 7 << 20;
constexpr std::uint16_t kTcpChecksumAt = 16;

[[noreturn]] void fail(const char* what) {
  std::perror(what);
  std::exit(1);
}

void must(bool worked, const char* what) {
  if (!worked) fail(what);
}

wireguard::SecretKey fixed_key() {
  wireguard::SecretKey key;
  for (std::size_t i = 0; i < key.writable().size(); ++i) key.writable()[i] = static_cast<std::uint8_t>(i);
  return key;
}

int open_tun(const char* name) {
  const int queue = ::open("/dev/net/tun", O_RDWR);
  must(queue >= 0, "/dev/net/tun");
  ifreq request{};
  std::strncpy(request.ifr_name, name, IFNAMSIZ - 1);
  request.ifr_flags = IFF_TUN | IFF_NO_PI | IFF_VNET_HDR;
  must(::ioctl(queue, TUNSETIFF, &request) == 0, "TUNSETIFF");
  must(::ioctl(queue, TUNSETOFFLOAD, TUN_F_CSUM | TUN_F_TSO4 | TUN_F_TSO6) == 0, "TUNSETOFFLOAD");
  return queue;
}

int open_socket(const char* own, const char* peer, int port) {
  const int socket = ::socket(AF_INET, SOCK_DGRAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  must(::inet_pton(AF_INET, own, &address.sin_addr) == 1, own);
  must(::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0, "bind");
  must(::inet_pton(AF_INET, peer, &address.sin_addr) == 1, peer);
  must(::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0, "connect");
  const int one = 1;
  must(::setsockopt(socket, SOL_UDP, UDP_GRO, &one, sizeof one) == 0, "UDP_GRO");
  ::setsockopt(socket, SOL_SOCKET, SO_RCVBUFFORCE, &kSocketBufferBytes, sizeof kSocketBufferBytes);
  ::setsockopt(socket, SOL_SOCKET, SO_SNDBUFFORCE, &kSocketBufferBytes, sizeof kSocketBufferBytes);
  return socket;
}

// TUN to UDP.
class Sender {
 public:
  Sender(int tun, int socket, bool sealed)
      : tun_(tun), socket_(socket), sealed_(sealed), in_(2 * kLargestBytes), out_(2 * kLargestBytes) {}

  void run() {
    for (;;) {
      const ssize_t count = ::read(tun_, in_.data(), in_.size());
      if (count <= static_cast<ssize_t>(sizeof(link::VirtioHeader))) continue;
      link::VirtioHeader header;
      std::memcpy(&header, in_.data(), sizeof header);
      take(header, {in_.data() + sizeof header, static_cast<std::size_t>(count) - sizeof header});
    }
  }

 private:
  void take(const link::VirtioHeader& header, std::span<std::uint8_t> packet) {
    if (header.segmentation == kSegmentNone) {
      if ((header.flags & kNeedsChecksum) != 0 &&
          !wire::complete_partial_checksum(packet,
                                           {header.checksum_start_bytes, header.checksum_offset_bytes})
               .ok())
        return;
      std::memcpy(add(static_cast<std::uint32_t>(packet.size())), packet.data(), packet.size());
      return send();
    }
    const auto parsed = wire::parse(packet, {.allow_super = true});
    if (!parsed.ok()) return;
    const auto plan = wire::plan_segments(packet, *parsed, header.segment_payload_bytes);
    if (!plan.ok()) return;
    const std::uint32_t whole = plan->header_bytes + plan->segment_payload_bytes;
    for (std::uint32_t i = 0; i < plan->count; ++i) {
      const std::uint32_t frame = kHeaderBytes + whole + kTagBytes;
      if (count_ == kSegmentsMax || filled_ + frame > kMessageBytesMax) send();
      std::uint8_t* const at = out_.data() + filled_ + kHeaderBytes;
      const auto segment = wire::write_segment_header(packet, *plan, i, {at, plan->header_bytes});
      if (!segment.ok()) return;
      std::memcpy(at + segment->header_bytes, packet.data() + segment->payload_offset,
                  segment->payload_bytes);
      add(segment->header_bytes + segment->payload_bytes);
    }
    send();
  }

  // A frame at the end; its packet is written at the address that comes back.
  std::uint8_t* add(std::uint32_t packet_bytes) {
    std::uint8_t* const frame = out_.data() + filled_;
    std::memset(frame, 0, kHeaderBytes);
    std::memcpy(frame + 8, &counter_, sizeof counter_);
    messages_[count_++] = {frame + kHeaderBytes, packet_bytes, false, counter_++};
    filled_ += kHeaderBytes + packet_bytes + kTagBytes;
    return frame + kHeaderBytes;
  }

  void send() {
    if (count_ == 0) return;
    if (sealed_) key_.seal(std::span(messages_).first(count_));
    iovec all = {out_.data(), filled_};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(std::uint16_t))] = {};
    msghdr message{};
    message.msg_iov = &all;
    message.msg_iovlen = 1;
    if (count_ > 1) {
      message.msg_control = control;
      message.msg_controllen = sizeof control;
      cmsghdr* const segments = CMSG_FIRSTHDR(&message);
      segments->cmsg_level = SOL_UDP;
      segments->cmsg_type = UDP_SEGMENT;
      segments->cmsg_len = CMSG_LEN(sizeof(std::uint16_t));
      const auto each = static_cast<std::uint16_t>(kHeaderBytes + messages_[0].plain_bytes + kTagBytes);
      std::memcpy(CMSG_DATA(segments), &each, sizeof each);
    }
    if (::sendmsg(socket_, &message, 0) < 0 && errno != ECONNREFUSED && errno != ENOBUFS) fail("sendmsg");
    count_ = 0;
    filled_ = 0;
  }

  const int tun_;
  const int socket_;
  const bool sealed_;
  AeadKey key_{fixed_key(), AeadKey::Way::seal};
  std::vector<std::uint8_t> in_;
  std::vector<std::uint8_t> out_;
  std::array<AeadMessage, kSegmentsMax> messages_;
  std::uint32_t count_ = 0;
  std::uint32_t filled_ = 0;
  std::uint64_t counter_ = 0;
};

// UDP to TUN.
class Receiver {
 public:
  Receiver(int tun, int socket, bool sealed)
      : tun_(tun), socket_(socket), sealed_(sealed), in_(kMessagesMax * kLargestBytes) {
    opened_.reserve(kMessagesMax * kSegmentsMax);
  }

  void run() {
    std::array<mmsghdr, kMessagesMax> messages;
    std::array<iovec, kMessagesMax> parts;
    struct alignas(cmsghdr) Control {
      char bytes[CMSG_SPACE(sizeof(int))];
    };
    std::array<Control, kMessagesMax> controls;
    for (;;) {
      for (std::uint32_t i = 0; i < kMessagesMax; ++i) {
        parts[i] = {in_.data() + std::size_t{i} * kLargestBytes, kLargestBytes};
        messages[i] = {};
        messages[i].msg_hdr.msg_iov = &parts[i];
        messages[i].msg_hdr.msg_iovlen = 1;
        messages[i].msg_hdr.msg_control = controls[i].bytes;
        messages[i].msg_hdr.msg_controllen = sizeof controls[i].bytes;
      }
      const int count = ::recvmmsg(socket_, messages.data(), kMessagesMax, MSG_WAITFORONE, nullptr);
      opened_.clear();
      for (int i = 0; i < count; ++i) note_frames(messages[static_cast<std::size_t>(i)]);
      if (sealed_) key_.open(opened_);
      for (const AeadMessage& one : opened_)
        if (one.opened || !sealed_) join({one.data, one.plain_bytes});
      write_joined();
    }
  }

 private:
  void note_frames(mmsghdr& message) {
    std::uint32_t left = message.msg_len;
    std::uint32_t each = left;
    for (cmsghdr* one = CMSG_FIRSTHDR(&message.msg_hdr); one; one = CMSG_NXTHDR(&message.msg_hdr, one)) {
      if (one->cmsg_level == SOL_UDP && one->cmsg_type == UDP_GRO)
        std::memcpy(&each, CMSG_DATA(one), sizeof each);
    }
    auto* frame = static_cast<std::uint8_t*>(message.msg_hdr.msg_iov->iov_base);
    for (; left > kHeaderBytes + kTagBytes && each != 0; frame += each) {
      const std::uint32_t bytes = std::min(each, left);
      if (bytes <= kHeaderBytes + kTagBytes) return;
      std::uint64_t counter;
      std::memcpy(&counter, frame + 8, sizeof counter);
      opened_.push_back({frame + kHeaderBytes, bytes - kHeaderBytes - kTagBytes, false, counter});
      left -= bytes;
    }
  }

  // Neighbours of one TCP stream become one write.
  void join(std::span<std::uint8_t> packet) {
    const auto parsed = wire::parse(packet);
    if (!parsed.ok()) return;
    const bool stream = parsed->version == 4 && parsed->protocol == wire::kProtocolTcp &&
                        parsed->network_header_bytes == 20 && !parsed->fragment.fragment &&
                        (parsed->tcp_flags & ~wire::kTcpPsh) == wire::kTcpAck && parsed->payload_bytes != 0;
    if (!stream || !follows(packet, *parsed)) write_joined();
    if (parts_ == 0) {
      first_ = *parsed;
      rows_[1] = {packet.data(), parsed->total_bytes};
      parts_ = 1;
      bytes_ = parsed->total_bytes;
      next_ = sequence_of(packet.data()) + parsed->payload_bytes;
    } else {
      rows_[++parts_] = {packet.data() + parsed->payload_offset, parsed->payload_bytes};
      bytes_ += parsed->payload_bytes;
      next_ += parsed->payload_bytes;
    }
    const bool last =
        (parsed->tcp_flags & wire::kTcpPsh) != 0 || parsed->payload_bytes < first_.payload_bytes;
    if (!stream || last || parts_ == kSegmentsMax) write_joined();
  }

  static std::uint32_t sequence_of(const std::uint8_t* packet) {
    std::uint32_t raw;
    std::memcpy(&raw, packet + 24, sizeof raw);
    return ntohl(raw);
  }

  bool follows(std::span<const std::uint8_t> packet, const wire::Parsed& parsed) const {
    if (parts_ == 0) return true;
    const auto* head = static_cast<const std::uint8_t*>(rows_[1].iov_base);
    return parsed.payload_offset == first_.payload_offset && parsed.payload_bytes <= first_.payload_bytes &&
           bytes_ + parsed.payload_bytes < kMessageBytesMax &&
           std::memcmp(head + 12, packet.data() + 12, 12) == 0 && sequence_of(packet.data()) == next_ &&
           std::memcmp(head + 28, packet.data() + 28, 4) == 0 &&
           std::memcmp(head + 40, packet.data() + 40, parsed.payload_offset - 40) == 0;
  }

  void write_joined() {
    if (parts_ == 0) return;
    link::VirtioHeader header{};
    auto* const head = static_cast<std::uint8_t*>(rows_[1].iov_base);
    if (parts_ > 1) {
      header.flags = kNeedsChecksum;
      header.segmentation = kSegmentTcp4;
      header.segment_payload_bytes = static_cast<std::uint16_t>(first_.payload_bytes);
      header.header_bytes = static_cast<std::uint16_t>(first_.payload_offset);
      header.checksum_start_bytes = static_cast<std::uint16_t>(first_.network_header_bytes);
      header.checksum_offset_bytes = kTcpChecksumAt;
      base::store_big16(head + 2, static_cast<std::uint16_t>(bytes_));
      base::store_big16(head + 10, 0);
      base::store_big16(head + 10, wire::internet_checksum({head, first_.network_header_bytes}));
      wire::PartialSum sum;
      sum.add_pseudo_header(first_.source, first_.destination, first_.protocol,
                            bytes_ - first_.network_header_bytes);
      base::store_big16(head + first_.network_header_bytes + kTcpChecksumAt, sum.sum());
    }
    rows_[0] = {&header, sizeof header};
    if (::writev(tun_, rows_.data(), static_cast<int>(parts_ + 1)) < 0 && errno != EIO) fail("write");
    parts_ = 0;
  }

  const int tun_;
  const int socket_;
  const bool sealed_;
  AeadKey key_{fixed_key(), AeadKey::Way::open};
  std::vector<std::uint8_t> in_;
  std::vector<AeadMessage> opened_;
  std::array<iovec, kSegmentsMax + 2> rows_;
  wire::Parsed first_;
  std::uint32_t parts_ = 0;
  std::uint32_t bytes_ = 0;
  std::uint32_t next_ = 0;
};

}  // namespace

int main(int count, char** words) {
  if (count != 7) {
    std::fprintf(stderr, "usage: bare_tunnel NAMESPACE INTERFACE OWN_IPV4 PEER_IPV4 PORT sealed|plain\n");
    return 2;
  }
  const int inside = ::open((std::string("/run/netns/") + words[1]).c_str(), O_RDONLY | O_CLOEXEC);
  must(inside >= 0 && ::setns(inside, CLONE_NEWNET) == 0, words[1]);
  const int tun = open_tun(words[2]);
  const int socket = open_socket(words[3], words[4], std::atoi(words[5]));
  const bool sealed = std::strcmp(words[6], "sealed") == 0;
  Sender sender(tun, socket, sealed);
  Receiver receiver(tun, socket, sealed);
  std::puts("up");
  std::fflush(stdout);
  std::thread sending([&] { sender.run(); });
  receiver.run();
}
