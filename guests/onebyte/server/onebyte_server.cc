// SPDX-License-Identifier: Apache-2.0
// The other end of the one-byte tunnel, for trying it out: every packet is sent back with its addresses exchanged, and an
// echo request comes back as the reply. UDP for any number of peers, TCP for one connection at a time.
//
//   onebyte-server udp|tcp PORT     port 0 takes a free one; it is printed once it listens
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

#include "../framing.h"

namespace {

// Exchanging addresses leaves every checksum right; only the type of an echo must be mended in its own.
void turn_around(std::uint8_t* packet, std::size_t size) {
  if (size < 20 || packet[0] >> 4 != 4) return;
  std::size_t const header = std::size_t{packet[0] & 15u} * 4;
  for (int i = 12; i != 16; ++i) std::swap(packet[i], packet[i + 4]);
  if (packet[9] != 1 || size < header + 8 || packet[header] != 8) return;
  packet[header] = 0;
  unsigned sum = (unsigned{packet[header + 2]} << 8 | packet[header + 3]) + 0x0800;
  sum = (sum & 0xFFFF) + (sum >> 16);
  packet[header + 2] = static_cast<std::uint8_t>(sum >> 8);
  packet[header + 3] = static_cast<std::uint8_t>(sum);
}

int open_socket(int type, std::uint16_t port) {
  int const made = socket(AF_INET, type, 0);
  int const on = 1;
  setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  if (made < 0 || bind(made, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
      (type == SOCK_STREAM && listen(made, 4) != 0)) {
    std::perror("onebyte-server");
    std::exit(1);
  }
  socklen_t size = sizeof address;
  getsockname(made, reinterpret_cast<sockaddr*>(&address), &size);
  std::printf("port %u\n", static_cast<unsigned>(ntohs(address.sin_port)));
  std::fflush(stdout);
  return made;
}

void serve_datagrams(int socket) {
  static std::uint8_t frame[65536];
  for (;;) {
    sockaddr_in peer{};
    socklen_t peer_size = sizeof peer;
    auto const size =
        recvfrom(socket, frame, sizeof frame, 0, reinterpret_cast<sockaddr*>(&peer), &peer_size);
    if (size < 2 || frame[0] != onebyte::kMark) continue;
    turn_around(frame + 1, static_cast<std::size_t>(size) - 1);
    sendto(socket, frame, static_cast<std::size_t>(size), 0, reinterpret_cast<sockaddr*>(&peer), peer_size);
  }
}

bool send_all(int socket, std::uint8_t const* bytes, std::size_t size) {
  while (size != 0) {
    auto const sent = send(socket, bytes, size, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}

void serve_connection(int socket) {
  onebyte::Reassembly reassembly;
  std::uint8_t bytes[16384];
  for (;;) {
    auto const size = recv(socket, bytes, sizeof bytes, 0);
    if (size <= 0) return;
    reassembly.add(bytes, static_cast<std::size_t>(size));
    std::uint8_t const* packet = nullptr;
    std::size_t length = 0;
    while (reassembly.next(packet, length)) {
      std::vector<std::uint8_t> frame(1, onebyte::kMark);
      frame.insert(frame.end(), packet, packet + length);
      turn_around(frame.data() + 1, length);
      if (!send_all(socket, frame.data(), frame.size())) return;
    }
  }
}

}  // namespace

int main(int count, char** arguments) {
  std::string const kind = count == 3 ? arguments[1] : "";
  if (kind != "udp" && kind != "tcp") {
    std::fputs("usage: onebyte-server udp|tcp PORT\n", stderr);
    return 2;
  }
  int const socket = open_socket(kind == "udp" ? SOCK_DGRAM : SOCK_STREAM,
                                 static_cast<std::uint16_t>(std::atoi(arguments[2])));
  if (kind == "udp") serve_datagrams(socket);
  for (;;) {
    int const connection = accept(socket, nullptr, nullptr);
    if (connection < 0) continue;
    serve_connection(connection);
    close(connection);
  }
}
