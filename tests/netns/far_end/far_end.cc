// SPDX-License-Identifier: Apache-2.0
// The server of a conformance plug-in's tunnel: packets go between its wire and a TUN device that is there already,
// and the system behind that device does the rest.
//
//   far-end PLUG_IN PORT TUN [CERTIFICATE KEY]     says "ready" once it listens
//
// A line on its input goes to the control connection of a plug-in that has one beside its data; what that connection
// says is printed.
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "framing.h"

namespace penstock::far_end {
namespace {

struct Arguments {
  std::string plug_in;
  std::uint16_t port = 0;
  std::string tun;
  std::string certificate_file;
  std::string key_file;
};

int open_tun(const std::string& name) {
  const int made = ::open("/dev/net/tun", O_RDWR | O_CLOEXEC);
  ifreq request{};
  request.ifr_flags = IFF_TUN | IFF_NO_PI;
  std::strncpy(request.ifr_name, name.c_str(), IFNAMSIZ - 1);
  if (made < 0 || ::ioctl(made, TUNSETIFF, &request) != 0) give_up(name);
  return made;
}

void say(const std::string& text) {
  std::fputs(text.c_str(), stdout);
  std::fflush(stdout);
}

// Read a byte at a time: what comes behind belongs to the frames.
std::string read_line(int descriptor) {
  std::string line;
  for (char one = 0; ::read(descriptor, &one, 1) == 1 && one != '\n';)
    if (one != '\r') line += one;
  return line;
}

Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

void write_text(Wire& wire, std::string_view text) { wire.write(bytes_of(text)); }

// From 10.6.0.1 to 10.6.0.2.
constexpr std::uint8_t kEchoRequest[] = {0x45, 0, 0,  28, 0, 0, 0, 0, 64,   1,    0x66, 0xd3, 10, 6,
                                         0,    1, 10, 6,  0, 2, 8, 0, 0xf7, 0xff, 0,    0,    0,  0};

// What a plug-in over a connection says before its frames begin.
void greet(const Arguments& arguments, StreamWire& wire) {
  if (arguments.plug_in == "framed") {
    std::uint8_t length[2];
    std::uint8_t hello[256];
    if (::recv(wire.descriptor(), length, 2, MSG_WAITALL) != 2) return;
    ::recv(wire.descriptor(), hello, length[1], MSG_WAITALL);
    write_text(wire, std::string_view("\0\x0bOK 10.9.0.2", 13));
  }
  if (arguments.plug_in == "line") {
    if (read_line(wire.descriptor()) != "CONNECT line/1") return;
    write_text(wire, arguments.certificate_file.empty() ? "PLAIN\r\n" : "TLS\r\n");
    if (!arguments.certificate_file.empty()) wire.protect(arguments.certificate_file, arguments.key_file);
    wire.read();  // ADDRESS?
    // The first packet is in the same write as the last word, and so in the same record of TLS.
    Bytes words = bytes_of("10.6.0.2,24\n" + std::to_string(sizeof kEchoRequest) + ":");
    words.insert(words.end(), std::begin(kEchoRequest), std::end(kEchoRequest));
    wire.write(words);
  }
}

class FarEnd {
 public:
  explicit FarEnd(const Arguments& arguments)
      : arguments_(arguments), framing_(make_framing(arguments.plug_in)), tun_(open_tun(arguments.tun)) {}

  void serve_datagrams() {
    DatagramWire wire(open_socket(SOCK_DGRAM, arguments_.port));
    const int listener = arguments_.plug_in == "twin" ? open_socket(SOCK_STREAM, arguments_.port) : -1;
    say("ready\n");
    std::unique_ptr<StreamWire> control;
    if (listener >= 0) control = std::make_unique<StreamWire>(::accept(listener, nullptr, nullptr));
    carry(wire, control.get());
  }

  void serve_connections() {
    const int listener = open_socket(SOCK_STREAM, arguments_.port);
    say("ready\n");
    for (;;) {
      StreamWire wire(::accept(listener, nullptr, nullptr));
      framing_ = make_framing(arguments_.plug_in);
      greet(arguments_, wire);
      carry(wire, nullptr);
    }
  }

 private:
  // Until the wire ends.
  void carry(Wire& wire, Wire* control) {
    pollfd ready[] = {{.fd = wire.descriptor(), .events = POLLIN, .revents = 0},
                      {.fd = tun_, .events = POLLIN, .revents = 0},
                      {.fd = control != nullptr ? control->descriptor() : -1, .events = POLLIN, .revents = 0},
                      {.fd = control != nullptr ? STDIN_FILENO : -1, .events = POLLIN, .revents = 0}};
    for (;;) {
      ::poll(ready, std::size(ready), wire.pending() ? 0 : -1);
      if ((wire.pending() || ready[0].revents != 0) && !take_in(wire)) return;
      if (ready[1].revents != 0 && !take_out(wire)) return;
      if (ready[2].revents != 0 && !show(*control)) ready[2].fd = -1;
      if (ready[3].revents != 0) write_text(*control, read_line(STDIN_FILENO));
    }
  }

  bool take_in(Wire& wire) {
    Bytes bytes = wire.read();
    if (bytes.empty()) return false;
    if (const Bytes answer = framing_->answer(bytes); !answer.empty()) return wire.write(answer);
    framing_->unwrap(std::move(bytes), [this](std::span<const std::uint8_t> packet) {
      // The device refuses what is no packet, which is no news to anybody.
      if (::write(tun_, packet.data(), packet.size()) < 0) return;
    });
    return true;
  }

  bool take_out(Wire& wire) {
    std::uint8_t packet[65536];
    const auto count = ::read(tun_, packet, sizeof packet);
    if (count <= 0) give_up("read from " + arguments_.tun);
    return wire.write(framing_->wrap({packet, static_cast<std::size_t>(count)}));
  }

  static bool show(Wire& control) {
    const Bytes bytes = control.read();
    say({bytes.begin(), bytes.end()});
    return !bytes.empty();
  }

  const Arguments& arguments_;
  std::unique_ptr<Framing> framing_;
  const int tun_;
};

}  // namespace
}  // namespace penstock::far_end

int main(int count, char** words) {
  using namespace penstock::far_end;
  if ((count != 4 && count != 6) || make_framing(words[1]) == nullptr) {
    std::fputs("usage: far-end PLUG_IN PORT TUN [CERTIFICATE KEY]\n", stderr);
    return 2;
  }
  Arguments arguments{
      .plug_in = words[1], .port = static_cast<std::uint16_t>(std::atoi(words[2])), .tun = words[3]};
  if (count == 6) {
    arguments.certificate_file = words[4];
    arguments.key_file = words[5];
  }
  FarEnd far_end(arguments);
  const std::string& name = arguments.plug_in;
  if (name == "framed" || name == "lanes" || name == "line") far_end.serve_connections();
  far_end.serve_datagrams();
}
