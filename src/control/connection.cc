// SPDX-License-Identifier: Apache-2.0
#include "control/connection.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

namespace penstock::control {

Server::Connection::Connection(int socket, const Desk& desk, exec::Poller& poller, bool welcome)
    : socket_(socket), desk_(desk), poller_(poller) {
  if (!poller_.watch(socket_, *this).ok()) {
    ended_ = true;
    return;
  }
  if (welcome) return;
  last_answer_ = true;
  say(R"({"ok":false,"error":"only root and the user that runs Penstock may control it"})");
}

Server::Connection::~Connection() {
  poller_.unwatch(socket_);
  ::close(socket_);
}

void Server::Connection::end() { ended_ = true; }

void Server::Connection::readable() {
  if (ended_ || last_answer_) return;
  char piece[4096];
  while (true) {
    const ssize_t count = ::recv(socket_, piece, sizeof piece, MSG_DONTWAIT);
    if (count == 0) return end();
    if (count < 0) {
      if (errno == EINTR) continue;
      if (errno != EAGAIN) end();
      break;
    }
    request_.append(piece, static_cast<std::size_t>(count));
    // Before more is read: memory is bounded by what one read adds.
    take_lines();
    if (ended_ || last_answer_) return;
  }
}

void Server::Connection::take_lines() {
  std::size_t newline;
  // One answer at a time: what came meanwhile waits until that one is taken.
  while (answer_.empty() && !ended_ && (newline = request_.find('\n')) != std::string::npos) {
    const std::string line = request_.substr(0, newline);
    request_.erase(0, newline + 1);
    std::string answer = desk_.answer(line);
    if (answer.size() > kAnswerBytesMax)
      answer = R"({"ok":false,"error":"the answer is too long to be sent"})";
    say(answer);
  }
  if (request_.size() <= kRequestBytesMax) return;
  last_answer_ = true;
  request_.clear();
  say(R"({"ok":false,"error":"a request has at most 65536 bytes"})");
}

void Server::Connection::say(std::string_view line) {
  answer_.append(line);
  answer_ += '\n';
  send_some();
}

void Server::Connection::send_some() {
  while (!ended_ && sent_ < answer_.size()) {
    const ssize_t count =
        ::send(socket_, answer_.data() + sent_, answer_.size() - sent_, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count >= 0) {
      sent_ += static_cast<std::size_t>(count);
    } else if (errno == EAGAIN) {
      poller_.set_want_write(socket_, *this, true);
      return;
    } else if (errno != EINTR) {
      end();
    }
  }
  if (ended_ || answer_.empty()) return;
  answer_.clear();
  sent_ = 0;
  if (last_answer_) return end();
  poller_.set_want_write(socket_, *this, false);
  if (request_.find('\n') != std::string::npos) take_lines();
}

}  // namespace penstock::control
