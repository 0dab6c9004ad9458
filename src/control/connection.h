// SPDX-License-Identifier: Apache-2.0
// One client at the control socket: its request as far as it came, its answer as far as it was taken. Private
// to the room.
//
// Threads: the poller's.
// Memory: kRequestBytesMax in, one answer out.
// Errors: a client that breaks the bounds is told and put out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "control/protocol.h"
#include "control/server.h"
#include "exec/poller.h"

namespace penstock::control {

class Server::Connection final : public exec::Watched {
 public:
  Connection(int socket, const Desk& desk, exec::Poller& poller, bool welcome);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  bool ended() const { return ended_; }

 private:
  void readable() override;
  void writable() override { send_some(); }
  void hung_up() override { end(); }
  void take_lines();
  void say(std::string_view line);
  void send_some();
  void end();

  const int socket_;
  const Desk& desk_;
  exec::Poller& poller_;
  std::string request_;
  std::string answer_;
  std::size_t sent_ = 0;
  bool last_answer_ = false;  // said, then goodbye
  bool ended_ = false;
};

}  // namespace penstock::control
