// SPDX-License-Identifier: Apache-2.0
// A path as the address of a Unix socket. Private to the room.
//
// Threads: a pure function.
// Memory: a plain value.
// Errors: nothing for a path that is empty or too long.
#pragma once

#include <sys/socket.h>
#include <sys/un.h>

#include <cstring>
#include <optional>
#include <string>

namespace penstock::control {

inline std::optional<sockaddr_un> socket_address(const std::string& path) {
  sockaddr_un address{};
  if (path.empty() || path.size() >= sizeof address.sun_path) return std::nullopt;
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.data(), path.size());
  return address;
}

}  // namespace penstock::control
