// SPDX-License-Identifier: Apache-2.0
// What the kernel of a namespace knows about its sockets: which process is behind one, and that one is gone.
// A client that gives up while its first packet is held sends nothing; only this notification shows it
// (W-LNX-4).
//
// Threads: take_deaths() by one, owner_of() by one; they may be different ones.
// Memory: two netlink sockets.
// Errors: open() says why not. A socket that is not found, and a process that may not be looked at, are
// unknown:
//   zeros. Deaths that came faster than they were read are counted as lost.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/function_ref.h"
#include "link/fault.h"
#include "wire/flow_key.h"

namespace penstock::link {

struct SocketOwner {
  std::uint64_t process_id = 0;
  std::string image_path;  // "/usr/bin/curl"
};

class SocketObserver {
 public:
  static Result<std::unique_ptr<SocketObserver>> open(int namespace_descriptor = -1);
  ~SocketObserver();
  SocketObserver(const SocketObserver&) = delete;
  SocketObserver& operator=(const SocketObserver&) = delete;

  // Readable when a socket has gone.
  int descriptor() const;
  // Each socket that is gone since the last call, its own end first. One that was never connected has no
  // other end.
  void take_deaths(base::FunctionRef<void(const wire::FlowKey&)> died);
  SocketOwner owner_of(const wire::FlowKey& local_first);
  std::uint64_t deaths_lost() const;

 private:
  struct State;
  explicit SocketObserver(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace penstock::link
