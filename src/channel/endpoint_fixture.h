// SPDX-License-Identifier: Apache-2.0
// Both ends of a channel in one process for tests: a scripted provider, a scripted client, a bus between them.
//
// Threads: the tests', and the endpoints' own.
// Memory: the fixture's.
// Errors: expectations.
#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <mutex>
#include <string>

#include "channel/client_endpoint.h"
#include "channel/memory_bus.h"
#include "channel/own_memory.h"
#include "channel/server_endpoint.h"
#include "exec/runtime.h"

namespace penstock::channel {

inline Bytes bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }
inline std::string text_of(Bytes bytes) {
  std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  while (!text.empty() && text.back() == '\0') text.pop_back();
  return text;
}

// A list that threads add to and a test waits on.
template <class T>
class Collected {
 public:
  void add(T value) {
    {
      std::lock_guard hold(lock_);
      items_.push_back(std::move(value));
      count_.fetch_add(1, std::memory_order_release);
    }
    exec::runtime().unpark_all(this);
  }
  std::vector<T> all() const {
    std::lock_guard hold(lock_);
    return items_;
  }
  T at(std::size_t index) const {
    std::lock_guard hold(lock_);
    return items_.at(index);
  }
  std::size_t size() const { return count_.load(std::memory_order_acquire); }
  void wait_for(std::size_t count) {
    while (size() < count) {
      exec::runtime().park(
          this, [&] { return size() < count; }, exec::kForever);
    }
    std::lock_guard hold(lock_);  // who added has let go: the list may be destroyed
  }
  void clear() {
    std::lock_guard hold(lock_);
    items_.clear();
    count_.store(0, std::memory_order_release);
  }

 private:
  mutable exec::Mutex lock_;
  std::vector<T> items_;
  std::atomic<std::size_t> count_{0};
};

class ScriptedEvents : public ChannelEvents {
 public:
  std::uint32_t opened() override {
    note("opened");
    return on_opened ? on_opened() : 0;
  }
  void closed() override {
    note("closed");
    if (on_closed) on_closed();
  }
  void suspended() override {
    note("suspended");
    if (on_suspended) on_suspended();
  }
  void started() override {
    note("started");
    if (on_started) on_started();
  }
  void post_started() override { note("post-started"); }
  void connect_failed(std::uint32_t) override { note("connect failed"); }
  void process(ReceivedPacket& packet, MutableBytes payload, Delivery how) override {
    if (on_process) return on_process(packet, payload, how);
    received.add(text_of(payload));
    ASSERT_TRUE(Endpoint::complete(packet.endpoint().ledger(), packet.loan(), payload, {}).ok());
  }
  void processing_complete(std::uint32_t packets, bool) override { batches.add(packets); }
  bool saves_packets() const override { return static_cast<bool>(on_save) || static_cast<bool>(on_restore); }
  std::uint32_t save_packet(SentPacket& packet, MutableBytes buffer, std::uint32_t& needed) override {
    return on_save ? on_save(packet, buffer, needed) : 0;
  }
  std::uint32_t restore_packet(Bytes library, Bytes own) override { return on_restore(library, own); }
  void note(const char* what) {
    if (!keeps_no_log) log.add(what);
  }
  std::string story() const {
    std::string text;
    for (const std::string& one : log.all()) text += (text.empty() ? "" : " ") + one;
    return text;
  }

  std::atomic<bool> keeps_no_log{false};  // and so allocates nothing
  Collected<std::string> log;
  Collected<std::string> received;
  Collected<std::uint32_t> batches;
  std::function<std::uint32_t()> on_opened;
  std::function<void()> on_closed, on_suspended, on_started;
  std::function<void(ReceivedPacket&, MutableBytes, Delivery)> on_process;
  std::function<std::uint32_t(SentPacket&, MutableBytes, std::uint32_t&)> on_save;
  std::function<std::uint32_t(Bytes, Bytes)> on_restore;
};

inline constexpr Guid kEchoType{{1, 2, 3, 4}};
inline constexpr Guid kEchoInstance{{9, 9, 9}};

// What became of a packet that was sent.
struct Ending {
  Outcome outcome;
  std::string answer;
};

class Channels : public ::testing::Test {
 protected:
  Channels() {
    EXPECT_TRUE(server->set_target(kEchoType, kEchoInstance).ok());
    EXPECT_TRUE(client->set_target(kEchoType, std::nullopt).ok());
    EXPECT_TRUE(client->set_ring_pages(1, 1).ok());
  }
  // Here and not in the destructor: callbacks that a test gave may still run until the endpoints are gone.
  void TearDown() override {
    client.reset();
    server.reset();
  }

  void connect() { ASSERT_TRUE(bus.client().connect(bus_version(5, 3)).ok()); }
  // Both ends up, the server active.
  void open() {
    ASSERT_TRUE(server->enable().ok());
    ASSERT_TRUE(server->start().ok());
    connect();
    ASSERT_TRUE(client->enable().ok());
    client_events.log.wait_for(3);
    server_events.log.wait_for(3);
  }
  // Sends and remembers how it ended.
  void send(Endpoint& from, std::string_view text, SendOptions options, Collected<Ending>& into) {
    SentPacket* packet = from.allocate_packet();
    ASSERT_NE(packet, nullptr);
    packet->set_routine(&remember, &into);
    const auto sent = from.send(*packet, bytes_of(text), options);
    ASSERT_TRUE(sent.ok()) << to_string(sent.fault());
  }
  static void remember(SentPacket& packet, Outcome outcome, MutableBytes answer, void* context) {
    const std::string text = text_of(answer);
    EXPECT_TRUE(packet.endpoint().free_packet(packet).ok());
    static_cast<Collected<Ending>*>(context)->add({outcome, text});
  }

  Collected<Ending> endings;  // outlives the endpoints, whose routines add to it
  OwnMemory memory;
  packet::Ledger ledger;
  MemoryBus bus{memory};
  ScriptedEvents server_events;
  ScriptedEvents client_events;
  std::unique_ptr<ServerEndpoint> server =
      std::make_unique<ServerEndpoint>(bus.server(), server_events, ledger, "server");
  std::unique_ptr<ClientEndpoint> client =
      std::make_unique<ClientEndpoint>(bus.client(), client_events, ledger, "client");
};

}  // namespace penstock::channel
