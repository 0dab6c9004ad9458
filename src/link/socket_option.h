// SPDX-License-Identifier: Apache-2.0
// The options of a socket that is being opened: some must be, some are nice to have. This room's own.
//
// Threads: one.
// Memory: in place.
// Errors: the first `must` that the kernel refused is kept; the later ones are not tried.
#pragma once

#include <sys/socket.h>

#include <cerrno>
#include <cstdint>
#include <optional>
#include <string>

#include "link/fault.h"

namespace penstock::link {

struct SocketOption {
  int descriptor;
  std::string subject;
  std::optional<Fault> fault{};

  bool try_to(int level, int name, int value) const {
    return ::setsockopt(descriptor, level, name, &value, sizeof value) == 0;
  }
  void must(int level, int name, int value, const char* action) {
    if (!fault && !try_to(level, name, value)) fault = system_fault(subject, action, errno);
  }
  // Beyond the system's limit where we have the privilege, else up to it.
  void set_buffers(std::uint32_t bytes) const {
    const int wanted = static_cast<int>(bytes);
    if (!try_to(SOL_SOCKET, SO_RCVBUFFORCE, wanted)) try_to(SOL_SOCKET, SO_RCVBUF, wanted);
    if (!try_to(SOL_SOCKET, SO_SNDBUFFORCE, wanted)) try_to(SOL_SOCKET, SO_SNDBUF, wanted);
  }
};

}  // namespace penstock::link
