// SPDX-License-Identifier: Apache-2.0
#include "control/server.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "control/connection.h"
#include "control/socket_address.h"

namespace penstock::control {
namespace {

constexpr int kBacklog = 16;

ServerFault fault(const std::string& path, const char* action) {
  return {path + ": " + action + ": " + std::strerror(errno)};
}

// A file left by one that was killed refuses connections; a living one takes them.
bool somebody_answers(const sockaddr_un& address) {
  const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const int outcome = ::connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  const bool answered = outcome == 0 || errno == EAGAIN;
  ::close(probe);
  return answered;
}

bool welcome(int socket) {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
  return may_control(peer.uid);
}

}  // namespace

bool may_control(uid_t peer) { return peer == 0 || peer == ::geteuid(); }

std::variant<std::unique_ptr<Server>, ServerFault> Server::open(const std::string& path, const Desk& desk,
                                                                exec::Poller& poller) {
  const auto address = socket_address(path);
  if (!address) return ServerFault{path + ": a socket's path has 1 to 107 letters; choose another"};
  std::error_code ignored;  // binding tells
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
  if (somebody_answers(*address))
    return ServerFault{path + ": another Penstock answers there; choose another path"};
  struct stat file {};
  if (::lstat(path.c_str(), &file) == 0) {
    if (!S_ISSOCK(file.st_mode))
      return ServerFault{path + ": is there and is no socket; choose another path"};
    ::unlink(path.c_str());
  }
  const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (listener < 0) return fault(path, "socket");
  const mode_t before = ::umask(0177);  // credentials are checked besides
  const int bound = ::bind(listener, reinterpret_cast<const sockaddr*>(&*address), sizeof *address);
  const int bind_error = errno;
  ::umask(before);
  errno = bind_error;
  if (bound != 0 || ::listen(listener, kBacklog) != 0) {
    const ServerFault why = fault(path, "bind");
    ::close(listener);
    return why;
  }
  return std::unique_ptr<Server>(new Server(path, listener, desk, poller));
}

Server::Server(std::string path, int listener, const Desk& desk, exec::Poller& poller)
    : path_(std::move(path)), listener_(listener), desk_(desk), poller_(poller) {
  (void)poller_.watch(listener_, *this);
}

Server::~Server() {
  poller_.unwatch(listener_);
  ::close(listener_);
  ::unlink(path_.c_str());
}

void Server::readable() {
  while (true) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (socket < 0) {
      if (errno == EINTR || errno == ECONNABORTED) continue;
      return;
    }
    if (connections_.size() >= kClientsMax) {
      ::close(socket);
      continue;
    }
    connections_.push_back(std::make_unique<Connection>(socket, desk_, poller_, welcome(socket)));
  }
}

void Server::sweep() {
  std::erase_if(connections_, [](const auto& connection) { return connection->ended(); });
}

}  // namespace penstock::control
