// SPDX-License-Identifier: Apache-2.0
// Sockets on loopback, on ports that the kernel chooses, and waiting for a descriptor. For tests.
//
// Threads: the test's.
// Memory: none.
// Errors: waits end after far more than is ever needed.
#pragma once

#include <gtest/gtest.h>
#include <poll.h>

#include <memory>
#include <vector>

#include "link/datagram_socket.h"
#include "link/stream_socket.h"

namespace penstock::link {

using Bytes = std::vector<std::uint8_t>;

inline constexpr int kSocketWaitMs = 10'000;

inline bool await_readable(int descriptor) {
  pollfd waiting{descriptor, POLLIN, 0};
  return ::poll(&waiting, 1, kSocketWaitMs) == 1;
}
inline bool await_writable(int descriptor) {
  pollfd waiting{descriptor, POLLOUT, 0};
  return ::poll(&waiting, 1, kSocketWaitMs) == 1;
}

inline Endpoint loopback(int ip_version) {
  return *parse_endpoint(ip_version == 6 ? "[::1]:0" : "127.0.0.1:0");
}

inline Bytes numbered(std::size_t count, std::uint8_t first) {
  Bytes bytes(count);
  for (std::size_t i = 0; i < count; ++i) bytes[i] = static_cast<std::uint8_t>(first + i * 7);
  return bytes;
}

inline DatagramSocket bound_datagram_socket(DatagramOptions options = {}) {
  auto socket = DatagramSocket::open(options);
  EXPECT_TRUE(socket.ok()) << (socket.ok() ? "" : to_string(socket.fault()));
  EXPECT_TRUE(socket->bind(loopback(options.ip_version)).ok());
  return std::move(socket).value();
}

// Both ends of a TCP connection over loopback.
struct StreamPair {
  std::unique_ptr<StreamSocket> client;
  std::unique_ptr<StreamSocket> server;
};

inline StreamPair connected_streams(StreamOptions options = {}) {
  StreamPair pair;
  auto listener = StreamListener::open(loopback(options.ip_version), options);
  EXPECT_TRUE(listener.ok()) << (listener.ok() ? "" : to_string(listener.fault()));
  auto client = StreamSocket::open(options);
  EXPECT_TRUE(client.ok());
  pair.client = std::move(client).value();
  EXPECT_TRUE(pair.client->connect(listener->local()).ok());
  EXPECT_TRUE(await_readable(listener->descriptor()));
  pair.server = listener->accept();
  EXPECT_NE(pair.server, nullptr);
  EXPECT_TRUE(await_writable(pair.client->descriptor()));
  EXPECT_EQ(pair.client->advance(), ConnectProgress::connected);
  return pair;
}

}  // namespace penstock::link
