// SPDX-License-Identifier: Apache-2.0
#include "control/client.h"

#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "control/protocol.h"
#include "control/socket_address.h"
#include "control/view_text.h"

namespace penstock::control {
namespace {

constexpr int kWaitSeconds = 30;

class Socket {
 public:
  explicit Socket(int number) : number_(number) {}
  ~Socket() {
    if (number_ >= 0) ::close(number_);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  int get() const { return number_; }

 private:
  const int number_;
};

bool send_all(int socket, const std::string& text) {
  for (std::size_t sent = 0; sent < text.size();) {
    const ssize_t count = ::send(socket, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
    if (count < 0 && errno != EINTR) return false;
    if (count > 0) sent += static_cast<std::size_t>(count);
  }
  return true;
}

bool receive_line(int socket, std::string& line) {
  char piece[16384];
  while (line.size() <= kAnswerBytesMax) {
    const ssize_t count = ::recv(socket, piece, sizeof piece, 0);
    if (count == 0) return false;
    if (count < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    line.append(piece, static_cast<std::size_t>(count));
    if (line.back() == '\n') return true;
  }
  return false;
}

}  // namespace

std::variant<nlohmann::ordered_json, ClientFault> ask(const std::string& socket_path,
                                                      const nlohmann::ordered_json& request) {
  const auto address = socket_address(socket_path);
  if (!address) return ClientFault{socket_path + ": a socket's path has 1 to 107 letters"};
  const Socket socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const timeval patience{.tv_sec = kWaitSeconds, .tv_usec = 0};
  ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) != 0) {
    return ClientFault{socket_path + ": " + std::strerror(errno) +
                       "; is Penstock running with this control socket?"};
  }
  std::string line;
  // One that does not serve us says so before it reads: its word counts, not that it did not listen.
  const bool sent = send_all(socket.get(), json_line(request) + "\n");
  if (!receive_line(socket.get(), line)) {
    return ClientFault{socket_path + ": " + (sent ? "gave no answer" : "did not take the request")};
  }
  const auto answer = nlohmann::ordered_json::parse(line, nullptr, false);
  if (!answer.is_object() || !answer.contains("ok"))
    return ClientFault{socket_path + ": answered something else"};
  if (answer["ok"] == true) return answer.value("rows", nlohmann::ordered_json::array());
  return ClientFault{answer.value("error", std::string("refused"))};
}

}  // namespace penstock::control
