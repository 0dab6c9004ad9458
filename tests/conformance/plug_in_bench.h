// SPDX-License-Identifier: Apache-2.0
// A plug-in from its shared object, dialled as its platform would, between a host of memory and a server on the loopback
// that the test writes. Both sides of a server are blocking sockets: what waits too long ends with the test's own limit.
//
// Threads: the test's, and that of the server's part in the handshake.
// Memory: the bench outlives its connection.
// Errors: what fails in a server's thread fails the test.
#pragma once

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <future>
#include <mutex>
#include <thread>

#include "packet/pool.h"
#include "testing/rule.h"
#include "tunnel/tunnel_fixture.h"
#include "winrt/activation.h"
#include "winrt/task_pool.h"

namespace penstock::conformance {

using tunnel::Bytes;

inline Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

// Both kinds of socket on one port of the loopback.
class Server {
 public:
  Server() {
    do {
      close_all();
      listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
      datagrams_ = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
      sockaddr_in here = loopback(0);
      EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&here), sizeof here), 0);
      EXPECT_EQ(::listen(listener_, 4), 0);
      socklen_t size = sizeof here;
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&here), &size);
      port_ = ntohs(here.sin_port);
      here = loopback(port_);
      if (::bind(datagrams_, reinterpret_cast<sockaddr*>(&here), sizeof here) == 0) return;
    } while (true);
  }
  ~Server() { close_all(); }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const { return port_; }

  void accept() { stream_ = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC); }
  void write(const Bytes& bytes) {
    EXPECT_EQ(::send(stream_, bytes.data(), bytes.size(), MSG_NOSIGNAL), static_cast<ssize_t>(bytes.size()));
  }
  Bytes read(std::size_t size) {
    Bytes bytes(size);
    EXPECT_EQ(::recv(stream_, bytes.data(), size, MSG_WAITALL), static_cast<ssize_t>(size));
    return bytes;
  }
  std::string read_line() {
    std::string line;
    for (char c = 0; ::recv(stream_, &c, 1, 0) == 1 && c != '\n';)
      if (c != '\r') line += c;
    return line;
  }
  // The end of what the other side sent.
  bool at_end() {
    char c = 0;
    return ::recv(stream_, &c, 1, 0) == 0;
  }

  // Whoever waits here is let go.
  void give_up() {
    for (int const one : {listener_, datagrams_}) ::shutdown(one, SHUT_RDWR);
  }

  // The peer is whoever sent last.
  Bytes receive() {
    Bytes bytes(65536);
    socklen_t size = sizeof peer_;
    auto const count =
        ::recvfrom(datagrams_, bytes.data(), bytes.size(), 0, reinterpret_cast<sockaddr*>(&peer_), &size);
    bytes.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
    return bytes;
  }
  void send(const Bytes& bytes) {
    EXPECT_EQ(::sendto(datagrams_, bytes.data(), bytes.size(), 0, reinterpret_cast<sockaddr*>(&peer_),
                       sizeof peer_),
              static_cast<ssize_t>(bytes.size()));
  }
  std::uint16_t peer_port() const { return ntohs(peer_.sin_port); }

 private:
  static sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
  }
  void close_all() {
    for (int* one : {&listener_, &datagrams_, &stream_})
      if (*one >= 0) ::close(std::exchange(*one, -1));
  }
  int listener_ = -1;
  int datagrams_ = -1;
  int stream_ = -1;
  std::uint16_t port_ = 0;
  sockaddr_in peer_{};
};

class PlugIns : public testing::Test {
 protected:
  PlugIns() {
    options.send_slots = options.receive_slots = 8;
    options.keep_alive_idle_ns = 0;
    options.host = &host;
    options.log = [this](const std::string& line) {
      std::lock_guard guard(lock_);
      lines_.push_back(line);
    };
    profile.servers = {"127.0.0.1"};
    profile.service = std::to_string(server.port());
  }
  ~PlugIns() override {
    if (connection) connection->hang_up();
    connection.reset();
    projection::drain_tasks();
  }

  // Dials while `handshake` plays the server.
  void dial(
      const std::string& plug_in, std::function<void()> handshake = [] {}) {
    auto const loaded =
        projection::PlugInModule::load(std::string(PENSTOCK_CONFORMANCE_PLUG_INS "/") + plug_in + ".so");
    auto const* module = std::get_if<std::shared_ptr<projection::PlugInModule>>(&loaded);
    ASSERT_NE(module, nullptr) << std::get<std::string>(loaded);
    auto served = std::async(std::launch::async, std::move(handshake));
    connection = std::make_unique<projection::Connection>(*module, profile, options);
    result = connection->dial();
    if (!result.connected) server.give_up();
    served.get();
  }
  tunnel::Channel& channel() { return *connection->channel(); }

  void offer(std::initializer_list<Bytes> packets) {
    packet::PacketBatch batch;
    for (auto const& bytes : packets) {
      auto made = pool_.allocate();
      ASSERT_TRUE(made != nullptr && made->set_size(static_cast<std::uint32_t>(bytes.size())));
      std::memcpy(made->data(), bytes.data(), bytes.size());
      batch.push_back(std::move(made));
    }
    channel().offer(batch);
    channel().run_outbound();
  }
  // The next packet that the plug-in gives to the interface.
  Bytes injected() {
    while (waiting_.empty()) {
      channel().run_inbound();
      packet::PacketBatch batch;
      channel().take_injected(batch);
      for (std::uint32_t index = 0; index != batch.count(); ++index) {
        auto const view = batch[index].bytes();
        waiting_.emplace_back(view.begin(), view.end());
      }
      if (waiting_.empty()) exec::runtime().point(exec::Point::yield);
    }
    auto first = std::move(waiting_.front());
    waiting_.pop_front();
    return first;
  }
  std::string log() const {
    std::lock_guard guard(lock_);
    std::string all;
    for (auto const& line : lines_) all += line + "\n";
    return all;
  }
  bool logged(std::string_view text) const { return log().find(text) != std::string::npos; }

  void forget_log() {
    std::lock_guard guard(lock_);
    lines_.clear();
  }

  Server server;
  tunnel::RecordingHost host;
  tunnel::ChannelOptions options;
  projection::ConnectionProfile profile;
  std::unique_ptr<projection::Connection> connection;
  tunnel::DialResult result;

 private:
  packet::PacketPool pool_{{.name = "offered", .packets_max = 32}};
  std::deque<Bytes> waiting_;
  mutable std::mutex lock_;
  std::vector<std::string> lines_;
};

}  // namespace penstock::conformance
