// SPDX-License-Identifier: Apache-2.0
// The calling thread inside another network namespace, for as long as this lives. A TUN device and a netlink
// socket belong for good to the namespace in which they were opened, so both are opened inside one of these
// and used from anywhere.
//
// Threads: the one that made it; others stay where they are.
// Memory: holds descriptors of both namespaces.
// Errors: enter() says why not. A thread that cannot come back would do everything else in the wrong
//   network, so that asserts; with the descriptor open it happens only when privileges were dropped inside.
#pragma once

#include "link/descriptor.h"
#include "link/fault.h"

namespace penstock::link {

class NetworkNamespace {
 public:
  // -1 stays in the namespace of the thread.
  static Result<NetworkNamespace> enter(int namespace_descriptor);
  NetworkNamespace(NetworkNamespace&&) noexcept = default;
  NetworkNamespace& operator=(NetworkNamespace&&) = delete;
  ~NetworkNamespace();

 private:
  explicit NetworkNamespace(Descriptor before) : before_(std::move(before)) {}
  Descriptor before_;
};

}  // namespace penstock::link
