// SPDX-License-Identifier: Apache-2.0
// The protocol alone between a TUN and a UDP socket: the least that can talk to another implementation. It reads
// a wg-quick file, takes addresses, routes and links as it finds them, and runs until its input ends. It is for
// tests of what goes over the wire, and knows no offload.
//
//   tunnel_program FILE TUN
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <netdb.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>

#include "device.h"
#include "wg_quick.h"

namespace {

using namespace wireguard;

constexpr std::size_t kBufferBytes = 65536;
constexpr std::size_t kHeadroom = data::kHeaderBytes;

[[noreturn]] void fail(const std::string& what) {
  std::fprintf(stderr, "tunnel_program: %s\n", what.c_str());
  std::exit(1);
}

Nanoseconds clock_now(clockid_t clock) {
  timespec at{};
  clock_gettime(clock, &at);
  return at.tv_sec * kSecond + at.tv_nsec;
}

Moment moment() { return {clock_now(CLOCK_MONOTONIC), clock_now(CLOCK_REALTIME)}; }

int open_tun(const char* name) {
  const int tun = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
  ifreq request{};
  request.ifr_flags = IFF_TUN | IFF_NO_PI;
  std::snprintf(request.ifr_name, sizeof request.ifr_name, "%s", name);
  if (tun < 0 || ioctl(tun, TUNSETIFF, &request) != 0) fail(std::string("cannot open TUN ") + name);
  return tun;
}

// One socket for both families: IPv4 peers appear as ::ffff:a.b.c.d.
int open_udp(std::uint16_t port) {
  const int udp = socket(AF_INET6, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  const int off = 0;
  setsockopt(udp, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
  sockaddr_in6 here{};
  here.sin6_family = AF_INET6;
  here.sin6_port = htons(port);
  if (udp < 0 || bind(udp, reinterpret_cast<sockaddr*>(&here), sizeof here) != 0) fail("cannot bind UDP");
  return udp;
}

sockaddr_in6 socket_address(const Endpoint& endpoint) {
  sockaddr_in6 to{};
  to.sin6_family = AF_INET6;
  to.sin6_port = htons(endpoint.port);
  if (endpoint.address.family == Family::ipv4) {
    to.sin6_addr.s6_addr[10] = to.sin6_addr.s6_addr[11] = 0xff;
    std::memcpy(to.sin6_addr.s6_addr + 12, endpoint.address.bytes.data(), 4);
  } else {
    std::memcpy(&to.sin6_addr, endpoint.address.bytes.data(), 16);
  }
  return to;
}

Endpoint endpoint_of(const sockaddr_in6& from) {
  Endpoint endpoint;
  endpoint.port = ntohs(from.sin6_port);
  endpoint.address.family = IN6_IS_ADDR_V4MAPPED(&from.sin6_addr) ? Family::ipv4 : Family::ipv6;
  const std::size_t skipped = endpoint.address.family == Family::ipv4 ? 12 : 0;
  std::memcpy(endpoint.address.bytes.data(), from.sin6_addr.s6_addr + skipped, 16 - skipped);
  return endpoint;
}

Endpoint resolved(const WgQuickPeer& peer) {
  if (peer.endpoint_host.empty()) return {};
  addrinfo hints{};
  hints.ai_family = AF_INET6;
  hints.ai_socktype = SOCK_DGRAM;
  hints.ai_flags = AI_V4MAPPED | AI_ALL;
  addrinfo* found = nullptr;
  const std::string port = std::to_string(peer.endpoint_port);
  if (getaddrinfo(peer.endpoint_host.c_str(), port.c_str(), &hints, &found) != 0) fail("unknown host");
  const Endpoint endpoint = endpoint_of(*reinterpret_cast<sockaddr_in6*>(found->ai_addr));
  freeaddrinfo(found);
  return endpoint;
}

Device::Settings settings_of(const WgQuickFile& file) {
  Device::Settings settings;
  settings.private_key = file.private_key;
  settings.mtu = file.mtu.value_or(1420);
  if (const char* rate = std::getenv("HANDSHAKES_PER_SECOND_MAX"))
    settings.handshakes_per_second_max = static_cast<std::uint32_t>(std::atoi(rate));
  for (const WgQuickPeer& peer : file.peers) {
    Device::PeerSettings one;
    one.public_key = peer.public_key;
    one.preshared_key = peer.preshared_key;
    one.endpoint = resolved(peer);
    one.persistent_keepalive = peer.persistent_keepalive_s * kSecond;
    for (const AddressRange& range : peer.allowed_ips) one.allowed_ips.push_back({range.address, range.bits});
    settings.peers.push_back(std::move(one));
  }
  return settings;
}

class Program {
 public:
  Program(const WgQuickFile& file, const char* tun)
      : device_(settings_of(file)), tun_(open_tun(tun)), udp_(open_udp(file.listen_port.value_or(0))) {}

  void run() {
    Nanoseconds next = 0;
    for (;;) {
      std::array<pollfd, 3> ready{{{tun_, POLLIN, 0}, {udp_, POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}}};
      const Nanoseconds left = std::max<Nanoseconds>(next - moment().steady, 0);
      poll(ready.data(), ready.size(), static_cast<int>(left / 1'000'000) + 1);
      if (ready[2].revents) return;
      if (ready[0].revents) from_tun();
      if (ready[1].revents) from_udp();
      next = device_.tick(moment(), frames_);
      send_frames();
    }
  }

  void report() const {
    for (std::size_t i = 0; i < static_cast<std::size_t>(Drop::count_of_reasons); ++i)
      if (const std::uint64_t count = device_.dropped(static_cast<Drop>(i)))
        std::printf("dropped %llu: %s\n", static_cast<unsigned long long>(count),
                    name_of(static_cast<Drop>(i)));
  }

 private:
  void send_to(const Endpoint& endpoint, Bytes frame) {
    const sockaddr_in6 to = socket_address(endpoint);
    sendto(udp_, frame.data(), frame.size(), 0, reinterpret_cast<const sockaddr*>(&to), sizeof to);
  }

  void send_frames() {
    for (const ControlFrames::Frame& frame : frames_.frames()) send_to(frame.to, frames_.bytes_of(frame));
    frames_.clear();
  }

  void from_tun() {
    for (;;) {
      const ssize_t bytes = read(tun_, buffer_.data() + kHeadroom, kBufferBytes - 64);
      if (bytes <= 0) return;
      OutboundPacket item{buffer_.data() + kHeadroom, static_cast<std::uint32_t>(bytes), 48};
      device_.outbound({&item, 1}, moment(), frames_);
      if (item.frame_bytes) send_to(device_.view(item.peer).endpoint, {buffer_.data(), item.frame_bytes});
      send_frames();
    }
  }

  void from_udp() {
    for (;;) {
      sockaddr_in6 from{};
      socklen_t size = sizeof from;
      const ssize_t bytes =
          recvfrom(udp_, buffer_.data(), buffer_.size(), 0, reinterpret_cast<sockaddr*>(&from), &size);
      if (bytes < 0) return;
      InboundDatagram item{buffer_.data(), static_cast<std::uint32_t>(bytes), endpoint_of(from)};
      device_.inbound({&item, 1}, moment(), frames_);
      if (item.packet_bytes && write(tun_, item.packet, item.packet_bytes) < 0) std::perror("TUN");
      send_frames();
    }
  }

  Device device_;
  ControlFrames frames_;
  int tun_;
  int udp_;
  std::vector<std::uint8_t> buffer_ = std::vector<std::uint8_t>(kBufferBytes + 64);
};

}  // namespace

int main(int count, char** words) {
  if (count != 3) fail("needs a wg-quick file and the name of a TUN");
  std::ifstream stream(words[1]);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  WgQuickError error;
  const auto file = read_wg_quick(text, error);
  if (!file) fail(error.text());
  Program program(*file, words[2]);
  std::puts("ready");
  std::fflush(stdout);
  program.run();
  program.report();
  return 0;
}
