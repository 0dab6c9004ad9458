// SPDX-License-Identifier: Apache-2.0
// The control socket of a running Penstock: a Unix stream socket, one line in, one line out. Who connects is
// asked of the kernel: root and the user that Penstock runs as are served, others are told that they are not.
//
// Threads: the poller's.
// Memory: at most kClientsMax connections, each with a bounded request and one answer.
// Errors: open() says why not. A client that sends too much, or does not read, is put out.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "control/protocol.h"
#include "exec/poller.h"

namespace penstock::control {

struct ServerFault {
  std::string message;
};

class Server final : private exec::Watched {
 public:
  static constexpr std::size_t kClientsMax = 32;

  // A socket file that nobody answers any more is replaced; one that somebody answers is a fault.
  static std::variant<std::unique_ptr<Server>, ServerFault> open(const std::string& path, const Desk& desk,
                                                                 exec::Poller& poller);
  ~Server() override;  // removes the socket file
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Lets go of connections that have ended; once a turn of the poller's loop, outside its wait.
  void sweep();

 private:
  class Connection;

  Server(std::string path, int listener, const Desk& desk, exec::Poller& poller);
  void readable() override;

  const std::string path_;
  const int listener_;
  const Desk& desk_;
  exec::Poller& poller_;
  std::vector<std::unique_ptr<Connection>> connections_;
};

// Root, or the user this process runs as.
bool may_control(uid_t peer);

}  // namespace penstock::control
